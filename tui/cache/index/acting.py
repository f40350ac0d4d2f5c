"""Acts on papers: from keys to the journal, and back to the keys whose rows changed.

All of it may wait for the disk, so it has a connection and a lock of its own, and any thread may
call it.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from tui.cache.index.listing import where_now
from tui.cache.index.merge import merge
from tui.cache.index.own import OwnLedger
from tui.cache.index.standing import ids_of
from tui.cache.index.write import load
from tui.state import keeper
from tui.state.keeper import Keeper, Target

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
    """Whether it is on the disk. If not, `words` says why; `Acting.retry` tries again."""
    asks: bool = False
    """Whether nothing was done yet, and `words` asks: undo again does it."""
    profile: bool = False
    """Whether views or rules changed."""


class Acting:
    """Acts through one keeper."""

    def __init__(self, make: Callable[[], Keeper]) -> None:
        """`make` opens the keeper, with an `OwnLedger`, when it is first needed."""
        self._make = make
        self._made: Keeper | None = None
        self._lock = threading.RLock()

    def close(self) -> None:
        """Close the connection."""
        with self._lock:
            if self._made:
                self._made.ledger.db.close()
                self._made = None

    def act(
        self, name: str, keys: Sequence[int], *, tag: str | Sequence[str], digest: str | None
    ) -> Outcome:
        """Do the act `name` on papers; see `Keeper.act`."""
        with self._lock:
            targets = self._targets(keys, digest, copied=name in _COPIED)
            return self._outcome(self._keeper.act(name, targets, tag=tag))

    def note(self, key: int, text: str, *, on: Sequence[str] | None, digest: str | None) -> Outcome:
        """Write the note of a paper; see `Keeper.note`."""
        with self._lock:
            targets = self._targets([key], digest, copied=True)
            if not targets:
                return Outcome()
            return self._outcome(self._keeper.note(targets[0], text, on=on))

    def move(self, key: int, above: int | None, below: int | None) -> Outcome:
        """Move a paper in Later between two others; see `Keeper.move`."""
        with self._lock:
            one, after, before = (
                next(iter(self._targets([each], None, copied=False)), None) if each else None
                for each in (key, above, below)
            )
            return self._outcome(self._keeper.move(one, after, before)) if one else Outcome()

    def undo(self, *, ask: bool) -> Outcome:
        """Take back the last act; see `Keeper.undo`."""
        with self._lock:
            return self._outcome(self._keeper.undo(ask=ask))

    def redo(self) -> Outcome:
        """Bring back what was undone last; see `Keeper.redo`."""
        with self._lock:
            return self._outcome(self._keeper.redo())

    def retry(self) -> Outcome:
        """Try again to save what could not be saved."""
        with self._lock:
            saved = self._keeper.retry()
            return Outcome(keys=self._ledger.take_changed(), saved=saved)

    def catch_up(self) -> Outcome:
        """Take in what other windows and machines wrote."""
        with self._lock:
            self._skip_indexed()
            about = self._keeper.catch_up()
            return Outcome(keys=self._ledger.take_changed(), profile="" in about)

    def run(self, work: Callable[[Keeper], keeper.Outcome]) -> Outcome:
        """Do something else with the keeper: saved views, rules, an import."""
        with self._lock:
            return self._outcome(work(self._keeper))

    @property
    def _keeper(self) -> Keeper:
        if self._made is None:
            self._made = self._make()
        return self._made

    @property
    def _ledger(self) -> OwnLedger:
        ledger = self._keeper.ledger
        assert isinstance(ledger, OwnLedger), "the keeper's maker promises it"
        return ledger

    def _skip_indexed(self) -> None:
        """Pass over what the indexer has taken in already: a long journal is read once."""
        journal, ledger = self._keeper.journal, self._ledger
        for name, position in ledger.positions().items():
            known = journal.positions.get(name)
            if known is None or known.offset < position.offset:
                journal.positions[name] = position
        journal.largest = max(journal.largest, ledger.largest)

    def _outcome(self, found: keeper.Outcome) -> Outcome:
        return Outcome(
            words=found.words,
            keys=self._ledger.take_changed(),
            count=found.count,
            saved=found.saved,
            asks=found.asks,
            profile="" in found.changed,
        )

    def _targets(self, keys: Sequence[int], digest: str | None, *, copied: bool) -> list[Target]:
        """The papers with `keys`, without those that are gone."""
        db = self._ledger.db
        moved = where_now(db, keys)
        now = list(dict.fromkeys(moved.get(key, key) for key in keys))
        rows = db.execute(
            "SELECT key, id FROM paper WHERE key IN (SELECT value FROM json_each(?))",
            (json.dumps(now),),
        )
        works = dict(rows.fetchall())
        ids = ids_of(db, now)
        return [
            _target(db, works[key], ids[key], digest, copied=copied) for key in now if key in works
        ]


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
