"""The regular expressions of mute and highlight rules: which papers they match, kept in the index.

They are matched when the index is brought up to date, in a process that can be killed, so that
neither a list nor an act ever waits for one: those of new rules against all papers, the others
against the papers that were written since. One that takes too long is stopped for good, and a rule
that holds it is about no paper, until it is made anew.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Final

from daily_papers.index.regex import Matcher, Matches, may_match
from daily_papers.index.sql import Condition, joined
from daily_papers.papers.fields import TextField
from daily_papers.query.tree import Regex

LIMIT: Final = 60.0
"""Seconds after which an expression is stopped, however many papers there are."""
NEW, MATCHED, STOPPED = "new", "matched", "stopped"
"""What is known of an expression: nothing yet, which papers it matches, that it takes too long."""
_OWN: Final = (TextField.TAG, TextField.NOTE)
"""The fields that an act may change."""


def states(db: sqlite3.Connection) -> dict[Regex, str]:
    """The expressions of the rules, and what is known of each."""
    rows = db.execute("SELECT pattern, field, state FROM expression")
    return {_leaf(pattern, field): state for pattern, field, state in rows}


def conditions(db: sqlite3.Connection) -> dict[Regex, Condition]:
    """What papers are like that expressions match, of those of which it is known."""
    rows = db.execute("SELECT pattern, field, id FROM expression WHERE state = ?", (MATCHED,))
    sql = "EXISTS (SELECT 1 FROM expression_match WHERE expression = ? AND paper = p.key)"
    return {_leaf(pattern, field): Condition(sql, (id,)) for pattern, field, id in rows.fetchall()}


def hold(db: sqlite3.Connection, asked: Iterable[Regex]) -> None:
    """Hold the expressions that rules ask for, within a transaction; forget all others."""
    wanted, known = set(asked), set(states(db))
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


def touch(db: sqlite3.Connection, keys: Iterable[int]) -> None:
    """What the user made of papers changed; where rules ask for it, they are matched again."""
    if any(leaf.field in _OWN for leaf in states(db)):
        rows = [(key,) for key in keys]
        db.executemany("INSERT OR REPLACE INTO unmatched(paper) VALUES (?)", rows)


def match(db: sqlite3.Connection, index: Path) -> list[tuple[Regex, Matches]]:
    """Match what is not matched yet; takes as long as that does, outside any transaction.

    Args:
        db: The index.
        index: Its file.

    Returns:
        What is to be kept, with `keep`.
    """
    known = states(db)
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


def keep(db: sqlite3.Connection, found: Iterable[tuple[Regex, Matches]], last: int) -> None:
    """Keep what `match` found, within a transaction.

    Args:
        db: The index.
        found: What it gave.
        last: What `latest` told before.
    """
    for leaf, matches in found:
        values = (leaf.pattern, leaf.field or "")
        row = db.execute("SELECT id FROM expression WHERE pattern = ? AND field = ?", values)
        if (held := row.fetchone()) is None:  # its rule was removed meanwhile
            continue
        db.execute(
            "DELETE FROM expression_match WHERE expression = ?1 AND (?2 OR paper IN"
            " (SELECT paper FROM unmatched WHERE id <= ?3))",
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


def latest(db: sqlite3.Connection) -> int:
    """The number of the last paper that waits to be matched; those that come have larger ones."""
    found: int = db.execute("SELECT coalesce(max(id), 0) FROM unmatched").fetchone()[0]
    return found


def _leaf(pattern: str, field: str) -> Regex:
    return Regex(pattern, TextField(field) if field else None)
