"""Rows and details by the papers' keys, which may have changed, or be of papers that are gone."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from daily_papers.index.facts import FACTS, facts_of, ids_of
from daily_papers.index.records import merge
from daily_papers.index.rules import highlights_of
from daily_papers.index.schema import day_of
from daily_papers.index.writer import load
from daily_papers.papers.rows import UNTOUCHED, Detail, Row
from daily_papers.state.queries import StateQueries

_COLUMNS: Final = f"key, id, title, gist, has_code, upvotes, muted, highlighted, {', '.join(FACTS)}"


def fetch_rows(db: sqlite3.Connection, keys: Sequence[int]) -> dict[int, Row]:
    """The rows with `keys`: of a paper that has moved to another key, under the key asked for; of
    one that has left the index, a row without a title.
    """
    found = {columns[0]: _row(columns) for columns in _select(db, keys)}
    if missing := [key for key in keys if key not in found]:
        moved = where_now(db, missing)
        now = {columns[0]: columns for columns in _select(db, list(moved.values()))}
        for key in missing:
            columns = now.get(moved.get(key, 0))
            found[key] = _row((key, *columns[1:])) if columns else gone_row(key)
    return found


def refetch_rows(
    db: sqlite3.Connection, keys: Sequence[int], shown: Mapping[int, Row]
) -> dict[int, Row]:
    """The rows with `keys`; a paper that has left the index stays as it was shown, but for what the
    user did with it since.
    """
    rows = fetch_rows(db, keys)
    left = [shown[key] for key, row in rows.items() if not row.id and key in shown]
    facts = StateQueries(db).facts_many([(row.id,) for row in left])
    return rows | {row.key: replace(row, facts=now) for row, now in zip(left, facts, strict=True)}


def gone_row(key: int) -> Row:
    """The row of a paper of which nothing is known."""
    return Row(key, "", "", "", UNTOUCHED)


def former_ids(db: sqlite3.Connection, keys: Sequence[int]) -> dict[int, str]:
    """The ids of the papers that had `keys` once."""
    rows = db.execute(
        "SELECT key, id FROM gone WHERE id <> '' AND key IN (SELECT value FROM json_each(?))",
        (json.dumps(list(keys)),),
    )
    return dict(rows.fetchall())


def where_now(db: sqlite3.Connection, keys: Sequence[int]) -> dict[int, int]:
    """The present keys of papers that had `keys` once; without those that are gone."""
    rows = db.execute(
        "SELECT gone.key, paper FROM gone JOIN alias ON alias.id = gone.id"
        " WHERE gone.key IN (SELECT value FROM json_each(?))",
        (json.dumps(list(keys)),),
    )
    return dict(rows.fetchall())


def find_key(db: sqlite3.Connection, id: str) -> int | None:
    """The key of the paper that `id` leads to."""
    row = db.execute("SELECT paper FROM alias WHERE id = ?", (id,)).fetchone()
    return row[0] if row else None


def fetch_detail(db: sqlite3.Connection, key: int, *, noted: bool = False) -> Detail | None:
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
    held = StateQueries(db).detail(ids_of(db, [now])[now]) if noted or facts.noted else None
    return Detail(
        key=key,
        id=work,
        paper=merged.paper,
        facts=facts,
        entries=merged.entries,
        note=held.note if held else "",
        note_versions=tuple(each.stamp for each in held.notes) if held else (),
        highlighted_by=tuple(highlights_of(db, now)),
    )


def _select(db: sqlite3.Connection, keys: Sequence[int]) -> list[tuple[Any, ...]]:
    return db.execute(
        f"SELECT {_COLUMNS} FROM paper WHERE key IN (SELECT value FROM json_each(?))",
        (json.dumps(list(keys)),),
    ).fetchall()


def _row(columns: tuple[Any, ...]) -> Row:
    key, id, title, gist, has_code, upvotes, muted, highlighted, *facts = columns
    return Row(
        key=key,
        id=id,
        title=title,
        gist=gist,
        facts=facts_of(*facts),
        has_code=bool(has_code),
        upvotes=upvotes,
        day=day_of(key),
        muted=bool(muted),
        highlighted=bool(highlighted),
    )
