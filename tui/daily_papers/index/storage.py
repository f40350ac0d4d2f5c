"""The files that an index lives in: never renamed over, never deleted while somebody uses them.

An index is `vVERSION-GENERATION.db` in its folder. One that turns out to be damaged is left alone,
and the next generation is begun beside it; who has the old one open goes on with it until told.
Each user of a generation holds a shared lock on a file beside it, so that the unused can be told.
"""

from __future__ import annotations

import fcntl
import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from daily_papers.index.schema import VERSION, OtherVersion, connect

_NAME: Final = re.compile(r"v(\d+)-(\d+)\.db")
_INDEXER: Final = "indexer.lock"
_FILES: Final = ("", "-wal", "-shm")
"""What SQLite appends to an index's name for the files that belong to it."""
_DAMAGE: Final = frozenset(
    {
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_NOTADB,
        sqlite3.SQLITE_IOERR_READ,
        sqlite3.SQLITE_IOERR_SHORT_READ,
        sqlite3.SQLITE_IOERR_CORRUPTFS,
        sqlite3.SQLITE_READONLY_DBMOVED,
    }
)
_NOT_OURS: Final = ("no such table", "no such column", "vtable constructor failed")
"""How SQLite begins to tell that the tables are not those that were made."""


@dataclass(slots=True)
class Generation:
    """One generation of the index, and the lock that keeps it from being removed."""

    path: Path
    number: int
    _lock: int
    damaged: bool = False
    """Whether somebody met damage in it."""
    _files: list[tuple[int, int, int]] = field(default_factory=list)
    """What `_standing` said of its files when it was opened."""

    def is_whole(self) -> bool:
        """Whether nobody met damage in it, or deleted, replaced or shortened a file of it.

        SQLite goes on with deleted files as if nothing had happened: other processes would then
        write elsewhere.
        """
        now = self._standing()
        return not self.damaged and all(
            then[:2] == there[:2] and then[2] <= there[2]
            for then, there in zip(self._files, now, strict=True)
        )

    def opened(self) -> None:
        """Its files are there now, and stay for as long as anybody uses it."""
        self._files = self._standing()

    def _standing(self) -> list[tuple[int, int, int]]:
        """Device, inode and size of each file; only of the index itself does the size matter."""
        found = []
        for ending in _FILES:
            try:
                told = os.stat(f"{self.path}{ending}")
            except OSError:
                found.append((0, 0, 0))
            else:
                found.append((told.st_dev, told.st_ino, 0 if ending else told.st_size))
        return found

    def release(self) -> None:
        """Let it be removed once a newer one is there."""
        os.close(self._lock)

    def __enter__(self) -> Generation:
        """Hold it for as long as the block runs."""
        return self

    def __exit__(self, *_: object) -> None:
        """Release it."""
        self.release()


def open_newest(folder: Path) -> tuple[sqlite3.Connection, Generation]:
    """A connection to the newest index in `folder` that can be read; else to a new, empty one.

    Raises:
        OSError: Nothing can be written there.
        sqlite3.OperationalError: Likewise, as SQLite tells it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    number = newest(folder) or 1
    while True:
        generation = _hold(folder, number)
        try:
            db = connect(generation.path, number=number)
            db.execute("SELECT * FROM counts, state_counter").fetchone()
        except (sqlite3.DatabaseError, OtherVersion) as error:
            generation.release()
            if isinstance(error, sqlite3.DatabaseError) and not is_damage(error):
                raise
            number += 1
        else:
            generation.opened()
            return db, generation


def path_of(folder: Path, number: int) -> Path:
    """The file of generation `number` in `folder`."""
    return folder / f"v{VERSION}-{number}.db"


def newest(folder: Path) -> int:
    """The number of the newest generation of this version in `folder`; 0 for none."""
    return max((number for version, number, _ in _list(folder) if version == VERSION), default=0)


def is_damage(error: sqlite3.Error) -> bool:
    """Whether it says that the index is damaged, and not that it cannot be written just now.

    What contradicts itself is damaged too, since nobody writes what the tables forbid.
    """
    code = getattr(error, "sqlite_errorcode", None)  # None: Python found text that is none
    if code is None or isinstance(error, sqlite3.IntegrityError):
        ours = isinstance(error, sqlite3.ProgrammingError | sqlite3.InterfaceError)
        return not ours
    return code in _DAMAGE or code & 0xFF in _DAMAGE or str(error).startswith(_NOT_OURS)


def begin_another(folder: Path, damaged: int) -> None:
    """Begin a new generation after `damaged`, unless somebody has done so already.

    Raises:
        OSError: Nothing can be written there.
        sqlite3.OperationalError: Likewise, as SQLite tells it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if newest(folder) <= damaged:
        connect(path_of(folder, damaged + 1), number=damaged + 1).close()


def discard(folder: Path) -> None:
    """Replace the index in `folder`, if there is one, by a new and empty one.

    Who has the old one open goes on with it until told; it is removed when nobody uses it.

    Raises:
        OSError: Nothing can be written there.
        sqlite3.OperationalError: Likewise, as SQLite tells it.
    """
    if folder.is_dir():
        begin_another(folder, newest(folder))
        remove_unused(folder)


def remove_unused(folder: Path) -> None:
    """Remove all generations but the newest that nobody holds, of other versions too."""
    current = newest(folder)
    for version, number, path in _list(folder):
        if (version, number) == (VERSION, current):
            continue
        use = path.with_suffix(".use")
        lock = os.open(use, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            for suffix in (".db-wal", ".db-shm", ".db", ".use"):
                path.with_suffix(suffix).unlink(missing_ok=True)
        except OSError:
            continue
        finally:
            os.close(lock)


@contextmanager
def only_indexer(folder: Path, *, wait: bool) -> Iterator[bool]:
    """Be the one process or thread that reads files into the index in `folder`.

    Args:
        folder: The index's.
        wait: Whether to wait for another to finish.

    Yields:
        Whether this one it is; never false with `wait`.
    """
    lock = os.open(folder / _INDEXER, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        yield False
    else:
        yield True
    finally:
        os.close(lock)


def _hold(folder: Path, number: int) -> Generation:
    path = path_of(folder, number)
    flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC
    lock = os.open(path.with_suffix(".use"), flags, 0o600)
    fcntl.flock(lock, fcntl.LOCK_SH)
    return Generation(path, number, lock)


def _list(folder: Path) -> list[tuple[int, int, Path]]:
    try:
        paths = list(folder.iterdir())
    except OSError:
        return []
    found = ((_NAME.fullmatch(path.name), path) for path in paths)
    return [(int(match[1]), int(match[2]), path) for match, path in found if match]
