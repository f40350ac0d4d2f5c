"""The user's statistics: a year of papers, what is kept, and the time per paper."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from textual.app import ComposeResult
from textual.message import Message
from textual.screen import Screen

from daily_papers.ui.drawing.styles import Appearance
from daily_papers.ui.strings import labels
from daily_papers.ui.widgets.statistics_view import HEAT_MAPS, StatisticsView
from daily_papers.ui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from daily_papers.papers.statistics import Statistics

_YEAR: Final = timedelta(days=364)
_KEYS: Final = {
    "j": "down",
    "k": "up",
    "g": "home",
    "G": "end",
    "backspace": "pageup",
}
"""Other keys that scroll."""


class StatisticsRead(Message):
    """The statistics of a year were read."""

    def __init__(self, statistics: Statistics) -> None:
        """Args:
        statistics: Those of the year.
        """
        super().__init__()
        self.statistics = statistics


class StatisticsScreen(Screen[None], inherit_bindings=False):
    """Statistics of one year at a time."""

    def __init__(
        self,
        appearance: Appearance,
        first_day: date,
        today: date,
        read: Callable[[date], Awaitable[Statistics]],
    ) -> None:
        """Args:
        appearance: How it is drawn.
        first_day: The first day with papers.
        today: The last day of the year that is shown first.
        read: Reads the statistics of the year that ends on a day.
        """
        super().__init__()
        self._appearance = appearance
        self._first_day = first_day
        self._today = self._until = today
        self._read = read
        self.view = StatisticsView()
        self._status = StatusLine()

    def compose(self) -> ComposeResult:
        """The page and the line of keys."""
        yield self.view
        yield self._status

    def on_mount(self) -> None:
        """Hand the appearance down, and begin to read."""
        self.view.appearance = self._status.appearance = self._appearance
        self._status.keys = labels.STATISTICS_KEYS
        self._show(self._until)

    def on_statistics_read(self, message: StatisticsRead) -> None:
        """Show what was read, unless another year was asked for since."""
        message.stop()
        if message.statistics.until == self._until:
            self.view.statistics = message.statistics

    @property
    def takes_keys(self) -> bool:
        """Always: there is no text field here."""
        return True

    def waits(self, token: str, *, behind: bool) -> bool:
        """Never: keys are handled even before it is drawn."""
        return False

    def take(self, token: str) -> None:
        """Scroll, show another heat map or year, or go back."""
        years = {"[": -_YEAR, "<": -_YEAR, "]": _YEAR, ">": _YEAR}
        if token in years:
            until = min(self._until + years[token], self._today)
            if self._first_day <= until != self._until:
                self._show(until)
        elif token == "tab":
            shown = HEAT_MAPS.index(self.view.heat_map)
            self.view.heat_map = HEAT_MAPS[(shown + 1) % len(HEAT_MAPS)]
        elif token in ("escape", "q", "S", "ctrl+c"):
            self.dismiss()
        else:
            self.view.press(_KEYS.get(token, token))

    def _show(self, until: date) -> None:
        """Read the statistics of the year that ends on a day, to be shown."""
        self._until = until
        self.run_worker(self._post(until), group="statistics", exclusive=True)

    async def _post(self, until: date) -> None:
        self.post_message(StatisticsRead(await self._read(until)))
