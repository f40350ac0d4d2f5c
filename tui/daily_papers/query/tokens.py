"""Cuts the text of a query into tokens, each with its position.

White space separates; parentheses, quotes and slashes need none around them. A `-` negates what
follows; a dash between spaces is punctuation, as in a pasted title. The full-width forms
`（）：＂／～－` count as their ASCII forms, curly and angled double quotes as `"`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from daily_papers.papers.fields import TextField
from daily_papers.query.errors import QueryError, nearest
from daily_papers.query.vocabulary import FIELDS, FOREIGN_NAMES

MAX_TOKENS: Final = 500
"""The most tokens in a query, so that the SQL stays within SQLite's limits."""
QUOTES: Final = '"“”„‟«»＂'

_SPACE = re.compile(r"\s+")
_WRITTEN = re.compile(r"\S")
_LONE_DASHES = re.compile(r"[-－]++(?!\S)")
_NAME = re.compile(r"([A-Za-z]+)[:：]")
_WORD = re.compile(rf"[^\s()（）{QUOTES}]+")
_QUOTED = re.compile(rf"[{QUOTES}]([^{QUOTES}]*)([{QUOTES}]?)")
_REGEX = re.compile(r"/((?:[^/\\]|\\.)*\\?)(/?)", re.DOTALL)
_WIDE_REGEX = re.compile(r"／((?:[^/／\\]|\\.)*\\?)([/／]?)", re.DOTALL)
_BARS = re.compile(r"[|｜]+(?=\s)")


class Kind(Enum):
    """What a token is."""

    OPEN = auto()
    CLOSE = auto()
    OR = auto()
    AND = auto()
    NOT = auto()
    FIELD = auto()
    WORD = auto()
    QUOTED = auto()
    REGEX = auto()
    FUZZY = auto()


OPERATORS: Final = {"OR": Kind.OR, "AND": Kind.AND, "NOT": Kind.NOT}


@dataclass(frozen=True, slots=True)
class Token:
    """A part of a query: `query[start:end]`."""

    kind: Kind
    start: int
    end: int
    text: str
    """Its content: a field's name in lower case, the text between quotes or slashes or after `~`;
    of every other token all of it."""
    at: int
    """The position of `text` in the query."""
    closed: bool = True
    """Whether a quote or a regular expression has its end."""


def lowercase_operator(query: str) -> str:
    """The first `or`, `and` or `not` between two terms, in capitals; empty if there is none.

    In lower case it is a word to search for, which is hardly ever meant.

    Raises:
        QueryError: See `tokenise`.
    """
    tokens = tokenise(query)
    between = [each.text.upper() for each in tokens[1:-1] if each.kind is Kind.WORD]
    return next((word for word in between if word in OPERATORS), "")


def tokenise(query: str) -> list[Token]:
    """Cut `query` into tokens.

    An unclosed quote or regular expression makes a token too, one that is not `closed`.

    Raises:
        QueryError: A word before a colon is a misspelt field, `|` is used for `OR`, or there are
            more than `MAX_TOKENS` tokens.
    """
    tokens: list[Token] = []
    at = 0
    while at < len(query):
        if gap := _SPACE.match(query, at):
            at = gap.end()
            continue
        before = tokens[-1] if tokens else None
        if before and before.kind is Kind.FIELD and before.end == at:
            token = _parenthesis(query, at) or _value(query, at, before.text)
        elif dashes := _LONE_DASHES.match(query, at):
            at = dashes.end()
            continue
        else:
            token = _parenthesis(query, at) or _sign(query, at) or _value(query, at, None)
        tokens.append(token)
        at = token.end
        if len(tokens) > MAX_TOKENS:
            raise QueryError(
                "the query is too long",
                token.start,
                len(query) - token.start,
                expected=f"at most {MAX_TOKENS:,} words and operators",
            )
    return tokens


def _token(kind: Kind, query: str, start: int, end: int) -> Token:
    return Token(kind, start, end, query[start:end], start)


def _parenthesis(query: str, at: int) -> Token | None:
    if query[at] in "(（":
        return _token(Kind.OPEN, query, at, at + 1)
    if query[at] in ")）":
        return _token(Kind.CLOSE, query, at, at + 1)
    return None


def _sign(query: str, at: int) -> Token | None:
    """A minus, an operator or a field's name with its colon, if one begins at `at`."""
    if query[at] in "-－":
        return _token(Kind.NOT, query, at, at + 1)
    if named := _NAME.match(query, at):
        name = named[1].lower()
        if name in FIELDS:
            return Token(Kind.FIELD, at, named.end(), name, at)
        _refuse_misspelt(query, at, named)
    if not (word := _WORD.match(query, at)):
        return None
    if word[0] in OPERATORS:
        return _token(OPERATORS[word[0]], query, at, word.end())
    if bars := _BARS.match(query, at):
        raise QueryError(f"{bars[0]} has no meaning here", at, len(bars[0]), expected="OR")
    return None


def _refuse_misspelt(query: str, at: int, named: re.Match[str]) -> None:
    """Raise an error for a misspelt field. Other words with a colon are text: `http://…`."""
    if not _WRITTEN.match(query, named.end()):
        return
    name = named[1].lower()
    if field := FOREIGN_NAMES.get(name) or nearest(name, FIELDS):
        raise QueryError(
            f"there is no field {named[1]}",
            at,
            len(named[1]),
            expected="a field's name, or quotes around text with a colon",
            guess=f"{field}:",
        )


def _value(query: str, at: int, field: str | None) -> Token:
    """What to search for: a quoted text, a regular expression, a fuzzy word or a word."""
    if quoted := _QUOTED.match(query, at):
        return _enclosed(Kind.QUOTED, at, quoted)
    if regex := _REGEX.match(query, at) or _WIDE_REGEX.match(query, at):
        return _enclosed(Kind.REGEX, at, regex)
    if query[at] in "~～":
        if quoted := _QUOTED.match(query, at + 1):
            return _enclosed(Kind.FUZZY, at, quoted)
        end = _word_end(query, at + 1)
        return Token(Kind.FUZZY, at, end, query[at + 1 : end], at + 1)
    end = _id_end(query, at) if field == TextField.ID else _word_end(query, at)
    return _token(Kind.WORD, query, at, end)


def _enclosed(kind: Kind, start: int, found: re.Match[str]) -> Token:
    return Token(kind, start, found.end(), found[1], found.start(1), closed=bool(found[2]))


def _word_end(query: str, at: int) -> int:
    word = _WORD.match(query, at)
    return word.end() if word else at


def _id_end(query: str, at: int) -> int:
    """The end of an id, which may contain pairs of parentheses, as DOIs do."""
    depth = 0
    for end in range(at, len(query)):
        char = query[end]
        depth += (char in "(（") - (char in ")）")
        if depth < 0 or char.isspace() or char in QUOTES:
            return end
    return len(query)
