"""Merges journals from another folder: a backup, another machine, a USB stick.

Files are only copied; their lines are merged when they are read. A new file is copied under its
name. One that begins with ours and goes on replaces ours. Any other is copied under a new name,
since every journal in the folder is read. Segments of this machine are never replaced.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from daily_papers.atomic_write import atomic_write, remove_temporary_files
from daily_papers.safe_open import NotAFile, open_file
from daily_papers.state.journal_reader import SUFFIX, list_journals, segment_number
from daily_papers.state.storage import Disk

_BLOCK: Final = 1 << 20
_PREFIX: Final = "merge-"
"""Begins the names of temporary files."""


class NoJournals(ValueError):
    """A folder without journals."""


@dataclass(slots=True)
class MergeReport:
    """What was done with each journal of the other folder, by file name."""

    copied: list[str] = field(default_factory=list)
    """New, or longer than ours."""
    kept_both: list[str] = field(default_factory=list)
    """Copied under another name, because ours has other lines."""
    known: list[str] = field(default_factory=list)
    """Without anything new."""
    failed: dict[str, str] = field(default_factory=dict)
    """Not copied, and why."""


def merge_folder(
    source: Path, folder: Path, device: str, *, disk: Disk | None = None
) -> MergeReport:
    """Copy the journals of `source` into the profile's `folder`.

    Args:
        source: A folder with `*.jsonl` files.
        folder: The profile's folder; it is created if it does not exist.
        device: This machine's id; its segments are never replaced.
        disk: The system calls that write; tests let them fail.

    Raises:
        NoJournals: There are no journals in `source`.
        OSError: `source` cannot be read, or `folder` not created.
    """
    disk = disk or Disk()
    names = list_journals(source)
    if not names:
        raise NoJournals(f"{source} holds no journals (files ending in {SUFFIX})")
    disk.make_private_folder(folder)
    remove_temporary_files(folder, _PREFIX)
    report = MergeReport()
    for name in names:
        try:
            _merge(source / name, folder, device, report, disk)
        except OSError as error:
            report.failed[name] = error.strerror or str(error)
    disk.sync_folder(folder)
    return report


def _merge(theirs: Path, folder: Path, device: str, report: MergeReport, disk: Disk) -> None:
    name = theirs.name
    ours = folder / name
    is_own = segment_number(name, device) is not None
    relation = _compare(theirs, ours) if os.path.lexists(ours) else "new"
    if relation == "known":
        report.known.append(name)
    elif relation in ("new", "longer") and not is_own:
        _copy(theirs, ours, disk)
        report.copied.append(name)
    else:
        other_name = f"{name.removesuffix(SUFFIX)}.merged-{_digest(theirs)}{SUFFIX}"
        if (folder / other_name).exists():
            report.known.append(name)
        else:
            _copy(theirs, folder / other_name, disk)
            report.kept_both.append(name)


def _compare(theirs: Path, ours: Path) -> str:
    """`known` if ours begins with theirs, `longer` if theirs begins with ours, else `different`."""
    try:
        mine = _blocks(ours)
        for block in _blocks(theirs):
            other = next(mine, b"")
            if block != other:
                is_start = block.startswith(other) or other.startswith(block)
                if not is_start:
                    return "different"
                return "longer" if len(block) > len(other) else "known"
    except NotAFile:
        return "different"
    return "known"


def _blocks(path: Path) -> Iterator[bytes]:
    """The content of a file in blocks of equal size; the last one may be shorter."""
    with open_file(path) as file:
        while block := file.read(_BLOCK):
            yield block


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    for block in _blocks(path):
        digest.update(block)
    return digest.hexdigest()[:8]


def _copy(source: Path, target: Path, disk: Disk) -> None:
    """Copy a file atomically, with mode 0600."""
    with atomic_write(target, private=True, prefix=_PREFIX, fsync=disk.fsync) as file:
        for block in _blocks(source):
            disk.write_all(file.fileno(), block)
