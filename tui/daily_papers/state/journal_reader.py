"""Reads journals: what is new in any of them since they were last read.

A profile's folder holds the segments of every machine, and copies that syncers made of them. Each
file ending in `.jsonl` is read up to its last newline. How far a file was read is an offset and a
hash of what precedes it; if the hash differs, the file was replaced and is read from the start.
Reading never waits for a lock, and no content makes it fail: lines that cannot be read are skipped.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Final

from daily_papers.safe_open import NotAFile, open_descriptor
from daily_papers.state.records import (
    BAD_COUNTER,
    MAX_LINE_BYTES,
    TOO_LONG,
    Counters,
    Line,
    Skipped,
    read_line,
)

SUFFIX: Final = ".jsonl"
_SEGMENT = re.compile(r"(?P<device>[!-~]+)\.(?P<number>\d{4,})\.jsonl")
_BLOCK: Final = 1 << 20
_TAIL: Final = 4096


@dataclass(frozen=True, slots=True)
class Position:
    """How far a file was read."""

    offset: int = 0
    """In bytes; it follows a newline."""
    tail: str = ""
    """A hash of the 4 KB before the offset."""
    signature: str = ""
    """Size, times and inode of the file when it was read to its end; empty before that."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Consecutive lines of one file."""

    name: str
    start: int
    """The offset of the first line: 0 if the file is read for the first time, or again."""
    position: Position
    """The position after these lines."""
    lines: list[Line]
    skipped: list[Skipped]

    @property
    def counters(self) -> Iterator[int]:
        """The counters of all lines, skipped ones included; 0 for a line without one."""
        return (line.counter for line in chain[Line | Skipped](self.lines, self.skipped))


@dataclass(slots=True)
class Contents:
    """What one journal holds, for a report."""

    name: str
    lines: int = 0
    """How many lines can be merged."""
    skipped: Counter[str] = field(default_factory=Counter)
    """How many lines cannot, by reason."""
    unreadable: str = ""
    """Why the file cannot be read; empty if it can."""


def list_journals(folder: Path) -> list[str]:
    """The names of the journals in `folder`, sorted; none if there is no such folder.

    Hidden files are left out: syncers write to them before they rename them.
    """
    try:
        names = os.listdir(folder)
    except (FileNotFoundError, NotADirectoryError):
        return []
    return sorted(name for name in names if name.endswith(SUFFIX) and name[0] != ".")


def segment_name(device: str, number: int) -> str:
    """The name of a device's segment: `lap-3f9a.0001.jsonl`."""
    return f"{device}.{number:04d}{SUFFIX}"


def segment_number(name: str, device: str) -> int | None:
    """The number of a segment of the device; `None` for all other files."""
    found = _SEGMENT.fullmatch(name)
    return int(found["number"]) if found and found["device"] == device else None


def read_journal(folder: Path, name: str, position: Position) -> Iterator[Chunk]:
    """The lines of one file after `position`, in chunks of about 1 MB; none if it is unchanged.

    Raises:
        NotAFile: It is no regular file.
        OSError: It cannot be read.
    """
    path = os.path.join(folder, name)
    known = position.signature
    if known and known == _signature(os.stat(path, follow_symlinks=False)):
        return
    descriptor = open_descriptor(path, os.O_RDONLY)
    try:
        signature = _signature(os.fstat(descriptor))
        if position.offset and _tail_before(descriptor, position.offset) != position.tail:
            position = Position()
        yield from _read_lines(descriptor, name, position.offset, signature)
    finally:
        os.close(descriptor)


def still_holds(folder: Path, name: str, position: Position) -> bool:
    """Whether a file still holds what was read up to `position`; yes if it cannot be opened."""
    try:
        descriptor = open_descriptor(os.path.join(folder, name), os.O_RDONLY)
    except (FileNotFoundError, NotAFile):
        return False
    except OSError:
        return True
    try:
        return _tail_before(descriptor, position.offset) == position.tail
    finally:
        os.close(descriptor)


def examine_journals(folder: Path) -> list[Contents]:
    """What each journal in `folder` holds.

    Raises:
        OSError: The folder cannot be read.
    """
    found: list[Contents] = []
    counters, far = Counters(), dict[str, Counter[int]]()
    for name in list_journals(folder):
        contents = Contents(name)
        found.append(contents)
        far[name] = Counter()
        try:
            for chunk in read_journal(folder, name, Position()):
                counters.add(chunk.counters)
                contents.lines += len(chunk.lines)
                contents.skipped.update(line.reason for line in chunk.skipped)
                far[name].update(
                    line.counter for line in chunk.lines if line.counter in counters.beyond
                )
        except OSError as error:
            contents.unreadable = error.strerror or str(error)
    for contents in found:  # only now is it known which counters are out of range
        if beyond := sum(far[contents.name][counter] for counter in counters.beyond):
            contents.lines -= beyond
            contents.skipped[BAD_COUNTER] += beyond
    return found


def _read_lines(descriptor: int, name: str, offset: int, signature: str) -> Iterator[Chunk]:
    """Chunks from `offset` to the last newline; the last one has the file's signature."""
    read_to, pending, skipping = offset, b"", False
    while block := os.pread(descriptor, _BLOCK, read_to):
        read_to += len(block)
        data = pending + block
        skipped = []
        if skipping:  # inside a line that is too long: look for its newline
            _, newline, data = data.partition(b"\n")
            if not newline:
                continue
            skipped, skipping, offset = [Skipped(TOO_LONG)], False, read_to - len(data)
        cut = data.rfind(b"\n") + 1
        pending = data[cut:]
        if cut or skipped:
            position = Position(offset + cut, _tail_before(descriptor, offset + cut))
            records = [read_line(raw) for raw in data[:cut].split(b"\n") if raw]
            lines = [record for record in records if isinstance(record, Line)]
            skipped += [record for record in records if isinstance(record, Skipped)]
            yield Chunk(name, offset, position, lines, skipped)
            offset += cut
        if len(pending) > MAX_LINE_BYTES:
            pending, skipping = b"", True
    yield Chunk(name, offset, Position(offset, _tail_before(descriptor, offset), signature), [], [])


def position_at(descriptor: int, offset: int) -> Position:
    """The position at the end, `offset`, of an open file."""
    return Position(offset, _tail_before(descriptor, offset), _signature(os.fstat(descriptor)))


def _tail_before(descriptor: int, offset: int) -> str:
    begin = max(0, offset - _TAIL)
    data = os.pread(descriptor, offset - begin, begin)
    return hashlib.sha256(data).hexdigest()[:16]


def _signature(status: os.stat_result) -> str:
    return f"{status.st_size}:{status.st_mtime_ns}:{status.st_ctime_ns}:{status.st_ino}"
