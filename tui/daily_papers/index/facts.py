"""The columns of the table `paper` that hold what the user did with a paper."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from daily_papers.papers.rows import UNTOUCHED, Facts
from daily_papers.papers.verdicts import BY_REGISTER


@dataclass(frozen=True, slots=True)
class PaperState:
    """What the user did with a paper, under all ids that lead to it."""

    facts: Facts = UNTOUCHED
    queue: str = ""
    """Its place among those kept for later, as text that sorts."""


FindStates = Callable[[Sequence[Sequence[str]]], list[PaperState]]
"""Finds the state of papers, each given by all the ids that lead to it."""

FACTS: Final = ("read", "auto", *BY_REGISTER, "noted", "tags")
"""The columns that `facts_of` takes, in its order."""
_COLUMNS: Final = (*FACTS, "queue", "unread")
_UPDATE: Final = (
    f"UPDATE paper SET {', '.join(f'{name} = :{name}' for name in _COLUMNS)} WHERE key = :key"
)


def columns(state: PaperState) -> dict[str, Any]:
    """The columns of a paper in that state."""
    facts = state.facts
    return {
        "read": facts.read,
        "auto": facts.auto,
        **{name: name in facts.verdicts for name in BY_REGISTER},
        "noted": facts.noted,
        "tags": json.dumps(facts.tags, ensure_ascii=False) if facts.tags else "",
        "queue": state.queue,
        "unread": facts.unread,
    }


def facts_of(read: int, auto: int, *rest: Any) -> Facts:
    """The facts in the columns `FACTS`."""
    *verdicts, noted, tags = rest
    return Facts(
        read=bool(read),
        auto=bool(auto),
        verdicts=frozenset(name for name, on in zip(BY_REGISTER, verdicts, strict=True) if on),
        tags=tuple(json.loads(tags)) if tags else (),
        noted=bool(noted),
    )


def update_facts(db: sqlite3.Connection, keys: Iterable[int], find_states: FindStates) -> set[int]:
    """Write the state of papers whose records did not change.

    Returns:
        The keys of those of which a fact, or the place in Later, changed.
    """
    rows = db.execute(
        f"SELECT key, {', '.join(_COLUMNS)} FROM paper"
        " WHERE key IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(keys)),),
    ).fetchall()
    ids = ids_of(db, [row[0] for row in rows])
    changes = []
    states = find_states([ids[row[0]] for row in rows])
    for (key, *before), state in zip(rows, states, strict=True):
        now = columns(state)
        if list(now.values()) != before:
            changes.append({"key": key, **now})
    db.executemany(_UPDATE, changes)
    return {change["key"] for change in changes}


def ids_of(db: sqlite3.Connection, keys: Sequence[int]) -> dict[int, list[str]]:
    """For each of the papers with `keys` the ids under which the user may have acted on it."""
    rows = db.execute(
        "WITH chosen AS (SELECT value AS key FROM json_each(?))"
        " SELECT alias.paper, alias.id FROM chosen JOIN alias ON alias.paper = chosen.key"
        " UNION SELECT chosen.key, record.state FROM chosen JOIN paper ON paper.key = chosen.key"
        " JOIN record ON record.work = paper.id WHERE record.state IS NOT NULL",
        (json.dumps(keys),),
    )
    ids: dict[int, list[str]] = defaultdict(list)
    for key, id in sorted(rows.fetchall()):
        ids[key].append(id)
    return ids
