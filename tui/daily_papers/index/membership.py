"""What is asked about papers that a list shows already: whether they still belong, and the like."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from typing import Final

from daily_papers.index.regex import Matches
from daily_papers.index.rows import where_now
from daily_papers.index.scopes import PlainScope, members, stream
from daily_papers.index.search import NO_MATCHES, shown_in
from daily_papers.index.sql import Conditions
from daily_papers.papers.model import Digest
from daily_papers.papers.scopes import ViewScope
from daily_papers.query.tree import Query

_CHUNK = 500
"""Keys in one statement."""
_LOOKED_AT = 2_000
"""Rows of a list that are looked at for what its columns have to show."""


def staying(
    db: sqlite3.Connection,
    scope: PlainScope,
    query: Query | None,
    keys: Collection[int],
    matches: Matches = NO_MATCHES,
) -> set[int]:
    """Those of `keys` whose papers still belong to `scope`, as `query` filters it."""
    parts, values = [], []
    if query:
        wanted = Conditions(db, matches.conditions).condition(query.tree)
        parts = [f"({wanted.sql})", *(each.sql for each in shown_in(scope, query.tree))]
        values = list(wanted.values)
    elif isinstance(scope, ViewScope):
        parts.append(members(scope))
    else:
        parts.append("NOT p.muted")
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


_COLUMNS: Final = {"code": "max(has_code)", "votes": "max(upvotes IS NOT NULL)"}
"""Of each column of a list, by name, what says whether any paper has a value in it."""


def columns(db: sqlite3.Connection, scope: PlainScope) -> frozenset[str]:
    """The names of the columns in which papers of `scope` have values; the first papers decide."""
    found: set[str] = set()
    keys = islice((key for piece in stream(db, scope) for key in piece), _LOOKED_AT)
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
    """Those of `keys` whose papers, wherever they have moved to, meet `condition`."""
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
