"""Acts on papers: finds their ids, has the store write, returns the keys of the rows that changed.

All of it may wait for the disk, so it has a connection and a lock of its own, and any thread may
call it. Until an act is written, lists show it as pending.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from daily_papers.index.damage import checked, is_damage
from daily_papers.index.facts import ids_of
from daily_papers.index.records import merge
from daily_papers.index.rows import former_ids, where_now
from daily_papers.index.user_state import UserStateQueries
from daily_papers.index.writer import load
from daily_papers.papers.model import Paper
from daily_papers.papers.rows import Facts, Row
from daily_papers.state.store import Store, Target, WriteResult


@dataclass(frozen=True, slots=True)
class ActResult:
    """What an act, or catching up with other windows, changed."""

    words: str = ""
    """For a toast."""
    keys: frozenset[int] = frozenset()
    """Of the papers whose rows changed."""
    ids: frozenset[str] = frozenset()
    """Of the papers that the act was on, which an index that is lost does not change."""
    count: int = 0
    """How many papers the act was on."""
    saved: bool = True
    """Whether it is on the disk. If not, `words` says why."""
    will_retry: bool = False
    """Whether `Library.retry` tries to save it again; otherwise what is not saved is given up."""
    asks: bool = False
    """Whether nothing was done yet, and `words` asks: undo again does it."""
    profile_changed: bool = False
    """Whether views or rules changed."""
    index_error: str = ""
    """Why the index does not hold it yet, though it is saved; empty where it does."""


_UNKNOWN: Final = WriteResult("Not saved: nothing is known of the paper", saved=False)
"""The outcome of an act on papers that neither the index nor a list ever showed."""


class ActRunner:
    """Runs acts on the state's store, one at a time, and reopens the store where an index is lost.

    What was written to the journal before an index is lost is in the journal still: the next index
    reads it there.
    """

    def __init__(
        self,
        open_store: Callable[[Store | None], Store],
        known: Mapping[int, Row],
        start_new_index: Callable[[], None] | None,
    ) -> None:
        """Args:
        open_store: Opens the store, with a `UserStateQueries`, over the newest index when it is
            first needed, and again after `close`; it is given the former store.
        known: The papers of pending acts, for when the index that knew them is lost.
        start_new_index: Starts a new index where this one is damaged; without it damage is raised.
        """
        self._open_store = open_store
        self._known = known
        self._start_over = start_new_index
        self.has_written = False
        """Whether an act was saved."""
        self._opened: Store | None = None
        self._former: Store | None = None
        self._lock = threading.RLock()

    def close(self) -> None:
        """Close the connection: the next act goes to the newest index there is then."""
        with self._lock:
            if self._opened:
                self._opened.queries.db.close()
                self._opened, self._former = None, self._opened

    def run(self, work: Callable[[Store], WriteResult]) -> ActResult:
        """Run something on the store; once more where the index turns out to be damaged."""
        with self._lock:
            try:
                with checked():
                    result = self._result(work(self._store))
            except sqlite3.Error as error:
                if self._start_over is None or not is_damage(error):
                    raise
                self._start_over()
                self.close()
                return self._result(work(self._store))
            fault = self._store.merge_error
            if fault and self._start_over and is_damage(fault):
                nothing_done = not (result.saved or self._store.unsaved)
                self._start_over()
                self.close()
                if nothing_done:
                    return self._result(work(self._store))
                changed = result.keys | self._queries.take_changed()
                return replace(result, keys=changed, index_error=self._index_error)
            return result

    def run_on(
        self,
        keys: Sequence[int],
        work: Callable[[Store, list[Target]], WriteResult],
        *,
        copying: bool,
    ) -> ActResult:
        """Run an act on papers.

        Args:
            keys: The papers.
            work: Runs it, given the papers of which an id is known.
            copying: Whether the state is to hold its own copy of them.
        """

        def on_targets(opened: Store) -> WriteResult:
            targets = self.targets(keys, copying=copying)
            return work(opened, targets) if targets or not keys else _UNKNOWN

        return self.run(on_targets)

    def catch_up(self) -> ActResult:
        """Take in what other windows and machines wrote."""

        def read(opened: Store) -> WriteResult:
            queries = self._queries  # the indexer may have merged most of it already
            opened.journal.skip_to(queries.positions(), queries.counters())
            return WriteResult("", frozenset(opened.catch_up()))

        return self.run(read)

    def targets(self, keys: Sequence[int], *, copying: bool = False) -> list[Target]:
        """The papers with `keys`, without those of which no id is known. Within `run` only.

        Those that have left the index get the id that they had, with what was shown of them.
        """
        db = self._queries.db
        moved = where_now(db, keys) | self._found_again(db, keys)
        now = list(dict.fromkeys(moved.get(key, key) for key in keys))
        rows = db.execute(
            "SELECT key, id FROM paper WHERE key IN (SELECT value FROM json_each(?))",
            (json.dumps(now),),
        )
        works = dict(rows.fetchall())
        ids = ids_of(db, now)
        former = former_ids(db, [key for key in now if key not in works])
        targets = []
        for key in now:
            row = self._known.get(key)
            if key in works:
                targets.append(_target(db, works[key], ids[key], copying=copying))
            elif id := (row.id if row else "") or former.get(key):
                targets.append(Target(id, (), Paper(row.title) if row and row.title else None))
        return targets

    @property
    def _store(self) -> Store:
        if self._opened is None:
            self._opened = self._open_store(self._former)
            # A new index knows nothing yet, and acts look at what the user did before.
            self._opened.catch_up()
        return self._opened

    @property
    def _index_error(self) -> str:
        return str(self._store.merge_error or "")

    @property
    def _queries(self) -> UserStateQueries:
        queries = self._store.queries
        assert isinstance(queries, UserStateQueries), "`open_store` promises it"
        return queries

    def _result(self, outcome: WriteResult) -> ActResult:
        self.has_written |= outcome.saved and bool(outcome.stamp or outcome.count)
        return ActResult(
            words=outcome.words,
            keys=self._queries.take_changed(),
            ids=outcome.changed - {""},
            count=outcome.count,
            saved=outcome.saved,
            will_retry=not outcome.saved and outcome is not _UNKNOWN and self._store.has_unsaved,
            asks=outcome.asks,
            profile_changed="" in outcome.changed,
            index_error=self._index_error,
        )

    def _found_again(self, db: sqlite3.Connection, keys: Sequence[int]) -> dict[int, int]:
        """The keys in this index of papers that are known from another, by their keys there."""
        ids = {key: row.id for key in keys if (row := self._known.get(key))}
        rows = db.execute(
            "SELECT id, paper FROM alias WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(ids.values())),),
        )
        now = dict(rows.fetchall())
        return {key: now[id] for key, id in ids.items() if id in now}


class PendingActs:
    """What papers will be like after acts that are not written yet, by key."""

    def __init__(self) -> None:
        """No act is pending."""
        self._facts: dict[int, Facts] = {}
        self._rows: dict[int, Row] = {}
        self._notes: dict[int, str] = {}
        self._written: set[int] = set()

    @property
    def facts(self) -> Mapping[int, Facts]:
        """What each paper will be like."""
        return self._facts

    @property
    def rows(self) -> Mapping[int, Row]:
        """The papers as they were shown, in case the index loses them. Any thread may look."""
        return self._rows

    @property
    def notes(self) -> Mapping[int, str]:
        """The notes that are being written."""
        return self._notes

    def add(self, row: Row, facts: Facts, note: str | None = None) -> None:
        """Show the paper of `row` with these facts, and perhaps this note."""
        self._rows[row.key] = row
        self._facts[row.key] = facts
        if note is not None:
            self._notes[row.key] = note

    def mark_written(self, keys: Iterable[int]) -> Mapping[int, Facts]:
        """Note that the acts on these papers are on the disk.

        Returns:
            The facts of all papers whose acts are on the disk.
        """
        self._written.update(keys)
        return {key: self._facts[key] for key in self._written & self._facts.keys()}

    def drop_written(self) -> None:
        """Forget the written acts: the index holds them now."""
        for key in self._written:
            for held in (self._facts, self._rows, self._notes):
                held.pop(key, None)
        self._written.clear()


def _target(db: sqlite3.Connection, work: str, ids: Sequence[str], *, copying: bool) -> Target:
    aliases = tuple(id for id in ids if id != work)
    if not (copying or work.startswith("title:")):
        return Target(work, aliases)
    merged = merge(load(db, work))
    digest = merged.entries[0].digest.key if merged.entries else None
    return Target(work, aliases, merged.paper, digest)
