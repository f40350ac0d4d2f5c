"""Mute and highlight rules: which papers they are about, as flags in the table `paper`.

The flags are worked out again when files, rules or what the user made of papers change, so that
no list ever has to. They are a function of the papers, the rules and the day.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Final

from daily_papers.index import rule_matches
from daily_papers.index.regex import expressions
from daily_papers.index.spelling import Speller
from daily_papers.index.sql import Condition, Conditions, NotYet, joined
from daily_papers.query.errors import QueryError
from daily_papers.query.parser import parse
from daily_papers.query.tree import Regex
from daily_papers.state import views
from daily_papers.state.queries import StateQueries

_FLAGS: Final = {"muted": views.mutes, "lit": views.highlights}
"""The column that each kind of rule sets."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A mute or highlight rule."""

    kind: str
    """`mute` or `highlight`."""
    query: str
    waits: bool = False
    """Whether a regular expression of it is still being matched; so long it is about no paper."""
    stopped: bool = False
    """Whether one took too long; it is about no paper then."""


def rules(db: sqlite3.Connection) -> list[Rule]:
    """All rules: those that mute, then those that highlight, each by their queries."""
    known = rule_matches.states(db)
    ledger = StateQueries(db)
    kinds = {"mute": views.mutes(ledger), "highlight": views.highlights(ledger)}
    return [_rule(kind, query, known) for kind, queries in kinds.items() for query in queries]


def apply_rules(db: sqlite3.Connection, keys: Collection[int] | None = None) -> set[int]:
    """Bring the flags up to date, within a transaction.

    Args:
        db: The index.
        keys: The papers that changed; `None` for all.

    Returns:
        The keys of the papers of which a flag changed.
    """
    if keys is None:
        rule_matches.hold(db, [leaf for rule in rules(db) for leaf in _expressions(rule.query)])
    changed: set[int] = set()
    for flag, queries_of in _FLAGS.items():
        queries = queries_of(StateQueries(db))
        before = _keys(db, Condition(f"p.{flag}"), keys)
        if not (queries or before):
            continue
        now = _keys(db, joined(" OR ", _conditions(db, queries).values()), keys)
        for value, turned in ((1, now - before), (0, before - now)):
            db.executemany(
                f"UPDATE paper SET {flag} = {value} WHERE key = ?", [(key,) for key in turned]
            )
            changed |= turned
    return changed


def reasons(db: sqlite3.Connection, key: int) -> list[str]:
    """The highlight rules that are about the paper with `key`, as they were written."""
    queries = views.highlights(StateQueries(db))
    return [
        text for text, condition in _conditions(db, queries).items() if _keys(db, condition, [key])
    ]


def _rule(kind: str, query: str, known: Mapping[Regex, str]) -> Rule:
    states = {known.get(leaf, rule_matches.NEW) for leaf in _expressions(query)}
    stopped = rule_matches.STOPPED in states
    return Rule(kind, query, rule_matches.NEW in states and not stopped, stopped)


def _expressions(text: str) -> list[Regex]:
    """The regular expressions of a rule; none where it cannot be read."""
    try:
        return expressions(parse(text, date.today()).tree)
    except QueryError:
        return []


def _conditions(db: sqlite3.Connection, queries: Iterable[str]) -> Mapping[str, Condition]:
    """What papers the rules are about, by rule. One that cannot be read is about none."""
    found = {}
    matched = rule_matches.conditions(db)
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
