"""Values for completion, with how many papers each would find."""

from __future__ import annotations

import sqlite3
from collections import Counter
from datetime import date
from typing import Final

from daily_papers.index import search
from daily_papers.index.sql import own_texts
from daily_papers.papers.fields import DateField, TextField
from daily_papers.papers.scopes import ALL
from daily_papers.query.fold import spaced, words
from daily_papers.query.tree import Has, Is, Node, Phrase, Query, Word
from daily_papers.query.vocabulary import HAS, IS, IS_READ, IS_UNREAD, STATES, Part

_OFFERED: Final = 8
"""Values that are offered for one field."""
_DATES: Final = frozenset[str](DateField)
_NAMES: Final = (
    "SELECT text FROM name WHERE (field, folded) IN"
    " (SELECT field, folded FROM name INDEXED BY name_papers WHERE field = :field"
    " AND instr(' ' || folded, ' ' || :beginning) ORDER BY papers DESC, folded LIMIT :most)"
    " ORDER BY papers DESC, folded"
)
"""Fast for common names; for a rare one every name of the field is looked at, but no paper."""


def values(db: sqlite3.Connection, field: str, beginning: str) -> list[tuple[str, int]]:
    """Values of a field with a word that begins so; see `query.completion.Source`.

    Of names, those of most papers are offered.
    """
    if field == IS:
        return [(each, _count_state(db, each)) for each in STATES if each.startswith(beginning)]
    if field == HAS:
        return [(each.value, _count(db, Has(each))) for each in Part if each.startswith(beginning)]
    if field in _DATES:
        return _days(db, DateField(field), beginning)
    if field == TextField.TAG:
        return _tags(db, beginning)
    # A long name is stored cut short, and may then have no word.
    found = filter(words, _names(db, TextField(field), beginning))
    counted = [(name, _count(db, _exactly(name, TextField(field)))) for name in found]
    return sorted((each for each in counted if each[1]), key=lambda each: (-each[1], each[0]))


def _names(db: sqlite3.Connection, field: TextField, beginning: str) -> list[str]:
    """Names with a word that begins so, those of most papers first."""
    values = {"field": field, "beginning": spaced(beginning), "most": _OFFERED}
    found = db.execute(_NAMES, values)
    return [text for (text,) in found]


def _count_state(db: sqlite3.Connection, state: str) -> int:
    """How many papers `is:` finds; unread and read ones are very many, but counted already."""
    if state not in (IS_UNREAD, IS_READ):
        return _count(db, Is(state))
    listed, unread = db.execute("SELECT listed, unread FROM counts").fetchone()
    return int(unread if state == IS_UNREAD else listed - unread)


def _count(db: sqlite3.Connection, node: Node) -> int:
    return search.count(db, ALL, Query(node))


def _days(db: sqlite3.Connection, field: DateField, beginning: str) -> list[tuple[str, int]]:
    """Months and days that begin so, newest first; days once a whole month is typed."""
    rows = db.execute(
        "SELECT day, total - muted FROM digest WHERE day > 0 ORDER BY day DESC"
        if field is DateField.DATE
        else f"SELECT {field}, count(*) FROM paper WHERE {field} > 0 AND NOT muted"
        " GROUP BY 1 ORDER BY 1 DESC"
    )
    found: Counter[str] = Counter()
    length = len("2025-07-31") if len(beginning) >= len("2025-07") else len("2025-07")
    for ordinal, total in rows:
        day = date.fromordinal(ordinal).isoformat()
        if day.startswith(beginning):
            found[day[:length]] += total
    return list(found.items())[:_OFFERED]


def _tags(db: sqlite3.Connection, beginning: str) -> list[tuple[str, int]]:
    """Tags with the papers that All shows of them."""
    shown = {key for (key,) in db.execute("SELECT key FROM paper WHERE tags <> '' AND listed")}
    found: Counter[str] = Counter()
    for key, tags in own_texts(db, TextField.TAG):
        found.update({tag: key in shown for tag in tags if _begins(tag, beginning)})
    return sorted(found.items(), key=lambda each: (-each[1], each[0]))[:_OFFERED]


def _begins(value: str, beginning: str) -> bool:
    """Whether a word of `value` begins so; several typed words must be adjacent."""
    return f" {spaced(beginning)}" in f" {spaced(value)}"


def _exactly(name: str, field: TextField) -> Node:
    found = tuple(word.folded for word in words(name))
    return Phrase(found, False, field) if len(found) > 1 else Word(found[0], False, field)
