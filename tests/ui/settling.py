"""Waiting until a reader has done all that it was asked for.

Textual's pilot takes a process that used little processor time in the last 20 ms for one that has
nothing to do. That is slow for each key, and wrong on a busy machine, where a process that waits
for its turn uses none. Here the reader itself is asked what it still has to do.
"""

from __future__ import annotations

import asyncio
from typing import Final

from daily_papers.ui.app import DailyPapers
from textual.screen import Screen
from textual.worker import Worker

_PATIENCE: Final = 30.0
"""Seconds until what is under way counts as never ending."""
_ENDLESS: Final = frozenset({"indexing", "awaiting", "fetching"})
"""Groups of workers that watch a folder or wait for a server: they may go on for ever."""


async def quiet(*_: float) -> None:
    """Wait until every task waits for something outside the loop: a clock, a thread, a socket.

    Takes the arguments of `textual._wait.wait_for_idle`, in whose place it can stand.
    """
    ready = vars(asyncio.get_running_loop())["_ready"]
    await asyncio.sleep(0)
    while ready:
        await asyncio.sleep(0)


async def settled(app: DailyPapers) -> None:
    """Wait until all messages are answered, all workers done and all changes on the screen.

    Raises:
        TimeoutError: That never came to be.
    """
    # Of several readers in one test, a screen asks the one of this context whether it is shown.
    with app._context():
        await _settle(app)


async def _settle(app: DailyPapers) -> None:
    async with asyncio.timeout(_PATIENCE):
        await quiet()
        while app.is_running and app.screen_stack:
            if _owes_a_frame(app.screen) and not app._batch_count:
                app.screen._on_timer_update()
            elif app._batch_count or app._resize_timer or any(map(_ends, app.workers)):
                await asyncio.sleep(0.001)
            else:
                return
            await quiet()


def _owes_a_frame(screen: Screen[object]) -> bool:
    """Whether a screen would be drawn, or laid out, at the next tick of its clock."""
    return bool(
        screen._layout_required
        or screen._scroll_required
        or screen._repaint_required
        or screen._recompose_required
        or screen._dirty_widgets
        or screen._callbacks
    )


def _ends(worker: Worker[object]) -> bool:
    """Whether a worker is under way, and will end by itself."""
    return not worker.is_finished and worker.group not in _ENDLESS
