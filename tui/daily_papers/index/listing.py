"""A list of papers that may be far larger than memory: keys packed, rows by the page.

The order is frozen when the list is made: rows are only ever added at its end. Its maker's thread
draws from it and never waits longer than `interrupts.DEADLINE`; what takes longer is left to a
worker, which calls `load` and `fill` on a connection of their own.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from typing import ClassVar, Final

from daily_papers.index.interrupts import Cancelled, TooSlow, cancellable, deadline
from daily_papers.index.packed import PackedKeys
from daily_papers.index.rows import gone_row, refetch_rows
from daily_papers.papers.rows import Facts, Row

_TOGETHER: Final = 32
"""Rows that are fetched together: for each key typed into a filter, about a screenful."""
_KEPT: Final = 128
"""How often so many rows are kept."""
_STEP: Final = 4096
"""Rows that one call of `fill` adds, at least, where nothing else is said."""
_FEW: Final = 4
"""Rows up to which it is quicker to look for each than to go through the list."""

Stream = Callable[[sqlite3.Connection], Iterator[list[int]]]
"""Gives the keys of a list, in order, in pieces; read as far as they are needed."""


class Background:
    """A connection that workers share, one at a time."""

    def __init__(
        self,
        make: Callable[[], sqlite3.Connection],
        failed: Callable[[sqlite3.DatabaseError], None],
    ) -> None:
        """Args:
        make: Opens it when it is first needed.
        failed: Told what SQLite raised, which is then raised on.
        """
        self._make = make
        self._failed = failed
        self._lock = threading.Lock()
        self._db: sqlite3.Connection | None = None

    @contextmanager
    def use(self, cancelled: Callable[[], bool] = lambda: False) -> Iterator[sqlite3.Connection]:
        """Have the connection to oneself.

        Args:
            cancelled: Asked again and again whether what runs on it is still wanted.

        Raises:
            Cancelled: It was not.
            sqlite3.DatabaseError: The index is damaged, or cannot be opened.
        """
        with self._lock:
            if cancelled():
                raise Cancelled
            try:
                if self._db is None:
                    self._db = self._make()
                with cancellable(self._db, cancelled):
                    yield self._db
            except sqlite3.DatabaseError as error:
                self._failed(error)
                raise

    def close(self) -> None:
        """Close the connection; it is opened again if somebody still asks."""
        with self._lock:
            if self._db is not None:
                self._db.close()
                self._db = None


class Listing:
    """The rows of one scope or search. Keeps to `daily_papers.papers.rows.Rows`."""

    PAGE: ClassVar[int] = 256
    """Rows that are looked for before the first is drawn."""

    def __init__(
        self,
        stream: Stream,
        db: sqlite3.Connection,
        background: Background,
        promised: Mapping[int, Facts],
        until: int | None = None,
    ) -> None:
        """Have the first screenful, if the deadline allows.

        Args:
            stream: Gives the keys.
            db: The connection of the thread that draws.
            background: The connection of workers.
            promised: What acts that are not on the disk yet will make of papers, by key.
            until: A key that is to be in it too, where it is one of the list's.
        """
        self._stream = stream
        self._db = db
        self._background = background
        self._promised = promised
        self._keys = PackedKeys()
        self._pages: dict[int, dict[int, Row]] = {}
        self._pages_lock = threading.Lock()
        self._rest: Iterator[list[int]] | None = None
        self._before: frozenset[int] = frozenset()
        """The keys that were known when reading the rest began."""
        self._complete = False
        self._cancelled = False
        self._detached = False
        try:
            with deadline(db), closing(stream(db)) as pieces:  # type: ignore[type-var]
                self._begin(pieces, until)
        except TooSlow:
            pass

    @property
    def complete(self) -> bool:
        """Whether the count is final."""
        return self._complete or self._detached

    def __len__(self) -> int:
        """How many rows are known so far."""
        return len(self._keys)

    def key(self, index: int) -> int:
        """The key of the row at `index`."""
        return self._keys[index]

    def keys(self, first: int = 0, end: int | None = None) -> list[int]:
        """The keys of the rows from `first` up to `end`, without it; by default all so far."""
        return self._keys.part(first, len(self._keys) if end is None else end)

    def find(self, key: int) -> int | None:
        """The index of the row with `key`."""
        return self._keys.find(key)

    def intersection(self, keys: Iterable[int]) -> set[int]:
        """Those of `keys` that the list holds."""
        wanted = set(keys)
        if len(wanted) > _FEW:
            return wanted.intersection(self._keys)
        return {key for key in wanted if self.find(key) is not None}

    def first_index(self, keys: Collection[int]) -> int | None:
        """The index of the first row with one of `keys`."""
        held = self.intersection(keys)
        return next((index for index, key in enumerate(self._keys) if key in held), None)

    def row(self, index: int) -> Row | None:
        """The row at `index`; `None` where it could not be had before the deadline, or at all: the
        worker that then loads it meets the reason.
        """
        page = self._page(index // _TOGETHER)
        key = self._keys[index]
        if page is None and self._detached:
            return gone_row(key)
        if page is None:
            try:
                with deadline(self._db):
                    page = self._fetch(self._db, index // _TOGETHER)
            except (TooSlow, sqlite3.DatabaseError):
                return None
        row = page.get(key)
        if row is not None and key in self._promised:
            return replace(row, facts=self._promised[key], pending=True)
        return row

    def load(self, index: int) -> None:
        """Fetch the page with the row at `index`, however long it takes. For workers.

        Raises:
            sqlite3.DatabaseError: The index is damaged.
        """
        if self._detached:
            return
        with self._background.use() as db:
            self._fetch(db, index // _TOGETHER)

    def fill(self, at_least: int = _STEP) -> bool:
        """Add some more rows at the end, all at once, however long it takes. For workers.

        Args:
            at_least: How many, if there are so many.

        Returns:
            Whether there may be more. So there may where another search had its own come first.

        Raises:
            sqlite3.DatabaseError: The index is damaged.
        """
        if self._detached:
            return False
        try:
            with self._background.use(lambda: self._cancelled) as db:
                rest, self._rest = self._rest, None  # what raises would give nothing more
                if rest is None:
                    self._before = frozenset(self._keys)
                    rest = self._stream(db)
                fresh: list[int] = []
                while len(fresh) < at_least and (piece := next(rest, None)) is not None:
                    fresh += [key for key in piece if key not in self._before]
                self._keys.extend(fresh)
                self._rest = rest
        except Cancelled:
            return not self._cancelled
        self._complete = len(fresh) < at_least
        return not self.complete

    def cancel(self) -> None:
        """Nobody looks at the list any more: a worker that fills it stops."""
        self._cancelled = True

    def refresh(
        self, keys: Collection[int] | None = None, written: Mapping[int, Facts] | None = None
    ) -> None:
        """Fetch again the rows of the pages in memory; papers that have left the index stay.

        Args:
            keys: Which; all by default.
            written: What acts made of papers, for a list that cannot fetch it any more.
        """
        with self._pages_lock:
            for page in self._pages.values():
                if self._detached:
                    for key, facts in (written or {}).items():
                        if key in page:
                            page[key] = replace(page[key], facts=facts)
                elif stale := [key for key in page if keys is None or key in keys]:
                    page.update(refetch_rows(self._db, stale, page))

    def loaded(self) -> dict[int, Row]:
        """The rows in memory that tell a paper, by key."""
        with self._pages_lock:
            pages = self._pages.values()
            return {key: row for page in pages for key, row in page.items() if row.id}

    def reorder(self, keys: Sequence[int]) -> None:
        """Put the rows of a complete list in the order of `keys`, which are all of its own."""
        with self._pages_lock:
            self._keys = PackedKeys(keys)
            self._pages.clear()

    def detach(self) -> None:
        """From now on give what is in memory: the index that it is a list of is closed."""
        self.cancel()
        with self._pages_lock:
            self._detached = True

    def _begin(self, pieces: Iterator[list[int]], until: int | None) -> None:
        for piece in pieces:
            self._keys.extend(piece)
            if until in piece:
                until = None
            if len(self._keys) >= self.PAGE and until is None:
                return
        self._complete = True

    def _page(self, number: int) -> dict[int, Row] | None:
        """The page, if it is in memory; it is then the last to be dropped."""
        with self._pages_lock:
            page = self._pages.pop(number, None)
            if page is not None:
                self._pages[number] = page
            return page

    def _fetch(self, db: sqlite3.Connection, number: int) -> dict[int, Row]:
        keys = self._keys.part(number * _TOGETHER, (number + 1) * _TOGETHER)
        with self._pages_lock:
            shown = self._pages.get(number, {})
        page = refetch_rows(db, keys, shown)
        with self._pages_lock:
            self._pages[number] = page
            while len(self._pages) > _KEPT:
                del self._pages[next(iter(self._pages))]
        return page
