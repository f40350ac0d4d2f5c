"""Completions at the cursor of a query that is being typed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final, Protocol

from daily_papers.papers.fields import TEXT_FIELDS, DateField
from daily_papers.query.dates import NAMED
from daily_papers.query.errors import QueryError, nearest
from daily_papers.query.tokens import QUOTES, Kind, Token, tokenise
from daily_papers.query.vocabulary import (
    FIELDS,
    HAS,
    IS,
    OPERATORS,
    PARTS,
    SORT,
    SORTS,
    STATES,
)

MIN_LETTERS: Final = 2
"""The least letters of a bare word that is completed to a value such as `is:unread`."""
AGES: Final = ("<1w", "<1m", "<1y")

_LISTED: Final = frozenset[str](field for field, row in TEXT_FIELDS.items() if row.listed)
_DATES: Final = frozenset[str](DateField)

_REST_OF_WORD = re.compile(rf"[^\s()（）{QUOTES}]*")
_BARE = re.compile(rf"[^\s()（）{QUOTES}／～－/~-][^\s()（）{QUOTES}]*")
_QUOTE = re.compile(f"[{QUOTES}]")


class Source(Protocol):
    """Gives the values that the papers have."""

    def values(self, field: str, beginning: str) -> Iterable[tuple[str, int]]:
        """Values of a field with the number of papers that have each, the best first.

        Args:
            field: A listed text field or a date field, for values with a word that begins with
                `beginning` (compared by `fold`); or `is` or `has`, for values that begin with it.
            beginning: The part of the value that is typed so far, perhaps empty.
        """


@dataclass(frozen=True, slots=True)
class Completion:
    """One completion: `text` to replace `query[start:end]`."""

    text: str
    """Ends with a space where it completes the term."""
    start: int
    end: int
    label: str
    """Its text in a menu: without quotes and the space at the end."""
    hint: str = ""
    """What it means, for the menu."""
    count: int | None = None
    """The number of papers that it matches, where known."""


@dataclass(frozen=True, slots=True)
class _Target:
    """The term at the cursor: the field, or none, and what is typed of its value."""

    field: str
    typed: str
    start: int
    end: int
    may_sort: bool = True


def complete(query: str, cursor: int, source: Source) -> list[Completion]:
    """Completions at `cursor`, the likeliest first; none inside phrases and expressions.

    Args:
        query: The text as typed so far.
        cursor: The position of the cursor, from 0 to the text's length.
        source: Gives the values that the papers have.
    """
    try:
        target = _target(query, cursor)
    except QueryError:
        return []
    if not target:
        return []
    return list(_values(query, target, source) if target.field else _names(query, target, source))


def _target(query: str, cursor: int) -> _Target | None:
    """The term at the cursor, or `None` if it cannot be completed.

    Raises:
        QueryError: The text before the cursor cannot be cut into tokens.
    """
    tokens = tokenise(query[:cursor])
    last = tokens.pop() if tokens and tokens[-1].end == cursor else None
    before = tokens[-1] if tokens else None
    group, depth = _group([*tokens, last] if last else tokens)
    negated = query[:cursor].endswith(("-", "－")) or (before and before.kind is Kind.NOT)
    may_sort = depth == 0 and not negated
    rest = _REST_OF_WORD.match(query, cursor)
    end = rest.end() if rest else cursor
    match last:
        case None:
            return _Target(group, "", cursor, cursor, may_sort)
        case Token(Kind.FIELD):
            return _Target(last.text, "", cursor, end)
        case Token(Kind.OPEN):
            return _Target(group, "", cursor, cursor, may_sort)
        case Token(Kind.WORD | Kind.AND | Kind.OR | Kind.NOT | Kind.QUOTED):
            of_field = before is not None and before.kind is Kind.FIELD and before.end == last.start
            field = before.text if before and of_field else group
            if last.kind is not Kind.QUOTED:
                return _Target(field, last.text, last.start, end, may_sort)
            if field and not last.closed:
                closing = _QUOTE.match(query, cursor)
                return _Target(field, last.text, last.start, closing.end() if closing else cursor)
    return None


def _group(tokens: list[Token]) -> tuple[str, int]:
    """The field of the parentheses that are open at the end, if any, and their depth."""
    groups = [""]
    for before, token in pairwise([None, *tokens]):
        if token and token.kind is Kind.OPEN:
            named = before and before.kind is Kind.FIELD and before.end == token.start
            groups.append(before.text if before and named else groups[-1])
        elif token and token.kind is Kind.CLOSE and len(groups) > 1:
            groups.pop()
    return groups[-1], len(groups) - 1


def _names(query: str, target: _Target, source: Source) -> Iterator[Completion]:
    """Operators, fields, and values of `is:` and `has:` that begin with the bare word."""
    typed = target.typed.lower()
    start, end = target.start, target.end
    for name, hint in OPERATORS.items():
        if target.typed and name.startswith(target.typed):
            yield Completion(_terminated(name, query, end), start, end, name, hint)
    for name, hint in FIELDS.items():
        if name.startswith(typed) and (name != SORT or target.may_sort):
            yield Completion(f"{name}:", start, end, f"{name}:", hint)
    if len(typed) < MIN_LETTERS:
        return
    for field, names in ((IS, STATES), (HAS, PARTS)):
        known = {name: hint for name, hint in names.items() if name.startswith(typed)}
        counts = dict(source.values(field, typed)) if known else {}
        for completion in _known(query, target, known, counts):
            yield replace(
                completion,
                text=f"{field}:{completion.text}",
                label=f"{field}:{completion.label}",
            )


def _values(query: str, target: _Target, source: Source) -> Iterator[Completion]:
    """Values of the field that begin with what is typed."""
    if target.field == IS:
        return _known(query, target, STATES, dict(source.values(IS, "")), guess=True)
    if target.field == HAS:
        return _known(query, target, PARTS, dict(source.values(HAS, "")), guess=True)
    if target.field == SORT:
        minus = target.typed[: target.typed.startswith("-")]
        key = replace(target, typed=target.typed[len(minus) :], start=target.start + len(minus))
        return _known(query, key, SORTS if not minus else dict.fromkeys(SORTS, ""), {}, guess=True)
    if target.field in _DATES:
        return _days(query, target, source)
    if target.field in _LISTED:
        return _listed(query, target, source)
    return iter(())


def _known(
    query: str,
    target: _Target,
    known: dict[str, str],
    counts: dict[str, int],
    *,
    guess: bool = False,
) -> Iterator[Completion]:
    """The known names that begin with what is typed; with `guess`, else one spelt similarly."""
    typed = target.typed.lower()
    names = [name for name in known if name.startswith(typed)]
    if not names and guess and (near := nearest(typed, known)):
        names = [near]
    for name in names:
        text = _terminated(name, query, target.end)
        yield Completion(text, target.start, target.end, name, known[name], counts.get(name))


def _days(query: str, target: _Target, source: Source) -> Iterator[Completion]:
    """Days, months and ages; in a range, its end."""
    typed = target.typed.rpartition("..")[2].lower()
    start = target.start + len(target.typed) - len(typed)
    in_range = start > target.start
    for name in (*NAMED, *(() if in_range else AGES)):
        if name.startswith(typed):
            yield Completion(_terminated(name, query, target.end), start, target.end, name)
    for day, count in source.values(target.field, typed):
        known = None if in_range else count
        yield Completion(_terminated(day, query, target.end), start, target.end, day, count=known)


def _listed(query: str, target: _Target, source: Source) -> Iterator[Completion]:
    """Values that the papers have, quoted where needed."""
    for value, count in source.values(target.field, target.typed):
        clean = _QUOTE.sub("", value)
        text = clean if _BARE.fullmatch(clean) else f'"{clean}"'
        text = _terminated(text, query, target.end)
        yield Completion(text, target.start, target.end, value, count=count)


def _terminated(text: str, query: str, end: int) -> str:
    """`text` with a space after it, unless a separator follows at `end`."""
    follows = query[end : end + 1]
    return text if follows and (follows.isspace() or follows in ")）") else f"{text} "
