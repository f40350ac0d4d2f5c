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
    """The name in the source, not cleaned."""
    judged: int
    """Papers that were read or dismissed."""
    kept: int
    """Those of them that are starred, queued, tagged or noted."""


@dataclass(frozen=True, slots=True)
class Statistics:
    """Counts for the days of a year, and for all papers."""

    WEEKS: ClassVar[int] = 53
    """Weeks of a year, including those in which it begins and ends."""

    until: date
    """The last day of the year."""
    papers: Mapping[date, int] = field(default_factory=dict)
    """Papers in the digest of each day."""
    read: Mapping[date, int] = field(default_factory=dict)
    """Papers read on each day, as far as they are still read."""
    starred: Mapping[date, int] = field(default_factory=dict)
    """Papers starred on each day, as far as they are still starred."""
    organizations: tuple[Share, ...] = ()
    """Those with the most kept papers first."""
    keywords: tuple[Share, ...] = ()
    seconds: float | None = None
    """The median time between two verdicts; `None` if there were too few."""
    verdicts: int = 0
    """The number of such pairs."""

    @property
    def since(self) -> date:
        """The first day: the Monday that is `WEEKS` weeks before the end of the last one."""
        return self.until - timedelta(days=self.until.weekday() + 7 * (self.WEEKS - 1))
