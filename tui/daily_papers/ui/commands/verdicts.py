"""Verdicts: star, later, dismiss, done, read; undo and redo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from daily_papers.ui.keys.actions import action

if TYPE_CHECKING:
    from daily_papers.ui.screens.reader import Reader


@action("s", group="judge", label="star", footer=1)
def star(reader: Reader, count: int | None) -> None:
    """Star, or remove the star."""
    reader.judge.judge("toggle_star")


@action("b", group="judge", label="later", footer=2)
def later(reader: Reader, count: int | None) -> None:
    """Save for later, or remove from Later."""
    reader.judge.judge("toggle_later")


@action("d", group="judge", label="dismiss", footer=3)
def dismiss(reader: Reader, count: int | None) -> None:
    """Dismiss and go to the next unread paper, or restore."""
    reader.judge.judge("toggle_dismiss", go_on=True)


@action("e", group="judge", label="done", footer=4)
def done(reader: Reader, count: int | None) -> None:
    """Mark done (read, removed from Later) and go to the next unread paper."""
    reader.judge.judge("done", go_on=True)


@action("m", group="judge")
def toggle_read(reader: Reader, count: int | None) -> None:
    """Mark read or unread."""
    reader.judge.judge("toggle_read")


@action("M M", group="judge")
def all_read(reader: Reader, count: int | None) -> None:
    """Mark all shown papers as read."""
    reader.judge.read_many(0, len(reader.papers.rows))


@action("M j", group="judge")
def below_read(reader: Reader, count: int | None) -> None:
    """Mark this paper and all below it as read."""
    reader.judge.read_many(reader.papers.cursor, len(reader.papers.rows))


@action("M k", group="judge")
def above_read(reader: Reader, count: int | None) -> None:
    """Mark this paper and all above it as read."""
    reader.judge.read_many(0, reader.papers.cursor + 1)


@action("M o", group="judge", label="older than a week")
def old_read(reader: Reader, count: int | None) -> None:
    """Mark all papers older than a week as read."""
    reader.inbox.read_old()


@action(group="judge")
def mark_read(reader: Reader, count: int | None) -> None:
    """Mark as read."""
    reader.judge.judge("read")


@action(group="judge")
def mark_unread(reader: Reader, count: int | None) -> None:
    """Mark as unread."""
    reader.judge.judge("unread")


@action("u", "z", group="undo")
def undo(reader: Reader, count: int | None) -> None:
    """Undo the last change."""
    reader.judge.undo()


@action("U", "ctrl+r", group="undo")
def redo(reader: Reader, count: int | None) -> None:
    """Redo what was undone."""
    reader.judge.redo()
