"""Actions that find papers: the filter and the views."""

from __future__ import annotations

from typing import TYPE_CHECKING

from daily_papers.papers.scopes import ALL, LATER, STARRED, UNREAD
from daily_papers.ui.keys.actions import action

if TYPE_CHECKING:
    from daily_papers.ui.controllers.workspace import Workspace


@action("/", group="find", label="filter", footer=5)
def filter_papers(ws: Workspace, count: int | None) -> None:
    """Filter the papers that are shown."""
    ws.filter.open()


@action("g /", group="find")
def everywhere(ws: Workspace, count: int | None) -> None:
    """Filter all papers, with the current filter if there is one."""
    ws.filter.search_everywhere()


@action("r", group="find")
def refresh(ws: Workspace, count: int | None) -> None:
    """Refresh the list: drop papers that no longer match, add new ones."""
    ws.papers.refresh()


@action("g u", group="find")
def view_unread(ws: Workspace, count: int | None) -> None:
    """Show unread papers of all days."""
    ws.papers.show(UNREAD)


@action("g s", group="find")
def view_starred(ws: Workspace, count: int | None) -> None:
    """Show starred papers."""
    ws.papers.show(STARRED)


@action("g l", group="find")
def view_later(ws: Workspace, count: int | None) -> None:
    """Show papers saved for later."""
    ws.papers.show(LATER)


@action("g a", group="find")
def view_all(ws: Workspace, count: int | None) -> None:
    """Show all papers."""
    ws.papers.show(ALL)


@action("g d", group="find")
def newest_day(ws: Workspace, count: int | None) -> None:
    """Show the newest day."""
    ws.papers.show_newest_day()
