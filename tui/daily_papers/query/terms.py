"""From tokens to what the grammar joins: leaves of the tree, operators and parentheses.

Here each field gets its value and `sort:` is lifted out.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from daily_papers.papers.fields import TextField
from daily_papers.query.errors import QueryError
from daily_papers.query.tokens import Kind, Token
from daily_papers.query.tree import Leaf, SortKey
from daily_papers.query.values import EXPECTED, read_leaf, read_sort, read_text
from daily_papers.query.vocabulary import SORT, SortName

MAX_DEPTH: Final = 6
"""Parentheses inside each other at most, so that SQLite can take in what they come to."""

_TEXT_FIELDS: Final = frozenset[str](TextField)
_STRUCTURE: Final = (Kind.OPEN, Kind.CLOSE, Kind.OR, Kind.AND, Kind.NOT)


@dataclass(frozen=True, slots=True)
class Term:
    """A leaf, and the token that says it."""

    leaf: Leaf
    token: Token


class TermReader:
    """Reads the tokens of one query, once.

    Attributes:
        items: Terms, and the tokens that join them: operators and parentheses.
        sort: The keys of the order, by name, in the order in which they stand.
    """

    def __init__(self, query: str, today: date, *, unfinished: bool) -> None:
        """Prepare to read.

        Args:
            query: The whole text.
            today: The day that ages count from.
            unfinished: Whether more may be typed at the end; what is not complete there is taken
                as far as it goes, or left out.
        """
        self.items: list[Term | Token] = []
        self.sort: dict[SortName, SortKey] = {}
        self._end = len(query) if unfinished else None
        self._today = today
        self._groups: list[TextField | None] = []  # the field of each parenthesis that is open
        self._field: Token | None = None  # the field whose value comes next

    def read(self, tokens: list[Token]) -> None:
        """Read all tokens.

        Raises:
            QueryError: A value is missing, cannot be read or stands where it may not.
        """
        for token in tokens:
            field, self._field = self._field, None
            if field and (token.start != field.end or token.kind is Kind.CLOSE):
                raise _missing(field)
            if token.kind is Kind.FIELD:
                self._read_field(token)
            elif token.kind is Kind.OPEN:
                self._open(field, token)
            elif token.kind in _STRUCTURE:
                if token.kind is Kind.CLOSE and self._groups:
                    self._groups.pop()
                self.items.append(token)
            elif field and field.text == SORT:
                if key := read_sort(token, growing=token.end == self._end):
                    self.sort.setdefault(key.name, key)
            else:
                self._read_value(field, token)
        if self._field and self._field.end != self._end:
            raise _missing(self._field)

    def _read_field(self, token: Token) -> None:
        if self._groups and (group := self._groups[-1]):
            raise QueryError(
                f"{token.text}: stands inside {group}:( )",
                token.start,
                token.end - token.start,
                expected=EXPECTED[group],
            )
        if token.text == SORT and (self._groups or self._follows_not()):
            raise QueryError(
                "sort: orders the whole result",
                token.start,
                token.end - token.start,
                expected="it outside parentheses and without NOT; sort:-date turns an order round",
            )
        self._field = token

    def _open(self, field: Token | None, token: Token) -> None:
        if field and field.text not in _TEXT_FIELDS:
            raise _missing(field)
        if len(self._groups) == MAX_DEPTH:
            raise QueryError(
                "there are too many parentheses inside each other",
                token.start,
                1,
                expected=f"at most {MAX_DEPTH}",
            )
        outer = self._groups[-1] if self._groups else None
        self._groups.append(TextField(field.text) if field else outer)
        self.items.append(token)

    def _read_value(self, field: Token | None, token: Token) -> None:
        growing = token.end == self._end
        if field and field.text not in _TEXT_FIELDS:
            leaf = read_leaf(field.text, token, self._today, growing=growing)
        else:
            group = self._groups[-1] if self._groups else None
            leaf = read_text(
                TextField(field.text) if field else group,
                token,
                growing=growing,
            )
        if leaf:
            self.items.append(Term(leaf, token))
        elif self._follows_not() and not growing:
            raise QueryError(
                f"{token.text} cannot be looked for",
                token.start,
                len(token.text),
                expected="a letter or a digit",
            )

    def _follows_not(self) -> bool:
        last = self.items[-1] if self.items else None
        return isinstance(last, Token) and last.kind is Kind.NOT


def _missing(field: Token) -> QueryError:
    return QueryError(
        f"{field.text}: has no value",
        field.end,
        1,
        expected=f"{EXPECTED[field.text]}, right after the colon",
    )
