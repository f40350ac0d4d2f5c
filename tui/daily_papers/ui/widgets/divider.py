"""The one thin line between two panes, with a caption where it lies flat."""

from __future__ import annotations

from textual.reactive import reactive
from textual.strip import Strip

from daily_papers.ui.drawing.strips import to_strip
from daily_papers.ui.widgets.pane import Pane


class Divider(Pane, can_focus=False):
    """Upright where it is one cell wide, else flat with its caption near the right edge."""

    DEFAULT_CSS = """
    Divider { background: $surface; color: $foreground; }
    """

    caption: reactive[str] = reactive("", repaint=False)
    """Such as `3 of 57`."""

    def watch_caption(self) -> None:
        """Draw it; upright it does not show."""
        if self.size.width > 1:
            self.refresh()

    def draw_line(self, y: int) -> Strip:
        """A piece of the line."""
        width, glyphs, style = self.size.width, self.appearance.glyphs, self.appearance["rule"]
        if width == 1:
            return to_strip([(glyphs.rule_upright, style)], 1, self.base_style)
        tail = 4
        caption = f" {self.caption} " if self.caption and len(self.caption) + 8 < width else ""
        flat = glyphs.rule * (width - len(caption) - tail)
        pieces = [(flat, style), (caption, self.appearance["quiet"]), (glyphs.rule * tail, style)]
        return to_strip(pieces, width, self.base_style)
