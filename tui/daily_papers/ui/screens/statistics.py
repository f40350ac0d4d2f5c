"""Figures about yourself: a year of papers, what is kept, how long a paper takes."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from rich.style import Style
from textual import events
from textual.app import ComposeResult
from textual.message import Message
from textual.reactive import reactive
from textual.screen import Screen
from textual.strip import Strip

from daily_papers import humanize
from daily_papers.ui.drawing.strips import to_strip
from daily_papers.ui.strings import labels
from daily_papers.ui.widgets.pane import Pane
from daily_papers.ui.widgets.statistics_page import FiguresPage
from daily_papers.ui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from daily_papers.library import Statistics
    from daily_papers.ui.screens.reader import Reader

_MAPS: Final = ("read", "starred", "papers")
"""What the heat map shows, in the order of its key."""
_LEFT: Final = 2
_YEAR: Final = timedelta(days=364)


class FiguresCounted(Message):
    """The figures are there."""

    def __init__(self, figures: Statistics) -> None:
        """Args:
        figures: What was counted.
        """
        super().__init__()
        self.figures = figures


class FiguresView(Pane):
    """The page of figures."""

    DEFAULT_CSS = """
    FiguresView { background: $surface; color: $foreground; width: 100%; height: 1fr; }
    """

    figures: reactive[Statistics | None] = reactive(None)
    """What is shown; `None` while it is counted."""
    shown: reactive[str] = reactive(_MAPS[0])
    """What the heat map shows."""
    top: reactive[int] = reactive(0)
    """The first line in sight."""

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__()
        self._page: FiguresPage | None = None

    @property
    def page(self) -> FiguresPage:
        """The lines at the present width."""
        if self._page is None:
            self._page = _set_page(self)
        return self._page

    def changed(self) -> None:
        """Set the page anew."""
        self._page = None
        self.refresh()

    def watch_figures(self) -> None:
        """Other figures."""
        self.changed()

    def watch_shown(self) -> None:
        """Another heat map."""
        self.changed()

    def on_resize(self) -> None:
        """Another width."""
        self.changed()
        self.top = self.validate_top(self.top)

    def validate_top(self, top: int) -> int:
        """Stay within the page."""
        return max(0, min(top, len(self.page.lines) - self.size.height))

    def watch_top(self) -> None:
        """Another part is in sight."""
        self.refresh()

    def draw_line(self, y: int) -> Strip:
        """One line of the page."""
        number, lines = y + self.top, self.page.lines
        pieces = lines[number] if number < len(lines) else []
        return to_strip([(" " * _LEFT, Style()), *pieces], self.size.width, self.base_style)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel scrolls."""
        event.stop()
        self.top += 3

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel scrolls."""
        event.stop()
        self.top -= 3


class FiguresScreen(Screen[None], inherit_bindings=False):
    """A year and what came of it."""

    def __init__(self, reader: Reader, until: date) -> None:
        """Args:
        reader: Whose figures they are.
        until: The last day of the first year that is shown: today.
        """
        super().__init__()
        self._reader = reader
        self._today = self._until = until
        self.view = FiguresView()
        self._status = StatusLine()

    def compose(self) -> ComposeResult:
        """The page and the line of keys."""
        yield self.view
        yield self._status

    def on_mount(self) -> None:
        """Hand the look down, and begin to count."""
        self.view.appearance = self._status.appearance = self._reader.appearance
        self._status.keys = labels.FIGURE_KEYS
        self._count()

    def on_figures_counted(self, message: FiguresCounted) -> None:
        """Show what was counted, if nothing else was asked for since."""
        message.stop()
        if message.figures.until == self._until:
            self.view.figures = message.figures

    @property
    def takes_keys(self) -> bool:
        """Always: there is no text field here."""
        return True

    def waits(self, token: str, *, behind: bool) -> bool:
        """Never: keys are taken even before it is drawn."""
        return False

    def take(self, token: str) -> None:
        """Scroll, show another map or year, or go back."""
        view = self.view
        page = max(1, view.size.height - 2)
        steps = {"j": 1, "down": 1, "k": -1, "up": -1, "space": page, "pagedown": page}
        steps |= {"pageup": -page, "backspace": -page, "G": 10**6, "g": -(10**6)}
        years = {"[": -_YEAR, "<": -_YEAR, "]": _YEAR, ">": _YEAR}
        if token in steps:
            view.top += steps[token]
        elif token in years:
            self._turn_to(self._until + years[token])
        elif token == "tab":
            view.shown = _MAPS[(_MAPS.index(view.shown) + 1) % len(_MAPS)]
        elif token in ("escape", "q", "S", "ctrl+c"):
            self.dismiss()

    def _turn_to(self, until: date) -> None:
        """Show the year that ends then, no later than today and not before the first papers."""
        until = min(until, self._today)
        if self._first_day <= until != self._until:
            self._until = until
            self._count()

    @property
    def _first_day(self) -> date:
        """The first day with papers; today where there is none."""
        library = self._reader.library
        return (library.tallies().first_day if library else None) or self._today

    def _count(self) -> None:
        self.run_worker(self._read(self._until), group="figures", exclusive=True)

    async def _read(self, until: date) -> None:
        if library := self._reader.library:
            found = await self._reader.asking.ask(library.statistics, until)
            self.post_message(FiguresCounted(found))


def _set_page(view: FiguresView) -> FiguresPage:
    page = FiguresPage(max(1, view.size.width - 2 * _LEFT), view.appearance)
    found = view.figures
    if found is None:
        page.text(labels.COUNTING)
        return page
    since = found.since
    days = labels.days(humanize.full_day(since), humanize.full_day(found.until))
    page.heading(labels.FIGURES[view.shown].capitalize(), days)
    page.heat_map(getattr(found, view.shown), since, found.WEEKS)
    page.lines.append([])
    page.sparkline(labels.FIGURES["papers"], found.papers, since, found.WEEKS, "upvotes")
    page.sparkline(labels.FIGURES["read"], found.read, since, found.WEEKS, "progress")
    page.sparkline(labels.FIGURES["starred"], found.starred, since, found.WEEKS, "starred")
    page.heading(labels.A_PAPER_TAKES)
    if found.seconds is None:
        page.text(labels.PACE_UNKNOWN)
    else:
        page.text(labels.pace(humanize.duration(found.seconds), found.verdicts))
    for title, shares in (
        (labels.KEPT_BY_ORGANIZATION, found.organizations),
        (labels.KEPT_BY_KEYWORD, found.keywords),
    ):
        page.heading(title, labels.DECIDED_ON)
        page.shares(shares)
        if not shares:
            page.text(labels.KEPT_UNKNOWN)
    return page
