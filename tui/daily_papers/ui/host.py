"""What controllers and services ask of the screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from textual.message import Message


class Timer(Protocol):
    """Something that happens later."""

    def stop(self) -> None:
        """Cancel it."""

    def reset(self) -> None:
        """Start the wait again."""


class Host(Protocol):
    """What controllers ask of the screen."""

    def say(self, text: str) -> None:
        """Show one line at the bottom right: what was done, or what is wrong."""

    def run(
        self,
        work: Callable[[], object],
        *,
        group: str,
        exclusive: bool = False,
        thread: bool = False,
    ) -> object:
        """Run something while keys go on.

        Args:
            work: A coroutine function, or with `thread` a function.
            group: The name of the kind of work.
            exclusive: Whether it replaces other work of its group.
            thread: Whether `work` blocks.
        """

    def post(self, message: Message) -> object:
        """Send a message to the screen, from any thread."""

    def call_in(self, seconds: float, work: Callable[[], object]) -> Timer:
        """Call `work` after some seconds."""

    def call_every(self, seconds: float, work: Callable[[], object]) -> object:
        """Call `work` again and again."""

    def after_frame(self, work: Callable[[], object]) -> object:
        """Call `work` once the next frame is drawn."""

    def copy(self, text: str) -> None:
        """Put text on the clipboard."""

    def bell(self) -> None:
        """Ring the terminal's bell."""
