"""The library as commands use it: opened up to date, searched with a query, its acts reported."""

from __future__ import annotations

import sqlite3
import time
from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import wraps
from typing import Final

from daily_papers.cache.scanner import unreadable
from daily_papers.commands.errors import CommandError, IndexReplaced, UsageError
from daily_papers.commands.output import HeldOutput, can_redraw, redraw, say
from daily_papers.humanize import quantity
from daily_papers.library import (
    ActResult,
    Library,
    Listing,
    NotYet,
    Progress,
    is_damage,
    refresh,
)
from daily_papers.papers.prose import read_title
from daily_papers.papers.rows import Detail, Row
from daily_papers.papers.scopes import ALL
from daily_papers.paths import Paths
from daily_papers.query.errors import QueryError
from daily_papers.query.parser import parse
from daily_papers.query.tree import Query

_MIN_PROGRESS: Final = 100
"""Papers that a regular expression must have looked at to be given more time."""
_QUIET: Final = 1.0
"""Seconds before progress is shown."""


def restartable(run: Callable[[Namespace], int]) -> Callable[[Namespace], int]:
    """Make a command begin again, unnoticed, where the index turns out to be damaged."""

    @wraps(run)
    def run_twice(options: Namespace) -> int:
        with HeldOutput() as output:
            try:
                return run(options)
            except IndexReplaced:
                output.restart()
            try:
                return run(options)
            except IndexReplaced:
                message = "the index was damaged again after it was rebuilt; check the disk"
                raise CommandError(message) from None

    return run_twice


@contextmanager
def open_library(
    paths: Paths, *, papers: bool = True, may_restart: bool = False
) -> Iterator[Library]:
    """The library of `paths`, up to date with the journals. A damaged index is rebuilt.

    Args:
        paths: The folders in use.
        papers: Whether to read new files of the cache too.
        may_restart: Whether the command holds keys of papers, which change with the index, and is
            `restartable` as long as it has changed nothing.

    Raises:
        CommandError: The index cannot be used, or `papers` are wanted and the cache cannot be read.
        IndexReplaced: The index was damaged, and the command `may_restart`.
    """
    if papers and (why := unreadable(paths.cache)):
        raise CommandError(f"{paths.cache}: {why}; name the folder of digest files with --cache")
    is_open = False

    def rebuild() -> None:
        if is_open and may_restart and not library.has_written:
            raise IndexReplaced
        with _progress() as report:
            try:
                refresh(library.paths, report)
            except (OSError, sqlite3.OperationalError):  # as on a disk that is nearly full
                if not library.use_temporary_index():
                    raise
                refresh(library.paths, report)

    try:
        with Library(paths, recovers=True, rebuild=rebuild) as library:
            if papers:
                rebuild()
                library.reload()
            elif library.catch_up().index_error and library.use_temporary_index():
                library.catch_up()
            is_open = True
            try:
                yield library
            except sqlite3.DatabaseError as error:  # of a list's rows: no other list has its keys
                if not (is_damage(error) and may_restart) or library.has_written:
                    raise
                library.start_new_index()
                raise IndexReplaced from None
    except sqlite3.Error as error:
        message = f"the index cannot be used ({error}); is the disk full? see `daily-papers doctor`"
        raise CommandError(message) from error


def read_query(words: Sequence[str]) -> Query:
    """The query that the words form together.

    Raises:
        UsageError: It is not valid; a caret points at the error.
    """
    try:
        return parse(" ".join(words), date.today())
    except QueryError as error:
        raise UsageError(str(error), error.caret()) from None


def find_papers(library: Library, query: Query) -> Listing:
    """All papers that match; a regular expression is continued as long as it makes progress.

    Raises:
        UsageError: The query cannot be answered.
        CommandError: A regular expression takes too long.
    """
    examined = 0
    while True:
        try:
            listing = library.rows(ALL, query)
            while not listing.complete and listing.fill():
                pass
        except NotYet as error:
            raise UsageError(str(error)) from None
        unfinished = library.unfinished(ALL, query)
        if not unfinished:
            return listing
        if unfinished.looked_at < examined + _MIN_PROGRESS:
            message = "the regular expression takes too long"
            if unfinished.looked_at:
                total = quantity(unfinished.total, "paper")
                message += f": searched only {unfinished.looked_at:,} of {total} in time"
            raise CommandError(message)
        examined = unfinished.looked_at
        library.resume(ALL, query)


def rows_of(listing: Listing, limit: int | None = None) -> Iterator[Row]:
    """The rows of a list, or its first `limit` rows."""
    count = len(listing) if limit is None else min(limit, len(listing))
    for index in range(count):
        row = listing.row(index)
        while row is None:
            listing.load(index)
            row = listing.row(index)
        yield row


def details_of(library: Library, listing: Listing, limit: int | None = None) -> Iterator[Detail]:
    """The papers of a list, or its first `limit` papers, with all that is known about them."""
    count = len(listing) if limit is None else min(limit, len(listing))
    for index in range(count):
        detail = library.detail(listing.key(index))
        if detail is not None:
            yield detail


def check_saved(outcome: ActResult) -> None:
    """Check that an act is on the disk.

    Raises:
        CommandError: It is not.
    """
    if not outcome.saved:
        raise CommandError(f"{_uncapitalised(outcome.words)}; see `daily-papers doctor`")


def print_step(library: Library, outcome: ActResult) -> None:
    """Print what was undone or redone, with the title if it is one paper.

    Raises:
        CommandError: There was nothing to undo or redo, or it could not be saved.
    """
    check_saved(outcome)
    if not outcome.count:
        raise CommandError(_uncapitalised(outcome.words))
    words = outcome.words
    if len(outcome.ids) == 1:
        key = library.key_of(*outcome.ids)
        detail = library.detail(key) if key is not None else None
        words += f" · {read_title(detail.paper.title)}" if detail else ""
    say(words)


def _uncapitalised(words: str) -> str:
    return words[:1].lower() + words[1:]


@contextmanager
def _progress() -> Iterator[Callable[[Progress], None]]:
    """A function that shows progress on a terminal, once indexing takes longer than a moment."""
    began = time.monotonic()
    shown = False

    def report(progress: Progress) -> None:
        nonlocal shown
        if progress.total and time.monotonic() - began > _QUIET and can_redraw():
            shown = True
            redraw(f"Reading {progress.done:,} of {quantity(progress.total, 'digest file')}")

    try:
        yield report
    finally:
        if shown:
            redraw()
