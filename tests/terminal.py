"""The program in a terminal of its own: a pty whose bytes are kept, or tmux whose cells count."""

from __future__ import annotations

import errno
import fcntl
import os
import pty
import select
import shlex
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

PATIENCE = 30.0
"""Seconds until what is awaited counts as never coming."""
PROGRAM = [sys.executable, str(Path(__file__).with_name("patient.py"))]
"""The command that starts the program where keys ask for papers."""
_GLANCE = 0.05
"""Seconds between two looks at a screen that does not change."""

_ENVIRON = {key: value for key, value in os.environ.items() if key not in ("COLUMNS", "LINES")}
"""The environment without a size, which is the terminal's own."""


class Pty:
    """A program in a pseudo-terminal; every byte that it writes is kept."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        columns: int = 80,
        lines: int = 24,
        environ: Mapping[str, str] | None = None,
    ) -> None:
        """Start `command` in a terminal of that size."""
        self.pid, self._fd = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
            env = {**_ENVIRON, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
            os.execvpe(command[0], list(command), {**env, **(environ or {})})
        self.written = b""
        self.code: int | None = None

    def send(self, keys: str) -> None:
        """Type `keys`."""
        os.write(self._fd, keys.encode())

    def settings(self) -> list[object]:
        """The terminal's settings, as `termios.tcgetattr` gives them."""
        return list(termios.tcgetattr(self._fd))

    def until(self, words: str, *, after: int = 0) -> int:
        """Read until `words` were written behind byte `after`; the place behind them.

        Raises:
            AssertionError: They did not come, or the program ended.
        """
        wanted = words.encode()
        end = time.monotonic() + PATIENCE
        while (found := self.written.find(wanted, after)) < 0:
            assert self._read(end), f"{words!r} never came; last: {self.written[-400:]!r}"
        return found + len(wanted)

    def end(self) -> int:
        """Read until the program ends; its exit code, 128 + N where signal N ended it."""
        end = time.monotonic() + PATIENCE
        while self._read(end):
            pass
        assert time.monotonic() < end, f"it did not end; last: {self.written[-400:]!r}"
        _, status = os.waitpid(self.pid, 0)
        code = os.waitstatus_to_exitcode(status)
        self.code = 128 - code if code < 0 else code
        return self.code

    def kill(self, number: int) -> None:
        """Send the program a signal."""
        os.kill(self.pid, number)

    def hang_up(self) -> None:
        """Close the terminal, as a window is closed."""
        os.close(self._fd)

    def _read(self, end: float) -> bool:
        ready, _, _ = select.select([self._fd], [], [], max(0.0, end - time.monotonic()))
        if not ready:
            return False
        try:
            data = os.read(self._fd, 65536)
        except OSError as error:
            if error.errno != errno.EIO:
                raise
            return False
        self.written += data
        return bool(data)

    def __enter__(self) -> Self:
        """Use it in a block."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the program if it still runs."""
        if self.code is None:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self._fd)


class Tmux:
    """A program in a tmux server of its own; its screen is read as cells."""

    def __init__(
        self,
        command: str,
        *,
        columns: int = 80,
        lines: int = 24,
        environ: Mapping[str, str] | None = None,
    ) -> None:
        """Start a shell command in a terminal of that size."""
        self._folder = tempfile.mkdtemp(prefix="dp-tmux-")
        self._socket = str(Path(self._folder) / "socket")
        size = ["-x", str(columns), "-y", str(lines)]
        env = [part for key, value in (environ or {}).items() for part in ("-e", f"{key}={value}")]
        self._tmux("-f", "/dev/null", "new-session", "-d", *size, *env, "sh")
        self._tmux("set", "-g", "status", "off")
        written = Path(self._folder) / "written"
        os.mkfifo(written)
        self._written = os.open(written, os.O_RDONLY | os.O_NONBLOCK)
        """What the program writes: it is ready to be read when the screen has changed."""
        self._tmux("pipe-pane", "-O", f"exec cat > {shlex.quote(str(written))}")
        self._tmux("send-keys", "-l", f"exec {command}")
        self._tmux("send-keys", "Enter")

    def keys(self, *keys: str) -> None:
        """Press keys, by tmux's names."""
        self._tmux("send-keys", *keys)

    def type(self, text: str) -> None:
        """Type text."""
        self._tmux("send-keys", "-l", text)

    def resize(self, columns: int, lines: int) -> None:
        """Give the terminal another size."""
        self._tmux("resize-window", "-x", str(columns), "-y", str(lines))

    def screen(self) -> str:
        """What stands on the screen; empty once the program has ended."""
        try:
            return self._tmux("capture-pane", "-p")
        except subprocess.CalledProcessError:
            return ""

    def until(self, *words: str, gone: Sequence[str] = ()) -> str:
        """Wait until all of `words` stand on the screen, and none of `gone`; the screen.

        Raises:
            AssertionError: That never came to be.
        """
        end = time.monotonic() + PATIENCE
        while True:
            screen = self.screen()
            if all(word in screen for word in words) and not any(word in screen for word in gone):
                return screen
            assert time.monotonic() < end, f"never saw {words} without {gone}:\n{screen}"
            self._change()

    def until_so(self, happened: Callable[[], bool]) -> None:
        """Wait until something outside the screen has happened.

        Raises:
            AssertionError: It never did.
        """
        end = time.monotonic() + PATIENCE
        while not happened():
            assert time.monotonic() < end, f"it never happened:\n{self.screen()}"
            self._change()

    @property
    def pid(self) -> int:
        """The program's process."""
        return int(self._tmux("display-message", "-p", "#{pane_pid}"))

    def ended(self) -> None:
        """Wait until the program has ended."""
        end = time.monotonic() + PATIENCE
        while self.screen():
            assert time.monotonic() < end, "the program did not end"
            self._change()

    def __enter__(self) -> Self:
        """Use it in a block."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the server and all in it."""
        subprocess.run(
            ["tmux", "-S", self._socket, "kill-server"], capture_output=True, check=False
        )
        os.close(self._written)
        shutil.rmtree(self._folder, ignore_errors=True)

    def _change(self) -> None:
        """Wait until the program has written more, at most as long as one does not notice.

        To look at the screen over and over would take from the program the time that it needs.
        """
        if select.select([self._written], [], [], _GLANCE)[0]:
            os.read(self._written, 1 << 20)

    def _tmux(self, *arguments: str) -> str:
        done = subprocess.run(
            ["tmux", "-S", self._socket, *arguments],
            capture_output=True,
            text=True,
            check=True,
            env=_ENVIRON,
        )
        return done.stdout
