"""A page of lines that shows one paper: what is on it, and how far it is scrolled."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, TypeAlias

from daily_papers.ui.model.observable import Observed
from daily_papers.ui.model.paper_list import Hits
from daily_papers.ui.model.scrolling import Scrolling

if TYPE_CHECKING:
    from daily_papers.papers.links import PaperLink
    from daily_papers.papers.rows import Detail

PageLine: TypeAlias = Sequence[tuple[str, Any]]
"""Pieces of text, each with its style."""


@dataclass(frozen=True, slots=True)
class DisplayOptions:
    """What the user wants to see of a paper."""

    all_authors: bool = False
    """All authors and keywords, rather than the first few."""
    source: bool = False
    """The text as the source has it, TeX and all, instead of the text made for reading."""
    hits: Hits | None = None
    """Where the filter's words occur in the abstract."""
    gist: bool = True
    """The sentence that says what the paper does, above the abstract."""
    summary: bool = False
    """The source's AI summary instead of that sentence, where there is one."""
    measure: int = 84
    """Most cells a line of prose is given."""


@dataclass(slots=True)
class Page:
    """A paper's lines, and where in them things are."""

    lines: list[PageLine] = field(default_factory=list)
    hits: list[tuple[int, int, int]] = field(default_factory=list)
    """The hits of the filter in the abstract: line, first character in it, the one after the last.
    Of one that continues in the next line, the first part."""
    links: dict[int, PaperLink] = field(default_factory=dict)
    """The link on a line, by line number."""
    continued: set[int] = field(default_factory=set)
    """The lines that continue the text of the line above."""


class PageModel(Scrolling):
    """The page of one paper in a pane of some size."""

    detail: Observed[Detail | None] = Observed(None)
    """The paper."""
    options: Observed[DisplayOptions] = Observed(DisplayOptions())
    """What the user wants to see of it."""
    width: Observed[int] = Observed(0)
    """Cells of the pane."""
    page: Observed[Page] = Observed(Page())
    """The paper's lines at that width."""
    hit: Observed[int | None] = Observed(None)
    """The current hit of the filter, by its number in the page; it is in sight."""

    def set_page(self, page: Page, *, restart: bool) -> None:
        """Show other lines.

        Args:
            page: The lines.
            restart: Whether to begin at the top; else what is in sight stays, and so does the
                current hit.
        """
        if restart:
            self.hit = None
        self.page = page
        self.total = len(page.lines)
        if restart:
            self.offset = 0
        else:
            self.scroll_to(self.offset)
            self._reveal_hit()

    def set_size(self, width: int, height: int) -> None:
        """Take another size of the pane."""
        self.width = width
        self.resize(height, self.total)

    def mark_hits(self, hits: Hits | None) -> None:
        """Mark other words in the abstract."""
        self.options = replace(self.options, hits=hits)

    def scroll_to(self, line: int) -> None:
        """Make `line` the first in sight; a hit that leaves the view is no longer current."""
        super().scroll_to(line)
        if self.height and not self._sees_hit:
            self.hit = None

    def to_hit(self, step: int) -> None:
        """Go to the next (1) or previous (-1) hit of the filter; past the last to the first."""
        lines = [line for line, _, _ in self.page.hits]
        if not lines:
            return
        if self.hit is not None:
            number = self.hit + step
        elif step > 0:
            number = bisect_left(lines, self.offset)
        else:
            number = bisect_left(lines, self.offset + self.height) - 1
        self.hit = number % len(lines)
        self._reveal_hit()

    @property
    def _hit_line(self) -> int | None:
        """The line of the current hit."""
        if self.hit is None or self.hit >= len(self.page.hits):
            return None
        return self.page.hits[self.hit][0]

    @property
    def _sees_hit(self) -> bool:
        line = self._hit_line
        return line is not None and 0 <= line - self.offset < self.height

    def _reveal_hit(self) -> None:
        line = self._hit_line
        if line is not None and not self._sees_hit:
            super().scroll_to(line - 2)
