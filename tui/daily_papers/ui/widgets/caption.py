"""A line of fixed words."""

from __future__ import annotations

from rich.style import Style
from textual.reactive import reactive
from textual.strip import Strip

from daily_papers.ui.drawing.strips import to_strip, whole, width_of
from daily_papers.ui.widgets.pane import Pane


class Caption(Pane, can_focus=False):
    """Some words, as wide as they are where there is room; else the last are left out."""

    DEFAULT_CSS = """
    Caption { height: 1; width: auto; background: $panel; color: $foreground; }
    """

    pieces: reactive[tuple[tuple[str, str | Style], ...]] = reactive(())
    """Its parts, each with a component of the theme or a style of its own."""

    def watch_pieces(self) -> None:
        """Make it as wide as the words."""
        self.styles.width = width_of(self._styled())

    def draw_line(self, y: int) -> Strip:
        """The caption."""
        pieces = whole(self._styled(), self.size.width)
        return to_strip(pieces, self.size.width, self.base_style)

    def _styled(self) -> list[tuple[str, Style]]:
        return [
            (text, style if isinstance(style, Style) else self.appearance[style])
            for text, style in self.pieces
        ]
