"""What a list of papers shows, and how it is asked for: the words between index and widgets.

`Facts` is what the user did with a paper, `Row` one line of a list, `Rows` a list that may be far
larger than memory: a widget asks it for the few rows it draws. `Detail` is all that the abstract
viewer tells of one paper.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from daily_papers.papers.model import Digest, Entry, Paper
from daily_papers.papers.verdicts import BY_REGISTER, HIDING, KEEPING


@dataclass(frozen=True, slots=True)
class Facts:
    """What one user did with one paper."""

    read: bool = False
    auto: bool = False
    """Whether it was read by itself: by being opened, or by time."""
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
        """Neither opened nor judged."""
        return not (self.read or self.verdicts.intersection(HIDING))

    @property
    def kept(self) -> bool:
        """Whether the paper stays, with a copy in the state, when no digest holds it any more."""
        return bool(self.verdicts.intersection(KEEPING) or self.noted or self.tags)

    @property
    def verdict(self) -> str:
        """The register whose glyph a list shows: `starred`; empty where none is set."""
        return next((name for name in BY_REGISTER if name in self.verdicts), "")


UNTOUCHED = Facts()
"""The facts of a paper nobody has looked at."""


@dataclass(frozen=True, slots=True)
class Row:
    """One paper as a list shows it. All text is clean: safe to draw, one line each."""

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
    """Whether an act on it has not reached the disk yet."""
    muted: bool = False
    """Whether a mute rule hides it everywhere else."""
    highlighted: bool = False
    """Whether a highlight rule matches it."""


@dataclass(frozen=True, slots=True)
class Detail:
    """One paper with all that is known of it. The paper's text is the source's own, not cleaned."""

    key: int
    id: str
    paper: Paper
    facts: Facts
    entries: tuple[Entry, ...] = ()
    """Where it stands, newest day first, collections last."""
    note: str = ""
    """The user's note, Markdown."""
    note_versions: tuple[str, ...] = ()
    """The stamps of the versions that make it up: what another one is based on."""
    highlighted_by: tuple[str, ...] = ()
    """The highlight rules that match it."""


@dataclass(frozen=True, slots=True)
class DigestCounts:
    """A digest in the list of digests, with how far the user has come."""

    digest: Digest
    total: int
    unread: int
    muted: int = 0
    """Papers that mute rules hide; they are not in the total."""


class Rows(Protocol):
    """A list of papers, in an order that never changes while it is shown."""

    @property
    def complete(self) -> bool:
        """Whether the count is final; while it is not, rows may still be added at the end."""

    def __len__(self) -> int:
        """How many rows are known so far."""

    def row(self, index: int) -> Row | None:
        """The row at `index` (from 0), or `None` where it is not in memory yet."""

    def key(self, index: int) -> int:
        """The key of the row at `index`; needs no disk."""

    def keys(self, first: int = 0, end: int | None = None) -> list[int]:
        """The keys of the rows from `first` up to `end`, without it; by default all so far."""

    def find(self, key: int) -> int | None:
        """The index of the row with `key`, or `None` where the list does not hold it."""
