"""Reads what a list holds beyond its first page, in the background."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING, Final

from daily_papers.ui.context import Context
from daily_papers.ui.messages import RowsLoaded

if TYPE_CHECKING:
    from daily_papers.library import Listing
    from daily_papers.ui.model.list_state import ListState

_TYPING: Final = 0.25
"""Seconds without a key after which the rest of what a filter leaves is read."""
_REPORTING: Final = 0.2
"""Seconds between two reports on how many rows there are so far."""


class ListLoader:
    """Loads the list that is shown, and none that no longer is."""

    def __init__(self, ctx: Context) -> None:
        """Args:
        ctx: Knows which list is shown.
        """
        self._ctx = ctx

    def begin(self, listing: ListState) -> None:
        """Read the rest of a list: the first page at once, the others when nobody types."""
        if not listing.rows.complete:
            self._ctx.host.run(partial(self._load, listing), group="load", exclusive=True)

    def load_row(self, listing: ListState, index: int) -> None:
        """Read a row that was not in memory when it should have been drawn."""

        async def load() -> None:
            await self._ctx.session.reader.ask(listing.rows.load, index)
            self._report()

        self._ctx.host.run(load, group="row")

    async def _load(self, listing: ListState) -> None:
        rows, ask = listing.rows, self._ctx.session.reader.ask
        if len(rows):  # a thread at work would take turns with the one that draws them
            await self._drawn()
        else:
            await ask(rows.fill, 1)
            self._report()
        if listing.aim is not None:
            await self._reach(rows, listing.aim)
            self._report()
        if len(rows) < rows.PAGE:
            await ask(rows.fill, rows.PAGE)
            self._report()
        if listing.query:
            await asyncio.sleep(_TYPING)
        clock = asyncio.get_running_loop().time
        reported = clock()
        while listing is self._ctx.model.listing and await ask(rows.fill):
            if clock() - reported > _REPORTING:
                self._report()
                reported = clock()
        self._report()

    async def _reach(self, rows: Listing, key: int) -> None:
        """Read on until the list holds a paper, or is complete."""
        start = 0
        while key not in rows.keys(start):
            start = len(rows)
            if not await self._ctx.session.reader.ask(rows.fill):
                return

    async def _drawn(self) -> None:
        """Wait for the next frame."""
        drawn = asyncio.Event()
        self._ctx.host.after_frame(drawn.set)
        await drawn.wait()

    def _report(self) -> None:
        self._ctx.host.post(RowsLoaded())
