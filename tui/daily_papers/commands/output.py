"""How commands write: results to standard output, errors to standard error, files on request."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final, TextIO, cast

from daily_papers.commands.arguments import Parser
from daily_papers.commands.errors import CommandError

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

_MAX_PROSE: Final = 100
_DEFAULT_PROSE: Final = 80
_MAX_WIDTH: Final = 1000
"""Cells of the widest line; `COLUMNS` may say anything."""

_MOST_HELD: Final = 1 << 20
"""Bytes of output that are held back; more are written as they come."""


class HeldOutput(io.BufferedIOBase):
    """Standard output, held back in the block, so that a command can begin again unnoticed.

    What was flushed, or was too long to be held, is skipped when it comes again.
    """

    def __init__(self) -> None:
        """Nothing is held yet."""
        self._stdout = sys.stdout
        self._held = bytearray()
        self._written = self._to_skip = 0
        self._is_restarting = False

    def __enter__(self) -> HeldOutput:
        """Take the place of standard output."""
        out = self._stdout
        if isinstance(out, io.TextIOWrapper):
            out.flush()
            sys.stdout = io.TextIOWrapper(self, encoding=out.encoding, errors=out.errors)
        return self

    def __exit__(self, *_: object) -> None:
        """Write what is held, and give standard output back its place."""
        held, sys.stdout = sys.stdout, self._stdout
        if isinstance(held, io.TextIOWrapper) and held is not self._stdout:
            held.flush()
            held.detach()

    def restart(self) -> None:
        """Drop what is held: all of the output comes again."""
        self._is_restarting = True
        sys.stdout.flush()
        self._is_restarting = False
        self._held.clear()
        self._to_skip = self._written

    def writable(self) -> bool:
        """It can be written to."""
        return True

    def isatty(self) -> bool:
        """Whether it goes to a terminal."""
        return self._stdout.isatty()

    def fileno(self) -> int:
        """The descriptor of the stream that it goes to."""
        return self._stdout.fileno()

    def write(self, data: ReadableBuffer, /) -> int:
        """Hold some output."""
        self._held += data
        if len(self._held) > _MOST_HELD:
            self.flush()
        return len(memoryview(data))

    def flush(self) -> None:
        """Write what is held."""
        if self._is_restarting or not self._held:
            return
        skipped = min(self._to_skip, len(self._held))
        self._to_skip -= skipped
        self._written += len(self._held) - skipped
        data = bytes(self._held[skipped:])
        self._held.clear()
        self._stdout.buffer.write(data)
        self._stdout.flush()


class _Output(io.TextIOBase):
    """Standard output without what would control a terminal; it may be redirected at any time."""

    def write(self, text: str) -> int:
        return sys.stdout.write(_safe(text))

    def flush(self) -> None:
        sys.stdout.flush()

    def close(self) -> None:
        """Do nothing: this is called as the interpreter ends, when `sys` may be gone."""


OUT: Final = cast("TextIO", _Output())
"""Where all results go, whether to a terminal, a pipe or a file."""


def say(*lines: str) -> None:
    """Print lines to standard output."""
    for line in lines:
        print(line, file=OUT)


def warn(message: str, detail: str = "") -> None:
    """Print one line to standard error, after what standard output holds so far.

    Args:
        message: The line.
        detail: More lines, printed below it.
    """
    sys.stdout.flush()
    lines = [f"daily-papers: {printable(message)}", *([_safe(detail)] if detail else [])]
    print("\n".join(lines), file=sys.stderr, flush=True)


def send_to_terminal(sequences: str) -> None:
    """Send our own control sequences to standard output, a terminal."""
    sys.stdout.write(sequences)


def _safe(text: str) -> str:
    from daily_papers.papers.text import remove_controls  # late: `--version` does without it

    return remove_controls(text)


def printable(text: str) -> str:
    """`text` on one line, control characters replaced, so that no terminal acts on it."""
    flat = " ".join(text.split())
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in flat)


def width() -> int | None:
    """Cells of a line: `COLUMNS`, else the terminal's width; `None` in a pipe."""
    columns = os.environ.get("COLUMNS", "")
    if columns.isdecimal() and len(columns) < 10 and int(columns) > 0:
        return min(int(columns), _MAX_WIDTH)
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or None
    except (OSError, ValueError):  # a pipe; a stream without a descriptor
        return None


def prose_width() -> int:
    """Cells of a line of prose: at most 100, and 80 in a pipe."""
    return min(width() or _DEFAULT_PROSE, _MAX_PROSE)


def is_utf8() -> bool:
    """Whether standard output can show every character."""
    encoding = (sys.stdout.encoding or "").lower().replace("_", "-")
    return encoding in ("utf-8", "utf8")


def understands_sequences() -> bool:
    """Whether the terminal understands control sequences, as far as `TERM` says."""
    return os.environ.get("TERM", "") not in ("", "dumb", "unknown")


def can_redraw() -> bool:
    """Whether standard error is a terminal on which a line can be drawn again."""
    return sys.stderr.isatty() and understands_sequences()


def redraw(line: str = "") -> None:
    """Replace the line of progress on standard error, where `can_redraw`; empty to remove it."""
    print(f"\r{_safe(line)[: (width() or 80) - 1]}\x1b[K", end="", file=sys.stderr, flush=True)


def add_force(parser: Parser) -> None:
    """Add `--force` to a command that writes a file."""
    parser.add_argument("--force", action="store_true", help="overwrite an existing file")


@contextmanager
def output_file(typed: str, *, force: bool) -> Iterator[Path]:
    """The path of a file to be written inside the block.

    Args:
        typed: The path as typed; `~` is the home folder.
        force: Whether an existing file is overwritten.

    Raises:
        CommandError: It exists, is a folder, or cannot be written.
    """
    path = Path(typed).expanduser()
    if os.path.isdir(path):
        raise CommandError(f"{path} is a folder; name a file in it")
    if not force and os.path.lexists(path):
        raise CommandError(f"{path} already exists; --force overwrites it")
    try:
        yield path
    except OSError as error:
        raise CommandError(
            f"{path} cannot be written: {error.strerror}; name another file"
        ) from None
