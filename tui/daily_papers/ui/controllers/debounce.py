"""Work that may follow a key in the filter's field a little later, all of it in one frame."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Final

from daily_papers.ui.context import Context

_PAUSE: Final = 0.05
"""Seconds after a key in which the next one may come, and in which counts mostly do."""


class Debounce:
    """Puts off what does not answer a key: the abstract, the counts, the menu.

    Each frame costs, whatever it shows; and what the next key outdates need not be drawn.
    """

    def __init__(self, ctx: Context) -> None:
        """Args:
        ctx: Runs the wait.
        """
        self._ctx = ctx
        self._until = 0.0
        """When the wait is over, by the loop's clock; 0 where there is none."""
        self._is_watched = False
        """Whether a worker watches the clock."""
        self._pending: dict[Callable[[], object], None] = {}

    def begin(self) -> None:
        """A key was typed: from now on wait until no other has come for a while."""
        self._until = asyncio.get_running_loop().time() + _PAUSE
        if not self._is_watched:
            self._is_watched = True
            self._ctx.host.run(self._watch, group="debounce")

    def do(self, work: Callable[[], object]) -> None:
        """Call `work` when the wait is over, at once where there is none; requested twice, once."""
        if self._until:
            self._pending[work] = None
        else:
            work()

    def end(self) -> None:
        """Wait no longer."""
        self._until = 0.0
        pending, self._pending = self._pending, {}
        for work in pending:
            work()

    async def _watch(self) -> None:
        clock = asyncio.get_running_loop().time
        while (left := self._until - clock()) > 0:
            await asyncio.sleep(left)
        self._is_watched = False
        self.end()
