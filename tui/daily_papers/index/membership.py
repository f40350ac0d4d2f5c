"""Which of some papers, by their keys: still in a list, unread, muted; and a list's columns."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from typing import Final

from daily_papers.index.regex import Matches
from daily_papers.index.rows import where_now
from daily_papers.index.schema import in_view
from daily_papers.index.search import NO_MATCHES, stream, visibility
from daily_papers.index.sql import Conditions
from daily_papers.papers.model import Digest
from daily_papers.papers.scopes import PlainScope
from daily_papers.query.tree import Query

_CHUNK: Final = 500
"""Keys in one statement."""
_SAMPLE: Final = 2_000
"""Rows of a list that decide which columns it has."""
_COLUMNS: Final = {
    "code": "max(has_code)",
    "votes": "max(upvotes IS NOT NULL)",
}
"""For each column of a list, by name, whether any of some papers has a value in it."""


def still_in(
    db: sqlite3.Connection,
    scope: PlainScope,
    query: Query | None,
    keys: Collection[int],
    matches: Matches = NO_MATCHES,
) -> set[int]:
    """Those of `keys` whose papers are still in `scope`, as `query` filters it."""
    parts, values = [], []
    if query:
        asked = Conditions(db, matches.conditions).condition(query.tree)
        parts = [f"({asked.sql})", *(each.sql for each in visibility(scope, query.tree))]
        values = list(asked.values)
    else:
        parts.append("NOT p.muted" if isinstance(scope, Digest) else in_view(scope))
    if isinstance(scope, Digest):
        parts.append(
            "EXISTS (SELECT 1 FROM entry e JOIN digest d ON d.id = e.digest"
            " WHERE e.paper = p.key AND d.key = ?)"
        )
        values.append(scope.key)
    return _among(db, " AND ".join(parts), values, keys)


def unread(db: sqlite3.Connection, keys: Iterable[int]) -> set[int]:
    """Those of `keys` whose papers are unread."""
    return _among(db, "p.unread", [], keys)


def muted(db: sqlite3.Connection, keys: Iterable[int]) -> set[int]:
    """Those of `keys` whose papers a mute rule hides."""
    return _among(db, "p.muted", [], keys)


def columns(db: sqlite3.Connection, scope: PlainScope) -> frozenset[str]:
    """The names of the columns in which papers of `scope` have values; the first papers decide."""
    found: set[str] = set()
    keys = islice((key for piece in stream(db, scope) for key in piece), _SAMPLE)
    for chunk in _chunks(keys):
        marks = ", ".join("?" * len(chunk))
        row = db.execute(
            f"SELECT {', '.join(_COLUMNS.values())} FROM paper WHERE key IN ({marks})", chunk
        ).fetchone()
        found.update(name for name, has_any in zip(_COLUMNS, row, strict=True) if has_any)
        if len(found) == len(_COLUMNS):
            break
    return frozenset(found)


def _among(
    db: sqlite3.Connection, condition: str, values: list[object], keys: Iterable[int]
) -> set[int]:
    """Those of `keys` whose papers, whatever their keys are now, meet `condition`."""
    found: set[int] = set()
    for chunk in _chunks(iter(keys)):
        moved = where_now(db, chunk)
        asked = {moved.get(key, key): key for key in chunk}
        marks = ", ".join("?" * len(asked))
        rows = db.execute(
            f"SELECT p.key FROM paper p WHERE p.key IN ({marks}) AND {condition}",
            (*asked, *values),
        )
        found.update(asked[key] for (key,) in rows)
    return found


def _chunks(keys: Iterator[int]) -> Iterator[list[int]]:
    while chunk := list(islice(keys, _CHUNK)):
        yield chunk
