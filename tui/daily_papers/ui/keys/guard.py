"""Where there is no paper to write on: what was typed for the note or the tag does nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.timer import Timer

from daily_papers.ui.strings import toasts

if TYPE_CHECKING:
    from daily_papers.ui.screens.reader import Reader

_PAUSE: Final = 1.0
"""Seconds without a key after which letters are commands again."""


class KeyGuard:
    """Takes the letters that were meant for a field that did not open."""

    def __init__(self, reader: Reader) -> None:
        """Args:
        reader: Whose keys they are.
        """
        self._reader = reader
        self._timer: Timer | None = None

    def begin(self) -> None:
        """A field was asked for and did not open: say so, and take what is typed into it."""
        self._reader.say(toasts.NO_PAPER)
        self._end()
        self._timer = self._reader.set_timer(_PAUSE, self._end)

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
