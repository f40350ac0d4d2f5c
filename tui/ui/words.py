"""Names of views, days and digests in the reader's words; times and numbers as everywhere."""

from __future__ import annotations

from datetime import date

from tui.papers.model import Digest
from tui.words import ago, count, day, duration, full_day, percent, short_count, some

__all__ = [
    "OWN_VIEW",
    "VIEWS",
    "ago",
    "count",
    "day",
    "digest",
    "duration",
    "full_day",
    "percent",
    "scope",
    "short_count",
    "some",
]


def digest(value: Digest, today: date | None = None) -> str:
    """A digest's short name: its day, as `day` tells it, or the collection's name."""
    return day(value.day, today) if value.day else value.name or ""


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
