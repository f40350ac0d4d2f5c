"""From what is asked for to what the index can look up: the user's own views become a filter,
fuzzy words the words that they stand for.
"""

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
    """Asks the index. Any thread may, each with a connection of its own."""

    def __init__(self, index: Path, drawing: sqlite3.Connection) -> None:
        """Nothing was asked yet.

        Args:
            index: The index's file.
            drawing: The connection of the thread that draws, which cannot wait for a process.
        """
        self.speller: Final = Speller(drawing)
        self.matcher: Final = Matcher(index)
        self._drawing = drawing

    def forget(self) -> None:
        """The papers changed."""
        self.speller.forget()
        self.matcher.forget()

    def read(
        self, db: sqlite3.Connection, scope: Scope, where: Query | None
    ) -> tuple[PlainScope, Query | None]:
        """The scope and the query that the index can look up.

        Raises:
            NotYet: The scope is a view that cannot be read.
            TooSlow: The thread that draws would have to wait.
        """
        if isinstance(scope, SavedViewScope):
            view = _view(db, scope.name)
            where = where or Query()
            tree = conjunction(each for each in (view.tree, where.tree) if each != Query().tree)
            scope, where = ALL, Query(tree, where.sort or view.sort)
        if where is None or where == Query():
            return scope, None
        return scope, self.speller.correct(db, where)

    def stream(
        self, db: sqlite3.Connection, scope: Scope, where: Query | None
    ) -> Iterator[list[int]]:
        """The keys of the papers in `scope` that match, in order, in pieces.

        Raises:
            NotYet: Such a query cannot be answered.
        """
        plain, query = self.read(db, scope, where)
        matches = self._matches(db, plain, query.tree) if query else search.NO_MATCHES
        yield from search.stream(db, plain, query, matches)

    def count(self, db: sqlite3.Connection, scope: Scope, where: Query | None) -> int:
        """How many papers in `scope` match.

        Raises:
            NotYet: Such a query cannot be answered.
        """
        plain, query = self.read(db, scope, where)
        matches = self._matches(db, plain, query.tree) if query else search.NO_MATCHES
        return search.count(db, plain, query, matches)

    def known(self, db: sqlite3.Connection, scope: Scope, where: Query | None) -> Matches | None:
        """What the query's regular expressions match, where that is known."""
        try:
            plain, query = self.read(db, scope, where)
        except TooSlow:
            return None
        return self.matcher.known(plain, query.tree if query else Query().tree)

    def go_on(self, db: sqlite3.Connection, scope: Scope, where: Query | None) -> None:
        """Have regular expressions that were stopped gone on with when they are asked again."""
        try:
            plain, query = self.read(db, scope, where)
        except TooSlow:
            return
        if query:
            self.matcher.go_on(plain, query.tree)

    def interrupt(self, db: sqlite3.Connection, scope: Scope, where: Query | None) -> None:
        """From now on only this is wanted: kill a process that looks for something else."""
        try:
            plain, query = self.read(db, scope, where)
        except TooSlow:
            query = None
        self.matcher.stop((plain, query.tree) if query else None)

    def _matches(self, db: sqlite3.Connection, scope: PlainScope, tree: Node) -> Matches:
        known = self.matcher.known(scope, tree)
        if known is not None:
            return known
        if db is self._drawing:
            raise TooSlow
        return self.matcher.run(scope, tree, partial(search.candidates, db, scope, tree))


def _view(db: sqlite3.Connection, name: str) -> Query:
    text = next((each.query for each in views(StateQueries(db)) if each.name == name), None)
    if text is None:
        raise NotYet(f"no view is called {name}")
    try:
        return parse(text, date.today())
    except QueryError as error:
        raise NotYet(f"the view {name} cannot be read: {error.message}") from None
