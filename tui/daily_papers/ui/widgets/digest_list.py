"""The pane of views, days and collections, each with how far the user has come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.style import Style
from textual import events
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from daily_papers import humanize
from daily_papers.papers.cells import cut
from daily_papers.papers.scopes import UNREAD, Scope
from daily_papers.ui.drawing.strips import Piece, apart, to_strip
from daily_papers.ui.drawing.styles import Appearance
from daily_papers.ui.model.days import NO_ITEMS, Item, Items
from daily_papers.ui.widgets.pane import Pane

if TYPE_CHECKING:
    pass

BAR = 6
"""Cells of a day's progress bar."""


def progress_bar(done: int, total: int, cells: int, appearance: Appearance) -> list[Piece]:
    """A bar of `cells` cells for `done` of `total`; full only when all are done."""
    filled = done * cells // total if total else cells
    if done and not filled and cells:
        filled = 1
    return [
        (appearance.glyphs.progress_full * filled, appearance["progress"]),
        (appearance.glyphs.progress_empty * (cells - filled), appearance["progress_rest"]),
    ]


class DigestList(Pane):
    """Views, days and collections; the one that is shown is marked."""

    DEFAULT_CSS = """
    DigestList { background: $panel; color: $foreground; }
    """

    items: reactive[Items] = reactive(NO_ITEMS)
    """The lines."""
    shown: reactive[Scope | None] = reactive(None)
    """The scope that the list of papers shows."""
    cursor: reactive[int] = reactive(0)
    """The line under the cursor."""

    @dataclass
    class Clicked(Message):
        """A view, a day or a collection was clicked."""

        line: int

    def __init__(self, *, id: str | None = None) -> None:
        """Start empty."""
        super().__init__(id=id)
        self._top = 0

    def watch_cursor(self) -> None:
        """Keep the cursor in sight."""
        height = max(1, self.size.height)
        self._top = max(min(self._top, self.cursor - 1), self.cursor + 2 - height)
        self._top = max(0, min(self._top, len(self.items) - height))

    def watch_items(self) -> None:
        """Other lines: the cursor stays in sight."""
        self.watch_cursor()

    def on_resize(self) -> None:
        """Another height: keep the cursor in sight, and report it."""
        self.watch_cursor()
        self.refresh()
        self.post_message(self.Resized())

    def draw_line(self, y: int) -> Strip:
        """One view, day, heading or collection."""
        number, width, appearance = y + self._top, self.size.width, self.appearance
        ground = self.base_style
        if number >= len(self.items):
            return Strip.blank(width, ground)
        item = self.items[number]
        if item.scope is None:
            return to_strip(
                [("  " + cut(item.name, width - 3), appearance["label"])], width, ground
            )
        bar = " "
        if self.has_focus and number == self.cursor:
            ground += appearance["cursor"]
            bar = appearance.glyphs.focus_bar
        elif item.scope == self.shown:
            ground += appearance["selected"]
        return to_strip(self._line(item, bar, width), width, ground)

    def _line(self, item: Item, bar: str, width: int) -> list[Piece]:
        appearance = self.appearance
        pieces: list[Piece] = [(bar, appearance["focus_bar"]), (" ", Style())]
        if not item.total:
            strong = "unread" if item.count and item.scope == UNREAD else "title"
            count = humanize.count(item.count) if item.count else ""
            name = cut(item.name, width - 9)
            return apart(
                [*pieces, (name, appearance[strong])], [(count + " ", appearance["quiet"])], width
            )
        rest = appearance.glyphs.cleared if not item.count else humanize.short_count(item.count)
        name = cut(item.name, max(1, width - BAR - 9))
        style = appearance["unread"] if item.count else appearance["quiet"]
        bar_cells = progress_bar(item.total - item.count, item.total, BAR, appearance)
        right = [*bar_cells, (f"{rest:>5} ", appearance["quiet"])]
        return apart([*pieces, (name, style)], right, width)

    def on_click(self, event: events.Click) -> None:
        """A click chooses."""
        line = event.y + self._top
        if line < len(self.items) and self.items[line].scope:
            self.post_message(self.Clicked(line))

    def wheel(self, lines: int) -> None:
        """Move what is in sight."""
        self._top = max(0, min(self._top + lines, len(self.items) - self.size.height))
        self.refresh()
