"""Statistics of what the user does: by day, by organisation and keyword, and time per paper."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import ClassVar, Final

from daily_papers.index.storage import begin_another, is_damage, open_newest

_FEWEST: Final = 3
"""Fewer papers than this that were judged tell nothing of an organisation or keyword."""
_MOST: Final = 12
"""Organisations and keywords that are given."""
_LONGEST: Final = 300
"""Seconds between two acts; what is longer was a pause and no reading."""


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


def statistics(index: Path, until: date) -> Statistics:
    """Count everything, on a connection of its own, however long it takes. For workers.

    Args:
        index: The folder of the index.
        until: The last day of the year that is looked at. Days of acts are local ones.
    """
    db, generation = open_newest(index)
    try:
        return _count(db, until)
    except sqlite3.DatabaseError as error:
        if not is_damage(error):
            raise
        begin_another(index, generation.number)  # whoever has the index open moves on to it
        return Statistics(until)
    finally:
        db.close()
        generation.release()


def _count(db: sqlite3.Connection, until: date) -> Statistics:
    since = Statistics(until).since
    acts: dict[str, dict[date, int]] = {"read": {}, "starred": {}}
    for day, name, count in db.execute(_ACTS, (since.isoformat(), until.isoformat())):
        acts[name][date.fromisoformat(day)] = count
    papers = db.execute(
        "SELECT day, total FROM digest WHERE day BETWEEN ? AND ?",
        (since.toordinal(), until.toordinal()),
    )
    gaps = [gap for (gap,) in db.execute(_GAPS, (_LONGEST,))]
    return Statistics(
        until=until,
        papers={date.fromordinal(day): total for day, total in papers},
        read=acts["read"],
        starred=acts["starred"],
        organizations=_shares(db, _ORGANIZATIONS),
        keywords=_shares(db, _KEYWORDS),
        seconds=_median(gaps) if len(gaps) >= _FEWEST else None,
        verdicts=len(gaps),
    )


def _median(ordered: Sequence[float]) -> float:
    middle = len(ordered) // 2
    return (ordered[middle] + ordered[-middle - 1]) / 2


def _shares(db: sqlite3.Connection, names: str) -> tuple[Share, ...]:
    rows = db.execute(_SHARES.format(names=names), (_FEWEST, _MOST))
    return tuple(Share(name, judged, kept) for name, judged, kept in rows)


_ACTS: Final = """
    SELECT date(time, 'localtime') AS day, name, count(*) FROM state_register
    WHERE name IN ('read', 'starred') AND value IN ('true', '"auto"') AND day BETWEEN ? AND ?
    GROUP BY day, name
"""
# A paper may stand in several files: it counts once, whatever they say of it.
_ORGANIZATIONS: Final = "SELECT work, json_extract(body, '$.organization') AS name FROM record"
_KEYWORDS: Final = "SELECT work, value AS name FROM record, json_each(body, '$.keywords')"
_SHARES: Final = """
    WITH judged AS (
        SELECT id, starred OR later OR noted OR tags <> '' AS kept FROM paper
        WHERE read OR dismissed OR starred OR later
    ), named AS (
        SELECT DISTINCT judged.id, kept, lower(name) AS folded, name
        FROM judged JOIN ({names}) ON work = judged.id WHERE typeof(name) = 'text' AND name <> ''
    )
    SELECT min(name), count(DISTINCT id) AS papers, count(DISTINCT id) FILTER (WHERE kept) AS keeps
    FROM named GROUP BY folded HAVING papers >= ?
    ORDER BY keeps DESC, papers, folded LIMIT ?
"""
_GAPS: Final = """
    WITH acts AS (
        SELECT device, session, stamp,
            julianday(json_extract(CAST(line AS TEXT), '$.t')) * 86400 AS at,
            json_array_length(CAST(line AS TEXT), '$.p') AS papers
        FROM state_line WHERE step AND json_valid(CAST(line AS TEXT))
    ), gaps AS (
        SELECT papers, at - lag(at) OVER (PARTITION BY device, session ORDER BY stamp) AS gap
        FROM acts
    )
    SELECT gap FROM gaps WHERE papers = 1 AND gap > 0 AND gap <= ? ORDER BY gap
"""
