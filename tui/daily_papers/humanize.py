"""Times, days and numbers in words, for the screen and the command line."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

_RECENT: Final = 7
"""Days ago that are written as such; earlier days are written as a date."""


# Numbers


def count(value: int) -> str:
    """A count in full, with thousands separators: `8,204`."""
    return f"{value:,}"


def short_count(value: int) -> str:
    """A count in at most four cells: `42`, `1.2k`, `34k`, `1.1M`."""
    for unit, size in (("M", 1_000_000), ("k", 1_000)):
        if round(value / size, 3) >= 1:
            scaled = value / size
            return f"{scaled:.1f}{unit}" if scaled < 9.95 else f"{scaled:.0f}{unit}"
    return str(value)


def quantity(number: int, one: str, many: str = "") -> str:
    """A number with its noun: `1 paper`, `57 papers`."""
    return f"{count(number)} {one if number == 1 else many or one + 's'}"


def percent(part: float, whole: float) -> str:
    """A share: `29 %`."""
    return f"{round(100 * part / whole) if whole else 100} %"


# Days and times


def day(value: date, today: date | None = None) -> str:
    """A day: `31 Jul`, or `Today` and `Yesterday` if `today` is given."""
    age = (today - value).days if today else None
    if age in (0, 1):
        return "Yesterday" if age else "Today"
    return f"{value.day} {value:%b}"


def full_day(value: date, *, inferred: bool = False) -> str:
    """A day with its year: `31 Jul 2025`, marked if the year was guessed."""
    return f"{day(value)} {value.year}" + (" (year guessed)" if inferred else "")


def ago(then: datetime, now: datetime) -> str:
    """When something was: `just now`, `5 minutes ago`, `yesterday`, `3 days ago`, `31 Jul`.

    Args:
        then: The time; one in the future, by another machine's clock, is `just now`.
        now: The current time. Days are counted in its time zone.
    """
    minutes = (now - then) // timedelta(minutes=1)
    days = (now.date() - then.astimezone(now.tzinfo).date()).days
    if minutes < 1:
        return "just now"
    if minutes < 60:
        return f"{quantity(minutes, 'minute')} ago"
    if days < 1:
        return f"{quantity(minutes // 60, 'hour')} ago"
    if days < _RECENT:
        return f"{days} days ago" if days > 1 else "yesterday"
    value = then.astimezone(now.tzinfo).date()
    return day(value) if value.year == now.year else full_day(value)


def duration(seconds: float) -> str:
    """How long something took: `40 s`, `9 min 40 s`, `2 h 5 min`."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minutes} min"
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
