"""Mute and highlight rules: which papers they match, as flags in the table `paper`.

The flags are updated when files, rules or the user's state change, so that no list ever has to.
They are a function of the papers, the rules and the day.

The regular expressions of rules are matched when the index is refreshed, in a process that can be
killed, so that neither a list nor an act ever waits for one: those of new rules against all papers,
the others against the papers that were written since. One that takes too long is stopped for good,
and a rule that has it matches no paper until it is removed and added again.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Final

from daily_papers.index.regex import Matcher, Matches, expressions, may_match
from daily_papers.index.spelling import Speller
from daily_papers.index.sql import USER_FIELDS, Condition, Conditions, NotYet, joined
from daily_papers.papers.fields import TextField
from daily_papers.query.errors import QueryError
from daily_papers.query.parser import parse
from daily_papers.query.tree import Regex
from daily_papers.state import views
from daily_papers.state.queries import StateQueries

LIMIT: Final = 60.0
"""Seconds after which an expression is stopped, however many papers there are."""
NEW, MATCHED, STOPPED = "new", "matched", "stopped"
"""The states of an expression: not matched yet, matched, took too long."""
_FLAGS: Final = {"muted": views.mutes, "highlighted": views.highlights}
"""The column that each kind of rule sets."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A mute or highlight rule."""

    kind: str
    """`mute` or `highlight`."""
    query: str
    pending: bool = False
    """Whether a regular expression of it is still being matched; until then it matches nothing."""
    stopped: bool = False
    """Whether one took too long; then it matches nothing."""


def rules(db: sqlite3.Connection) -> list[Rule]:
    """All rules: those that mute, then those that highlight, each by their queries."""
    states = _states(db)
    state = StateQueries(db)
    kinds = {"mute": views.mutes(state), "highlight": views.highlights(state)}
    return [_rule(kind, query, states) for kind, queries in kinds.items() for query in queries]


def apply_rules(db: sqlite3.Connection, keys: Collection[int] | None = None) -> set[int]:
    """Update the flags, within a transaction.

    Args:
        db: The index.
        keys: The papers that changed; `None` for all.

    Returns:
        The keys of the papers of which a flag changed.
    """
    if keys is None:
        _sync_expressions(db, [leaf for rule in rules(db) for leaf in _expressions(rule.query)])
    changed: set[int] = set()
    for flag, queries_of in _FLAGS.items():
        queries = queries_of(StateQueries(db))
        before = _keys(db, Condition(f"p.{flag}"), keys)
        if not (queries or before):
            continue
        now = _keys(db, joined(" OR ", _conditions(db, queries).values()), keys)
        for value, switched in ((1, now - before), (0, before - now)):
            db.executemany(
                f"UPDATE paper SET {flag} = {value} WHERE key = ?", [(key,) for key in switched]
            )
            changed |= switched
    return changed


def highlights_of(db: sqlite3.Connection, key: int) -> list[str]:
    """The highlight rules that match the paper with `key`, as they were written."""
    queries = views.highlights(StateQueries(db))
    return [
        text for text, condition in _conditions(db, queries).items() if _keys(db, condition, [key])
    ]


def _rule(kind: str, query: str, known: Mapping[Regex, str]) -> Rule:
    states = {known.get(leaf, NEW) for leaf in _expressions(query)}
    stopped = STOPPED in states
    return Rule(kind, query, NEW in states and not stopped, stopped)


def _expressions(text: str) -> list[Regex]:
    """The regular expressions of a rule; none where it cannot be read."""
    try:
        return expressions(parse(text, date.today()).tree)
    except QueryError:
        return []


def _conditions(db: sqlite3.Connection, queries: Iterable[str]) -> Mapping[str, Condition]:
    """What papers the rules match, by rule. One that cannot be read matches none."""
    rows = db.execute("SELECT pattern, field, id FROM expression WHERE state = ?", (MATCHED,))
    sql = "EXISTS (SELECT 1 FROM expression_match WHERE expression = ? AND paper = p.key)"
    matched = {
        _leaf(pattern, field): Condition(sql, (id,)) for pattern, field, id in rows.fetchall()
    }
    found = {}
    for text in queries:
        with suppress(QueryError, NotYet):
            query = Speller().correct(db, parse(text, date.today()))
            found[text] = Conditions(db, matched).condition(query.tree)
    return found


def _keys(db: sqlite3.Connection, condition: Condition, among: Collection[int] | None) -> set[int]:
    sql, values = condition.sql or "0", condition.values
    if among is not None:
        sql = f"p.key IN (SELECT value FROM json_each(?)) AND ({sql})"
        values = (json.dumps(list(among)), *values)
    return {key for (key,) in db.execute(f"SELECT p.key FROM paper p WHERE {sql}", values)}


# Regular expressions


def invalidate(db: sqlite3.Connection, keys: Iterable[int]) -> None:
    """The user's state of papers changed; expressions that look at it match them again."""
    if any(leaf.field in USER_FIELDS for leaf in _states(db)):
        rows = [(key,) for key in keys]
        db.executemany("INSERT OR REPLACE INTO unmatched(paper) VALUES (?)", rows)


def match_expressions(db: sqlite3.Connection, index: Path) -> list[tuple[Regex, Matches]]:
    """Match what is not matched yet; takes as long as that does, outside any transaction.

    Args:
        db: The index.
        index: Its file.

    Returns:
        What `save_matches` takes.
    """
    known = _states(db)
    fresh = db.execute("SELECT 1 FROM unmatched LIMIT 1").fetchone() is not None
    asked = [leaf for leaf, state in known.items() if state == NEW or (state == MATCHED and fresh)]
    matcher = Matcher(index, LIMIT)
    found = []
    for leaf in asked:
        papers = "p.key IN (SELECT paper FROM unmatched)" if known[leaf] == MATCHED else "1"
        where = joined(" AND ", filter(None, (Condition(papers), may_match(db, leaf))))
        sql = f"SELECT p.key FROM paper p WHERE {where.sql} ORDER BY p.key DESC"
        found.append((leaf, matcher.run(None, leaf, partial(Condition, sql, where.values))))
    return found


def save_matches(db: sqlite3.Connection, found: Iterable[tuple[Regex, Matches]], last: int) -> None:
    """Save what `match_expressions` found, within a transaction.

    Args:
        db: The index.
        found: What it returned.
        last: What `last_unmatched` returned before.
    """
    for leaf, matches in found:
        values = (leaf.pattern, leaf.field or "")
        row = db.execute("SELECT id FROM expression WHERE pattern = ? AND field = ?", values)
        if (held := row.fetchone()) is None:  # its rule was removed meanwhile
            continue
        db.execute(
            "DELETE FROM expression_match WHERE expression = ? AND (? OR paper IN"
            " (SELECT paper FROM unmatched WHERE id <= ?))",
            (*held, matches.stopped, last),
        )
        keys = [] if matches.stopped else matches.found[leaf]
        db.execute(
            "INSERT OR IGNORE INTO expression_match SELECT ?, value FROM json_each(?)",
            (*held, json.dumps(keys)),
        )
        state = STOPPED if matches.stopped else MATCHED
        db.execute("UPDATE expression SET state = ? WHERE id = ?", (state, *held))
    db.execute("DELETE FROM unmatched WHERE id <= ?", (last,))


def last_unmatched(db: sqlite3.Connection) -> int:
    """The number of the last paper that waits to be matched; later ones have larger numbers."""
    found: int = db.execute("SELECT coalesce(max(id), 0) FROM unmatched").fetchone()[0]
    return found


def _states(db: sqlite3.Connection) -> dict[Regex, str]:
    """The expressions of the rules, and the state of each."""
    rows = db.execute("SELECT pattern, field, state FROM expression")
    return {_leaf(pattern, field): state for pattern, field, state in rows}


def _sync_expressions(db: sqlite3.Connection, asked: Iterable[Regex]) -> None:
    """Hold the expressions that rules ask for, within a transaction; delete all others."""
    wanted, known = set(asked), set(_states(db))
    for leaf in known - wanted:
        where = "WHERE pattern = ? AND field = ?"
        values = (leaf.pattern, leaf.field or "")
        db.execute(
            f"DELETE FROM expression_match WHERE expression = (SELECT id FROM expression {where})",
            values,
        )
        db.execute(f"DELETE FROM expression {where}", values)
    db.executemany(
        "INSERT INTO expression(pattern, field, state) VALUES (?, ?, ?)",
        [(leaf.pattern, leaf.field or "", NEW) for leaf in wanted - known],
    )
    if not wanted:
        db.execute("DELETE FROM unmatched")


def _leaf(pattern: str, field: str) -> Regex:
    return Regex(pattern, TextField(field) if field else None)
