"""The scopes a list can show, each as a stream of keys in its order.

Every view is read off an index of its own, and a digest off its entries, so the first rows come at
once, however many there are.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Final, TypeAlias

from daily_papers.papers.model import Digest
from daily_papers.papers.scopes import ALL, LATER, MUTED, NOTES, STARRED, UNREAD, ViewScope

PlainScope: TypeAlias = ViewScope | Digest
"""A scope that needs no query: a saved view is ALL with one."""

_FIRST: Final = 256
_STEP: Final = 4096

_NEWEST_FIRST: Final = "p.day DESC, p.rank, p.id"

VIEWS: Final = {
    ALL: ("listed", _NEWEST_FIRST),
    UNREAD: ("unread", _NEWEST_FIRST),
    STARRED: ("starred", _NEWEST_FIRST),
    NOTES: ("noted", _NEWEST_FIRST),
    LATER: ("later", "p.queue, p.id"),
    MUTED: ("muted", _NEWEST_FIRST),
}
"""Of each view the column of the table `paper p` that tells its members, and their order."""

_DIGEST: Final = (
    "SELECT paper FROM entry WHERE digest = (SELECT id FROM digest WHERE key = ?)"
    " AND paper NOT IN (SELECT key FROM paper WHERE muted) ORDER BY rank, id"
)


def members(view: ViewScope) -> str:
    """What a paper `p` must be like to stand in a view."""
    flag, _ = VIEWS[view]
    return f"p.{flag}" if flag in ("listed", "muted") else f"p.{flag} AND NOT p.muted"


def stream(db: sqlite3.Connection, scope: PlainScope) -> Iterator[list[int]]:
    """The keys of all papers in `scope`, in order, in pieces."""
    if isinstance(scope, ViewScope):
        order = VIEWS[scope][1]
        return pieces(
            db.execute(f"SELECT key FROM paper p WHERE {members(scope)} ORDER BY {order}")
        )
    return pieces(db.execute(_DIGEST, (scope.key,)))


def count(db: sqlite3.Connection, scope: PlainScope) -> int:
    """How many papers `scope` holds."""
    if isinstance(scope, ViewScope):
        rows = db.execute(f"SELECT count(*) FROM paper p WHERE {members(scope)}")
    else:
        rows = db.execute(f"SELECT count(*) FROM ({_DIGEST})", (scope.key,))
    (found,) = rows.fetchone()
    return int(found)


def pieces(cursor: sqlite3.Cursor) -> Iterator[list[int]]:
    """The keys that `cursor` gives, a screenful first."""
    size = _FIRST
    try:
        while keys := cursor.fetchmany(size):
            yield [key for (key,) in keys]
            size = _STEP
    finally:
        cursor.close()
