"""Writing a file in one step: it holds all of the new text, or is as it was before."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

_FOR_ALL = 0o666
_FOR_OWNER = 0o600


@contextmanager
def replacing(path: Path, *, private: bool = False) -> Iterator[TextIO]:
    """A file to write text to, in UTF-8; once all is on the disk it takes the place of `path`.

    Where the block raises, `path` is as it was. A lone surrogate is written as `?`.

    Args:
        path: The file; of a link, what it leads to is replaced, not the link.
        private: Whether nobody but its owner may read it; else the umask decides.

    Raises:
        OSError: It cannot be written.
    """
    target = Path(os.path.realpath(path))
    draft = target.with_name(f".{target.name}.{os.getpid()}~")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
    descriptor = os.open(draft, flags, _FOR_OWNER if private else _FOR_ALL)
    try:
        with open(descriptor, "w", encoding="utf-8", errors="replace", newline="\n") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, target)
    except BaseException:
        with suppress(OSError):
            os.unlink(draft)
        raise
