"""Actions that find papers: the filter and the views."""

from __future__ import annotations

from typing import TYPE_CHECKING

from daily_papers.papers.scopes import ALL, LATER, STARRED, UNREAD
from daily_papers.ui.keys.actions import action

if TYPE_CHECKING:
    from daily_papers.ui.screens.reader import Reader


@action("/", group="find", label="filter", footer=5)
def filter_papers(reader: Reader, count: int | None) -> None:
    """Filter the papers that are shown."""
    reader.filtering.open()


@action("g /", group="find")
def everywhere(reader: Reader, count: int | None) -> None:
    """Filter all papers, with the current filter if there is one."""
    reader.filtering.everywhere()


@action("r", group="find")
def tidy(reader: Reader, count: int | None) -> None:
    """Refresh the list: drop papers that no longer match, add new ones."""
    reader.finder.tidy()


@action("g u", group="find")
def view_unread(reader: Reader, count: int | None) -> None:
    """Show unread papers of all days."""
    reader.finder.show(UNREAD)


@action("g s", group="find")
def view_starred(reader: Reader, count: int | None) -> None:
    """Show starred papers."""
    reader.finder.show(STARRED)


@action("g l", group="find")
def view_later(reader: Reader, count: int | None) -> None:
    """Show papers saved for later."""
    reader.finder.show(LATER)


@action("g a", group="find")
def view_all(reader: Reader, count: int | None) -> None:
    """Show all papers."""
    reader.finder.show(ALL)


@action("g d", group="find")
def newest_day(reader: Reader, count: int | None) -> None:
    """Show the newest day."""
    reader.finder.show_newest_day()
