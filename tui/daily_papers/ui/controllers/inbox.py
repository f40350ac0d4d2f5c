"""Days as an inbox: going through what is unread, catching up, clearing a long past."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from itertools import takewhile
from typing import TYPE_CHECKING, Final

from daily_papers.papers.scopes import ALL, UNREAD, Scope
from daily_papers.query.tree import Days, Query, conjunction, negation
from daily_papers.triage_queue import TriageQueue
from daily_papers.ui.context import Context
from daily_papers.ui.controllers.paper_list import PaperListController
from daily_papers.ui.controllers.verdicts import VerdictController
from daily_papers.ui.keys.dispatcher import KeysReady
from daily_papers.ui.model.calendar import (
    find,
    missed,
    nearest_unread,
    new_days,
    visited_up_to,
    week_before,
)
from daily_papers.ui.strings import labels, names, toasts
from daily_papers.ui.strings.status import day_key, key_hint

if TYPE_CHECKING:
    from daily_papers.library import Listing
    from daily_papers.papers.rows import Rows
    from daily_papers.ui.model.list_state import ListState

_FARTHEST: Final = 5_000
"""Rows of a list that a triage holds at most: more than anybody does at a sitting."""
_LONG_PAST_PAPERS: Final = 100
"""Unread papers from which on a long past is worth an offer."""


@dataclass(frozen=True, slots=True)
class TriagePlan:
    """Papers to go through one by one."""

    queue: TriageQueue
    name: str
    """What is triaged: `31 Jul`."""
    long_name: str
    """The same for the end: `Thursday, 31 July`."""
    at_end: Callable[[], None] = lambda: None
    """Called when the last paper was left behind."""


class InboxController:
    """Makes queues of unread papers, and knows which days were missed."""

    def __init__(
        self, ctx: Context, papers: PaperListController, verdicts: VerdictController
    ) -> None:
        """Args:
        ctx: The papers.
        papers: Shows what is triaged.
        verdicts: Marks a long past as read.
        """
        self._ctx = ctx
        self._list = papers
        self._verdicts = verdicts
        self.clock: Callable[[], float] = time.monotonic
        """Measures how long a triage takes, in seconds."""
        self.since = ""
        """The day up to which all days had been visited when the reader was opened."""
        self.visited: set[Scope] = set()
        """The scopes that were shown or triaged."""
        self.may_offer = True
        """Whether the offer to clear a long past was not made on another day."""
        self.offers = False
        """Whether it is made now."""
        self._announced: tuple[str, ...] = ()
        """What is announced of it."""
        ctx.model.watch("listing", call=self._visit)

    # Going through papers

    def go_through(self, then: Callable[[TriagePlan], object]) -> None:
        """Go through the unread papers of the list, from the one under the cursor on.

        Args:
            then: Is given the queue, once so much of the list was read as anybody goes through.
        """
        model = self._ctx.model
        at = find(model.calendar, model.scope)
        day = model.calendar[at].digest.day if at is not None else None
        long_name = f"{day:%A}, {day.day} {day:%B}" if day else ""
        name = names.scope(model.scope) if model.scope else ""
        self._open(name, long_name or name, then)

    def catch_up(self, then: Callable[[TriagePlan], object]) -> None:
        """Go through all days that were missed since the last visit, as one queue."""
        model, ctx = self._ctx.model, self._ctx
        days = missed(model.calendar, self.since, date.today())
        if not days:
            shows = key_hint(ctx.keys, "view_unread", labels.SHOWS_UNREAD)
            ctx.host.say(toasts.NONE_MISSED + shows)
            return
        digests = [each.digest for each in days]
        text = f"date:{digests[-1].key}.."
        if (model.scope, model.filter_text) != (UNREAD, text):
            self._list.show(UNREAD, text=text)
        ends = [names.digest(each) for each in (digests[-1], digests[0])]
        name = toasts.catch_up(*dict.fromkeys(ends))
        self._open(name, name, then, at_end=partial(self.visited.update, digests))

    def _open(
        self,
        name: str,
        long_name: str,
        then: Callable[[TriagePlan], object],
        at_end: Callable[[], None] = lambda: None,
    ) -> None:
        begin = partial(self._begin, name, long_name, at_end, then)
        listing = self._ctx.model.listing
        if listing is None or listing.rows.complete:
            begin()
        else:
            self._ctx.model.opens_triage = True
            self._ctx.host.run(partial(self._read_on, listing, begin), group="triage")

    async def _read_on(self, listing: ListState, begin: Callable[[], None]) -> None:
        """Read a list as far as it is triaged, and begin; keys wait for that."""
        rows, model = listing.rows, self._ctx.model
        try:
            end = model.papers.cursor + _FARTHEST
            while len(rows) < end and not rows.complete:
                if not await self._ctx.session.reader.ask(rows.fill):
                    break
            self._list.rows_loaded()
            if listing is model.listing:
                begin()
        finally:
            model.opens_triage = False
            self._ctx.host.post(KeysReady())

    def _begin(
        self,
        name: str,
        long_name: str,
        at_end: Callable[[], None],
        then: Callable[[TriagePlan], object],
    ) -> None:
        papers = self._ctx.model.papers
        keys, start = _queue(papers.rows, papers.cursor, self._ctx.session.library.unread)
        if keys:
            then(TriagePlan(TriageQueue(keys, self.clock, start), name, long_name, at_end))
        else:
            self._ctx.host.say(self.cleared_text or toasts.NOTHING_UNREAD)

    # Visits

    def _visit(self) -> None:
        """Another scope is shown."""
        scope = self._ctx.model.scope
        if scope is not None and scope not in self.visited:
            self.visited.add(scope)
            if self._announced:
                self.announce()

    @property
    def visited_up_to(self) -> str:
        """The day up to which all days were visited, for the next time."""
        return visited_up_to(self._ctx.model.calendar, self.since, self.visited)

    @property
    def newest_day(self) -> str:
        """The newest day that is there, for the next time."""
        return next(
            (each.digest.key for each in self._ctx.model.calendar[:1] if each.digest.day), ""
        )

    # What a day says

    @property
    def cleared_text(self) -> str:
        """What a day with nothing unread says: `Cleared · [ 30 Jul (31)`; else nothing."""
        model = self._ctx.model
        at = find(model.calendar, model.scope)
        if at is None or (shown := model.calendar[at]).unread or not shown.digest.day:
            return ""
        near = nearest_unread(model.calendar, shown.digest)
        if near is None or not (key := day_key(self._ctx.keys, near[0])):
            return toasts.CLEARED
        return toasts.cleared(key, names.digest(near[1].digest), near[1].unread)

    # Above the list

    def announce(self) -> None:
        """Offer to keep only the last week of a long past, or to catch up with several days."""
        model, keys = self._ctx.model, self._ctx.keys
        unread, total = model.counts.get(UNREAD, 0), model.counts.get(ALL, 0)
        nothing_done = (total - unread) * 10 < total
        is_long = self.may_offer and nothing_done and unread >= _LONG_PAST_PAPERS
        self.offers = is_long and self._older_than_week(unread) * 2 > unread
        if self.offers and (bound := keys.get("old_read")):
            text = toasts.long_past(unread, bound[0])
        else:
            text = self._new_days_text()
        if text != self._announced:
            model.announcement = self._announced = text

    def _older_than_week(self, unread: int) -> int:
        """How many of the unread papers are older than a week, newer days and collections aside."""
        days = self._ctx.model.calendar
        if not (limit := week_before(days, date.today())):
            return 0
        newer = takewhile(lambda each: each.digest.day and each.digest.day > limit, days)
        undated = takewhile(lambda each: not each.digest.day, reversed(days))
        return unread - sum(each.unread for part in (newer, undated) for each in part)

    def _new_days_text(self) -> tuple[str, ...]:
        """How many days are new, while some of several were neither shown nor cleared."""
        model, bound = self._ctx.model, self._ctx.keys.get("catch_up")
        days = new_days(model.calendar, model.newest_visited)
        left = any(each.unread and each.digest not in self.visited for each in days)
        return toasts.new_days(len(days), bound[0]) if bound and left and len(days) > 1 else ()

    def read_old(self) -> None:
        """Mark all unread papers whose newest day is older than a week as read, as one step."""
        if limit := week_before(self._ctx.model.calendar, date.today()):
            newer = negation(Days(first=limit + timedelta(days=1)))
            tree = conjunction([Days(last=limit), newer])
            rows = self._ctx.session.library.rows(UNREAD, Query(tree), background=True)
            self._ctx.host.run(partial(self._read, rows), group="old")

    async def _read(self, rows: Listing) -> None:
        """Mark papers as read once the list of them is whole."""
        while not rows.complete and await self._ctx.session.reader.ask(rows.fill):
            pass
        if keys := rows.keys():
            self._verdicts.apply_to_many("read", keys)
        else:
            self._ctx.host.say(toasts.NOTHING_OLD)


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
