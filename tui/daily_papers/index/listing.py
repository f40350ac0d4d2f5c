"""A list of papers that may be far larger than memory: keys packed, rows by the page.

The order is frozen when the list is made: rows are only ever added at its end. Its maker's thread
draws from it and never waits longer than `interrupts.DEADLINE`; what takes longer is left to a
worker, which calls `load` and `fill` on another connection.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from typing import ClassVar, Final

from daily_papers.index.damage import checked
from daily_papers.index.interrupts import Cancelled, TooSlow, cancellable, deadline
from daily_papers.index.packed_keys import PackedKeys
from daily_papers.index.rows import gone_row, refetch_rows
from daily_papers.papers.rows import Facts, Row

_PAGE_ROWS: Final = 32
"""Rows of a page, which are fetched together: about a screenful."""
_MOST_PAGES: Final = 128
"""Pages that are kept in memory."""
_FILL_ROWS: Final = 4096
"""Rows that one call of `fill` adds, at least, by default."""
_FEW: Final = 4
"""Keys up to which it is faster to find each than to go through the list."""

Stream = Callable[[sqlite3.Connection], Iterator[list[int]]]
"""Streams the keys of a list, in order, in pieces, as far as they are read."""


class Background:
    """A connection that workers share, one at a time."""

    def __init__(
        self,
        connect: Callable[[], sqlite3.Connection],
        failed: Callable[[sqlite3.DatabaseError], None],
    ) -> None:
        """Args:
        connect: Opens it when it is first needed.
        failed: Called with what SQLite raises, which is then raised again.
        """
        self._connect = connect
        self._failed = failed
        self._lock = threading.Lock()
        self._db: sqlite3.Connection | None = None

    @contextmanager
    def use(self, cancelled: Callable[[], bool] = lambda: False) -> Iterator[sqlite3.Connection]:
        """Use the connection exclusively.

        Args:
            cancelled: Called again and again: whether the answer is no longer wanted.

        Raises:
            Cancelled: It is no longer wanted.
            sqlite3.DatabaseError: The index is damaged, or cannot be opened.
        """
        with self._lock:
            if cancelled():
                raise Cancelled
            try:
                if self._db is None:
                    self._db = self._connect()
                with checked(), cancellable(self._db, cancelled):
                    yield self._db
            except sqlite3.DatabaseError as error:
                self._failed(error)
                raise

    def close(self) -> None:
        """Close the connection; the next `use` opens it again."""
        with self._lock:
            if self._db is not None:
                self._db.close()
                self._db = None


class Listing:
    """The rows of one scope or search. Keeps to `daily_papers.papers.rows.Rows`."""

    PAGE: ClassVar[int] = 256
    """Rows that are read before the first is drawn."""

    def __init__(
        self,
        stream: Stream,
        db: sqlite3.Connection,
        background: Background,
        pending: Mapping[int, Facts],
        through: int | None = None,
    ) -> None:
        """Read the first rows, as far as the deadline allows.

        Args:
            stream: Streams the keys.
            db: The connection of the thread that draws.
            background: The connection of workers.
            pending: The facts of papers after pending acts, by key.
            through: A key up to which it reads on, if it is one of the list's.
        """
        self._stream = stream
        self._db = db
        self._background = background
        self._pending = pending
        self._keys = PackedKeys()
        self._pages: dict[int, dict[int, Row]] = {}
        self._pages_lock = threading.Lock()
        self._rest: Iterator[list[int]] | None = None
        self._before: frozenset[int] = frozenset()
        """The keys that were known when `fill` began."""
        self._complete = False
        self._cancelled = False
        self._detached = False
        try:
            with deadline(db), closing(stream(db)) as pieces:  # type: ignore[type-var]
                self._begin(pieces, through)
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
        """The row at `index`; `None` where it could not be read before the deadline, or at all: a
        worker that loads it raises the reason.
        """
        page = self._page(index // _PAGE_ROWS)
        key = self._keys[index]
        if page is None and self._detached:
            return gone_row(key)
        if page is None:
            try:
                with checked(), deadline(self._db):
                    page = self._fetch(self._db, index // _PAGE_ROWS)
            except (TooSlow, sqlite3.DatabaseError):
                return None
        row = page.get(key)
        if row is not None and key in self._pending:
            return replace(row, facts=self._pending[key], pending=True)
        return row

    def load(self, index: int) -> None:
        """Fetch the page with the row at `index`, however long it takes. For workers.

        Raises:
            sqlite3.DatabaseError: The index is damaged.
        """
        if self._detached:
            return
        with self._background.use() as db:
            self._fetch(db, index // _PAGE_ROWS)

    def fill(self, at_least: int = _FILL_ROWS) -> bool:
        """Add rows at the end, all at once, however long it takes. For workers.

        Args:
            at_least: How many, if there are so many.

        Returns:
            Whether there may be more; also true where another search interrupted this one.

        Raises:
            sqlite3.DatabaseError: The index is damaged.
        """
        if self._detached:
            return False
        try:
            with self._background.use(lambda: self._cancelled) as db:
                rest, self._rest = self._rest, None  # an iterator that raised is exhausted
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
        """Stop a worker that fills the list: it is no longer shown."""
        self._cancelled = True

    def refresh(
        self, keys: Collection[int] | None = None, written: Mapping[int, Facts] | None = None
    ) -> None:
        """Fetch the rows in memory again; papers that have left the index stay.

        Args:
            keys: Of which papers; all by default.
            written: The facts that acts wrote, for a detached list, which fetches nothing.
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
        """The rows in memory, by key, without those of unknown papers."""
        with self._pages_lock:
            pages = self._pages.values()
            return {key: row for page in pages for key, row in page.items() if row.id}

    def reorder(self, keys: Sequence[int]) -> None:
        """Put the rows of a complete list in the order of `keys`, a permutation of its own."""
        with self._pages_lock:
            self._keys = PackedKeys(keys)
            self._pages.clear()

    def detach(self) -> None:
        """Give only what is in memory from now on: the list's index is closed."""
        self.cancel()
        with self._pages_lock:
            self._detached = True

    def _begin(self, pieces: Iterator[list[int]], through: int | None) -> None:
        for piece in pieces:
            self._keys.extend(piece)
            if through in piece:
                through = None
            if len(self._keys) >= self.PAGE and through is None:
                return
        self._complete = True

    def _page(self, number: int) -> dict[int, Row] | None:
        """The page, if it is in memory; it then is the last to be dropped."""
        with self._pages_lock:
            page = self._pages.pop(number, None)
            if page is not None:
                self._pages[number] = page
            return page

    def _fetch(self, db: sqlite3.Connection, number: int) -> dict[int, Row]:
        keys = self._keys.part(number * _PAGE_ROWS, (number + 1) * _PAGE_ROWS)
        with self._pages_lock:
            shown = self._pages.get(number, {})
        page = refetch_rows(db, keys, shown)
        with self._pages_lock:
            self._pages[number] = page
            while len(self._pages) > _MOST_PAGES:
                del self._pages[next(iter(self._pages))]
        return page
