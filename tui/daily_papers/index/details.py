"""One paper with all that the index and the state know of it."""

from __future__ import annotations

import sqlite3

from daily_papers.index.facts import FACTS, facts_of, ids_of
from daily_papers.index.merge import merge
from daily_papers.index.rows import where_now
from daily_papers.index.rules import reasons
from daily_papers.index.writer import load
from daily_papers.papers.rows import Detail
from daily_papers.state.queries import StateQueries


def detail(db: sqlite3.Connection, key: int, *, noted: bool = False) -> Detail | None:
    """All that is known of the paper that has `key`, or had it once; `None` where it is gone.

    Args:
        db: The index.
        key: The paper's key.
        noted: Whether it has a note, or is about to have one, though the index knows of none.
    """
    now = where_now(db, [key]).get(key, key)
    row = db.execute(f"SELECT id, {', '.join(FACTS)} FROM paper WHERE key = ?", (now,)).fetchone()
    if row is None:
        return None
    work, *columns = row
    merged = merge(load(db, work))
    facts = facts_of(*columns)
    ids = ids_of(db, [now])[now]
    held = StateQueries(db).detail(ids) if noted or facts.noted else None
    note = held.note if held else ""
    versions = tuple(each.stamp for each in held.notes) if held else ()
    lit = tuple(reasons(db, now))
    return Detail(key, work, merged.paper, facts, merged.entries, note, versions, lit)
