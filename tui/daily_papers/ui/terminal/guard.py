"""A small process that restores the terminal where the reader is killed.

Nothing in a process survives SIGKILL, nor SIGBUS, which a file of the index that is cut short while
it is mapped into memory causes. A shell that waits for the end of a pipe notices and costs little.
"""

from __future__ import annotations

import fcntl
import os
import sys
from contextlib import suppress
from typing import Final, Self

_SHELL: Final = "/bin/sh"
_SCRIPT: Final = r"""
trap '' HUP INT QUIT TERM TSTP TTIN TTOU
saved=$(stty -g <&3 2>/dev/null) || exit
echo ready
exec >&-
read -r end && exit
stty "$saved" <&3
printf '\033[<u\033[?2004l\033[?1006l\033[?1003l\033[?1002l\033[?1000l' >&4
printf '\033[?1049l\033[?25h\033[m' >&4
"""
# Kitty's keys, marks of pastes, the mouse and the alternate screen off; the cursor shown:
# https://invisible-island.net/xterm/ctlseqs/ctlseqs.html


class TerminalGuard:
    """Restores the terminal if this process is killed within the block."""

    def __init__(self) -> None:
        """Nothing is started yet."""
        self._pid = 0
        self._end = -1
        self._ready = -1

    def __enter__(self) -> Self:
        """Start the guard, which remembers the terminal's settings; without a shell there is none.

        Call `wait_ready` before they are changed.
        """
        end, self._end = map(_out_of_the_way, os.pipe())
        self._ready, ready = map(_out_of_the_way, os.pipe())
        with suppress(OSError, ValueError):
            self._pid = os.posix_spawn(
                _SHELL,
                [_SHELL, "-c", _SCRIPT],
                os.environ,
                file_actions=[
                    (os.POSIX_SPAWN_DUP2, sys.stdin.fileno(), 3),
                    (os.POSIX_SPAWN_DUP2, sys.stdout.fileno(), 4),
                    (os.POSIX_SPAWN_DUP2, end, 0),
                    (os.POSIX_SPAWN_DUP2, ready, 1),
                    (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0),
                ],
            )
        os.close(end)
        os.close(ready)
        return self

    def wait_ready(self) -> None:
        """Wait until the settings are remembered, which takes a few milliseconds from the start."""
        os.read(self._ready, 6)

    def __exit__(self, *_: object) -> None:
        """End the guard."""
        with suppress(OSError):
            os.write(self._end, b"end\n")
        os.close(self._end)
        os.close(self._ready)
        if self._pid:
            with suppress(ChildProcessError):
                os.waitpid(self._pid, 0)


def _out_of_the_way(descriptor: int) -> int:
    """The same file under a number that the guard does not use."""
    moved = fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, 10)
    os.close(descriptor)
    return moved
