"""The terminal's driver, made to outlive its terminal."""

from __future__ import annotations

from contextlib import suppress
from io import TextIOWrapper
from typing import Any, TextIO, cast

from textual.drivers.linux_driver import LinuxDriver


class TerminalDriver(LinuxDriver):
    """Goes on when its terminal is closed.

    Textual writes from a thread, which ends with the first write that fails. The queue before it
    then fills, and the reader waits for ever to put its farewell there.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        """Takes what Textual gives a driver."""
        super().__init__(*arguments, **options)
        if self._file is not None:
            self._file = cast(TextIOWrapper, _Forgiving(self._file))


class _Forgiving:
    """A terminal to write to, which may be gone."""

    def __init__(self, terminal: TextIO) -> None:
        self._terminal = terminal

    def write(self, text: str) -> None:
        """Write text, if anyone is there to read it."""
        with suppress(OSError):
            self._terminal.write(text)

    def flush(self) -> None:
        """Let the terminal have what was written."""
        with suppress(OSError):
            self._terminal.flush()

    def fileno(self) -> int:
        """The terminal's file descriptor."""
        return self._terminal.fileno()

    def isatty(self) -> bool:
        """Whether it is a terminal."""
        return self._terminal.isatty()
