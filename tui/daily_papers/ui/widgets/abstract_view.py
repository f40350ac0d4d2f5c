"""The viewer of one paper's abstract: drawn by lines, scrolled by line and page."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from rich.style import Style
from textual import events
from textual.geometry import Offset
from textual.message import Message
from textual.reactive import reactive, var
from textual.selection import Selection
from textual.strip import Strip

from daily_papers.ui.drawing.strips import Piece, to_strip
from daily_papers.ui.model.page import Page
from daily_papers.ui.widgets.pane import Pane
from daily_papers.ui.widgets.text_selection import highlight, selected_text

if TYPE_CHECKING:
    from daily_papers.papers.links import PaperLink

_LEFT = 2
"""Cells before the text: the focus bar and a gap."""


class AbstractView(Pane):
    """One paper: title, where it stood, authors, gist, abstract, links, tags and note."""

    DEFAULT_CSS = """
    AbstractView { background: $surface; color: $foreground; }
    """
    ALLOW_SELECT = True

    page: var[Page] = var(Page)
    """The paper's lines."""
    offset_line: var[int] = var(0)
    """The first line in sight."""
    hit: reactive[int | None] = reactive(None)
    """The current hit of the filter, by its number in the page."""

    @dataclass
    class LinkClicked(Message):
        """A link was clicked."""

        link: PaperLink

    @dataclass
    class Scrolled(Message):
        """The wheel was turned."""

        lines: int

    @property
    def text_size(self) -> tuple[int, int]:
        """The cells and lines that a page has room in."""
        return self.size.width - _LEFT - 1, self.size.height

    def watch_page(self, before: Page, now: Page) -> None:
        """Draw the lines that differ."""
        for number, (old, new) in enumerate(zip_longest(before.lines, now.lines)):
            if old != new:
                self.refresh_lines(number - self.offset_line)

    def watch_offset_line(self) -> None:
        """Another part of the page is in sight."""
        self.refresh()

    def on_resize(self) -> None:
        """Another size: report it."""
        self.refresh()
        self.post_message(self.Resized())

    # Drawing

    def draw_line(self, y: int) -> Strip:
        """One line of the page behind the focus bar."""
        bar = self.appearance.glyphs.focus_bar if self.has_focus else " "
        left: list[Piece] = [(bar, self.appearance["focus_bar"]), (" ", Style())]
        line = y + self.offset_line
        pieces = self.page.lines[line] if line < len(self.page.lines) else []
        shown = highlight([*left, *pieces], self._hit_span, line, self.appearance["hit_now"])
        shown = highlight(shown, self.text_selection, line, self.appearance["selected"])
        # Where a character stands in the page is what the mouse selects by.
        return to_strip(shown, self.line_width, self.base_style).apply_offsets(0, line)

    @property
    def _hit_span(self) -> Selection | None:
        """From where to where the current hit reaches."""
        if self.hit is None or self.hit >= len(self.page.hits):
            return None
        line, first, end = self.page.hits[self.hit]
        return Selection(Offset(_LEFT + first, line), Offset(_LEFT + end, line))

    # Mouse

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The text that the mouse has selected, and what ends it."""
        bar = f"{self.appearance.glyphs.quote_bar} "
        lines = ["".join(text for text, _ in pieces) for pieces in self.page.lines]
        # The bar at the gist is as wide as the line's margin, and is no text.
        bare = [
            " " * len(bar) + line[len(bar) :] if line.startswith(bar) else line for line in lines
        ]
        return selected_text(bare, selection, self.page.continued, _LEFT), "\n"

    def on_click(self, event: events.Click) -> None:
        """A click on a link asks for it to be opened; where text was selected, it was no click."""
        link = self.page.links.get(event.y + self.offset_line)
        if link and not self.text_selection:
            self.post_message(self.LinkClicked(link))

    def wheel(self, lines: int) -> None:
        """Scroll the page."""
        self.post_message(self.Scrolled(lines))
