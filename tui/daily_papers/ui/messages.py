"""What threads, processes and workers post to the reader."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from daily_papers.library import ActResult


@dataclass
class ActFinished(Message):
    """An act reached the disk, or could not be saved yet."""

    outcome: ActResult
    shown: Collection[int] = ()
    """Keys of the papers that already show it."""
    from_history: bool = False
    """Whether it was an undo or a redo: the reader goes to the paper and says so."""
    announce: bool = False
    """Whether the reader still has to say what was done."""
    trouble: str = ""
    """Why acts wait to be saved, or cannot be; empty where all is well."""


@dataclass
class IndexProgress(Message):
    """The index is being brought up to date."""

    done: int
    total: int
    """Files."""

    def can_replace(self, message: Message) -> bool:
        """Only the newest counts."""
        return isinstance(message, IndexProgress)


@dataclass
class IndexUpdated(Message):
    """The index is up to date with the cache."""

    trouble: str = ""
    """Why it could not be written, in words."""


@dataclass
class IndexFailed(Message):
    """A worker could not read the index."""

    reason: str


class PaperChanged(Message):
    """Another paper is under the cursor, or something else is known of it."""

    def can_replace(self, message: Message) -> bool:
        """One is as good as many."""
        return isinstance(message, PaperChanged)


class RowsLoaded(Message):
    """Rows that were awaited are there."""

    def can_replace(self, message: Message) -> bool:
        """One is as good as many."""
        return isinstance(message, RowsLoaded)


@dataclass
class CountsChanged(Message):
    """Papers were counted: what the filter finds, or what the user's own views hold."""

    views: bool = False


@dataclass
class WorkFinished(Message):
    """Something that was asked for is done, or could not be."""

    words: str
    """For a toast."""
    copied: str = ""
    """What goes to the clipboard."""
