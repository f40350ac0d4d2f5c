"""The merged state, asked: what the user did with a paper, and everything that the user made.

`StateQueries` works on a connection that somebody else owns, in the tables of `schema`. What
writes (`take_in`, `drop_files`) belongs inside a transaction: the owner's, or the one
that `transaction` opens. A paper may be known under several ids; what asks about one takes all of
them, and merges what was written under each.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from daily_papers.papers.rows import UNTOUCHED, Facts
from daily_papers.papers.verdicts import BY_REGISTER
from daily_papers.state import merge
from daily_papers.state.journal_reader import Chunk, Position
from daily_papers.state.notes import Note, heads, joined
from daily_papers.state.paper_copies import Copy, merge_copies
from daily_papers.state.records import Counters, Line, read_line

_TAG: Final = "tag:"
_FEW: Final = 8
_BATCH: Final = 2000


@dataclass(frozen=True, slots=True)
class Held:
    """All that the state holds of one paper."""

    facts: Facts
    place: str
    """Its place in the Later queue: a text that sorts; empty where it is not queued."""
    when: Mapping[str, str]
    """When each register was written last, ISO 8601 in UTC: `read`, `starred`, `tag:NAME` …"""
    notes: tuple[Note, ...]
    """The versions of the note that stand; a removed note stands as an empty one."""
    copy: Copy
    """The state's own copy of the paper; empty where there is none."""

    @property
    def note(self) -> str:
        """The note's text, Markdown; several standing versions have a rule between them."""
        return joined(self.notes)


@dataclass(slots=True)
class _Register:
    """The newest write of a register among the ids of one paper."""

    value: str
    stamp: str
    time: str


class StateQueries:
    """The state of one profile."""

    def __init__(self, db: sqlite3.Connection) -> None:
        """The tables must be there (`schema.create_tables`)."""
        self.db: Final = db

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """One transaction that holds the write lock; inside another it adds nothing."""
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

    # What writes

    def take_in(self, chunk: Chunk) -> set[str]:
        """Merge a chunk of a journal, and keep how far it was read.

        Chunks may come in any order, any number of times. Lines whose counters are out of range
        are merged once they are in range.

        Returns:
            The ids of the papers that it is about, `""` for the profile's own registers.
        """
        counters = self.counters()
        before = counters.largest
        counters.add(chunk.counters)
        lines = [line for line in chunk.lines if line.counter not in counters.beyond]
        if counters.beyond:
            self._set_aside(chunk, counters.beyond)
        if counters.largest > before:
            self.db.execute("DELETE FROM state_counter")
            self.db.execute("INSERT INTO state_counter(largest) VALUES (?)", (counters.largest,))
            lines += self._now_in_range(counters.largest)
        about = merge.merge_lines(self.db, lines)
        place = chunk.position
        self.db.execute(
            "INSERT OR REPLACE INTO state_file(name, start, tail, seen) VALUES (?, ?, ?, ?)",
            (chunk.name, place.offset, place.tail, place.seen),
        )
        return about

    def _set_aside(self, chunk: Chunk, beyond: Container[int]) -> None:
        """Keep the records of a chunk whose counters are `beyond`, for `_now_in_range`."""
        records = [(line.counter, line.raw) for line in chunk.lines]
        records += [(aside.counter, b"") for aside in chunk.asides.values()]
        self.db.executemany(
            "INSERT OR IGNORE INTO state_beyond(counter, line) VALUES (?, ?)",
            [record for record in records if record[0] in beyond],
        )

    def _now_in_range(self, largest: int) -> list[Line]:
        """The lines that were set aside with counters up to `largest`; they are no longer."""
        rows = self.db.execute(
            "DELETE FROM state_beyond WHERE counter <= ? RETURNING line", (largest,)
        )
        records = [read_line(raw) for (raw,) in rows.fetchall() if raw]
        return [record for record in records if isinstance(record, Line)]

    def drop_files(self, names: Iterable[str]) -> None:
        """Forget how far journals were read that are no longer there. Their lines stay."""
        rows = [(name,) for name in names]
        self.db.executemany("DELETE FROM state_file WHERE name = ?", rows)

    # How far the journals were read

    def counters(self) -> Counters:
        """The counters of all records."""
        found = self.db.execute("SELECT largest FROM state_counter").fetchone()
        beyond = self.db.execute("SELECT DISTINCT counter FROM state_beyond")
        return Counters(found[0] if found else 0, (counter for (counter,) in beyond))

    def positions(self) -> dict[str, Position]:
        """How far each journal was read, by its file name."""
        rows = self.db.execute("SELECT name, start, tail, seen FROM state_file")
        return {name: Position(offset, tail, seen) for name, offset, tail, seen in rows}

    def lines_of(self, device: str) -> Iterator[tuple[str, bytes]]:
        """The stamp and the line of everything that a device wrote, oldest first."""
        yield from self.db.execute(
            "SELECT stamp, line FROM state_line WHERE device = ? ORDER BY stamp", (device,)
        )

    # One paper, or several

    def facts(self, ids: Sequence[str]) -> Facts:
        """What the user did with the paper that answers to `ids`."""
        return self.facts_many([ids])[0]

    def facts_many(self, papers: Sequence[Sequence[str]]) -> list[Facts]:
        """`facts` for many papers at once, each given by all its ids."""
        found: list[Facts] = []
        for start in range(0, len(papers), _BATCH):
            batch = papers[start : start + _BATCH]
            registers = self._registers([name for ids in batch for name in ids])
            for ids in batch:
                newest = _newest(registers, ids)
                standing = self._standing(ids) if "note" in newest else ()
                found.append(_facts(newest, standing) if newest else UNTOUCHED)
        return found

    def detail(self, ids: Sequence[str]) -> Held:
        """All that the state holds of the paper that answers to `ids`."""
        newest = _newest(self._registers(ids), ids)
        when = {name: register.time for name, register in newest.items() if name != "note"}
        standing = self._standing(ids) if "note" in newest else ()
        if standing:
            when["note"] = max(note.time for note in standing)
        later = newest.get("later")
        return Held(
            facts=_facts(newest, standing),
            place=json.loads(later.value) or "" if later else "",
            when=when,
            notes=standing,
            copy=self.copy(ids),
        )

    def copy(self, ids: Sequence[str]) -> Copy:
        """The state's own copy of a paper: the merge of those under its ids."""
        among, values = _among(ids)
        rows = self.db.execute(
            f"SELECT copy FROM state_copy WHERE paper {among} ORDER BY paper", values
        )
        return merge_copies(json.loads(text) for (text,) in rows)

    def place(self, ids: Sequence[str]) -> str:
        """The paper's place in the Later queue, a text that sorts; empty where not queued."""
        later = _newest(self._registers(ids), ids).get("later")
        return json.loads(later.value) or "" if later else ""

    # Everything

    def all_ids(self) -> set[str]:
        """The ids of all papers that the user ever did anything with."""
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
        """The Later queue in its order: (place, id). A paper with two ids may stand twice."""
        rows = self.db.execute(
            """SELECT value, paper FROM state_register
            WHERE name = 'later' AND value <> 'false' AND name <> 'read' ORDER BY value, paper"""
        )
        return [(json.loads(value), paper) for value, paper in rows]

    def tags(self) -> dict[str, int]:
        """How many papers bear each tag, most used first."""
        rows = self.db.execute(
            """SELECT substr(name, 5), count(*) AS uses FROM state_register
            WHERE name >= 'tag:' AND name < 'tag;' AND value <> 'false' AND name <> 'read'
            GROUP BY name ORDER BY uses DESC, name"""
        )
        return dict(rows.fetchall())

    def _registers(self, ids: Sequence[str]) -> dict[str, list[tuple[str, _Register]]]:
        among, values = _among(ids)
        rows = self.db.execute(
            f"SELECT paper, name, value, stamp, time FROM state_register WHERE paper {among}",
            values,
        )
        found: dict[str, list[tuple[str, _Register]]] = defaultdict(list)
        for paper, name, value, stamp, time in rows:
            found[paper].append((name, _Register(value, stamp, time)))
        return found

    def _standing(self, ids: Sequence[str]) -> tuple[Note, ...]:
        among, values = _among(ids)
        rows = self.db.execute(
            f"""SELECT stamp, text, time, bases, void
            FROM state_note JOIN state_line ON n = state_note.line WHERE paper {among}""",
            values,
        )
        return heads(
            Note(stamp, text, time, tuple(json.loads(bases)), bool(void))
            for stamp, text, time, bases, void in rows
        )


def _among(ids: Sequence[str]) -> tuple[str, Sequence[str]]:
    """The end of a condition on a column that is one of `ids`, and its parameters."""
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


def _facts(newest: Mapping[str, _Register], standing: Iterable[Note]) -> Facts:
    def value(name: str) -> str:
        return newest[name].value if name in newest else "false"

    tags = (name for name in newest if name.startswith(_TAG) and value(name) == "true")
    return Facts(
        read=value("read") != "false",
        auto=value("read") == '"auto"',
        verdicts=frozenset(name for name in BY_REGISTER if value(name) != "false"),
        tags=tuple(sorted(name.removeprefix(_TAG) for name in tags)),
        noted=bool(joined(standing)),
    )
