"""Reads ranges of days: `2025`, `2025-07`, `2025-07-31`, `a..b`, ages, `today`, `yesterday`."""

from __future__ import annotations

import re
from calendar import month_name, monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from daily_papers.query.errors import QueryError, RangeReversed, nearest

EXPECTED: Final = "a day such as 2025-07-31, a month, a year, a range a..b, an age <2w or today"
NAMED: Final = ("today", "yesterday")

_AGE = re.compile(r"(>=|<=|>|<)([0-9]{1,6})([dwmy])")
_AGE_WITHOUT_SIGN = re.compile(r"[0-9]{1,3}[dwmy]")
_POINT = re.compile(r"([0-9]{4})(?:-([0-9]{1,2})(?:-([0-9]{1,2}))?)?")
_TEMPLATES = ("9999-12-28", "9999-01-01")


def read(text: str, today: date, at: int) -> tuple[date | None, date | None]:
    """The first and the last day of a range; `None` for no limit.

    An age counts back from `today`: `<2w` is the last 14 days including today, and everything
    later; `>3d` is everything before three days ago. A month is a calendar month.

    Args:
        text: The range, in lower case.
        today: The day that ages count from.
        at: Its position in the query, for errors.

    Raises:
        QueryError: It is not a range of days that exist.
    """
    if text[:1] in ("<", ">"):
        return _age(text, today, at)
    begin, dots, end = text.partition("..")
    if not dots:
        return _point(text, today, at)
    first = _point(begin, today, at)[0] if begin else None
    last = _point(end, today, at + len(begin) + 2)[1] if end or not begin else None
    if first and last and first > last:
        raise RangeReversed(
            f"{text} ends before it begins",
            at,
            len(text),
            expected="the earlier day first",
            guess=f"{end}..{begin}",
        )
    return first, last


def endings(text: str) -> Iterator[str]:
    """Endings of which at least one completes the beginning of a range, if any can."""
    last = text.rpartition("..")[2]
    yield from (template[len(last) :] for template in _TEMPLATES)
    yield from (name[len(last) :] for name in NAMED if name.startswith(last))
    yield from ("1", "d", "1d", ".", ".9999")


def _point(text: str, today: date, at: int) -> tuple[date, date]:
    """The first and the last day of a day, a month or a year."""
    if text in NAMED:
        day = today - timedelta(days=NAMED.index(text))
        return day, day
    found = _POINT.fullmatch(text)
    if not found:
        raise _not_a_day(text, at)
    year = int(found[1])
    month, day_of_month = (int(part) if part else None for part in found.group(2, 3))
    if year == 0:
        raise QueryError("there is no year 0", at, 4, expected=EXPECTED)
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    if not 1 <= month <= 12:
        raise QueryError(
            f"there is no month {month}", at + found.start(2), len(found[2]), expected="1 to 12"
        )
    length = monthrange(year, month)[1]
    if day_of_month is None:
        return date(year, month, 1), date(year, month, length)
    if not 1 <= day_of_month <= length:
        raise QueryError(
            f"{month_name[month]} {year} has {length} days",
            at + found.start(3),
            len(found[3]),
            expected=f"1 to {length}",
        )
    day = date(year, month, day_of_month)
    return day, day


def _age(text: str, today: date, at: int) -> tuple[date | None, date | None]:
    found = _AGE.fullmatch(text)
    if not found:
        rest = text.lstrip("<>=")
        if _POINT.fullmatch(rest):
            guess = f"{rest}.." if text[0] == ">" else f"..{rest}"
            raise QueryError(
                f"{text} is not an age", at, len(text), expected="a range of days", guess=guess
            )
        raise QueryError(
            f"{text} is not an age",
            at,
            len(text),
            expected="days, weeks, months or years: <3d <2w <6m",
        )
    sign, count, unit = found[1], int(found[2]), found[3]
    try:
        day = _back(today, count, unit)
        match sign:
            case "<":
                return day + timedelta(days=1), None
            case "<=":
                return day, None
            case ">":
                return None, day - timedelta(days=1)
        return None, day
    except (OverflowError, ValueError):
        raise QueryError(
            f"{text} is outside the calendar", at, len(text), expected="a smaller age"
        ) from None


def _back(today: date, count: int, unit: str) -> date:
    """The day `count` units before `today`; the month's last day if the month is too short."""
    if unit in "dw":
        return today - timedelta(days=count * (7 if unit == "w" else 1))
    months = today.year * 12 + today.month - 1 - count * (12 if unit == "y" else 1)
    year, month = months // 12, months % 12 + 1
    return date(year, month, min(today.day, monthrange(year, month)[1]))


def _not_a_day(text: str, at: int) -> QueryError:
    if not text:
        return QueryError("a day is missing", at, 0, expected=EXPECTED)
    guess = f"<{text}" if _AGE_WITHOUT_SIGN.fullmatch(text) else nearest(text, NAMED)
    return QueryError(f"{text} is not a day", at, len(text), expected=EXPECTED, guess=guess)
