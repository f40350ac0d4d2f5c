"""The names of views, days and digests on the screen."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from daily_papers.humanize import day, full_day
from daily_papers.papers.scopes import (
    ALL,
    NOTES,
    UNREAD,
    SavedViewScope,
    Scope,
    ViewScope,
)
from daily_papers.papers.verdicts import VERDICTS

if TYPE_CHECKING:
    from daily_papers.papers.model import Digest


def digest(value: Digest, today: date | None = None, *, year: bool = False) -> str:
    """A digest's short name: its day as `day` writes it, or the collection's name.

    Args:
        value: The digest.
        today: The day it is.
        year: Whether a day has its year.
    """
    if not value.day:
        return value.name or ""
    short = day(value.day, today)
    return full_day(value.day) if year and short == day(value.day) else short


VIEWS = {
    UNREAD: "Unread",
    **{ViewScope(each.register): each.view.name for each in VERDICTS if each.view},
    NOTES: "Notes",
    ALL: "All",
}
"""The names of the views that are always shown, in their order."""


def scope(value: Scope, *, year: bool = False) -> str:
    """A scope's short name for chips and titles: `31 Jul`, `Starred`, a collection's name.

    Args:
        value: The scope.
        year: Whether a day has its year.
    """
    if isinstance(value, ViewScope):
        return VIEWS.get(value, "Muted")
    if isinstance(value, SavedViewScope) or not value.day:
        return value.name or ""
    return full_day(value.day) if year else day(value.day)
