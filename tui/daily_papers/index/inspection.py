"""What `doctor` and `cache` report of an index: its state, its problems, and where papers are."""

from __future__ import annotations

import json
import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from daily_papers.index.damage import checked
from daily_papers.index.storage import newest_generation, path_of


@dataclass(frozen=True, slots=True)
class CacheTotals:
    """What the cache's files hold together."""

    days: int
    collections: int
    papers: int


@dataclass(frozen=True, slots=True)
class Inspection:
    """The state of the newest index."""

    damage: str = ""
    """Why it cannot be used; empty where it can. Nothing else is known then."""
    papers: int = 0
    problems: tuple[tuple[str, str], ...] = ()
    """The files that could not be read, and why."""
    unmatched: tuple[tuple[str, str], ...] = ()
    """Ids of titles with user state that no paper has, or several have, and the titles."""


def inspect(folder: Path) -> Inspection | None:
    """Check the newest index in `folder` without changing it; `None` where there is none yet."""
    number = newest_generation(folder)
    if not number:
        return None
    try:
        uri = f"{path_of(folder, number).absolute().as_uri()}?mode=rw"
        with checked(), closing(sqlite3.connect(uri, uri=True)) as db:
            db.execute("PRAGMA query_only = ON")
            (answer,) = db.execute("PRAGMA quick_check(1)").fetchone()
            if answer != "ok":
                return Inspection(damage=answer)
            (papers,) = db.execute("SELECT count(*) FROM paper").fetchone()
            return Inspection("", papers, tuple(problems(db)), tuple(_unmatched(db)))
    except sqlite3.Error as error:
        return Inspection(damage=str(error))


def problems(db: sqlite3.Connection) -> list[tuple[str, str]]:
    """The files and folders that could not be read, and why, in words; sorted by name."""
    rows = db.execute(
        "SELECT name, problem FROM file WHERE problem <> ''"
        " UNION SELECT name, problem FROM unlisted"
    )
    return sorted((os.fsdecode(name), words) for name, words in rows)


def cache_totals(db: sqlite3.Connection) -> CacheTotals:
    """What the cache's files hold."""
    row = db.execute(
        "SELECT count(DISTINCT digest) FILTER (WHERE digest NOT LIKE 'collection:%'),"
        " count(DISTINCT digest) FILTER (WHERE digest LIKE 'collection:%'),"
        " count(DISTINCT work) FROM record WHERE state IS NULL"
    ).fetchone()
    return CacheTotals(*row)


def papers_without_files(db: sqlite3.Connection) -> dict[str, str]:
    """The titles, by id, of papers that no file holds, and only the state's own copies do."""
    rows = db.execute(
        "SELECT id, title FROM paper WHERE NOT EXISTS"
        " (SELECT 1 FROM record WHERE work = paper.id AND state IS NULL) ORDER BY key DESC"
    )
    return dict(rows.fetchall())


def _unmatched(db: sqlite3.Connection) -> list[tuple[str, str]]:
    rows = db.execute(
        "SELECT paper, copy FROM"
        " (SELECT DISTINCT paper FROM state_touch WHERE paper LIKE 'title%')"
        " LEFT JOIN state_copy USING (paper) WHERE paper NOT IN (SELECT id FROM alias)"
        " ORDER BY paper"
    )
    return [(paper, json.loads(copy).get("title", "") if copy else "") for paper, copy in rows]
