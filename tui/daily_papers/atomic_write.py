"""Atomic file writes: the path holds all of the new content, or what it held before."""

from __future__ import annotations

import errno
import fcntl
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from pathlib import Path
from typing import BinaryIO, Final, TextIO

from daily_papers.safe_open import open_file

_NO_HARD_LINKS: Final = frozenset({errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK})
_FOLDER_NOT_SYNCABLE: Final = frozenset({errno.EINVAL, errno.EACCES, errno.ENOTSUP})


@contextmanager
def atomic_write(
    path: Path,
    *,
    overwrite: bool = True,
    private: bool = False,
    prefix: str = "",
    fsync: Callable[[int], None] | None = None,
) -> Iterator[BinaryIO]:
    """A temporary file that is synced and moved to `path` when the block ends without an error.

    Args:
        path: The file, in an existing folder. A link there is replaced, not followed.
        overwrite: Whether an existing file is replaced; else it is left as it is.
        private: Whether only the owner may read the file (mode 0600); else the umask decides.
        prefix: Begins the temporary file's name, so that `remove_temporary_files` finds what a
            killed process left.
        fsync: The system call; `os.fsync` by default.

    Raises:
        FileExistsError: There is such a file, and `overwrite` is false.
        OSError: It could not be written, and no temporary file is left; or it was written, and
            syncing the folder failed.
    """
    temporary, descriptor = _create_temporary(path, prefix, 0o600 if private else 0o666)
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield file
            file.flush()
            (fsync or os.fsync)(file.fileno())
            (os.replace if overwrite else _rename_new)(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)
    sync_folder(path.parent, fsync)


@contextmanager
def atomic_write_text(path: Path, *, private: bool = False) -> Iterator[TextIO]:
    """Like `atomic_write`, for UTF-8 text; a lone surrogate is written as `?`.

    A device or a FIFO, such as `/dev/null`, is written to directly.

    Args:
        path: The file. Where it is a link, its target is replaced, not the link.
        private: As in `atomic_write`.

    Raises:
        OSError: It cannot be written; or it is a FIFO that nobody reads.
    """
    if _is_special(path):
        # Not waiting: a FIFO that nobody reads would block for ever.
        descriptor = os.open(path, os.O_WRONLY | os.O_CLOEXEC | os.O_NOCTTY | os.O_NONBLOCK)
        os.set_blocking(descriptor, True)
        with _encoded(os.fdopen(descriptor, "wb")) as file:
            yield file
        return
    with atomic_write(Path(os.path.realpath(path)), private=private) as binary:
        file = _encoded(binary)
        yield file
        file.detach()


def remove_temporary_files(folder: Path, prefix: str) -> None:
    """Remove the temporary files with this prefix that killed processes left in `folder`.

    Those that a process still writes are locked, and stay; so does what cannot be removed.
    """
    for temporary in folder.glob(f".{prefix}*.tmp"):
        with suppress(OSError), open_file(temporary) as file:
            _lock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
            temporary.unlink(missing_ok=True)


def sync_folder(folder: Path, fsync: Callable[[int], None] | None = None) -> None:
    """Make new names in `folder` survive a power failure, where the file system can.

    Raises:
        OSError: The disk failed.
    """
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            (fsync or os.fsync)(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        if error.errno not in _FOLDER_NOT_SYNCABLE:
            raise


def _create_temporary(path: Path, prefix: str, mode: int) -> tuple[Path, int]:
    """A locked temporary file beside `path`: its path and its descriptor."""
    while True:
        temporary = path.with_name(f".{prefix}{os.urandom(8).hex()}.tmp")
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
        descriptor = os.open(temporary, flags, mode)
        _lock(descriptor, fcntl.LOCK_EX)
        if os.fstat(descriptor).st_nlink:  # else it was removed before it was locked
            return temporary, descriptor
        os.close(descriptor)


def _lock(descriptor: int, operation: int) -> None:
    """Lock a file, where the file system has locks.

    Raises:
        BlockingIOError: Another process has locked it, and `operation` does not wait.
    """
    try:
        fcntl.flock(descriptor, operation)
    except BlockingIOError:
        raise
    except OSError:
        return


def _rename_new(source: Path, target: Path) -> None:
    """Give `source` the name `target`, unless there is such a file."""
    try:
        os.link(source, target)
    except OSError as error:
        if error.errno not in _NO_HARD_LINKS:
            raise
        if target.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target)) from None
        source.rename(target)


def _encoded(file: BinaryIO) -> TextIOWrapper:
    return TextIOWrapper(file, encoding="utf-8", errors="replace", newline="\n")


def _is_special(path: Path) -> bool:
    """Whether `path` is something other than a file or a folder."""
    try:
        mode = os.stat(path).st_mode
    except (OSError, ValueError):
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))
