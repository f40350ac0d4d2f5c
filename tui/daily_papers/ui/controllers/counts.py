"""Counts: days and views at once, hits and saved views in the background."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from functools import partial
from typing import Final

from daily_papers.library import Cancelled, NotYet
from daily_papers.papers.scopes import ALL, MUTED, SavedViewScope, Scope
from daily_papers.query.parser import parse_id_query
from daily_papers.query.tree import Is, Query, wanted
from daily_papers.query.vocabulary import IS_MUTED
from daily_papers.ui.context import Context
from daily_papers.ui.messages import CountsChanged
from daily_papers.ui.model.list_state import Kind, ListState, Offer
from daily_papers.ui.model.reader import Overview
from daily_papers.ui.strings.day_items import day_items

_COMPARED: Final = 20_000
"""Rows of a list up to which new papers are distinguished from papers that left."""
_TYPING: Final = 0.03
"""Seconds without a key after which the hits are counted."""
_ACTING: Final = 0.3
"""Seconds without an act after which the saved views are counted."""


class CountsController:
    """Counts papers, never holding up a key."""

    def __init__(self, ctx: Context) -> None:
        """Args:
        ctx: Where the counts are shown.
        """
        self._ctx = ctx
        self._saved_views: dict[Scope, int] = {}
        """How many papers each saved view holds."""
        ctx.model.watch("overview", call=self._update_days)

    # At once

    def refresh(self) -> None:
        """Count the days and the views again."""
        library = self._ctx.session.library
        names = tuple(view.name for view in library.views())
        counts: dict[Scope, int] = {**library.counts(), **self._saved_views}
        calendar = library.calendar()
        self._ctx.model.overview = Overview(
            calendar, counts, names, date.today(), papers=calendar.papers
        )
        self._count_saved_views()

    def _update_days(self) -> None:
        """Show the digests and views in the pane of days."""
        model, overview = self._ctx.model, self._ctx.model.overview
        if overview.today:
            model.days.items = day_items(
                overview.calendar, overview.counts, overview.view_names, overview.today
            )
            model.days.follow(model.scope)

    # In the background

    def count_hits(self, listing: ListState) -> None:
        """Count what the filter of a list leaves everywhere; where that is nothing, what is
        dismissed, muted or similar.
        """
        if listing.query:
            work = partial(self._count_hits, listing, listing.query)
            self._ctx.host.run(work, group="hits", exclusive=True)

    def count_fresh(self, listing: ListState) -> None:
        """Count how many new papers belong to a list."""
        self._ctx.host.run(partial(self._count_fresh, listing), group="fresh", exclusive=True)

    def _count_saved_views(self) -> None:
        if self._ctx.model.view_names:
            self._ctx.host.run(self._count_views, group="views", exclusive=True)

    async def _count_hits(self, listing: ListState, query: Query) -> None:
        await asyncio.sleep(_TYPING)
        session = self._ctx.session

        async def count(scope: Scope, where: Query) -> int:
            return await session.reader.ask(
                session.library.count, scope, where, self._is_outdated(listing)
            )

        async def offer() -> Offer | None:
            """The first other filter that leaves anything, in this list's scope or elsewhere."""
            for of, where in self._alternatives(listing, query):
                for scope in dict.fromkeys((listing.scope, ALL)):
                    if papers := await count(scope, where):
                        return Offer(of, where, papers, here=scope == listing.scope)
            return None

        try:
            if not listing.rows.complete:
                listing.counted = await count(listing.scope, query)
                self._ctx.host.post(CountsChanged())
            if listing.scope != ALL:
                listing.everywhere = await count(ALL, query)
            nothing = not len(listing.rows) and not listing.everywhere
            if nothing and not await count(listing.scope, query):
                listing.offer = await offer()
            elif self._hides_muted(listing, query):
                listing.muted = await count(listing.scope, query.of_hidden(IS_MUTED))
        except (Cancelled, NotYet):
            return
        if not self._is_outdated(listing)():
            self._ctx.host.post(CountsChanged())

    async def _count_fresh(self, listing: ListState) -> None:
        session, rows = self._ctx.session, listing.rows
        is_outdated = self._is_outdated(listing)

        def still_in() -> int:
            if len(rows) > _COMPARED:
                return len(rows)
            return len(session.library.still_in(listing.scope, listing.query, rows.keys()))

        before = now = -1
        with suppress(Cancelled, NotYet):
            while not is_outdated() and (left := still_in()) != before:
                # Acts that reach the disk meanwhile would be counted as papers.
                before = left
                now = await session.reader.ask(
                    session.library.count, listing.scope, listing.query, is_outdated
                )
            if not is_outdated():
                listing.fresh = max(0, now - before)
                self._ctx.host.post(CountsChanged())

    def _is_outdated(self, listing: ListState) -> Callable[[], bool]:
        """Says whether another list is shown by now."""
        return lambda: self._ctx.model.listing is not listing

    def _alternatives(self, listing: ListState, query: Query) -> Iterator[tuple[Kind, Query]]:
        """What may be offered in the place of a list's filter."""
        if named := parse_id_query(listing.text):
            yield "named", named
        yield "dismissed", query.of_hidden("dismissed")
        if self._hides_muted(listing, query):
            yield "muted", query.of_hidden(IS_MUTED)
        if query.loosened:
            yield "similar", query.loosened

    def _hides_muted(self, listing: ListState, query: Query) -> bool:
        """Whether muted papers may be missing in a list."""
        asked = listing.scope == MUTED or Is(IS_MUTED) in wanted(query.tree)
        return not asked and bool(self._ctx.session.library.counts().get(MUTED))

    async def _count_views(self) -> None:
        await asyncio.sleep(_ACTING)
        session = self._ctx.session
        counts: dict[Scope, int] = {}
        for view in session.library.views():
            scope = SavedViewScope(view.name)
            while scope not in counts:
                try:
                    counts[scope] = await session.reader.ask(session.library.count, scope)
                except NotYet:
                    counts[scope] = 0
                except Cancelled:  # its regular expression made way for what is typed
                    await asyncio.sleep(_ACTING)
        if counts != self._saved_views:
            self._saved_views = counts
            self._ctx.host.post(CountsChanged(views=True))
