"""The grammar: terms side by side are AND, and NOT binds tighter than AND, AND than OR."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from daily_papers.query.errors import QueryError
from daily_papers.query.terms import Term, TermReader
from daily_papers.query.tokens import Kind, Token, tokenise
from daily_papers.query.tree import All, Node, Query, conjunction, disjunction, negation

MAX_LENGTH: Final = 4000
"""Characters of a query at most."""

_SURROGATE = re.compile("[\ud800-\udfff]")
_OPERATORS: Final = (Kind.OR, Kind.AND, Kind.NOT)


def parse(text: str, today: date, *, unfinished: bool = False) -> Query:
    """Read a query.

    Args:
        text: What was typed; nothing but white space asks for every paper.
        today: The day that ages and `today` count from.
        unfinished: Whether `text` is still being typed. What may still become right at its end, an
            open quote or parenthesis, an operator, a value that is begun, is then no error, but
            taken as what it is so far, or as absent.

    Raises:
        QueryError: The text cannot be read. No other error is raised, whatever the text.
    """
    query = _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)
    try:
        return _parse(query, today, unfinished)
    except QueryError as error:
        error.query = query
        raise


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
            "there is nothing to look for", 0, len(query), expected="a letter or a digit"
        )
    tree = _Grammar(items).read() if items else All()
    return Query(tree, tuple(reader.sort.values()))


def _complete(items: list[Term | Token]) -> None:
    """Take away at the end what waits for more, and close what is open."""
    while items and isinstance(last := items[-1], Token) and last.kind in (*_OPERATORS, Kind.OPEN):
        items.pop()
    depth = 0
    for item in items:
        if isinstance(item, Token):
            depth += (item.kind is Kind.OPEN) - (item.kind is Kind.CLOSE)
    items.extend(Token(Kind.CLOSE, 0, 0, ")", 0) for _ in range(depth))


class _Grammar:
    """Reads items by recursive descent; parentheses are few enough inside each other for that.

    Each method reads one line of the grammar:

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
            raise self._no_term()
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
            raise self._no_term()
        node = self._or()
        if not self._take(Kind.CLOSE):
            raise _fault(item, "the parenthesis is never closed", ")")
        return node

    def _kind(self) -> Kind | None:
        """What comes next, any term being a word; `None` at the end."""
        if self._at == len(self._items):
            return None
        item = self._items[self._at]
        return item.kind if isinstance(item, Token) else Kind.WORD

    def _take(self, kind: Kind) -> bool:
        """Whether a token of `kind` comes next; it is passed then."""
        taken = self._kind() is kind
        self._at += taken
        return taken

    def _no_term(self) -> QueryError:
        """What to say where a term is due: the fault is with the token before or with this one."""
        before = self._items[self._at - 1] if self._at else None
        if isinstance(before, Token) and before.kind in _OPERATORS:
            return _fault(before, f"{before.text} has nothing after it", "a word")
        if isinstance(before, Token) and before.kind is Kind.OPEN:
            if self._kind() is None:
                return _fault(before, "the parenthesis is never closed", ")")
            if self._kind() is Kind.CLOSE:
                return _fault(before, "the parentheses are empty", "a word between them")
        here = self._items[self._at]
        assert isinstance(here, Token)
        if here.kind is Kind.CLOSE:
            return _fault(here, "the parenthesis was never opened", "( before it")
        return _fault(here, f"{here.text} has nothing before it", "a word")


def _fault(token: Token, problem: str, expected: str) -> QueryError:
    return QueryError(problem, token.start, token.end - token.start, expected=expected)
