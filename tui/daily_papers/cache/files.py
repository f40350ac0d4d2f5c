"""Opening files that anyone may have put there, and adding files that are whole or not there."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

WHOLE: Final = 64 * 1024 * 1024
"""Bytes that a format may have that is read as a whole; JSON Lines have no limit."""
DEPTH: Final = 4
"""How deep `scan` goes: a folder and three folders below it, as in `2025/07/31/`."""
YOUNG: Final = 2.0
"""Seconds during which a file that cannot be parsed may still be being written."""

_BLOCK: Final = 1024 * 1024
_LEFTOVERS: Final = ("~", ".tmp", ".part", ".partial", ".crdownload", ".swp", ".swx", ".bak")
_KINDS: Final = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISLNK, "a link; links in a folder are not followed, name it by itself"),
    (stat.S_ISFIFO, "a FIFO"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


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


def open_file(path: Path, *, follow: bool = False) -> BinaryIO:
    """Open a regular file for reading, without ever waiting for it.

    Args:
        path: Where it is.
        follow: Whether the last part of `path` may be a link: so for what the user names, not
            for what anyone put into the cache.

    Raises:
        OSError: It is missing, may not be read, goes round in links, or is no regular file; its
            `strerror` says which.
    """
    flags = os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | (0 if follow else os.O_NOFOLLOW)
    try:
        descriptor = os.open(path, flags)
    except OSError as error:
        if error.errno == errno.ELOOP:
            words = "its links go round in a circle" if follow else "a link, and not followed"
            raise OSError(errno.ELOOP, words, str(path)) from None
        if error.errno == errno.ENXIO:
            raise OSError(errno.ENXIO, "not a file but a socket", str(path)) from None
        raise
    try:
        mode = os.fstat(descriptor).st_mode
        if not stat.S_ISREG(mode):
            raise _not_a_file(mode, str(path))
        return os.fdopen(descriptor, "rb")
    except BaseException:
        os.close(descriptor)
        raise


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
                on_error(_not_a_file(status.st_mode, entry.path))
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


def write_new(folder: Path, name: str, stream: BinaryIO, *, mark: str = "") -> Path:
    """Write `stream` to a new file; it is there whole, and synced, or not at all.

    Args:
        folder: An existing folder.
        name: The file's name in it.
        stream: Read from where it stands to its end.
        mark: Marks what a kill leaves behind, for `remove_drafts`.

    Returns:
        The file's path.

    Raises:
        FileExistsError: There is such a file; it is left as it is.
        OSError: It could not be written, as on a full disk, and nothing is left behind; or it was,
            and the disk refused to say that its name will stay.
    """
    return _write(folder, name, stream, mark, _name_as)


def write_over(folder: Path, name: str, stream: BinaryIO, *, mark: str = "") -> Path:
    """Like `write_new`, in place of the file of that name: at any moment one of the two is there.

    Raises:
        OSError: It could not be written; the old file is left as it is.
    """
    return _write(folder, name, stream, mark, Path.replace)


def remove_drafts(folder: Path, mark: str) -> None:
    """Remove what killed writers that marked their files with `mark` left in `folder`.

    Raises:
        OSError: The folder cannot be read or written.
    """
    for draft in folder.glob(f".{mark}*.tmp"):
        draft.unlink(missing_ok=True)


def _write(
    folder: Path,
    name: str,
    stream: BinaryIO,
    mark: str,
    place: Callable[[Path, Path], object],
) -> Path:
    target = folder / name
    draft = folder / f".{mark}{os.urandom(8).hex()}.tmp"
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666)
    try:
        with os.fdopen(descriptor, "wb") as file:
            while block := stream.read(_BLOCK):
                file.write(block)
            file.flush()
            os.fsync(file.fileno())
        place(draft, target)
    finally:
        draft.unlink(missing_ok=True)
    _sync_folder(folder)
    return target


def _name_as(draft: Path, target: Path) -> None:
    """Give a whole file its name, unless that is taken."""
    try:
        os.link(draft, target)
    except OSError as error:
        if error.errno not in {errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK}:
            raise
        # A file system without hard links: look, then rename.
        if target.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target)) from None
        draft.rename(target)


def _sync_folder(folder: Path) -> None:
    """Make a new name in `folder` survive a power cut, where the file system can."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno != errno.EINVAL:
            raise
    finally:
        os.close(descriptor)


def _not_a_file(mode: int, path: str) -> OSError:
    kind = next((words for is_kind, words in _KINDS if is_kind(mode)), "something else")
    number = errno.EISDIR if stat.S_ISDIR(mode) else errno.EINVAL
    return OSError(number, f"not a file but {kind}", path)
