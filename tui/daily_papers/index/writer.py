"""Writes papers: the row, the entries, the ids that lead to it, the searchable text."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable
from typing import Any

from daily_papers.index import facts, identity
from daily_papers.index.facts import FindStandings, Standing
from daily_papers.index.merge import Work, merge
from daily_papers.index.prepare import prepare, source_of
from daily_papers.index.records import OWN, PLACE_MASK, Record, decode
from daily_papers.index.schema import new_keys, ordinal
from daily_papers.index.texts import Texts
from daily_papers.papers.model import Digest, largest


def write(
    db: sqlite3.Connection, works: Iterable[str], standings: FindStandings, texts: Texts
) -> None:
    """Make papers in the index what their records and the state say.

    Args:
        db: The index, within a transaction.
        works: The papers' ids: everything that `identity.settle` gives.
        standings: Tell what the user made of papers.
        texts: Takes what is to be made searchable before the transaction ends.
    """
    for work in sorted(works):
        _write(db, work, standings, texts)


def _write(db: sqlite3.Connection, work: str, standings: FindStandings, texts: Texts) -> None:
    records = load(db, work)
    sole = identity.claims(db, work) if records else []
    found = standings([_state_ids(db, work, sole)])[0] if records else Standing()
    old = db.execute("SELECT key, day, source FROM paper WHERE id = ?", (work,)).fetchone()
    if not (found.kept or any(record.format != OWN for record in records)):
        if old:
            _remove(db, old[0], work)
            texts.forget(old[0])
        return
    merged = merge(records)
    day = ordinal(merged.day)
    if old and old[1] != day:
        _remove(db, old[0], work)
        texts.forget(old[0])
        old = None
    key = old[0] if old else _new_key(db, day)
    columns = _columns(key, work, merged, found)
    if not old or old[2] != columns["source"]:
        prepared = prepare(merged)
        texts.put(key, prepared, replace=bool(old))
        columns |= {"title": prepared.title, "gist": prepared.gist}
    entries = {
        (entry.digest.key, entry.rank, not entry.digest.inferred): entry.digest
        for entry in merged.entries
    }
    stale = not old or _entries(db, key) != set(entries)
    if stale and old:
        db.execute("DELETE FROM entry WHERE paper = ?", (key,))
    _put(db, columns, new=not old)
    if stale:
        _write_entries(db, key, work, entries)
    _lead(db, key, sole)


def load(db: sqlite3.Connection, work: str) -> list[Record]:
    """The records that speak of the paper `work`.

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


def _columns(key: int, work: str, merged: Work, found: Standing) -> dict[str, Any]:
    """The columns of the table `paper`, but for what `prepare` gives."""
    paper, entries = merged.paper, merged.entries
    return {
        "key": key,
        "id": work,
        "day": ordinal(merged.day),
        "rank": merged.rank,
        "published": paper.published.isoformat() if paper.published else None,
        "upvotes": largest(entry.upvotes for entry in entries),
        "comments": largest(entry.comments for entry in entries),
        "stars": paper.stars,
        "has_code": bool(paper.github),
        "has_summary": bool(paper.ai_summary),
        "source": source_of(merged),
        **facts.columns(found),
    }


def _put(db: sqlite3.Connection, columns: dict[str, Any], *, new: bool) -> None:
    if new:
        names = ", ".join(columns)
        marks = ", ".join(f":{name}" for name in columns)
        db.execute(f"INSERT INTO paper ({names}) VALUES ({marks})", columns)
    else:
        changes = ", ".join(f"{name} = :{name}" for name in columns if name != "key")
        db.execute(f"UPDATE paper SET {changes} WHERE key = :key", columns)


def _new_key(db: sqlite3.Connection, day: int) -> int:
    """A key that no paper of `day` has, or had while a list may still hold it."""
    last = db.execute(
        "SELECT max(coalesce((SELECT max(key) FROM paper WHERE key >= ?1 AND key < ?2), ?1),"
        " coalesce((SELECT max(key) FROM gone WHERE key >= ?1 AND key < ?2), ?1))",
        new_keys(db, day),
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


def _lead(db: sqlite3.Connection, key: int, sole: list[str]) -> None:
    """Let the ids that mean this paper alone lead to it, and no others."""
    held = {id for (id,) in db.execute("SELECT id FROM alias WHERE paper = ?", (key,))}
    for id in held.difference(sole):
        db.execute("DELETE FROM alias WHERE id = ? AND paper = ?", (id, key))
    for id in set(sole) - held:
        db.execute("INSERT OR REPLACE INTO alias VALUES (?, ?)", (id, key))
