"""Running the reader in a terminal, and leaving the terminal as it was found."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
import termios
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.app import App


def run(app: App[None], *, title: str = "", mouse: bool = True) -> int:
    """Run the reader until it ends.

    Args:
        app: The reader.
        title: The terminal's title meanwhile; empty to leave it.
        mouse: Whether the reader uses the mouse.

    Returns:
        The exit code: 0 after quitting, 1 after an error, 128 + N after signal N.
    """
    with _terminal_restored(), _titled(title):
        app.run(mouse=mouse)
    return app.return_code or 0


@contextlib.contextmanager
def _terminal_restored() -> Iterator[None]:
    """Put the terminal's settings back, however the reader ends."""
    try:
        before = termios.tcgetattr(sys.stdin.fileno())
    except (termios.error, OSError, ValueError):
        yield
        return
    try:
        yield
    finally:
        with contextlib.suppress(termios.error, OSError):
            termios.tcsetattr(sys.stdin.fileno(), termios.TCSADRAIN, before)


@contextlib.contextmanager
def _titled(title: str) -> Iterator[None]:
    """Give the terminal a title, and its own back; an empty one changes nothing.

    xterm keeps titles on a stack: https://invisible-island.net/xterm/ctlseqs/ctlseqs.html
    """
    if not title:
        yield
        return
    print(f"\x1b[22;2t\x1b]2;{title}\x07", end="", flush=True)
    try:
        yield
    finally:
        print("\x1b[23;2t", end="", flush=True)


def leave_on_signals(app: App[None]) -> None:
    """From now on SIGTERM and SIGHUP quit the reader as `q` would; call it in the running loop."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGHUP):
        with contextlib.suppress(ValueError, RuntimeError, NotImplementedError):
            loop.add_signal_handler(number, app.exit, None, 128 + number)


def terminal_fits() -> str:
    """Why the reader cannot run in this terminal, in words; empty where it can."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return "the reader needs a terminal; in a pipe use `daily-papers list`"
    if os.environ.get("TERM", "") in ("", "dumb", "unknown"):
        return (
            "this terminal cannot place its cursor (TERM=dumb); use `daily-papers triage --plain`"
        )
    return ""
