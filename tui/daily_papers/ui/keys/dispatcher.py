"""Keys on their way from the terminal: each goes to the screen that is on top when its turn comes.

A burst of keys does the same as keys that are typed one by one. So a key that has to wait, as for
the first papers, holds up those behind it, and what it opens takes the next.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Awaitable, Callable
from typing import Protocol, runtime_checkable

from textual import events
from textual.message import Message
from textual.screen import Screen

from daily_papers.ui.keys.sequences import tokens


@runtime_checkable
class TakesKeys(Protocol):
    """A screen that takes keys in the order in which they come, without a queue of its own."""

    @property
    def takes_keys(self) -> bool:
        """Whether keys are the screen's, and not a text field's."""

    def waits(self, token: str, *, behind: bool) -> bool:
        """Whether a key cannot be taken yet.

        Args:
            token: The key.
            behind: Whether others wait already. One that does not wait with them overtakes them,
                and they are dropped: it cancels what they were typed for, or leaves it.
        """

    def take(self, token: str) -> None:
        """Do what a key says."""


class KeysReady(Message):
    """What keys had to wait for is there."""


class KeyDispatcher:
    """The keys that were typed and not taken yet, in their order."""

    def __init__(
        self, top: Callable[[], Screen[object]], forward: Callable[[events.Key], Awaitable[None]]
    ) -> None:
        """Args:
        top: Gives the screen that is on top.
        forward: Gives a key to the text field that has the focus.
        """
        self._top = top
        self._forward = forward
        self._keys: deque[events.Key] = deque()
        self.is_closed = False
        """Whether the reader is quitting, so that what is typed does nothing any more."""

    async def press(self, event: events.Key) -> None:
        """A key was typed: it is taken now, or waits."""
        if self.is_closed:
            return
        if self._keys and self._waits(self._keys[0]) and not self._waits(event, behind=True):
            self._keys.clear()
        self._keys.append(event)
        await self.go_on()

    async def go_on(self) -> None:
        """Give the screen the keys that need not wait any longer."""
        while self._keys and not self._waits(self._keys[0]):
            await self._give(self._keys.popleft())

    def close(self) -> None:
        """Drop the keys that wait, and all that are still to come."""
        self.is_closed = True
        self._keys.clear()

    def drop(self) -> None:
        """Forget the keys that wait."""
        self._keys.clear()

    def _waits(self, event: events.Key, *, behind: bool = False) -> bool:
        top = self._top()
        token = next(tokens(event.key, event.character))
        return isinstance(top, TakesKeys) and top.waits(token, behind=behind)

    async def _give(self, event: events.Key) -> None:
        top = self._top()
        if isinstance(top, TakesKeys) and top.takes_keys:
            # Behind the escape of an alt the screen on top may be another.
            token, *rest = tokens(event.key, event.character)
            self._keys.extendleft(key_of(each) for each in reversed(rest))
            top.take(token)
        else:
            await self._forward(event)


def key_of(token: str) -> events.Key:
    """The key press that gives `token`."""
    return events.Key(token, token if len(token) == 1 else None)
