"""Reading journals: what is new since last time, in any file, whatever happened to it.

A profile's folder holds the segments of every machine, and copies that syncers made of them. Each
file ending in `.jsonl` is read up to its last newline. How far is kept as an offset with a hash of
what stands before it: where that no longer fits, the file was replaced, and is read from the start.
Nothing here waits, and no content fails: lines that are not understood are counted.
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
    LONGEST_LINE,
    TOO_LONG,
    Aside,
    Counters,
    Line,
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
    """In bytes, after a newline."""
    tail: str = ""
    """A hash of the 4 KB before the offset."""
    seen: str = ""
    """Size, times and inode of the file when it was read to its end; empty where it was not."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some lines of one file, in order."""

    name: str
    start: int
    """The offset of the first line: 0 where the file is read for the first time, or again."""
    position: Position
    """Where reading goes on after these lines."""
    lines: list[Line]
    asides: dict[int, Aside]
    """Lines that were passed over, by the offsets at which they begin."""

    @property
    def counters(self) -> Iterator[int]:
        """The counters of its lines, of those that were set aside too; 0 where one has none."""
        records: Iterator[Line | Aside] = chain(self.lines, self.asides.values())
        return (record.counter for record in records)


def still_holds(folder: Path, name: str, position: Position) -> bool:
    """Whether a file holds what was read up to `position`; assumed where it cannot be opened."""
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


@dataclass(slots=True)
class Contents:
    """What one journal holds, for a report."""

    name: str
    lines: int = 0
    """How many lines are merged."""
    passed_over: Counter[str] = field(default_factory=Counter)
    """How many lines are not, by reason."""
    unreadable: str = ""
    """Why the file cannot be read; empty where it can."""


def list_journals(folder: Path) -> list[str]:
    """The names of the journals in `folder`, sorted; none where there is no such folder.

    Names that begin with a dot are files that a syncer is still writing.
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
    """The number of the device's own segment `name`; `None` for all other files."""
    found = _SEGMENT.fullmatch(name)
    return int(found["number"]) if found and found["device"] == device else None


def read_journal(folder: Path, name: str, position: Position) -> Iterator[Chunk]:
    """What stands in one file after `position`, in chunks of some 1 MB; nothing where unchanged.

    Raises:
        NotAFile: It is a link, a folder or a FIFO.
        OSError: It cannot be read.
    """
    path = os.path.join(folder, name)
    if position.seen and position.seen == _signature(os.stat(path, follow_symlinks=False)):
        return
    descriptor = open_descriptor(path, os.O_RDONLY)
    try:
        seen = _signature(os.fstat(descriptor))
        if position.offset and _tail_before(descriptor, position.offset) != position.tail:
            position = Position()
        yield from _read_lines(descriptor, name, position.offset, seen)
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
                contents.passed_over.update(aside.reason for aside in chunk.asides.values())
                far[name].update(
                    line.counter for line in chunk.lines if line.counter in counters.beyond
                )
        except OSError as error:
            contents.unreadable = error.strerror or str(error)
    for contents in found:  # only now it is known which counters are out of range
        if beyond := sum(far[contents.name][counter] for counter in counters.beyond):
            contents.lines -= beyond
            contents.passed_over[BAD_COUNTER] += beyond
    return found


def _read_lines(descriptor: int, name: str, offset: int, seen: str) -> Iterator[Chunk]:
    """Chunks from `offset` to the last newline; the last one carries the signature `seen`."""
    read_to, pending, skipping = offset, b"", False
    while block := os.pread(descriptor, _BLOCK, read_to):
        read_to += len(block)
        data = pending + block
        asides: dict[int, Aside] = {}
        if skipping:  # inside a line that is too long: only its newline counts
            _, newline, data = data.partition(b"\n")
            if not newline:
                continue
            asides, skipping, offset = {offset: Aside(TOO_LONG)}, False, read_to - len(data)
        cut = data.rfind(b"\n") + 1
        pending = data[cut:]
        if cut or asides:
            position = Position(offset + cut, _tail_before(descriptor, offset + cut))
            yield _chunk(name, offset, position, data[:cut], asides)
            offset += cut
        if len(pending) > LONGEST_LINE:
            pending, skipping = b"", True
    yield Chunk(name, offset, Position(offset, _tail_before(descriptor, offset), seen), [], {})


def position_at(descriptor: int, offset: int) -> Position:
    """The position in an open file that was read to its end, which is at `offset`."""
    return Position(offset, _tail_before(descriptor, offset), _signature(os.fstat(descriptor)))


def _chunk(
    name: str, start: int, position: Position, data: bytes, asides: dict[int, Aside]
) -> Chunk:
    """The records in `data`, which begins at `start`, and those that were passed over before it."""
    lines, offset = [], start
    for raw in data.split(b"\n"):
        record = read_line(raw) if raw else None
        if isinstance(record, Line):
            lines.append(record)
        elif record:
            asides[offset] = record
        offset += len(raw) + 1
    return Chunk(name, start, position, lines, asides)


def _tail_before(descriptor: int, offset: int) -> str:
    begin = max(0, offset - _TAIL)
    data = os.pread(descriptor, offset - begin, begin)
    return hashlib.sha256(data).hexdigest()[:16]


def _signature(status: os.stat_result) -> str:
    return f"{status.st_size}:{status.st_mtime_ns}:{status.st_ctime_ns}:{status.st_ino}"
