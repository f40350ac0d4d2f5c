"""What was just done, in one line at the bottom right; one at a time."""

from __future__ import annotations

from rich.cells import cell_len
from rich.style import Style
from textual.reactive import reactive
from textual.strip import Strip
from textual.timer import Timer

from daily_papers.papers.cells import cut
from daily_papers.ui.drawing.strips import to_strip
from daily_papers.ui.widgets.pane import Pane


class Toast(Pane, can_focus=False):
    """A message that goes away by itself, or at the next one."""

    DEFAULT_CSS = """
    Toast {
        layer: over; dock: bottom; align-horizontal: right; display: none;
        background: $panel; color: $foreground; height: 1; width: auto; offset: -2 -2;
    }
    """

    text: reactive[str] = reactive("")
    """The message, clean text."""

    lines_below: int = 2
    """Lines of the screen below it that stay free."""
    _timer: Timer | None = None

    def say(self, text: str, seconds: float = 4.0) -> None:
        """Show `text` for some seconds; an empty one takes away what stands there."""
        limit = max(1, self.app.size.width - 6)
        self.text = cut(text, limit, cell_len)
        width = cell_len(self.text) + 4
        self.styles.width = width
        self.styles.offset = (max(0, self.app.size.width - width - 2), -self.lines_below)
        self.display = bool(text)
        if self._timer:
            self._timer.stop()
        self._timer = self.set_timer(seconds, self.hide)

    def hide(self) -> None:
        """Take the message away."""
        self.display = False

    def draw_line(self, y: int) -> Strip:
        """The message."""
        pieces = [
            (self.appearance.glyphs.quote_bar, self.appearance["focus_bar"]),
            (f" {self.text}", Style()),  # as the whole line is
        ]
        return to_strip(pieces, self.size.width, self.base_style + self.appearance["toast"])
