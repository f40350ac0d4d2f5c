"""Which days to fetch: those of the command line, without those that are complete."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from daily_papers.toml_files import excerpt

_WEEK = re.compile(r"(\d{4})-?W(\d{1,2})")
_MONTH = re.compile(r"(\d{4})-(\d{1,2})")
_DAY = timedelta(days=1)


class NoSuchTime(ValueError):
    """A week or month that does not exist, or a range that ends before it begins."""


@dataclass(frozen=True, slots=True)
class Span:
    """Days in a row, both ends included."""

    first: date
    last: date

    def __iter__(self) -> Iterator[date]:
        """The days, newest first: these are wanted most."""
        for back in range((self.last - self.first).days + 1):
            yield self.last - back * _DAY


def week(text: str) -> Span:
    """The ISO week `2025-W09`, from its Monday to its Sunday.

    Raises:
        NoSuchTime: There is no such week.
    """
    if found := _WEEK.fullmatch(text):
        try:
            monday = date.fromisocalendar(int(found[1]), int(found[2]), 1)
            return Span(monday, monday + 6 * _DAY)
        except (ValueError, OverflowError):
            pass
    raise NoSuchTime(f'"{excerpt(text)}" is not a week such as 2025-W09')


def month(text: str) -> Span:
    """The month `2025-02`, from its first day to its last.

    Raises:
        NoSuchTime: There is no such month.
    """
    if found := _MONTH.fullmatch(text):
        year, number = int(found[1]), int(found[2])
        try:
            return Span(
                date(year, number, 1), date(year, number, calendar.monthrange(year, number)[1])
            )
        except ValueError:
            pass
    raise NoSuchTime(f'"{excerpt(text)}" is not a month such as 2025-02')


def back(days: int, today: date) -> Span:
    """The last `days` days, today's among them."""
    return Span(today - (days - 1) * _DAY, today)


def between(first: date, last: date | None, today: date) -> Span:
    """From `first` to `last`, or to today.

    Raises:
        NoSuchTime: It ends before it begins.
    """
    if first > (end := last or today):
        raise NoSuchTime(f"{first} is after {end}")
    return Span(first, end)


def weekday(day: date) -> bool:
    """Whether `day` is not on a weekend."""
    return day.weekday() < 5


def fresh_days(today: date, number: int, appears: Callable[[date], bool]) -> frozenset[date]:
    """The newest `number` days on which digests appear, up to today: these may still change.

    On a Monday they are Monday, Friday and Thursday, where none appears on a weekend.

    Args:
        today: In the source's time zone.
        number: How many.
        appears: Whether a digest appears on a day.
    """
    found: list[date] = []
    day = today
    while len(found) < number:
        if appears(day):
            found.append(day)
        day -= _DAY
    return frozenset(found)


def days_to_fetch(
    span: Span,
    today: date,
    *,
    fresh: frozenset[date],
    appears: Callable[[date], bool],
    complete: Callable[[date], bool],
    again: bool = False,
) -> list[date]:
    """The days of `span` to fetch, newest first.

    Args:
        span: The days on the command line. One day alone is fetched even on a weekend.
        today: Later days have no digest yet.
        fresh: Days that may still change, and are always fetched.
        appears: Whether a digest appears on a day.
        complete: Whether a day was fetched after its last change, and its files are there.
        again: Whether complete days are fetched again.
    """
    named = span.first == span.last
    return [
        day
        for day in span
        if day <= today and (named or appears(day)) and (again or day in fresh or not complete(day))
    ]
