"""How many papers bear each name: what completion offers, the best known first."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable
from typing import Final

from daily_papers.index.prepare import NAMED, Prepared, parted
from daily_papers.papers.fields import TextField
from daily_papers.query.fold import spaced

_BEGIN_SO: Final = (
    "SELECT text FROM name WHERE (field, folded) IN"
    " (SELECT field, folded FROM name INDEXED BY name_papers WHERE field = ?1"
    " AND instr(' ' || folded, ' ' || ?2) ORDER BY papers DESC, folded LIMIT ?3)"
    " ORDER BY papers DESC, folded"
)
"""Finds common names soon; for a rare one every name of the field is looked at, not its paper."""


def count_names(db: sqlite3.Connection, old: Iterable[int], new: Iterable[Prepared]) -> None:
    """Count the names of papers that are written, and no longer those of papers that go.

    Args:
        db: The index, within a transaction; the table `names` is as it was before.
        old: The keys of papers of which the text is about to be removed.
        new: The papers that are about to be written.
    """
    papers: Counter[tuple[TextField, str]] = Counter()
    written: dict[tuple[TextField, str], str] = {}
    for key in old:
        columns = ", ".join(NAMED)
        rows = db.execute(f"SELECT {columns} FROM names WHERE rowid = ?", (key,))
        for row in rows.fetchall():
            for field, names in zip(NAMED, row, strict=True):
                papers.subtract((field, name) for name in parted(names))
    for prepared in new:
        papers.update(prepared.written.keys())
        written.update(prepared.written)
    changes = [(*name, more, written.get(name, "")) for name, more in papers.items() if more]
    db.executemany(
        "INSERT INTO name VALUES (?, ?, ?, ?)"
        " ON CONFLICT DO UPDATE SET papers = papers + excluded.papers",
        sorted(changes),
    )
    gone = [(field, folded) for field, folded, more, _ in changes if more < 0]
    db.executemany("DELETE FROM name WHERE field = ? AND folded = ? AND papers <= 0", gone)


def names(db: sqlite3.Connection, field: TextField, beginning: str, most: int) -> list[str]:
    """The names in a field of which a word begins so, those that stand in most papers first."""
    found = db.execute(_BEGIN_SO, (field, spaced(beginning), most))
    return [text for (text,) in found]
