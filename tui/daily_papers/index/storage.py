"""The files of an index: never replaced in place, never deleted while somebody uses them.

An index is a file `vVERSION-GENERATION.db` in its folder. A damaged one is left alone, and the next
generation is started beside it; whoever has the old one open moves on when it notices. Each user of
a generation holds a shared lock on a file beside it, so that unused ones can be removed.
"""

from __future__ import annotations

import fcntl
import os
import re
import sqlite3
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from daily_papers.index.damage import checked, is_damage
from daily_papers.index.schema import VERSION, OtherVersion, connect
from daily_papers.paths import Paths

_NAME: Final = re.compile(r"v(\d+)-(\d+)\.db")
_INDEXER_LOCK: Final = "indexer.lock"
_SUFFIXES: Final = ("", "-wal", "-shm")
"""What SQLite appends to an index's name for the files that belong to it."""


@dataclass(slots=True)
class Generation:
    """One generation of the index, and the lock that keeps it from being removed."""

    path: Path
    number: int
    _lock: int
    is_new: bool = False
    """Whether it did not exist before it was opened."""
    damaged: bool = False
    """Whether damage was met in it."""
    _files: list[tuple[int, int, int]] = field(default_factory=list)
    """The status of its files when it was opened."""

    def is_intact(self) -> bool:
        """Whether no damage was met, and no file was deleted, replaced or shortened.

        SQLite goes on with deleted files as if nothing had happened: other processes would then
        write elsewhere.
        """
        now = self._status()
        return not self.damaged and all(
            then[:2] == there[:2] and then[2] <= there[2]
            for then, there in zip(self._files, now, strict=True)
        )

    def record_files(self) -> None:
        """Remember its files, which exist now and stay for as long as anybody uses them."""
        self._files = self._status()

    def _status(self) -> list[tuple[int, int, int]]:
        """Device, inode and size of each file; the size only of the index itself."""
        found = []
        for suffix in _SUFFIXES:
            try:
                status = os.stat(f"{self.path}{suffix}")
            except OSError:
                found.append((0, 0, 0))
            else:
                found.append((status.st_dev, status.st_ino, 0 if suffix else status.st_size))
        return found

    def release(self) -> None:
        """Allow its removal once a newer one exists."""
        os.close(self._lock)

    def __enter__(self) -> Generation:
        """Hold it for as long as the block runs."""
        return self

    def __exit__(self, *_: object) -> None:
        """Release it."""
        self.release()


class IndexFolder:
    """The folder of an index, or a temporary one where that cannot be written. Thread-safe."""

    def __init__(self, paths: Paths) -> None:
        """Nothing is opened or created yet."""
        self.paths = paths
        """The index is in a temporary folder where its own could not be written."""
        self._temporary: tempfile.TemporaryDirectory[str] | None = None
        self._lock = threading.Lock()

    @property
    def newest(self) -> int:
        """The number of the newest generation; 0 for none."""
        return newest_generation(self.paths.index)

    def open_newest(self) -> tuple[sqlite3.Connection, Generation]:
        """See `open_newest`."""
        with self._lock:
            try:
                return open_newest(self.paths.index)
            except (OSError, sqlite3.OperationalError):
                self._use_temporary()
                return open_newest(self.paths.index)

    def connect(self, number: int) -> sqlite3.Connection:
        """One more connection to generation `number`, which several threads may use.

        Raises:
            sqlite3.DatabaseError: It is gone, damaged, or cannot be opened.
        """
        with checked():
            return connect(path_of(self.paths.index, number), shared=True, create=False)

    def start_after(self, number: int) -> None:
        """Start the generation after `number`, unless there is a newer one already."""
        with self._lock:
            try:
                start_generation(self.paths.index, after=number)
            except (OSError, sqlite3.OperationalError):
                self._use_temporary()
                start_generation(self.paths.index, after=number)

    @property
    def is_temporary(self) -> bool:
        """Whether a temporary folder is in use."""
        return self._temporary is not None

    def use_temporary(self, unfinished: Generation) -> None:
        """Use a temporary folder from now on, as this one has no room for the index.

        Args:
            unfinished: The generation that was in use, and is closed. A new one is removed, so that
                it does not take the last of the room.
        """
        with self._lock:
            if unfinished.is_new:
                _remove_if_unused(unfinished.path)
            self._use_temporary()

    def close(self) -> None:
        """Remove the temporary folder, if there is one."""
        if self._temporary:
            self._temporary.cleanup()

    def _use_temporary(self) -> None:
        self._temporary = self._temporary or tempfile.TemporaryDirectory(prefix="daily-papers-")
        self.paths = replace(self.paths, index=Path(self._temporary.name))


def open_newest(folder: Path) -> tuple[sqlite3.Connection, Generation]:
    """A connection to the newest readable index in `folder`; else to a new, empty one.

    Raises:
        OSError: Nothing can be written there.
        sqlite3.OperationalError: Likewise, as SQLite reports it.
    """
    make_folder(folder)
    number = newest_generation(folder) or 1
    while True:
        is_new = not path_of(folder, number).exists()
        generation = _hold(folder, number)
        try:
            with checked():
                db = connect(generation.path, number=number)
                db.execute("SELECT * FROM counts, state_counter").fetchone()
        except (sqlite3.DatabaseError, OtherVersion) as error:
            generation.release()
            if is_new or (isinstance(error, sqlite3.DatabaseError) and not is_damage(error)):
                raise
            number += 1
        else:
            generation.is_new = is_new
            generation.record_files()
            return db, generation


def make_folder(folder: Path) -> None:
    """Create the folder of an index, or make an existing one private: it holds notes and tags.

    Raises:
        OSError: It cannot be created.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with suppress(OSError):  # as of a folder that belongs to someone else
        if folder.stat().st_mode & 0o077:
            folder.chmod(0o700)


def path_of(folder: Path, number: int) -> Path:
    """The file of generation `number` in `folder`."""
    return folder / f"v{VERSION}-{number}.db"


def newest_generation(folder: Path) -> int:
    """The number of the newest generation of this version in `folder`; 0 for none."""
    return max((number for version, number, _ in _list(folder) if version == VERSION), default=0)


def start_generation(folder: Path, *, after: int) -> None:
    """Start the generation after `after`, unless there is a newer one already.

    Raises:
        OSError: Nothing can be written there.
        sqlite3.OperationalError: Likewise, as SQLite reports it.
    """
    make_folder(folder)
    if newest_generation(folder) <= after:
        connect(path_of(folder, after + 1), number=after + 1).close()


def discard(folder: Path) -> None:
    """Replace the index in `folder`, if there is one, by a new and empty one.

    Whoever has the old one open moves on when it notices; the file is removed when nobody uses it.

    Raises:
        OSError: Nothing can be written there.
        sqlite3.OperationalError: Likewise, as SQLite reports it.
    """
    if folder.is_dir():
        start_generation(folder, after=newest_generation(folder))
        remove_unused(folder)


def remove_unused(folder: Path) -> None:
    """Remove every generation that nobody holds, of other versions too, but not the newest."""
    current = newest_generation(folder)
    for version, number, path in _list(folder):
        if (version, number) == (VERSION, current):
            continue
        _remove_if_unused(path)


def _remove_if_unused(path: Path) -> None:
    """Remove the files of a generation unless somebody holds it."""
    lock = os.open(path.with_suffix(".use"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        for suffix in (".db-wal", ".db-shm", ".db", ".use"):
            path.with_suffix(suffix).unlink(missing_ok=True)
    except OSError:
        return
    finally:
        os.close(lock)


@contextmanager
def indexer_lock(folder: Path, *, wait: bool) -> Iterator[bool]:
    """Hold the lock of the one process or thread that reads files into the index in `folder`.

    Args:
        folder: The index's.
        wait: Whether to wait for another holder to finish.

    Yields:
        Whether the lock is held; always true with `wait`.
    """
    lock = os.open(folder / _INDEXER_LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
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
    lock = os.open(path.with_suffix(".use"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    fcntl.flock(lock, fcntl.LOCK_SH)
    return Generation(path, number, lock)


def _list(folder: Path) -> list[tuple[int, int, Path]]:
    """Version, number and path of every generation in a folder."""
    try:
        paths = list(folder.iterdir())
    except OSError:
        return []
    found = ((_NAME.fullmatch(path.name), path) for path in paths)
    return [(int(match[1]), int(match[2]), path) for match, path in found if match]
