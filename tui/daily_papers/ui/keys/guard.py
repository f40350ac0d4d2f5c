"""Ignores what is typed for a field that did not open."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from daily_papers.ui.host import Timer

_PAUSE: Final = 1.0
"""Seconds without a key after which letters are commands again."""


class KeyGuard:
    """Where there is no paper to write on, keeps letters from being commands for a while."""

    def __init__(self, call_later: Callable[[float, Callable[[], object]], Timer]) -> None:
        """Args:
        call_later: Calls something after some seconds.
        """
        self._call_later = call_later
        self._timer: Timer | None = None

    def begin(self) -> None:
        """A field was asked for and did not open: ignore what is typed into it."""
        self._end()
        self._timer = self._call_later(_PAUSE, self._end)

    def takes(self, token: str) -> bool:
        """Whether a key was meant for that field; enter and esc leave it."""
        if self._timer is None:
            return False
        if len(token) == 1 or token in ("space", "backspace"):
            self._timer.reset()
            return True
        self._end()
        return token in ("enter", "escape")

    def _end(self) -> None:
        """Letters are commands again."""
        if self._timer:
            self._timer.stop()
        self._timer = None
