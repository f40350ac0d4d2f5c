"""Answers a query: the keys of the hits in order, as a stream, and their number."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from daily_papers.index.match_order import JOINED, RANKED, TITLES, in_titles, match_order
from daily_papers.index.prefixes import spelt_out
from daily_papers.index.regex import Matches, may_match, required, without_expressions
from daily_papers.index.schema import ORDER_BITS
from daily_papers.index.scopes import VIEWS, PlainScope, pieces
from daily_papers.index.sql import Condition, Conditions, Lookup, joined, leaves, look_up
from daily_papers.papers.fields import TextField
from daily_papers.papers.model import Digest
from daily_papers.papers.scopes import ALL, MUTED, ViewScope
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
_FEW: Final = 500
"""Papers of a digest up to which each is looked up by itself."""
_HIDDEN: Final = "SELECT key FROM paper WHERE dismissed UNION SELECT key FROM paper WHERE muted"
"""The papers that do not stand in All."""
_LISTED: Final = Condition("p.listed")
"""That a paper does: it is neither dismissed nor muted."""
_SORTS: Final = {
    SortName.UPVOTES: ("p.upvotes IS NULL, p.upvotes DESC", "p.upvotes IS NULL, p.upvotes"),
    SortName.DATE: ("p.day DESC", "p.day"),
    SortName.TITLE: ("p.title COLLATE NOCASE", "p.title COLLATE NOCASE DESC"),
}
"""Each order in its own direction and turned round."""
_BY_RANK: Final = ("p.day DESC, p.rank", "p.day, p.rank DESC")
"""The same where each paper has the rank of its newest day."""


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
    bare: Lookup | None = None
    """The lookup, where it is all that is asked."""
    by_rank: tuple[str, str] = _BY_RANK
    """Their order by rank, and the same turned round."""


def stream(
    db: sqlite3.Connection, scope: PlainScope, query: Query, matches: Matches = NO_MATCHES
) -> Iterator[list[int]]:
    """The keys of the papers in `scope` that match, in the order asked for, in pieces.

    Args:
        db: The index.
        scope: What to search.
        query: What is asked; without fuzzy words (`spelling`).
        matches: What its regular expressions match (`regex`).

    Raises:
        NotYet: Such a query cannot be answered.
    """
    plan = _plan(db, scope, query.tree, matches)
    if query.sort:
        yield from _sorted(db, plan, query.tree, query.sort)
        return
    if not query.has_text:
        yield from _in_turn(db, plan)
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
            yield from _in_turn(db, best)
        plan = _plan(db, scope, conjunction((query.tree, negation(titles))), matches)
    yield from _in_turn(db, plan)


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
    return pieces(db.execute(sql, values))


def _in_turn(db: sqlite3.Connection, plan: _Plan) -> Iterator[list[int]]:
    """The keys in the list's own order, as they are found."""
    where = f" FROM {plan.source} WHERE {plan.condition.sql}"
    values = plan.condition.values
    if not plan.driven:
        yield from pieces(db.execute(f"SELECT p.key{where} ORDER BY {plan.order}", values))
        return
    rows = db.execute(f"SELECT p.key, p.rank, p.id{where} ORDER BY f.rowid DESC", values)
    try:
        for _, day in groupby(rows, key=lambda row: row[0] >> ORDER_BITS):
            yield [key for key, _, _ in sorted(day, key=lambda row: row[1:])]
    finally:
        rows.close()


def count(
    db: sqlite3.Connection, scope: PlainScope, query: Query, matches: Matches = NO_MATCHES
) -> int:
    """How many papers in `scope` match.

    Raises:
        NotYet: Such a query cannot be answered.
    """
    found: int
    lookup, rest = _split(db, query.tree)
    if scope == ALL and lookup and not rest:
        hidden = f"SELECT count(*) FROM ({_HIDDEN} LIMIT {_FEW + 1})"
        if db.execute(hidden).fetchone()[0] <= _FEW:
            # All hits are counted without a look at their papers, then the hidden ones go.
            hits = f"SELECT count(*) FROM {lookup.table} WHERE {lookup.table} MATCH ?1"
            sql = f"SELECT ({hits}) - ({hits} AND rowid IN ({_HIDDEN}))"
            (found,) = db.execute(sql, (lookup.match,)).fetchone()
            return found
    plan = _plan(db, scope, query.tree, matches)
    sql = f"SELECT count(*) FROM {plan.source} WHERE {plan.condition.sql}"
    (found,) = db.execute(sql, plan.condition.values).fetchone()
    return found


def candidates(db: sqlite3.Connection, scope: PlainScope, tree: Node) -> Condition:
    """A statement for the keys of the papers that may match regular expressions, newest first."""
    plan = _plan(db, scope, without_expressions(tree))
    parts = [plan.condition, *filter(None, (may_match(db, leaf) for leaf in required(tree)))]
    where = joined(" AND ", parts)
    sql = f"SELECT p.key FROM {plan.source} WHERE {where.sql} ORDER BY p.key DESC"
    return Condition(sql, where.values)


def _few(db: sqlite3.Connection, plan: _Plan) -> bool:
    """Whether so few papers match that they can be ranked before the first is shown."""
    source, asked = plan.source, plan.condition
    if plan.bare:  # those that stand in no list are counted too: to look at them takes longer
        source = plan.bare.table
        asked = Condition(f"{source} MATCH ?", (plan.bare.match,))
    sql = f"SELECT 1 FROM {source} WHERE {asked.sql} LIMIT {RANKED + 1}"
    (found,) = db.execute(f"SELECT count(*) FROM ({sql})", asked.values).fetchone()
    return bool(found <= RANKED)


def shown_in(scope: PlainScope, tree: Node) -> list[Condition]:
    """What papers must be like that a query does not ask for, to be shown in `scope`.

    Args:
        scope: A view, of which they must be; or a digest, whose entries are looked up elsewhere.
        tree: The query; `is:dismissed` and `is:muted` in it ask for such papers, which are left
            out otherwise.
    """
    asked = {leaf.state for leaf in leaves(tree) if isinstance(leaf, Is)}
    dismissed, muted = "dismissed" in asked, IS_MUTED in asked or scope == MUTED
    shown = [_LISTED]
    if dismissed or muted:
        shown = [Condition("NOT p.dismissed")] * (not dismissed)
        shown += [Condition("NOT p.muted")] * (not muted)
    if isinstance(scope, ViewScope) and scope != ALL:
        shown.append(Condition(f"p.{VIEWS[scope][0]}"))
    return shown


def _plan(
    db: sqlite3.Connection, scope: PlainScope, tree: Node, matches: Matches = NO_MATCHES
) -> _Plan:
    lookup, rest = _split(db, tree)
    make = Conditions(db, matches.conditions).condition
    conditions = [make(node) for node in rest]
    if matches.condition:
        conditions.append(matches.condition)
    shown = shown_in(scope, tree)
    conditions += shown
    if isinstance(scope, Digest):
        return _plan_digest(db, scope, lookup, conditions)
    flag, order = VIEWS[scope]
    source = f"paper p{_index(flag, rest, all_listed=_LISTED in shown)}"
    if lookup:
        # CROSS JOIN keeps SQLite from turning the loops round.
        source = f"{lookup.table} f CROSS JOIN paper p ON p.key = f.rowid"
        conditions.insert(0, Condition(f"{lookup.table} MATCH ?", (lookup.match,)))
    in_turn = order == VIEWS[ALL][1]
    bare = lookup if scope == ALL and not rest else None
    return _Plan(source, _all(conditions), bool(lookup) and in_turn, order, bare)


def _index(flag: str, nodes: list[Node], *, all_listed: bool) -> str:
    """The index that gives the papers in their order, the one with the fewest that will do."""
    if flag == "listed":
        asked = ("starred", "dismissed", IS_MUTED, IS_UNREAD)
        flag = next((state for state in asked if Is(state) in nodes), flag)
    few = (TextField.TAG, TextField.NOTE)
    if any(isinstance(node, IdIs) or getattr(node, "field", None) in few for node in nodes):
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
        rest = [node for node in nodes if not any(node is each for each in together)]
        return spelt_out(db, lookup), rest
    return None, nodes


def _all(conditions: list[Condition]) -> Condition:
    return joined(" AND ", conditions) if conditions else Condition("1")


def _order(plan: _Plan, key: SortKey, tree: Node) -> Condition:
    if key.name is SortName.MATCH:
        return match_order(tree, reverse=key.reverse)
    if key.name is SortName.RANK:
        return Condition(plan.by_rank[key.reverse])
    return Condition(_SORTS[key.name][key.reverse])
