"""Filters that are to be saved: checked, and combined."""

from __future__ import annotations

from datetime import date

from daily_papers.query.errors import QueryError
from daily_papers.query.parser import parse
from daily_papers.query.tree import Or, Query
from daily_papers.ui.strings import errors


class InvalidInput(ValueError):
    """A filter or a name that cannot be saved; its text says why."""


def check_filter(text: str) -> Query:
    """The query of a filter that is to be saved.

    Raises:
        InvalidInput: It is empty, or cannot be read.
    """
    if not text.strip():
        raise InvalidInput(errors.NO_FILTER)
    try:
        return parse(text, date.today())
    except QueryError as error:
        raise InvalidInput(str(error)) from None


def combine(outer: str, inner: str) -> str:
    """Two filters as one that asks for both; an empty one asks for nothing."""
    parts = [part for part in (outer, inner) if part]
    if len(parts) < 2:
        return "".join(parts)
    try:
        queries = [parse(part, date.today(), unfinished=True) for part in parts]
    except QueryError:
        return inner
    if any(isinstance(query.tree, Or) for query in queries):
        sides = [
            f"({Query(query.tree)})" if isinstance(query.tree, Or) else str(Query(query.tree))
            for query in queries
        ]
        sort = next((query.sort for query in reversed(queries) if query.sort), ())
        parts = [*sides, str(Query(sort=sort))]
    return " ".join(filter(None, parts))
