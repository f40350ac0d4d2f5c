"""What lists of papers and the abstract show: the types between index and widgets.

`Facts` is what the user did with a paper, `Row` a paper in a list, and `Rows` a list that may be
far larger than memory: a widget gets only the rows that it draws. `Detail` is everything about one
paper.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from daily_papers.papers.model import Digest, Entry, Paper
from daily_papers.papers.verdicts import BY_REGISTER, HIDING, KEEPING


@dataclass(frozen=True, slots=True)
class Facts:
    """What one user did with one paper."""

    read: bool = False
    auto: bool = False
    """Whether it became read by being opened, or after a time, and not by a key."""
    verdicts: frozenset[str] = frozenset()
    """The registers of `verdicts.VERDICTS` that are set: `starred`, `later`, `dismissed`."""
    tags: tuple[str, ...] = ()
    noted: bool = False

    def holds(self, register: str) -> bool:
        """Whether a register is set: `read`, or one of a verdict."""
        return self.read if register == "read" else register in self.verdicts

    @property
    def starred(self) -> bool:
        """Whether the user starred it."""
        return "starred" in self.verdicts

    @property
    def later(self) -> bool:
        """Whether the user keeps it for later."""
        return "later" in self.verdicts

    @property
    def dismissed(self) -> bool:
        """Whether the user dismissed it."""
        return "dismissed" in self.verdicts

    @property
    def unread(self) -> bool:
        """Whether it was neither opened nor judged."""
        return not (self.read or self.verdicts.intersection(HIDING))

    @property
    def kept(self) -> bool:
        """Whether the paper stays, with a copy in the state, when it is in no digest any more."""
        return bool(self.verdicts.intersection(KEEPING) or self.noted or self.tags)

    @property
    def verdict(self) -> str:
        """The register whose glyph is shown in lists: `starred`; empty if none is set."""
        return next((name for name in BY_REGISTER if name in self.verdicts), "")


UNTOUCHED = Facts()
"""The facts of a paper that the user did nothing with."""


@dataclass(frozen=True, slots=True)
class Row:
    """A paper in a list. Each text is one clean line, safe to draw."""

    key: int
    """The index's row number: stable while the paper is in the index."""
    id: str
    """The paper's id as printed: `arxiv:2503.02130`."""
    title: str
    gist: str
    facts: Facts
    has_code: bool = False
    upvotes: int | None = None
    pending: bool = False
    """Whether an act on it is not saved yet."""
    muted: bool = False
    """Whether a mute rule hides it everywhere but in the view of muted papers."""
    day: date | None = None
    """The newest day it is listed on; `None` for a paper of collections only."""
    highlighted: bool = False
    """Whether a highlight rule matches it."""


@dataclass(frozen=True, slots=True)
class Detail:
    """Everything about one paper. The texts of `paper` and `entries` are not cleaned."""

    key: int
    id: str
    paper: Paper
    facts: Facts
    entries: tuple[Entry, ...] = ()
    """Its entries, the newest day first and collections last."""
    note: str = ""
    """The user's note in Markdown."""
    note_versions: tuple[str, ...] = ()
    """The stamps of the versions in the note, on which the next version is based."""
    highlighted_by: tuple[str, ...] = ()
    """The highlight rules that match it."""


@dataclass(frozen=True, slots=True)
class DigestCounts:
    """A digest and the number of its papers, in the list of digests."""

    digest: Digest
    total: int
    unread: int
    muted: int = 0
    """Papers hidden by mute rules, which are not in `total`."""


class Rows(Protocol):
    """A list of papers, whose order does not change while it is shown."""

    @property
    def complete(self) -> bool:
        """Whether the list is complete; else rows may still be added at its end."""

    def __len__(self) -> int:
        """The number of rows so far."""

    def row(self, index: int) -> Row | None:
        """The row at `index` (from 0), or `None` if it is not in memory yet."""

    def key(self, index: int) -> int:
        """The key of the row at `index`, which is always in memory."""

    def keys(self, first: int = 0, end: int | None = None) -> list[int]:
        """The keys of the rows from `first` up to but without `end`; by default of all so far."""

    def find(self, key: int) -> int | None:
        """The index of the row with `key`, or `None` if it is not in the list."""
