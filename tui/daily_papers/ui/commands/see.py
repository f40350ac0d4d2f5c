"""Actions that change how the panes and the text are shown."""

from __future__ import annotations

from collections.abc import Awaitable
from datetime import date
from typing import TYPE_CHECKING

from daily_papers.ui.keys.actions import action

if TYPE_CHECKING:
    from daily_papers.papers.statistics import Statistics
    from daily_papers.ui.controllers.workspace import Workspace


@action("w", group="see")
def wide(ws: Workspace, count: int | None) -> None:
    """Show the abstract alone, or beside the list again."""
    ws.navigation.toggle_wide()


@action("W", group="see")
def row_lines(ws: Workspace, count: int | None) -> None:
    """Show one or two lines for each paper."""
    ws.navigation.toggle_lines()


@action("A", group="see")
def authors(ws: Workspace, count: int | None) -> None:
    """Show all authors and keywords, or the first few."""
    ws.abstract.toggle_authors()


@action("$", group="see")
def source_text(ws: Workspace, count: int | None) -> None:
    """Show the source's own text, or the text prepared for reading."""
    ws.abstract.toggle_source()


@action("S", group="see", label="statistics")
def statistics(ws: Workspace, count: int | None) -> None:
    """Show your statistics: a year of papers, what you keep, time per paper."""
    show_statistics(ws, date.today())


def show_statistics(ws: Workspace, today: date) -> None:
    """Show the statistics of the year that ends today."""
    from daily_papers.ui.screens.statistics import StatisticsScreen

    session = ws.ctx.session
    first_day = session.library.calendar().first_day or today

    def read(until: date) -> Awaitable[Statistics]:
        return session.reader.ask(session.library.statistics, until)

    ws.screens.push(StatisticsScreen(ws.ctx.model.appearance, first_day, today, read))
