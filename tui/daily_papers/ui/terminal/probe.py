"""What a terminal is asked before the reader starts: its ground, and how wide it draws signs.

The answers come back as if they were typed. That of the ground holds letters that are keys of the
reader (`rgb:1d1d/…`), and over a slow line it could come when the reader is already there. So the
terminal is first asked only for positions of its cursor, which Textual takes for what they are
whenever they come, and for its ground only if these came in time.

The sequences: https://invisible-island.net/xterm/ctlseqs/ctlseqs.html
"""

from __future__ import annotations

import os
import re
import select
import sys
import termios
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from daily_papers.style_names import luminance

LIMIT: Final = 0.1
"""Seconds that a terminal has for its answers, all in all."""
_MOST: Final = 65_536
"""Bytes after which nothing more is read: no terminal has so much to say."""
_DARK: Final = 0.18
"""The relative luminance below which a ground is dark."""

_HIDDEN, _PLAIN, _ERASE = "\x1b[8m", "\x1b[0m", "\r\x1b[K"
_WHERE: Final = "\x1b[6n"
_GROUND: Final = "\x1b]11;?\x1b\\"
_POSITION = re.compile(rb"\x1b\[\d{1,5};(\d{1,5})R")
_GROUND_IS = re.compile(
    rb"\x1b\]11;rgba?:([0-9a-fA-F]{1,4})/([0-9a-fA-F]{1,4})/([0-9a-fA-F]{1,4})"
    rb"(?:/[0-9a-fA-F]{1,4})?(?:\x07|\x1b\\)"
)
_SEQUENCE = re.compile(
    rb"\x1b(?:\][^\x07\x1b]*(?:\x07|\x1b\\)?|\[[0-?]*[ -/]*[@-~]?|O.|.?)", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Answers:
    """What a terminal said of itself."""

    dark: bool | None = None
    """Whether its ground is dark; `None` where that is not known."""
    widths: Mapping[str, int] = field(default_factory=dict)
    """How many cells each sign takes; empty where that is not known."""
    typed: str = ""
    """What the user typed meanwhile."""


def ask(signs: Sequence[str], *, ground: bool, environ: Mapping[str, str] = os.environ) -> Answers:
    """Ask the terminal at standard input and output; without one nothing is known.

    Args:
        signs: The signs to be measured. They are drawn unseen, and erased.
        ground: Whether to ask for the ground.
        environ: The environment: `COLORFGBG` serves where a terminal does not answer.
    """
    dark = ground_in(environ) if ground else None
    if not (signs or ground) or not (sys.stdin.isatty() and sys.stdout.isatty()):
        return Answers(dark)
    end = time.monotonic() + LIMIT
    with _unseen():
        places = "".join(f"{sign}{_WHERE}" for sign in ("", *signs))
        said = _talk(f"{_HIDDEN}\r{places}{_PLAIN}{_ERASE}", 1 + len(signs), end)
        answered = len(_POSITION.findall(said)) > len(signs)
        # The console of Linux takes the question for an order to change its colours.
        if ground and answered and environ.get("TERM") != "linux":
            said += _talk(_GROUND + _WHERE, 1, end)
    if found := _GROUND_IS.search(said):
        dark = is_dark(*found.groups())
    widths = widths_in(said, signs) if answered else {}
    return Answers(dark, widths, _SEQUENCE.sub(b"", said).decode("utf-8", "ignore"))


def colours_in(environ: Mapping[str, str]) -> int:
    """How many colours there are to draw with: 0 where the user wants none, 16, 256 or millions.

    The same signs count as for Rich, which draws them (https://no-color.org).
    """
    if "NO_COLOR" in environ:
        return 0
    if environ.get("COLORTERM", "").strip().lower() in ("truecolor", "24bit"):
        return 1 << 24
    return 256 if environ.get("TERM", "").rpartition("-")[2] in ("256color", "kitty") else 16


def ground_in(environ: Mapping[str, str]) -> bool | None:
    """Whether the ground is dark as `COLORFGBG` has it (`15;0`), which some terminals set."""
    number = environ.get("COLORFGBG", "").rpartition(";")[2]
    if not number.isascii() or not number.isdigit():
        return None
    return int(number) not in (7, *range(9, 16))


def is_dark(*channels: bytes) -> bool:
    """Whether a ground is dark: red, green and blue in hexadecimal, of one to four digits."""
    parts = (int(channel, 16) * 255 // (16 ** len(channel) - 1) for channel in channels)
    light = luminance("#" + "".join(f"{part:02x}" for part in parts))
    return light is None or light < _DARK


def widths_in(said: bytes, signs: Sequence[str]) -> dict[str, int]:
    """The width of each sign, from the positions of the cursor before it and after it.

    Nothing is known where the line had no room for them all.
    """
    columns = [int(column) for column in _POSITION.findall(said)]
    steps = [after - before for before, after in pairwise(columns)][: len(signs)]
    return dict(zip(signs, steps, strict=True)) if min(steps, default=0) > 0 else {}


@contextmanager
def _unseen() -> Iterator[None]:
    """Let what the terminal answers be read at once and not be shown."""
    reading = sys.stdin.fileno()
    before = termios.tcgetattr(reading)
    raw = [*before[:6], list(before[6])]
    raw[3] &= ~(termios.ICANON | termios.ECHO)
    raw[6][termios.VMIN], raw[6][termios.VTIME] = 1, 0
    termios.tcsetattr(reading, termios.TCSADRAIN, raw)
    try:
        yield
    finally:
        termios.tcsetattr(reading, termios.TCSADRAIN, before)


def _talk(question: str, positions: int, end: float) -> bytes:
    """Write a question, and read until that many positions have come, or until the time `end`."""
    sys.stdout.flush()
    os.write(sys.stdout.fileno(), question.encode())
    said = b""
    while len(_POSITION.findall(said)) < positions and len(said) < _MOST:
        left = end - time.monotonic()
        if left <= 0 or not select.select([sys.stdin], [], [], left)[0]:
            break
        if not (read := os.read(sys.stdin.fileno(), 4096)):
            break
        said += read
    return said
