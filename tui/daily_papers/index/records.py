"""Records: one entry of one file each, and the paper that several of them make.

A record is kept as JSON. The records of one paper are merged into a `Work`, a function of the *set*
of records: counts are the largest seen; a text is that of the best format, then the longest, then
that of the file whose name comes first; what one source lacks is taken from another. `prepare`
cleans and folds the text of a `Work` for lists and search.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from daily_papers.papers import gist, prose
from daily_papers.papers.fields import TextField
from daily_papers.papers.model import Digest, Entry, Paper, largest
from daily_papers.papers.text import clean_line
from daily_papers.query.fold import spaced

PLACE_BITS: Final = 32
"""A record's row is `file << PLACE_BITS | place in the file`; file 0 is the user's own copies."""

PLACE_MASK: Final = (1 << PLACE_BITS) - 1

OWN: Final = "own"
"""The format of the user's own copy of a paper, as the journals hold it: it describes the paper,
and is in no digest."""

_FORMATS: Final = ("arxiv-atom", "arxiv-jsonl", "hf")
"""Formats whose text is the paper's own, the most faithful first; all others come after."""
_TEXTS: Final = (
    "title", "abstract", "arxiv_id", "doi", "url", "github", "project", "organization",
    "ai_summary",
)  # fmt: skip
_LISTS: Final = ("authors", "keywords", "categories")

NAME_FIELDS: Final = (TextField.AUTHOR, TextField.ORG, TextField.KEYWORD, TextField.SUBMITTER)
"""The fields that hold names, in the order of the first columns of the table `names`."""
_NAME_LIMIT: Final = 80
"""Characters of a name that is offered."""
_SEPARATOR: Final = " \ue000 "
"""A word between two names that no query can hold, so that no phrase spans both."""


@dataclass(frozen=True, slots=True)
class Record:
    """One entry of one file."""

    entry: Entry
    file: str
    """The file's name."""
    place: int
    """The entry's place in the file, from 0."""
    format: str
    """The file's format, as its reader calls it."""


def encode(entry: Entry) -> str:
    """All of `entry` as JSON; equal entries give equal text."""
    paper = entry.paper
    body: dict[str, Any] = {
        name: value for name in (*_TEXTS, *_LISTS) if (value := getattr(paper, name))
    }
    if paper.stars is not None:
        body["stars"] = paper.stars
    if paper.published:
        body["published"] = paper.published.isoformat()
    digest = entry.digest
    body["in"] = digest.day.isoformat() if digest.day else {"name": digest.name}
    if digest.inferred:
        body["inferred"] = True
    for name in ("rank", "upvotes", "comments", "submitter"):
        if (value := getattr(entry, name)) is not None:
            body[name] = value
    return json.dumps(body, separators=(",", ":"))


def decode(text: str) -> Entry:
    """The entry that `encode` turned into `text`."""
    body: dict[str, Any] = json.loads(text)
    where = body["in"]
    inferred = "inferred" in body
    published = body.get("published")
    known: dict[str, Any] = {name: body[name] for name in _TEXTS if name in body}
    known |= {name: tuple(body[name]) for name in _LISTS if name in body}
    return Entry(
        digest=Digest(name=where["name"], inferred=inferred)
        if isinstance(where, dict)
        else Digest(date.fromisoformat(where), inferred=inferred),
        paper=Paper(
            **{"title": "", **known},
            stars=body.get("stars"),
            published=date.fromisoformat(published) if published else None,
        ),
        rank=body["rank"],
        upvotes=body.get("upvotes"),
        comments=body.get("comments"),
        submitter=body.get("submitter"),
    )


# Several records of one paper


@dataclass(frozen=True, slots=True)
class Work:
    """One paper as all its records describe it."""

    paper: Paper
    entries: tuple[Entry, ...]
    """Newest day first, collections last, by name; none where only the user's copy is left."""
    day: date | None
    """The newest day whose digest it is in, or was in when the user kept it."""

    @property
    def rank(self) -> int:
        """Its place in its newest digest."""
        return self.entries[0].rank if self.entries else 0

    @property
    def submitters(self) -> list[str]:
        """Who submitted it, in any digest."""
        return sorted({entry.submitter for entry in self.entries if entry.submitter})

    @property
    def urls(self) -> list[str]:
        """Its addresses, those that its identifiers make first."""
        paper = self.paper
        arxiv = f"https://arxiv.org/abs/{paper.arxiv_id}" if paper.arxiv_id else None
        doi = f"https://doi.org/{paper.doi}" if paper.doi else None
        return [text for text in (arxiv, doi, paper.url, paper.github, paper.project) if text]

    @property
    def names(self) -> dict[TextField, Sequence[str]]:
        """What it has in each of `NAME_FIELDS`."""
        paper = self.paper
        organizations = (paper.organization,) if paper.organization else ()
        names = (paper.authors, organizations, paper.keywords, self.submitters)
        return dict(zip(NAME_FIELDS, names, strict=True))


def merge(records: Sequence[Record]) -> Work:
    """The paper that `records` (at least one) are about."""
    ranked = sorted(records, key=lambda record: (_merit(record), record.file, record.place))
    paper = ranked[0].entry.paper if len(ranked) == 1 else _merge_papers(ranked)
    digests: dict[str, list[Record]] = {}
    for record in ranked:
        if record.format != OWN:
            digests.setdefault(record.entry.digest.key, []).append(record)
    entries = sorted(
        (_merge_entries(paper, group) for group in digests.values()), key=_newest_first
    )
    days = [entry.digest.day for entry in entries or [record.entry for record in ranked]]
    return Work(paper, tuple(entries), max((day for day in days if day), default=None))


def _merge_papers(ranked: Sequence[Record]) -> Paper:
    papers = [(_merit(record), record.entry.paper) for record in ranked]
    best: dict[str, Any] = {
        name: _best((merit, getattr(paper, name)) for merit, paper in papers)
        for name in (*_TEXTS, *_LISTS)
    }
    return replace(
        papers[0][1],
        **best,
        stars=largest(paper.stars for _, paper in papers),
        published=next((paper.published for _, paper in papers if paper.published), None),
    )


def _merge_entries(paper: Paper, records: Sequence[Record]) -> Entry:
    """One entry of several records of one digest, the best first."""
    entries = [record.entry for record in records]
    digest = entries[0].digest
    return Entry(
        digest=Digest(digest.day, digest.name, all(entry.digest.inferred for entry in entries)),
        paper=paper,
        rank=min(entry.rank for entry in entries),
        upvotes=largest(entry.upvotes for entry in entries),
        comments=largest(entry.comments for entry in entries),
        submitter=_best((_merit(record), record.entry.submitter) for record in records),
    )


def _newest_first(entry: Entry) -> tuple[int, str]:
    """For sorting a paper's entries: days from the newest on, then collections by name."""
    day = entry.digest.day
    return (-day.toordinal() if day else 0, entry.digest.name or "")


def _merit(record: Record) -> int:
    if record.format == OWN:
        return len(_FORMATS) + 1
    return _FORMATS.index(record.format) if record.format in _FORMATS else len(_FORMATS)


def _best(values: Iterable[tuple[int, Any]]) -> Any:
    """Of texts with their merit, the best first: the first of the longest of the best merit."""
    return min(values, key=lambda each: (not each[1], each[0], -len(each[1] or "")))[1]


# The text of one paper


@dataclass(frozen=True, slots=True)
class Prepared:
    """The cleaned and the folded text of one paper."""

    title: str
    abstract: str
    """Its paragraphs with blank lines between them."""
    gist: str
    titles: tuple[str]
    """The columns of the table `titles`; the next two likewise."""
    texts: tuple[str, str]
    names: tuple[str, str, str, str, str, str]
    spellings: Mapping[tuple[TextField, str], str]
    """How names are written, by field and folded name."""


def prepare(work: Work) -> Prepared:
    """The texts of `work`, cleaned for reading and folded for search."""
    paper = work.paper
    title = prose.read_title(paper.title)
    abstract = "\n\n".join(prose.read_abstract(paper.abstract))
    folded = spaced(title)
    authors, organizations, keywords, submitters = map(join_names, work.names.values())
    return Prepared(
        title=title,
        abstract=abstract,
        gist=gist.find(abstract, title).short,
        titles=(folded,),
        texts=(folded, spaced(abstract)),
        names=(
            authors,
            organizations,
            keywords,
            submitters,
            join_names(filter(None, (paper.arxiv_id, paper.doi))),
            join_names(work.urls),
        ),
        spellings={
            (field, key): clean_line(name, _NAME_LIMIT)
            for field, names in work.names.items()
            for name in names
            if (key := spaced(name))
        },
    )


def source_hash(work: Work) -> str:
    """A hash of everything that `prepare` reads."""
    paper = work.paper
    parts = (
        paper.title, paper.abstract, paper.authors, paper.organization, paper.keywords,
        work.submitters, work.urls,
    )  # fmt: skip
    text = repr(parts).encode("utf-8", "backslashreplace")
    return hashlib.blake2b(text, digest_size=16).hexdigest()


def join_names(names: Iterable[str]) -> str:
    """Names as a column of the table `names` holds them: folded, with a separator between them."""
    return _SEPARATOR.join(filter(None, map(spaced, names)))


def split_names(text: str) -> set[str]:
    """The folded names in a column of the table `names`."""
    return set(text.split(_SEPARATOR)) - {""}
