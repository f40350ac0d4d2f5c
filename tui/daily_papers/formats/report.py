"""What every format's reader takes and gives: a stream and a hint in, a report out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from daily_papers.papers.model import Entry

MOST_NOTES: Final = 10_000
"""Notes kept of one file; a damaged one without end would fill the memory."""
_LONGEST: Final = 300


class Problem(ValueError):
    """A file that cannot be read; its words say what is wrong and what to do."""

    def __init__(self, words: str) -> None:
        """`words` may quote the file: they are made safe to print."""
        super().__init__(one_line(words))


class Kind(StrEnum):
    """What a note is about."""

    SKIPPED = "skipped"
    """A record or block that could not be read as a paper, and is not shown."""
    ORPHAN = "orphan"
    """A title without an abstract, or an abstract without a title."""
    DOUBLE = "double"
    """A paper that stood twice in one digest; the two were joined."""
    CHANGED = "changed"
    """Something that is read otherwise than it stands: another encoding, a text cut short."""


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
    """May raise `Problem` where the format streams."""
    notes: list[Note] = field(default_factory=list)
    source: str = ""
    """The short name of the source in a cached file's name: `hf`, `page`, `arxiv`."""
    extension: str = "txt"
    """The end of a cached file's name."""

    def note(self, kind: Kind, text: str, line: int | None = None) -> None:
        """Add a note, unless there are very many."""
        if len(self.notes) < MOST_NOTES:
            self.notes.append(Note(kind, line, one_line(text)))


def one_line(text: str) -> str:
    """`text` on one line of at most 300 characters, without what a terminal would obey."""
    flat = " ".join(text[:2_000].split())
    return "".join(char if char.isprintable() else "\ufffd" for char in flat)[:_LONGEST]
