"""Statistics of what the user does: by day, by organisation and keyword, and time per paper."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Final

from daily_papers.index.damage import checked, is_damage
from daily_papers.index.storage import open_newest, start_generation
from daily_papers.papers.statistics import Share, Statistics
from daily_papers.papers.verdicts import BY_REGISTER, KEEPING

_FEWEST: Final = 3
"""Judged papers from which on an organisation or keyword is listed."""
_MOST: Final = 12
"""Organisations and keywords that are listed."""
_LONGEST: Final = 300
"""Seconds between two acts; longer ones were pauses."""


def statistics(index: Path, until: date) -> Statistics:
    """Count everything, on a connection of its own, however long it takes. For workers.

    Args:
        index: The folder of the index.
        until: The last day of the year. Days of acts are local ones.
    """
    db, generation = open_newest(index)
    try:
        with checked():
            return _count(db, until)
    except sqlite3.DatabaseError as error:
        if not is_damage(error):
            raise
        start_generation(index, after=generation.number)  # other users of the index move to it
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
    rows = db.execute(_SHARES.format(names=names, kept=_KEPT, judged=_JUDGED), (_FEWEST, _MOST))
    return tuple(Share(name, judged, kept) for name, judged, kept in rows)


_ACTS: Final = """
    SELECT date(time, 'localtime') AS day, name, count(*) FROM state_register
    WHERE name IN ('read', 'starred') AND value IN ('true', '"auto"') AND day BETWEEN ? AND ?
    GROUP BY day, name
"""
# A paper may be in several files: it counts once.
_ORGANIZATIONS: Final = "SELECT work, json_extract(body, '$.organization') AS name FROM record"
_KEYWORDS: Final = "SELECT work, value AS name FROM record, json_each(body, '$.keywords')"
_KEPT: Final = " OR ".join(KEEPING)
_JUDGED: Final = " OR ".join(BY_REGISTER)
_SHARES: Final = """
    WITH judged AS (
        SELECT id, {kept} OR noted OR tags <> '' AS kept FROM paper
        WHERE read OR {judged}
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
