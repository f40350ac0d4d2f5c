"""What is wrong with the filter, under it: a caret below the place, and the whole message."""

from __future__ import annotations

from rich.cells import cell_len
from textual.reactive import reactive
from textual.strip import Strip

from daily_papers.papers.cells import wrap
from daily_papers.ui.drawing.strips import to_strip
from daily_papers.ui.widgets.pane import Pane

_CARET = "^"
_BELOW = 3
"""Lines of the screen that it never covers: the bar, and two at the bottom."""


class ErrorLine(Pane, can_focus=False):
    """One line over what stands under the filter, or as many as the message needs."""

    DEFAULT_CSS = """
    ErrorLine {
        layer: over; dock: top; display: none; background: $panel; color: $foreground;
        width: 100%; height: 1; offset: 0 1;
    }
    """

    message: reactive[str] = reactive("")
    """What is wrong, clean text; the line is there while there is any."""
    caret: reactive[int | None] = reactive(None)
    """The cell of the screen that it points to; `None` where nothing is pointed to."""

    def watch_message(self) -> None:
        """Something else is wrong, or nothing is."""
        self.display = bool(self.message)
        self.changed()

    def watch_caret(self) -> None:
        """Another place is wrong, or the field has scrolled."""
        self.changed()

    def on_resize(self) -> None:
        """Another width may need other lines."""
        self.changed()

    def changed(self) -> None:
        """As high as the message is."""
        if self.message:
            size = self.app.size
            lines = len(error_lines(self.message, self.caret, size.width))
            self.styles.height = max(1, min(lines, size.height - _BELOW))
        super().changed()

    def draw_line(self, y: int) -> Strip:
        """One line of the message."""
        width, lines = self.size.width, error_lines(self.message, self.caret, self.size.width)
        text = lines[y] if y < len(lines) else ""
        return to_strip([(text, self.appearance["failed"])], width, self.base_style)


def error_lines(message: str, caret: int | None, width: int) -> list[str]:
    """`message` beside a caret: at its right, else at its left, else the rest of it below.

    Args:
        message: One line; an empty one gives none.
        caret: The cell in which the caret stands, the last one where it lies beyond; `None` for
            no caret.
        width: Of the lines, in cells; one at either edge stays free.
    """
    if caret is None or not message:
        return [" " + message[start:end] for start, end in wrap(message, width - 2, cell_len)]
    caret = min(caret, max(0, width - 1))
    left, right = caret - 2, width - caret - 3
    size = cell_len(message)
    at_right = size <= right or (size > left and right >= left)
    (_, end), *_ = wrap(message, right if at_right else left, cell_len)
    beside, rest = message[:end], message[end:].lstrip()
    at = caret + 2 if at_right else caret - 1 - cell_len(beside)
    first = f"{_CARET} {beside}" if at_right else f"{beside} {_CARET}"
    lines = [" " * (caret if at_right else at) + first]
    for start, stop in wrap(rest, width - 2, cell_len):
        line = rest[start:stop]
        lines.append(" " * max(1, min(at, width - 1 - cell_len(line))) + line)
    return lines
