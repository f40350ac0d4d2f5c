"""The tables of the merged state, part of the index's database; their names begin with `state_`.

They can be rebuilt from the journals at any time.
"""

from __future__ import annotations

import sqlite3
from typing import Final

SCHEMA_VERSION: Final = 3
"""The version of the tables and of the merge. Tables of another version are rebuilt."""

SCHEMA: Final = (
    # Every line of every journal, unchanged. `step`: it can be undone. `void`: it is undone.
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
    # Which lines write to a paper; the profile's own registers are those of the paper "".
    """CREATE TABLE IF NOT EXISTS state_touch(
        paper TEXT NOT NULL,
        line INTEGER NOT NULL,
        PRIMARY KEY(paper, line)
    ) WITHOUT ROWID""",
    # The newest undo or redo of an act; the act itself may not have been read yet.
    """CREATE TABLE IF NOT EXISTS state_void(
        target TEXT PRIMARY KEY,
        stamp TEXT NOT NULL,
        void INTEGER NOT NULL,
        device TEXT NOT NULL,
        session TEXT NOT NULL
    ) WITHOUT ROWID""",
    """CREATE INDEX IF NOT EXISTS state_void_device
        ON state_void(device, stamp) WHERE void""",
    # The newest write of each register that is not undone. Values are JSON.
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
    # Every version of every note; `bases`: the stamps of those that it replaces, a JSON array.
    """CREATE TABLE IF NOT EXISTS state_note(
        paper TEXT NOT NULL,
        line INTEGER NOT NULL,
        text TEXT NOT NULL,
        bases TEXT NOT NULL,
        time TEXT NOT NULL,
        PRIMARY KEY(paper, line)
    )""",
    "CREATE TABLE IF NOT EXISTS state_copy(paper TEXT PRIMARY KEY, copy TEXT NOT NULL)",
    # How far each journal is merged (`journal_reader.Position`), by its name as the system has it,
    # which may not be UTF-8.
    """CREATE TABLE IF NOT EXISTS state_file(
        name BLOB PRIMARY KEY,
        position INTEGER NOT NULL,
        tail TEXT NOT NULL,
        signature TEXT NOT NULL
    )""",
    # The largest counter in range, and the lines whose counters are out of range: they are merged
    # once they are in range (see `records.Counters`). `line` is empty for a skipped line.
    "CREATE TABLE IF NOT EXISTS state_counter(largest INTEGER NOT NULL)",
    """CREATE TABLE IF NOT EXISTS state_beyond(
        counter INTEGER NOT NULL,
        line BLOB NOT NULL,
        PRIMARY KEY(counter, line)
    ) WITHOUT ROWID""",
)


def create_tables(db: sqlite3.Connection) -> None:
    """Create the tables that do not exist yet."""
    for statement in SCHEMA:
        db.execute(statement)
