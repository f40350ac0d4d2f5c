"""Writes papers: the row, the entries, the ids that lead to it, and the searchable text.

FTS5 flushes what it has gathered in memory to its tables whenever a statement with triggers runs,
so that text written paper by paper between other statements costs several times as much. `Texts`
therefore collects the text and writes it at the end of a transaction.
"""

from __future__ import annotations

import os
import sqlite3
from collections import Counter
from collections.abc import Iterable
from typing import Any, Final

from daily_papers.index import facts, identity
from daily_papers.index.facts import FindStates, PaperState
from daily_papers.index.records import (
    LISTED_FIELDS,
    OWN,
    PLACE_MASK,
    Prepared,
    Record,
    Work,
    decode,
    merge,
    prepare,
    source_hash,
    split_names,
)
from daily_papers.index.schema import DAY_FIELDS, NAME_FIELDS, new_keys, ordinal
from daily_papers.papers.fields import DATE_FIELDS, NUMBER_FIELDS, TextField
from daily_papers.papers.model import Digest

_INSERT: Final = {
    "titles": "INSERT INTO titles(rowid, title) VALUES (?, ?)",
    "texts": "INSERT INTO texts(rowid, title, abstract) VALUES (?, ?, ?)",
    "names": f"INSERT INTO names(rowid, {', '.join(NAME_FIELDS)})"
    f" VALUES (?{', ?' * len(NAME_FIELDS)})",
}
_WORD_TABLES: Final = ("texts", "names")
"""The full-text tables whose words the table `word` lists; those of `titles` are in `texts`."""


class Texts:
    """The text to be written at the end of a transaction, by the papers' keys."""

    def __init__(self) -> None:
        """Nothing is to be written yet."""
        self._old: dict[int, None] = {}
        """Keys whose texts in the index are replaced or removed, each once, in order."""
        self._new: dict[int, Prepared] = {}
        self._words: dict[str, set[str]] = {table: set() for table in _WORD_TABLES}
        """The words that are known to be in the index."""

    def remove(self, key: int) -> None:
        """Remove the text of a paper that is in the index."""
        self._new.pop(key, None)
        self._old[key] = None

    def add(self, key: int, prepared: Prepared, *, replace: bool) -> None:
        """Write the text of a paper, in place of what the index holds if it is to be replaced."""
        if replace:
            self.remove(key)
        self._new[key] = prepared

    def flush(self, db: sqlite3.Connection) -> None:
        """Write everything."""
        self._count_names(db)
        old = [(key,) for key in self._old]
        new = sorted(self._new.items())
        db.executemany("DELETE FROM prose WHERE key = ?", old)
        db.executemany(
            "INSERT INTO prose VALUES (?, ?)", [(key, text.abstract) for key, text in new]
        )
        for table, insert in _INSERT.items():
            db.executemany(f"DELETE FROM {table} WHERE rowid = ?", old)
            db.executemany(insert, [(key, *getattr(text, table)) for key, text in new])
        self._add_words(db)
        self._old.clear()
        self._new.clear()

    def _count_names(self, db: sqlite3.Connection) -> None:
        """Count the names of the new texts, and no longer those of the old: what completion offers.

        The table `names` must still hold the old ones.
        """
        papers: Counter[tuple[TextField, str]] = Counter()
        spellings: dict[tuple[TextField, str], str] = {}
        select = f"SELECT {', '.join(LISTED_FIELDS)} FROM names WHERE rowid = ?"
        for key in self._old:
            for row in db.execute(select, (key,)).fetchall():
                for field, names in zip(LISTED_FIELDS, row, strict=True):
                    papers.subtract((field, name) for name in split_names(names))
        for text in self._new.values():
            papers.update(text.spellings.keys())
            spellings.update(text.spellings)
        changes = [(*name, more, spellings.get(name, "")) for name, more in papers.items() if more]
        db.executemany(
            "INSERT INTO name VALUES (?, ?, ?, ?)"
            " ON CONFLICT DO UPDATE SET papers = papers + excluded.papers",
            sorted(changes),
        )
        gone = [(field, folded) for field, folded, more, _ in changes if more < 0]
        db.executemany("DELETE FROM name WHERE field = ? AND folded = ? AND papers <= 0", gone)

    def _add_words(self, db: sqlite3.Connection) -> None:
        for table, known in self._words.items():
            found = {
                word
                for prepared in self._new.values()
                for text in getattr(prepared, table)
                for word in text.split()
            }
            fresh = found - known
            db.executemany(
                "INSERT OR IGNORE INTO word VALUES (?, ?, ?)",
                [(table, len(word), word) for word in sorted(fresh)],
            )
            known |= fresh


def write(
    db: sqlite3.Connection, works: Iterable[str], find_states: FindStates, texts: Texts
) -> None:
    """Make papers in the index what their records and the user's state say.

    Args:
        db: The index, within a transaction.
        works: The papers' ids: everything that `identity.resolve` returns.
        find_states: Finds what the user did with papers.
        texts: Takes what is to be made searchable before the transaction ends.
    """
    for work in sorted(works):
        _write(db, work, find_states, texts)


def _write(db: sqlite3.Connection, work: str, find_states: FindStates, texts: Texts) -> None:
    records = load(db, work)
    sole = identity.claims(db, work) if records else []
    state = find_states([_state_ids(db, work, sole)])[0] if records else PaperState()
    old = db.execute("SELECT key, day, source FROM paper WHERE id = ?", (work,)).fetchone()
    if not (state.facts.kept or any(record.format != OWN for record in records)):
        if old:
            _remove(db, old[0], work)
            texts.remove(old[0])
        return
    merged = merge(records)
    day = ordinal(merged.day)
    if old and old[1] != day:
        _remove(db, old[0], work)
        texts.remove(old[0])
        old = None
    key = old[0] if old else _new_key(db, day)
    columns = _columns(key, work, merged, state)
    if not old or old[2] != columns["source"]:
        prepared = prepare(merged)
        texts.add(key, prepared, replace=bool(old))
        columns |= {"title": prepared.title, "gist": prepared.gist}
    entries = {
        (entry.digest.key, entry.rank, not entry.digest.inferred): entry.digest
        for entry in merged.entries
    }
    stale = not old or _entries(db, key) != set(entries)
    if stale and old:
        db.execute("DELETE FROM entry WHERE paper = ?", (key,))
    _write_row(db, columns, new=not old)
    if stale:
        _write_entries(db, key, work, entries)
    _write_aliases(db, key, sole)


def load(db: sqlite3.Connection, work: str) -> list[Record]:
    """The records of the paper `work`.

    Raises:
        sqlite3.DatabaseError: One is damaged.
    """
    rows = db.execute(
        "SELECT record.id, body, state, name, format FROM record"
        " LEFT JOIN file ON file.id = record.id >> 32 WHERE work = ?",
        (work,),
    )
    try:
        return [
            Record(decode(body), state, 0, OWN)
            if state is not None
            else Record(decode(body), os.fsdecode(name), row & PLACE_MASK, format)
            for row, body, state, name, format in rows
        ]
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise sqlite3.DatabaseError(f"a record of {work} is damaged") from error


def _state_ids(db: sqlite3.Connection, work: str, sole: list[str]) -> list[str]:
    """The ids under which the user may have acted on a paper that `sole` lead to."""
    own = db.execute("SELECT state FROM record WHERE work = ? AND state IS NOT NULL", (work,))
    return sorted({*sole, *(state for (state,) in own)})


def _columns(key: int, work: str, merged: Work, state: PaperState) -> dict[str, Any]:
    """The columns of the table `paper`, without those that `prepare` gives."""
    paper, entries = merged.paper, merged.entries
    return {
        "key": key,
        "id": work,
        "day": ordinal(merged.day),
        "rank": merged.rank,
        **{field: row.read(paper, entries) for field, row in NUMBER_FIELDS.items()},
        **{field: ordinal(DATE_FIELDS[field].read(paper, entries)) or None for field in DAY_FIELDS},
        "has_code": bool(paper.github),
        "has_summary": bool(paper.ai_summary),
        "source": source_hash(merged),
        **facts.columns(state),
    }


def _write_row(db: sqlite3.Connection, columns: dict[str, Any], *, new: bool) -> None:
    if new:
        names = ", ".join(columns)
        marks = ", ".join(f":{name}" for name in columns)
        db.execute(f"INSERT INTO paper ({names}) VALUES ({marks})", columns)
    else:
        changes = ", ".join(f"{name} = :{name}" for name in columns if name != "key")
        db.execute(f"UPDATE paper SET {changes} WHERE key = :key", columns)


def _new_key(db: sqlite3.Connection, day: int) -> int:
    """A key that no paper of `day` has, or had while a list may still hold it."""
    first, end = new_keys(db, day)
    last = db.execute(
        "SELECT coalesce(max(key), :first) FROM (SELECT max(key) AS key FROM paper"
        " WHERE key >= :first AND key < :end UNION ALL"
        " SELECT max(key) FROM gone WHERE key >= :first AND key < :end)",
        {"first": first, "end": end},
    ).fetchone()[0]
    return int(last) + 1


def _remove(db: sqlite3.Connection, key: int, work: str) -> None:
    db.execute("DELETE FROM entry WHERE paper = ?", (key,))
    db.execute("DELETE FROM alias WHERE paper = ?", (key,))
    db.execute("DELETE FROM paper WHERE key = ?", (key,))
    db.execute("INSERT INTO gone VALUES (?, ?)", (key, work))


def _entries(db: sqlite3.Connection, key: int) -> set[tuple[str, int, bool]]:
    rows = db.execute(
        "SELECT digest.key, rank, entry.sure FROM entry JOIN digest ON digest.id = digest"
        " WHERE paper = ?",
        (key,),
    )
    return {(digest, rank, bool(sure)) for digest, rank, sure in rows}


def _write_entries(
    db: sqlite3.Connection, key: int, work: str, entries: dict[tuple[str, int, bool], Digest]
) -> None:
    for (name, rank, sure), digest in entries.items():
        db.execute(
            "INSERT OR IGNORE INTO digest(key, day, name) VALUES (?, ?, ?)",
            (name, ordinal(digest.day), digest.name),
        )
        db.execute(
            "INSERT INTO entry SELECT id, ?, ?, ?, ? FROM digest WHERE key = ?",
            (rank, work, key, sure, name),
        )


def _write_aliases(db: sqlite3.Connection, key: int, sole: list[str]) -> None:
    """Let the ids that mean this paper alone lead to it, and no others."""
    held = {id for (id,) in db.execute("SELECT id FROM alias WHERE paper = ?", (key,))}
    for id in held.difference(sole):
        db.execute("DELETE FROM alias WHERE id = ? AND paper = ?", (id, key))
    for id in set(sole) - held:
        db.execute("INSERT OR REPLACE INTO alias VALUES (?, ?)", (id, key))
