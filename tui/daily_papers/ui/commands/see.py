"""Actions that change how the panes and the text are shown."""

from __future__ import annotations

from collections.abc import Awaitable
from datetime import date
from typing import TYPE_CHECKING

from daily_papers.ui.keys.actions import action

if TYPE_CHECKING:
    from daily_papers.papers.statistics import Statistics
    from daily_papers.ui.screens.reader import Reader


@action("w", group="see")
def wide(reader: Reader, count: int | None) -> None:
    """Show the abstract alone, or beside the list again."""
    reader.toggle_wide()


@action("W", group="see")
def row_lines(reader: Reader, count: int | None) -> None:
    """Show one or two lines for each paper."""
    reader.toggle_lines()


@action("A", group="see")
def authors(reader: Reader, count: int | None) -> None:
    """Show all authors and keywords, or the first few."""
    reader.abstract.fold_authors()


@action("$", group="see")
def source_text(reader: Reader, count: int | None) -> None:
    """Show the source's own text, or the text prepared for reading."""
    reader.abstract.show_source()


@action("S", group="see", label="figures")
def figures(reader: Reader, count: int | None) -> None:
    """Show your statistics: a year of papers, what you keep, time per paper."""
    show_statistics(reader, date.today())


def show_statistics(reader: Reader, today: date) -> None:
    """Show the statistics of the year that ends today."""
    from daily_papers.ui.screens.statistics import StatisticsScreen

    library = reader.open_library
    first_day = library.tallies().first_day or today

    def read(until: date) -> Awaitable[Statistics]:
        return reader.asking.ask(library.statistics, until)

    reader.app.push_screen(StatisticsScreen(reader.appearance, first_day, today, read))
