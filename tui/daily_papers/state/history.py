"""Finds the act that undo or redo is about.

Undo goes through this session's acts, newest first, then through this device's earlier ones; never
through another device's. Redo is for what was undone last, unless something was done since. Both
are lines in the journal, so they work across restarts, without limit.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from daily_papers.humanize import ago
from daily_papers.state.acts import describe, past
from daily_papers.state.queries import StateQueries
from daily_papers.state.records import Line, read_line


@dataclass(frozen=True, slots=True)
class UndoStep:
    """An act that can be undone or redone."""

    line: Line
    of_session: bool
    """Whether this session wrote it (for redo: wrote its undo)."""

    @property
    def words(self) -> str:
        """The act, for a toast: `Starred`, `57 read`."""
        return describe(self.line.act.name, len(self.line.act.papers))

    def question(self, now: datetime) -> str:
        """What to ask before it is undone by another session: `Before this session: 57 read`."""
        count = len(self.line.act.papers)
        done = f"{count:,} {past(self.line.act.name)}" if count else past(self.line.act.name)
        return f"Before this session: {done}{_ago(self.line.time, now)}"


def next_undo(queries: StateQueries, device: str, session: str) -> UndoStep | None:
    """The act to undo next; `None` if this device wrote none that is left.

    Raises:
        ValueError: The tables are damaged.
    """
    act = "SELECT stamp, line FROM state_line WHERE device = ? {} AND step AND NOT void"
    newest = " ORDER BY stamp DESC LIMIT 1"
    own = queries.db.execute(act.format("AND session = ?") + newest, (device, session))
    if step := _step(own, of_session=True):
        return step
    return _step(queries.db.execute(act.format("") + newest, (device,)), of_session=False)


def next_redo(queries: StateQueries, device: str, session: str) -> UndoStep | None:
    """The act to redo next; `None` if nothing was undone since the last act.

    Raises:
        ValueError: The tables are damaged.
    """
    undone = """
        SELECT state_line.stamp, line FROM state_void JOIN state_line ON state_line.stamp = target
        WHERE state_void.void AND state_void.device = :device {undone_by}
        AND state_void.stamp > coalesce(
            (SELECT max(stamp) FROM state_line WHERE device = :device {done_by} AND step), '')
        ORDER BY state_void.stamp DESC LIMIT 1
    """
    names = {"device": device, "session": session}
    own = undone.format(
        undone_by="AND state_void.session = :session", done_by="AND session = :session"
    )
    if step := _step(queries.db.execute(own, names), of_session=True):
        return step
    every = undone.format(undone_by="", done_by="")
    return _step(queries.db.execute(every, {"device": device}), of_session=False)


def _step(rows: sqlite3.Cursor, *, of_session: bool) -> UndoStep | None:
    found = rows.fetchone()
    if found is None:
        return None
    stamp, raw = found
    line = read_line(raw)
    if not isinstance(line, Line) or line.stamp != stamp:
        raise ValueError("a stored line is not the one that was stored")
    return UndoStep(line, of_session)


def _ago(time: str, now: datetime) -> str:
    """How long ago a time is: `, yesterday`; empty if it cannot be read."""
    try:
        return f", {ago(datetime.fromisoformat(time).astimezone(now.tzinfo), now)}"
    except (ValueError, OverflowError):
        return ""
