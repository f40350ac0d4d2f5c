"""This device's journal, in the folder that holds the journals of all devices.

Journals are only appended to: under a lock, after reading what others wrote, one synced line at a
time. A segment of 4 MB is full; the next line begins a new one. Nothing is rewritten or compacted.
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
"""Bytes from which on a segment is full."""
_MAX_OBSTACLES: Final = 100
"""How many segments that are no regular files are passed over before writing fails."""
_NO_ACT: Final = Act("", void="none")
"""An undo of nothing, which only uses up a counter."""

Clock = Callable[[], datetime]


class SaveError(OSError):
    """An act could not be saved. `str()` says why, for the user.

    `line` may have reached the disk all the same: pass it to `Journal.append_again`. If it is
    `None`, nothing was written, and the act is to be appended again.
    """

    def __init__(self, reason: OSError, line: Line | None) -> None:
        super().__init__(reason.errno, reason.strerror or str(reason))
        self.line = line

    def __str__(self) -> str:
        return f"not saved: {self.strerror}"


def local_now() -> datetime:
    """The current time in the user's time zone."""
    return datetime.now().astimezone()


class Journal:
    """Appends this device's lines, and reads those of all devices.

    Several processes may write for the same device at once, each with a journal of its own.
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
        """Opens and creates nothing yet.

        Args:
            folder: The profile's folder.
            device: This machine's id.
            session: The name of this run.
            positions: How far each journal is merged.
            counters: The counters of the merged lines.
            clock: The time for the lines.
            disk: The system calls that write; tests let them fail.
            sealed_size: Bytes from which on a segment is full; tests make it small.
        """
        self.folder: Final = folder
        self.device: Final = device
        self.session: Final = session
        self.positions: dict[str, Position] = dict(positions or {})
        self.counters: Final = counters or Counters()
        self.unreadable: dict[str, str] = {}
        """Why journals could not be read the last time, by name; `""` for the folder."""
        self.lost_lines = False
        """Whether one of this device's own segments lost lines that were merged."""
        self._clock = clock
        self._disk = disk or Disk()
        self._sealed_size = sealed_size
        self._new: list[Chunk] = []
        self._synced_names: set[str] = set()
        self._number = 0

    def continue_from(self, positions: Mapping[str, Position], counters: Counters) -> None:
        """Read from the positions of another index from now on."""
        self.positions = dict(positions)
        self.counters.join(counters)
        self.lost_lines = False
        self._new.clear()

    def skip_to(self, positions: Mapping[str, Position], counters: Counters) -> None:
        """Skip what another process has merged into the index, so that it is read only once."""
        for name, position in positions.items():
            known = self.positions.get(name)
            if known is None or known.offset < position.offset:
                self.positions[name] = position
        self.counters.join(counters)

    def read_new(self) -> Iterator[Chunk]:
        """What is new in all journals of the folder. Never fails; see `unreadable`."""
        while self._new:
            yield self._new.pop(0)
        yield from self._read_all()

    def check_own(self, merged: Mapping[str, Position]) -> None:
        """Check whether own segments lost lines that another process wrote and merged.

        Args:
            merged: How far each journal was merged before `read_new` was called.
        """
        for name, position in merged.items():
            is_own = segment_number(name, self.device) is not None
            if is_own and self.positions.get(name) != position:
                self.lost_lines |= not still_holds(self.folder, name, position)

    def take_new(self) -> list[Chunk]:
        """What was read while appending: other devices' new lines, and the appended ones."""
        new, self._new = self._new, []
        return new

    def append(self, act: Act) -> Line:
        """Append an act, and wait until it is on the disk.

        Raises:
            SaveError: It could not be saved.
            ValueError: It could not be read again (see `records.write_line`).
        """
        line: Line | None = None
        try:
            with self._segment() as (name, descriptor):
                self._new.extend(self._read_all())
                # The line must be the newest of all in every index, whatever it brings into range.
                while self.counters.is_next_outdone:
                    self._write(name, descriptor, [self._next_line(_NO_ACT)])
                line = self._next_line(act)
                self._write(name, descriptor, [line])
        except OSError as error:
            raise SaveError(error, line) from error
        return line

    def append_again(self, lines: Sequence[Line]) -> None:
        """Append lines that this device wrote before, unchanged: equal lines are one act.

        This is for lines whose write failed, and for those that were lost because a syncer
        replaced a journal with an older one.

        Raises:
            SaveError: They could not be saved.
        """
        try:
            with self._segment() as (name, descriptor):
                self._write(name, descriptor, lines)
        except OSError as error:
            raise SaveError(error, None) from error

    def own_lines(self) -> Iterator[Line]:
        """All lines of this device in its own segments."""
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
            self._notice_loss(name)
            del self.positions[name]
        for name in names:
            yield from self._read(name)

    def _read(self, name: str) -> Iterator[Chunk]:
        known = self.positions.get(name, Position())
        for chunk in self._read_from(name, known):
            if known.offset and not chunk.start:
                self._notice_loss(name)
            known = chunk.position
            yield self._advanced(chunk)

    def _advanced(self, chunk: Chunk) -> Chunk:
        """Advance the position and the counters past a chunk, and return it."""
        self.positions[chunk.name] = chunk.position
        self.counters.add(chunk.counters)
        return chunk

    def _read_from(self, name: str, position: Position) -> Iterator[Chunk]:
        try:
            yield from read_journal(self.folder, name, position)
            self.unreadable.pop(name, None)
        except OSError as error:
            self.unreadable[name] = error.strerror or str(error)

    def _notice_loss(self, name: str) -> None:
        if segment_number(name, self.device) is not None:
            self.lost_lines = True

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
        """The segment to append to, open and locked: its name and its descriptor.

        Full segments are passed over, and names that something other than a regular file has.
        """
        self._disk.make_private_folder(self.folder)
        if not self._number:
            names = list_journals(self.folder)
            self._number = max(
                (segment_number(name, self.device) or 1 for name in names), default=1
            )
        obstacles = 0
        while True:
            name = segment_name(self.device, self._number)
            path = os.path.join(self.folder, name)
            try:
                descriptor = open_descriptor(path, os.O_RDWR | os.O_APPEND | os.O_CREAT)
            except NotAFile:
                obstacles += 1
                if obstacles > _MAX_OBSTACLES:
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
        if name not in self._synced_names:  # who created the file may have died before this
            self._disk.sync_folder(self.folder)
            self._synced_names.add(name)
        if read_to_end:
            position = position_at(descriptor, size + len(data))
            self._new.append(self._advanced(Chunk(name, size, position, list(lines), [])))
        else:
            self._new.extend(self._read(name))
