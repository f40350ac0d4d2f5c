"""Writing a file in one step: it holds all of the new text, or is as it was before."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

_FOR_ALL = 0o666
_FOR_OWNER = 0o600


@contextmanager
def replacing(path: Path, *, private: bool = False) -> Iterator[TextIO]:
    """A file to write text to, in UTF-8; once all is on the disk it takes the place of `path`.

    Where the block raises, `path` is as it was. A lone surrogate is written as `?`. What is no
    file, as `/dev/null` or a named pipe, is written to and stays in its place.

    Args:
        path: The file; of a link, what it leads to is replaced, not the link.
        private: Whether nobody but its owner may read it; else the umask decides.

    Raises:
        OSError: It cannot be written.
    """
    if _is_device(path):
        # Not waiting: a pipe that nobody reads would hold up whoever writes for ever.
        descriptor = os.open(path, os.O_WRONLY | os.O_CLOEXEC | os.O_NOCTTY | os.O_NONBLOCK)
        os.set_blocking(descriptor, True)
        with _text(descriptor) as file:
            yield file
        return
    target = Path(os.path.realpath(path))
    draft = target.with_name(f".{target.name}.{os.getpid()}~")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
    descriptor = os.open(draft, flags, _FOR_OWNER if private else _FOR_ALL)
    try:
        with _text(descriptor) as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, target)
    except BaseException:
        with suppress(OSError):
            os.unlink(draft)
        raise


def _text(descriptor: int) -> TextIO:
    return open(descriptor, "w", encoding="utf-8", errors="replace", newline="\n")


def _is_device(path: Path) -> bool:
    """Whether something is there that is neither a file nor a folder."""
    try:
        mode = os.stat(path).st_mode
    except (OSError, ValueError):
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))
