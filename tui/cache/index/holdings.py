"""What the papers hold: the values that completion offers, with the papers that each would give."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from typing import Final

from tui.cache.index import search
from tui.cache.index.conditions import look_up, tags_of
from tui.cache.index.merge import merge
from tui.cache.index.write import load
from tui.papers.model import Paper
from tui.papers.text import clean_line
from tui.query.fold import spaced, words
from tui.query.tree import Has, Is, Node, Phrase, Query, Word
from tui.query.vocabulary import DATE, HAS, IS, Part, State, TextField

_OFFERED: Final = 8
"""Values of one field that are offered."""
_LOOKED_AT: Final = 200
"""Papers whose values are looked at: the newest of those that hold what is typed."""

_OF_PAPER: Final[dict[str, Callable[[Paper], Iterable[str | None]]]] = {
    TextField.AUTHOR: lambda paper: paper.authors,
    TextField.ORG: lambda paper: (paper.organization,),
    TextField.KEYWORD: lambda paper: paper.keywords,
}


def values(db: sqlite3.Connection, field: str, beginning: str) -> list[tuple[str, int]]:
    """Values of a field with the papers that each would give; see `complete.Source.values`.

    Of names, those that stand in the newest papers are offered, those of most papers first.
    """
    if field == IS:
        return [(state.value, _count(db, Is(state))) for state in State]
    if field == HAS:
        return [(part.value, _count(db, Has(part))) for part in Part]
    if field == DATE:
        return _days(db, beginning)
    if field == TextField.TAG:
        return _tags(db, beginning)
    found = _names(db, TextField(field), beginning)
    counted = [(name, _count(db, _exactly(name, TextField(field)))) for name in found]
    return sorted(counted, key=lambda each: (-each[1], each[0]))


def _count(db: sqlite3.Connection, node: Node) -> int:
    return search.count(db, "all", Query(node))


def _days(db: sqlite3.Connection, beginning: str) -> list[tuple[str, int]]:
    """Months and days that begin so, the newest first; months while no day is begun."""
    rows = db.execute("SELECT day, total - muted FROM digest WHERE day > 0 ORDER BY day DESC")
    found: Counter[str] = Counter()
    length = len("2025-07-31") if len(beginning) >= len("2025-07") else len("2025-07")
    for ordinal, total in rows:
        day = date.fromordinal(ordinal).isoformat()
        if day.startswith(beginning):
            found[day[:length]] += total
    return list(found.items())[:_OFFERED]


def _tags(db: sqlite3.Connection, beginning: str) -> list[tuple[str, int]]:
    found = Counter(tag for _, tags in tags_of(db) for tag in tags if _begins(tag, beginning))
    return sorted(found.items(), key=lambda each: (-each[1], each[0]))[:_OFFERED]


def _names(db: sqlite3.Connection, field: TextField, beginning: str) -> list[str]:
    """The names in a field of which a word begins so."""
    typed = [word.folded for word in words(beginning)]
    if typed:
        node = Word(typed[0], True, field) if len(typed) == 1 else Phrase(tuple(typed), True, field)
        lookup = look_up(node)
        assert lookup is not None
        found_in = db.execute(
            "SELECT p.id FROM names f CROSS JOIN paper p ON p.key = f.rowid"
            " WHERE names MATCH ? AND p.listed ORDER BY f.rowid DESC LIMIT ?",
            (lookup.match, _LOOKED_AT),
        )
    else:
        found_in = db.execute(
            "SELECT id FROM paper WHERE listed ORDER BY day DESC LIMIT ?", (_LOOKED_AT,)
        )
    found: Counter[str] = Counter()
    for (work,) in found_in.fetchall():
        merged = merge(load(db, work))
        names: Iterable[str | None] = (
            (entry.submitter for entry in merged.entries)
            if field is TextField.SUBMITTER
            else _OF_PAPER[field](merged.paper)
        )
        clean = {clean_line(name, 80) for name in names if name}
        found.update(name for name in clean if _begins(name, beginning))
    return [name for name, _ in found.most_common(_OFFERED)]


def _begins(value: str, beginning: str) -> bool:
    """Whether a word of `value` begins so; several typed words must stand in a row."""
    return f" {spaced(beginning)}" in f" {spaced(value)}"


def _exactly(name: str, field: TextField) -> Node:
    found = tuple(word.folded for word in words(name))
    return Phrase(found, False, field) if len(found) > 1 else Word(found[0], False, field)
