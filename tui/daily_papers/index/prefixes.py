"""A long beginning of a word is looked up as the words that begin so.

FTS5 keeps the hits of short beginnings ready, as many letters as the tables say. For a longer one
it gathers all hits of all its words before it gives the first of them; asked for the words
themselves it gives the newest hits first, and leaves the rest until somebody wants them
(https://www.sqlite.org/fts5.html#prefix_indexes).
"""

from __future__ import annotations

import re
import sqlite3
from dataclasses import replace
from typing import Final

from daily_papers.index.sql import Lookup

_KEPT: Final = {"titles": 6, "texts": 5, "names": 4}
"""Letters of the longest beginning whose hits each table keeps (`schema`)."""
_MOST: Final = 256
"""Words that are asked for in the place of one beginning."""
_BEGUN = re.compile(r'"([^" ]+)" \*')
"""A word in FTS5's language that may go on; not the last of a phrase."""
_WORDS: Final = """
    WITH RECURSIVE length(size) AS (
        SELECT min(size) FROM word WHERE place = ?1 AND size >= ?2
        UNION ALL
        SELECT (SELECT min(size) FROM word WHERE place = ?1 AND size > length.size)
        FROM length WHERE size IS NOT NULL
    )
    SELECT text FROM length CROSS JOIN word USING (size)
    WHERE place = ?1 AND text >= ?3 AND text < ?3 || char(0x10FFFF) LIMIT ?4
"""


def spelt_out(db: sqlite3.Connection, lookup: Lookup) -> Lookup:
    """The same lookup, with words in the place of the long beginnings of few."""
    kept = _KEPT[lookup.table]
    place = "names" if lookup.table == "names" else "texts"

    def words(found: re.Match[str]) -> str:
        begun = found[1]
        if len(begun) <= kept:
            return found[0]
        rows = db.execute(_WORDS, (place, len(begun), begun, _MOST + 1)).fetchall()
        if not 0 < len(rows) <= _MOST:
            return found[0]
        return "(" + " OR ".join(f'"{word}"' for (word,) in rows) + ")"

    return replace(lookup, match=_BEGUN.sub(words, lookup.match))
