"""The library as commands use it: brought up to date first, and asked for papers by a query."""

from __future__ import annotations

import sqlite3
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Final

from daily_papers.cache.files import unreadable
from daily_papers.commands.command import Failed, Misused
from daily_papers.humanize import quantity
from daily_papers.library import Library, Listing, NotYet, Progress, is_damage, refresh
from daily_papers.papers.rows import Row
from daily_papers.papers.scopes import ALL
from daily_papers.paths import Paths
from daily_papers.query.errors import QueryError
from daily_papers.query.parser import parse
from daily_papers.query.tree import Query

_GETS_ON: Final = 100
"""Papers that a regular expression is to look at before it is stopped, to be gone on with."""
_QUIET: Final = 1.0
"""Seconds for which nothing is said about what takes its time."""


@contextmanager
def opened(paths: Paths, *, papers: bool = True) -> Iterator[Library]:
    """The library of `paths`, up to date with the journals.

    Args:
        paths: Where everything lies.
        papers: Whether it is to be up to date with the cache too.

    Raises:
        Failed: The index cannot be used, or `papers` are wanted and the cache cannot be read.
    """
    if papers and (why := unreadable(paths.cache)):
        raise Failed(f"{paths.cache}: {why}; name the folder of digest files with --cache")
    try:
        with Library(paths) as library:
            if papers:
                # Where the index's own folder cannot be written, the library has another.
                with _progress() as tell:
                    refresh(library.paths, tell)
                library.reload()
            else:
                library.catch_up()
            try:
                yield library
            except sqlite3.DatabaseError as error:
                if not is_damage(error):
                    raise
                library.start_over()
                raise Failed("the index was damaged and is made anew; try again") from None
    except sqlite3.Error as error:
        words = f"the index cannot be used ({error}); is the disk full? see `daily-papers doctor`"
        raise Failed(words) from error


def read_query(words: Sequence[str]) -> Query:
    """The query that words side by side make.

    Raises:
        Misused: It cannot be read.
    """
    try:
        return parse(" ".join(words), date.today())
    except QueryError as error:
        raise bad_query(error) from None


def bad_query(error: QueryError) -> Misused:
    """What is told of a query that cannot be read, with a caret below it."""
    return Misused(str(error), error.caret())


def find(library: Library, query: Query) -> Listing:
    """All papers that `query` asks for; regular expressions are gone on with while they get on.

    Raises:
        Misused: Such a query cannot be answered.
        Failed: A regular expression takes too long.
    """
    looked_at = 0
    while True:
        try:
            listing = library.rows(ALL, query)
            while not listing.complete and listing.fill():
                pass
        except NotYet as error:
            raise Misused(str(error)) from None
        gaps = library.gaps(ALL, query)
        if not gaps:
            return listing
        if gaps.looked_at < looked_at + _GETS_ON:
            far = f": looked at {gaps.looked_at:,} of {quantity(gaps.total, 'paper')} in time"
            raise Failed("the regular expression takes too long" + far * bool(gaps.looked_at))
        looked_at = gaps.looked_at
        library.go_on(ALL, query)


def rows_of(listing: Listing, limit: int | None = None) -> Iterator[Row]:
    """The rows of a list, or the first `limit` of them, however long fetching one takes."""
    count = len(listing) if limit is None else min(limit, len(listing))
    for index in range(count):
        row = listing.row(index)
        while row is None:
            listing.load(index)
            row = listing.row(index)
        yield row


@contextmanager
def _progress() -> Iterator[Callable[[Progress], None]]:
    """Tells on a terminal how far reading is, once it has taken longer than a moment."""
    began = time.monotonic()
    told = False

    def tell(progress: Progress) -> None:
        nonlocal told
        if sys.stderr.isatty() and time.monotonic() - began > _QUIET:
            told = True
            total = quantity(progress.total, "digest file")
            print(f"\rReading {progress.done:,} of {total}", end="", file=sys.stderr, flush=True)

    try:
        yield tell
    finally:
        if told:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
