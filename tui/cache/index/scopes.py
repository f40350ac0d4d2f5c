"""The scopes a list can show, each as a stream of keys in its order.

Every one of them is read off an index of its own, so the first rows come at once, however many
there are.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Final

_FIRST: Final = 256
_STEP: Final = 4096

VIEWS: Final = {
    "all": ("listed", "p.day DESC, p.rank, p.id"),
    "unread": ("unread", "p.day DESC, p.rank, p.id"),
    "starred": ("starred", "p.day DESC, p.rank, p.id"),
    "notes": ("noted", "p.day DESC, p.rank, p.id"),
    "later": ("later", "p.queue, p.id"),
}
"""Of each view the column of the table `paper p` that tells its members, and their order."""

_DIGEST: Final = (
    "SELECT paper FROM entry WHERE digest = (SELECT id FROM digest WHERE key = ?) ORDER BY rank, id"
)


def stream(db: sqlite3.Connection, scope: str) -> Iterator[list[int]]:
    """The keys of all papers in `scope`, a view's name or a digest's key, in order, in pieces."""
    if scope in VIEWS:
        flag, order = VIEWS[scope]
        return pieces(db.execute(f"SELECT key FROM paper p WHERE {flag} ORDER BY {order}"))
    return pieces(db.execute(_DIGEST, (scope,)))


def pieces(cursor: sqlite3.Cursor) -> Iterator[list[int]]:
    """The keys that `cursor` gives, a screenful first."""
    size = _FIRST
    try:
        while keys := cursor.fetchmany(size):
            yield [key for (key,) in keys]
            size = _STEP
    finally:
        cursor.close()
