"""One thread for all that is asked of the index in the background.

Nobody could ask beside another, since workers share one connection; and each further thread would
keep the memory of the most that it ever needed.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TypeVar, TypeVarTuple

Given = TypeVarTuple("Given")
Answer = TypeVar("Answer")


class IndexReader:
    """Has questions answered one after the other."""

    def __init__(self) -> None:
        """The thread begins with the first question."""
        self._thread = ThreadPoolExecutor(1, "asking")
        self._is_closed = False

    async def ask(self, question: Callable[[*Given], Answer], *given: *Given) -> Answer:
        """What `question` answers, called in the thread when its turn comes.

        Raises:
            CancelledError: This is closed.
        """
        if self._is_closed:
            raise asyncio.CancelledError
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, partial(question, *given))

    def close(self) -> None:
        """Drop the questions whose turn has not come, and take no others."""
        self._is_closed = True
        self._thread.shutdown(wait=False, cancel_futures=True)
