"""Days as an inbox: which were missed, which is next, what is older than a week. Pure."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Sequence
from datetime import date, timedelta
from itertools import islice, takewhile
from typing import TYPE_CHECKING, Final

from daily_papers.papers.model import Digest
from daily_papers.papers.scopes import Scope

if TYPE_CHECKING:
    from daily_papers.papers.rows import DigestCounts


_WEEK: Final = timedelta(days=7)


def find(calendar: Sequence[DigestCounts], scope: Scope | None) -> int | None:
    """The place of a digest among all, days from the newest on; `None` where it is not there.

    Called for every key, so it must not go through all days.
    """
    if not isinstance(scope, Digest):
        return None
    if not scope.day:
        places = range(len(calendar) - 1, -1, -1)
        dateless = takewhile(lambda place: not calendar[place].digest.day, places)
        return next((place for place in dateless if calendar[place].digest == scope), None)
    at = bisect_left(calendar, -scope.day.toordinal(), key=_newest_first)
    return at if at < len(calendar) and calendar[at].digest == scope else None


def _newest_first(counts: DigestCounts) -> int:
    return -counts.digest.day.toordinal() if counts.digest.day else 0


def earlier_unread(
    calendar: Sequence[DigestCounts], scope: Scope | None
) -> tuple[int, DigestCounts] | None:
    """The next older day with unread papers, and how many days of the list it is away.

    Args:
        calendar: The digests, newest first.
        scope: The day that is shown; for anything else there is no day before.
    """
    at = find(calendar, scope)
    if at is None or not calendar[at].digest.day:
        return None
    older = enumerate(islice(calendar, at + 1, None), start=1)
    return next(((steps, each) for steps, each in older if each.unread and each.digest.day), None)


def around(at: int, widths: Sequence[int], room: int) -> range:
    """Which of some days, newest first, fill a line: one newer than a day, it, and as many older
    ones as there is room for; where there are too few of those, more newer ones.

    Args:
        at: The day.
        widths: Of each day, in cells.
        room: Cells of the line.
    """
    first = end = max(0, at - 1)
    while end < len(widths) and widths[end] <= room:
        room -= widths[end]
        end += 1
    while first and widths[first - 1] <= room:
        first -= 1
        room -= widths[first]
    return range(first, end)


def nearest_unread(
    calendar: Sequence[DigestCounts], scope: Scope | None
) -> tuple[int, DigestCounts] | None:
    """The nearest digest with unread papers, and how many steps back it is; forward is negative.

    Args:
        calendar: The digests, newest first.
        scope: The digest that is shown; nothing is near anything else. Of two that are as near, it
            is the older.
    """
    at = find(calendar, scope)
    if at is None:
        return None
    farthest = max(at, len(calendar) - 1 - at)
    near = (at + steps * way for steps in range(1, farthest + 1) for way in (1, -1))
    there = (place for place in near if 0 <= place < len(calendar))
    return next(((place - at, calendar[place]) for place in there if calendar[place].unread), None)


def years_differ(calendar: Sequence[DigestCounts]) -> bool:
    """Whether there are days of several years, so that a day is named with its year."""
    ends = (
        next((each.digest.day.year for each in digests if each.digest.day), None)
        for digests in (calendar, reversed(calendar))
    )
    return len(set(ends)) > 1


def week_before(calendar: Sequence[DigestCounts], today: date) -> date | None:
    """The last day that is older than a week: of the newest digest, or of today if that is older.

    A cache that nobody has filled for a month thus keeps its last week. `None` without days.
    """
    newest = next((each.digest.day for each in calendar if each.digest.day), None)
    return min(newest, today) - _WEEK if newest else None


def missed(calendar: Sequence[DigestCounts], since: str, today: date) -> list[DigestCounts]:
    """The days with unread papers that came since the last visit, newest first.

    Args:
        calendar: The digests, newest first.
        since: The day up to which all days were visited, as `ReadingPosition.since`; empty on
            the first visit, where the last week counts.
        today: The day it is.
    """
    days = [each for each in calendar if each.digest.day and each.unread]
    if since:
        return [each for each in days if each.digest.key > since]
    limit = week_before(calendar, today)
    return [each for each in days if limit and each.digest.day and each.digest.day > limit]


def new_days(calendar: Sequence[DigestCounts], newest: str) -> list[DigestCounts]:
    """The days that are newer than what was the newest day; none where none was known."""
    dated = takewhile(lambda each: each.digest.day and each.digest.key > newest, calendar)
    return list(dated) if newest else []


def visited_up_to(calendar: Sequence[DigestCounts], since: str, visited: Collection[Scope]) -> str:
    """The day up to which all days were visited, at the end of a visit.

    A day was visited if it was shown or triaged, or has nothing unread. The first visit
    leaves all that was there behind, however long the past is.

    Args:
        calendar: The digests, newest first.
        since: What this gave at the end of the visit before; empty at the first.
        visited: The scopes that were shown or triaged.
    """
    days = [each for each in reversed(calendar) if each.digest.day]
    if not since:
        return days[-1].digest.key if days else ""
    for each in days:
        key = each.digest.key
        if key > since:
            if each.unread and each.digest not in visited:
                break
            since = key
    return since
