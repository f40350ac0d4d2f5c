"""Which files the indexer could not read."""

from __future__ import annotations

import os
import sqlite3


def problems(db: sqlite3.Connection) -> list[tuple[str, str]]:
    """The files and folders that could not be read, and why, in words; sorted by name."""
    rows = db.execute(
        "SELECT name, problem FROM file WHERE problem <> '' UNION SELECT name, words FROM trouble"
    )
    return sorted((os.fsdecode(name), words) for name, words in rows)
