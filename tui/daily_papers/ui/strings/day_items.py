"""The lines of the pane of days: the views, then the days by month, then the collections."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from daily_papers.papers.scopes import MUTED, SavedViewScope, Scope
from daily_papers.papers.text import clean_line
from daily_papers.ui.model.calendar import find
from daily_papers.ui.model.days import Item
from daily_papers.ui.strings import labels, names

if TYPE_CHECKING:
    from daily_papers.papers.rows import DigestCounts

_LONGEST: Final = 31
"""Days of a month at most."""


def day_items(
    calendar: Sequence[DigestCounts],
    counts: Mapping[Scope, int],
    saved_views: Sequence[str],
    today: date,
) -> DayItems:
    """The pane's lines: the views, then the days by month, then the collections.

    Args:
        calendar: The digests.
        counts: How many papers the views hold, by scope.
        saved_views: The names of the user's own views.
        today: The day it is.
    """
    lines = [Item(scope, name, counts.get(scope, 0)) for scope, name in names.VIEWS.items()]
    lines += [
        Item(scope, clean_line(scope.name), counts.get(scope, 0))
        for scope in map(SavedViewScope, saved_views)
    ]
    if counts.get(MUTED):
        lines.append(Item(MUTED, names.scope(MUTED), counts[MUTED]))
    return DayItems(lines, calendar, today)


class DayItems:
    """Lines of which each is made when it is looked at: a lifetime has twenty thousand days."""

    def __init__(
        self, views: Sequence[Item], calendar: Sequence[DigestCounts], today: date
    ) -> None:
        """Args:
        views: The first lines.
        calendar: The digests below them.
        today: The day it is.
        """
        self._views = views
        self._calendar = calendar
        self._today = today
        self._firsts: list[int] = []
        """Of each month, and of the collections, the place of the newest digest."""
        self._lines: list[int] = []
        """Of each the first line: an empty one, then the heading, then the digests."""
        at, line = 0, len(views)
        while at < len(calendar):
            self._firsts.append(at)
            self._lines.append(line)
            following = _end_of_month(calendar, at)
            line += 2 + following - at
            at = following
        self._end = line

    def __len__(self) -> int:
        """How many lines there are."""
        return self._end

    def __getitem__(self, number: int) -> Item:
        """One line."""
        return self._item(range(self._end)[number])

    def line_of(self, scope: Scope | None) -> int | None:
        """The line of a view or a digest."""
        for number, view in enumerate(self._views):
            if view.scope == scope:
                return number
        at = find(self._calendar, scope)
        if at is None:
            return None
        month = bisect_right(self._firsts, at) - 1
        return self._lines[month] + 2 + at - self._firsts[month]

    def _item(self, number: int) -> Item:
        if number < len(self._views):
            return self._views[number]
        month = bisect_right(self._lines, number) - 1
        below = number - self._lines[month]
        if not below:
            return Item(None, "")
        counts_of_day = self._calendar[self._firsts[month] + max(0, below - 2)]
        if below == 1:
            day = counts_of_day.digest.day
            return Item(None, _month(day) if day else labels.COLLECTIONS)
        name = names.digest(counts_of_day.digest, self._today)
        return Item(counts_of_day.digest, name, counts_of_day.unread, counts_of_day.total)


def _end_of_month(calendar: Sequence[DigestCounts], first: int) -> int:
    """The place below the last digest of the same month as the one at `first`."""
    day = calendar[first].digest.day
    if day is None:
        return len(calendar)
    month = day.year, day.month
    end = min(first + _LONGEST, len(calendar))
    return bisect_left(calendar, True, first, end, key=lambda each: _month_of(each) != month)


def _month_of(counts_of_day: DigestCounts) -> tuple[int, int] | None:
    day = counts_of_day.digest.day
    return (day.year, day.month) if day else None


def _month(day: date) -> str:
    return f"{day:%B} {day.year}"
