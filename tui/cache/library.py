"""The one door to the cache and to what the user made of it, for the screen and the command line.

A library belongs to the thread that opened it: what it answers at once (`tallies`, `counts`,
`rows`, `detail` …) is asked there. What may take long is for workers and may be called from any
thread: `act`, `undo`, `redo`, `catch_up`, and a list's `load` and `fill`.
"""

from __future__ import annotations

import sqlite3
import tempfile
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Final, Self

from tui.cache.index import scopes
from tui.cache.index.build import problems
from tui.cache.index.generations import open_newest
from tui.cache.index.listing import Background, Listing, facts_of, where_now
from tui.cache.index.merge import merge
from tui.cache.index.schema import UNDATED, connect
from tui.cache.index.write import load, state_ids
from tui.papers.model import Digest
from tui.papers.rows import Detail, Tally
from tui.paths import Places
from tui.state.ledger import Ledger


class Library:
    """All papers of one cache, as one user sees them."""

    def __init__(self, places: Places) -> None:
        """Open the index, or begin one; read no file and no journal (`refresh` does that).

        Where the index's folder cannot be written to, a temporary one serves.

        Args:
            places: Where everything lies.
        """
        self._temporary: tempfile.TemporaryDirectory[str] | None = None
        try:
            self._db, self._generation = open_newest(places.index)
        except (OSError, sqlite3.OperationalError):
            self._temporary = tempfile.TemporaryDirectory(prefix="daily-papers-")
            places = replace(places, index=Path(self._temporary.name))
            self._db, self._generation = open_newest(places.index)
        self.places: Final = places
        """Where everything lies; the index perhaps elsewhere than was asked for."""
        self._background = Background(partial(connect, self._generation.path, shared=True))

    def __enter__(self) -> Self:
        """Close it at the end of the block."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()

    def close(self) -> None:
        """Close all connections; lists of it serve no more."""
        self._background.close()
        self._db.close()
        self._generation.release()
        if self._temporary:
            self._temporary.cleanup()

    def tallies(self) -> list[Tally]:
        """All digests with papers: days from the newest on, then collections by name."""
        rows = self._db.execute(
            "SELECT day, name, total, unread, sure FROM digest ORDER BY day DESC, name"
        )
        return [
            Tally(_digest(day, name, inferred=not sure), total, unread)
            for day, name, total, unread, sure in rows
        ]

    def counts(self) -> dict[str, int]:
        """How many papers the views hold, by scope."""
        names = ("all", "unread", "starred", "later", "notes")
        row = self._db.execute("SELECT listed, unread, starred, later, noted FROM counts")
        return dict(zip(names, row.fetchone(), strict=True))

    def rows(self, scope: str) -> Listing:
        """The papers of `scope`, a view's name or a digest's key, in its order.

        Within a day by rank; several days from the newest on; Later by its queue.
        """
        return Listing(partial(scopes.stream, scope=scope), self._db, self._background)

    def detail(self, key: int) -> Detail | None:
        """All that is known of the paper with `key`; `None` where it is gone."""
        key = self._now(key)
        row = self._db.execute(
            "SELECT id, read, auto, starred, later, dismissed, noted, tags FROM paper"
            " WHERE key = ?",
            (key,),
        ).fetchone()
        if row is None:
            return None
        work, *facts = row
        merged = merge(load(self._db, work))
        judged = facts_of(*facts)
        note = Ledger(self._db).detail(state_ids(self._db, work)).note if judged.noted else ""
        return Detail(key, work, merged.paper, judged, merged.entries, note)

    def key_of(self, id: str) -> int | None:
        """The key of the paper that answers to `id`."""
        row = self._db.execute("SELECT paper FROM alias WHERE id = ?", (id,)).fetchone()
        return row[0] if row else None

    def digest_of(self, key: int) -> Digest | None:
        """The newest digest that the paper with `key` stands in; a collection where no day's."""
        row = self._db.execute(
            "SELECT day, name, digest.sure FROM entry JOIN digest ON digest.id = digest"
            " WHERE paper = ? ORDER BY day DESC, name LIMIT 1",
            (self._now(key),),
        ).fetchone()
        return _digest(row[0], row[1], inferred=not row[2]) if row else None

    def problems(self) -> list[tuple[str, str]]:
        """The files that could not be read, by name, and why, in words."""
        return problems(self._db)

    def _now(self, key: int) -> int:
        return where_now(self._db, [key]).get(key, key)


def _digest(day: int, name: str | None, *, inferred: bool) -> Digest:
    return Digest(None if day == UNDATED else date.fromordinal(day), name, inferred)
