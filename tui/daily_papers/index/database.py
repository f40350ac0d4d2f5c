"""An index that is open: its connections, the lists of it, and moving on to another one."""

from __future__ import annotations

import sqlite3
import weakref
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import Final, Self

from daily_papers.index.acts import Acting
from daily_papers.index.index_folder import IndexFolder
from daily_papers.index.listing import Background, Listing
from daily_papers.index.mending import mended
from daily_papers.index.promises import PendingActs
from daily_papers.index.query import QueryRunner
from daily_papers.index.refresh import open_keeper
from daily_papers.index.rows import fetch_rows, ids_left
from daily_papers.index.schema import made
from daily_papers.index.storage import is_damage
from daily_papers.papers.rows import Row
from daily_papers.paths import Paths
from daily_papers.state.store import Store


class Database:
    """The newest index of one cache, for as long as it is whole."""

    def __init__(self, paths: Paths, *, mends: bool = False) -> None:
        """Open the index, or begin one; read no file and no journal (`index.refresh` does that).

        Where the index's folder cannot be written to, a temporary one serves.

        Args:
            paths: Where everything lies.
            mends: Whether a new index is begun where this one turns out to be damaged (then
                `moves` grows, and the owner sees that it is refreshed); else that is raised.
        """
        self._home = IndexFolder(paths)
        self.mends: Final = mends
        self.moves = 0
        """How often another index was gone to: lists of before keep what they have in memory."""
        self._lists: weakref.WeakSet[Listing] = weakref.WeakSet()
        self._promises = PendingActs()
        self._acts_in = self._made = self._seen = 0
        start_over = self._begin_for_acts if mends else None
        self._acting = Acting(self._open_keeper, self._promises.rows, start_over)
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
        self._home.close()

    @property
    def paths(self) -> Paths:
        """Where everything lies; the index perhaps elsewhere than was asked for."""
        return self._home.paths

    @mended
    def reload(self) -> bool:
        """Let lists show what others wrote into the index: an indexer, or another window.

        Returns:
            Whether there was anything. Lists keep their members and order, so those that should
            hold newcomers are to be opened again, as are all where `moves` grew.
        """
        if self.mends and not self._generation.is_whole():
            self.start_over()
            return True
        if self._home.newest > self._generation.number:
            self._move()
            return True
        seen = self._version()
        if seen == self._seen:
            return False
        if self.mends and made(self._db) != self._made:
            self.start_over()
            return True
        self._seen = seen
        self._asker.forget()
        for listing in self._lists:
            listing.refresh()
        return True

    def start_over(self) -> None:
        """Begin the index anew, as it is damaged (`index.generations.is_damage`); then refresh."""
        self._home.begin_after(self._generation.number)
        self._move()

    def _begin_for_acts(self) -> None:
        """Begin the index anew where acts met the damage, in any thread; `reload` goes there."""
        self._home.begin_after(max(self._acts_in, self._generation.number))

    def _move(self) -> None:
        """Go to the newest index; what is shown of the old one is found again there by its key."""
        shown = [(key, row.id) for each in self._lists for key, row in each.held().items()]
        self._disconnect()
        self._connect()
        self.moves += 1
        with suppress(sqlite3.OperationalError):  # a full disk: it is found by its key no more
            self._db.executemany("INSERT OR IGNORE INTO gone VALUES (?, ?)", shown)

    def _open_keeper(self, former: Store | None) -> Store:
        self._acts_in = self._home.newest
        return open_keeper(self._home.join(self._acts_in), self.paths, former)

    def _connect(self) -> None:
        self._db, self._generation = self._home.open()
        generation = self._generation
        reach = partial(self._home.join, generation.number)

        def failed(error: sqlite3.Error) -> None:
            generation.damaged = generation.damaged or is_damage(error)

        self._background = Background(reach, failed)
        self._asker = QueryRunner(generation.path, self._db)
        self._made, self._seen = made(self._db), self._version()

    def _disconnect(self) -> None:
        for listing in self._lists:
            listing.detach()
        self._asker.matcher.stop()
        self._background.close()
        self._acting.leave()
        self._db.close()
        self._generation.release()

    def _rows(self, keys: Sequence[int]) -> dict[int, Row]:
        """The rows with `keys`; of papers that this index does not hold yet, or no more, as lists
        hold them, or with their id alone.
        """
        rows = fetch_rows(self._db, keys)
        if any(not row.id for row in rows.values()):
            held = {key: row for each in self._lists for key, row in each.held().items()}
            rows = {key: row if row.id else held.get(key, row) for key, row in rows.items()}
        if unseen := [key for key, row in rows.items() if not row.id]:
            for key, id in ids_left(self._db, unseen).items():
                rows[key] = replace(rows[key], id=id)
        return rows

    def _version(self) -> int:
        """A number that differs once another connection has written."""
        found: int = self._db.execute("PRAGMA data_version").fetchone()[0]
        return found
