"""What a beginner may press now, in a line of its own that goes away."""

from __future__ import annotations

from collections.abc import Sequence

from textual.reactive import reactive
from textual.strip import Strip

from daily_papers.ui.drawing.strips import Piece, apart, to_strip, width_of
from daily_papers.ui.strings import labels
from daily_papers.ui.widgets.pane import Pane


class HintLine(Pane, can_focus=False):
    """Keys at the left and how to put them away at the right; the last go where room is short."""

    DEFAULT_CSS = """
    HintLine { display: none; height: 1; background: $panel; color: $foreground; }
    HintLine.-due { display: block; }
    """

    keys: reactive[Sequence[tuple[str, str]]] = reactive(())
    """Keys with their words: `("j", "next")`; the line is there while there are any."""
    leave: reactive[str] = reactive("")
    """The key that puts them away."""

    def watch_keys(self) -> None:
        """Come, or go."""
        self.set_class(bool(self.keys), "-due")
        self.refresh()

    def draw_line(self, y: int) -> Strip:
        """The whole line."""
        appearance, width = self.appearance, self.size.width
        pieces: list[Piece] = [
            (appearance.glyphs.focus_bar, appearance["focus_bar"]),
            (labels.TRY, appearance["quiet"]),
        ]
        before = "  "
        for key, word in self.keys:
            more = [
                (before, appearance["quiet"]),
                (key, appearance["key"]),
                (f" {word}", appearance["body"]),
            ]
            if width_of([*pieces, *more]) >= width:
                break
            pieces += more
            before = f" {appearance.glyphs.separator} "
        leave: list[Piece] = [
            (self.leave, appearance["key"]),
            (f" {labels.HIDES_THIS} ", appearance["quiet"]),
        ]
        line = apart(pieces, leave if self.leave else [], width)
        return to_strip(line, width, self.base_style)
