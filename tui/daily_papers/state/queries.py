"""The merged state: what the user did with papers, saved views and rules.

`StateQueries` works on a connection that somebody else owns, in the tables of `schema`. What
writes (`merge_chunk`, `forget_files`) belongs inside a transaction: the owner's, or the one
that `transaction` opens. A paper may be known under several ids; what asks about one takes all of
them, and merges what was written under each.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from daily_papers.papers.rows import UNTOUCHED, Facts
from daily_papers.papers.verdicts import BY_REGISTER, QUEUE
from daily_papers.state import merge
from daily_papers.state.journal_reader import Chunk, Position
from daily_papers.state.notes import Note, combined_text, heads
from daily_papers.state.paper_copies import Copy, merge_copies
from daily_papers.state.records import Counters, Line, read_line

_TAG: Final = "tag:"
_FEW: Final = 8
_BATCH: Final = 2000


@dataclass(frozen=True, slots=True)
class StateDetail:
    """All that the state holds of one paper."""

    facts: Facts
    queue_key: str
    """Sorts the Later queue; empty if the paper is not in it."""
    when: Mapping[str, str]
    """When each register was last written, ISO 8601 in UTC: `read`, `starred`, `tag:NAME` …"""
    notes: tuple[Note, ...]
    """The current versions of the note. A note that was removed has one with an empty text."""
    copy: Copy
    """The state's own copy of the paper; empty if there is none."""

    @property
    def note(self) -> str:
        """The note's text, Markdown; the texts of several versions are separated by a rule."""
        return combined_text(self.notes)


@dataclass(slots=True)
class _Register:
    """The newest write of a register among the ids of one paper."""

    value: str
    stamp: str
    time: str


class StateQueries:
    """The merged state of one profile."""

    def __init__(self, db: sqlite3.Connection) -> None:
        """`db` has the tables of `schema.create_tables`."""
        self.db: Final = db

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """A transaction that holds the write lock; within another one it does nothing."""
        if self.db.in_transaction:
            yield
            return
        self.db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self.db.rollback()
            raise
        self.db.commit()

    # Writing

    def merge_chunk(self, chunk: Chunk) -> set[str]:
        """Merge a chunk of a journal, and store its position.

        Chunks may come in any order, any number of times. Lines whose counters are out of range
        are merged once they are in range.

        Returns:
            The ids of the papers that it is about, `""` for the profile.
        """
        counters = self.counters()
        before = counters.largest
        counters.add(chunk.counters)
        lines = [line for line in chunk.lines if line.counter not in counters.beyond]
        if counters.beyond:
            self._defer(chunk, counters.beyond)
        if counters.largest > before:
            self.db.execute("DELETE FROM state_counter")
            self.db.execute("INSERT INTO state_counter(largest) VALUES (?)", (counters.largest,))
            lines += self._take_deferred(counters.largest)
        about = merge.merge_lines(self.db, lines)
        position = chunk.position
        self.db.execute(
            "INSERT OR REPLACE INTO state_file(name, position, tail, signature)"
            " VALUES (?, ?, ?, ?)",
            (os.fsencode(chunk.name), position.offset, position.tail, position.signature),
        )
        return about

    def _defer(self, chunk: Chunk, beyond: Container[int]) -> None:
        """Store the records of a chunk with counters out of range, for `_take_deferred`."""
        records = [(line.counter, line.raw) for line in chunk.lines]
        records += [(line.counter, b"") for line in chunk.skipped]
        self.db.executemany(
            "INSERT OR IGNORE INTO state_beyond(counter, line) VALUES (?, ?)",
            [record for record in records if record[0] in beyond],
        )

    def _take_deferred(self, largest: int) -> list[Line]:
        """Remove and return the deferred lines with counters up to `largest`."""
        rows = self.db.execute(
            "DELETE FROM state_beyond WHERE counter <= ? RETURNING line", (largest,)
        )
        records = [read_line(raw) for (raw,) in rows.fetchall() if raw]
        return [record for record in records if isinstance(record, Line)]

    def forget_files(self, names: Iterable[str]) -> None:
        """Forget the positions of journals that no longer exist. Their lines stay merged."""
        rows = [(os.fsencode(name),) for name in names]
        self.db.executemany("DELETE FROM state_file WHERE name = ?", rows)

    # How far the journals are merged

    def counters(self) -> Counters:
        """The counters of all records."""
        found = self.db.execute("SELECT largest FROM state_counter").fetchone()
        beyond = self.db.execute("SELECT DISTINCT counter FROM state_beyond")
        return Counters(found[0] if found else 0, (counter for (counter,) in beyond))

    def positions(self) -> dict[str, Position]:
        """How far each journal is merged, by file name."""
        rows = self.db.execute("SELECT name, position, tail, signature FROM state_file")
        return {os.fsdecode(name): Position(*position) for name, *position in rows}

    def lines_of(self, device: str) -> Iterator[tuple[str, bytes]]:
        """The stamps and lines of a device, oldest first."""
        yield from self.db.execute(
            "SELECT stamp, line FROM state_line WHERE device = ? ORDER BY stamp", (device,)
        )

    # Single papers

    def facts(self, ids: Sequence[str]) -> Facts:
        """What the user did with a paper, given by all its ids."""
        return self.facts_many([ids])[0]

    def facts_many(self, papers: Sequence[Sequence[str]]) -> list[Facts]:
        """`facts` for many papers at once, each given by all its ids."""
        found: list[Facts] = []
        for start in range(0, len(papers), _BATCH):
            batch = papers[start : start + _BATCH]
            registers = self._registers([name for ids in batch for name in ids])
            for ids in batch:
                newest = _newest(registers, ids)
                notes = self._note_heads(ids) if "note" in newest else ()
                found.append(_facts(newest, notes) if newest else UNTOUCHED)
        return found

    def detail(self, ids: Sequence[str]) -> StateDetail:
        """All that the state holds of a paper, given by all its ids."""
        newest = _newest(self._registers(ids), ids)
        when = {name: register.time for name, register in newest.items() if name != "note"}
        notes = self._note_heads(ids) if "note" in newest else ()
        if notes:
            when["note"] = max(note.time for note in notes)
        return StateDetail(
            facts=_facts(newest, notes),
            queue_key=_queue_key(newest),
            when=when,
            notes=notes,
            copy=self.copy(ids),
        )

    def copy(self, ids: Sequence[str]) -> Copy:
        """The state's own copy of a paper: those under all its ids, merged."""
        condition, values = _in_ids(ids)
        rows = self.db.execute(
            f"SELECT copy FROM state_copy WHERE paper {condition} ORDER BY paper", values
        )
        return merge_copies(json.loads(text) for (text,) in rows)

    def queue_key(self, ids: Sequence[str]) -> str:
        """The key that sorts a paper in the Later queue; empty if it is not in it."""
        return _queue_key(_newest(self._registers(ids), ids))

    # All papers

    def all_ids(self) -> set[str]:
        """The ids of all papers that were ever in an act."""
        rows = self.db.execute("SELECT DISTINCT paper FROM state_touch WHERE paper <> ''")
        return {paper for (paper,) in rows}

    def copies(self) -> Iterator[tuple[str, Copy]]:
        """The copies of papers that the user starred, queued, tagged or noted, with their ids."""
        rows = self.db.execute("SELECT paper, copy FROM state_copy ORDER BY paper").fetchall()
        for (paper, text), facts in zip(
            rows, self.facts_many([[paper] for paper, _ in rows]), strict=True
        ):
            if facts.kept:
                yield paper, json.loads(text)

    def queue(self) -> list[tuple[str, str]]:
        """The Later queue: keys and ids, sorted. A paper with two ids may occur twice."""
        rows = self.db.execute(
            """SELECT value, paper FROM state_register
            WHERE name = ? AND value <> 'false' AND name <> 'read' ORDER BY value, paper""",
            (QUEUE,),
        )
        return [(json.loads(value), paper) for value, paper in rows]

    def tags(self) -> dict[str, int]:
        """How many papers have each tag, the most used tag first."""
        rows = self.db.execute(
            """SELECT substr(name, 5), count(*) AS uses FROM state_register
            WHERE name >= 'tag:' AND name < 'tag;' AND value <> 'false' AND name <> 'read'
            GROUP BY name ORDER BY uses DESC, name"""
        )
        return dict(rows.fetchall())

    def _registers(self, ids: Sequence[str]) -> dict[str, list[tuple[str, _Register]]]:
        condition, values = _in_ids(ids)
        rows = self.db.execute(
            f"SELECT paper, name, value, stamp, time FROM state_register WHERE paper {condition}",
            values,
        )
        found: dict[str, list[tuple[str, _Register]]] = defaultdict(list)
        for paper, name, value, stamp, time in rows:
            found[paper].append((name, _Register(value, stamp, time)))
        return found

    def _note_heads(self, ids: Sequence[str]) -> tuple[Note, ...]:
        condition, values = _in_ids(ids)
        rows = self.db.execute(
            f"""SELECT stamp, text, time, bases, void
            FROM state_note JOIN state_line ON n = state_note.line WHERE paper {condition}""",
            values,
        )
        return heads(
            Note(stamp, text, time, tuple(json.loads(bases)), bool(void))
            for stamp, text, time, bases, void in rows
        )


def _in_ids(ids: Sequence[str]) -> tuple[str, Sequence[str]]:
    """The right side of a condition `column IN (ids)`, and its parameters."""
    if len(ids) <= _FEW:
        return f"IN ({','.join('?' * len(ids))})", ids
    return "IN (SELECT value FROM json_each(?))", (json.dumps(ids),)


def _newest(
    registers: Mapping[str, list[tuple[str, _Register]]], ids: Sequence[str]
) -> dict[str, _Register]:
    """The newest write of each register among the ids of one paper."""
    newest: dict[str, _Register] = {}
    for paper in ids:
        for name, register in registers.get(paper, ()):
            held = newest.get(name)
            if held is None or (register.stamp, register.value) > (held.stamp, held.value):
                newest[name] = register
    return newest


def _queue_key(newest: Mapping[str, _Register]) -> str:
    return json.loads(newest[QUEUE].value) or "" if QUEUE in newest else ""


def _facts(newest: Mapping[str, _Register], notes: Iterable[Note]) -> Facts:
    def value(name: str) -> str:
        return newest[name].value if name in newest else "false"

    tags = (name for name in newest if name.startswith(_TAG) and value(name) == "true")
    return Facts(
        read=value("read") != "false",
        auto=value("read") == '"auto"',
        verdicts=frozenset(name for name in BY_REGISTER if value(name) != "false"),
        tags=tuple(sorted(name.removeprefix(_TAG) for name in tags)),
        noted=bool(combined_text(notes)),
    )
