"""The papers of a scope, filtered or not: their keys in order, as a stream, and their number.

Each view has an index of its own, and a digest its entries, so the first keys come at once, however
many there are.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from daily_papers.index.match_order import JOINED, RANKED, TITLES, in_titles, match_order
from daily_papers.index.regex import Matches, may_match, required, without_expressions
from daily_papers.index.schema import NEWEST_FIRST, ORDER_BITS, ORDERS, VIEW_COLUMNS, in_view
from daily_papers.index.sql import (
    USER_FIELDS,
    Condition,
    Conditions,
    Lookup,
    expand_prefixes,
    joined,
    leaves,
    look_up,
)
from daily_papers.papers.model import Digest
from daily_papers.papers.scopes import ALL, MUTED, PlainScope, ViewScope
from daily_papers.papers.verdicts import BY_REGISTER, HIDING
from daily_papers.query.tree import (
    And,
    IdIs,
    Is,
    Node,
    Query,
    SortKey,
    conjunction,
    negation,
)
from daily_papers.query.vocabulary import IS_MUTED, IS_UNREAD, SortName

NO_MATCHES: Final = Matches()
"""For queries without regular expressions."""
_FIRST: Final = 256
"""Keys in the first piece of a stream: a screenful."""
_PIECE: Final = 4096
_FEW: Final = 500
"""Papers of a digest up to which each is looked up by itself."""
_HIDDEN_STATES: Final = (*HIDING, IS_MUTED)
"""Papers in one of these states are left out, unless the query asks for them."""
_HIDDEN: Final = " UNION ".join(f"SELECT key FROM paper WHERE {flag}" for flag in _HIDDEN_STATES)
"""The papers that are not in All."""
_LISTED: Final = Condition("p.listed")
"""That a paper is in All."""
_INDEXED_STATES: Final = tuple(
    flag for flag in (*BY_REGISTER, IS_MUTED, IS_UNREAD) if ORDERS[flag] == NEWEST_FIRST
)
"""States whose papers a partial index has newest first, those of few papers first."""
_DIGEST: Final = (
    "SELECT paper FROM entry WHERE digest = (SELECT id FROM digest WHERE key = ?)"
    " AND paper NOT IN (SELECT key FROM paper WHERE muted) ORDER BY rank, id"
)
_SORTS: Final = {
    SortName.UPVOTES: ("p.upvotes IS NULL, p.upvotes DESC", "p.upvotes IS NULL, p.upvotes"),
    SortName.DATE: ("p.day DESC", "p.day"),
    SortName.TITLE: ("p.title COLLATE NOCASE", "p.title COLLATE NOCASE DESC"),
}
"""Each order in its own direction, and reversed."""
_BY_RANK: Final = ("p.day DESC, p.rank", "p.day, p.rank DESC")
"""The same where each paper has the rank of its newest day."""


@dataclass(frozen=True, slots=True)
class _Plan:
    """Where papers come from, and the condition on them."""

    source: str
    """The FROM clause, with the paper as `p`."""
    condition: Condition
    driven: bool
    """Whether they come out of a lookup, newest day first, but in no order within a day."""
    order: str
    """Their order where no other is asked for."""
    bare: Lookup | None = None
    """The lookup, where it is all that is asked."""
    by_rank: tuple[str, str] = _BY_RANK
    """Their order by rank, and the same reversed."""


def stream(
    db: sqlite3.Connection,
    scope: PlainScope,
    query: Query | None = None,
    matches: Matches = NO_MATCHES,
) -> Iterator[list[int]]:
    """The keys of the papers in `scope` that match, in order, in pieces.

    Args:
        db: The index.
        scope: What to search.
        query: What is asked, without fuzzy words (`spelling`); `None` for all papers.
        matches: What its regular expressions match (`regex`).

    Raises:
        NotYet: Such a query cannot be answered.
    """
    if query is None:
        yield from _whole(db, scope)
        return
    plan = _plan(db, scope, query.tree, matches)
    if query.sort:
        yield from _sorted(db, plan, query.tree, query.sort)
        return
    if not query.has_text:
        yield from _in_order(db, plan)
        return
    titles = in_titles(query.tree)
    best = _plan(db, scope, titles, matches) if titles else plan
    has_few_best = _few(db, best)  # where it has not, no more need be counted
    if has_few_best and (best is plan or _few(db, plan)):
        yield from _sorted(db, plan, query.tree, query.default_sort)
        return
    if titles:
        if has_few_best:
            yield from _sorted(db, best, query.tree, query.default_sort)
        else:
            yield from _in_order(db, best)
        plan = _plan(db, scope, conjunction((query.tree, negation(titles))), matches)
    yield from _in_order(db, plan)


def count(
    db: sqlite3.Connection,
    scope: PlainScope,
    query: Query | None = None,
    matches: Matches = NO_MATCHES,
) -> int:
    """How many papers in `scope` match; see `stream`.

    Raises:
        NotYet: Such a query cannot be answered.
    """
    if query is None:
        return _count_whole(db, scope)
    lookup, rest = _split(db, query.tree)
    if scope == ALL and lookup and not rest:
        hidden = f"SELECT count(*) FROM ({_HIDDEN} LIMIT {_FEW + 1})"
        if _number(db.execute(hidden)) <= _FEW:
            # All hits are counted without a look at their papers, then the hidden ones go.
            hits = f"SELECT count(*) FROM {lookup.table} WHERE {lookup.table} MATCH :match"
            sql = f"SELECT ({hits}) - ({hits} AND rowid IN ({_HIDDEN}))"
            return _number(db.execute(sql, {"match": lookup.match}))
    plan = _plan(db, scope, query.tree, matches)
    sql = f"SELECT count(*) FROM {plan.source} WHERE {plan.condition.sql}"
    return _number(db.execute(sql, plan.condition.values))


def candidates(db: sqlite3.Connection, scope: PlainScope, tree: Node) -> Condition:
    """A statement for the keys of the papers that may match regular expressions, newest first."""
    plan = _plan(db, scope, without_expressions(tree))
    parts = [plan.condition, *filter(None, (may_match(db, leaf) for leaf in required(tree)))]
    where = joined(" AND ", parts)
    sql = f"SELECT p.key FROM {plan.source} WHERE {where.sql} ORDER BY p.key DESC"
    return Condition(sql, where.values)


def visibility(scope: PlainScope, tree: Node) -> list[Condition]:
    """The conditions under which a paper that matches a query is shown in `scope`.

    Args:
        scope: A view, which the papers must be in; or a digest, whose entries are looked up
            elsewhere.
        tree: The query; hidden papers are left out unless it asks for their state.
    """
    asked = {leaf.state for leaf in leaves(tree) if isinstance(leaf, Is)}
    if scope == MUTED:
        asked.add(IS_MUTED)
    shown = [_LISTED]
    if asked.intersection(_HIDDEN_STATES):
        shown = [Condition(f"NOT p.{flag}") for flag in _HIDDEN_STATES if flag not in asked]
    if isinstance(scope, ViewScope) and scope != ALL:
        shown.append(Condition(f"p.{VIEW_COLUMNS[scope]}"))
    return shown


def _whole(db: sqlite3.Connection, scope: PlainScope) -> Iterator[list[int]]:
    """The keys of all papers in a scope."""
    if isinstance(scope, Digest):
        return _pieces(db.execute(_DIGEST, (scope.key,)))
    order = _order_by(VIEW_COLUMNS[scope])
    return _pieces(db.execute(f"SELECT key FROM paper p WHERE {in_view(scope)} ORDER BY {order}"))


def _count_whole(db: sqlite3.Connection, scope: PlainScope) -> int:
    if isinstance(scope, Digest):
        return _number(db.execute(f"SELECT count(*) FROM ({_DIGEST})", (scope.key,)))
    return _number(db.execute(f"SELECT count(*) FROM paper p WHERE {in_view(scope)}"))


def _sorted(
    db: sqlite3.Connection, plan: _Plan, tree: Node, sort: Sequence[SortKey]
) -> Iterator[list[int]]:
    """The keys in another order than the list's own."""
    orders = [_order(plan, key, tree) for key in sort]
    source = plan.source
    if any(key.name is SortName.MATCH for key in sort):
        source += f" CROSS JOIN {TITLES} ON {JOINED}"
    order = ", ".join([*(order.sql for order in orders), plan.order])
    values = (*plan.condition.values, *(value for order in orders for value in order.values))
    sql = f"SELECT p.key FROM {source} WHERE {plan.condition.sql} ORDER BY {order}"
    return _pieces(db.execute(sql, values))


def _in_order(db: sqlite3.Connection, plan: _Plan) -> Iterator[list[int]]:
    """The keys in the list's own order, as they are found."""
    where = f" FROM {plan.source} WHERE {plan.condition.sql}"
    values = plan.condition.values
    if not plan.driven:
        yield from _pieces(db.execute(f"SELECT p.key{where} ORDER BY {plan.order}", values))
        return
    rows = db.execute(f"SELECT p.key, p.rank, p.id{where} ORDER BY f.rowid DESC", values)
    try:
        for _, day in groupby(rows, key=lambda row: row[0] >> ORDER_BITS):
            yield [key for key, _, _ in sorted(day, key=lambda row: row[1:])]
    finally:
        rows.close()


def _pieces(cursor: sqlite3.Cursor) -> Iterator[list[int]]:
    """The keys of a cursor, a screenful first."""
    size = _FIRST
    try:
        while keys := cursor.fetchmany(size):
            yield [key for (key,) in keys]
            size = _PIECE
    finally:
        cursor.close()


def _number(cursor: sqlite3.Cursor) -> int:
    (found,) = cursor.fetchone()
    return int(found)


def _few(db: sqlite3.Connection, plan: _Plan) -> bool:
    """Whether so few papers match that they can be ranked before the first is shown."""
    source, asked = plan.source, plan.condition
    if plan.bare:  # hidden ones are counted too: to look at them takes longer
        source = plan.bare.table
        asked = Condition(f"{source} MATCH ?", (plan.bare.match,))
    sql = f"SELECT 1 FROM {source} WHERE {asked.sql} LIMIT {RANKED + 1}"
    return _number(db.execute(f"SELECT count(*) FROM ({sql})", asked.values)) <= RANKED


def _plan(
    db: sqlite3.Connection, scope: PlainScope, tree: Node, matches: Matches = NO_MATCHES
) -> _Plan:
    lookup, rest = _split(db, tree)
    condition_of = Conditions(db, matches.conditions).condition
    conditions = [condition_of(node) for node in rest]
    if matches.condition:
        conditions.append(matches.condition)
    shown = visibility(scope, tree)
    conditions += shown
    if isinstance(scope, Digest):
        return _plan_digest(db, scope, lookup, conditions)
    flag = VIEW_COLUMNS[scope]
    source = f"paper p{_index(flag, rest, all_listed=_LISTED in shown)}"
    if lookup:
        # CROSS JOIN keeps SQLite from swapping the loops.
        source = f"{lookup.table} f CROSS JOIN paper p ON p.key = f.rowid"
        conditions.insert(0, Condition(f"{lookup.table} MATCH ?", (lookup.match,)))
    driven = bool(lookup) and ORDERS[flag] == NEWEST_FIRST
    bare = lookup if scope == ALL and not rest else None
    return _Plan(source, _all(conditions), driven, _order_by(flag), bare)


def _index(flag: str, nodes: list[Node], *, all_listed: bool) -> str:
    """The partial index that has the papers in their order, the one with the fewest that will do.

    Args:
        flag: The view's column.
        nodes: What else is asked.
        all_listed: Whether only listed papers are asked for.
    """
    if flag == "listed":
        flag = next((state for state in _INDEXED_STATES if Is(state) in nodes), flag)
    if any(isinstance(node, IdIs) or getattr(node, "field", None) in USER_FIELDS for node in nodes):
        return ""  # found by their keys
    if flag == "listed" and not all_listed:
        return ""
    return f" INDEXED BY paper_{flag}"


def _plan_digest(
    db: sqlite3.Connection, digest: Digest, lookup: Lookup | None, conditions: list[Condition]
) -> _Plan:
    row, total = db.execute(
        "SELECT id, total FROM digest WHERE key = ? UNION ALL SELECT -1, 0 LIMIT 1", (digest.key,)
    ).fetchone()
    if lookup:
        conditions.append(lookup.probe if total <= _FEW else lookup.condition)
    conditions.insert(0, Condition("e.digest = ?", (row,)))
    source = "entry e CROSS JOIN paper p ON p.key = e.paper"
    by_rank = "e.rank", "e.rank DESC"
    return _Plan(source, _all(conditions), False, "e.rank, e.id", by_rank=by_rank)


def _split(db: sqlite3.Connection, tree: Node) -> tuple[Lookup | None, list[Node]]:
    """The lookup that all hits must be in, if there is one, and what else is asked."""
    nodes: list[Node] = list(tree.nodes) if isinstance(tree, And) else [tree]
    for first in nodes:
        if (lookup := look_up(first)) is None:
            continue
        together = [first]
        for node in nodes:
            if node is not first and (joint := look_up(And((*together, node)))):
                together.append(node)
                lookup = joint
        rest = [node for node in nodes if not any(node is each for each in together)]
        return expand_prefixes(db, lookup), rest
    return None, nodes


def _all(conditions: list[Condition]) -> Condition:
    return joined(" AND ", conditions) if conditions else Condition("1")


def _order_by(flag: str) -> str:
    return ", ".join(f"p.{column}" for column in ORDERS[flag])


def _order(plan: _Plan, key: SortKey, tree: Node) -> Condition:
    if key.name is SortName.MATCH:
        return match_order(tree, reverse=key.reverse)
    if key.name is SortName.RANK:
        return Condition(plan.by_rank[key.reverse])
    return Condition(_SORTS[key.name][key.reverse])
