"""The viewer of one paper's abstract: drawn by lines, scrolled by line and page."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import TYPE_CHECKING

from rich.style import Style
from textual import events
from textual.geometry import Offset
from textual.message import Message
from textual.reactive import reactive
from textual.selection import Selection
from textual.strip import Strip

from daily_papers.ui.drawing.strips import Piece, to_strip
from daily_papers.ui.widgets.page import DisplayOptions, Page
from daily_papers.ui.widgets.pane import Pane
from daily_papers.ui.widgets.text_selection import lit, selected_text

if TYPE_CHECKING:
    from daily_papers.papers.links import PaperLink
    from daily_papers.papers.rows import Detail

_LEFT = 2
"""Cells before the text: the focus bar and a gap."""


class AbstractView(Pane):
    """One paper: title, where it stood, authors, gist, abstract, links, tags and note."""

    DEFAULT_CSS = """
    AbstractView { background: $surface; color: $foreground; }
    """
    ALLOW_SELECT = True

    detail: reactive[Detail | None] = reactive(None)
    """The paper that is shown."""
    wishes: reactive[DisplayOptions] = reactive(DisplayOptions())
    """What the user wants to see of it."""
    offset_line: reactive[int] = reactive(0)
    """The first line in sight."""

    @dataclass
    class LinkClicked(Message):
        """A link was clicked."""

        link: PaperLink

    def __init__(self, *, id: str | None = None) -> None:
        """Start without a paper."""
        super().__init__(id=id)
        self._page: Page | None = None
        self._hit: int | None = None
        """The hit that one stands on, by its number in the page; it is in sight."""

    @property
    def page(self) -> Page:
        """The paper's lines at the present width."""
        if self._page is None:
            self._page = self._set(self.detail) if self.detail else Page()
        return self._page

    def _set(self, detail: Detail) -> Page:
        from daily_papers.ui.widgets.abstract_page import set_page  # a first frame has no abstract

        return set_page(detail, self.size.width - _LEFT - 1, self.appearance, self.wishes)

    def changed(self) -> None:
        """Set the page anew; the hit that one stands on stays in sight."""
        self._page = None
        self._reveal_hit()
        self.refresh()

    def watch_detail(self, before: Detail | None, now: Detail | None) -> None:
        """Another paper begins at its top; the same paper, told anew, stays where it was."""
        if before is None or now is None or before.key != now.key:
            self._hit = None
            self.changed()
            self.offset_line = 0
        else:
            self.changed()
            self.offset_line = self.validate_offset_line(self.offset_line)

    def watch_wishes(self) -> None:
        """Other wishes: set the page anew; the lines that stay as they were are not drawn again."""
        self._hit = None
        before, self._page = self._page, None
        self.offset_line = self.validate_offset_line(self.offset_line)
        if before is None:
            self.refresh()
            return
        lines = zip_longest(before.lines, self.page.lines)
        for number, (old, new) in enumerate(lines):
            if old != new:
                self.refresh_lines(number - self.offset_line)

    def validate_offset_line(self, line: int) -> int:
        """Stay within the page; the last line may not leave the bottom."""
        return max(0, min(line, len(self.page.lines) + 1 - self.size.height)) if line > 0 else 0

    def watch_offset_line(self) -> None:
        """Another part of the page is in sight."""
        if self.size.height and not self._sees_hit:
            self._hit = None
        self.refresh()

    def on_resize(self) -> None:
        """Another width: set the page anew."""
        self.changed()
        self.offset_line = self.validate_offset_line(self.offset_line)

    # Scrolling

    @property
    def lines_below(self) -> int:
        """How many lines of the page are still below the bottom edge."""
        return max(0, len(self.page.lines) - self.size.height - self.offset_line)

    @property
    def progress(self) -> float:
        """How much of the page has been in sight, from 0 to 1."""
        total = len(self.page.lines)
        return min(1.0, (self.offset_line + self.size.height) / total) if total else 1.0

    def scroll_lines(self, lines: int) -> bool:
        """Scroll by `lines`; whether anything moved."""
        before = self.offset_line
        self.offset_line = before + lines
        return self.offset_line != before

    def scroll_page(self, pages: int = 1) -> bool:
        """Scroll by pages, two lines of the last staying in sight; whether anything moved."""
        return self.scroll_lines(pages * max(1, self.size.height - 2))

    def to_hit(self, step: int) -> None:
        """Go to the next (1) or previous (-1) hit of the filter; past the last to the first."""
        lines = [line for line, _, _ in self.page.hits]
        if not lines:
            return
        if self._hit is not None:
            number = self._hit + step
        elif step > 0:
            number = bisect_left(lines, self.offset_line)
        else:
            number = bisect_left(lines, self.offset_line + self.size.height) - 1
        self._hit = number % len(lines)
        self._reveal_hit()
        self.refresh()

    @property
    def _hit_place(self) -> tuple[int, int, int] | None:
        """Where the hit stands that one stands on: as in `Page.hits`."""
        if self._hit is None or self._hit >= len(self.page.hits):
            return None
        return self.page.hits[self._hit]

    @property
    def _sees_hit(self) -> bool:
        place = self._hit_place
        return place is not None and 0 <= place[0] - self.offset_line < self.size.height

    def _reveal_hit(self) -> None:
        place = self._hit_place
        if place and not self._sees_hit:
            self.offset_line = place[0] - 2

    def fold_authors(self) -> None:
        """All the authors, or the first few."""
        self.wishes = replace(self.wishes, all_authors=not self.wishes.all_authors)

    def show_source(self) -> None:
        """The text as the source has it, or as made for reading."""
        self.wishes = replace(self.wishes, source=not self.wishes.source)

    # Drawing

    def draw_line(self, y: int) -> Strip:
        """One line of the page behind the focus bar."""
        bar = self.appearance.glyphs.focus_bar if self.has_focus else " "
        left: list[Piece] = [(bar, self.appearance["focus_bar"]), (" ", Style())]
        line = y + self.offset_line
        pieces = self.page.lines[line] if line < len(self.page.lines) else []
        shown = lit([*left, *pieces], self._hit_span, line, self.appearance["hit_now"])
        shown = lit(shown, self.text_selection, line, self.appearance["selected"])
        # Where a character stands in the page is what the mouse selects by.
        return to_strip(shown, self.line_width, self.base_style).apply_offsets(0, line)

    @property
    def _hit_span(self) -> Selection | None:
        """From where to where the hit stands that one stands on."""
        if not (place := self._hit_place):
            return None
        line, first, end = place
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

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel scrolls the page."""
        event.stop()
        self.scroll_lines(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel scrolls the page."""
        event.stop()
        self.scroll_lines(-3)
