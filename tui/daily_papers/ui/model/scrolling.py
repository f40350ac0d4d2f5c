"""Which lines of a page are in sight."""

from __future__ import annotations

from daily_papers.ui.model.observable import Observable, Observed


class Scrolling(Observable):
    """A page of lines in a pane that shows some of them at a time."""

    offset: Observed[int] = Observed(0)
    """The first line in sight."""
    height: Observed[int] = Observed(0)
    """Lines of the pane."""
    total: Observed[int] = Observed(0)
    """Lines of the page."""

    def __init__(self, *, margin: int = 0, overlap: int = 2) -> None:
        """Args:
        margin: Blank lines that may be in sight below the last line.
        overlap: Lines of one page that stay in sight on the next.
        """
        super().__init__()
        self._margin = margin
        self._overlap = overlap

    @property
    def lines_below(self) -> int:
        """How many lines are below the bottom edge."""
        return max(0, self.total - self.height - self.offset)

    @property
    def progress(self) -> float:
        """How much of the page has been in sight, from 0 to 1."""
        return min(1.0, (self.offset + self.height) / self.total) if self.total else 1.0

    def scroll_to(self, line: int) -> None:
        """Make `line` the first in sight, as far as the page goes."""
        self.offset = max(0, min(line, self.total + self._margin - self.height))

    def scroll_by(self, lines: int) -> bool:
        """Scroll by some lines; whether anything moved."""
        before = self.offset
        self.scroll_to(before + lines)
        return self.offset != before

    def scroll_pages(self, pages: float) -> bool:
        """Scroll by pages; whether anything moved."""
        lines = round(pages * max(1, self.height - self._overlap))
        return self.scroll_by(lines or (1 if pages > 0 else -1))

    def resize(self, height: int, total: int) -> None:
        """Take another size of the pane and the page, and stay within the page."""
        self.height, self.total = height, total
        self.scroll_to(self.offset)
