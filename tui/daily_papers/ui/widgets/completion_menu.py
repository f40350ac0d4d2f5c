"""What may be typed next in the filter, as a menu under it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from rich.cells import cell_len
from textual import events
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from daily_papers import humanize
from daily_papers.papers.cells import cut
from daily_papers.papers.text import clean_line
from daily_papers.ui.drawing.strips import Piece, apart, to_strip
from daily_papers.ui.model.filter import Suggestion
from daily_papers.ui.widgets.pane import Pane

_LINES: Final = 10
"""Lines in sight at most."""
_WIDEST: Final = 64
_GAP: Final = 2


class CompletionMenu(Pane, can_focus=False):
    """Some suggestions with a cursor; the field keeps the focus and takes the keys."""

    DEFAULT_CSS = """
    CompletionMenu {
        layer: over; dock: top; display: none; background: $panel; color: $foreground;
        width: 30; height: 1; box-sizing: content-box;
    }
    /* On the terminal's own ground nothing else tells the menu from what lies behind it. */
    CompletionMenu:ansi { border: solid ansi_default; }
    """

    suggestions: reactive[Sequence[Suggestion]] = reactive(())
    """The lines; the menu is there while there are any."""
    cursor: reactive[int] = reactive(-1)
    """The line under the cursor; -1 before one was chosen."""
    offset_cells: reactive[int] = reactive(0)
    """Where the field begins."""

    @dataclass
    class Clicked(Message):
        """A line was clicked."""

        number: int

    def _fit(self) -> None:
        """Be as large as the lines are, under the field."""
        self.display = bool(self.suggestions)
        if self.suggestions:
            edge = self.gutter.width
            room = max(1, self.app.size.width - 2 - edge)
            widths = [self._width_of(suggestion) for suggestion in self.suggestions]
            width = min(max(widths), _WIDEST, room)
            self.styles.width = width
            below = max(1, self.app.size.height - 3 - self.gutter.height)
            self.styles.height = min(len(self.suggestions), _LINES, below)
            at = self.offset_cells - 1 - edge // 2
            self.styles.offset = (max(0, min(at, room - width)), 1)
        self.changed()

    watch_suggestions = watch_offset_cells = _fit

    def watch_cursor(self) -> None:
        """Another line is chosen."""
        self.changed()

    @property
    def _top(self) -> int:
        return max(
            0, min(self.cursor + 2 - self.size.height, len(self.suggestions) - self.size.height)
        )

    def _width_of(self, suggestion: Suggestion) -> int:
        count = humanize.count(suggestion.count) if suggestion.count is not None else ""
        return (
            4
            + cell_len(clean_line(suggestion.text))
            + _GAP
            + cell_len(suggestion.hint)
            + len(count)
        )

    def draw_line(self, y: int) -> Strip:
        """One suggestion."""
        number, width, appearance, ground = (
            y + self._top,
            self.size.width,
            self.appearance,
            self.base_style,
        )
        if number >= len(self.suggestions):
            return Strip.blank(width, ground)
        suggestion, chosen = self.suggestions[number], number == self.cursor
        bar = appearance.glyphs.focus_bar if chosen else " "
        if chosen:
            ground += appearance["cursor"]
        count = humanize.count(suggestion.count) if suggestion.count is not None else ""
        text = cut(clean_line(suggestion.text), max(1, width - 4 - len(count)), cell_len)
        hint = cut(
            suggestion.hint, max(0, width - 4 - cell_len(text) - _GAP - len(count)), cell_len
        )
        left: list[Piece] = [(bar, appearance["focus_bar"]), (text, appearance["title"])]
        left += [(" " * _GAP + hint, appearance["quiet"])] if hint else []
        return to_strip(apart(left, [(f"{count} ", appearance["number"])], width), width, ground)

    def on_click(self, event: events.Click) -> None:
        """A click takes a line."""
        event.stop()
        inside = event.get_content_offset(self)
        if inside and inside.y + self._top < len(self.suggestions):
            self.post_message(self.Clicked(inside.y + self._top))
