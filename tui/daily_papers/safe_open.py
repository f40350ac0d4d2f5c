"""Opens regular files only, without blocking: not on a FIFO, a device, or a loop of links.

See O_NOFOLLOW and O_NONBLOCK in https://man7.org/linux/man-pages/man2/open.2.html.
"""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import BinaryIO, Final

_KINDS: Final = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISLNK, "a link; links in a folder are not followed, name it by itself"),
    (stat.S_ISFIFO, "a FIFO"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


class NotAFile(OSError):
    """A link, folder, FIFO, socket or device instead of a file; `strerror` says which."""


def open_file(path: str | Path, *, follow_links: bool = False) -> BinaryIO:
    """The regular file at `path`, opened for reading.

    Args:
        path: Where it is.
        follow_links: Whether the last part of `path` may be a link: for what the user names, not
            for what any program may have put into a folder.

    Raises:
        NotAFile: It is no regular file.
        OSError: It cannot be opened.
    """
    return os.fdopen(open_descriptor(path, os.O_RDONLY, follow_links=follow_links), "rb")


def open_descriptor(path: str | Path, flags: int, *, follow_links: bool = False) -> int:
    """A descriptor of the regular file at `path`; with `os.O_CREAT`, created with mode 0600.

    Raises:
        NotAFile: It is no regular file.
        OSError: It cannot be opened.
    """
    flags |= os.O_NONBLOCK | os.O_CLOEXEC | (0 if follow_links else os.O_NOFOLLOW)
    try:
        descriptor = os.open(path, flags, 0o600)
    except OSError as error:
        if words := _reason(error.errno, follow_links=follow_links):
            raise NotAFile(error.errno, words, str(path)) from None
        raise
    mode = os.fstat(descriptor).st_mode
    if not stat.S_ISREG(mode):
        os.close(descriptor)
        raise not_a_file(mode, path)
    return descriptor


def not_a_file(mode: int, path: str | Path) -> NotAFile:
    """The error for something at `path` that is no regular file, by its `st_mode`."""
    kind = next((words for is_kind, words in _KINDS if is_kind(mode)), "something else")
    number = errno.EISDIR if stat.S_ISDIR(mode) else errno.EINVAL
    return NotAFile(number, f"not a file but {kind}", str(path))


def _reason(number: int | None, *, follow_links: bool) -> str:
    """Why `open` failed, if the path is no regular file; else empty."""
    if number == errno.ELOOP:
        return "its links form a loop" if follow_links else "a link, not followed"
    if number == errno.ENXIO:
        return "not a file but a socket"
    return "not a file but a folder" if number == errno.EISDIR else ""
