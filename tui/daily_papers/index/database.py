"""An open index: its connections, its lists, and moving on to another one where it is damaged."""

from __future__ import annotations

import sqlite3
import weakref
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial, wraps
from typing import Concatenate, Final, ParamSpec, Self, TypeVar

from daily_papers.index.acts import ActRunner, PendingActs
from daily_papers.index.damage import Unreadable, checked, is_damage
from daily_papers.index.listing import Background, Listing
from daily_papers.index.query import QueryRunner
from daily_papers.index.rows import fetch_rows, former_ids
from daily_papers.index.schema import index_id
from daily_papers.index.storage import IndexFolder
from daily_papers.index.user_state import open_store
from daily_papers.papers.rows import Row
from daily_papers.paths import Paths
from daily_papers.state.store import Store

_LEARNT: Final = 4096
"""Rows of a list whose papers the next index can find by their keys here."""

_P = ParamSpec("_P")
_T = TypeVar("_T")
_Self = TypeVar("_Self", bound="Database")


def recovering(
    read: Callable[Concatenate[_Self, _P], _T],
) -> Callable[Concatenate[_Self, _P], _T]:
    """Make a method of a `Database` start over and try again, once, where it meets damage."""

    @wraps(read)
    def reading(self: _Self, /, *args: _P.args, **named: _P.kwargs) -> _T:
        try:
            with checked():
                return read(self, *args, **named)
        except sqlite3.DatabaseError as error:
            if not self.recovers or not self._is_damage(error):
                raise
        self.start_new_index()
        return read(self, *args, **named)

    return reading


class Database:
    """The newest index of one cache, for as long as it is intact."""

    def __init__(
        self,
        paths: Paths,
        *,
        recovers: bool = False,
        rebuild: Callable[[], None] = lambda: None,
    ) -> None:
        """Open the index, or start one; read no file and no journal (`index.refresh` does that).

        Where the index's folder cannot be written to, a temporary one serves.

        Args:
            paths: Where everything lies.
            recovers: Whether a new index is started where this one turns out to be damaged (then
                `switches` grows); else the damage is raised.
            rebuild: Called when a new index was started, before it is used: fills it, or raises
                what is to end the call. By default the owner fills it later.
        """
        self._folder = IndexFolder(paths)
        self.recovers: Final = recovers
        self._rebuild = rebuild
        self.switches = 0
        """How often another index was opened: former lists keep what they have in memory."""
        self._listings: weakref.WeakSet[Listing] = weakref.WeakSet()
        self._pending = PendingActs()
        self._generation_of_acts = self._index_id = self._seen = 0
        start_new_index = self._start_over_for_acts if recovers else None
        self._acts = ActRunner(self._open_store, self._pending.rows, start_new_index)
        self._connect()

    def __enter__(self) -> Self:
        """Close it at the end of the block."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()

    def close(self) -> None:
        """Close all connections; lists of it keep what they have in memory."""
        self._disconnect()
        self._folder.close()

    @property
    def paths(self) -> Paths:
        """Where everything lies; the index perhaps in a temporary folder."""
        return self._folder.paths

    @property
    def has_written(self) -> bool:
        """Whether an act was saved through this library."""
        return self._acts.has_written

    @recovering
    def reload(self) -> bool:
        """Update lists with what others wrote into the index: an indexer, or another window.

        Returns:
            Whether there was anything. Lists keep their members and order, so those that should
            hold newcomers have to be opened again, as have all where `switches` grew.
        """
        if self.recovers and not self._generation.is_intact():
            self.start_new_index()
            return True
        if self._folder.newest > self._generation.number:
            self._move()
            return True
        seen = self._version()
        if seen == self._seen:
            return False
        if self.recovers and index_id(self._db) != self._index_id:
            self.start_new_index()
            return True
        self._seen = seen
        self._queries.invalidate()
        for listing in self._listings:
            listing.refresh()
        return True

    def start_new_index(self) -> None:
        """Start a new index, as this one is damaged; then refresh."""
        self._folder.start_after(self._generation.number)
        self._rebuild()
        self._move()

    def use_temporary_index(self) -> bool:
        """Move to an index in a temporary folder, as this one cannot be filled; then refresh.

        Returns:
            Whether it moved; not from a temporary one, which then cannot be filled either.
        """
        if self._folder.is_temporary:
            return False
        self._disconnect()
        self._folder.use_temporary(self._generation)
        self._connect()
        self.switches += 1
        return True

    def _start_over_for_acts(self) -> None:
        """Start a new index where acts met the damage, in any thread; `reload` moves there."""
        self._folder.start_after(max(self._generation_of_acts, self._generation.number))
        self._rebuild()

    def _is_damage(self, error: sqlite3.Error) -> bool:
        """Whether the index is damaged. What is still unreadable in a new one is no damage."""
        return is_damage(error) and not (isinstance(error, Unreadable) and self.switches)

    def _move(self) -> None:
        """Open the newest index; it learns the keys of lists, to find their papers again."""
        shown = {key: row.id for each in self._listings for key, row in each.loaded().items()}
        with suppress(sqlite3.Error), checked():  # of rows that are not in memory, if it can
            for each in self._listings:
                first = each.keys(0, min(len(each), _LEARNT))
                rows = fetch_rows(self._db, [key for key in first if key not in shown])
                shown |= {key: row.id for key, row in rows.items() if row.id}
        self._disconnect()
        self._connect()
        self.switches += 1
        with suppress(sqlite3.OperationalError):  # a full disk: they are not found by their keys
            self._db.executemany("INSERT OR IGNORE INTO gone VALUES (?, ?)", shown.items())

    def _open_store(self, former: Store | None) -> Store:
        self._generation_of_acts = self._folder.newest
        return open_store(self._folder.connect(self._generation_of_acts), self.paths, former)

    def _connect(self) -> None:
        self._db, self._generation = self._folder.open_newest()
        generation = self._generation

        def failed(error: sqlite3.Error) -> None:
            generation.damaged = generation.damaged or self._is_damage(error)

        self._background = Background(partial(self._folder.connect, generation.number), failed)
        self._queries = QueryRunner(generation.path, self._db)
        self._index_id, self._seen = index_id(self._db), self._version()

    def _disconnect(self) -> None:
        for listing in self._listings:
            listing.detach()
        self._queries.matcher.stop()
        self._background.close()
        self._acts.close()
        self._db.close()
        self._generation.release()

    def _rows(self, keys: Sequence[int]) -> dict[int, Row]:
        """The rows with `keys`; papers that this index does not hold as lists hold them, or with
        their id alone.
        """
        rows = fetch_rows(self._db, keys)
        if any(not row.id for row in rows.values()):
            held = {key: row for each in self._listings for key, row in each.loaded().items()}
            rows = {key: row if row.id else held.get(key, row) for key, row in rows.items()}
        if unknown := [key for key, row in rows.items() if not row.id]:
            for key, id in former_ids(self._db, unknown).items():
                rows[key] = replace(rows[key], id=id)
        return rows

    def _version(self) -> int:
        """A number that changes when another connection writes."""
        found: int = self._db.execute("PRAGMA data_version").fetchone()[0]
        return found
