"""What a format's reader takes and returns: a hint and a report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from daily_papers.papers.model import Entry

MAX_DIAGNOSTICS: Final = 10_000
"""Diagnostics kept of one file, so that a badly damaged one does not fill the memory."""
_MAX_LINE: Final = 300
"""Characters of a message."""


class FormatError(ValueError):
    """A file that cannot be read; the message says what is wrong and what to do."""

    def __init__(self, message: str) -> None:
        """`message` may quote the file: it is made safe to print."""
        super().__init__(one_line(message))


class DiagnosticKind(StrEnum):
    """What a diagnostic is about."""

    SKIPPED = "skipped"
    """A record or block that could not be read as a paper, and is not shown."""
    ORPHAN = "orphan"
    """A title without an abstract, or an abstract without a title."""
    DOUBLE = "double"
    """A paper that is twice in one digest; the two were merged."""
    CHANGED = "changed"
    """Something that was altered: a guessed encoding, a text cut short."""


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One thing in a file that the user should know of."""

    kind: DiagnosticKind
    line: int | None
    """Line in the file, from 1, where the format has lines."""
    text: str
    """What it was, in enough words to find it."""


@dataclass(frozen=True, slots=True)
class Hint:
    """What the bytes of a file do not say."""

    name: str = ""
    """The file's name, without folders; empty for standard input."""
    modified: date | None = None
    """The day on which it was last written; limits a year that has to be guessed."""
    day: date | None = None
    """The day that the user named; overrides everything in the file."""
    collection: str | None = None
    """The collection that the user named; overrides everything in the file."""


@dataclass(slots=True)
class Report:
    """What is in one file. `entries` can be read once; `diagnostics` grow while it is read."""

    format: str
    """The format's name for people: `page`, `hf`, `arxiv-atom`, `arxiv-jsonl` …"""
    entries: Iterator[Entry] = field(default_factory=lambda: iter(()))
    """May raise `FormatError`, as may any step of it in a format that streams."""
    diagnostics: list[Diagnostic] = field(default_factory=list)
    source: str = ""
    """The short name of the source in a cached file's name: `hf`, `page`, `arxiv`."""
    extension: str = "txt"
    """The extension of a cached file's name."""

    def add(self, kind: DiagnosticKind, text: str, line: int | None = None) -> None:
        """Add a diagnostic, unless there are very many."""
        if not self.is_full:
            self.diagnostics.append(Diagnostic(kind, line, one_line(text)))

    @property
    def is_full(self) -> bool:
        """Whether no more diagnostics are kept."""
        return len(self.diagnostics) >= MAX_DIAGNOSTICS


def one_line(text: str) -> str:
    """`text` on one line of at most 300 characters, without control characters."""
    flat = " ".join(text[:2_000].split())
    if not flat.isprintable():
        flat = "".join(char if char.isprintable() else "\ufffd" for char in flat)
    return flat[:_MAX_LINE]
