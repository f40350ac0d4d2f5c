"""From what stands in a file to entries: which digest each paper belongs to, and doubles joined."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import TypeVar

from daily_papers.cache import names
from daily_papers.formats.fields import LONGEST_LINE, LONGEST_TEXT
from daily_papers.formats.report import Hint, Kind, Report
from daily_papers.papers.model import Digest, Entry, Paper, largest

T = TypeVar("T")

NAMELESS = "pasted"
"""The collection of what came without a day, through standard input."""


@dataclass(frozen=True, slots=True)
class Found:
    """A paper as it stands in a file, before its digest is known."""

    paper: Paper
    day: date | None = None
    """The digest's day, where the paper's own record tells it."""
    upvotes: int | None = None
    comments: int | None = None
    submitter: str | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Content:
    """What a file as a whole says of the digest in it."""

    search: str | None = None
    """The words searched for, where the file is the answer to a search."""
    day: date | None = None
    inferred: bool = False
    title: str | None = None
    """What the file calls itself; names the collection where nothing else does."""


class Placing:
    """Gives papers their digest and their rank there.

    The digest is what the user said, else what the file's name says, else what the content says;
    failing a day, a collection named after the file.
    """

    def __init__(self, hint: Hint, content: Content | None = None) -> None:
        """Place the papers of the file of `hint`."""
        content = content or Content()
        self._fixed = _fixed(hint, content)
        self._otherwise = _otherwise(hint, content)
        self._ranks: dict[str, int] = {}

    @property
    def day(self) -> date | None:
        """The one day of all papers, where user or name fix it."""
        return self._fixed.day if self._fixed else None

    def entry(self, found: Found) -> Entry:
        """The entry of `found`, next in its digest."""
        digest = self._fixed or (Digest(found.day) if found.day else self._otherwise)
        rank = self._ranks.get(digest.key, 0)
        self._ranks[digest.key] = rank + 1
        return Entry(digest, found.paper, rank, found.upvotes, found.comments, found.submitter)


def gather(report: Report, found: Iterable[Found], placing: Placing) -> None:
    """Give `report` the entries of `found`, where a paper that stands twice is joined and noted."""
    together: dict[tuple[date | None, str], Found] = {}
    for each in found:
        note_cuts(report, each)
        where = (each.day, each.paper.id)
        first = together.get(where)
        if first:
            report.note(Kind.DOUBLE, _double(first.paper, each.paper), each.line)
        together[where] = _join(first, each) if first else each
    report.entries = map(placing.entry, together.values())


def stream(report: Report, found: Iterable[Found], placing: Placing) -> Iterator[Entry]:
    """The entries of `found` one by one; doubles are left to whoever reads them."""
    for each in found:
        note_cuts(report, each)
        yield placing.entry(each)


def note_cuts(report: Report, found: Found) -> None:
    """Note where a text of `found` was too long to be kept whole."""
    if len(found.paper.title) == LONGEST_LINE or len(found.paper.abstract) == LONGEST_TEXT:
        report.note(Kind.CHANGED, f"too long, cut short: {found.paper.title[:60]}", found.line)


def latest(month: int, day: int, not_after: date) -> date | None:
    """The newest such day that is not after `not_after`; `None` for the 31st of April."""
    for year in range(not_after.year, max(not_after.year - 9, 0), -1):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found <= not_after:
            return found
    return None


def _fixed(hint: Hint, content: Content) -> Digest | None:
    """The one digest of all papers, where user, name or content fix it."""
    named = names.parse(hint.name)
    if hint.collection and (name := names.collection_name(hint.collection)):
        return Digest(name=name)
    if hint.day:
        return Digest(hint.day)
    if named.collection:
        return Digest(name=named.collection)
    if named.day and not named.loose:
        return Digest(named.day, inferred=named.inferred)
    if content.search and (name := names.collection_name(content.search)):
        return Digest(name=name)
    return Digest(named.day) if named.day else None


def _otherwise(hint: Hint, content: Content) -> Digest:
    """The digest of the papers whose own record tells no day."""
    if content.day:
        return Digest(content.day, inferred=content.inferred)
    title = names.collection_name(content.title or "")
    return Digest(name=names.stem(hint.name) or title or NAMELESS)


def _double(one: Paper, other: Paper) -> str:
    """What to say of a paper that stands twice: more, where an abstract goes unshown."""
    shorter, longer = sorted((_flat(one.abstract), _flat(other.abstract)), key=len)
    if shorter in longer:
        return other.title
    return f"{other.title} (with two abstracts; not shown: {shorter[:80]})"


def _flat(text: str) -> str:
    return " ".join(text.split())


def _join(one: Found, other: Found) -> Found:
    """Both in one: the fuller text, the larger count, and whatever only one of them knows."""
    known = {
        field.name: _better(getattr(one.paper, field.name), getattr(other.paper, field.name))
        for field in fields(Paper)
    }
    return Found(
        paper=replace(one.paper, **known),
        day=one.day,
        upvotes=largest((one.upvotes, other.upvotes)),
        comments=largest((one.comments, other.comments)),
        submitter=one.submitter or other.submitter,
        line=one.line,
    )


def _better(one: T, other: T) -> T:
    """The longer text, the larger number, the one that is known."""
    if isinstance(one, int) and isinstance(other, int):
        return max(one, other)
    if isinstance(one, str) and isinstance(other, str):
        return max(one, other, key=len)
    return one or other
