"""Verdicts: star, later, dismiss, done, read; undo and redo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from daily_papers.ui.keys.actions import action

if TYPE_CHECKING:
    from daily_papers.ui.controllers.workspace import Workspace


def _judge(ws: Workspace, name: str) -> None:
    """Do an act; where its row in the table says so, go on to the next unread paper."""
    if (said := ws.verdicts.apply(name)) is not None:
        ws.navigation.to_unread(1, done=said)


@action("s", group="judge", label="star", footer=1)
def star(ws: Workspace, count: int | None) -> None:
    """Star, or remove the star."""
    _judge(ws, "toggle_star")


@action("b", group="judge", label="later", footer=2)
def later(ws: Workspace, count: int | None) -> None:
    """Save for later, or remove from Later."""
    _judge(ws, "toggle_later")


@action("d", group="judge", label="dismiss", footer=3)
def dismiss(ws: Workspace, count: int | None) -> None:
    """Dismiss and go to the next unread paper, or restore."""
    _judge(ws, "toggle_dismiss")


@action("e", group="judge", label="done", footer=4)
def done(ws: Workspace, count: int | None) -> None:
    """Mark done (read, removed from Later) and go to the next unread paper."""
    _judge(ws, "done")


@action("m", group="judge")
def toggle_read(ws: Workspace, count: int | None) -> None:
    """Mark read or unread."""
    ws.verdicts.apply("toggle_read")


@action("M M", group="judge")
def all_read(ws: Workspace, count: int | None) -> None:
    """Mark all shown papers as read."""
    ws.verdicts.read_rows(0, len(ws.ctx.model.papers.rows))


@action("M j", group="judge")
def below_read(ws: Workspace, count: int | None) -> None:
    """Mark this paper and all below it as read."""
    papers = ws.ctx.model.papers
    ws.verdicts.read_rows(papers.cursor, len(papers.rows))


@action("M k", group="judge")
def above_read(ws: Workspace, count: int | None) -> None:
    """Mark this paper and all above it as read."""
    ws.verdicts.read_rows(0, ws.ctx.model.papers.cursor + 1)


@action("M o", group="judge", label="older than a week")
def old_read(ws: Workspace, count: int | None) -> None:
    """Mark all papers older than a week as read."""
    ws.inbox.read_old()


@action(group="judge")
def mark_read(ws: Workspace, count: int | None) -> None:
    """Mark as read."""
    ws.verdicts.apply("read")


@action(group="judge")
def mark_unread(ws: Workspace, count: int | None) -> None:
    """Mark as unread."""
    ws.verdicts.apply("unread")


@action("u", "z", group="undo")
def undo(ws: Workspace, count: int | None) -> None:
    """Undo the last change."""
    ws.verdicts.undo()


@action("U", "ctrl+r", group="undo")
def redo(ws: Workspace, count: int | None) -> None:
    """Redo what was undone."""
    ws.verdicts.redo()
