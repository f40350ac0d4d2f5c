"""Taking in a folder of journals from elsewhere: a backup, another machine, a carried stick.

Files are copied, never changed: merging happens when they are read. What is new here is copied
under its name; what only went on elsewhere takes the shorter one's place; anything else is laid
beside ours under a name of its own, since every journal in the folder is read. Our own segments
are never touched.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from daily_papers.atomic_write import atomic_write
from daily_papers.safe_open import NotAFile, open_file
from daily_papers.state.journal_reader import SUFFIX, list_journals, segment_number
from daily_papers.state.storage import Disk

_BLOCK: Final = 1 << 20


class NoJournals(ValueError):
    """A folder in which no journal lies."""


@dataclass(slots=True)
class Merged:
    """What became of each journal of the other folder, by file name."""

    taken: list[str] = field(default_factory=list)
    """New here, or longer there."""
    beside: list[str] = field(default_factory=list)
    """Laid beside ours, because both went on."""
    known: list[str] = field(default_factory=list)
    """Nothing new in them."""
    refused: dict[str, str] = field(default_factory=dict)
    """Not read or not written, and why."""

    @property
    def words(self) -> str:
        """One line for people: `3 journals taken in, 2 known`."""
        parts = [
            f"{len(self.taken) + len(self.beside)} taken in",
            f"{len(self.known)} known",
            *(f"{name}: {why}" for name, why in sorted(self.refused.items())),
        ]
        return ", ".join(parts)


def merge_folder(source: Path, folder: Path, device: str, *, disk: Disk | None = None) -> Merged:
    """Copy the journals of `source` into the profile's `folder`.

    Args:
        source: A folder with `*.jsonl` files in it.
        folder: The profile's folder; made where it is not there.
        device: This machine's id, whose segments here are not touched.
        disk: The calls that write; for tests of a failing disk.

    Raises:
        NoJournals: There is none in `source`.
        OSError: One of the folders cannot be read or made.
    """
    disk = disk or Disk()
    names = list_journals(source)
    if not names:
        raise NoJournals(f"{source} holds no journals (files ending in {SUFFIX})")
    disk.make_private(folder)
    merged = Merged()
    for name in names:
        try:
            _take(source / name, folder, device, merged, disk)
        except OSError as error:
            merged.refused[name] = error.strerror or str(error)
    disk.sync_folder(folder)
    return merged


def _take(theirs: Path, folder: Path, device: str, merged: Merged, disk: Disk) -> None:
    name = theirs.name
    ours = folder / name
    is_own = segment_number(name, device) is not None
    relation = _compare(theirs, ours) if os.path.lexists(ours) else "new"
    if relation == "known":
        merged.known.append(name)
    elif relation in ("new", "longer") and not is_own:
        _copy(theirs, ours, disk)
        merged.taken.append(name)
    else:
        beside = f"{name.removesuffix(SUFFIX)}.merged-{_digest(theirs)}{SUFFIX}"
        if (folder / beside).exists():
            merged.known.append(name)
        else:
            _copy(theirs, folder / beside, disk)
            merged.beside.append(name)


def _compare(theirs: Path, ours: Path) -> str:
    """`known` where ours begins with theirs, `longer` where theirs begins with ours, or `apart`."""
    try:
        mine = _blocks(ours)
        for block in _blocks(theirs):
            other = next(mine, b"")
            if block != other:
                is_start = block.startswith(other) or other.startswith(block)
                if not is_start:
                    return "apart"
                return "longer" if len(block) > len(other) else "known"
    except NotAFile:
        return "apart"
    return "known"


def _blocks(path: Path) -> Iterator[bytes]:
    """The file's bytes in blocks that are full, but for the last."""
    with open_file(path) as file:
        while block := file.read(_BLOCK):
            yield block


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    for block in _blocks(path):
        digest.update(block)
    return digest.hexdigest()[:8]


def _copy(source: Path, target: Path, disk: Disk) -> None:
    """Copy a file so that `target` is there whole or not at all, mode 0600."""
    with atomic_write(target, private=True, fsync=disk.fsync) as file:
        for block in _blocks(source):
            disk.write_all(file.fileno(), block)
