"""What a field's value, or a term without a field, becomes in the tree.

Each reader takes a token and gives a leaf. A *growing* token stands at the end of a text that is
still being typed: what is not complete there is read as far as it goes, or as `None`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import date
from typing import Final, TypeVar

from daily_papers.papers.fields import DateField, NumberField, TextField
from daily_papers.query import dates, numbers, patterns
from daily_papers.query.errors import QueryError, RangeReversed, either, nearest
from daily_papers.query.fold import is_solo, words
from daily_papers.query.ids import read_id
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

EXPECTED: Final[dict[str, str]] = {
    **dict.fromkeys(TextField, 'a word, a "phrase", a /pattern/ or a ~fuzzy word'),
    **dict.fromkeys(NumberField, numbers.EXPECTED),
    IS: either(STATES),
    HAS: either(Part),
    **dict.fromkeys(DateField, dates.EXPECTED),
    SORT: either(SortName),
}
"""What each field takes, in words."""

_FULL_WIDTH = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_NAMES: Final[dict[str, Sequence[str]]] = {
    IS: tuple(STATES),
    HAS: tuple(Part),
    SORT: tuple(SortName),
}

_DATES: Final = frozenset[str](DateField)

_Value = TypeVar("_Value")


def read_leaf(field: str, token: Token, today: date, *, growing: bool) -> Leaf | None:
    """The leaf that `token` makes after any field but a text field and `sort:`.

    Raises:
        QueryError: It is none of what the field takes.
    """
    if token.kind in (Kind.REGEX, Kind.FUZZY) or not token.text:
        raise _unfit(field, token)
    if field == IS:
        state = _read_name(IS, token, token.text, growing)
        return Is(state) if state else None
    if field == HAS:
        part = _read_name(HAS, token, token.text, growing)
        return Has(Part(part)) if part else None
    text = _plain(token.text)
    if field in _DATES:
        days = _read_range(
            lambda typed: dates.read(typed, today, token.at),
            text,
            dates.endings(text) if growing else None,
        )
        return Days(*days, DateField(field)) if days else None
    limits = _read_range(
        lambda typed: numbers.read(typed, token.at), text, numbers.ENDINGS if growing else None
    )
    return Number(NumberField(field), *limits) if limits else None


def read_sort(token: Token, *, growing: bool) -> SortKey | None:
    """The key that `token` names after `sort:`.

    Raises:
        QueryError: Nothing can be sorted so.
    """
    if token.kind in (Kind.REGEX, Kind.FUZZY):
        raise _unfit(SORT, token)
    text = _plain(token.text)
    name = _read_name(SORT, token, text.removeprefix("-"), growing)
    return SortKey(SortName(name), reverse=text.startswith("-")) if name else None


def read_text(field: TextField | None, token: Token, *, growing: bool) -> Leaf | None:
    """The leaf that `token` makes in a text field, or without a field.

    A word alone that has neither letter nor digit is punctuation, and no leaf.

    Raises:
        QueryError: There is nothing to look for, or it is not closed.
    """
    if token.kind is Kind.REGEX:
        return _read_regex(field, token, growing)
    if not (token.closed or growing):
        raise QueryError(
            "the quote is never closed", token.start, 1, expected='" at the end of the phrase'
        )
    if field is TextField.ID and token.kind is not Kind.FUZZY and (id_ := read_id(token.text)):
        return IdIs(id_)
    if field and token.kind is Kind.WORD and token.text.startswith(("-", "－")):
        raise QueryError(
            "the minus stands after the field",
            token.start,
            len(token.text),
            expected="it before the field",
            guess=f"-{field}:{token.text[1:]}",
        )
    found = words(token.text)
    folded = tuple(word.folded for word in found)
    if not folded:
        if growing or (token.kind is Kind.WORD and not field):
            return None
        raise QueryError(
            "there is nothing to look for",
            token.start,
            token.end - token.start,
            expected="a letter or a digit",
        )
    if token.kind is Kind.FUZZY:
        return Fuzzy(folded, field)
    tail = token.text[found[-1].end :]
    may_go_on = tail == "*" or (not tail and (token.kind is Kind.WORD or not token.closed))
    prefix = may_go_on and not is_solo(folded[-1])
    return Phrase(folded, prefix, field) if len(folded) > 1 else Word(folded[0], prefix, field)


def _read_regex(field: TextField | None, token: Token, growing: bool) -> Regex | None:
    if not (token.closed or growing):
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
    """`text` in small letters, with ASCII for full-width forms."""
    return text.translate(_FULL_WIDTH).lower()


def _unfit(field: str, token: Token) -> QueryError:
    kinds = {Kind.REGEX: "no regular expression", Kind.FUZZY: "no fuzzy word"}
    return QueryError(
        f"{field}: takes {kinds.get(token.kind, 'no empty quotes')}",
        token.start,
        token.end - token.start,
        expected=EXPECTED[field],
    )


def _read_name(field: str, token: Token, typed: str, growing: bool) -> str | None:
    """One of the names that may follow `field`, or `None` where one is only begun."""
    name = _plain(typed)
    if name in _NAMES[field]:
        return name
    if growing and any(known.startswith(name) for known in _NAMES[field]):
        return None
    raise QueryError(
        f"{field}:{typed} is not known" if typed else f"{field}: has no value",
        token.start,
        len(token.text),
        expected=EXPECTED[field],
        guess=_guess(field, name),
    )


def _guess(field: str, name: str) -> str | None:
    """The nearest name after `field`, else what it says after `is:` or `has:`."""
    if near := nearest(name, _NAMES[field]):
        return f"{field}:{near}"
    if field == SORT:
        return None
    others = [other for other in (IS, HAS) if name in _NAMES[other]]
    return f"{others[0]}:{name}" if others else FOREIGN_VALUES.get(name)


def _read_range(
    read: Callable[[str], _Value], text: str, endings: Iterable[str] | None
) -> _Value | None:
    """What `read` makes of `text`, or of the longest beginning that it can read.

    Args:
        read: Reads a number or a day.
        text: What is typed.
        endings: What may be typed to complete it; `None` where nothing more will be.

    Raises:
        QueryError: It cannot be read, nor with any of the endings.
    """
    try:
        return read(text)
    except QueryError as error:
        if endings is None:
            raise
        reversed_yet = isinstance(error, RangeReversed)
        if not reversed_yet and not any(_can_be_read(read, text + end) for end in endings):
            raise
    for length in range(len(text) - 1, 0, -1):
        with suppress(QueryError):
            return read(text[:length])
    return None


def _can_be_read(read: Callable[[str], object], text: str) -> bool:
    try:
        read(text)
    except RangeReversed:
        return True
    except QueryError:
        return False
    return True
