"""The inbox: going through what is unread, catching up, and clearing a long past."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial
from itertools import takewhile
from typing import TYPE_CHECKING, Final

from daily_papers.library import Listing
from daily_papers.papers.scopes import ALL, UNREAD, Scope
from daily_papers.query.tree import Days, Query, conjunction, negation
from daily_papers.triage import TriageQueue
from daily_papers.ui.keys.dispatcher import KeysReady
from daily_papers.ui.model.calendar import (
    come,
    find,
    missed,
    nearest_unread,
    visited_up_to,
    week_before,
)
from daily_papers.ui.strings import labels, names, toasts
from daily_papers.ui.strings.status import day_key, key_hint

if TYPE_CHECKING:
    from daily_papers.papers.rows import DigestCounts, Rows
    from daily_papers.ui.model.list_state import ListState
    from daily_papers.ui.screens.reader import Reader

_FARTHEST: Final = 5_000
"""Rows of a list that are gone through at most: more than anybody does at a sitting."""
_LONG_PAST: Final = 100
"""Unread papers from which on a long past is worth an offer."""


class InboxController:
    """Opens triages, and knows which days were missed."""

    def __init__(self, reader: Reader) -> None:
        """Args:
        reader: Whose papers they are.
        """
        self._reader = reader
        self.clock: Callable[[], float] = time.monotonic
        """Tells how long a triage takes, in seconds."""
        self.since = ""
        """The day up to which all days had been visited when the reader was opened."""
        self.newest = ""
        """The newest day that was there at the visit before; empty at the first."""
        self.visited: set[Scope] = set()
        """The scopes that were shown or gone through."""
        self.may_offer = True
        """Whether the offer to clear a long past was not made on another day."""
        self.offers = False
        """Whether it is made now."""
        self.opens = False
        """Whether a triage opens once more of the list was read: keys wait for it."""
        self._told: tuple[str, ...] = ()
        """What is said above the list."""

    # Going through papers

    def go_through(self) -> None:
        """Go through the unread papers of the list, from the one under the cursor on."""
        reader = self._reader
        at = find(self._days, reader.finder.scope)
        day = self._days[at].digest.day if at is not None else None
        whole = f"{day:%A}, {day.day} {day:%B}" if day else ""
        self._open(names.scope(reader.finder.scope) if reader.finder.scope else "", whole)

    def catch_up(self) -> None:
        """Go through all days that were missed since the last visit, as one queue."""
        reader = self._reader
        days = missed(self._days, self.since, date.today())
        if not days:
            shows = key_hint(reader, "view_unread", labels.SHOWS_UNREAD)
            reader.say(toasts.NONE_MISSED + shows)
            return
        digests = [each.digest for each in days]
        text = f"date:{digests[-1].key}.."
        if (reader.finder.scope, reader.finder.text) != (UNREAD, text):
            reader.finder.show(UNREAD, text=text)
        ends = [names.digest(each) for each in (digests[-1], digests[0])]
        name = toasts.catch_up(*dict.fromkeys(ends))
        self._open(name, name, at_end=partial(self.visited.update, digests))

    def _open(self, name: str, whole: str, at_end: Callable[[], None] = lambda: None) -> None:
        """Open a triage of the list, once so much of it was read as anybody goes through."""
        begin = partial(self._begin, name, whole, at_end)
        shown = self._reader.finder.shown
        if shown is None or shown.rows.complete:
            begin()
        else:
            self.opens = True
            self._reader.run_worker(self._read_on(shown, begin), group="triage")

    async def _read_on(self, shown: ListState, begin: Callable[[], None]) -> None:
        """Read a list as far as it is gone through, and begin; keys wait for that."""
        rows, ask = shown.rows, self._reader.asking.ask
        try:
            end = self._reader.papers.cursor + _FARTHEST
            while len(rows) < end and not rows.complete and await ask(rows.fill):
                pass
            self._reader.finder.filled()
            if shown is self._reader.finder.shown:
                begin()
        finally:
            self.opens = False
            self._reader.post_message(KeysReady())

    def _begin(self, name: str, whole: str, at_end: Callable[[], None]) -> None:
        from daily_papers.ui.screens.triage import Triage

        reader = self._reader
        rows, cursor = reader.papers.rows, reader.papers.cursor
        keys, start = _queue(rows, cursor, reader.open_library.unread)
        if keys:
            queue = TriageQueue(keys, self.clock, start)
            reader.app.push_screen(Triage(reader, queue, name, whole_name=whole, at_end=at_end))
        else:
            reader.say(self.cleared or toasts.NOTHING_UNREAD)

    def visit(self, scope: Scope) -> None:
        """A scope is shown."""
        self.visited.add(scope)
        if self._told:
            self.offer()

    def has_come(self, tallies: Sequence[DigestCounts]) -> bool:
        """Whether a day with unread papers has come since the visit before."""
        return any(each.unread for each in come(tallies, self.newest))

    @property
    def visited_up_to(self) -> str:
        """The day up to which all days were visited, for the next time."""
        return visited_up_to(self._days, self.since, self.visited)

    @property
    def newest_day(self) -> str:
        """The newest day that is there, for the next time."""
        return next((each.digest.key for each in self._days[:1] if each.digest.day), "")

    # What a day says

    @property
    def cleared(self) -> str:
        """What a day with nothing unread says: `Cleared · [ 30 Jul (31)`; else nothing."""
        at = find(self._days, self._reader.finder.scope)
        if at is None or (shown := self._days[at]).unread or not shown.digest.day:
            return ""
        near = nearest_unread(self._days, shown.digest)
        if near is None or not (key := day_key(self._reader, near[0])):
            return toasts.CLEARED
        tally = near[1]
        return toasts.cleared(key, names.digest(tally.digest), tally.unread)

    @property
    def _days(self) -> Sequence[DigestCounts]:
        """The digests as they were counted last, newest first."""
        return self._reader.strip.tallies

    # Above the list

    def offer(self) -> None:
        """Offer to keep only the last week of a long past, or to catch up with several days."""
        reader = self._reader
        counts = reader.strip.counts
        unread, total = counts.get(UNREAD, 0), counts.get(ALL, 0)
        nothing_done = (total - unread) * 10 < total
        is_long = self.may_offer and nothing_done and unread >= _LONG_PAST
        self.offers = is_long and self._old(unread) * 2 > unread
        if self.offers and (keys := reader.shown_keys.get("old_read")):
            told = toasts.long_past(unread, keys[0])
        else:
            told = self._days_come()
        if told != self._told:
            self._told = told
            reader.announce(*told)

    def _old(self, unread: int) -> int:
        """How many of the unread papers are older than a week, newer days and collections aside."""
        if not (limit := week_before(self._days, date.today())):
            return 0
        newer = takewhile(lambda each: each.digest.day and each.digest.day > limit, self._days)
        undated = takewhile(lambda each: not each.digest.day, reversed(self._days))
        return unread - sum(each.unread for part in (newer, undated) for each in part)

    def _days_come(self) -> tuple[str, ...]:
        """How many days have come, while some of several were neither shown nor cleared."""
        days, keys = come(self._days, self.newest), self._reader.shown_keys.get("catch_up")
        left = any(each.unread and each.digest not in self.visited for each in days)
        return toasts.days_come(len(days), keys[0]) if keys and left and len(days) > 1 else ()

    def read_old(self) -> None:
        """All unread papers whose newest day is older than a week are read, as one step."""
        reader = self._reader
        if limit := week_before(self._days, date.today()):
            newer = negation(Days(first=limit + timedelta(days=1)))
            tree = conjunction([Days(last=limit), newer])
            rows = reader.open_library.rows(UNREAD, Query(tree), aside=True)
            reader.run_worker(self._read(rows), group="old")

    async def _read(self, rows: Listing) -> None:
        """Papers are read once the list of them is whole; over a hundred only when asked again."""
        while not rows.complete and await self._reader.asking.ask(rows.fill):
            pass
        if keys := rows.keys():
            self._reader.judge.judge_many("read", keys)
        else:
            self._reader.say(toasts.NOTHING_OLD)


def _queue(
    rows: Rows, cursor: int, unread: Callable[[list[int]], set[int]]
) -> tuple[list[int], int]:
    """The unread papers of a list, and which of them to begin with.

    That is the first from the cursor on, so that whoever left in the middle goes on there; where
    all below are judged it is the first of all.
    """
    first = 0 if len(rows) <= _FARTHEST else cursor
    keys = rows.keys(first, first + _FARTHEST)
    left = unread(keys)
    chosen = [(index, key) for index, key in enumerate(keys, start=first) if key in left]
    start = next((place for place, (index, _) in enumerate(chosen) if index >= cursor), 0)
    return [key for _, key in chosen], start
