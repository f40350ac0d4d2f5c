"""From a query's tree to SQL: what a paper `p` must be like, and what to look up first.

Words are looked up in full-text tables, everything else is a condition on the row. A lookup can
stand inside any condition; one that all the hits must be in is better made first, since it gives
the newest hits first without looking at the rest (`search`).
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from daily_papers.index.facts import ids_of
from daily_papers.index.schema import UNDATED, ordinal
from daily_papers.papers.fields import TextField
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


class NotYet(ValueError):
    """A query of a kind that cannot be answered; says so in words."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition in SQL on the paper `p`, and the values of its marks."""

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


_ABREAST: Final = 100
"""Conditions that are joined in one group; SQLite takes a thousand inside each other, all told:
https://www.sqlite.org/limits.html#max_expr_depth
"""
_TABLES: Final = {
    None: "texts",
    TextField.TITLE: "texts",
    TextField.ABSTRACT: "texts",
    TextField.AUTHOR: "names",
    TextField.ORG: "names",
    TextField.KEYWORD: "names",
    TextField.SUBMITTER: "names",
    TextField.ID: "names",
    TextField.URL: "names",
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


class Conditions:
    """Makes the conditions of one query."""

    def __init__(
        self, db: sqlite3.Connection, found: Mapping[Regex, Condition] | None = None
    ) -> None:
        """Args:
        db: Answers what is not looked up by SQL: tags and notes.
        found: What papers are like that a regular expression matches (`regex`, `rule_matches`).
        """
        self._db = db
        self._found = found or {}

    def condition(self, node: Node) -> Condition:
        """What a paper must be like to match `node`.

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
                # What is not known is no match, and its negation is one.
                low_, high_ = _or(low, -1), _or(high, 1 << 62)
                return Condition(f"coalesce(p.{field} BETWEEN ? AND ?, 0)", (low_, high_))
            case Days(first, last):
                bounds = (ordinal(first) or UNDATED + 1, ordinal(last) or 1 << 30)
                # Most papers stand in one digest, and the day of the newest is in the row.
                return Condition(f"(p.day >= ? AND (p.day <= ? OR {_IN_DAYS}))", (*bounds, *bounds))
            case IdIs(id):
                return Condition("p.key IN (SELECT paper FROM alias WHERE id = ?)", (id,))
            case Word(field=TextField.TAG) | Phrase(field=TextField.TAG):
                return among(key for key, tags in tags_of(self._db) if any(map(says(leaf), tags)))
            case Word(field=TextField.NOTE) | Phrase(field=TextField.NOTE):
                return among(key for key, note in notes_of(self._db) if says(leaf)(note))
            case Regex():
                if leaf not in self._found:
                    raise NotYet("no regular expression can be looked for here: use words")
                return self._found[leaf]
            case _:
                raise AssertionError(f"{leaf} is resolved before (`asking`)")


def among(keys: Iterable[int]) -> Condition:
    """That a paper is one of those with `keys`."""
    return Condition("p.key IN (SELECT value FROM json_each(?))", (json.dumps(list(keys)),))


def tags_of(db: sqlite3.Connection) -> list[tuple[int, list[str]]]:
    """The tagged papers' keys and tags."""
    rows = db.execute("SELECT key, tags FROM paper WHERE tags <> ''")
    return [(key, json.loads(tags)) for key, tags in rows]


def notes_of(db: sqlite3.Connection) -> list[tuple[int, str]]:
    """The noted papers' keys and notes."""
    keys = [key for (key,) in db.execute("SELECT key FROM paper WHERE noted")]
    queries = StateQueries(db)
    return [(key, queries.detail(ids).note) for key, ids in ids_of(db, keys).items()]


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
    while len(sql) > _ABREAST:
        groups = (sql[at : at + _ABREAST] for at in range(0, len(sql), _ABREAST))
        sql = [f"({operator.join(group)})" for group in groups]
    return Condition(operator.join(sql), tuple(value for part in parts for value in part.values))


def says(leaf: Word | Phrase) -> Callable[[str], bool]:
    """Whether a text holds the words of `leaf`, as the full-text tables would find them."""
    wanted = (leaf.text,) if isinstance(leaf, Word) else leaf.words
    text = " " + " ".join(wanted) + ("" if leaf.prefix else " ")
    return lambda found: text in f" {spaced(found)} "


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


def _or(value: int | None, otherwise: int) -> int:
    return otherwise if value is None else value
