"""What may stand at the cursor of a query that is being typed."""

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
"""From how many letters on a bare word is completed to a value such as `is:unread`."""
AGES: Final = ("<1w", "<1m", "<1y")

_LISTED: Final = frozenset[str](field for field, row in TEXT_FIELDS.items() if row.listed)
_DATES: Final = frozenset[str](DateField)

_REST_OF_WORD = re.compile(rf"[^\s()（）{QUOTES}]*")
_BARE = re.compile(rf"[^\s()（）{QUOTES}／～－/~-][^\s()（）{QUOTES}]*")
_QUOTE = re.compile(f"[{QUOTES}]")


class Source(Protocol):
    """Tells what the papers hold."""

    def values(self, field: str, beginning: str) -> Iterable[tuple[str, int]]:
        """Values of a field with the number of papers each would give, the best first.

        Args:
            field: `author org keyword submitter tag date`, of which those values are asked for of
                which a word begins with `beginning` (compared by `fold`); or `is has`, of which
                those are that begin so themselves.
            beginning: What is typed of the value so far, perhaps nothing.
        """


@dataclass(frozen=True, slots=True)
class Completion:
    """One thing that may stand at the cursor: `text` instead of `query[start:end]`."""

    text: str
    """With a space after it where the term is complete then."""
    start: int
    end: int
    label: str
    """How a menu shows it: as `text`, without quotes and the space after it."""
    hint: str = ""
    """What it means, in a few words."""
    count: int | None = None
    """How many papers it would give, where that is known."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the cursor stands: in which field's value, or in none, and what is typed of it."""

    field: str
    typed: str
    start: int
    end: int
    may_sort: bool = True


def complete(query: str, cursor: int, source: Source) -> list[Completion]:
    """What may stand at `cursor`, the likeliest first; nothing inside phrases and expressions.

    Args:
        query: The text as typed so far.
        cursor: Where the cursor stands, from 0 to the text's length.
        source: Tells what the papers hold.
    """
    try:
        place = _place(query, cursor)
    except QueryError:
        return []
    if not place:
        return []
    return list(_values(query, place, source) if place.field else _names(query, place, source))


def _place(query: str, cursor: int) -> _Place | None:
    """Where the cursor stands, or `None` where nothing can be completed.

    Raises:
        QueryError: What stands before the cursor cannot be cut into tokens.
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
            return _Place(group, "", cursor, cursor, may_sort)
        case Token(Kind.FIELD):
            return _Place(last.text, "", cursor, end)
        case Token(Kind.OPEN):
            return _Place(group, "", cursor, cursor, may_sort)
        case Token(Kind.WORD | Kind.AND | Kind.OR | Kind.NOT | Kind.QUOTED):
            of_field = before is not None and before.kind is Kind.FIELD and before.end == last.start
            field = before.text if before and of_field else group
            if last.kind is not Kind.QUOTED:
                return _Place(field, last.text, last.start, end, may_sort)
            if field and not last.closed:
                closing = _QUOTE.match(query, cursor)
                return _Place(field, last.text, last.start, closing.end() if closing else cursor)
    return None


def _group(tokens: list[Token]) -> tuple[str, int]:
    """The field of the parentheses that are open at the end, if they have one, and their number."""
    groups = [""]
    for before, token in pairwise([None, *tokens]):
        if token and token.kind is Kind.OPEN:
            named = before and before.kind is Kind.FIELD and before.end == token.start
            groups.append(before.text if before and named else groups[-1])
        elif token and token.kind is Kind.CLOSE and len(groups) > 1:
            groups.pop()
    return groups[-1], len(groups) - 1


def _names(query: str, place: _Place, source: Source) -> Iterator[Completion]:
    """Operators, fields, and the values of `is:` and `has:` that begin as the bare word does."""
    typed = place.typed.lower()
    start, end = place.start, place.end
    for name, hint in OPERATORS.items():
        if place.typed and name.startswith(place.typed):
            yield Completion(_ended(name, query, end), start, end, name, hint)
    for name, hint in FIELDS.items():
        if name.startswith(typed) and (name != SORT or place.may_sort):
            yield Completion(f"{name}:", start, end, f"{name}:", hint)
    if len(typed) < MIN_LETTERS:
        return
    for field, names in ((IS, STATES), (HAS, PARTS)):
        known = {name: hint for name, hint in names.items() if name.startswith(typed)}
        counts = dict(source.values(field, typed)) if known else {}
        for completion in _known(query, place, known, counts):
            yield replace(
                completion,
                text=f"{field}:{completion.text}",
                label=f"{field}:{completion.label}",
            )


def _values(query: str, place: _Place, source: Source) -> Iterator[Completion]:
    """The values of the field that begin as what is typed of one."""
    if place.field == IS:
        return _known(query, place, STATES, dict(source.values(IS, "")), guess=True)
    if place.field == HAS:
        return _known(query, place, PARTS, dict(source.values(HAS, "")), guess=True)
    if place.field == SORT:
        minus = place.typed[: place.typed.startswith("-")]
        key = replace(place, typed=place.typed[len(minus) :], start=place.start + len(minus))
        return _known(query, key, SORTS if not minus else dict.fromkeys(SORTS, ""), {}, guess=True)
    if place.field in _DATES:
        return _days(query, place, source)
    if place.field in _LISTED:
        return _listed(query, place, source)
    return iter(())


def _known(
    query: str,
    place: _Place,
    known: dict[str, str],
    counts: dict[str, int],
    *,
    guess: bool = False,
) -> Iterator[Completion]:
    """The known names that begin as typed; where none does, perhaps the one that is spelt alike."""
    typed = place.typed.lower()
    names = [name for name in known if name.startswith(typed)]
    if not names and guess and (near := nearest(typed, known)):
        names = [near]
    for name in names:
        text = _ended(name, query, place.end)
        yield Completion(text, place.start, place.end, name, known[name], counts.get(name))


def _days(query: str, place: _Place, source: Source) -> Iterator[Completion]:
    """Days, months and ages; in a range, its end."""
    typed = place.typed.rpartition("..")[2].lower()
    start = place.start + len(place.typed) - len(typed)
    in_range = start > place.start
    for name in (*NAMED, *(() if in_range else AGES)):
        if name.startswith(typed):
            yield Completion(_ended(name, query, place.end), start, place.end, name)
    for day, count in source.values(place.field, typed):
        known = None if in_range else count
        yield Completion(_ended(day, query, place.end), start, place.end, day, count=known)


def _listed(query: str, place: _Place, source: Source) -> Iterator[Completion]:
    """Values that the papers hold, in quotes where they need them."""
    for value, count in source.values(place.field, place.typed):
        clean = _QUOTE.sub("", value)
        text = clean if _BARE.fullmatch(clean) else f'"{clean}"'
        text = _ended(text, query, place.end)
        yield Completion(text, place.start, place.end, value, count=count)


def _ended(text: str, query: str, end: int) -> str:
    """`text` with a space after it, unless what follows at `end` separates already."""
    follows = query[end : end + 1]
    return text if follows and (follows.isspace() or follows in ")）") else f"{text} "
