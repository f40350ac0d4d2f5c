"""The list of papers: draws the rows that can be seen, whatever the number behind them."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Container, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import events, messages
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from daily_papers.ui.widgets.pane import Pane
from daily_papers.ui.widgets.paper_row import Columns, Hits, RowStyle, draw_row

if TYPE_CHECKING:
    from daily_papers.papers.rows import Row, Rows

_KEPT_ROWS = 512
"""Drawn rows that are kept."""
_MARGIN = 2
"""Rows kept in sight above and below the cursor."""


class NoRows:
    """A list without papers."""

    complete = True

    def __len__(self) -> int:
        """Nothing."""
        return 0

    def row(self, index: int) -> Row | None:
        """Never there."""
        raise IndexError(index)

    def key(self, index: int) -> int:
        """Never there."""
        raise IndexError(index)

    def keys(self, first: int = 0, end: int | None = None) -> list[int]:
        """None."""
        return []

    def find(self, key: int) -> int | None:
        """Never there."""
        return None


class PaperList(Pane):
    """The list of papers, with a cursor."""

    DEFAULT_CSS = """
    PaperList { background: $background; color: $foreground; }
    """

    cursor: reactive[int] = reactive(0, init=False)
    """The row under the cursor, from 0."""
    lines_a_row: reactive[int] = reactive(1)
    """One or two lines for each paper."""
    columns: reactive[Columns] = reactive(Columns())
    """The quiet columns that the list has anything to show in."""
    empty: reactive[str] = reactive("")
    """What stands in a list without papers."""

    @dataclass
    class Moved(Message):
        """The cursor came to another paper, or the paper under it changed."""

        key: int | None
        """The paper's key; `None` in an empty list."""

    @dataclass
    class Opened(Message):
        """A paper was clicked twice."""

        key: int

    @dataclass
    class Waiting(Message):
        """A row that should be drawn is not in memory."""

        index: int

        def can_replace(self, message: Message) -> bool:
            """Only the last one asked for matters."""
            return isinstance(message, PaperList.Waiting)

    def __init__(self, *, id: str | None = None) -> None:
        """Start with an empty list."""
        super().__init__(id=id)
        self._rows: Rows = NoRows()
        self._hits: Hits | None = None
        self._top = 0
        self.selected: Container[int] = ()
        """The rows that are selected."""
        self._drawn: OrderedDict[tuple[object, ...], list[Strip]] = OrderedDict()
        self._has_gaps = False
        """Whether a row could not be drawn, as it is not in memory or not known yet."""
        self.awaited = False
        """Whether the first row, or the one of the cursor, is still to come: none is drawn."""

    # What is shown

    @property
    def rows(self) -> Rows:
        """The papers that are shown."""
        return self._rows

    def show(
        self,
        rows: Rows,
        *,
        cursor: int = 0,
        top: int | None = None,
        hits: Hits | None = None,
        awaited: bool = False,
    ) -> None:
        """Show `rows` with the cursor on row `cursor`.

        Args:
            rows: The papers.
            cursor: The row that the cursor comes to; the nearest where there is none.
            top: The first row in sight; found from the cursor where left out.
            hits: Where the filter's words stand in a title.
            awaited: Whether what was drawn stays until `fill_gaps`, `show` or `refresh`.
        """
        self._rows, self._hits, self.awaited = rows, hits, awaited
        self._drawn.clear()
        self._top = max(0, top if top is not None else self._top)
        self.set_reactive(PaperList.cursor, self.validate_cursor(cursor))
        self._keep_in_sight()
        if not awaited:
            self._draw_at_once()
        self.post_message(self.Moved(self.key))

    def fill_gaps(self) -> None:
        """Rows were added or have come to memory: draw again if any was missing."""
        came = self.awaited and (len(self._rows) > 0 or self._rows.complete)
        self.awaited = self.awaited and not came
        if self._has_gaps or came:
            self._has_gaps = False
            self._draw_at_once()
        if came:
            self.post_message(self.Moved(self.key))

    def _draw_at_once(self) -> None:
        """Draw again, in the next frame: the screen would learn of it one later by itself."""
        self.refresh()
        self.screen.post_message(messages.Update(self))

    def mark(self, hits: Hits | None) -> None:
        """Mark other words in the titles."""
        self._hits = hits
        self.changed()

    @property
    def key(self) -> int | None:
        """The key of the paper under the cursor; of one that was not drawn yet, none."""
        return self._rows.key(self.cursor) if len(self._rows) and not self.awaited else None

    @property
    def row(self) -> Row | None:
        """The row under the cursor, where there is one in memory, and it was drawn."""
        return self._rows.row(self.cursor) if len(self._rows) and not self.awaited else None

    @property
    def top(self) -> int:
        """The first row in sight."""
        return self._top

    @property
    def page(self) -> int:
        """How many whole rows fit."""
        return max(1, self.size.height // self.lines_a_row)

    def changed(self) -> None:
        """Forget what was drawn, and draw again."""
        self._drawn.clear()
        self.refresh()

    @property
    def keys_in_sight(self) -> Sequence[int]:
        """The keys of the papers in sight, from the top."""
        return [self._rows.key(index) for index in self._in_sight]

    @property
    def _in_sight(self) -> range:
        return range(self._top, min(self._top + self.page + 1, len(self._rows)))

    def refresh_keys(self, keys: Collection[int]) -> None:
        """Draw the papers with `keys` again where they are in sight."""
        changed = set(keys)
        for index in self._in_sight:
            if self._rows.key(index) in changed:
                self._refresh_row(index)

    def refresh_rows(self, first: int, end: int) -> None:
        """Draw the rows from `first` up to `end`, without it, again where they are in sight."""
        self.refresh_lines((first - self._top) * self.lines_a_row, (end - first) * self.lines_a_row)

    # The cursor

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor inside the list."""
        return max(0, min(cursor, len(self._rows) - 1))

    def watch_cursor(self, before: int, now: int) -> None:
        """Draw the two rows that changed, or all when the list scrolled."""
        if self._keep_in_sight():
            self.refresh()
        else:
            self._refresh_row(before)
            self._refresh_row(now)
        self.post_message(self.Moved(self.key))

    def watch_lines_a_row(self) -> None:
        """Rows grew or shrank: the cursor's stays in sight."""
        self.changed()
        self._keep_in_sight()

    def watch_columns(self) -> None:
        """Other columns: draw again."""
        self.changed()

    def watch_empty(self) -> None:
        """Other words for an empty list: draw again."""
        self.changed()

    def on_resize(self) -> None:
        """Another size: keep the cursor in sight."""
        self._drawn.clear()
        self._keep_in_sight()

    def scroll_rows(self, rows: int) -> None:
        """Move what is seen by `rows`, the cursor staying where it is."""
        top = max(0, min(self._top + rows, len(self._rows) - self.page))
        if top != self._top:
            self._top = top
            self.refresh()

    def _keep_in_sight(self) -> bool:
        """Scroll so that the cursor is in sight; whether that was needed."""
        page = self.page
        margin = min(_MARGIN, (page - 1) // 2)
        top = min(self._top, self.cursor - margin)
        top = max(top, self.cursor + margin - page + 1)
        top = max(0, min(top, len(self._rows) - page))
        moved, self._top = top != self._top, top
        return moved

    def _refresh_row(self, index: int) -> None:
        """Draw one row again."""
        self.refresh_rows(index, index + 1)

    # Drawing

    def draw_line(self, y: int) -> Strip:
        """One line of one row."""
        index, line = divmod(y, self.lines_a_row)
        index += self._top
        if index < len(self._rows) and not self.awaited:
            return self._draw(index)[line]
        self._has_gaps = self._has_gaps or not self._rows.complete
        if y == 1 and (self.awaited or not len(self._rows)):
            return (
                Strip.blank(self.line_width, self.base_style) if not self.empty else self._words()
            )
        return Strip.blank(self.line_width, self.base_style)

    def _words(self) -> Strip:
        from daily_papers.ui.drawing.strips import to_strip

        return to_strip(
            [("   " + self.empty, self.appearance["quiet"])], self.line_width, self.base_style
        )

    def _draw(self, index: int) -> list[Strip]:
        """The lines of the row at `index`, kept from before where nothing that shows changed."""
        row = self._rows.row(index)
        at_cursor, selected, ground = index == self.cursor, index in self.selected, self.base_style
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
        strips = draw_row(row, self._manner, ground, bar, selected=selected)
        if row is not None:
            self._drawn[key] = strips
            if len(self._drawn) > _KEPT_ROWS:
                self._drawn.popitem(last=False)
        return strips

    @property
    def _manner(self) -> RowStyle:
        width = self.line_width
        return RowStyle(
            width, self.lines_a_row, self.columns.fitting(width), self.appearance, self._hits
        )

    # Mouse

    def on_click(self, event: events.Click) -> None:
        """A click selects, a second opens."""
        index = self._top + event.y // self.lines_a_row
        if index >= len(self._rows):
            return
        self.cursor = index
        if event.chain == 2:
            self.post_message(self.Opened(self._rows.key(index)))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel moves what is seen, and marks nothing."""
        event.stop()
        self.scroll_rows(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel moves what is seen, and marks nothing."""
        event.stop()
        self.scroll_rows(-3)
