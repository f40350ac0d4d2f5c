"""What may follow a key in the filter's field a little later: all of it together, in one frame."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from daily_papers.ui.screens.reader import Reader

_PAUSE: Final = 0.05
"""Seconds after a key in which the next one may come, and in which counts mostly do."""


class Debounce:
    """Puts off what is not the answer to a key: the abstract, the counts, the menu.

    Each frame costs, whatever it shows; and what the next key makes void need not be drawn.
    """

    def __init__(self, reader: Reader) -> None:
        """Args:
        reader: Who draws.
        """
        self._reader = reader
        self._until = 0.0
        """When the wait is over, by the loop's clock; 0 where there is none."""
        self._is_watched = False
        """Whether a worker looks at the clock."""
        self._put_off: dict[Callable[[], object], None] = {}

    def begin(self) -> None:
        """A key was typed: from now on wait until no other has come for a while."""
        self._until = asyncio.get_running_loop().time() + _PAUSE
        if not self._is_watched:
            self._is_watched = True
            work: Callable[[], Awaitable[None]] = self._watch
            self._reader.run_worker(work, group="lull")

    def do(self, work: Callable[[], object]) -> None:
        """Do it when the wait is over, at once where there is none; asked for twice, once."""
        if self._until:
            self._put_off[work] = None
        else:
            work()

    def end(self) -> None:
        """Wait no longer."""
        self._until = 0.0
        put_off, self._put_off = self._put_off, {}
        for work in put_off:
            work()

    async def _watch(self) -> None:
        clock = asyncio.get_running_loop().time
        while (left := self._until - clock()) > 0:
            await asyncio.sleep(left)
        self._is_watched = False
        self.end()
