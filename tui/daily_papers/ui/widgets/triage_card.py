"""The screen of a triage: one paper, how far one is, what was done last and what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.style import Style
from textual import events
from textual.message import Message
from textual.reactive import reactive
from textual.selection import Selection
from textual.strip import Strip

from daily_papers import humanize
from daily_papers.papers.cells import cut
from daily_papers.papers.rows import Detail
from daily_papers.ui.drawing.strips import Piece, to_strip, width_of
from daily_papers.ui.model.page import DisplayOptions, Page
from daily_papers.ui.model.triage import Progress
from daily_papers.ui.strings import labels
from daily_papers.ui.widgets.abstract_view import AbstractView
from daily_papers.ui.widgets.digest_list import progress_bar
from daily_papers.ui.widgets.pane import Pane
from daily_papers.ui.widgets.status_line import StatusLine
from daily_papers.ui.widgets.text_selection import highlight, selected_text
from daily_papers.ui.widgets.triage_page import Frame, beside, frame, lay_out_head

_BAR = 20
"""Cells of the progress bar."""


class TriageCard(Pane):
    """One paper, large. All is drawn by lines; only the abstract scrolls."""

    ALLOW_SELECT = True
    DEFAULT_CSS = """
    TriageCard { background: $surface; color: $foreground; width: 100%; height: 100%; }
    """

    detail: reactive[Detail | None] = reactive(None)
    """The paper."""
    options: reactive[DisplayOptions] = reactive(DisplayOptions())
    """What the user wants to see of it."""
    page: reactive[Page] = reactive(Page)
    """The lines of its abstract."""
    offset_line: reactive[int] = reactive(0)
    """The first line of the abstract in sight."""
    scope: reactive[str] = reactive("")
    """What is triaged: `31 Jul`."""
    progress: reactive[Progress] = reactive(Progress())
    """How far one is."""
    keys: reactive[Sequence[tuple[str, str]]] = reactive(())
    """Keys with their labels: `("s", "star")`."""

    @dataclass
    class Scrolled(Message):
        """The wheel was turned."""

        lines: int

    def __init__(self) -> None:
        """Start without a paper."""
        super().__init__()
        self._head: dict[int, list[Piece]] | None = None
        self._places: list[tuple[range, str]] = []
        """The cells in which each key stands with its label."""

    @property
    def frame(self) -> Frame:
        """Where the parts stand at the present size."""
        return frame(self.size.width, self.size.height, self.options)

    @property
    def text_size(self) -> tuple[int, int]:
        """The cells and lines that the abstract has room in."""
        return self.frame.measure, self.frame.body_lines

    def changed(self) -> None:
        """Lay the paper's head out again."""
        self._head = None
        self.refresh()

    def watch_detail(self) -> None:
        """Another paper."""
        self._head = None

    def watch_options(self) -> None:
        """Something else is to be seen of it."""
        self._head = None

    def on_resize(self) -> None:
        """Another size: report it."""
        self.changed()
        self.post_message(self.Resized())

    @property
    def _lines_below(self) -> int:
        """How many lines of the abstract are below."""
        return max(0, len(self.page.lines) - self.frame.body_lines - self.offset_line)

    # Drawing

    def draw_line(self, y: int) -> Strip:
        """One line of the screen."""
        shown = highlight(self._line(y), self.text_selection, y, self.appearance["selected"])
        # Where a character stands on the screen is what the mouse selects by.
        return to_strip(shown, self.size.width, self.base_style).apply_offsets(0, y)

    def _line(self, y: int) -> list[Piece]:
        place, height = self.frame, self.size.height
        pieces: list[Piece] = []
        if height < 6 or self.size.width < 20:
            pieces = self._head_lines.get(place.title + y, [])
        elif y == 0:
            pieces = self._top_line(place)
        elif y in self._head_lines:
            before = self._mark(place) if y == place.title else [(" " * place.left, Style())]
            pieces = [*before, *self._head_lines[y]]
        elif place.body <= y < place.more:
            number = y - place.body + self.offset_line
            lines = self.page.lines
            text = lines[number] if number < len(lines) else []
            pieces = [(" " * place.left, Style()), *text]
        elif y == place.more and self._lines_below:
            more = f"{self.appearance.glyphs.more} {labels.more_lines(self._lines_below)} · space"
            pieces = beside([], [(more, self.appearance["quiet"])], place)
        elif y == place.last:
            pieces = self._last(place)
        elif y > place.last:
            pieces = self._keys(place)
        return pieces

    @property
    def _head_lines(self) -> dict[int, list[Piece]]:
        if self._head is None:
            detail = self.detail
            known = detail and lay_out_head(detail, self.frame, self.appearance, self.options)
            self._head = known or {}
        return self._head

    def _mark(self, place: Frame) -> list[Piece]:
        """What stands left of the title: what was decided on the paper."""
        fact, appearance = self.progress.verdict, self.appearance
        mark = (
            " "
            if fact is None
            else appearance.glyphs.verdict(fact)
            if fact
            else appearance.glyphs.cleared
        )
        line = mark.rjust(max(0, place.left - 1)).ljust(place.left)
        return [(line, appearance[fact or "cleared"])]

    def _top_line(self, place: Frame) -> list[Piece]:
        """What is triaged, and how far one is."""
        now, appearance = self.progress, self.appearance
        cells = _BAR if place.measure >= 60 else _BAR // 2 if place.measure >= 44 else 0
        facts = "".join(
            f" · {number} {appearance.glyphs.verdict(fact)}" for fact, number in now.kept
        )
        right = [
            *progress_bar(now.decided, now.total, cells, appearance),
            (
                f"  {humanize.count(now.place)} of {humanize.count(now.total)}{facts}",
                appearance["count"],
            ),
        ]
        room = place.measure + 2 * place.margin - 2
        share = max(0.2, 1 - width_of(right) / room)
        return beside([(self.scope, appearance["title"])], right, place, share=share)

    def _last(self, place: Frame) -> list[Piece]:
        """What was decided last, and what comes next."""
        now, appearance = self.progress, self.appearance
        left: list[Piece] = []
        if now.last:
            fact, title = now.last
            undo = f" · {now.undo}"
            room = (place.measure + 2 * place.margin) // 2 - len(undo) - 7
            mark = appearance.glyphs.verdict(fact) if fact else appearance.glyphs.cleared
            left = [
                (f"{mark} ", appearance[fact or "cleared"]),
                (cut(title, room, cell_len), appearance["meta"]),
                (undo, appearance["key"]),
            ]
        following = labels.following(now.following)
        return beside(left, [(following, appearance["quiet"])], place)

    def _keys(self, place: Frame) -> list[Piece]:
        """The keys, as far apart as there is room; the last one, help, stays longest."""
        appearance, keys = self.appearance, list(self.keys)
        room = place.measure + place.margin - 1
        while keys:
            taken = sum(
                width_of([(key, appearance["key"]), (label, appearance["bar"])]) + 1
                for key, label in keys
            )
            gap = min(4, (room - taken) // max(1, len(keys) - 1))
            if gap >= 2 or len(keys) == 1:
                break
            del keys[-2 if len(keys) > 1 else -1]
        pieces: list[Piece] = [(" " * place.left, appearance["bar"])]
        self._places = []
        for number, (key, label) in enumerate(keys):
            pieces.append((" " * gap if number else "", appearance["bar"]))
            start = width_of(pieces)
            pieces += [(key, appearance["key"]), (f" {label}", appearance["bar"])]
            self._places.append((range(start, width_of(pieces)), key))
        return pieces

    # Mouse

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The text that the mouse has selected, and what ends it."""
        place, bar = self.frame, self.appearance.glyphs.quote_bar
        lines = ["".join(text for text, _ in self._line(y)) for y in range(self.size.height)]
        lines = [line[place.left :].replace(bar, " ", 1) for line in lines]
        continued = {y for y in range(self.size.height) if self._goes_on(y, place)}
        return selected_text(lines, selection, continued, place.left), "\n"

    def _goes_on(self, y: int, place: Frame) -> bool:
        """Whether a line goes on with the text of the line above."""
        if place.body <= y < place.more:
            return y - place.body + self.offset_line in self.page.continued
        starts = (place.title, place.meta, place.gist)
        return y in self._head_lines and y - 1 in self._head_lines and y not in starts

    def on_click(self, event: events.Click) -> None:
        """A click on a link asks for it to be opened, one on a key presses it."""
        number = event.y - self.frame.body + self.offset_line
        if self.text_selection:
            return
        for cells, key in self._places:
            if event.y > self.frame.last and event.x in cells:
                self.post_message(StatusLine.Clicked(key))
        if event.y < self.frame.more and (link := self.page.links.get(number)):
            self.post_message(AbstractView.LinkClicked(link))

    def wheel(self, lines: int) -> None:
        """Scroll the abstract, and decide nothing."""
        self.post_message(self.Scrolled(lines))
