"""The keys that may follow a prefix, in as many lines as they need above the last one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from textual.reactive import reactive
from textual.strip import Strip

from daily_papers.ui.drawing.strips import Piece, to_strip, width_of
from daily_papers.ui.widgets.pane import Pane

_GAP: Final = 3
"""Cells between two columns."""


class KeyMenu(Pane, can_focus=False):
    """Keys in columns, one below the other; over what stands there, so that nothing moves."""

    DEFAULT_CSS = """
    KeyMenu {
        layer: over; dock: bottom; display: none; offset: 0 -1;
        background: $panel; color: $foreground; width: 100%; height: 1;
    }
    """

    keys: reactive[Sequence[tuple[str, str]]] = reactive(())
    """Keys with their words, those that matter most first; the menu is there while there are any.
    """

    def watch_keys(self) -> None:
        """Other keys: as high as they need."""
        self.display = bool(self.keys)
        if self.keys:
            self.styles.height = max(1, min(self._lines, self.app.size.height - 2))
        self.refresh()

    @property
    def _column(self) -> int:
        """Cells of a column."""
        return max(map(width_of, map(self._told, self.keys)), default=0) + _GAP

    @property
    def _lines(self) -> int:
        """Lines that the keys need; one where there are none, as it may be drawn once more then."""
        columns = max(1, (self.app.size.width - 1) // self._column)
        return max(1, -(-len(self.keys) // columns))

    def _told(self, entry: tuple[str, str]) -> list[Piece]:
        key, word = entry
        return [(f" {key}", self.appearance["key"]), (f" {word}", self.appearance["bar"])]

    def draw_line(self, y: int) -> Strip:
        """The keys of one line, each in its column."""
        pieces: list[Piece] = []
        for number, entry in enumerate(self.keys[y :: self._lines]):
            gap = number * self._column - width_of(pieces)
            pieces += [(" " * gap, self.appearance["bar"]), *self._told(entry)]
        return to_strip(pieces, self.size.width, self.base_style)
