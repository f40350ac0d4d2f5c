"""What is counted in the background: hits everywhere, what is similar, the user's own views."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Final

from daily_papers.library import Cancelled, NotYet
from daily_papers.papers.scopes import ALL, MUTED, SavedViewScope, Scope
from daily_papers.query.parser import parse_id_query
from daily_papers.query.tree import Is, Query, wanted
from daily_papers.query.vocabulary import IS_MUTED
from daily_papers.ui.messages import CountsChanged
from daily_papers.ui.model.list_state import Kind, ListState, Offer

if TYPE_CHECKING:
    from daily_papers.ui.screens.reader import Reader

_COMPARED: Final = 20_000
"""Rows of a list up to which newcomers are told from papers that left."""
_TYPING: Final = 0.03
"""Seconds without a key after which the hits are counted."""
_ACTING: Final = 0.3
"""Seconds without an act after which the views are counted."""


class CountsController:
    """Counts for the reader, never holding it up."""

    def __init__(self, reader: Reader) -> None:
        """Args:
        reader: Who shows the counts.
        """
        self._reader = reader
        self.views: dict[Scope, int] = {}
        """How many papers each saved view holds."""

    def count_hits(self, shown: ListState) -> None:
        """Count what the filter of a list leaves everywhere, and where nothing, what is dismissed
        or similar.
        """
        if shown.query:
            work: Callable[[], Awaitable[None]] = partial(self._count_hits, shown, shown.query)
            self._reader.run_worker(work, group="hits", exclusive=True)

    def count_views(self) -> None:
        """Count the papers of the user's own views."""
        if self._reader.open_library.views():
            work: Callable[[], Awaitable[None]] = self._count_views
            self._reader.run_worker(work, group="views", exclusive=True)

    def count_fresh(self, shown: ListState) -> None:
        """Count how many papers have come that belong to a list."""
        self._reader.run_worker(self._count_fresh(shown), group="fresh", exclusive=True)

    async def _count_hits(self, shown: ListState, query: Query) -> None:
        await asyncio.sleep(_TYPING)
        library = self._reader.open_library

        async def count(scope: Scope, where: Query) -> int:
            return await self._reader.asking.ask(library.count, scope, where, self._gone(shown))

        async def offer() -> Offer | None:
            """The first other filter that leaves anything, in this list's scope or elsewhere."""
            for of, where in self._others(shown, query):
                for scope in dict.fromkeys((shown.scope, ALL)):
                    if papers := await count(scope, where):
                        return Offer(of, where, papers, here=scope == shown.scope)
            return None

        try:
            if not shown.rows.complete:
                shown.counted = await count(shown.scope, query)
                self._reader.post_message(CountsChanged())
            if shown.scope != ALL:
                shown.everywhere = await count(ALL, query)
            nothing = not len(shown.rows) and not shown.everywhere
            if nothing and not await count(shown.scope, query):
                shown.offer = await offer()
            elif self._hides(shown, query):
                shown.muted = await count(shown.scope, query.of_hidden(IS_MUTED))
        except (Cancelled, NotYet):
            return
        if not self._gone(shown)():
            self._reader.post_message(CountsChanged())

    async def _count_fresh(self, shown: ListState) -> None:
        library, rows, asked = self._reader.open_library, shown.rows, (shown.scope, shown.query)
        gone = self._gone(shown)

        def staying() -> int:
            few = len(rows) <= _COMPARED
            return len(library.staying(*asked, rows.keys())) if few else len(rows)

        before = now = -1
        with suppress(Cancelled, NotYet):
            while not gone() and (left := staying()) != before:
                # Acts that come to the disk meanwhile would be told as papers.
                before = left
                now = await self._reader.asking.ask(library.count, *asked, gone)
            if not gone():
                shown.fresh = max(0, now - before)
                self._reader.post_message(CountsChanged())

    def _gone(self, shown: ListState) -> Callable[[], bool]:
        """Tells whether another list is shown by now."""
        return lambda: self._reader.finder.shown is not shown

    def _others(self, shown: ListState, query: Query) -> Iterator[tuple[Kind, Query]]:
        """What may be offered in the place of a list's filter."""
        if named := parse_id_query(shown.text):
            yield "named", named
        yield "dismissed", query.of_hidden("dismissed")
        if self._hides(shown, query):
            yield "muted", query.of_hidden(IS_MUTED)
        if query.loosened:
            yield "similar", query.loosened

    def _hides(self, shown: ListState, query: Query) -> bool:
        """Whether muted papers may be missing in a list."""
        asked = shown.scope == MUTED or Is(IS_MUTED) in wanted(query.tree)
        return not asked and bool(self._reader.open_library.counts().get(MUTED))

    async def _count_views(self) -> None:
        await asyncio.sleep(_ACTING)
        library = self._reader.open_library
        counts: dict[Scope, int] = {}
        for view in library.views():
            scope = SavedViewScope(view.name)
            while scope not in counts:
                try:
                    counts[scope] = await self._reader.asking.ask(library.count, scope)
                except NotYet:
                    counts[scope] = 0
                except Cancelled:  # its regular expression made way for what is typed
                    await asyncio.sleep(_ACTING)
        if counts != self.views:
            self.views = counts
            self._reader.post_message(CountsChanged(views=True))
