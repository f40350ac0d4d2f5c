"""Runs queries: resolves saved views and fuzzy words, matches regular expressions."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Final

from daily_papers.index import search
from daily_papers.index.interrupts import TooSlow
from daily_papers.index.regex import Matcher, Matches
from daily_papers.index.spelling import Speller
from daily_papers.index.sql import NotYet
from daily_papers.papers.scopes import ALL, PlainScope, SavedViewScope, Scope
from daily_papers.query.errors import QueryError
from daily_papers.query.parser import parse
from daily_papers.query.tree import Node, Query, conjunction
from daily_papers.state.queries import StateQueries
from daily_papers.state.views import views


class QueryRunner:
    """Runs the queries of one index. Thread-safe, as long as each thread has its own connection."""

    def __init__(self, index: Path, drawing: sqlite3.Connection) -> None:
        """Nothing is read yet.

        Args:
            index: The index's file.
            drawing: The connection of the thread that draws, which cannot wait for a process.
        """
        self.speller: Final = Speller(drawing)
        self.matcher: Final = Matcher(index)
        self._drawing = drawing

    def invalidate(self) -> None:
        """Forget all answers: the papers changed."""
        self.speller.invalidate()
        self.matcher.invalidate()

    def resolve(
        self, db: sqlite3.Connection, scope: Scope, query: Query | None
    ) -> tuple[PlainScope, Query | None]:
        """The scope and the query without saved views and fuzzy words.

        Raises:
            NotYet: The scope is a view that cannot be read.
            TooSlow: The thread that draws would have to wait.
        """
        if isinstance(scope, SavedViewScope):
            view = _saved_view(db, scope.name)
            query = query or Query()
            tree = conjunction(each for each in (view.tree, query.tree) if each != Query().tree)
            scope, query = ALL, Query(tree, query.sort or view.sort)
        if query is None or query == Query():
            return scope, None
        return scope, self.speller.correct(db, query)

    def stream(
        self, db: sqlite3.Connection, scope: Scope, query: Query | None
    ) -> Iterator[list[int]]:
        """The keys of the papers in `scope` that match, in order, in pieces.

        Raises:
            NotYet: Such a query cannot be answered.
        """
        plain, resolved = self.resolve(db, scope, query)
        matches = self._matches(db, plain, resolved.tree) if resolved else search.NO_MATCHES
        yield from search.stream(db, plain, resolved, matches)

    def count(self, db: sqlite3.Connection, scope: Scope, query: Query | None) -> int:
        """How many papers in `scope` match.

        Raises:
            NotYet: Such a query cannot be answered.
        """
        plain, resolved = self.resolve(db, scope, query)
        matches = self._matches(db, plain, resolved.tree) if resolved else search.NO_MATCHES
        return search.count(db, plain, resolved, matches)

    def known_matches(
        self, db: sqlite3.Connection, scope: Scope, query: Query | None
    ) -> Matches | None:
        """What the query's regular expressions match; `None` while that is unknown.

        It is unknown also for a list of a view that was renamed or removed meanwhile.
        """
        try:
            plain, resolved = self.resolve(db, scope, query)
        except (TooSlow, NotYet):
            return None
        return self.matcher.known(plain, resolved.tree if resolved else Query().tree)

    def resume(self, db: sqlite3.Connection, scope: Scope, query: Query | None) -> None:
        """Make the next `stream` go on with regular expressions that were stopped."""
        try:
            plain, resolved = self.resolve(db, scope, query)
        except (TooSlow, NotYet):
            return
        if resolved:
            self.matcher.resume(plain, resolved.tree)

    def stop_others(self, db: sqlite3.Connection, scope: Scope, query: Query | None) -> None:
        """Stop a search for other regular expressions than those of this query."""
        try:
            plain, resolved = self.resolve(db, scope, query)
        except TooSlow:
            resolved = None
        self.matcher.stop((plain, resolved.tree) if resolved else None)

    def _matches(self, db: sqlite3.Connection, scope: PlainScope, tree: Node) -> Matches:
        known = self.matcher.known(scope, tree)
        if known is not None:
            return known
        if db is self._drawing:
            raise TooSlow
        return self.matcher.run(scope, tree, partial(search.candidates, db, scope, tree))


def _saved_view(db: sqlite3.Connection, name: str) -> Query:
    text = next((each.query for each in views(StateQueries(db)) if each.name == name), None)
    if text is None:
        raise NotYet(f"no view is called {name}")
    try:
        return parse(text, date.today())
    except QueryError as error:
        raise NotYet(f"the view {name} cannot be read: {error.message}") from None
