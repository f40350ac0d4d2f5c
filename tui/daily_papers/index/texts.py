"""The text of papers that is searched, written together at the end of a transaction.

FTS5 writes what it has gathered in memory to its tables whenever a statement with triggers runs, so
text written paper by paper between other statements costs several times as much.
"""

from __future__ import annotations

import sqlite3
from typing import Final

from daily_papers.index.name_counts import count_names
from daily_papers.index.prepare import Prepared

_INSERT: Final = {
    "titles": "INSERT INTO titles(rowid, title) VALUES (?, ?)",
    "texts": "INSERT INTO texts(rowid, title, abstract) VALUES (?, ?, ?)",
    "names": "INSERT INTO names(rowid, author, org, keyword, submitter, id, url)"
    " VALUES (?, ?, ?, ?, ?, ?, ?)",
}


_PLACES: Final = ("texts", "names")
"""The tables whose words are kept one by one as well: what `titles` holds is in `texts`."""


class Texts:
    """What is to be written, by the papers' keys."""

    def __init__(self) -> None:
        """Nothing is to be written yet."""
        self._old: list[int] = []
        self._new: dict[int, Prepared] = {}
        self._words: dict[str, set[str]] = {place: set() for place in _PLACES}
        """The words that surely are in the index."""

    def forget(self, key: int) -> None:
        """Remove the text of a paper that is in the index."""
        self._new.pop(key, None)
        self._old.append(key)

    def put(self, key: int, prepared: Prepared, *, replace: bool) -> None:
        """Write the text of a paper, in the place of what is there if it is to be replaced."""
        if replace:
            self.forget(key)
        self._new[key] = prepared

    def flush(self, db: sqlite3.Connection) -> None:
        """Write everything."""
        count_names(db, self._old, self._new.values())
        db.executemany("DELETE FROM prose WHERE key = ?", [(key,) for key in self._old])
        abstracts = [(key, text.abstract) for key, text in sorted(self._new.items())]
        db.executemany("INSERT INTO prose VALUES (?, ?)", abstracts)
        for table, insert in _INSERT.items():
            db.executemany(f"DELETE FROM {table} WHERE rowid = ?", [(key,) for key in self._old])
            rows = sorted(self._new.items())
            db.executemany(insert, [(key, *getattr(text, table)) for key, text in rows])
        self._keep_words(db)
        self._old.clear()
        self._new.clear()

    def _keep_words(self, db: sqlite3.Connection) -> None:
        for place, known in self._words.items():
            found = {
                word
                for prepared in self._new.values()
                for text in getattr(prepared, place)
                for word in text.split()
            }
            fresh = found - known
            db.executemany(
                "INSERT OR IGNORE INTO word VALUES (?, ?, ?)",
                [(place, len(word), word) for word in sorted(fresh)],
            )
            known |= fresh
