"""The process in which regular expressions are matched.

`python -m daily_papers.index.regex_worker INDEX` reads one JSON object from standard input:
`{"sql": …, "values": […], "leaves": [[PATTERN, FIELD], …], "patience": SECONDS, "below": KEY}`.
It writes `of` and how many papers `sql` gives with keys below KEY; for each that matches `in`, its
key and, for each expression, 1 or 0; and many times a second `at`, the key of the last paper that
was looked at, and how many were.

Only a signal stops an expression that never ends, so the process sets an alarm for each paper that
takes longer than `patience`, whether its output is still read or not.
"""

from __future__ import annotations

import json
import re
import signal
import sqlite3
import sys
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Final

from daily_papers.index.damage import EXIT_CODE, checked, is_damage
from daily_papers.papers.fields import TEXT_FIELDS, Match, TextField
from daily_papers.query.patterns import compile_pattern, lowercase_tests

if TYPE_CHECKING:
    from daily_papers.index.records import Work

_MAPPED: Final = 1 << 40
"""Bytes of the index that may be mapped: all of it."""
_PAPERS: Final = (
    "SELECT key, title, abstract FROM asked CROSS JOIN paper USING (key) CROSS JOIN prose"
    " USING (key) ORDER BY key DESC"
)
_AT_ONCE: Final = 64
"""Papers up to which progress is reported after each."""
_PERIOD: Final = 0.05
"""Seconds between two reports."""


def main(index: str) -> None:
    """Answer the question on standard input."""
    question = json.load(sys.stdin)
    leaves = [
        (_Search(pattern), TextField(name) if name else None)
        for pattern, name in question["leaves"]
    ]
    patience = question["patience"]
    reported = 0.0
    last = looked_at = 0
    with closing(sqlite3.connect(f"{Path(index).as_uri()}?mode=ro", uri=True)) as db:
        total = _select(db, question["sql"], question["values"], question["below"])
        print("of", total, flush=True)
        for key, title, abstract in db.execute(_PAPERS):
            now = time.monotonic()
            # The first are reported at once, so that one that never ends is known to run.
            if looked_at < _AT_ONCE or now - reported > _PERIOD:
                if looked_at:
                    print("at", last, looked_at, flush=True)
                signal.setitimer(signal.ITIMER_REAL, patience)
                reported = now
            paper = _Paper(db, key, title, abstract)
            matched = [any(map(search, paper.texts(name))) for search, name in leaves]
            if any(matched):
                print("in", key, *map(int, matched))
            last = key
            looked_at += 1
        print("at", last, looked_at)


def _select(db: sqlite3.Connection, sql: str, values: Sequence[object], below: int) -> int:
    """Store which papers are to be looked at; returns how many."""
    # Most of the time goes into reading, and half of that would go into copying.
    db.execute(f"PRAGMA mmap_size = {_MAPPED}")
    db.execute("PRAGMA temp_store = MEMORY")
    db.execute("CREATE TEMP TABLE asked (key INTEGER PRIMARY KEY)")
    found = db.execute(f"INSERT INTO asked {sql}", values).rowcount
    return found - db.execute("DELETE FROM asked WHERE key >= ?", (below,)).rowcount


class _Search:
    """Whether an expression finds anything in a text."""

    def __init__(self, pattern: str) -> None:
        self._any: re.Pattern[str] = compile_pattern(pattern)
        self._small = lowercase_tests(pattern)

    def __call__(self, text: str) -> bool:
        if self._small and text.isascii():
            text = text.lower()
            return all(each.search(text) for each in self._small)
        return self._any.search(text) is not None


class _Paper:
    """The text of one paper, as it is shown."""

    def __init__(self, db: sqlite3.Connection, key: int, title: str, abstract: str) -> None:
        self.key = key
        self._db = db
        self._title = title
        self._abstract = abstract
        self._merged: Work | None = None

    def texts(self, field: TextField | None) -> Sequence[str]:
        """The texts of a field, or title and abstract."""
        if field is None:
            return self._title, self._abstract
        if field is TextField.TITLE:
            return (self._title,)
        if field is TextField.ABSTRACT:
            return (self._abstract,)
        if field is TextField.TAG:
            return self._tags()
        if field is TextField.NOTE:
            return self._note()
        texts = self._work.texts(field)
        return texts if TEXT_FIELDS[field].match is Match.EXACT else _clean(texts)

    @property
    def _work(self) -> Work:
        # Only what the tables `paper` and `prose` do not hold is merged again.
        from daily_papers.index.records import merge
        from daily_papers.index.writer import load

        if self._merged is None:
            select = "SELECT id FROM paper WHERE key = ?"
            self._merged = merge(load(self._db, *self._db.execute(select, (self.key,)).fetchone()))
        return self._merged

    def _tags(self) -> Sequence[str]:
        rows = self._db.execute("SELECT tags FROM paper WHERE key = ?", (self.key,))
        return [tag for (tags,) in rows if tags for tag in json.loads(tags)]

    def _note(self) -> Sequence[str]:
        from daily_papers.index.facts import ids_of
        from daily_papers.papers.text import clean_text
        from daily_papers.state.queries import StateQueries

        ids = ids_of(self._db, [self.key])[self.key]
        return [clean_text(StateQueries(self._db).detail(ids).note)]


def _clean(names: Sequence[str]) -> Sequence[str]:
    from daily_papers.papers.text import clean_line

    return [clean_line(name) for name in names]


if __name__ == "__main__":
    try:
        with checked():
            main(sys.argv[1])
    except sqlite3.DatabaseError as error:
        if is_damage(error):
            sys.exit(EXIT_CODE)
        raise
