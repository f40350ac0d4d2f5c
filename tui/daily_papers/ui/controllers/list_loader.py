"""Reading what a list holds beyond its first page, in the background and out of the way of keys."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from daily_papers.library import Listing
from daily_papers.ui.messages import RowsLoaded
from daily_papers.ui.model.list_state import ListState

if TYPE_CHECKING:
    from daily_papers.ui.screens.reader import Reader

_TYPING: Final = 0.25
"""Seconds without a key after which the rest of what a filter leaves is read."""
_TELLING: Final = 0.2
"""Seconds between two words on how many rows there are so far."""


class ListLoader:
    """Fills the reader's list, and nothing that is no longer shown."""

    def __init__(self, reader: Reader) -> None:
        """Args:
        reader: Whose list it is.
        """
        self._reader = reader

    def begin(self, shown: ListState) -> None:
        """Read the rest of a list: the first page at once, the others when nobody types."""
        if not shown.rows.complete:
            work: Callable[[], Awaitable[None]] = partial(self._fill, shown)
            self._reader.run_worker(work, group="fill", exclusive=True)

    async def _fill(self, shown: ListState) -> None:
        rows, ask = shown.rows, self._reader.asking.ask
        if len(rows):  # a thread at work would take turns with the one that draws them
            await self._drawn()
        else:
            await ask(rows.fill, 1)
            self._tell()
        if shown.aim is not None:
            await self._reach(rows, shown.aim)
            self._tell()
        if len(rows) < rows.PAGE:
            await ask(rows.fill, rows.PAGE)
            self._tell()
        if shown.query:
            await asyncio.sleep(_TYPING)
        clock = asyncio.get_running_loop().time
        told = clock()
        while shown is self._reader.finder.shown and await ask(rows.fill):
            if clock() - told > _TELLING:
                self._tell()
                told = clock()
        self._tell()

    async def _reach(self, rows: Listing, key: int) -> None:
        """Read on until the list holds a paper, or is complete."""
        start = 0
        while key not in rows.keys(start):
            start = len(rows)
            if not await self._reader.asking.ask(rows.fill):
                return

    async def _drawn(self) -> None:
        """Wait for the next frame."""
        drawn = asyncio.Event()
        self._reader.call_after_refresh(drawn.set)
        await drawn.wait()

    def _tell(self) -> None:
        self._reader.post_message(RowsLoaded())
