"""Long prefixes, looked up as the words that begin so."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

from daily_papers.index.schema import connect
from daily_papers.index.sql import expand_prefixes, look_up
from daily_papers.query.parser import parse

TODAY = date(2025, 7, 31)
WORDS = ("diffuse", "diffusion", "diffusionsmodell", "diff", "model", "modelling", "modelé")


def asked(db: sqlite3.Connection, query: str) -> str:
    """What FTS5 is asked for a query."""
    lookup = look_up(parse(query, TODAY).tree)
    assert lookup
    return expand_prefixes(db, lookup).match


def test_a_long_prefix_becomes_the_words_of_papers(tmp_path: Path) -> None:
    with closing(connect(tmp_path / "index.db")) as db:
        for word in WORDS:
            db.execute("INSERT INTO word VALUES ('texts', ?, ?)", (len(word), word))
        assert asked(db, "diffus") == '("diffuse" OR "diffusion" OR "diffusionsmodell")'
        assert asked(db, "modell -diffusion") == (
            '((("modelling")) NOT (("diffusion" OR "diffusionsmodell")))'
        )
        assert asked(db, "abstract:modelling") == '{abstract} : ("modelling")'
        # Short prefixes have an index, phrases stay as they are, and so do words of no paper.
        for query in ("diff", '"diffusion mod"', "modern", "author:diffusion"):
            lookup = look_up(parse(query, TODAY).tree)
            assert lookup
            assert asked(db, query) == lookup.match


def test_a_prefix_of_very_many_words_stays_one(tmp_path: Path) -> None:
    with closing(connect(tmp_path / "index.db")) as db:
        words = [f"prefix{number:03}" for number in range(300)]
        db.executemany("INSERT INTO word VALUES ('texts', 9, ?)", [(word,) for word in words])
        assert asked(db, "prefix") == '"prefix" *'
        assert asked(db, "prefix29").count(" OR ") == 9
