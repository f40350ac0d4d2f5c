"""How many papers the digests and the views hold."""

from __future__ import annotations

import sqlite3
from datetime import date
from functools import lru_cache

from tui.cache.index.schema import UNDATED
from tui.papers.model import Digest
from tui.papers.rows import Tally


def tallies(db: sqlite3.Connection) -> list[Tally]:
    """All digests with papers: days from the newest on, then collections by name."""
    rows = db.execute(
        "SELECT day, name, total, unread, sure, muted FROM digest ORDER BY day DESC, name"
    )
    return [
        _tally(day, name, total - muted, unread, not sure, muted)
        for day, name, total, unread, sure, muted in rows
    ]


def counts(db: sqlite3.Connection) -> dict[str, int]:
    """How many papers the views hold, by scope."""
    names = ("all", "unread", "starred", "later", "notes", "muted")
    row = db.execute("SELECT listed, unread, starred, later, noted, muted FROM counts")
    return dict(zip(names, row.fetchone(), strict=True))


@lru_cache(1 << 15)
def _tally(
    day: int, name: str | None, total: int, unread: int, inferred: bool, muted: int
) -> Tally:
    """One digest. It is kept, as most are the same when they are asked for again."""
    digest = Digest(None if day == UNDATED else date.fromordinal(day), name, inferred)
    return Tally(digest, total, unread, muted)
