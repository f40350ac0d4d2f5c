"""The list of papers: draws the rows that can be seen, whatever the number behind them."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Container
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import events, messages
from textual.message import Message
from textual.reactive import var
from textual.strip import Strip

from daily_papers.ui.drawing.columns import fitting
from daily_papers.ui.model.paper_list import NO_ROWS, Hits
from daily_papers.ui.widgets.pane import Pane
from daily_papers.ui.widgets.paper_row import RowStyle, draw_row

if TYPE_CHECKING:
    from daily_papers.papers.rows import Rows

_KEPT_ROWS = 512
"""Drawn rows that are kept."""


class PaperList(Pane):
    """The list of papers, with a cursor."""

    DEFAULT_CSS = """
    PaperList { background: $background; color: $foreground; }
    """

    rows: var[Rows] = var(NO_ROWS)
    """The papers. Other rows are drawn by `show_now`."""
    hits: var[Hits | None] = var(None)
    """Where the filter's words occur in a title."""
    awaited: var[bool] = var(False)
    """Whether the rows are still to come: what was drawn before stays until they are."""
    top: var[int] = var(0)
    """The first row in sight."""
    cursor: var[int] = var(0)
    """The row under the cursor, from 0."""
    lines_per_row: var[int] = var(1)
    """One or two lines for each paper."""
    columns: var[frozenset[str]] = var(frozenset())
    """The names of the quiet columns that the list has anything to show in."""
    placeholder: var[str] = var("")
    """What an empty list says."""

    @dataclass
    class Clicked(Message):
        """A paper was clicked."""

        index: int
        """Its row."""
        twice: bool
        """Whether it was the second click."""

    @dataclass
    class Scrolled(Message):
        """The wheel was turned."""

        rows: int

    @dataclass
    class Waiting(Message):
        """A row that should be drawn is not in memory."""

        index: int

        def can_replace(self, message: Message) -> bool:
            """Only the last one asked for matters."""
            return isinstance(message, PaperList.Waiting)

    def __init__(self, selected: Container[int] = (), *, id: str | None = None) -> None:
        """Start with an empty list.

        Args:
            selected: The rows that are selected, now and later.
            id: The widget's id.
        """
        super().__init__(id=id)
        self._selected = selected
        self._drawn: OrderedDict[tuple[object, ...], list[Strip]] = OrderedDict()
        self._has_gaps = False
        """Whether a row could not be drawn, as it is not in memory or not known yet."""

    # What changes

    def show_now(self) -> None:
        """Draw the rows, in the next frame; not while they are awaited."""
        self._drawn.clear()
        if not self.awaited:
            self._draw_at_once()

    def fill_gaps(self, all_rows: bool) -> None:
        """Rows were added, or have come to memory: draw again if any was missing.

        Args:
            all_rows: Whether the rows that were awaited are there now.
        """
        if self._has_gaps or all_rows:
            self._has_gaps = False
            self._draw_at_once()

    def _draw_at_once(self) -> None:
        """Draw again, in the next frame: the screen would learn of it one later by itself."""
        self.refresh()
        self.screen.post_message(messages.Update(self))

    def changed(self) -> None:
        """Forget what was drawn, and draw again."""
        self._drawn.clear()
        self.refresh()

    def refresh_rows(self, first: int, end: int) -> None:
        """Draw the rows from `first` up to `end`, without it, again where they are in sight."""
        self.refresh_lines(
            (first - self.top) * self.lines_per_row, (end - first) * self.lines_per_row
        )

    def _changed_unless_awaited(self) -> None:
        """Draw again, unless other rows are to come: they are drawn so."""
        if not self.awaited:
            self.changed()

    watch_hits = watch_columns = watch_placeholder = _changed_unless_awaited

    def watch_top(self) -> None:
        """Other rows are in sight."""
        if not self.awaited:
            self.refresh()

    def watch_cursor(self, before: int, now: int) -> None:
        """Draw the two rows that changed."""
        if not self.awaited:
            self.refresh_rows(before, before + 1)
            self.refresh_rows(now, now + 1)

    def watch_lines_per_row(self) -> None:
        """Rows grew or shrank: draw again."""
        self.changed()

    def on_resize(self) -> None:
        """Another size: draw again, and report how much there is room for."""
        self._drawn.clear()
        self.post_message(self.Resized())

    # Drawing

    def draw_line(self, y: int) -> Strip:
        """One line of one row."""
        index, line = divmod(y, self.lines_per_row)
        index += self.top
        if index < len(self.rows) and not self.awaited:
            return self._draw(index)[line]
        self._has_gaps = self._has_gaps or not self.rows.complete
        if y == 1 and (self.awaited or not len(self.rows)):
            return (
                Strip.blank(self.line_width, self.base_style)
                if not self.placeholder
                else self._placeholder_line()
            )
        return Strip.blank(self.line_width, self.base_style)

    def _placeholder_line(self) -> Strip:
        from daily_papers.ui.drawing.strips import to_strip

        return to_strip(
            [("   " + self.placeholder, self.appearance["quiet"])], self.line_width, self.base_style
        )

    def _draw(self, index: int) -> list[Strip]:
        """The lines of the row at `index`, kept from before where nothing that shows changed."""
        row = self.rows.row(index)
        at_cursor, selected, ground = index == self.cursor, index in self._selected, self.base_style
        key = (row, at_cursor, self.has_focus and at_cursor, selected, self.line_width, ground)
        if row is not None and (kept := self._drawn.get(key)):
            self._drawn.move_to_end(key)
            return kept
        if row is None:
            self._has_gaps = True
            self.post_message(self.Waiting(index))
        bar = " "
        if selected:
            ground += self.appearance["selected"]
        if at_cursor:
            ground += self.appearance["cursor" if self.has_focus else "cursor_blurred"]
            bar = self.appearance.glyphs.focus_bar if self.has_focus else " "
        strips = draw_row(row, self._row_style, ground, bar, selected=selected)
        if row is not None:
            self._drawn[key] = strips
            if len(self._drawn) > _KEPT_ROWS:
                self._drawn.popitem(last=False)
        return strips

    @property
    def _row_style(self) -> RowStyle:
        width = self.line_width
        return RowStyle(
            width, self.lines_per_row, fitting(self.columns, width), self.appearance, self.hits
        )

    # Mouse

    def on_click(self, event: events.Click) -> None:
        """A click moves the cursor, a second opens."""
        index = self.top + event.y // self.lines_per_row
        if index < len(self.rows):
            self.post_message(self.Clicked(index, event.chain == 2))

    def wheel(self, lines: int) -> None:
        """Move what is in sight, and mark nothing."""
        self.post_message(self.Scrolled(lines))
