"""The system calls with which journals are written, which tests replace with failing ones."""

from __future__ import annotations

import errno
import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from daily_papers.atomic_write import sync_folder

StrPath = str | Path

_NO_LOCKS: Final = {errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS}


@dataclass(frozen=True, slots=True)
class Disk:
    """The system calls that decide whether a line is saved."""

    write: Callable[[int, bytes | memoryview], int] = os.write
    fsync: Callable[[int], None] = os.fsync
    lock: Callable[[int, int], None] = fcntl.flock

    def write_all(self, descriptor: int, data: bytes) -> None:
        """Write every byte, however many calls that takes."""
        rest = memoryview(data)
        while rest:
            rest = rest[self.write(descriptor, rest) :]

    @contextmanager
    def locked(self, descriptor: int) -> Iterator[None]:
        """Hold the file's lock, if the file system has locks (some NFS have none)."""
        try:
            self.lock(descriptor, fcntl.LOCK_EX)
        except OSError as error:
            if error.errno not in _NO_LOCKS:
                raise
            yield
            return
        try:
            yield
        finally:
            self.lock(descriptor, fcntl.LOCK_UN)

    def make_private_folder(self, folder: Path) -> None:
        """Create `folder` with mode 0700, unless it exists."""
        if not folder.is_dir():
            folder.parent.mkdir(parents=True, exist_ok=True)
            folder.mkdir(mode=0o700, exist_ok=True)
            self.sync_folder(folder.parent)

    def sync_folder(self, folder: Path) -> None:
        """Make new names in `folder` survive a power failure."""
        sync_folder(folder, self.fsync)


def why_not_writable(folder: Path) -> str:
    """Why nothing can be written in `folder`, for the user; empty if it can be, or be created."""
    there = next(path for path in (folder, *folder.parents) if os.path.lexists(path))
    if not there.is_dir():
        return f"not a folder: {there}"
    if os.access(there, os.W_OK | os.X_OK):
        return ""
    read_only = os.statvfs(there).f_flag & os.ST_RDONLY
    return f"{'read-only' if read_only else 'not yours to write'}: {there}"


def is_still_at(descriptor: int, path: StrPath) -> bool:
    """Whether `path` still names the open file, and not one that replaced it."""
    try:
        there = os.stat(path, follow_symlinks=False)
    except FileNotFoundError:
        return False
    return os.path.samestat(os.fstat(descriptor), there)
