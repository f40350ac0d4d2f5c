"""A line of fixed words."""

from __future__ import annotations

from textual.reactive import reactive
from textual.strip import Strip

from daily_papers.ui.drawing.strips import Piece, to_strip, whole, width_of
from daily_papers.ui.widgets.pane import Pane


class Caption(Pane, can_focus=False):
    """Some words, as wide as they are where there is room; else the last are left out."""

    DEFAULT_CSS = """
    Caption { height: 1; width: auto; background: $panel; color: $foreground; }
    """

    pieces: reactive[tuple[Piece, ...]] = reactive(())
    """What it says."""

    def watch_pieces(self) -> None:
        """As wide as the words are."""
        self.styles.width = width_of(self.pieces)

    def draw_line(self, y: int) -> Strip:
        """The caption."""
        return to_strip(whole(self.pieces, self.size.width), self.size.width, self.base_style)
