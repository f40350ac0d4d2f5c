"""Lists the files in a folder, whatever anyone may have put there."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from daily_papers.safe_open import not_a_file

MAX_DEPTH: Final = 4
"""How deep `scan` goes: a folder and three folders below it, as in `2025/07/31/`."""
GRACE_SECONDS: Final = 2.0
"""Seconds in which a file that cannot be parsed may not have been written to its end yet."""

_LEFTOVERS: Final = ("~", ".tmp", ".part", ".partial", ".crdownload", ".swp", ".swx", ".bak")


@dataclass(frozen=True, slots=True)
class FileStatus:
    """A file in a folder, and what differs after a change to it."""

    name: str
    """Relative to the folder that was scanned, with `/` between its parts."""
    size: int
    """Bytes."""
    mtime_ns: int
    ctime_ns: int
    inode: int


def file_status(name: str, found: os.stat_result) -> FileStatus:
    """The status of the file `name`, from what `stat` says of it."""
    return FileStatus(name, found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)


def scan(
    folder: Path,
    on_error: Callable[[OSError], None] | None = None,
    *,
    in_order: bool = True,
) -> Iterator[FileStatus]:
    """The files in `folder` and in the folders below it.

    Links are not followed. Dot files and temporary files of editors, browsers and syncers are left
    out; a syncer's conflict copy is a digest file like any other, since reading merges.

    Args:
        folder: What to scan.
        on_error: Called with the error of what cannot be read, or is neither file nor folder.
        in_order: Whether they are sorted by name within each folder; unsorted, they take no
            memory, however many there are.

    Raises:
        OSError: `folder` itself cannot be read.
    """
    return _scan(folder, "", 1, on_error or (lambda error: None), in_order)


def _entries(folder: Path, in_order: bool) -> Iterator[os.DirEntry[str]]:
    with os.scandir(folder) as found:
        if not in_order:
            yield from found
            return
        entries = sorted(found, key=lambda entry: entry.name)
    yield from entries


def _scan(
    folder: Path,
    prefix: str,
    depth: int,
    on_error: Callable[[OSError], None],
    in_order: bool,
) -> Iterator[FileStatus]:
    for entry in _entries(folder, in_order):
        if entry.name.startswith(".") or entry.name.endswith(_LEFTOVERS):
            continue
        try:
            status = entry.stat(follow_symlinks=False)
            if stat.S_ISDIR(status.st_mode):
                if depth < MAX_DEPTH:
                    below = Path(entry.path), f"{prefix}{entry.name}/"
                    yield from _scan(*below, depth + 1, on_error, in_order)
                else:
                    on_error(OSError(errno.ENOTSUP, "nested too deep, not read", entry.path))
            elif stat.S_ISREG(status.st_mode):
                yield file_status(prefix + entry.name, status)
            else:
                on_error(not_a_file(status.st_mode, entry.path))
        except OSError as error:
            on_error(error)


def unreadable(folder: Path) -> str:
    """Why `folder` cannot be scanned, in words; empty if it can, or does not exist."""
    try:
        os.scandir(folder).close()
    except FileNotFoundError:
        return ""
    except NotADirectoryError:
        return "not a folder"
    except OSError as error:
        return (error.strerror or str(error)).lower()
    return ""
