"""How journals touch the disk: the few calls that can fail, and what failing is called.

Files are opened so that no link is followed and no FIFO is waited for, and what is not a regular
file is refused: https://man7.org/linux/man-pages/man2/open.2.html (O_NOFOLLOW, O_NONBLOCK).
"""

from __future__ import annotations

import errno
import fcntl
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

StrPath = str | Path

_SAFELY: Final = os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_NO_LOCKS: Final = {errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS}


class NotAFile(OSError):
    """A link, a folder, a FIFO or a device where a file should be."""


@dataclass(frozen=True, slots=True)
class Disk:
    """The calls that decide whether a line is safe; tests put failing ones in their place."""

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
        """Hold the file's lock. File systems without locks (some NFS) go without."""
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

    def make_private(self, folder: Path) -> None:
        """Make `folder` with mode 0700, where it is not there yet."""
        if not folder.is_dir():
            folder.parent.mkdir(parents=True, exist_ok=True)
            folder.mkdir(mode=0o700, exist_ok=True)
            self.sync_folder(folder.parent)

    def sync_folder(self, folder: Path) -> None:
        """Make new names in `folder` survive a power cut."""
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            self.fsync(descriptor)
        finally:
            os.close(descriptor)


def refusal(folder: Path) -> str:
    """Why nothing can be written in `folder`, in words; empty where it can, or can be made."""
    there = next(path for path in (folder, *folder.parents) if os.path.lexists(path))
    if not there.is_dir():
        return f"not a folder: {there}"
    if os.access(there, os.W_OK | os.X_OK):
        return ""
    read_only = os.statvfs(there).f_flag & os.ST_RDONLY
    return f"{'read-only' if read_only else 'not yours to write'}: {there}"


def open_to_read(path: StrPath) -> int:
    """A descriptor of the regular file at `path`.

    Raises:
        NotAFile: Something else lies there.
        OSError: It cannot be opened.
    """
    return _open_regular(path, os.O_RDONLY)


def open_to_append(path: StrPath) -> int:
    """A descriptor of the regular file at `path`, which is made (mode 0600) where it is not there.

    Raises:
        NotAFile: Something else lies there.
        OSError: It cannot be opened or made.
    """
    return _open_regular(path, os.O_RDWR | os.O_APPEND | os.O_CREAT)


def is_still_at(descriptor: int, path: StrPath) -> bool:
    """Whether `path` still names the open file, and not one that took its place."""
    try:
        there = os.stat(path, follow_symlinks=False)
    except FileNotFoundError:
        return False
    return os.path.samestat(os.fstat(descriptor), there)


def _open_regular(path: StrPath, flags: int) -> int:
    try:
        descriptor = os.open(path, flags | _SAFELY, 0o600)
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.EISDIR, errno.ENXIO):
            raise NotAFile(error.errno, "not a regular file", str(path)) from error
        raise
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise NotAFile(errno.EINVAL, "not a regular file", str(path))
    return descriptor
