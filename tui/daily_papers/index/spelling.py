"""Corrects typing errors: `~difusion` becomes the most similar words of the papers.

The words of all papers are kept by length (the table `word`), so that only those of similar length
are read. A word is corrected to those with the fewest errors: one letter omitted, added, changed or
swapped with the next. What was typed counts too, as a prefix.
"""

from __future__ import annotations

import sqlite3
import sys
import time
import zlib
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import Final

from daily_papers.index import interrupts
from daily_papers.index.interrupts import TooSlow
from daily_papers.index.sql import USER_FIELDS, own_texts
from daily_papers.papers.fields import SEARCHED_BY_DEFAULT, TextField
from daily_papers.query import fold
from daily_papers.query.tree import (
    And,
    Fuzzy,
    Node,
    Not,
    Or,
    Query,
    Word,
    conjunction,
    disjunction,
    negation,
)

_LENGTHS: Final = ((7, 2), (4, 1), (0, 0))
"""Letters that a word needs, and the errors that it may then have."""
_PIECE: Final = 8192
"""Words that are compared in one call: rapidfuzz lets no other thread run meanwhile."""
_TABLES: Final = ("texts", "names")
_MOST: Final = 16
"""Words that replace one."""


class Speller:
    """Corrects words by those of one index. Thread-safe, with a connection for each thread."""

    def __init__(self, drawing: sqlite3.Connection | None = None) -> None:
        """Nothing is read yet.

        Args:
            drawing: The connection of the thread that draws, which waits no longer than
                `interrupts.DEADLINE`.
        """
        self._drawing = drawing
        self._words: dict[tuple[str, int], list[bytes]] = {}
        """Words by place and length, in compressed pieces with a newline between two words: they
        take a small part of the memory of strings."""
        self._found: dict[tuple[str, str], Node] = {}

    def invalidate(self) -> None:
        """Forget all words and answers, and the search under way: the papers changed."""
        self._words, self._found = {}, {}

    def correct(self, db: sqlite3.Connection, query: Query) -> Query:
        """The query with words in place of fuzzy ones.

        Raises:
            TooSlow: The thread that draws would have to wait for them.
        """
        return replace(query, tree=self._node(db, query.tree))

    def _node(self, db: sqlite3.Connection, node: Node) -> Node:
        match node:
            case And(nodes):
                return conjunction(self._node(db, part) for part in nodes)
            case Or(nodes):
                return disjunction(self._node(db, part) for part in nodes)
            case Not(inner):
                return negation(self._node(db, inner))
            case Fuzzy(typed, field):
                return conjunction(self._word(db, word, field) for word in typed)
            case _:
                return node

    def _word(self, db: sqlite3.Connection, word: str, field: TextField | None) -> Node:
        """The words that replace one word of a field."""
        place, kept = _place(field), self._found
        node = kept.get((place, word))
        if node is None:
            typed = Word(word, prefix=True)
            node = disjunction([typed, *self._nearest(db, place, word)])
            kept[place, word] = node
        return _in_field(node, field)

    def _nearest(self, db: sqlite3.Connection, place: str, word: str) -> Iterator[Word]:
        tolerated = next(errors for length, errors in _LENGTHS if len(word) >= length)
        if not tolerated:
            return
        by_errors: dict[int, list[str]] = {}
        for near, errors in self._compare(db, place, word, tolerated):
            if not near.startswith(word):
                by_errors.setdefault(errors, []).append(near)
        fewest = 0 if _exists(db, place, word, prefix=True) else None
        for errors, found in sorted(by_errors.items()):
            if fewest is not None and errors > max(1, fewest):
                return
            there = [near for near in sorted(found)[: 4 * _MOST] if _exists(db, place, near)]
            for near in there[:_MOST]:
                # A longer word may go on: `transfomer` also means `transformers`.
                yield Word(near, prefix=len(near) >= len(word))
            if there:
                fewest = errors if fewest is None else fewest

    def _compare(
        self, db: sqlite3.Connection, place: str, word: str, tolerated: int
    ) -> Iterator[tuple[str, int]]:
        """The words with at most `tolerated` errors, and how many each has."""
        end = time.perf_counter() + interrupts.DEADLINE if db is self._drawing else float("inf")
        if db is self._drawing and "rapidfuzz" not in sys.modules:
            raise TooSlow
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        for size in range(len(word) - tolerated, len(word) + tolerated + 1):
            for piece in self._of_size(db, place, size):
                if time.perf_counter() > end:
                    raise TooSlow
                known = zlib.decompress(piece).decode().split("\n")
                near = process.extract(
                    word, known, scorer=OSA.distance, score_cutoff=tolerated, limit=None
                )
                yield from ((found, round(errors)) for found, errors, _ in near)

    def _of_size(self, db: sqlite3.Connection, place: str, size: int) -> list[bytes]:
        kept = self._words
        found = kept.get((place, size))
        if found is None:
            if place in _TABLES:
                select = "SELECT text FROM word WHERE place = ? AND size = ?"
                words = (text for (text,) in db.execute(select, (place, size)))
            else:
                words = (word for word in _own_words(db, place) if len(word) == size)
            found = []
            while piece := list(islice(words, _PIECE)):
                found.append(zlib.compress("\n".join(piece).encode(), 1))
            kept[place, size] = found
        return found


def _place(field: TextField | None) -> str:
    """Where the words of a field are: a full-text table, or one of the user's own fields."""
    if field is None or field in SEARCHED_BY_DEFAULT:
        return "texts"
    return field.value if field in USER_FIELDS else "names"


def _own_words(db: sqlite3.Connection, place: str) -> set[str]:
    """The words of one of the user's own fields."""
    texts = (text for _, texts in own_texts(db, TextField(place)) for text in texts)
    return {word.folded for text in texts for word in fold.words(text)}


def _exists(db: sqlite3.Connection, place: str, word: str, *, prefix: bool = False) -> bool:
    """Whether a paper has the word: the list of all words has words of deleted papers too."""
    if place not in _TABLES:
        return not prefix or any(known.startswith(word) for known in _own_words(db, place))
    match = f'"{word}"' + (" *" if prefix else "")
    sql = f"SELECT 1 FROM {place} WHERE {place} MATCH ? LIMIT 1"
    return db.execute(sql, (match,)).fetchone() is not None


def _in_field(node: Node, field: TextField | None) -> Node:
    match node:
        case Or(nodes):
            return Or(tuple(_in_field(part, field) for part in nodes))
        case Word():
            return replace(node, field=field)
        case _:
            raise AssertionError(node)
