"""Stepping through what is still to be read: from paper to paper, and from day to day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from daily_papers.ui.model.calendar import find, nearest_unread
from daily_papers.ui.strings import labels, names, toasts
from daily_papers.ui.strings.status import day_key, key_hint

if TYPE_CHECKING:
    from daily_papers.papers.rows import DigestCounts
    from daily_papers.ui.model.list_state import ListState
    from daily_papers.ui.screens.reader import Reader

_CHUNK: Final = 500
"""Rows that are asked about together."""


class UnreadNavigation:
    """Steps to unread papers and to days."""

    def __init__(self, reader: Reader) -> None:
        """Args:
        reader: Whose list it steps through.
        """
        self._reader = reader
        self._ended: ListState | None = None
        """The list at whose end the user was told which day a second press goes to."""

    def to_day(self, days: int) -> None:
        """Show the digest `days` further back in time, or forward where negative."""
        finder = self._reader.finder
        tallies = self._reader.open_library.tallies()
        if not tallies:
            return
        shown = find(tallies, finder.scope)
        at = 0 if shown is None else shown + days
        if 0 <= at < len(tallies):
            finder.show(tallies[at].digest)
        else:
            self._reader.say(toasts.IS_OLDEST if days > 0 else toasts.IS_NEWEST)

    def to_unread(self, step: int, *, past_the_end: bool = False, done: str = "") -> None:
        """Move to the next unread paper, or the one before (`step` -1); at the end say so.

        Args:
            step: 1 or -1.
            past_the_end: Whether a second call at the end goes on to the next day with unread ones.
            done: What was just said, with which a toast about the end has to begin.
        """
        papers, finder = self._reader.papers, self._reader.finder
        index = self._next_unread(step)
        if index is not None:
            papers.cursor = index
            self._ended = None
            return
        if past_the_end and self._ended is finder.shown:
            self._to_nearest_unread_day()
            return
        self._ended = finder.shown if past_the_end else None
        near, reader = self._nearest_unread_day() if step > 0 else None, self._reader
        if near:
            steps, tally = near
            told = toasts.unread_on(names.digest(tally.digest), tally.unread)
            key = day_key(reader, steps)
            there = f" · {key} {labels.GOES_THERE}" if key else ""
            on = key_hint(reader, "more", labels.GOES_ON) if past_the_end else ""
            end = told + there + on
        else:
            end = toasts.NO_MORE_UNREAD
        reader.say(" · ".join(filter(None, (done, end))))

    def _next_unread(self, step: int) -> int | None:
        """The row of the next unread paper below the cursor, or above it (`step` -1)."""
        papers = self._reader.papers
        end = len(papers.rows) if step > 0 else -1
        rows = range(papers.cursor + step, end, step)
        for start in range(0, len(rows), _CHUNK):
            chunk = rows[start : start + _CHUNK]
            keys = {index: papers.rows.key(index) for index in chunk}
            unread = self._reader.open_library.unread(set(keys.values()))
            if unread:
                return next(index for index, key in keys.items() if key in unread)
        return None

    def _nearest_unread_day(self) -> tuple[int, DigestCounts] | None:
        """The nearest other digest with unread papers, and how many days back it is."""
        return nearest_unread(self._reader.open_library.tallies(), self._reader.finder.scope)

    def _to_nearest_unread_day(self) -> None:
        if near := self._nearest_unread_day():
            self._reader.finder.show(near[1].digest)
            row = self._reader.papers.row
            if row is not None and not row.facts.unread:
                self.to_unread(1)
