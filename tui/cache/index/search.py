"""Answers a query: the keys of the hits in order, as a stream, and their number."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from tui.cache.index.conditions import Condition, Conditions, Lookup, joined, leaves, look_up
from tui.cache.index.schema import ORDER_BITS
from tui.cache.index.scopes import VIEWS, pieces
from tui.query.tree import And, IdIs, Is, Node, Phrase, Query, SortKey, Word, conjunction, wanted
from tui.query.vocabulary import SortName, State, TextField

_FEW: Final = 500
"""Papers of a digest up to which each is looked up by itself."""
_NEWEST_FIRST: Final = "p.day DESC, p.rank, p.id"
_SORTS: Final = {
    SortName.UPVOTES: ("p.upvotes IS NULL, p.upvotes DESC", "p.upvotes IS NULL, p.upvotes"),
    SortName.DATE: ("p.day DESC", "p.day"),
    SortName.TITLE: ("p.title COLLATE NOCASE", "p.title COLLATE NOCASE DESC"),
    SortName.RANK: ("p.day DESC, p.rank", "p.day, p.rank DESC"),
}
"""Each order in its own direction and turned round."""


@dataclass(frozen=True, slots=True)
class _Plan:
    """Where papers come from, and what they must be like."""

    source: str
    """The FROM clause, with the paper as `p`."""
    condition: Condition
    driven: bool
    """Whether they come out of a lookup, newest day first, but in no order within a day."""
    order: str
    """Their order where no other is asked for."""


def stream(db: sqlite3.Connection, scope: str, query: Query) -> Iterator[list[int]]:
    """The keys of the papers in `scope` that match, in the order asked for, in pieces.

    Raises:
        NotYet: Such a query cannot be answered.
    """
    plan = _plan(db, scope, query.tree)
    where = f" FROM {plan.source} WHERE {plan.condition.sql}"
    values = plan.condition.values
    if query.sort:
        orders = [_order(key, query.tree) for key in query.sort]
        order = ", ".join([*(order.sql for order in orders), plan.order])
        values += tuple(value for order in orders for value in order.values)
        yield from pieces(db.execute(f"SELECT p.key{where} ORDER BY {order}", values))
    elif plan.driven:
        rows = db.execute(f"SELECT p.key, p.rank, p.id{where} ORDER BY f.rowid DESC", values)
        try:
            for _, day in groupby(rows, key=lambda row: row[0] >> ORDER_BITS):
                yield [key for key, _, _ in sorted(day, key=lambda row: row[1:])]
        finally:
            rows.close()
    else:
        yield from pieces(db.execute(f"SELECT p.key{where} ORDER BY {plan.order}", values))


def count(db: sqlite3.Connection, scope: str, query: Query) -> int:
    """How many papers in `scope` match.

    Raises:
        NotYet: Such a query cannot be answered.
    """
    plan = _plan(db, scope, query.tree)
    sql = f"SELECT count(*) FROM {plan.source} WHERE {plan.condition.sql}"
    found: int = db.execute(sql, plan.condition.values).fetchone()[0]
    return found


def leaves_dismissed_out(tree: Node) -> bool:
    """Whether dismissed papers do not count, since nothing in the query asks for them."""
    return all(leaf != Is(State.DISMISSED) for leaf in leaves(tree))


def _plan(db: sqlite3.Connection, scope: str, tree: Node) -> _Plan:
    lookup, rest = _split(tree)
    make = Conditions(db).condition
    conditions = [make(node) for node in rest]
    asks_dismissed = not leaves_dismissed_out(tree)
    if not asks_dismissed:
        conditions.append(Condition("p.listed"))
    if scope not in VIEWS:
        return _plan_digest(db, scope, lookup, conditions)
    flag, order = VIEWS[scope]
    if scope != "all":
        conditions.append(Condition(f"p.{flag}"))
    source = f"paper p{_index(flag, rest, asks_dismissed)}"
    if lookup:
        # CROSS JOIN keeps SQLite from turning the loops round.
        source = f"{lookup.table} f CROSS JOIN paper p ON p.key = f.rowid"
        conditions.insert(0, Condition(f"{lookup.table} MATCH ?", (lookup.match,)))
    in_turn = order == _NEWEST_FIRST
    return _Plan(source, _all(conditions), bool(lookup) and in_turn, order)


def _index(flag: str, nodes: list[Node], asks_dismissed: bool) -> str:
    """The index that gives the papers in their order, the one with the fewest that will do."""
    if flag == "listed":
        asked = (State.STARRED, State.DISMISSED, State.UNREAD)
        flag = next((state for state in asked if Is(state) in nodes), flag)
    few = (TextField.TAG, TextField.NOTE)
    if any(isinstance(node, IdIs) or getattr(node, "field", None) in few for node in nodes):
        return ""  # found by their keys
    if flag == "listed" and asks_dismissed:
        return ""
    return f" INDEXED BY paper_{flag}"


def _plan_digest(
    db: sqlite3.Connection, key: str, lookup: Lookup | None, conditions: list[Condition]
) -> _Plan:
    digest, total = db.execute(
        "SELECT id, total FROM digest WHERE key = ? UNION ALL SELECT -1, 0 LIMIT 1", (key,)
    ).fetchone()
    if lookup:
        conditions.append(lookup.probe if total <= _FEW else lookup.condition)
    conditions.insert(0, Condition("e.digest = ?", (digest,)))
    source = "entry e CROSS JOIN paper p ON p.key = e.paper"
    return _Plan(source, _all(conditions), False, "e.rank, e.id")


def _split(tree: Node) -> tuple[Lookup | None, list[Node]]:
    """The lookup that all hits must be in, if there is one, and what else they must be like."""
    nodes: list[Node] = list(tree.nodes) if isinstance(tree, And) else [tree]
    for first in nodes:
        if (lookup := look_up(first)) is None:
            continue
        together = [first]
        for node in nodes:
            if node is not first and (joint := look_up(And((*together, node)))):
                together.append(node)
                lookup = joint
        return lookup, [node for node in nodes if not any(node is each for each in together)]
    return None, nodes


def _all(conditions: list[Condition]) -> Condition:
    return joined(" AND ", conditions) if conditions else Condition("1")


def _order(key: SortKey, tree: Node) -> Condition:
    if key.name is SortName.MATCH:
        return _match_order(tree, "" if key.reverse else " DESC")
    return Condition(_SORTS[key.name][key.reverse])


def _match_order(tree: Node, direction: str) -> Condition:
    """Titles that hold the words in order, then titles that hold them all, then the rest."""
    anywhere = (None, TextField.TITLE)
    sought = [
        leaf for leaf in wanted(tree) if isinstance(leaf, Word | Phrase) and leaf.field in anywhere
    ]
    if not sought:
        return Condition("0")
    words = tuple(word for leaf in sought for word in _words(leaf))
    prefix = sought[-1].prefix
    in_title = [Word(word, field=TextField.TITLE) for word in words]
    tiers = [
        look_up(Phrase(words, prefix, TextField.TITLE)),
        look_up(conjunction(in_title)),
    ]
    parts = [tier.condition for tier in tiers if tier]
    sql = " + ".join(f"({part.sql})" for part in parts)
    values = tuple(value for part in parts for value in part.values)
    return Condition(f"{sql}{direction}, p.upvotes DESC", values)


def _words(leaf: Word | Phrase) -> tuple[str, ...]:
    return (leaf.text,) if isinstance(leaf, Word) else leaf.words
