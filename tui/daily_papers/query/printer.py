"""A query in normal form: one way of writing each, which `parse` reads back to the same."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

from daily_papers.query import dates
from daily_papers.query.fold import is_solo
from daily_papers.query.tree import (
    All,
    And,
    Days,
    Fuzzy,
    Has,
    IdIs,
    Is,
    Node,
    Not,
    Number,
    Or,
    Phrase,
    Query,
    Regex,
    SortKey,
    Word,
)

_SLASH = re.compile(r"\\.|/", re.DOTALL)
_PARENTHESIS = re.compile("[()（）]")


def write(query: Query) -> str:
    """`query` in normal form: the tree, then the keys of its order."""
    tree = "" if isinstance(query.tree, All) else _write(query.tree)
    return " ".join(part for part in (tree, *map(_sort_key, query.sort)) if part)


def _write(node: Node) -> str:
    match node:
        case All():
            return ""
        case Or(nodes):
            return " OR ".join(map(_write, nodes))
        case And(nodes):
            return " ".join(
                f"({_write(part)})" if isinstance(part, Or) else _write(part) for part in nodes
            )
        case Not(part):
            return f"-({_write(part)})" if isinstance(part, And | Or) else f"-{_write(part)}"
        case Word(field=field) | Phrase(field=field) | Fuzzy(field=field) | Regex(field=field):
            return f"{field}:{_text(node)}" if field else _text(node)
        case Is(state):
            return f"is:{state}"
        case Has(part):
            return f"has:{part}"
        case Number(field, low, high):
            return f"{field}:{_limits(low, high)}"
        case Days(first, last, field):
            return f"{field}:{_days(first, last)}"
        case IdIs(id):
            return f'id:"{id}"' if _PARENTHESIS.search(id) else f"id:{id}"


def _text(leaf: Word | Phrase | Fuzzy | Regex) -> str:
    match leaf:
        case Word(text, prefix):
            return text if prefix or is_solo(text) else f'"{text}"'
        case Phrase(words, prefix):
            return _joined(words) if prefix or is_solo(words[-1]) else f'"{" ".join(words)}"'
        case Fuzzy((word,)):
            return f"~{word}"
        case Fuzzy(words):
            return f'~"{" ".join(words)}"'
        case Regex(pattern):
            escaped = _SLASH.sub(lambda m: r"\/" if m[0] == "/" else m[0], pattern)
            return f"/{escaped}/"


def _joined(words: tuple[str, ...]) -> str:
    """`words` as one word of a query that is read as a phrase: `gpt-4`, `注意力`."""
    text = words[0]
    for before, word in pairwise(words):
        text += word if is_solo(before) or is_solo(word) else f"-{word}"
    return text


def _limits(low: int | None, high: int | None) -> str:
    if low == high:
        return str(low)
    if high is None:
        return f">={low}"
    return f"<={high}" if low is None else f"{low}..{high}"


def _days(first: date | None, last: date | None) -> str:
    if first and last:
        day = first.isoformat()
        for shorter in (day[:4], day[:7], day):
            if dates.read(shorter, first, 0) == (first, last):
                return shorter
    return f"{first or ''}..{last or ''}"


def _sort_key(key: SortKey) -> str:
    return f"sort:{'-' if key.reverse else ''}{key.name}"
