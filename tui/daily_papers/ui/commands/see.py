"""Seeing: how the panes and the text are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from daily_papers.ui.keys.actions import action

if TYPE_CHECKING:
    from daily_papers.ui.screens.reader import Reader


@action("w", group="see")
def wide(reader: Reader, count: int | None) -> None:
    """The abstract alone, or beside the list again."""
    reader.toggle_wide()


@action("W", group="see")
def row_lines(reader: Reader, count: int | None) -> None:
    """One or two lines for each paper."""
    reader.toggle_lines()


@action("A", group="see")
def authors(reader: Reader, count: int | None) -> None:
    """All authors and keywords, or the first few."""
    reader.abstract.fold_authors()


@action("$", group="see")
def source_text(reader: Reader, count: int | None) -> None:
    """The text as the source has it, or as made for reading."""
    reader.abstract.show_source()


@action("S", group="see", label="figures")
def figures(reader: Reader, count: int | None) -> None:
    """Figures about yourself: a year of papers, what you keep, how long a paper takes."""
    from datetime import date

    from daily_papers.ui.screens.statistics import FiguresScreen

    reader.app.push_screen(FiguresScreen(reader, date.today()))
