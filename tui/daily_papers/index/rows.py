"""Rows by their keys, which may be of papers that have moved since, or that the index lost."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from daily_papers.index.facts import FACTS, facts_of
from daily_papers.papers.rows import UNTOUCHED, Row
from daily_papers.state.queries import StateQueries

_COLUMNS: Final = f"key, id, title, gist, has_code, upvotes, muted, lit, {', '.join(FACTS)}"


def fetch_rows(db: sqlite3.Connection, keys: Sequence[int]) -> dict[int, Row]:
    """The rows with `keys`: of a paper that has moved to another key, under the key asked for; of
    one that has left the cache, a row without a title.
    """
    found = {columns[0]: _row(columns) for columns in _select(db, keys)}
    if missing := [key for key in keys if key not in found]:
        moved = where_now(db, missing)
        now = {columns[0]: columns for columns in _select(db, list(moved.values()))}
        for key in missing:
            columns = now.get(moved.get(key, 0))
            found[key] = _row((key, *columns[1:])) if columns else gone_row(key)
    return found


def fresh_rows(
    db: sqlite3.Connection, keys: Sequence[int], shown: Mapping[int, Row]
) -> dict[int, Row]:
    """The rows with `keys`; a paper that has left the index stays as it was shown, but for what the
    user did with it since.
    """
    rows = fetch_rows(db, keys)
    left = [shown[key] for key, row in rows.items() if not row.id and key in shown]
    facts = StateQueries(db).facts_many([(row.id,) for row in left])
    return rows | {row.key: replace(row, facts=now) for row, now in zip(left, facts, strict=True)}


def ids_left(db: sqlite3.Connection, keys: Sequence[int]) -> dict[int, str]:
    """The ids of the papers that had `keys` once."""
    rows = db.execute(
        "SELECT key, id FROM gone WHERE id <> '' AND key IN (SELECT value FROM json_each(?))",
        (json.dumps(list(keys)),),
    )
    return dict(rows.fetchall())


def gone_row(key: int) -> Row:
    """The row of a paper of which nothing is known."""
    return Row(key, "", "", "", UNTOUCHED)


def where_now(db: sqlite3.Connection, keys: Sequence[int]) -> dict[int, int]:
    """The keys that papers have now which had `keys` once; without those that are gone."""
    rows = db.execute(
        "SELECT gone.key, paper FROM gone JOIN alias ON alias.id = gone.id"
        " WHERE gone.key IN (SELECT value FROM json_each(?))",
        (json.dumps(list(keys)),),
    )
    return dict(rows.fetchall())


def _select(db: sqlite3.Connection, keys: Sequence[int]) -> list[tuple[Any, ...]]:
    return db.execute(
        f"SELECT {_COLUMNS} FROM paper WHERE key IN (SELECT value FROM json_each(?))",
        (json.dumps(list(keys)),),
    ).fetchall()


def _row(columns: tuple[Any, ...]) -> Row:
    key, id, title, gist, has_code, upvotes, muted, lit, *facts = columns
    return Row(
        key=key,
        id=id,
        title=title,
        gist=gist,
        facts=facts_of(*facts),
        has_code=bool(has_code),
        upvotes=upvotes,
        muted=bool(muted),
        lit=bool(lit),
    )
