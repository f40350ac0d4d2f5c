"""Finding: the filter and the views."""

from __future__ import annotations

from typing import TYPE_CHECKING

from daily_papers.ui.keys.actions import action

if TYPE_CHECKING:
    from daily_papers.ui.screens.reader import Reader


@action("/", group="find", label="filter", footer=5)
def filter_papers(reader: Reader, count: int | None) -> None:
    """Filter the papers that are shown."""
    reader.filtering.open()


@action("g /", group="find")
def everywhere(reader: Reader, count: int | None) -> None:
    """The same filter over all papers, or a new one."""
    reader.filtering.everywhere()


@action("r", group="find")
def tidy(reader: Reader, count: int | None) -> None:
    """Tidy the list: what is settled leaves, what is new comes in."""
    reader.finder.tidy()


@action("g u", group="find")
def view_unread(reader: Reader, count: int | None) -> None:
    """Unread papers of all days."""
    reader.finder.show("unread")


@action("g s", group="find")
def view_starred(reader: Reader, count: int | None) -> None:
    """Starred papers."""
    reader.finder.show("starred")


@action("g l", group="find")
def view_later(reader: Reader, count: int | None) -> None:
    """Papers kept for later."""
    reader.finder.show("later")


@action("g a", group="find")
def view_all(reader: Reader, count: int | None) -> None:
    """All papers."""
    reader.finder.show("all")


@action("g d", group="find")
def newest_day(reader: Reader, count: int | None) -> None:
    """The newest day."""
    reader.finder.show_newest_day()
