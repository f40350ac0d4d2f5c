"""The history of fetching, in a SQLite database beside the user's profiles.

It holds which files of a cache were fetched (only those may be replaced or pruned), the answer to
each request, which days are complete, and when each host was called lately. It can be lost without
harm: days are then fetched again, and files from before count as written by another program.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final, Self

from daily_papers.fetch.backoff import MAX_PAUSE, Rate

_NAME: Final = "ledger.db"
"""The name that it has had from the beginning, so that it is found."""
_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS wrote (
    cache TEXT, name TEXT, sha256 TEXT, PRIMARY KEY (cache, name, sha256)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS answer (
    cache TEXT, url TEXT, name TEXT, sha256 TEXT, etag TEXT, modified TEXT, papers INTEGER,
    last INTEGER, PRIMARY KEY (cache, url)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS day (
    cache TEXT, source TEXT, day TEXT, at REAL, names TEXT, PRIMARY KEY (cache, source, day)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS call (host TEXT, at REAL);
CREATE INDEX IF NOT EXISTS call_host ON call (host, at);
CREATE TABLE IF NOT EXISTS pause (host TEXT PRIMARY KEY, until REAL) WITHOUT ROWID;
"""


class AlreadyRunning(Exception):
    """Another fetch into the same cache is running."""


@dataclass(frozen=True, slots=True)
class Answered:
    """The answer to an earlier request."""

    name: str
    """The file in the cache that holds it."""
    sha256: str
    etag: str
    modified: str
    """The answer's `Last-Modified`."""
    papers: int
    last: bool
    """Whether it is the last page."""


class History:
    """The history of fetching into one cache."""

    def __init__(self, data: Path, cache: Path) -> None:
        """Open it, or create it; a damaged one is set aside.

        Args:
            data: The folder of the user's data.
            cache: The cache's folder.

        Raises:
            OSError, sqlite3.OperationalError: It cannot be written.
        """
        self._folder = data / "fetch"
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._cache = _key(cache)
        path = self._folder / _NAME
        try:
            self._db = _connect(path)
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError:
            path.replace(path.with_suffix(".damaged"))
            for rest in ("-wal", "-shm"):
                path.with_name(_NAME + rest).unlink(missing_ok=True)
            self._db = _connect(path)

    def __enter__(self) -> Self:
        """Close it at the end of the block."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self._db.close()

    @property
    def mark(self) -> str:
        """The beginning of the names of this user's temporary files in this cache."""
        whole = f"{self._folder}\0{self._cache}".encode(errors="surrogateescape")
        return f"fetch-{hashlib.sha256(whole).hexdigest()[:8]}-"

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Hold the lock that makes this the user's only fetch into the cache.

        Raises:
            AlreadyRunning: Another fetch holds it.
        """
        lock = os.open(
            self._folder / f"{self.mark}lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600
        )
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield
        except BlockingIOError:
            raise AlreadyRunning from None
        finally:
            os.close(lock)

    # Files

    def will_write(self, name: str, sha256: str) -> None:
        """Record that the file `name` will hold these bytes, before they are written."""
        self._db.execute(
            "INSERT OR IGNORE INTO wrote VALUES (?, ?, ?)", (self._cache, name, sha256)
        )

    def has_written(self, name: str, sha256: str) -> None:
        """Record that the file `name` now holds these bytes, and no others."""
        self._db.execute(
            "DELETE FROM wrote WHERE cache = ? AND name = ? AND sha256 <> ?",
            (self._cache, name, sha256),
        )

    def is_own(self, name: str, sha256: str) -> bool:
        """Whether these bytes of the file `name` were fetched."""
        found = self._db.execute(
            "SELECT 1 FROM wrote WHERE cache = ? AND name = ? AND sha256 = ?",
            (self._cache, name, sha256),
        )
        return found.fetchone() is not None

    def own_names(self) -> list[str]:
        """The names of all fetched files; another program may have changed them since."""
        rows = self._db.execute(
            "SELECT DISTINCT name FROM wrote WHERE cache = ? ORDER BY name", (self._cache,)
        )
        return [name for (name,) in rows]

    def forget(self, name: str) -> None:
        """Remove all about the file `name`, which is gone."""
        for table in ("wrote", "answer"):
            self._db.execute(
                f"DELETE FROM {table} WHERE cache = ? AND name = ?", (self._cache, name)
            )

    # Answers and days

    def answered(self, url: str) -> Answered | None:
        """The last answer from `url`."""
        row = self._db.execute(
            "SELECT name, sha256, etag, modified, papers, last FROM answer"
            " WHERE cache = ? AND url = ?",
            (self._cache, url),
        ).fetchone()
        if row is None:
            return None
        name, sha256, etag, modified, papers, last = row
        return Answered(name, sha256, etag, modified, papers, bool(last))

    def answer(self, url: str, answered: Answered) -> None:
        """Record the answer from `url`."""
        self._db.execute(
            "INSERT OR REPLACE INTO answer VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                self._cache, url, answered.name, answered.sha256, answered.etag,
                answered.modified, answered.papers, answered.last,
            ),
        )  # fmt: skip

    def finish(self, source: str, day: date, at: float, names: Iterable[str]) -> None:
        """Record that all pages of a day were fetched, and are in the files `names`."""
        self._db.execute(
            "INSERT OR REPLACE INTO day VALUES (?, ?, ?, ?, ?)",
            (self._cache, source, day.isoformat(), at, json.dumps(list(names))),
        )

    def finished(self, source: str, day: date) -> tuple[float, list[str]] | None:
        """When all of a day was fetched, in seconds since 1970, and the files that hold it."""
        row = self._db.execute(
            "SELECT at, names FROM day WHERE cache = ? AND source = ? AND day = ?",
            (self._cache, source, day.isoformat()),
        ).fetchone()
        return (row[0], json.loads(row[1])) if row else None

    # Calls

    def call(self, host: str, rate: Rate, now: float) -> float:
        """Count a call to `host`, unless it would exceed `rate`, or the host is to be left alone.

        Returns:
            0 where it may be made now, and is counted; else the seconds to wait.
        """
        self._db.execute("BEGIN IMMEDIATE")
        try:
            # A clock that was set back must not forbid calls until it has caught up.
            self._db.execute(
                "DELETE FROM call WHERE host = ? AND (at <= ? OR at > ?)",
                (host, now - rate.seconds, now + 1),
            )
            rows = self._db.execute(
                "SELECT at FROM call WHERE host = ? ORDER BY at DESC LIMIT ?", (host, rate.calls)
            ).fetchall()
            # So must not a pause from before there was a limit, or a clock that was set back.
            self._db.execute(
                "DELETE FROM pause WHERE host = ? AND (until IS NULL OR until > ?)",
                (host, now + MAX_PAUSE),
            )
            paused = self._db.execute("SELECT until FROM pause WHERE host = ?", (host,)).fetchone()
            wait = paused[0] - now if paused else 0.0
            if len(rows) >= rate.calls:
                wait = max(wait, rows[-1][0] + rate.seconds - now)
            if wait <= 0:
                self._db.execute("INSERT INTO call VALUES (?, ?)", (host, now))
        finally:
            self._db.execute("COMMIT")
        return max(0.0, wait)

    def pause(self, host: str, until: float) -> None:
        """Make no calls to `host` until then, in this run and in others."""
        self._db.execute("INSERT OR REPLACE INTO pause VALUES (?, ?)", (host, until))

    def end_pause(self, host: str) -> None:
        """Allow calls to `host` again, whatever it asked for."""
        self._db.execute("DELETE FROM pause WHERE host = ?", (host,))


def last_fetched(data: Path, cache: Path) -> float | None:
    """When a day was last fetched into `cache`, in seconds since 1970; nothing is written.

    Args:
        data: The folder of the user's data.
        cache: The cache's folder.
    """
    path = data / "fetch" / _NAME
    with suppress(sqlite3.Error, OSError), closing(_read_only(path)) as db:
        row = db.execute("SELECT max(at) FROM day WHERE cache = ?", (_key(cache),)).fetchone()
        return row[0] if isinstance(row[0], float) else None
    return None


def _key(cache: Path) -> str:
    return os.fsencode(cache.absolute()).decode(errors="backslashreplace")


def _read_only(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)


def _connect(path: Path) -> sqlite3.Connection:
    os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
    db = sqlite3.connect(path, timeout=10, isolation_level=None)
    try:
        # A power cut may cost the last lines, which are only ever a call too many.
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = NORMAL")
        db.executescript(_SCHEMA)
    except BaseException:
        db.close()
        raise
    return db
