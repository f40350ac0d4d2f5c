"""SQL for a query's tree: conditions on a paper `p`, and lookups in the full-text tables.

Words are looked up in full-text tables, everything else is a condition on the row. A lookup can be
inside any condition; one that all hits must be in is better made first, since it gives the newest
hits first without looking at the rest (`search`).
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from daily_papers.index.facts import ids_of
from daily_papers.index.schema import NAME_FIELDS, PREFIXES, UNDATED, ordinal
from daily_papers.papers.fields import SEARCHED_BY_DEFAULT, TEXT_FIELDS, DateField, Match, TextField
from daily_papers.papers.verdicts import BY_REGISTER
from daily_papers.query.fold import spaced
from daily_papers.query.tree import (
    All,
    And,
    Days,
    Has,
    IdIs,
    Is,
    Leaf,
    Node,
    Not,
    Number,
    Or,
    Phrase,
    Regex,
    Word,
)
from daily_papers.query.vocabulary import IS_MUTED, IS_READ, IS_UNREAD, Part
from daily_papers.state.queries import StateQueries

USER_FIELDS: Final = frozenset(
    field for field, row in TEXT_FIELDS.items() if row.match is Match.OWN
)
"""The text fields that the user writes: in no full-text table, and an act may change them."""


class NotYet(ValueError):
    """A query of a kind that cannot be answered; the message says so."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition in SQL on the paper `p`, and the values of its placeholders."""

    sql: str
    values: tuple[object, ...] = ()


@dataclass(frozen=True, slots=True)
class Lookup:
    """An expression of FTS5's language for one full-text table."""

    table: str
    match: str

    @property
    def condition(self) -> Condition:
        """That a paper is among the hits, whatever their number."""
        return Condition(
            f"p.key IN (SELECT rowid FROM {self.table} WHERE {self.table} MATCH ?)", (self.match,)
        )

    @property
    def probe(self) -> Condition:
        """The same for a few papers: each is looked up by itself."""
        return Condition(
            f"EXISTS (SELECT 1 FROM {self.table} WHERE {self.table} MATCH ? AND rowid = p.key)",
            (self.match,),
        )


_GROUP: Final = 100
"""Conditions that are joined in one group; SQLite takes a thousand inside each other, altogether:
https://www.sqlite.org/limits.html#max_expr_depth
"""
_TABLES: Final[Mapping[TextField | None, str]] = {
    None: "texts",
    **dict.fromkeys(SEARCHED_BY_DEFAULT, "texts"),
    **dict.fromkeys(NAME_FIELDS, "names"),
}
_STATES: Final = {
    IS_UNREAD: "p.unread",
    IS_READ: "NOT p.unread",
    **{register: f"p.{register}" for register in BY_REGISTER},
    IS_MUTED: "p.muted",
}
_PARTS: Final = {
    Part.CODE: "p.has_code",
    Part.NOTE: "p.noted",
    Part.TAG: "p.tags <> ''",
    Part.SUMMARY: "p.has_summary",
}
_IN_DAYS: Final = (
    "EXISTS (SELECT 1 FROM entry JOIN digest ON digest.id = entry.digest"
    " WHERE entry.paper = p.key AND digest.day BETWEEN ? AND ?)"
)
_MOST_WORDS: Final = 256
"""Words that are looked up in place of one prefix."""
_PREFIX: Final = re.compile(r'"([^" ]+)" \*')
"""A prefix in FTS5's language; not the last word of a phrase."""
_WORDS_OF_PREFIX: Final = """
    WITH RECURSIVE length(size) AS (
        SELECT min(size) FROM word WHERE place = :table AND size >= :size
        UNION ALL
        SELECT (SELECT min(size) FROM word WHERE place = :table AND size > length.size)
        FROM length WHERE size IS NOT NULL
    )
    SELECT text FROM length CROSS JOIN word USING (size)
    WHERE place = :table AND text >= :prefix AND text < :prefix || char(0x10FFFF)
    LIMIT :most
"""


class Conditions:
    """Builds the conditions of one query."""

    def __init__(
        self, db: sqlite3.Connection, matched: Mapping[Regex, Condition] | None = None
    ) -> None:
        """Args:
        db: Answers what SQL does not look up: the user's own texts.
        matched: The condition of the papers that each regular expression matches.
        """
        self._db = db
        self._matched = matched or {}

    def condition(self, node: Node) -> Condition:
        """The condition under which a paper matches `node`.

        Raises:
            NotYet: Such a query cannot be answered.
        """
        if lookup := look_up(node):
            return lookup.condition
        match node:
            case All():
                return Condition("1")
            case And(nodes):
                return joined(" AND ", map(self.condition, nodes))
            case Or(nodes):
                return joined(" OR ", map(self.condition, nodes))
            case Not(inner):
                condition = self.condition(inner)
                return Condition(f"NOT ({condition.sql})", condition.values)
            case leaf:
                return self._leaf(leaf)

    def _leaf(self, leaf: Leaf) -> Condition:
        match leaf:
            case Is(state):
                return Condition(_STATES[state])
            case Has(part):
                return Condition(_PARTS[part])
            case Number(field, low, high):
                # What is unknown does not match, and its negation does.
                bounds = (-1 if low is None else low, 1 << 62 if high is None else high)
                return Condition(f"coalesce(p.{field} BETWEEN ? AND ?, 0)", bounds)
            case Days(first, last, field):
                days = (ordinal(first) or UNDATED + 1, ordinal(last) or 1 << 30)
                if field is not DateField.DATE:
                    return Condition(f"coalesce(p.{field} BETWEEN ? AND ?, 0)", days)
                # Most papers are in one digest, and the newest one's day is in the row.
                return Condition(f"(p.day >= ? AND (p.day <= ? OR {_IN_DAYS}))", (*days, *days))
            case IdIs(id):
                return Condition("p.key IN (SELECT paper FROM alias WHERE id = ?)", (id,))
            case Word(field=TextField() as field) | Phrase(field=TextField() as field):
                found = own_texts(self._db, field)
                return among(key for key, texts in found if any(map(contains(leaf), texts)))
            case Regex():
                if leaf not in self._matched:
                    raise NotYet("no regular expression can be looked for here: use words")
                return self._matched[leaf]
            case _:
                raise AssertionError(f"{leaf} is replaced before (`query`)")


def among(keys: Iterable[int]) -> Condition:
    """That a paper is one of those with `keys`."""
    return Condition("p.key IN (SELECT value FROM json_each(?))", (json.dumps(list(keys)),))


def own_texts(db: sqlite3.Connection, field: TextField) -> list[tuple[int, Sequence[str]]]:
    """The texts of one of `USER_FIELDS`, with the keys of their papers."""
    return _OWN_TEXTS[field](db)


def _tags(db: sqlite3.Connection) -> list[tuple[int, Sequence[str]]]:
    rows = db.execute("SELECT key, tags FROM paper WHERE tags <> ''")
    return [(key, json.loads(tags)) for key, tags in rows]


def _notes(db: sqlite3.Connection) -> list[tuple[int, Sequence[str]]]:
    keys = [key for (key,) in db.execute("SELECT key FROM paper WHERE noted")]
    state = StateQueries(db)
    return [(key, (state.detail(ids).note,)) for key, ids in ids_of(db, keys).items()]


_OWN_TEXTS: Final = {TextField.TAG: _tags, TextField.NOTE: _notes}


def look_up(node: Node) -> Lookup | None:
    """`node` as one lookup, if it asks for nothing but words in the fields of one table."""
    fields = set()
    for leaf in leaves(node):
        if not isinstance(leaf, Word | Phrase) or leaf.field not in _TABLES:
            return None
        fields.add(leaf.field)
    tables = {"titles"} if fields == {TextField.TITLE} else {_TABLES[field] for field in fields}
    if len(tables) != 1:
        return None
    table = tables.pop()
    match = _expression(node, within=table)
    return Lookup(table, match) if match else None


def expand_prefixes(db: sqlite3.Connection, lookup: Lookup) -> Lookup:
    """The same lookup, with words in place of the long prefixes of few words.

    FTS5 keeps the hits of short prefixes ready (`schema.PREFIXES`). For a longer one it gathers all
    hits of all its words before it gives the first; asked for the words themselves it gives the
    newest hits first, and the rest only when they are read
    (https://www.sqlite.org/fts5.html#prefix_indexes).
    """
    longest = max(PREFIXES[lookup.table])
    table = "names" if lookup.table == "names" else "texts"

    def words(found: re.Match[str]) -> str:
        prefix = found[1]
        if len(prefix) <= longest:
            return found[0]
        values = {
            "table": table,
            "size": len(prefix),
            "prefix": prefix,
            "most": _MOST_WORDS + 1,
        }
        rows = db.execute(_WORDS_OF_PREFIX, values).fetchall()
        if not 0 < len(rows) <= _MOST_WORDS:
            return found[0]
        return "(" + " OR ".join(f'"{word}"' for (word,) in rows) + ")"

    return replace(lookup, match=_PREFIX.sub(words, lookup.match))


def leaves(node: Node) -> Iterable[Leaf]:
    """All leaves of a tree, negated ones too."""
    match node:
        case And(nodes) | Or(nodes):
            for part in nodes:
                yield from leaves(part)
        case Not(inner):
            yield from leaves(inner)
        case All():
            return
        case leaf:
            yield leaf


def joined(operator: str, conditions: Iterable[Condition]) -> Condition:
    """Several conditions as one; very many by groups, since SQLite nests each in the one before."""
    parts = list(conditions)
    sql = [f"({part.sql})" for part in parts]
    while len(sql) > _GROUP:
        groups = (sql[at : at + _GROUP] for at in range(0, len(sql), _GROUP))
        sql = [f"({operator.join(group)})" for group in groups]
    return Condition(operator.join(sql), tuple(value for part in parts for value in part.values))


def contains(leaf: Word | Phrase) -> Callable[[str], bool]:
    """Whether a text contains the words of `leaf`, as the full-text tables would find them."""
    wanted = (leaf.text,) if isinstance(leaf, Word) else leaf.words
    sought = " " + " ".join(wanted) + ("" if leaf.prefix else " ")
    return lambda text: sought in f" {spaced(text)} "


def _expression(node: Node, *, within: str) -> str | None:
    """`node` in FTS5's language; `None` where it only says what there must not be.

    https://www.sqlite.org/fts5.html#full_text_query_syntax
    """
    match node:
        case Word(text, prefix, field):
            return _column(field, within) + f'"{text}"' + (" *" if prefix else "")
        case Phrase(words, prefix, field):
            return _column(field, within) + f'"{" ".join(words)}"' + (" *" if prefix else "")
        case Or(nodes):
            parts = [_expression(part, within=within) for part in nodes]
            return "(" + " OR ".join(filter(None, parts)) + ")" if all(parts) else None
        case And(nodes):
            wanted = [part for part in nodes if not isinstance(part, Not)]
            unwanted = [part.node for part in nodes if isinstance(part, Not)]
            ours = [_expression(part, within=within) for part in wanted]
            others = [_expression(part, within=within) for part in unwanted]
            if not ours or not all(ours) or not all(others):
                return None
            found = " AND ".join(filter(None, ours))
            if others:
                return f"(({found}) NOT (" + " OR ".join(filter(None, others)) + "))"
            return f"({found})"
        case _:
            return None


def _column(field: TextField | None, within: str) -> str:
    return "" if field is None or within == "titles" else f"{{{field}}} : "
