"""A pane that shows a part of a page of lines."""

from __future__ import annotations

from collections.abc import Sequence

from textual.strip import Strip

from daily_papers.ui.drawing.strips import Piece, to_strip
from daily_papers.ui.model.scrolling import Scrolling
from daily_papers.ui.widgets.pane import Pane


class ScrollPane(Pane, can_focus=False):
    """Lines that `set_lines` of a subclass makes for the present width, scrolled by `scrolling`."""

    DEFAULT_CSS = """
    ScrollPane { background: $surface; color: $foreground; width: 100%; height: 1fr; }
    """

    def __init__(self) -> None:
        """Begin at the top."""
        super().__init__()
        self.scrolling = Scrolling()
        """Which lines are in sight."""
        self.scrolling.watch("offset", call=self.refresh)
        self._lines: Sequence[Sequence[Piece]] | None = None

    def set_lines(self) -> Sequence[Sequence[Piece]]:
        """The lines of the whole page."""
        raise NotImplementedError

    @property
    def lines(self) -> Sequence[Sequence[Piece]]:
        """The lines of the whole page, as they were set last."""
        if self._lines is None:
            self._lines = self.set_lines()
            self.scrolling.resize(self.size.height, len(self._lines))
        return self._lines

    def changed(self) -> None:
        """Set the lines again."""
        self._lines = None
        self.refresh()

    def on_resize(self) -> None:
        """Set the lines for another width."""
        self.changed()

    def draw_line(self, y: int) -> Strip:
        """One line of the page."""
        lines, number = self.lines, y + self.scrolling.offset
        pieces = lines[number] if number < len(lines) else []
        return to_strip(pieces, self.line_width, self.base_style)

    def press(self, token: str) -> bool:
        """Scroll by a key; whether it is one that scrolls."""
        lines = self.lines
        steps = {"down": 1, "up": -1, "home": -len(lines), "end": len(lines)}
        pages = {"pagedown": 1, "space": 1, "pageup": -1}
        if token in steps:
            self.scrolling.scroll_by(steps[token])
        elif token in pages:
            self.scrolling.scroll_pages(pages[token])
        return token in steps or token in pages

    def wheel(self, lines: int) -> None:
        """Scroll the page."""
        self.scrolling.scroll_by(lines)
