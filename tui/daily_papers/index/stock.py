"""What of the index stands in the cache's files, and what only in the user's own copies."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stock:
    """What the cache's files hold together."""

    days: int
    collections: int
    papers: int


def stock_of(db: sqlite3.Connection) -> Stock:
    """What the files hold, as the index `db` knows it."""
    row = db.execute(
        "SELECT count(DISTINCT digest) FILTER (WHERE digest NOT LIKE 'collection:%'),"
        " count(DISTINCT digest) FILTER (WHERE digest LIKE 'collection:%'),"
        " count(DISTINCT work) FROM record WHERE state IS NULL"
    ).fetchone()
    return Stock(*row)


def living_on(db: sqlite3.Connection) -> dict[str, str]:
    """The titles, by id, of papers that no file holds, and only the state's own copies do."""
    rows = db.execute(
        "SELECT id, title FROM paper WHERE NOT EXISTS"
        " (SELECT 1 FROM record WHERE work = paper.id AND state IS NULL) ORDER BY key DESC"
    )
    return dict(rows.fetchall())
