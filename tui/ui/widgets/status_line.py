"""The line at the bottom: where you are, and the keys that matter here."""

from __future__ import annotations

from collections.abc import Sequence

from textual.reactive import reactive
from textual.strip import Strip

from tui.papers.cells import cut
from tui.ui.lines import Piece, to_strip, width_of
from tui.ui.widgets.pane import Pane


class StatusLine(Pane, can_focus=False):
    """Where you are at the left, keys at the right; the last keys go first when room is short."""

    DEFAULT_CSS = """
    StatusLine { background: $panel; color: $foreground; height: 1; }
    """

    place: reactive[str] = reactive("")
    """Where you are: `10 of 57`."""
    notice: reactive[str] = reactive("")
    """What is going on: `3 settled · r tidies`, an index being read, a pending prefix's keys."""
    keys: reactive[Sequence[tuple[str, str]]] = reactive(())
    """Keys with their words: `("s", "star")`."""

    def draw_line(self, y: int) -> Strip:
        """The whole line."""
        width, look = self.size.width, self.look
        left: list[Piece] = [(f" {self.place}", look["bar"])]
        if self.notice:
            gap = "   " if self.place else ""
            left.append((cut(gap + self.notice, max(1, width - width_of(left) - 1)), look["count"]))
        room = width - width_of(left) - 2
        keys: list[list[Piece]] = [
            [(key, look["key"]), (f" {label}", look["bar"])] for key, label in self.keys
        ]
        while keys and sum(width_of(key) + 2 for key in keys) > room:
            del keys[-2 if len(keys) > 1 else -1]  # the last one, help, stays longest
        right = [piece for key in keys for piece in (*key, ("  ", look["bar"]))]
        gap_cells = max(1, width - width_of(left) - width_of(right))
        return to_strip([*left, (" " * gap_cells, look["bar"]), *right], width, self.ground)
