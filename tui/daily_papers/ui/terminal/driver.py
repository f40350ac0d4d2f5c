"""Textual's driver, with an input that survives whatever a terminal sends.

Textual's own ends the program at a byte that is not UTF-8 and at a key report without a meaning,
and waits without limit for the end of a paste. `tests/ui/test_driver.py` guards its private parser.
"""

from __future__ import annotations

import codecs
import contextlib
import os
import select
import signal
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any, Final, TextIO, cast

from textual._xterm_parser import BRACKETED_PASTE_END, BRACKETED_PASTE_START, XTermParser
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

_INTERVAL: Final = 0.1
"""Seconds between two checks whether the reader ends, and whether an escape was a key."""
_PASTE_PAUSE: Final = 2.0
"""Seconds without a byte after which a paste counts as ended."""
_CHUNK: Final = 4096
"""Most bytes of one read."""


class TerminalInput:
    """Turns what a terminal sends into messages; what cannot be understood is left out."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Args:
        clock: Gives the time, in seconds.
        """
        self._clock = clock
        self._parser = XTermParser()
        self._decode = codecs.getincrementaldecoder("utf-8")("ignore").decode
        self._tail = ""
        """The end of what was read: it may be the first part of the mark of a paste."""
        self._pasting = False
        self._read_at = 0.0
        """When the last byte was read."""

    def feed(self, data: bytes) -> Iterator[Message]:
        """The messages that some bytes stand for."""
        text = self._decode(data)
        self._read_at = self._clock()
        seen = self._tail + text
        begun, ended = seen.rfind(BRACKETED_PASTE_START), seen.rfind(BRACKETED_PASTE_END)
        if begun != ended:
            self._pasting = begun > ended
        self._tail = seen[1 - len(BRACKETED_PASTE_END) :]
        for char in text:
            yield from self._parse(char)

    def tick(self) -> Iterator[Message]:
        """The messages that follow from a pause in the input; to be called regularly."""
        if self._pasting and self._clock() - self._read_at > _PASTE_PAUSE:
            yield from self.feed(BRACKETED_PASTE_END.encode())
        yield from self._parser.tick()

    def _parse(self, char: str) -> Iterator[Message]:
        try:
            yield from tuple(self._parser.feed(char))
        except Exception:
            # A report without a meaning has ended the parser; what follows may have one.
            old, self._parser = self._parser, XTermParser()
            self._parser.mouse_pixels = old.mouse_pixels
            self._parser.terminal_size = old.terminal_size
            self._parser.terminal_pixel_size = old.terminal_pixel_size


class TerminalOutput:
    """Writes to a terminal; once that is gone, to nowhere.

    An error would end the thread that writes, and the reader would wait for it for ever.
    """

    def __init__(self, file: TextIO) -> None:
        """Args:
        file: The terminal.
        """
        self._file = file

    def write(self, text: str) -> None:
        """Draw."""
        with contextlib.suppress(OSError):
            self._file.write(text)

    def flush(self) -> None:
        """Send what was written."""
        with contextlib.suppress(OSError):
            self._file.flush()

    def fileno(self) -> int:
        """The terminal's descriptor."""
        return self._file.fileno()


class TerminalDriver(LinuxDriver):
    """The terminal at standard input, and at standard error or output."""

    def __init__(
        self,
        app: App[object],
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        """Arguments are those of Textual's."""
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._file: Any = TerminalOutput(_terminal(self._file))

    def start_application_mode(self) -> None:
        """Take over the terminal; where it is gone, quit instead of taking it over again.

        With the hangup comes SIGCONT, at which Textual would start again.
        """
        if self._writer_thread is None or os.isatty(self.fileno):
            super().start_application_mode()  # type: ignore[no-untyped-call]  # as Textual has it
        else:
            self._leave()

    def write(self, data: str) -> None:
        """Draw, unless the terminal was given back."""
        if self._writer_thread is not None and self._writer_thread.is_alive():
            super().write(data)

    def run_input_thread(self) -> None:
        """Read what is typed until the reader ends, and quit when the terminal is gone."""
        try:
            self._read()
        except OSError:
            self._leave()
        except Exception as error:
            self._app.call_later(_fail, error)

    def _read(self) -> None:
        typed = TerminalInput()
        while not self.exit_event.is_set():
            if select.select([self.fileno], [], [], _INTERVAL)[0]:
                if not (data := os.read(self.fileno, _CHUNK)):
                    raise OSError("the terminal was closed")
                for message in typed.feed(data):
                    self.process_message(message)
            for message in typed.tick():
                self.process_message(message)

    def _leave(self) -> None:
        self._app.call_later(self._app.exit, None, 128 + signal.SIGHUP)


def _terminal(stderr: TextIO | None) -> TextIO:
    """Standard error, on which Textual draws, or standard output where only that is a terminal."""
    if stderr is not None and stderr.isatty():
        return stderr
    stdout = cast(TextIO, sys.__stdout__)
    # As for standard error, a character that the encoding lacks must not be an error.
    return open(
        stdout.fileno(), "w", encoding=stdout.encoding, errors="backslashreplace", closefd=False
    )


def _fail(error: Exception) -> None:
    """Let an error of the thread end the reader as its own errors do, with a report."""
    raise error
