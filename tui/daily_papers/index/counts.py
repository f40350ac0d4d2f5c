"""How many papers the digests and the views hold."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final, overload

from daily_papers.index.schema import UNDATED, VIEW_COLUMNS
from daily_papers.papers.model import Digest
from daily_papers.papers.rows import DigestCounts
from daily_papers.papers.scopes import Scope


class DigestCalendar(Sequence[DigestCounts]):
    """All digests, newest day first, then collections; as numbers, since there may be very many."""

    def __init__(self, rows: Iterable[Sequence[Any]]) -> None:
        """Args:
        rows: Name, day, total, unread, muted and sure entries of each digest.
        """
        columns = [array("i") for _ in range(5)]
        self.days: Final = columns[0]
        """Their days as ordinals; `UNDATED` for collections."""
        _, self._total, self._unread, self._muted, self._sure = columns
        self._names: list[str] = []
        for name, *numbers in rows:
            if name is not None:
                self._names.append(name)
            for column, number in zip(columns, numbers, strict=True):
                column.append(number)

    @property
    def first_day(self) -> date | None:
        """The oldest day; `None` where there are collections alone, or nothing."""
        dated = [day for day in self.days if day != UNDATED]
        return date.fromordinal(min(dated)) if dated else None

    @property
    def papers(self) -> int:
        """Entries of all digests together."""
        return sum(self._total) - sum(self._muted)

    def __len__(self) -> int:
        """How many digests there are."""
        return len(self.days)

    @overload
    def __getitem__(self, at: int) -> DigestCounts: ...
    @overload
    def __getitem__(self, at: slice) -> list[DigestCounts]: ...
    def __getitem__(self, at: int | slice) -> DigestCounts | list[DigestCounts]:
        """One of them, or some."""
        places = range(len(self))[at]
        return self._digest(places) if isinstance(places, int) else list(map(self._digest, places))

    def __eq__(self, other: object) -> bool:
        """Whether another has the same digests and counts."""
        return isinstance(other, DigestCalendar) and self._content == other._content

    __hash__ = None  # type: ignore[assignment]

    @property
    def _content(self) -> tuple[object, ...]:
        return self.days, self._names, self._total, self._unread, self._muted

    def _digest(self, at: int) -> DigestCounts:
        day, muted = self.days[at], self._muted[at]
        # Collections come last.
        name = None if day != UNDATED else self._names[at - len(self)]
        digest = Digest(date.fromordinal(day) if name is None else None, name, not self._sure[at])
        return DigestCounts(digest, self._total[at] - muted, self._unread[at], muted)


def calendar(db: sqlite3.Connection) -> DigestCalendar:
    """All digests with papers: days from the newest on, then collections by name."""
    return DigestCalendar(
        db.execute(
            "SELECT name, day, total, unread, muted, sure FROM digest ORDER BY day DESC, name"
        )
    )


def counts(db: sqlite3.Connection) -> dict[Scope, int]:
    """How many papers each built-in view holds."""
    row = db.execute(f"SELECT {', '.join(VIEW_COLUMNS.values())} FROM counts").fetchone()
    return dict(zip(VIEW_COLUMNS, row, strict=True))
