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
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tui.cache.index.schema import VERSION, OtherVersion, connect

_NAME: Final = re.compile(r"v(\d+)-(\d+)\.db")
_INDEXER: Final = "indexer.lock"


@dataclass(slots=True)
class Generation:
    """One generation of the index, and the lock that keeps it from being removed."""

    path: Path
    number: int
    _lock: int

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
            db = connect(generation.path)
            db.execute("SELECT * FROM counts, state_counter").fetchone()
        except sqlite3.OperationalError:
            generation.release()
            raise
        except (sqlite3.DatabaseError, OtherVersion):
            generation.release()
            number += 1
        else:
            return db, generation


def newest(folder: Path) -> int:
    """The number of the newest generation of this version in `folder`; 0 for none."""
    return max((number for version, number, _ in _list(folder) if version == VERSION), default=0)


def is_damage(error: sqlite3.DatabaseError) -> bool:
    """Whether it says that the index is damaged: its subclasses say other things."""
    return type(error) is sqlite3.DatabaseError


def begin_another(folder: Path, damaged: int) -> None:
    """Begin a new generation after `damaged`, unless somebody has done so already."""
    if newest(folder) <= damaged:
        connect(_path(folder, damaged + 1)).close()


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
    path = _path(folder, number)
    flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC
    lock = os.open(path.with_suffix(".use"), flags, 0o600)
    fcntl.flock(lock, fcntl.LOCK_SH)
    return Generation(path, number, lock)


def _path(folder: Path, number: int) -> Path:
    return folder / f"v{VERSION}-{number}.db"


def _list(folder: Path) -> list[tuple[int, int, Path]]:
    found = ((_NAME.fullmatch(path.name), path) for path in folder.iterdir())
    return [(int(match[1]), int(match[2]), path) for match, path in found if match]
