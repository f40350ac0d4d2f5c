"""The line at the bottom: where you are, and the keys that matter here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from daily_papers.papers.cells import cut
from daily_papers.ui.drawing.strips import Piece, to_strip, width_of
from daily_papers.ui.widgets.pane import Pane


class StatusLine(Pane, can_focus=False):
    """Where you are at the left, keys at the right; the last keys go first when room is short."""

    DEFAULT_CSS = """
    StatusLine { background: $panel; color: $foreground; height: 1; }
    """

    place: reactive[str] = reactive("")
    """Where you are: `10 of 57`."""
    notice: reactive[str] = reactive("")
    """What is going on: `3 no longer match · r refreshes`, an index being read."""
    keys: reactive[Sequence[tuple[str, str]]] = reactive(())
    """Keys with their words: `("s", "star")`."""

    @dataclass
    class Clicked(Message):
        """A key was clicked."""

        key: str
        """As it is shown."""

    def __init__(self, *, id: str | None = None) -> None:
        """Start without keys."""
        super().__init__(id=id)
        self._places: list[tuple[range, str]] = []
        """The cells in which each key stands with its word."""

    def draw_line(self, y: int) -> Strip:
        """The whole line."""
        width, appearance = self.size.width, self.appearance
        left: list[Piece] = [(f" {self.place}", appearance["bar"])]
        if self.notice:
            gap = "   " if self.place else ""
            left.append(
                (cut(gap + self.notice, max(1, width - width_of(left) - 1)), appearance["count"])
            )
        room = width - width_of(left) - 2
        keys: list[list[Piece]] = [
            [(key, appearance["key"]), (f" {label}", appearance["bar"])] for key, label in self.keys
        ]
        while keys and sum(width_of(key) + 2 for key in keys) > room:
            del keys[-3 if len(keys) > 3 else -1]  # the last two, all and help, stay longest
        right = [piece for key in keys for piece in (*key, ("  ", appearance["bar"]))]
        gap_cells = max(1, width - width_of(left) - width_of(right))
        at = width_of(left) + gap_cells
        self._places = []
        for key in keys:
            end = at + width_of(key)
            self._places.append((range(at, end), key[0][0]))
            at = end + 2
        return to_strip(
            [*left, (" " * gap_cells, appearance["bar"]), *right], width, self.base_style
        )

    def on_click(self, event: events.Click) -> None:
        """A click on a key presses it."""
        for cells, key in self._places:
            if event.x in cells:
                self.post_message(self.Clicked(key))
