"""Which paper each record is about, and for which records that has to be decided again.

A record with an arXiv id is about that paper. One with a DOI alone is about the arXiv paper that
other records give with the DOI, if just one; else about the DOI's own paper. One with a title alone
is about the identified paper with that title, if just one; of several, about the one in the
record's own digest, if just one; else about the title's own paper.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable
from typing import Final

_IDENTIFIED: Final = "(arxiv IS NOT NULL OR doi IS NOT NULL)"


def resolve(
    db: sqlite3.Connection, dois: Iterable[str], titles: Iterable[str], works: Iterable[str]
) -> set[str]:
    """Decide again which papers records are about, after records were added or deleted.

    Args:
        db: The index, within a transaction.
        dois: The DOIs of these records.
        titles: The title ids of these records.
        works: The ids of the papers that they are or were about.

    Returns:
        The ids of all papers whose records, or whose claim to a title or DOI, may have changed.
        Some may have no record any more.
    """
    touched = set(works)
    for doi in set(dois):
        touched |= _resolve_doi(db, doi)
    for title in _titles_of(db, touched) | set(titles):
        touched |= _resolve_title(db, title)
    return touched


def first_guess(arxiv: str | None, doi: str | None, title_id: str) -> str:
    """The paper that a new record is about, by the record alone."""
    return f"arxiv:{arxiv}" if arxiv else f"doi:{doi}" if doi else title_id


def claims(db: sqlite3.Connection, work: str) -> list[str]:
    """The ids that lead to the paper `work` and to no other, its own first."""
    seen = db.execute("SELECT DISTINCT doi, title_id FROM record WHERE work = ?", (work,))
    dois, titles = set(), set()
    for doi, title in seen.fetchall():
        titles.add(title)
        if doi:
            dois.add(f"doi:{doi}")
    return [
        work,
        *sorted(doi for doi in dois - {work} if _doi_leads_to(db, doi) == work),
        *sorted(title for title in titles - {work} if with_title(db, title) == {work}),
    ]


def with_title(db: sqlite3.Connection, title_id: str) -> set[str]:
    """The identified papers with a title."""
    rows = db.execute(
        f"SELECT DISTINCT work FROM record WHERE title_id = ? AND {_IDENTIFIED}", (title_id,)
    )
    return {work for (work,) in rows}


def choose(db: sqlite3.Connection, title_id: str, digest: str) -> str:
    """The paper that a title means in the digest with the key `digest`."""
    found = with_title(db, title_id)
    if len(found) > 1:
        found = {work for work in found if _is_in(db, work, digest)}
    return found.pop() if len(found) == 1 else title_id


def _is_in(db: sqlite3.Connection, work: str, digest: str) -> bool:
    return bool(
        db.execute(
            f"SELECT 1 FROM record WHERE work = ? AND digest = ? AND {_IDENTIFIED} LIMIT 1",
            (work, digest),
        ).fetchone()
    )


def _doi_leads_to(db: sqlite3.Connection, doi: str) -> str:
    rows = db.execute(
        "SELECT DISTINCT arxiv FROM record WHERE doi = ? AND arxiv IS NOT NULL LIMIT 2",
        (doi.removeprefix("doi:"),),
    ).fetchall()
    return f"arxiv:{rows[0][0]}" if len(rows) == 1 else doi


def _resolve_doi(db: sqlite3.Connection, doi: str) -> set[str]:
    records = db.execute("SELECT id, arxiv, work FROM record WHERE doi = ?", (doi,)).fetchall()
    meant = _doi_leads_to(db, f"doi:{doi}")
    touched = {meant, f"doi:{doi}", *(work for _, _, work in records)}
    moved = [(meant, row) for row, arxiv, work in records if not arxiv and work != meant]
    db.executemany("UPDATE record SET work = ? WHERE id = ?", moved)
    return touched


def _titles_of(db: sqlite3.Connection, works: Collection[str]) -> set[str]:
    titles = {work for work in works if work.startswith("title:")}
    for work in works:
        rows = db.execute("SELECT DISTINCT title_id FROM record WHERE work = ?", (work,))
        titles.update(title for (title,) in rows)
    return titles


def _resolve_title(db: sqlite3.Connection, title_id: str) -> set[str]:
    touched = with_title(db, title_id)
    records = db.execute(
        f"SELECT id, digest, work FROM record WHERE title_id = ? AND NOT {_IDENTIFIED}",
        (title_id,),
    ).fetchall()
    for row, digest, work in records:
        meant = choose(db, title_id, digest)
        touched |= {work, meant}
        if meant != work:
            db.execute("UPDATE record SET work = ? WHERE id = ?", (meant, row))
    return touched
