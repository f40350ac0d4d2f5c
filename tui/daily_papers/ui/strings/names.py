"""Names of views, days and digests in the reader's words."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from daily_papers.humanize import day, full_day

if TYPE_CHECKING:
    from daily_papers.papers.model import Digest


def digest(value: Digest, today: date | None = None, *, year: bool = False) -> str:
    """A digest's short name: its day, as `day` tells it, or the collection's name.

    Args:
        value: The digest.
        today: The day it is.
        year: Whether a day is told with its year.
    """
    if not value.day:
        return value.name or ""
    short = day(value.day, today)
    return full_day(value.day) if year and short == day(value.day) else short


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


def scope(value: str, *, year: bool = False) -> str:
    """A scope's short name for chips and titles: `31 Jul`, `Starred`, a collection's name.

    Args:
        value: The scope.
        year: Whether a day is told with its year.
    """
    if value in VIEWS:
        return VIEWS[value]
    if value.startswith(OWN_VIEW):
        return value.removeprefix(OWN_VIEW)
    if value == "muted":
        return "Muted"
    if value.startswith("collection:"):
        return value.removeprefix("collection:")
    found = date.fromisoformat(value)
    return full_day(found) if year else day(found)
