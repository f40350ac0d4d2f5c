"""Writing an export to a file, in one step."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from tui.export.formats import Format
from tui.papers.rows import Detail


def save(papers: Iterable[Detail], chosen: Format, path: Path) -> None:
    """Write papers to `path`, in UTF-8: it holds all of them, or is as it was before.

    Raises:
        OSError: It cannot be written.
    """
    # Of a link, what it leads to is replaced, not the link.
    target = Path(os.path.realpath(path))
    draft = target.with_name(f".{target.name}.{os.getpid()}~")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666)
    try:
        with open(descriptor, "w", encoding="utf-8", newline="\n") as file:
            chosen.write(papers, file)
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, target)
    except BaseException:
        with suppress(OSError):
            os.unlink(draft)
        raise
