"""The tables of the index, and how a connection to it is set up."""

from __future__ import annotations

import os
import sqlite3
import zlib
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Final

from daily_papers.papers.fields import (
    SEARCHED_BY_DEFAULT,
    TEXT_FIELDS,
    DateField,
    Match,
    NumberField,
    TextField,
)
from daily_papers.papers.scopes import ALL, MUTED, NOTES, UNREAD, ViewScope
from daily_papers.papers.verdicts import BY_REGISTER, HIDING, VERDICTS
from daily_papers.state.schema import SCHEMA_VERSION, create_tables

_REVISION: Final = 8
"""To be raised where folding, merging or cleaning changes, which the tables do not show."""

ORDER_BITS: Final = 24
"""A paper's key is `day << ORDER_BITS | order first seen`: newest first needs no sorting."""

_SLOT_BITS: Final = 2
"""Bits of the order in which neighbouring generations differ: a list of one that is gone never
takes a paper of the next for one of its own.
"""

UNDATED: Final = 0
"""The day of papers that are in no day's digest."""

DAY_FIELDS: Final = tuple(field for field in DateField if field is not DateField.DATE)
"""The date fields with a column of their own, as ordinals; the day of a digest is in `day`."""

NAME_FIELDS: Final = tuple(
    field for field, row in TEXT_FIELDS.items() if row.match in (Match.NAMES, Match.EXACT)
)
"""The columns of the full-text table `names`."""

PREFIXES: Final = {"titles": range(1, 7), "texts": range(1, 6), "names": (2, 4)}
"""The lengths of the prefixes whose hits each full-text table keeps."""

VIEW_COLUMNS: Final[Mapping[ViewScope, str]] = {
    ALL: "listed",
    UNREAD: "unread",
    **{ViewScope(each.register): each.register for each in VERDICTS if each.view},
    NOTES: "noted",
    MUTED: "muted",
}
"""The column of the table `paper` that is true for the papers of a view."""

NEWEST_FIRST: Final = ("day DESC", "rank", "id")
_QUEUE_ORDER: Final = ("queue", "id")

ORDERS: Final[Mapping[str, Sequence[str]]] = {
    **dict.fromkeys(("listed", "unread", "noted", "muted"), NEWEST_FIRST),
    **{
        each.register: _QUEUE_ORDER if each.view and each.view.order == "queue" else NEWEST_FIRST
        for each in VERDICTS
    },
}
"""The flags that have a partial index, `paper_FLAG`, and the order in which it has the papers."""


def _columns(names: Iterable[str], type: str) -> str:
    return ", ".join(f"{name} {type}" for name in names)


def _full_text(table: str, columns: Sequence[str]) -> str:
    prefix = " ".join(map(str, PREFIXES[table]))
    return (
        f"CREATE VIRTUAL TABLE {table} USING"
        f" fts5({', '.join(columns)}, prefix='{prefix}', tokenize='ascii');"
    )


_INDEXES: Final = "\n".join(
    f"CREATE INDEX paper_{flag} ON paper({', '.join(order)}) WHERE {flag};"
    for flag, order in ORDERS.items()
)

TABLES: Final = f"""
CREATE TABLE file (
    id INTEGER PRIMARY KEY,
    name BLOB NOT NULL UNIQUE,          -- the path below the cache folder, as the system spells it
    size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL, ctime_ns INTEGER NOT NULL,
    inode INTEGER NOT NULL,
    fingerprint TEXT NOT NULL,          -- SHA-256 and day of the mtime; '' while it is being read
    format TEXT NOT NULL,
    problem TEXT NOT NULL               -- why it cannot be read; '' where it can
);

-- What in the folder, or the folder itself, could not be listed, and why.
CREATE TABLE unlisted (name BLOB NOT NULL, problem TEXT NOT NULL);

CREATE TABLE record (
    id INTEGER PRIMARY KEY,             -- file << 32 | place in the file
    work TEXT NOT NULL,                 -- the id of the paper that it is about
    arxiv TEXT, doi TEXT,
    title_id TEXT NOT NULL,
    digest TEXT NOT NULL,               -- the digest's key
    state TEXT,                         -- of the user's own copy: the id it is kept under
    body TEXT NOT NULL                  -- all of it, as JSON (`records.encode`)
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
    {_columns((*NumberField, *DAY_FIELDS), "INTEGER")},
    has_code INTEGER NOT NULL, has_summary INTEGER NOT NULL,
    source TEXT NOT NULL,               -- hash of the raw text; while it is the same, so are title,
                                        -- gist and the indexed text
    read INTEGER NOT NULL, auto INTEGER NOT NULL, noted INTEGER NOT NULL,
    {_columns(BY_REGISTER, "INTEGER NOT NULL")},
    tags TEXT NOT NULL,                 -- a JSON list, '' for none
    queue TEXT NOT NULL,                -- place among those kept for later
    unread INTEGER NOT NULL,            -- neither opened nor judged
    muted INTEGER NOT NULL DEFAULT 0,   -- a mute rule hides it everywhere (`rules`)
    highlighted INTEGER NOT NULL DEFAULT 0, -- a highlight rule matches it
    listed INTEGER NOT NULL             -- is in All
        GENERATED ALWAYS AS (NOT ({" OR ".join((*HIDING, "muted"))})) STORED
);
{_INDEXES}
CREATE INDEX paper_highlighted ON paper(key) WHERE highlighted;
CREATE INDEX paper_tagged ON paper(key) WHERE tags <> '';

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
CREATE TABLE counts ({_columns(VIEW_COLUMNS.values(), "INTEGER NOT NULL DEFAULT 0")});
INSERT INTO counts DEFAULT VALUES;

-- Every word of the searchable text, by length, to correct typing errors. Words that
-- papers no longer have may still be here.
CREATE TABLE word (
    place TEXT NOT NULL,                -- `texts` or `names`
    size INTEGER NOT NULL, text TEXT NOT NULL,
    PRIMARY KEY (place, size, text)
) WITHOUT ROWID;

-- The abstracts as they are shown, which regular expressions are matched against, as titles are.
CREATE TABLE prose (key INTEGER PRIMARY KEY, abstract TEXT NOT NULL);

-- Names for completion, and how many papers have each.
CREATE TABLE name (
    field TEXT NOT NULL, folded TEXT NOT NULL,
    papers INTEGER NOT NULL,
    text TEXT NOT NULL,                 -- one of its spellings
    PRIMARY KEY (field, folded)
) WITHOUT ROWID;
CREATE INDEX name_papers ON name(field, papers DESC, folded);

-- The regular expressions of mute and highlight rules, and the papers that they match.
CREATE TABLE expression (
    id INTEGER PRIMARY KEY,
    field TEXT NOT NULL, pattern TEXT NOT NULL,
    state TEXT NOT NULL,                -- `new`, `matched` or `stopped` (`rules`)
    UNIQUE (pattern, field)
);
CREATE TABLE expression_match (
    expression INTEGER NOT NULL, paper INTEGER NOT NULL,
    PRIMARY KEY (expression, paper)
) WITHOUT ROWID;
-- Papers that were written since the expressions were matched, the last one last.
CREATE TABLE unmatched (id INTEGER PRIMARY KEY, paper INTEGER NOT NULL UNIQUE);

-- The text is folded by us (`query.fold`), so the tokenizer has only to split at spaces.
-- `titles` answers titles alone, `texts` bare words, `names` the other fields.
{_full_text("titles", [TextField.TITLE])}
{_full_text("texts", SEARCHED_BY_DEFAULT)}
{_full_text("names", NAME_FIELDS)}
"""


def in_view(view: ViewScope, row: str = "p") -> str:
    """The condition under which the paper `row` is in a view."""
    flag = VIEW_COLUMNS[view]
    return f"{row}.{flag}" if view in (ALL, MUTED) else f"({row}.{flag} AND NOT {row}.muted)"


def _update_counts(sign: str, row: str) -> str:
    """Add a row of `paper` to the counts, or subtract it."""
    changes = (
        f"{column} = {column} {sign} {in_view(view, row)}" for view, column in VIEW_COLUMNS.items()
    )
    return f"UPDATE counts SET {', '.join(changes)};"


TRIGGERS: Final = f"""
CREATE TRIGGER paper_new AFTER INSERT ON paper WHEN EXISTS (SELECT 1 FROM expression) BEGIN
    INSERT OR REPLACE INTO unmatched(paper) VALUES (NEW.key);
END;
CREATE TRIGGER paper_rewritten AFTER UPDATE OF source ON paper
WHEN NEW.source <> OLD.source AND EXISTS (SELECT 1 FROM expression) BEGIN
    INSERT OR REPLACE INTO unmatched(paper) VALUES (NEW.key);
END;
CREATE TRIGGER paper_added AFTER INSERT ON paper BEGIN
    {_update_counts("+", "NEW")}
END;
CREATE TRIGGER paper_removed AFTER DELETE ON paper BEGIN
    {_update_counts("-", "OLD")}
END;
CREATE TRIGGER paper_judged
AFTER UPDATE OF {", ".join(("unread", "noted", "muted", *BY_REGISTER))} ON paper BEGIN
    {_update_counts("-", "OLD")}
    {_update_counts("+", "NEW")}
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

VERSION: Final = (
    _REVISION << 24 | SCHEMA_VERSION << 16 | zlib.crc32((TABLES + TRIGGERS).encode()) & 0xFFFF
)
"""The version of all that is derived here. An index of another one is rebuilt."""


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
    if create:
        with suppress(OSError):  # SQLite reports it in its own words
            os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
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
    """The newest day whose digest the paper with `key` is in; `None` for none."""
    day = key >> ORDER_BITS
    return date.fromordinal(day) if UNDATED < day <= date.max.toordinal() else None


def ordinal(day: date | None) -> int:
    """`day` as the index counts it: 1 is 1 January of the year 1, `UNDATED` no day."""
    return day.toordinal() if day else UNDATED
