"""The tables of the merged state. They live in the index's database and can be made again from the
journals at any time; all their names begin with `state_`.
"""

from __future__ import annotations

import sqlite3
from typing import Final

SCHEMA_VERSION: Final = 2
"""Where it differs from the one that the tables were made with, they are made again."""

SCHEMA: Final = (
    # Every line of every journal, as it stands there. `step`: undo stops at it.
    """CREATE TABLE IF NOT EXISTS state_line(
        n INTEGER PRIMARY KEY,
        stamp TEXT NOT NULL UNIQUE,
        device TEXT NOT NULL,
        session TEXT NOT NULL,
        step INTEGER NOT NULL,
        void INTEGER NOT NULL,
        line BLOB NOT NULL
    )""",
    """CREATE INDEX IF NOT EXISTS state_line_session
        ON state_line(device, session, stamp) WHERE step""",
    """CREATE INDEX IF NOT EXISTS state_line_device
        ON state_line(device, stamp) WHERE step""",
    # Which lines write to a paper; the profile's own registers belong to the paper "".
    """CREATE TABLE IF NOT EXISTS state_touch(
        paper TEXT NOT NULL,
        line INTEGER NOT NULL,
        PRIMARY KEY(paper, line)
    ) WITHOUT ROWID""",
    # Whether an act is taken back, by the newest word on it; the act may be yet to come.
    """CREATE TABLE IF NOT EXISTS state_void(
        target TEXT PRIMARY KEY,
        stamp TEXT NOT NULL,
        void INTEGER NOT NULL,
        device TEXT NOT NULL,
        session TEXT NOT NULL
    ) WITHOUT ROWID""",
    """CREATE INDEX IF NOT EXISTS state_void_device
        ON state_void(device, stamp) WHERE void""",
    # The newest write of each register that is not taken back. Values are JSON.
    """CREATE TABLE IF NOT EXISTS state_register(
        paper TEXT NOT NULL,
        name TEXT NOT NULL,
        value TEXT NOT NULL,
        stamp TEXT NOT NULL,
        time TEXT NOT NULL,
        PRIMARY KEY(paper, name)
    ) WITHOUT ROWID""",
    """CREATE INDEX IF NOT EXISTS state_register_name
        ON state_register(name, value) WHERE value <> 'false' AND name <> 'read'""",
    # Every version of every note; `bases` are the stamps it was based on, a JSON array.
    """CREATE TABLE IF NOT EXISTS state_note(
        paper TEXT NOT NULL,
        line INTEGER NOT NULL,
        text TEXT NOT NULL,
        bases TEXT NOT NULL,
        time TEXT NOT NULL,
        PRIMARY KEY(paper, line)
    )""",
    "CREATE TABLE IF NOT EXISTS state_copy(paper TEXT PRIMARY KEY, copy TEXT NOT NULL)",
    # How far each journal was read.
    """CREATE TABLE IF NOT EXISTS state_file(
        name TEXT PRIMARY KEY,
        start INTEGER NOT NULL,
        tail TEXT NOT NULL,
        seen TEXT NOT NULL
    )""",
    # The largest counter in range. Records whose counters are out of range are merged once they
    # are in range; `line` is empty where a record cannot be merged (of a newer version).
    "CREATE TABLE IF NOT EXISTS state_counter(largest INTEGER NOT NULL)",
    """CREATE TABLE IF NOT EXISTS state_beyond(
        counter INTEGER NOT NULL,
        line BLOB NOT NULL,
        PRIMARY KEY(counter, line)
    ) WITHOUT ROWID""",
)


def create_tables(db: sqlite3.Connection) -> None:
    """Make the tables where they are not there yet."""
    for statement in SCHEMA:
        db.execute(statement)
