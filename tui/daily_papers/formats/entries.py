"""From the papers in a file to entries: which digest each belongs to, with duplicates merged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Final, TypeVar

from daily_papers.cache import names
from daily_papers.formats.fields import MAX_LINE, MAX_TEXT
from daily_papers.formats.report import DiagnosticKind, FormatError, Hint, Report
from daily_papers.papers.model import Digest, Entry, Paper, largest

T = TypeVar("T")

NAMELESS: Final = "pasted"
"""The collection of papers without a day from standard input."""
MAX_PAPERS: Final = 100_000
"""Papers in a file that is read as a whole; the smallest ones take far more memory than text."""


@dataclass(frozen=True, slots=True)
class FoundPaper:
    """A paper in a file, before its digest is known."""

    paper: Paper
    day: date | None = None
    """The digest's day, where the paper's own record has it."""
    upvotes: int | None = None
    comments: int | None = None
    submitter: str | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class DigestInfo:
    """What a file as a whole says of the digest in it."""

    search: str | None = None
    """The words searched for, where the file is the answer to a search."""
    day: date | None = None
    inferred: bool = False
    """Whether the day's year was guessed."""
    title: str | None = None
    """The file's own title; names the collection where nothing else does."""


class EntryBuilder:
    """Gives papers their digest and their rank in it.

    The digest is what the user said, else what the file's name says, else what the content says;
    without a day, it is a collection named after the file.
    """

    def __init__(self, hint: Hint, info: DigestInfo | None = None) -> None:
        """Build the entries of the file of `hint`, which says `info` of itself."""
        info = info or DigestInfo()
        self._fixed = _fixed_digest(hint, info)
        self._default = _default_digest(hint, info)
        self._ranks: dict[str, int] = {}

    @property
    def day(self) -> date | None:
        """The day of all papers, where user or name fix it."""
        return self._fixed.day if self._fixed else None

    def build(self, found: FoundPaper) -> Entry:
        """The entry of `found`, which is next in its digest."""
        digest = self._fixed or (Digest(found.day) if found.day else self._default)
        rank = self._ranks.get(digest.key, 0)
        self._ranks[digest.key] = rank + 1
        return Entry(digest, found.paper, rank, found.upvotes, found.comments, found.submitter)


def set_entries(report: Report, found: Iterable[FoundPaper], builder: EntryBuilder) -> None:
    """Set the entries of `report`; a paper that is there twice is merged, and reported.

    Raises:
        FormatError: There are more than `MAX_PAPERS`.
    """
    merged: dict[tuple[date | None, str], FoundPaper] = {}
    for each in found:
        _report_cuts(report, each)
        key = (each.day, each.paper.id)
        first = merged.get(key)
        if first and not report.is_full:
            report.add(DiagnosticKind.DOUBLE, _duplicate(first.paper, each.paper), each.line)
        merged[key] = _merge(first, each) if first else each
        if len(merged) > MAX_PAPERS:
            raise FormatError(
                f"more than {MAX_PAPERS:,} papers: split it, or save it as JSON Lines"
            )
    report.entries = map(builder.build, merged.values())


def stream_entries(
    report: Report, found: Iterable[FoundPaper], builder: EntryBuilder
) -> Iterator[Entry]:
    """The entries of `found` one by one; duplicates are not merged."""
    for each in found:
        _report_cuts(report, each)
        yield builder.build(each)


def _report_cuts(report: Report, found: FoundPaper) -> None:
    """Report texts of `found` that were too long to be kept whole."""
    paper = found.paper
    if len(paper.title) == MAX_LINE or len(paper.abstract) == MAX_TEXT:
        report.add(DiagnosticKind.CHANGED, f"too long, cut short: {paper.title[:60]}", found.line)


def _fixed_digest(hint: Hint, info: DigestInfo) -> Digest | None:
    """The digest of all papers, where user, name or content fix it."""
    named = names.parse(hint.name)
    if hint.collection and (name := names.collection_name(hint.collection)):
        return Digest(name=name)
    if hint.day:
        return Digest(hint.day)
    if named.collection:
        return Digest(name=named.collection)
    if named.day and not named.loose:
        return Digest(named.day, inferred=named.inferred)
    if info.search and (name := names.collection_name(info.search)):
        return Digest(name=name)
    return Digest(named.day) if named.day else None


def _default_digest(hint: Hint, info: DigestInfo) -> Digest:
    """The digest of the papers whose own record has no day."""
    if info.day:
        return Digest(info.day, inferred=info.inferred)
    title = names.collection_name(info.title or "")
    return Digest(name=names.stem(hint.name) or title or NAMELESS)


def _duplicate(one: Paper, other: Paper) -> str:
    """What to report of a paper that is there twice: more, where an abstract is not shown."""
    if one.abstract == other.abstract or not (one.abstract and other.abstract):
        return other.title
    shorter, longer = sorted((_flat(one.abstract), _flat(other.abstract)), key=len)
    if shorter in longer:
        return other.title
    return f"{other.title} (with two abstracts; not shown: {shorter[:80]})"


def _flat(text: str) -> str:
    return " ".join(text.split())


def _merge(one: FoundPaper, other: FoundPaper) -> FoundPaper:
    """Both in one: the fuller text, the larger count, and whatever only one of them knows."""
    known = {
        field.name: _better(getattr(one.paper, field.name), getattr(other.paper, field.name))
        for field in fields(Paper)
    }
    return FoundPaper(
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
