"""Records: one entry of one file each, and the paper that several of them make.

A record is JSON with a checksum. The records of one paper are merged into a `Work`, a function of
the *set* of records: counts are the largest seen; a text is that of the best format, then the
longest, then that of the file whose name comes first; what one source lacks is taken from another.
`prepare` cleans and folds the text of a `Work` for lists and search.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, Final
from zlib import crc32

from daily_papers.index.schema import NAME_FIELDS
from daily_papers.papers import gist, prose
from daily_papers.papers.fields import TEXT_FIELDS, TextField
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

_CHECKSUM: Final = ',"check":'
"""What precedes the checksum of a record: nothing else in the index shows a changed letter."""


def _of_type(*types: str) -> tuple[str, ...]:
    """The attributes of a paper that have one of these types."""
    return tuple(each.name for each in fields(Paper) if each.type in types)


_TEXTS: Final = _of_type("str", "str | None")
_LISTS: Final = _of_type("tuple[str, ...]")
_NUMBERS: Final = _of_type("int | None")
_DATES: Final = _of_type("date | None")

LISTED_FIELDS: Final = tuple(field for field in NAME_FIELDS if TEXT_FIELDS[field].listed)
"""The fields whose names are counted, for completion."""
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
    body |= {name: value for name in _NUMBERS if (value := getattr(paper, name)) is not None}
    body |= {name: value.isoformat() for name in _DATES if (value := getattr(paper, name))}
    digest = entry.digest
    body["in"] = digest.day.isoformat() if digest.day else {"name": digest.name}
    if digest.inferred:
        body["inferred"] = True
    for name in ("rank", "upvotes", "comments", "submitter"):
        if (value := getattr(entry, name)) is not None:
            body[name] = value
    text = json.dumps(body, separators=(",", ":"))
    return f"{text[:-1]}{_CHECKSUM}{crc32(text.encode())}}}"


def decode(text: str) -> Entry:
    """The entry that `encode` turned into `text`.

    Raises:
        ValueError: Its checksum is wrong, so the index is damaged.
    """
    rest, _, checksum = text.rpartition(_CHECKSUM)
    if f"{crc32(f'{rest}}}'.encode())}}}" != checksum:
        raise ValueError("the checksum of a record is wrong")
    body: dict[str, Any] = json.loads(text)
    where = body["in"]
    inferred = "inferred" in body
    known: dict[str, Any] = {name: body[name] for name in (*_TEXTS, *_NUMBERS) if name in body}
    known |= {name: tuple(body[name]) for name in _LISTS if name in body}
    known |= {name: date.fromisoformat(body[name]) for name in _DATES if name in body}
    return Entry(
        digest=Digest(name=where["name"], inferred=inferred)
        if isinstance(where, dict)
        else Digest(date.fromisoformat(where), inferred=inferred),
        paper=Paper(**{"title": "", **known}),
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

    def texts(self, field: TextField) -> list[str]:
        """Its texts in a field, as the sources have them."""
        return list(TEXT_FIELDS[field].read(self.paper, self.entries))


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
    for name in _NUMBERS:
        best[name] = largest(getattr(paper, name) for _, paper in papers)
    for name in _DATES:
        best[name] = next(filter(None, (getattr(paper, name) for _, paper in papers)), None)
    return replace(papers[0][1], **best)


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
    names: tuple[str, ...]
    spellings: Mapping[tuple[TextField, str], str]
    """How names are written, by field and folded name."""


def prepare(work: Work) -> Prepared:
    """The texts of `work`, cleaned for reading and folded for search."""
    paper = work.paper
    title = prose.read_title(paper.title)
    abstract = "\n\n".join(prose.read_abstract(paper.abstract))
    folded = spaced(title)
    names = {field: work.texts(field) for field in NAME_FIELDS}
    return Prepared(
        title=title,
        abstract=abstract,
        gist=gist.find(abstract, title).short,
        titles=(folded,),
        texts=(folded, spaced(abstract)),
        names=tuple(map(join_names, names.values())),
        spellings={
            (field, key): clean_line(name, _NAME_LIMIT)
            for field in LISTED_FIELDS
            for name in names[field]
            if (key := spaced(name))
        },
    )


def source_hash(work: Work) -> str:
    """A hash of everything that `prepare` reads."""
    paper = work.paper
    parts = paper.title, paper.abstract, *map(work.texts, NAME_FIELDS)
    text = repr(parts).encode("utf-8", "backslashreplace")
    return hashlib.blake2b(text, digest_size=16).hexdigest()


def join_names(names: Iterable[str]) -> str:
    """Names as a column of the table `names` holds them: folded, with a separator between them."""
    return _SEPARATOR.join(filter(None, map(spaced, names)))


def split_names(text: str) -> set[str]:
    """The folded names in a column of the table `names`."""
    return set(text.split(_SEPARATOR)) - {""}
