"""From tokens to what the grammar joins: leaves of the tree, operators and parentheses.

Each field gets its value here, and `sort:` is taken out. A token that ends a query which is still
being typed is *unfinished*: what is incomplete in it is read as far as possible, or as `None`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeVar

from daily_papers.papers.fields import DateField, NumberField, TextField
from daily_papers.papers.model import parse_id
from daily_papers.query import dates, numbers, patterns
from daily_papers.query.errors import QueryError, RangeReversed, either, nearest
from daily_papers.query.fold import is_solo, words
from daily_papers.query.tokens import Kind, Token
from daily_papers.query.tree import (
    Days,
    Fuzzy,
    Has,
    IdIs,
    Is,
    Leaf,
    Number,
    Phrase,
    Regex,
    SortKey,
    Word,
)
from daily_papers.query.vocabulary import FOREIGN_VALUES, HAS, IS, SORT, STATES, Part, SortName

MAX_DEPTH: Final = 6
"""The deepest nesting of parentheses, so that the SQL stays within SQLite's limits."""

EXPECTED: Final[dict[str, str]] = {
    **dict.fromkeys(TextField, 'a word, a "phrase", a /pattern/ or a ~fuzzy word'),
    **dict.fromkeys(NumberField, numbers.EXPECTED),
    **dict.fromkeys(DateField, dates.EXPECTED),
    IS: either(STATES),
    HAS: either(Part),
    SORT: either(SortName),
}
"""What each field takes, for errors."""

_STRUCTURE: Final = (Kind.OPEN, Kind.CLOSE, Kind.OR, Kind.AND, Kind.NOT)
_FULL_WIDTH = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_TEXT_FIELDS: Final = frozenset[str](TextField)
_DATE_FIELDS: Final = frozenset[str](DateField)
_NAMES: Final[dict[str, Sequence[str]]] = {
    IS: tuple(STATES),
    HAS: tuple(Part),
    SORT: tuple(SortName),
}

_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class Term:
    """A leaf, and the token that it was read from."""

    leaf: Leaf
    token: Token


class TermReader:
    """Reads the tokens of one query, once.

    Attributes:
        items: Terms, and the tokens that join them: operators and parentheses.
        sort: The sort keys by name, in their order in the query.
    """

    def __init__(self, query: str, today: date, *, unfinished: bool) -> None:
        """Prepare to read.

        Args:
            query: The whole text.
            today: The day that ages count from.
            unfinished: Whether the text is still being typed.
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
            QueryError: A value is missing, cannot be read or is not allowed where it is.
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
                if key := _read_sort(token, unfinished=token.end == self._end):
                    self.sort.setdefault(key.name, key)
            else:
                self._read_value(field, token)
        if self._field and self._field.end != self._end:
            raise _missing(self._field)

    def _read_field(self, token: Token) -> None:
        if self._groups and (group := self._groups[-1]):
            raise QueryError(
                f"{token.text}: is not allowed inside {group}:( )",
                token.start,
                token.end - token.start,
                expected=EXPECTED[group],
            )
        if token.text == SORT and (self._groups or self._follows_not()):
            raise QueryError(
                "sort: applies to the whole result",
                token.start,
                token.end - token.start,
                expected="it outside parentheses and without NOT; sort:-date reverses the order",
            )
        self._field = token

    def _open(self, field: Token | None, token: Token) -> None:
        if field and field.text not in _TEXT_FIELDS:
            raise _missing(field)
        if len(self._groups) == MAX_DEPTH:
            raise QueryError(
                "the parentheses are nested too deeply",
                token.start,
                1,
                expected=f"at most {MAX_DEPTH} levels",
            )
        outer = self._groups[-1] if self._groups else None
        self._groups.append(TextField(field.text) if field else outer)
        self.items.append(token)

    def _read_value(self, field: Token | None, token: Token) -> None:
        unfinished = token.end == self._end
        if field and field.text not in _TEXT_FIELDS:
            leaf = _read_leaf(field.text, token, self._today, unfinished=unfinished)
        else:
            group = self._groups[-1] if self._groups else None
            leaf = _read_text(
                TextField(field.text) if field else group,
                token,
                unfinished=unfinished,
            )
        if leaf:
            self.items.append(Term(leaf, token))
        elif self._follows_not() and not unfinished:
            raise QueryError(
                f"{token.text} cannot be searched for",
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


def _read_leaf(field: str, token: Token, today: date, *, unfinished: bool) -> Leaf | None:
    """The leaf for `token` after any field but a text field and `sort:`.

    Raises:
        QueryError: The field does not take such a value.
    """
    if token.kind in (Kind.REGEX, Kind.FUZZY) or not token.text:
        raise _unfit(field, token)
    if field == IS:
        state = _read_name(IS, token, token.text, unfinished)
        return Is(state) if state else None
    if field == HAS:
        part = _read_name(HAS, token, token.text, unfinished)
        return Has(Part(part)) if part else None
    text = _plain(token.text)
    if field in _DATE_FIELDS:
        days = _read_range(
            lambda typed: dates.read(typed, today, token.at),
            text,
            dates.endings(text) if unfinished else None,
        )
        return Days(*days, DateField(field)) if days else None
    limits = _read_range(
        lambda typed: numbers.read(typed, token.at), text, numbers.ENDINGS if unfinished else None
    )
    return Number(NumberField(field), *limits) if limits else None


def _read_sort(token: Token, *, unfinished: bool) -> SortKey | None:
    """The sort key for `token` after `sort:`.

    Raises:
        QueryError: There is no such sort key.
    """
    if token.kind in (Kind.REGEX, Kind.FUZZY):
        raise _unfit(SORT, token)
    text = _plain(token.text)
    name = _read_name(SORT, token, text.removeprefix("-"), unfinished)
    return SortKey(SortName(name), reverse=text.startswith("-")) if name else None


def _read_text(field: TextField | None, token: Token, *, unfinished: bool) -> Leaf | None:
    """The leaf for `token` in a text field, or without a field.

    A bare word that has neither letter nor digit is punctuation, and gives no leaf.

    Raises:
        QueryError: There is nothing to search for, or a quote or expression is not closed.
    """
    if token.kind is Kind.REGEX:
        return _read_regex(field, token, unfinished)
    if not (token.closed or unfinished):
        raise QueryError(
            "the quote is never closed", token.start, 1, expected='" at the end of the phrase'
        )
    if field is TextField.ID and token.kind is not Kind.FUZZY and (id_ := parse_id(token.text)):
        return IdIs(id_)
    if field and token.kind is Kind.WORD and token.text.startswith(("-", "－")):
        raise QueryError(
            "the minus is after the field",
            token.start,
            len(token.text),
            expected="it before the field",
            guess=f"-{field}:{token.text[1:]}",
        )
    found = words(token.text)
    folded = tuple(word.folded for word in found)
    if not folded:
        if unfinished or (token.kind is Kind.WORD and not field):
            return None
        raise QueryError(
            "there is nothing to search for",
            token.start,
            token.end - token.start,
            expected="a letter or a digit",
        )
    if token.kind is Kind.FUZZY:
        return Fuzzy(folded, field)
    tail = token.text[found[-1].end :]
    is_open = tail == "*" or (not tail and (token.kind is Kind.WORD or not token.closed))
    prefix = is_open and not is_solo(folded[-1])
    return Phrase(folded, prefix, field) if len(folded) > 1 else Word(folded[0], prefix, field)


def _read_regex(field: TextField | None, token: Token, unfinished: bool) -> Regex | None:
    if not (token.closed or unfinished):
        raise QueryError(
            "the regular expression is never closed",
            token.start,
            token.end - token.start,
            expected="/ at its end",
        )
    try:
        patterns.check(token.text, token.at)
    except QueryError:
        if token.closed or len(token.text) > patterns.MAX_LENGTH:
            raise
        return None
    return Regex(_ESCAPED.sub(lambda m: "/" if m[1] == "/" else m[0], token.text), field)


def _plain(text: str) -> str:
    """`text` in lower case, with ASCII for full-width forms."""
    return text.translate(_FULL_WIDTH).lower()


def _unfit(field: str, token: Token) -> QueryError:
    kinds = {Kind.REGEX: "a regular expression", Kind.FUZZY: "a fuzzy word"}
    return QueryError(
        f"{field}: does not take {kinds.get(token.kind, 'empty quotes')}",
        token.start,
        token.end - token.start,
        expected=EXPECTED[field],
    )


def _read_name(field: str, token: Token, typed: str, unfinished: bool) -> str | None:
    """One of the names that `field` takes, or `None` where one is only begun."""
    name = _plain(typed)
    if name in _NAMES[field]:
        return name
    if unfinished and any(known.startswith(name) for known in _NAMES[field]):
        return None
    raise QueryError(
        f"{field}:{typed} is not known" if typed else f"{field}: has no value",
        token.start,
        len(token.text),
        expected=EXPECTED[field],
        guess=_guess(field, name),
    )


def _guess(field: str, name: str) -> str | None:
    """The nearest name after `field`, else what the name means after `is:` or `has:`."""
    if near := nearest(name, _NAMES[field]):
        return f"{field}:{near}"
    if field == SORT:
        return None
    others = [other for other in (IS, HAS) if name in _NAMES[other]]
    return f"{others[0]}:{name}" if others else FOREIGN_VALUES.get(name)


def _read_range(
    read: Callable[[str], _Value], text: str, endings: Iterable[str] | None
) -> _Value | None:
    """The value of `text`, or of the longest beginning of it that can be read.

    Args:
        read: Reads a number or a day.
        text: What is typed.
        endings: What may still be typed to complete it; `None` where the text is complete.

    Raises:
        QueryError: It cannot be read, not even with one of the endings.
    """
    try:
        return read(text)
    except QueryError as error:
        if endings is None:
            raise
        is_reversed = isinstance(error, RangeReversed)
        if not is_reversed and not any(_is_readable(read, text + end) for end in endings):
            raise
    for length in range(len(text) - 1, 0, -1):
        with suppress(QueryError):
            return read(text[:length])
    return None


def _is_readable(read: Callable[[str], object], text: str) -> bool:
    try:
        read(text)
    except RangeReversed:
        return True
    except QueryError:
        return False
    return True
