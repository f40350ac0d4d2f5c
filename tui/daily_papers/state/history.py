"""Undo and redo: which act is taken back, or brought back, next.

Undo takes back this session's acts, newest first, then those that this device wrote before; never
another device's. Redo brings back what was undone last, as long as nothing was done since. Both
only find the act: taking back is a line in the journal, and works across restarts without limit.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from daily_papers.humanize import ago
from daily_papers.state.acts import describe, past
from daily_papers.state.queries import StateQueries
from daily_papers.state.records import Act, Line, read_line


@dataclass(frozen=True, slots=True)
class Step:
    """An act that undo or redo is about."""

    line: Line
    of_session: bool
    """Whether it (for redo, its undo) belongs to the session that asks."""

    @property
    def words(self) -> str:
        """What was done: `Starred`, `57 read`."""
        return describe(self.line.act.name, len(self.line.act.papers))

    def ask(self, now: datetime) -> str:
        """What is said before undo goes past its own session: `57 read, yesterday`."""
        count = len(self.line.act.papers)
        done = f"{count:,} {past(self.line.act.name)}" if count else past(self.line.act.name)
        return f"Before this session: {done}{_ago(self.line.time, now)}"


def next_undo(queries: StateQueries, device: str, session: str) -> Step | None:
    """The act that undo takes back next; `None` where this device has done nothing more."""
    act = "SELECT line FROM state_line WHERE device = ? {} AND step AND NOT void"
    newest = " ORDER BY stamp DESC LIMIT 1"
    own = queries.db.execute(act.format("AND session = ?") + newest, (device, session))
    if step := _step(own, of_session=True):
        return step
    return _step(queries.db.execute(act.format("") + newest, (device,)), of_session=False)


def next_redo(queries: StateQueries, device: str, session: str) -> Step | None:
    """The act that redo brings back next; `None` where nothing was undone since the last act."""
    undone = """
        SELECT line FROM state_void JOIN state_line ON state_line.stamp = target
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


def undo_of(step: Step) -> Act:
    """The record that takes an act back."""
    return Act("undo", void=step.line.stamp)


def redo_of(step: Step) -> Act:
    """The record that brings an act back."""
    return Act("redo", unvoid=step.line.stamp)


def _step(rows: sqlite3.Cursor, *, of_session: bool) -> Step | None:
    found = rows.fetchone()
    line = read_line(found[0]) if found else None
    return Step(line, of_session) if isinstance(line, Line) else None


def _ago(time: str, now: datetime) -> str:
    """`, yesterday`: how long ago `time` was; nothing where it cannot be read."""
    try:
        return f", {ago(datetime.fromisoformat(time).astimezone(now.tzinfo), now)}"
    except (ValueError, OverflowError):
        return ""
