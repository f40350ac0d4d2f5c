"""The journal of this machine, in the folder that holds every machine's.

Appending is all that happens to a journal: under a lock, after reading what others wrote, one line,
synced. A segment that has reached 4 MB is never written again; nothing is rewritten or compacted.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from daily_papers.safe_open import NotAFile, open_descriptor
from daily_papers.state.journal_reader import (
    Chunk,
    Position,
    list_journals,
    position_at,
    read_journal,
    segment_name,
    segment_number,
    still_holds,
)
from daily_papers.state.records import Act, Counters, Line, write_line
from daily_papers.state.storage import Disk, is_still_at

SEALED_SIZE: Final = 4 << 20
"""In bytes: a segment that has reached it is never written again."""
_MOST_REFUSED: Final = 100
"""How many things that are no journals may stand in the way before writing is given up."""

_NO_ACT: Final = Act("", void="none")
"""Undoes nothing. It only uses a counter up."""

Clock = Callable[[], datetime]


class Unsaved(OSError):
    """An act that is not on the disk. `str()` says why, in words; `errno` is the system's number.

    `line` is the line that may stand there all the same: to be handed to `Journal.write_again`.
    Where it is `None`, nothing was written, and the act is appended anew.
    """

    def __init__(self, reason: OSError, line: Line | None) -> None:
        super().__init__(reason.errno, reason.strerror or str(reason))
        self.line = line

    def __str__(self) -> str:
        return f"not saved: {self.strerror}"


def local_now() -> datetime:
    """The time, with the user's time zone."""
    return datetime.now().astimezone()


class Journal:
    """Writes this device's lines, and reads everyone's.

    One object serves one process; several processes may write for the same device at once.
    """

    def __init__(
        self,
        folder: Path,
        device: str,
        session: str,
        *,
        positions: Mapping[str, Position] | None = None,
        counters: Counters | None = None,
        clock: Clock = local_now,
        disk: Disk | None = None,
        sealed_size: int = SEALED_SIZE,
    ) -> None:
        """Nothing is opened or made yet.

        Args:
            folder: The profile's folder.
            device: This machine's id.
            session: The name of this run.
            positions: How far each journal was read before, as the merged state keeps it.
            counters: The counters of what was read before.
            clock: Tells the time that is written into the lines.
            disk: The calls that write; for tests of a failing disk.
            sealed_size: In bytes; for tests.
        """
        self.folder: Final = folder
        self.device: Final = device
        self.session: Final = session
        self.positions: dict[str, Position] = dict(positions or {})
        self.counters: Final = counters or Counters()
        self.unreadable: dict[str, str] = {}
        """Journals that cannot be read just now, and why."""
        self.shortened = False
        """Whether one of this device's own segments lost lines that had been read from it."""
        self._clock = clock
        self._disk = disk or Disk()
        self._sealed_size = sealed_size
        self._news: list[Chunk] = []
        self._named: set[str] = set()
        self._number = 0

    def start_from(self, positions: Mapping[str, Position], counters: Counters) -> None:
        """Read on from other positions: those of an index that knows less, or more."""
        self.positions = dict(positions)
        self.counters.join(counters)
        self.shortened = False
        self._news.clear()

    def skip_to(self, positions: Mapping[str, Position], counters: Counters) -> None:
        """Do not read what another process has merged already: a long journal is read once."""
        for name, position in positions.items():
            known = self.positions.get(name)
            if known is None or known.offset < position.offset:
                self.positions[name] = position
        self.counters.join(counters)

    def read_new(self) -> Iterator[Chunk]:
        """What any journal of the folder gained since the last call. Never fails, never waits."""
        while self._news:
            yield self._news.pop(0)
        yield from self._read_all()

    def compare(self, merged: Mapping[str, Position]) -> None:
        """Notice own segments that lost lines which another window wrote and merged.

        Args:
            merged: How far each journal was merged before `read_new` was called.
        """
        for name, position in merged.items():
            is_own = segment_number(name, self.device) is not None
            if is_own and self.positions.get(name) != position:
                self.shortened |= not still_holds(self.folder, name, position)

    def take_news(self) -> list[Chunk]:
        """What was read while writing: other devices' new lines, and this one's own."""
        news, self._news = self._news, []
        return news

    def append(self, act: Act) -> Line:
        """Write `act` and wait until it is on the disk.

        Raises:
            Unsaved: It is not safe on the disk.
            ValueError: It would never be read again (see `records.write_line`).
        """
        line: Line | None = None
        try:
            with self._segment() as (name, descriptor):
                self._news.extend(list(self._read_all()))
                while self.counters.is_next_outdone:
                    self._write(name, descriptor, [self._next_line(_NO_ACT)])
                line = self._next_line(act)
                self._write(name, descriptor, [line])
        except OSError as error:
            raise Unsaved(error, line) from error
        return line

    def write_again(self, lines: Sequence[Line]) -> None:
        """Write lines that this device wrote before, as they were: equal lines are one act.

        Serves after a failed write, and when a syncer put an older journal in the place of ours.

        Raises:
            Unsaved: They are not safe on the disk.
        """
        try:
            with self._segment() as (name, descriptor):
                self._write(name, descriptor, lines)
        except OSError as error:
            raise Unsaved(error, None) from error

    def own_lines(self) -> Iterator[Line]:
        """Every line of this device that stands in its own segments, from the beginning."""
        for name in list_journals(self.folder):
            if segment_number(name, self.device) is not None:
                for chunk in self._read_from(name, Position()):
                    yield from (line for line in chunk.lines if line.device == self.device)

    def _read_all(self) -> Iterator[Chunk]:
        try:
            names = list_journals(self.folder)
        except OSError as error:
            self.unreadable[""] = error.strerror or str(error)
            return
        self.unreadable.pop("", None)
        for name in self.positions.keys() - set(names):
            self._note_shortened(name)
            del self.positions[name]
        for name in names:
            yield from self._read(name)

    def _read(self, name: str) -> Iterator[Chunk]:
        known = self.positions.get(name, Position())
        for chunk in self._read_from(name, known):
            if known.offset and not chunk.start:
                self._note_shortened(name)
            known = chunk.position
            yield self._passed(chunk)

    def _passed(self, chunk: Chunk) -> Chunk:
        """Go on after `chunk`."""
        self.positions[chunk.name] = chunk.position
        self.counters.add(chunk.counters)
        return chunk

    def _read_from(self, name: str, position: Position) -> Iterator[Chunk]:
        try:
            yield from read_journal(self.folder, name, position)
            self.unreadable.pop(name, None)
        except OSError as error:
            self.unreadable[name] = error.strerror or str(error)

    def _note_shortened(self, name: str) -> None:
        if segment_number(name, self.device) is not None:
            self.shortened = True

    def _next_line(self, act: Act) -> Line:
        return write_line(
            act,
            counter=self.counters.largest + 1,
            device=self.device,
            session=self.session,
            time=self._clock().astimezone(UTC).isoformat(timespec="milliseconds")[:-6] + "Z",
        )

    @contextmanager
    def _segment(self) -> Iterator[tuple[str, int]]:
        """The segment to write to, open and locked: its name and its descriptor.

        What is no regular file is passed over, and so is a segment that is full.
        """
        self._disk.make_private(self.folder)
        if not self._number:
            names = list_journals(self.folder)
            self._number = max(
                (segment_number(name, self.device) or 1 for name in names), default=1
            )
        refused = 0
        while True:
            name = segment_name(self.device, self._number)
            path = os.path.join(self.folder, name)
            try:
                descriptor = open_descriptor(path, os.O_RDWR | os.O_APPEND | os.O_CREAT)
            except NotAFile:
                refused += 1
                if refused > _MOST_REFUSED:
                    raise
                self._number += 1
                continue
            try:
                with self._disk.locked(descriptor):
                    if not is_still_at(descriptor, path):
                        continue
                    if os.fstat(descriptor).st_size >= self._sealed_size:
                        self._number += 1
                        continue
                    yield name, descriptor
                    return
            finally:
                os.close(descriptor)

    def _write(self, name: str, descriptor: int, lines: Sequence[Line]) -> None:
        size = os.fstat(descriptor).st_size
        read_to_end = self.positions.get(name, Position()).offset == size
        data = b"".join(line.raw + b"\n" for line in lines)
        if not read_to_end and os.pread(descriptor, 1, size - 1) != b"\n":
            self._disk.write_all(descriptor, b"\n" + data)
        else:
            self._disk.write_all(descriptor, data)
        self._disk.fsync(descriptor)
        if name not in self._named:  # whoever made the file may have died before this
            self._disk.sync_folder(self.folder)
            self._named.add(name)
        if read_to_end:
            position = position_at(descriptor, size + len(data))
            self._news.append(self._passed(Chunk(name, size, position, list(lines), {})))
        else:
            self._news.extend(self._read(name))
