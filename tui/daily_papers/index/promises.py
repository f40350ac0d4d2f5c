"""Acts that lists show before the index holds them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from daily_papers.papers.rows import Facts, Row


class PendingActs:
    """What acts that are under way will make of papers, by key."""

    def __init__(self) -> None:
        """Nothing is promised."""
        self._facts: dict[int, Facts] = {}
        self._rows: dict[int, Row] = {}
        self._notes: dict[int, str] = {}
        self._written: set[int] = set()

    @property
    def facts(self) -> Mapping[int, Facts]:
        """What each paper will be like."""
        return self._facts

    @property
    def rows(self) -> Mapping[int, Row]:
        """The papers as they were shown: what an act is on, should the index forget it meanwhile.

        Any thread may look one up.
        """
        return self._rows

    @property
    def notes(self) -> Mapping[int, str]:
        """The notes that are being written."""
        return self._notes

    def put(self, row: Row, facts: Facts, note: str | None = None) -> None:
        """Promise that the paper of `row` will have these facts, and perhaps this note."""
        self._rows[row.key] = row
        self._facts[row.key] = facts
        if note is not None:
            self._notes[row.key] = note

    def wrote(self, keys: Iterable[int]) -> Mapping[int, Facts]:
        """Acts on these papers are on the disk, and so are those told of before: all of them."""
        self._written.update(keys)
        return {key: self._facts[key] for key in self._written & self._facts.keys()}

    def settle(self) -> None:
        """Lists show by themselves what was written: it is promised no more."""
        for key in self._written:
            for held in (self._facts, self._rows, self._notes):
                held.pop(key, None)
        self._written.clear()
