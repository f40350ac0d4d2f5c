"""The scopes a list can show, each as a stream of keys in its order.

Every one of them is read off an index of its own, so the first rows come at once, however many
there are.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Final

from tui.cache.index.listing import PAGE

_STEP: Final = 4096

_VIEWS: Final = {
    "all": "SELECT key FROM paper WHERE listed ORDER BY day DESC, rank, id",
    "unread": "SELECT key FROM paper WHERE unread ORDER BY day DESC, rank, id",
    "starred": "SELECT key FROM paper WHERE starred ORDER BY day DESC, rank, id",
    "notes": "SELECT key FROM paper WHERE noted ORDER BY day DESC, rank, id",
    "later": "SELECT key FROM paper WHERE later ORDER BY queue, id",
}
_DIGEST: Final = (
    "SELECT paper FROM entry WHERE digest = (SELECT id FROM digest WHERE key = ?) ORDER BY rank, id"
)


def stream(db: sqlite3.Connection, scope: str) -> Iterator[list[int]]:
    """The keys of all papers in `scope`, a view's name or a digest's key, in order, in pieces."""
    view = _VIEWS.get(scope)
    cursor = db.execute(view) if view else db.execute(_DIGEST, (scope,))
    size = PAGE
    try:
        while keys := cursor.fetchmany(size):
            yield [key for (key,) in keys]
            size = _STEP
    finally:
        cursor.close()
