"""Parses queries. Terms side by side are joined by AND; NOT binds tightest, then AND, then OR."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from daily_papers.papers.model import parse_id
from daily_papers.query.errors import QueryError
from daily_papers.query.terms import Term, TermReader
from daily_papers.query.tokens import Kind, Token, tokenise
from daily_papers.query.tree import (
    All,
    IdIs,
    Node,
    Query,
    conjunction,
    disjunction,
    negation,
)

MAX_LENGTH: Final = 4000
"""The most characters in a query."""

_SURROGATE = re.compile("[\ud800-\udfff]")
_OPERATORS: Final = (Kind.OR, Kind.AND, Kind.NOT)


def parse(text: str, today: date, *, unfinished: bool = False) -> Query:
    """The query that `text` says.

    Args:
        text: What was typed. An empty text selects every paper.
        today: The day that ages and `today` count from.
        unfinished: Whether `text` is still being typed. What may still become valid at its end (an
            open quote or parenthesis, an operator, the beginning of a value) is then no error:
            it counts for what it is so far, or is ignored.

    Raises:
        QueryError: The text is not a query. No other error is raised, whatever the text.
    """
    query = _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)
    try:
        return _parse(query, today, unfinished)
    except QueryError as error:
        error.query = query
        raise


def parse_id_query(text: str) -> Query | None:
    """The query for one paper if `text` is its id or address and nothing else, or `None`."""
    words = text.split()
    id = parse_id(words[0]) if len(words) == 1 else None
    return Query(IdIs(id)) if id else None


def _parse(query: str, today: date, unfinished: bool) -> Query:
    if len(query) > MAX_LENGTH:
        raise QueryError(
            "the query is too long",
            MAX_LENGTH,
            len(query) - MAX_LENGTH,
            expected=f"at most {MAX_LENGTH:,} characters",
        )
    tokens = tokenise(query)
    reader = TermReader(query, today, unfinished=unfinished)
    reader.read(tokens)
    items = reader.items
    if unfinished:
        _complete(items)
    elif query.strip() and not items and not reader.sort:
        raise QueryError(
            "there is nothing to search for", 0, len(query), expected="a letter or a digit"
        )
    tree = _Grammar(items).read() if items else All()
    return Query(tree, tuple(reader.sort.values()))


def _complete(items: list[Term | Token]) -> None:
    """Remove operators and open parentheses at the end, and close the other parentheses."""
    while items and isinstance(last := items[-1], Token) and last.kind in (*_OPERATORS, Kind.OPEN):
        items.pop()
    depth = 0
    for item in items:
        if isinstance(item, Token):
            depth += (item.kind is Kind.OPEN) - (item.kind is Kind.CLOSE)
    items.extend(Token(Kind.CLOSE, 0, 0, ")", 0) for _ in range(depth))


class _Grammar:
    """A recursive-descent parser; `terms.MAX_DEPTH` limits the recursion.

    Each method parses one rule of the grammar:

        or  = and { "OR" and }
        and = not { [ "AND" ] not }
        not = { "NOT" | "-" } one
        one = "(" or ")" | term
    """

    def __init__(self, items: list[Term | Token]) -> None:
        self._items = items
        self._at = 0

    def read(self) -> Node:
        node = self._or()
        if self._kind() is Kind.CLOSE:
            raise self._missing_term()
        return node

    def _or(self) -> Node:
        nodes = [self._and()]
        while self._take(Kind.OR):
            nodes.append(self._and())
        return disjunction(nodes)

    def _and(self) -> Node:
        nodes = [self._not()]
        while self._take(Kind.AND) or self._kind() in (Kind.WORD, Kind.OPEN, Kind.NOT):
            nodes.append(self._not())
        return conjunction(nodes)

    def _not(self) -> Node:
        negative = False
        while self._take(Kind.NOT):
            negative = not negative
        node = self._one()
        return negation(node) if negative else node

    def _one(self) -> Node:
        item = self._items[self._at] if self._at < len(self._items) else None
        if isinstance(item, Term):
            self._at += 1
            return item.leaf
        if item is None or not self._take(Kind.OPEN):
            raise self._missing_term()
        node = self._or()
        if not self._take(Kind.CLOSE):
            raise _error(item, "the parenthesis is never closed", ")")
        return node

    def _kind(self) -> Kind | None:
        """The kind of the next item, `WORD` for any term; `None` at the end."""
        if self._at == len(self._items):
            return None
        item = self._items[self._at]
        return item.kind if isinstance(item, Token) else Kind.WORD

    def _take(self, kind: Kind) -> bool:
        """Whether the next token is of `kind`; it is consumed if so."""
        taken = self._kind() is kind
        self._at += taken
        return taken

    def _missing_term(self) -> QueryError:
        """The error where a term is missing: it is about the token before, or the one here."""
        before = self._items[self._at - 1] if self._at else None
        if isinstance(before, Token) and before.kind in _OPERATORS:
            return _error(before, f"{before.text} has nothing after it", "a word")
        if isinstance(before, Token) and before.kind is Kind.OPEN:
            if self._kind() is None:
                return _error(before, "the parenthesis is never closed", ")")
            if self._kind() is Kind.CLOSE:
                return _error(before, "the parentheses are empty", "a word between them")
        here = self._items[self._at]
        assert isinstance(here, Token)
        if here.kind is Kind.CLOSE:
            return _error(here, "the parenthesis was never opened", "( before it")
        return _error(here, f"{here.text} has nothing before it", "a word")


def _error(token: Token, problem: str, expected: str) -> QueryError:
    return QueryError(problem, token.start, token.end - token.start, expected=expected)
