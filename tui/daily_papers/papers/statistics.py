"""Statistics of what the user did, as numbers to be shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Share:
    """How many of the papers that the user decided on were kept."""

    name: str
    """As the source writes it: not cleaned."""
    judged: int
    """Papers that were read or dismissed."""
    kept: int
    """Those of them that are starred, queued, tagged or noted."""


@dataclass(frozen=True, slots=True)
class Statistics:
    """One year of days, and what holds for all papers."""

    WEEKS: ClassVar[int] = 53
    """Weeks of a year, the one that it begins in and the one that it ends in included."""

    until: date
    """The last day of the year."""
    papers: Mapping[date, int] = field(default_factory=dict)
    """How many papers stand in a day's digest."""
    read: Mapping[date, int] = field(default_factory=dict)
    """How many papers were read on a day, of those that still count as read."""
    starred: Mapping[date, int] = field(default_factory=dict)
    """How many were starred on a day, of those that still are."""
    organizations: tuple[Share, ...] = ()
    """Those of which most was kept come first."""
    keywords: tuple[Share, ...] = ()
    seconds: float | None = None
    """Between one verdict and the next: the median; `None` where there were too few."""
    verdicts: int = 0
    """How many of such pairs there were."""

    @property
    def since(self) -> date:
        """The first day: the Monday that is `WEEKS` weeks before the end of the last one."""
        return self.until - timedelta(days=self.until.weekday() + 7 * (self.WEEKS - 1))
