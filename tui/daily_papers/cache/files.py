"""Opening files that anyone may have put there, and adding files that are whole or not there."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from daily_papers.safe_open import not_a_file

WHOLE: Final = 64 * 1024 * 1024
"""Bytes that a format may have that is read as a whole; JSON Lines have no limit."""
DEPTH: Final = 4
"""How deep `scan` goes: a folder and three folders below it, as in `2025/07/31/`."""
YOUNG: Final = 2.0
"""Seconds during which a file that cannot be parsed may still be being written."""

_LEFTOVERS: Final = ("~", ".tmp", ".part", ".partial", ".crdownload", ".swp", ".swx", ".bak")


@dataclass(frozen=True, slots=True)
class Seen:
    """A file in a folder, and what tells whether it changed."""

    name: str
    """Relative to the folder that was scanned, with `/` between its parts."""
    size: int
    """Bytes."""
    mtime_ns: int
    ctime_ns: int
    inode: int


def scan(
    folder: Path,
    on_error: Callable[[OSError], None] | None = None,
    *,
    in_order: bool = True,
) -> Iterator[Seen]:
    """The files in `folder` and in the folders below it.

    Links are not followed. Dot files and what editors, browsers and syncers leave behind are
    passed over; a syncer's conflict copy is a digest file like any other, as reading only ever
    merges.

    Args:
        folder: What to scan.
        on_error: Called with what could not be read, or is neither a file nor a folder.
        in_order: Whether they come sorted by name within each folder; as they are found they take
            no memory, however many there are.

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
) -> Iterator[Seen]:
    for entry in _entries(folder, in_order):
        if entry.name.startswith(".") or entry.name.endswith(_LEFTOVERS):
            continue
        try:
            status = entry.stat(follow_symlinks=False)
            if stat.S_ISDIR(status.st_mode):
                if depth < DEPTH:
                    below = Path(entry.path), f"{prefix}{entry.name}/"
                    yield from _scan(*below, depth + 1, on_error, in_order)
                else:
                    on_error(OSError(errno.ENOTSUP, "too deep a folder, not read", entry.path))
            elif stat.S_ISREG(status.st_mode):
                yield Seen(
                    prefix + entry.name,
                    status.st_size,
                    status.st_mtime_ns,
                    status.st_ctime_ns,
                    status.st_ino,
                )
            else:
                on_error(not_a_file(status.st_mode, entry.path))
        except OSError as error:
            on_error(error)


def unreadable(folder: Path) -> str:
    """Why `scan` cannot look into `folder`, in words; empty where it can, or nothing is there."""
    try:
        os.scandir(folder).close()
    except FileNotFoundError:
        return ""
    except NotADirectoryError:
        return "not a folder"
    except OSError as error:
        return (error.strerror or str(error)).lower()
    return ""
