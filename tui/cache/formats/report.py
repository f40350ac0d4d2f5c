"""What every format's reader takes and gives: a stream and a hint in, a report out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from tui.papers.model import Entry


class Problem(ValueError):
    """A file that cannot be read; its words say what is wrong and what to do."""


class Kind(StrEnum):
    """What a note is about."""

    SKIPPED = "skipped"
    """A record or block that could not be read as a paper, and is not shown."""
    ORPHAN = "orphan"
    """A title without an abstract, or an abstract without a title."""
    DOUBLE = "double"
    """A paper that stood twice in one digest; the two were joined."""


@dataclass(frozen=True, slots=True)
class Note:
    """One thing in a file that a person should know of."""

    kind: Kind
    line: int | None
    """Line in the file, from 1, where the format has lines."""
    text: str
    """What it was: the words say enough to find it."""


@dataclass(frozen=True, slots=True)
class Hint:
    """What the bytes of a file do not say."""

    name: str = ""
    """The file's name, without folders; `""` for standard input."""
    modified: date | None = None
    """The day on which it was last written; bounds a year that has to be guessed."""
    day: date | None = None
    """The day that the user named; wins over everything in the file."""
    collection: str | None = None
    """The collection that the user named; wins over everything in the file."""


@dataclass(slots=True)
class Report:
    """What is in one file. `entries` may be read once, and streams; `notes` fill as it is read."""

    format: str
    """The format's name for people: `page`, `hf`, `arxiv-atom`, `arxiv-jsonl` …"""
    entries: Iterator[Entry]
    notes: list[Note] = field(default_factory=list)
    source: str = ""
    """The short name of the source in a cached file's name: `hf`, `page`, `arxiv` …"""

    def note(self, kind: Kind, text: str, line: int | None = None) -> None:
        """Add a note."""
        self.notes.append(Note(kind, line, text))
