"""The merged state in the index: copied to the rows of papers, and its own copies as records."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from daily_papers.index import identity, rules
from daily_papers.index.damage import checked
from daily_papers.index.facts import PaperState, update_facts
from daily_papers.index.records import encode
from daily_papers.index.writer import Texts, write
from daily_papers.papers.model import Digest, Entry, title_id
from daily_papers.paths import Paths
from daily_papers.state.device import device_id, new_session
from daily_papers.state.journal import Journal
from daily_papers.state.journal_reader import Chunk
from daily_papers.state.paper_copies import Copy, copied_paper
from daily_papers.state.queries import StateQueries
from daily_papers.state.store import Store

_COLLECTION: Final = "collection:"
_AMONG: Final = "IN (SELECT value FROM json_each(:ids))"


def open_store(db: sqlite3.Connection, paths: Paths, former: Store | None = None) -> Store:
    """The state of the profile, in the tables of the index `db`, with the papers following it.

    Args:
        db: A connection to the index.
        paths: Where the profile lies.
        former: The store of this session over an index that was left.
    """
    queries = UserStateQueries(db)
    if former:
        return former.reopened(queries)
    counters = queries.counters()
    counters.largest = int(counters.largest)  # of a damaged index; the journal would keep it
    journal = Journal(
        paths.state,
        device_id(paths.data),
        new_session(),
        positions=queries.positions(),
        counters=counters,
    )
    return Store(journal, queries)


class UserStateQueries(StateQueries):
    """The merged state; what it says of papers is copied to their rows in the same transaction."""

    def __init__(self, db: sqlite3.Connection) -> None:
        """`db` is a connection to an index."""
        super().__init__(db)
        self._changed: set[int] = set()

    def merge_chunk(self, chunk: Chunk) -> set[str]:
        """Merge a chunk of a journal, and update the rows of the papers that it is about."""
        with checked():
            return self._merge_chunk(chunk)

    def _merge_chunk(self, chunk: Chunk) -> set[str]:
        about = super().merge_chunk(chunk)
        ids = json.dumps(sorted(about - {""}))  # "" are the profile's own registers
        copies = self.db.execute(
            f"SELECT paper, copy FROM state_copy WHERE paper {_AMONG}", {"ids": ids}
        )
        kept = [id for id, copy in copies.fetchall() if self._keep_copy(id, json.loads(copy))]
        self._changed |= self._keys(json.dumps(kept))
        keys = self._keys(ids)
        self._changed |= update_facts(self.db, keys, self.find_states)
        self._write(self._only_own(ids))
        rules.invalidate(self.db, keys)
        self._changed |= rules.apply_rules(self.db, None if "" in about else keys)
        return about

    def take_changed(self) -> frozenset[int]:
        """The keys of papers of which a list shows something else since the last call."""
        changed, self._changed = frozenset(self._changed), set()
        return changed

    def find_states(self, papers: Sequence[Sequence[str]]) -> list[PaperState]:
        """What the user did with papers, each given by all the ids that lead to it."""
        every = json.dumps([id for ids in papers for id in ids])
        touched = self.db.execute(
            f"SELECT 1 FROM state_touch WHERE paper {_AMONG} LIMIT 1", {"ids": every}
        )
        if not touched.fetchone():  # as for nearly all papers, when many files are read
            return [PaperState()] * len(papers)
        return [
            PaperState(facts, self.queue_key(ids) if facts.later else "")
            for ids, facts in zip(papers, self.facts_many(papers), strict=True)
        ]

    def _keys(self, ids: str) -> set[int]:
        """The papers that acts on one of `ids`, a JSON list, may be about."""
        rows = self.db.execute(
            f"SELECT paper FROM alias WHERE id {_AMONG} UNION"
            " SELECT key FROM record JOIN paper ON paper.id = work"
            f" WHERE state {_AMONG}",
            {"ids": ids},
        )
        return {key for (key,) in rows}

    def _keep_copy(self, id: str, copy: Copy) -> bool:
        """Update the record of the user's own copy; whether it changed."""
        entry = _entry(id, copy)
        text = encode(entry)
        row = self.db.execute(
            "SELECT id, body, doi, title_id, work FROM record WHERE state = ?", (id,)
        ).fetchone()
        if row and row[1] == text:
            return False
        paper = entry.paper
        # A title's own id stays, even if titles are folded in another way now; a paper without a
        # title gets one that no other paper has.
        title = id if id.startswith("title:") or not paper.title else title_id(paper.title)
        dois, titles, works = {paper.doi}, {title}, {id}
        if row:
            dois.add(row[2])
            titles.add(row[3])
            works.add(row[4])
            self.db.execute("DELETE FROM record WHERE id = ?", (row[0],))
        self.db.execute(
            "INSERT INTO record(id, work, arxiv, doi, title_id, digest, state, body)"
            " SELECT coalesce(max(id), 0) + 1, ?, ?, ?, ?, ?, ?, ? FROM record WHERE id < 1 << 32",
            (id, paper.arxiv_id, paper.doi, title, entry.digest.key, id, text),
        )
        touched = identity.resolve(self.db, filter(None, dois), titles, works)
        self._write(touched)
        return True

    def _write(self, works: Iterable[str]) -> None:
        texts = Texts()
        write(self.db, works, self.find_states, texts)
        texts.flush(self.db)

    def _only_own(self, ids: str) -> list[str]:
        """The papers among those of `ids` that no file holds.

        They are in the index only as long as the user keeps them.
        """
        rows = self.db.execute(
            f"WITH about AS (SELECT work FROM record WHERE state {_AMONG} UNION"
            " SELECT paper.id FROM alias JOIN paper ON paper.key = alias.paper"
            f" WHERE alias.id {_AMONG})"
            " SELECT work FROM about WHERE NOT EXISTS"
            " (SELECT 1 FROM record WHERE record.work = about.work AND state IS NULL)",
            {"ids": ids},
        )
        return [work for (work,) in rows]


def _entry(id: str, copy: Copy) -> Entry:
    """A copy as an entry of the newest digest in which the user saw the paper."""
    days, collections = [], []
    for name in copy.get("digests", ()):
        try:
            days.append(date.fromisoformat(name))
        except ValueError:
            collections.append(str(name).removeprefix(_COLLECTION))
    newest = Digest(max(days)) if days else Digest(name=max(collections, default=""))
    kind, _, name = id.partition(":")
    paper = copied_paper(copy)
    if kind == "arxiv":
        paper = replace(paper, arxiv_id=name)
    elif kind == "doi":
        paper = replace(paper, doi=name)
    return Entry(newest, paper, rank=0)
