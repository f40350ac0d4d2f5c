"""Acts on papers: from keys to the journal, and back to the keys whose rows changed.

All of it may wait for the disk, so it has a connection and a lock of its own, and any thread may
call it.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from daily_papers.index.facts import ids_of
from daily_papers.index.merge import merge
from daily_papers.index.rows import ids_left, where_now
from daily_papers.index.storage import is_damage
from daily_papers.index.user_state import UserStateQueries
from daily_papers.index.writer import load
from daily_papers.papers.model import Paper
from daily_papers.papers.rows import Row
from daily_papers.state import store
from daily_papers.state.store import Store, Target

_COPIED: Final = frozenset({"star", "toggle_star", "later", "toggle_later", "tag", "note"})
"""Acts after which the state holds its own copy of the paper."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an act, or of looking for other windows' acts."""

    words: str = ""
    """For a toast."""
    keys: frozenset[int] = frozenset()
    """Of the papers of which a list shows something else now."""
    count: int = 0
    """How many papers the act was on."""
    saved: bool = True
    """Whether it is on the disk. If not, `words` says why."""
    waits: bool = False
    """Whether `Acting.retry` tries to save it again; otherwise what is not saved is given up."""
    asks: bool = False
    """Whether nothing was done yet, and `words` asks: undo again does it."""
    profile: bool = False
    """Whether views or rules changed."""
    behind: str = ""
    """Why the index does not hold it yet, though it is saved; empty where it does."""


_UNKNOWN: Final = Outcome("Not saved: nothing is known of the paper", saved=False)
"""The outcome of an act on papers that neither the index nor a list ever showed."""


class Acting:
    """Acts through one keeper, from index to index."""

    def __init__(
        self,
        make: Callable[[Store | None], Store],
        known: Mapping[int, Row],
        start_over: Callable[[], None] | None,
    ) -> None:
        """Args:
        make: Opens the store, with a `UserStateQueries`, over the newest index when it is first
            needed, and again after that was left; it is given the store of before.
        known: The papers of acts that are under way, should an index be lost that knew them.
        start_over: Begins a new index where this one is damaged; without it damage is raised.
        """
        self._make = make
        self._known = known
        self._start_over = start_over
        self._made: Store | None = None
        self._former: Store | None = None
        self._lock = threading.RLock()

    def leave(self) -> None:
        """Close the connection: what comes next goes to the newest index there is then."""
        with self._lock:
            if self._made:
                self._made.ledger.db.close()
                self._made, self._former = None, self._made

    def act(
        self, name: str, keys: Sequence[int], *, tag: str | Sequence[str], digest: str | None
    ) -> Outcome:
        """Do the act `name` on papers; see `Store.act`."""

        def write() -> Outcome:
            targets = self._targets(keys, digest, copied=name in _COPIED)
            if keys and not targets:
                return _UNKNOWN
            return self._outcome(self._keeper.act(name, targets, tag=tag))

        return self._do(write)

    def note(self, key: int, text: str, *, on: Sequence[str] | None, digest: str | None) -> Outcome:
        """Write the note of a paper; see `Store.note`."""

        def write() -> Outcome:
            targets = self._targets([key], digest, copied=True)
            if not targets:
                return _UNKNOWN
            return self._outcome(self._keeper.note(targets[0], text, on=on))

        return self._do(write)

    def move(self, key: int, above: int | None, below: int | None) -> Outcome:
        """Move a paper in Later between two others; see `Store.move`."""

        def write() -> Outcome:
            one, after, before = (
                next(iter(self._targets([each], None, copied=False)), None) if each else None
                for each in (key, above, below)
            )
            return self._outcome(self._keeper.move(one, after, before)) if one else Outcome()

        return self._do(write)

    def undo(self, *, ask: bool) -> Outcome:
        """Take back the last act; see `Store.undo`."""
        return self.run(lambda keeper: keeper.undo(ask=ask))

    def redo(self) -> Outcome:
        """Bring back what was undone last; see `Store.redo`."""
        return self.run(Store.redo)

    def retry(self) -> Outcome:
        """Try again to save what could not be saved."""

        def save() -> Outcome:
            saved = self._keeper.retry()
            keys = self._ledger.take_changed()
            return Outcome(keys=keys, saved=saved, waits=not saved, behind=self._behind)

        return self._do(save)

    def catch_up(self) -> Outcome:
        """Take in what other windows and machines wrote."""

        def read() -> Outcome:
            ledger = self._ledger  # the indexer may have merged most of it already
            self._keeper.journal.skip_to(ledger.positions(), ledger.counters())
            about = self._keeper.catch_up()
            keys = self._ledger.take_changed()
            return Outcome(keys=keys, profile="" in about, behind=self._behind)

        return self._do(read)

    def run(self, work: Callable[[Store], store.Outcome]) -> Outcome:
        """Do something else with the keeper: saved views, rules, an import."""
        return self._do(lambda: self._outcome(work(self._keeper)))

    def _do(self, work: Callable[[], Outcome]) -> Outcome:
        """Do something alone, once more where the index turns out to be damaged.

        What was written to the journal before that is not lost: the next index reads it there.
        """
        with self._lock:
            try:
                outcome = work()
            except sqlite3.Error as error:
                if self._start_over is None or not is_damage(error):
                    raise
                self._start_over()
                self.leave()
                return work()
            fault = self._keeper.fault
            if fault and self._start_over and is_damage(fault):
                nothing_done = not (outcome.saved or self._keeper.unsaved)
                self._start_over()
                self.leave()
                if nothing_done:
                    return work()
                changed = outcome.keys | self._ledger.take_changed()
                return replace(outcome, keys=changed, behind=self._behind)
            return outcome

    @property
    def _keeper(self) -> Store:
        if self._made is None:
            self._made = self._make(self._former)
            # An index that was just begun knows nothing, and acts look at what is there.
            self._made.catch_up()
        return self._made

    @property
    def _behind(self) -> str:
        return str(self._keeper.fault or "")

    @property
    def _ledger(self) -> UserStateQueries:
        ledger = self._keeper.ledger
        assert isinstance(ledger, UserStateQueries), "the keeper's maker promises it"
        return ledger

    def _outcome(self, found: store.Outcome) -> Outcome:
        return Outcome(
            words=found.words,
            keys=self._ledger.take_changed(),
            count=found.count,
            saved=found.saved,
            waits=not found.saved and self._keeper.waits,
            asks=found.asks,
            profile="" in found.changed,
            behind=self._behind,
        )

    def _targets(self, keys: Sequence[int], digest: str | None, *, copied: bool) -> list[Target]:
        """The papers with `keys`, without those of which nobody knows an id.

        Those that have left the index go under the id that they had, with what was shown of them.
        """
        db = self._ledger.db
        moved = where_now(db, keys) | self._found_again(db, keys)
        now = list(dict.fromkeys(moved.get(key, key) for key in keys))
        rows = db.execute(
            "SELECT key, id FROM paper WHERE key IN (SELECT value FROM json_each(?))",
            (json.dumps(now),),
        )
        works = dict(rows.fetchall())
        ids = ids_of(db, now)
        left = ids_left(db, [key for key in now if key not in works])
        targets = []
        for key in now:
            row = self._known.get(key)
            if key in works:
                targets.append(_target(db, works[key], ids[key], digest, copied=copied))
            elif id := (row.id if row else "") or left.get(key):
                paper = Paper(row.title) if row and row.title else None
                targets.append(Target(id, (), paper, digest))
        return targets

    def _found_again(self, db: sqlite3.Connection, keys: Sequence[int]) -> dict[int, int]:
        """The keys in this index of papers that are known from another, by the key that they had
        there; without those that it does not hold yet.
        """
        ids = {key: row.id for key in keys if (row := self._known.get(key))}
        rows = db.execute(
            "SELECT id, paper FROM alias WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(ids.values())),),
        )
        now = dict(rows.fetchall())
        return {key: now[id] for key, id in ids.items() if id in now}


def _target(
    db: sqlite3.Connection, work: str, ids: Sequence[str], digest: str | None, *, copied: bool
) -> Target:
    aliases = tuple(id for id in ids if id != work)
    if not (copied or work.startswith("title:")):
        return Target(work, aliases)
    merged = merge(load(db, work))
    if digest is None and merged.entries:
        digest = merged.entries[0].digest.key
    return Target(work, aliases, merged.paper, digest)
