"""Merges lines of journals into the tables of the state.

The result depends neither on the order of the lines nor on how often one comes: a register has the
value of its newest write that is not undone, the newest undo or redo of an act decides whether it
is undone, all versions of a note are kept, and of two copies the longer text is kept.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from typing import Final

from daily_papers.papers.verdicts import QUEUE
from daily_papers.state.fractional_index import queue_key
from daily_papers.state.paper_copies import merge_copies
from daily_papers.state.records import Json, Line, Registers, read_line

_UPSERT: Final = """
    INSERT INTO state_register(paper, name, value, stamp, time) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT(paper, name) DO UPDATE
    SET value = excluded.value, stamp = excluded.stamp, time = excluded.time
    WHERE excluded.stamp > stamp
"""
_ENCODE: Final = json.JSONEncoder(ensure_ascii=False).encode


def merge_lines(db: sqlite3.Connection, lines: Iterable[Line]) -> set[str]:
    """Merge lines, within the caller's transaction.

    Returns:
        The ids of the papers that the lines are about, `""` for the profile. Lines that were known
        count as well: another process may have merged them into the same tables.
    """
    merge = _Merge(db)
    about: set[str] = set()
    for line in lines:
        about.update(merge.add_undo(line) if line.act.target else merge.add_act(line))
    return about


class _Merge:
    """One call of `merge_lines`, which parses a line at most once."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._lines: dict[int, Line] = {}

    def add_act(self, line: Line) -> Iterable[str]:
        """Add an act."""
        about = {*line.act.subjects, *line.act.copies}
        void = self._is_void(line.stamp)
        number = self._keep(line, void)
        if number is None:
            return about
        self._db.executemany(
            "INSERT OR IGNORE INTO state_touch(paper, line) VALUES (?, ?)",
            [(paper, number) for paper in line.act.subjects],
        )
        for position, paper in enumerate(line.act.subjects):
            registers = line.act.registers(paper)
            if not void:
                self._db.executemany(_UPSERT, _rows(line, paper, position, registers))
            if "note" in registers:
                self._keep_note(line, number, paper, registers["note"])
        for paper, copy in line.act.copies.items():
            self._keep_copy(paper, copy)
        return about

    def add_undo(self, line: Line) -> Iterable[str]:
        """Add an undo or a redo, and update the registers of the act that it is about."""
        target = line.act.target
        is_new = self._keep(line, self._is_void(line.stamp)) is not None
        found = self._db.execute(
            "SELECT n, void FROM state_line WHERE stamp = ?", (target,)
        ).fetchone()
        if is_new:
            self._db.execute(
                """INSERT INTO state_void(target, stamp, void, device, session)
                VALUES (?, ?, ?, ?, ?) ON CONFLICT(target) DO UPDATE
                SET stamp = excluded.stamp, void = excluded.void,
                    device = excluded.device, session = excluded.session
                WHERE excluded.stamp > stamp""",
                (target, line.stamp, bool(line.act.void), line.device, line.session),
            )
        if found is None:
            return ()
        number, was_void = found
        void = self._is_void(target)
        act = self._line(number).act
        if void != bool(was_void):
            self._db.execute("UPDATE state_line SET void = ? WHERE n = ?", (void, number))
            for paper in act.subjects:
                self._update_registers(paper, set(act.registers(paper)))
        return act.subjects

    def _update_registers(self, paper: str, names: set[str]) -> None:
        """Find the newest writes of some registers of a paper that are not undone."""
        self._db.executemany(
            "DELETE FROM state_register WHERE paper = ? AND name = ?",
            [(paper, name) for name in names],
        )
        newest_first = self._db.execute(
            """SELECT n FROM state_touch JOIN state_line ON n = state_touch.line
            WHERE paper = ? AND NOT void ORDER BY stamp DESC""",
            (paper,),
        )
        for (number,) in newest_first.fetchall():
            if not names:
                break
            line = self._line(number)
            registers = line.act.registers(paper)
            position = line.act.subjects.index(paper)
            rows = _rows(line, paper, position, registers)
            self._db.executemany(_UPSERT, [row for row in rows if row[1] in names])
            names = names - registers.keys()

    def _is_void(self, stamp: str) -> bool:
        """Whether the act with a stamp is undone."""
        found = self._db.execute(
            "SELECT void FROM state_void WHERE target = ?", (stamp,)
        ).fetchone()
        return bool(found and found[0])

    def _keep(self, line: Line, void: bool) -> int | None:
        """Add a line; its number, or `None` if it was known."""
        kept = self._db.execute(
            """INSERT OR IGNORE INTO state_line(stamp, device, session, step, void, line)
            VALUES (?, ?, ?, ?, ?, ?)""",
            (line.stamp, line.device, line.session, line.act.is_step, void, line.raw),
        )
        return kept.lastrowid if kept.rowcount else None

    def _keep_note(self, line: Line, number: int, paper: str, note: Json) -> None:
        bases = json.dumps(note.get("on", []))
        time = _time(line, paper, "note")
        self._db.execute(
            "INSERT OR IGNORE INTO state_note(paper, line, text, bases, time) VALUES (?,?,?,?,?)",
            (paper, number, note["text"], bases, time),
        )

    def _keep_copy(self, paper: str, copy: Registers) -> None:
        found = self._db.execute("SELECT copy FROM state_copy WHERE paper = ?", (paper,)).fetchone()
        merged = merge_copies([json.loads(found[0]), copy] if found else [copy])
        self._db.execute(
            "INSERT OR REPLACE INTO state_copy(paper, copy) VALUES (?, ?)",
            (paper, json.dumps(merged, ensure_ascii=False)),
        )

    def _line(self, number: int) -> Line:
        if number not in self._lines:
            (raw,) = self._db.execute(
                "SELECT line FROM state_line WHERE n = ?", (number,)
            ).fetchone()
            line = read_line(raw)
            assert isinstance(line, Line), "only lines that can be read are kept"
            self._lines[number] = line
        return self._lines[number]


def _time(line: Line, paper: str, register: str) -> str:
    return line.act.when.get(paper, {}).get(register, line.time)


def _rows(
    line: Line, paper: str, position: int, registers: Registers
) -> list[tuple[str, str, str, str, str]]:
    """The rows of `state_register` that a line writes for one of its papers."""
    rows = []
    for number, (name, value) in enumerate(registers.items()):
        if name == "note":
            value = None  # says only that there are versions; `notes.heads` finds the current ones
        if name == QUEUE and value is True:
            value = queue_key(line.stamp, position)
        if name.startswith("view:") and isinstance(value, dict) and "place" not in value:
            value = {**value, "place": queue_key(line.stamp, number)}
        text = _ENCODE(value)
        rows.append((paper, name, text, line.stamp, _time(line, paper, name)))
    return rows
