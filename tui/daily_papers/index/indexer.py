"""Keeps the records equal to the files: reads those that changed, removes those that are gone.

Everything is written in short transactions, each of which leaves the index consistent, so that
another connection's act never waits much longer than `LOCK` seconds, and an indexer that is killed
goes on where it stopped.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Final

from daily_papers import formats
from daily_papers.cache import names, scanner
from daily_papers.cache.scanner import FileStatus, file_status
from daily_papers.index import identity
from daily_papers.index.facts import FindStates
from daily_papers.index.records import PLACE_BITS, encode
from daily_papers.index.writer import Texts, write
from daily_papers.papers.model import Entry, title_id
from daily_papers.safe_open import open_file

LOCK: Final = 0.02
"""Seconds that one transaction should hold the write lock."""
PAGE: Final = 100
"""Entries on one page of a paged answer: the most that the API gives."""
_CHUNK: Final = 32
"""Entries that are written together, which takes less than `LOCK`."""
_LARGE: Final = 1 << 20
"""Bytes of a file from which on parsing it may take longer than `LOCK`."""
_BLOCK: Final = 1 << 20
_LARGEST: Final = (1 << 63) - 1
"""The largest number in SQLite."""
_ATTEMPTS: Final = 3
"""How often a file that changes while it is read is read, before it is left for next time."""


class Indexer:
    """Brings one index up to date with one folder."""

    def __init__(
        self,
        db: sqlite3.Connection,
        folder: Path,
        find_states: FindStates,
        on_progress: Callable[[int, int, int], None] = lambda done, total, entries: None,
        now: Callable[[], float] = time.time,
    ) -> None:
        """Nothing is read yet.

        Args:
            db: The index, on a connection of this thread.
            folder: The cache folder; it need not exist.
            find_states: Finds what the user did with papers.
            on_progress: Called after each short transaction with the number of files read, of files
                to read, which are those that are new or changed, and of entries read in them.
            now: The time, in seconds since 1970.
        """
        self._db = db
        self._folder = folder
        self._find_states = find_states
        self._on_progress = on_progress
        self._now = now
        self._done = self._total = self._entries = 0
        self._texts = Texts()
        self._began = 0.0

    def run(self) -> None:
        """Read what changed in the folder since the last time."""
        try:
            self._run()
            self._commit()
        except BaseException:
            self._db.rollback()
            raise

    def _run(self) -> None:
        seen = {os.fsencode(each.name): each for each in self._scan()}
        known = {
            name: (size, mtime, ctime, inode)
            for name, size, mtime, ctime, inode in self._db.execute(
                "SELECT name, size, mtime_ns, ctime_ns, inode FROM file"
            )
        }
        changed = [each for name, each in seen.items() if known.get(name) != _status(each)]
        changed.sort(key=_newest_day_first, reverse=True)
        self._total = len(changed)
        for each in changed:
            self._update(each)
            self._done += 1
        # What is gone goes last: the papers of a file that was renamed never leave.
        for name in known.keys() - seen.keys():
            self._remove(name)

    def _scan(self) -> list[FileStatus]:
        errors: list[tuple[str, str]] = []

        def report(error: OSError) -> None:
            name = os.path.relpath(os.fsdecode(error.filename or ""), self._folder)
            errors.append((name, error.strerror or str(error)))

        try:
            found = list(scanner.scan(self._folder, report))
        except OSError as error:
            report(error)
            found = []
        with self._step():
            self._db.execute("DELETE FROM unlisted")
            self._db.executemany(
                "INSERT INTO unlisted VALUES (?, ?)",
                [(os.fsencode(name), words) for name, words in errors],
            )
        return found

    def _update(self, seen: FileStatus) -> None:
        """Read one file, again if it changed meanwhile. One that vanished is left for next time."""
        for _ in range(_ATTEMPTS):
            try:
                with open_file(self._folder / seen.name) as stream:
                    before = file_status(seen.name, os.fstat(stream.fileno()))
                    self._read(before, stream)
                    after = file_status(seen.name, os.fstat(stream.fileno()))
                    if _status(before) == _status(after):
                        return
            except FileNotFoundError:
                return
            except OSError as error:
                self._finish(self._begin(seen, "")[0], seen, "", error.strerror or str(error))
                return
            with self._step():
                self._db.execute(
                    "UPDATE file SET size = -1, fingerprint = '' WHERE name = ?",
                    (os.fsencode(seen.name),),
                )

    def _read(self, seen: FileStatus, stream: BinaryIO) -> None:
        modified = _modified(seen)
        fingerprint = f"{_sha256(stream)} {modified}"
        row = self._db.execute(
            "SELECT id, fingerprint, problem FROM file WHERE name = ?", (os.fsencode(seen.name),)
        ).fetchone()
        if row and row[1] == fingerprint:
            self._finish(row[0], seen, fingerprint, row[2])
            return
        if seen.size > _LARGE:
            self._commit()
        stream.seek(0)
        name = seen.name.rpartition("/")[2]
        problem, place, file = "", 0, -1
        try:
            report = formats.read(stream, formats.Hint(name=name, modified=modified))
            file, reread = self._begin(seen, report.format)
            page = names.parse(name).page or 0
            entries = (
                replace(entry, rank=page * PAGE + entry.rank) if page else entry
                for entry in report.entries
            )
            while chunk := list(islice(entries, _CHUNK)):
                self._apply(file, place, chunk, reread)
                place += len(chunk)
        except formats.FormatError as error:
            if self._now() - seen.mtime_ns / 1e9 < scanner.GRACE_SECONDS:
                return
            problem = str(error)
            if file < 0:
                file, _ = self._begin(seen, "")
        self._drop(file, place)
        self._finish(file, seen, fingerprint, problem)

    def _begin(self, seen: FileStatus, format: str) -> tuple[int, bool]:
        """The file's row, and whether all its records must be written again."""
        name = os.fsencode(seen.name)
        with self._step():
            row = self._db.execute("SELECT id, format FROM file WHERE name = ?", (name,)).fetchone()
            if row is None:
                row = self._db.execute(
                    "INSERT INTO file(name, size, mtime_ns, ctime_ns, inode, fingerprint, format,"
                    " problem) VALUES (?, -1, 0, 0, 0, '', ?, '') RETURNING id, format",
                    (name, format),
                ).fetchone()
            else:
                self._db.execute(
                    "UPDATE file SET size = -1, fingerprint = '', format = ? WHERE id = ?",
                    (format, row[0]),
                )
        return row[0], row[1] != format

    def _finish(self, file: int, seen: FileStatus, fingerprint: str, problem: str) -> None:
        with self._step():
            self._db.execute(
                "UPDATE file SET size = ?, mtime_ns = ?, ctime_ns = ?, inode = ?, fingerprint = ?,"
                " problem = ? WHERE id = ?",
                (*_status(seen), fingerprint, problem, file),
            )

    def _apply(self, file: int, place: int, entries: list[Entry], reread: bool) -> None:
        """Replace the records of `file` from `place` on by those of `entries`."""
        first = (file << PLACE_BITS) + place
        with self._step():
            rows = self._db.execute(
                "SELECT id, body, doi, title_id, work FROM record WHERE id >= ? AND id < ?",
                (first, first + len(entries)),
            )
            held = {row: rest for row, *rest in rows}
            changes = _Changes()
            for row, entry in enumerate(entries, first):
                body, *names = held.get(row, (None,))
                text = encode(entry)
                if text == body and not reread:
                    continue
                if body is not None:
                    changes.add(*names)
                    self._db.execute("DELETE FROM record WHERE id = ?", (row,))
                paper = entry.paper
                title = title_id(paper.title)
                work = identity.first_guess(paper.arxiv_id, paper.doi, title)
                self._db.execute(
                    "INSERT INTO record(id, work, arxiv, doi, title_id, digest, body)"
                    " VALUES (?, ?, ?, ?, ?, ?, ?)",
                    (row, work, paper.arxiv_id, paper.doi, title, entry.digest.key, text),
                )
                changes.add(paper.doi, title, work)
            self._rewrite(changes)
        self._entries += len(entries)

    def _drop(self, file: int, place: int) -> None:
        """Delete the records of `file` from `place` on."""
        first, last = (file << PLACE_BITS) + place, (file + 1) << PLACE_BITS
        while True:
            with self._step():
                rows = self._db.execute(
                    "SELECT id, doi, title_id, work FROM record WHERE id >= ? AND id < ? LIMIT ?",
                    (first, last, _CHUNK),
                ).fetchall()
                changes = _Changes()
                for row, *names in rows:
                    self._db.execute("DELETE FROM record WHERE id = ?", (row,))
                    changes.add(*names)
                self._rewrite(changes)
            if not rows:
                return

    def _remove(self, name: bytes) -> None:
        file = self._db.execute("SELECT id FROM file WHERE name = ?", (name,)).fetchone()[0]
        self._drop(file, 0)
        with self._step():
            self._db.execute("DELETE FROM file WHERE id = ?", (file,))

    def _rewrite(self, changes: _Changes) -> None:
        touched = identity.resolve(self._db, changes.dois, changes.titles, changes.works)
        write(self._db, touched, self._find_states, self._texts)

    @contextmanager
    def _step(self) -> Iterator[None]:
        """Write in the open transaction, or in a new one; commit it if it took long."""
        if not self._db.in_transaction:
            self._db.execute("BEGIN IMMEDIATE")
            self._began = time.perf_counter()
        yield
        if time.perf_counter() - self._began > LOCK:
            self._commit()

    def _commit(self) -> None:
        if self._db.in_transaction:
            self._texts.flush(self._db)
            self._db.execute("COMMIT")
            self._on_progress(self._done, self._total, self._entries)


def _newest_day_first(seen: FileStatus) -> tuple[bool, str]:
    """A sort key, largest first: files named after a day, so that today's papers come at once."""
    name = seen.name.rpartition("/")[2]
    return name[:4].isdigit(), name


class _Changes:
    """The DOIs, titles and papers of changed records, as they are and were."""

    def __init__(self) -> None:
        self.dois: set[str] = set()
        self.titles: set[str] = set()
        self.works: set[str] = set()

    def add(self, doi: str | None, title: str, work: str) -> None:
        if doi:
            self.dois.add(doi)
        self.titles.add(title)
        self.works.add(work)


def _modified(seen: FileStatus) -> date | None:
    """The day on which the file was written; `None` where no calendar has it."""
    try:
        return datetime.fromtimestamp(seen.mtime_ns / 1e9, UTC).date()
    except (OverflowError, ValueError):
        return None


def _sha256(stream: BinaryIO) -> str:
    digest = hashlib.sha256()
    while block := stream.read(_BLOCK):
        digest.update(block)
    return digest.hexdigest()


def _status(seen: FileStatus) -> tuple[int, int, int, int]:
    """What changes with a file, in numbers that SQLite can hold."""
    times_and_inode = seen.mtime_ns, seen.ctime_ns, seen.inode
    mtime, ctime, inode = (number & _LARGEST for number in times_and_inode)
    return seen.size, mtime, ctime, inode
