"""Several records of one paper become one paper with its entries.

The result is a function of the *set* of records: counts are the largest seen; text is that of the
best format, then the longest, then that of the file whose name comes first. A field that one
source lacks is taken from another.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from daily_papers.index.records import OWN, Record
from daily_papers.papers.model import Digest, Entry, Paper, largest

_FORMATS: Final = ("arxiv-atom", "arxiv-jsonl", "hf")
"""Formats whose text is the paper's own, the most faithful first; all others come after."""

_BY_MERIT: Final = (
    "title", "abstract", "authors", "arxiv_id", "doi", "url", "github", "project",
    "organization", "keywords", "categories", "ai_summary",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Work:
    """One paper as all its records tell it."""

    paper: Paper
    entries: tuple[Entry, ...]
    """Newest day first, collections last, by name; none where only the user's copy is left."""
    day: date | None
    """The newest day on which it stands, or stood when the user kept it."""

    @property
    def rank(self) -> int:
        """Its place in its newest digest."""
        return self.entries[0].rank if self.entries else 0


def merge(records: Sequence[Record]) -> Work:
    """The paper that `records` (at least one) speak of."""
    ranked = sorted(records, key=lambda record: (_merit(record), record.file, record.place))
    paper = ranked[0].entry.paper if len(ranked) == 1 else _paper(ranked)
    digests: dict[str, list[Record]] = {}
    for record in ranked:
        if record.format != OWN:
            digests.setdefault(record.entry.digest.key, []).append(record)
    entries = sorted((_entry(paper, group) for group in digests.values()), key=newest_first)
    days = [entry.digest.day for entry in entries or [record.entry for record in ranked]]
    return Work(paper, tuple(entries), max((day for day in days if day), default=None))


def _paper(ranked: Sequence[Record]) -> Paper:
    papers = [(_merit(record), record.entry.paper) for record in ranked]
    best: dict[str, Any] = {
        name: _best((merit, getattr(paper, name)) for merit, paper in papers) for name in _BY_MERIT
    }
    return replace(
        papers[0][1],
        **best,
        stars=largest(paper.stars for _, paper in papers),
        published=next((paper.published for _, paper in papers if paper.published), None),
    )


def newest_first(entry: Entry) -> tuple[int, str]:
    """For sorting a paper's entries: days from the newest on, then collections by name."""
    day = entry.digest.day
    return (-day.toordinal() if day else 0, entry.digest.name or "")


def _entry(paper: Paper, records: Sequence[Record]) -> Entry:
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


def _merit(record: Record) -> int:
    if record.format == OWN:
        return len(_FORMATS) + 1
    return _FORMATS.index(record.format) if record.format in _FORMATS else len(_FORMATS)


def _best(values: Iterable[tuple[int, Any]]) -> Any:
    """Of texts with their merit, the best first: the first of the longest of the best merit."""
    return min(values, key=lambda each: (not each[1], each[0], -len(each[1] or "")))[1]
