"""The tables of the index, and how a connection to it is set up."""

from __future__ import annotations

import os
import sqlite3
from datetime import date
from pathlib import Path
from typing import Final

from daily_papers.state.schema import SCHEMA_VERSION, create_tables

VERSION: Final = 6 << 16 | SCHEMA_VERSION
"""Version of all that is derived here: tables, folding, merging, cleaning. Others are rebuilt."""

ORDER_BITS: Final = 24
"""A paper's key is `day << ORDER_BITS | order first seen`: newest first needs no sorting."""

_SLOT_BITS: Final = 2
"""Bits of the order in which neighbouring generations differ: a list of one that is gone never
takes a paper of the next for one of its own.
"""

UNDATED: Final = 0
"""The day of papers that stand in no day's digest."""

TABLES: Final = """
CREATE TABLE file (
    id INTEGER PRIMARY KEY,
    name BLOB NOT NULL UNIQUE,          -- the path below the cache folder, as the system spells it
    size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL, ctime_ns INTEGER NOT NULL,
    inode INTEGER NOT NULL,
    print TEXT NOT NULL,                -- SHA-256 and day of the mtime; '' while it is being read
    format TEXT NOT NULL,
    problem TEXT NOT NULL               -- why it cannot be read; '' where it can
);

-- What in the folder, or the folder itself, could not be looked at.
CREATE TABLE trouble (name BLOB NOT NULL, words TEXT NOT NULL);

CREATE TABLE record (
    id INTEGER PRIMARY KEY,             -- file << 32 | place in the file
    work TEXT NOT NULL,                 -- the id of the paper it was found to speak of
    arxiv TEXT, doi TEXT,
    title_id TEXT NOT NULL,
    digest TEXT NOT NULL,               -- the digest's key
    state TEXT,                         -- of the user's own copy: the id it is kept under
    body TEXT NOT NULL                  -- all that is told of it, as JSON
);
CREATE INDEX record_work ON record(work);
CREATE INDEX record_title ON record(title_id);
CREATE UNIQUE INDEX record_state ON record(state) WHERE state IS NOT NULL;
CREATE INDEX record_doi ON record(doi) WHERE doi IS NOT NULL;

CREATE TABLE paper (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    day INTEGER NOT NULL,               -- newest digest's, as an ordinal; 0 where it has none
    rank INTEGER NOT NULL,              -- in that digest
    title TEXT NOT NULL, gist TEXT NOT NULL,
    published TEXT,
    upvotes INTEGER, comments INTEGER, stars INTEGER,
    has_code INTEGER NOT NULL, has_summary INTEGER NOT NULL,
    source TEXT NOT NULL,               -- hash of the raw text; while it is the same, so are title,
                                        -- gist and the indexed text
    read INTEGER NOT NULL, auto INTEGER NOT NULL, starred INTEGER NOT NULL,
    later INTEGER NOT NULL, dismissed INTEGER NOT NULL, noted INTEGER NOT NULL,
    tags TEXT NOT NULL,                 -- a JSON list, '' for none
    queue TEXT NOT NULL,                -- place among those kept for later
    unread INTEGER NOT NULL,            -- neither opened nor judged
    muted INTEGER NOT NULL DEFAULT 0,   -- a mute rule hides it everywhere (`rules`)
    highlighted INTEGER NOT NULL DEFAULT 0, -- a highlight rule matches it
    listed INTEGER NOT NULL             -- stands in All
        GENERATED ALWAYS AS (NOT (dismissed OR muted)) STORED
);
CREATE INDEX paper_listed ON paper(day DESC, rank, id) WHERE listed;
CREATE INDEX paper_unread ON paper(day DESC, rank, id) WHERE unread;
CREATE INDEX paper_starred ON paper(day DESC, rank, id) WHERE starred;
CREATE INDEX paper_noted ON paper(day DESC, rank, id) WHERE noted;
CREATE INDEX paper_dismissed ON paper(day DESC, rank, id) WHERE dismissed;
CREATE INDEX paper_muted ON paper(day DESC, rank, id) WHERE muted;
CREATE INDEX paper_highlighted ON paper(key) WHERE highlighted;
CREATE INDEX paper_tagged ON paper(key) WHERE tags <> '';
CREATE INDEX paper_later ON paper(queue, id) WHERE later;

-- Keys that a list may still hold although the paper has moved to another.
CREATE TABLE gone (key INTEGER PRIMARY KEY, id TEXT NOT NULL);

-- Every id that leads to one paper, and to no other.
CREATE TABLE alias (id TEXT PRIMARY KEY, paper INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX alias_paper ON alias(paper);

CREATE TABLE digest (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    day INTEGER NOT NULL,               -- 0 for a collection
    name TEXT,                          -- a collection's
    total INTEGER NOT NULL DEFAULT 0,
    unread INTEGER NOT NULL DEFAULT 0,
    muted INTEGER NOT NULL DEFAULT 0,   -- of the total, those that are not shown
    sure INTEGER NOT NULL DEFAULT 0     -- entries whose day was not guessed
);
CREATE INDEX digest_day ON digest(day);

CREATE TABLE entry (
    digest INTEGER NOT NULL, rank INTEGER NOT NULL, id TEXT NOT NULL,
    paper INTEGER NOT NULL,
    sure INTEGER NOT NULL,
    PRIMARY KEY (digest, rank, id)
) WITHOUT ROWID;
CREATE INDEX entry_paper ON entry(paper);

-- One row: how many papers each view holds.
CREATE TABLE counts (
    listed INTEGER, unread INTEGER, starred INTEGER, later INTEGER, noted INTEGER, muted INTEGER);
INSERT INTO counts VALUES (0, 0, 0, 0, 0, 0);

-- Every word of the searchable text, by length, for typing errors to be corrected by. Words that
-- have left the papers may still stand here.
CREATE TABLE word (
    place TEXT NOT NULL,                -- `texts` or `names`
    size INTEGER NOT NULL, text TEXT NOT NULL,
    PRIMARY KEY (place, size, text)
) WITHOUT ROWID;

-- What regular expressions are matched against, beside the title: the abstract as it is read.
CREATE TABLE prose (key INTEGER PRIMARY KEY, abstract TEXT NOT NULL);

-- Authors, organisations, keywords and submitters, and how many papers bear each.
CREATE TABLE name (
    field TEXT NOT NULL, folded TEXT NOT NULL,
    papers INTEGER NOT NULL,
    text TEXT NOT NULL,                 -- one of the ways in which it is written
    PRIMARY KEY (field, folded)
) WITHOUT ROWID;
CREATE INDEX name_papers ON name(field, papers DESC, folded);

-- The regular expressions of mute and highlight rules, and the papers that they match.
CREATE TABLE expression (
    id INTEGER PRIMARY KEY,
    field TEXT NOT NULL, pattern TEXT NOT NULL,
    state TEXT NOT NULL,                -- what is known of it (`rule_matches`)
    UNIQUE (pattern, field)
);
CREATE TABLE expression_match (
    expression INTEGER NOT NULL, paper INTEGER NOT NULL,
    PRIMARY KEY (expression, paper)
) WITHOUT ROWID;
-- Papers that were written since the expressions were matched, the last one last.
CREATE TABLE unmatched (id INTEGER PRIMARY KEY, paper INTEGER NOT NULL UNIQUE);

-- The text is folded by us (`query.fold`), so the tokenizer has only to split at spaces.
-- `titles` answers titles alone, `texts` bare words wherever they stand, `names` the other fields.
CREATE VIRTUAL TABLE titles USING fts5(
    title, prefix='1 2 3 4 5 6', tokenize='ascii');
CREATE VIRTUAL TABLE texts USING fts5(
    title, abstract, prefix='1 2 3 4 5', tokenize='ascii');
CREATE VIRTUAL TABLE names USING fts5(
    author, org, keyword, submitter, id, url, prefix='2 4', tokenize='ascii');
"""

_COUNTED: Final = ("unread", "starred", "later", "noted")


def _added_up(sign: str, row: str) -> str:
    """What a row of `paper` adds to the counts, or takes away."""
    shown = (f"{name} = {name} {sign} ({row}.{name} AND NOT {row}.muted)" for name in _COUNTED)
    every = (f"{name} = {name} {sign} {row}.{name}" for name in ("listed", "muted"))
    return f"UPDATE counts SET {', '.join((*shown, *every))};"


TRIGGERS: Final = f"""
CREATE TRIGGER paper_new AFTER INSERT ON paper WHEN EXISTS (SELECT 1 FROM expression) BEGIN
    INSERT OR REPLACE INTO unmatched(paper) VALUES (NEW.key);
END;
CREATE TRIGGER paper_rewritten AFTER UPDATE OF source ON paper
WHEN NEW.source <> OLD.source AND EXISTS (SELECT 1 FROM expression) BEGIN
    INSERT OR REPLACE INTO unmatched(paper) VALUES (NEW.key);
END;
CREATE TRIGGER paper_added AFTER INSERT ON paper BEGIN
    {_added_up("+", "NEW")}
END;
CREATE TRIGGER paper_removed AFTER DELETE ON paper BEGIN
    {_added_up("-", "OLD")}
END;
CREATE TRIGGER paper_judged
AFTER UPDATE OF dismissed, unread, starred, later, noted, muted ON paper BEGIN
    {_added_up("-", "OLD")}
    {_added_up("+", "NEW")}
END;
CREATE TRIGGER paper_opened AFTER UPDATE OF unread, muted ON paper
WHEN NEW.unread <> OLD.unread OR NEW.muted <> OLD.muted BEGIN
    UPDATE digest SET muted = muted + NEW.muted - OLD.muted,
        unread = unread + (NEW.unread AND NOT NEW.muted) - (OLD.unread AND NOT OLD.muted)
        WHERE id IN (SELECT digest FROM entry WHERE paper = NEW.key);
END;
CREATE TRIGGER entry_added AFTER INSERT ON entry BEGIN
    UPDATE digest SET total = total + 1, sure = sure + NEW.sure,
        unread = unread + (SELECT unread AND NOT muted FROM paper WHERE key = NEW.paper),
        muted = muted + (SELECT muted FROM paper WHERE key = NEW.paper)
        WHERE id = NEW.digest;
END;
-- Entries go before their paper does.
CREATE TRIGGER entry_removed AFTER DELETE ON entry BEGIN
    UPDATE digest SET total = total - 1, sure = sure - OLD.sure,
        unread = unread - (SELECT unread AND NOT muted FROM paper WHERE key = OLD.paper),
        muted = muted - (SELECT muted FROM paper WHERE key = OLD.paper)
        WHERE id = OLD.digest;
    DELETE FROM digest WHERE id = OLD.digest AND total = 0;
END;
"""


class OtherVersion(Exception):
    """The file is no index of this version."""


def connect(
    path: Path, *, shared: bool = False, create: bool = True, number: int = 1, timeout: float = 5.0
) -> sqlite3.Connection:
    """A connection in autocommit mode.

    Args:
        path: The file.
        shared: Whether several threads will use it, one at a time.
        create: Whether it is created where it is missing.
        number: Which generation is made, from 1.
        timeout: Seconds to wait for another process's write.

    Raises:
        OtherVersion: The file holds something else, or an index of another version.
        sqlite3.DatabaseError: It is damaged, missing, or cannot be opened.
    """
    if not (create or path.exists()):
        raise sqlite3.DatabaseError("the index is gone")
    db = sqlite3.connect(
        path if create else f"{path.absolute().as_uri()}?mode=rw",
        uri=not create,
        timeout=timeout,
        isolation_level=None,
        check_same_thread=not shared,
    )
    try:
        _prepare(db, number if create else 0)
    except BaseException:
        db.close()
        raise
    return db


def index_id(db: sqlite3.Connection) -> int:
    """A random number of the index, by which another in its place is recognised."""
    found: int = db.execute("PRAGMA application_id").fetchone()[0]
    return found


def _prepare(db: sqlite3.Connection, number: int) -> None:
    """Set a connection up, and make the tables of generation `number`; 0 makes none."""
    db.execute("PRAGMA journal_mode = WAL")
    # Under WAL this waits for the disk at checkpoints only: a power cut may take the newest
    # commits, which are made again, but does not damage the file unnoticed, as OFF could.
    db.execute("PRAGMA synchronous = NORMAL")
    db.execute("PRAGMA temp_store = MEMORY")
    if _version(db) == VERSION:
        return
    if not number:
        raise sqlite3.DatabaseError("the index is gone")
    db.execute("BEGIN IMMEDIATE")
    try:
        if _version(db) != VERSION:  # another process may have been quicker
            if db.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone():
                raise OtherVersion(f"not an index of version {VERSION}")
            for statement in _statements(TABLES + TRIGGERS):
                db.execute(statement)
            create_tables(db)
            slot = (number - 1) % (1 << _SLOT_BITS)
            unlike_any = int.from_bytes(os.urandom(4)) >> 1 + _SLOT_BITS << _SLOT_BITS
            db.execute(f"PRAGMA application_id = {unlike_any | slot}")
            db.execute(f"PRAGMA user_version = {VERSION}")
        db.execute("COMMIT")
    except BaseException:
        db.rollback()  # where the disk is full, SQLite has done so already
        raise


def _version(db: sqlite3.Connection) -> int:
    found: int = db.execute("PRAGMA user_version").fetchone()[0]
    return found


def _statements(script: str) -> list[str]:
    """The statements of `script`, to be run in a transaction, which `executescript` commits."""
    found, pending = [], ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            found.append(pending.strip())
            pending = ""
    return found


def first_key(day: int) -> int:
    """The smallest key of papers of `day`, an ordinal."""
    return day << ORDER_BITS


def new_keys(db: sqlite3.Connection, day: int) -> tuple[int, int]:
    """The bounds of the keys that this index gives to papers of `day`: from, and up to."""
    size = 1 << ORDER_BITS - _SLOT_BITS
    first = first_key(day) + index_id(db) % (1 << _SLOT_BITS) * size
    return first, first + size


def day_of(key: int) -> date | None:
    """The newest day on which the paper with `key` stands; `None` where it stands on none."""
    day = key >> ORDER_BITS
    return date.fromordinal(day) if UNDATED < day <= date.max.toordinal() else None


def ordinal(day: date | None) -> int:
    """`day` as the index counts it: 1 is 1 January of the year 1, `UNDATED` no day."""
    return day.toordinal() if day else UNDATED
