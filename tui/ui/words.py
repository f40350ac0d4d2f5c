"""Days, counts and numbers in the reader's words."""

from __future__ import annotations

from datetime import date

from tui.papers.model import Digest


def day(value: date) -> str:
    """A day, short: `31 Jul`."""
    return f"{value.day} {value:%b}"


def full_day(value: date, *, inferred: bool = False) -> str:
    """A day with its year: `31 Jul 2025`, and whether the year was guessed."""
    return f"{day(value)} {value.year}" + (" (year guessed)" if inferred else "")


def digest(value: Digest) -> str:
    """A digest's short name: its day, or the collection's name."""
    return day(value.day) if value.day else value.name or ""


def count(value: int) -> str:
    """A count in full, thousands set apart: `8,204`."""
    return f"{value:,}"


def short_count(value: int) -> str:
    """A count in at most four cells: `42`, `1.2k`, `34k`, `1.1M`."""
    for unit, size in (("M", 1_000_000), ("k", 1_000)):
        if value >= size:
            scaled = value / size
            return f"{scaled:.1f}{unit}" if scaled < 9.95 else f"{scaled:.0f}{unit}"
    return str(value)


def some(number: int, one: str, many: str = "") -> str:
    """A number with its noun: `1 paper`, `57 papers`."""
    return f"{count(number)} {one if number == 1 else many or one + 's'}"


def percent(part: float, whole: float) -> str:
    """A share: `29 %`."""
    return f"{round(100 * part / whole) if whole else 100} %"


def duration(seconds: float) -> str:
    """How long something took: `40 s`, `9 min 40 s`, `2 h 5 min`."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minutes} min"
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"


VIEWS = {
    "unread": "Unread",
    "starred": "Starred",
    "later": "Later",
    "notes": "Notes",
    "all": "All",
}
"""The names of the views that are always there, by scope, in their order."""


OWN_VIEW = "view:"
"""Before the name of a view of the user's own, in a scope."""


def scope(value: str) -> str:
    """A scope's short name for chips and titles: `31 Jul`, `Starred`, a collection's name."""
    if value in VIEWS:
        return VIEWS[value]
    if value.startswith(OWN_VIEW):
        return value.removeprefix(OWN_VIEW)
    if value == "muted":
        return "Muted"
    if value.startswith("collection:"):
        return value.removeprefix("collection:")
    return day(date.fromisoformat(value))
