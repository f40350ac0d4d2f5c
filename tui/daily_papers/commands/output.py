"""How commands speak: results to standard output, troubles to standard error, controls nowhere."""

from __future__ import annotations

import os
import sys
from typing import Final

_WIDEST: Final = 100
_USUAL: Final = 80


def say(*lines: str) -> None:
    """Print lines of which nothing needs cleaning any more."""
    for line in lines:
        print(line)


def warn(words: str) -> None:
    """Print one line of trouble; what is already said comes before it."""
    sys.stdout.flush()
    print(f"daily-papers: {printable(words)}", file=sys.stderr, flush=True)


def printable(text: str) -> str:
    """`text` on one line, without anything that a terminal would obey."""
    flat = " ".join(text.split())
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in flat)


def width() -> int | None:
    """Cells of a line: as `COLUMNS` says, else as the terminal has; `None` in a pipe."""
    columns = os.environ.get("COLUMNS", "")
    if columns.isdecimal() and int(columns) > 0:
        return int(columns)
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or None
    except (OSError, ValueError):  # a pipe; a stream without a descriptor
        return None


def measure() -> int:
    """Cells of a line of prose: at most 100, and 80 in a pipe."""
    return min(width() or _USUAL, _WIDEST)


def is_utf8() -> bool:
    """Whether standard output can say everything."""
    encoding = (sys.stdout.encoding or "").lower().replace("_", "-")
    return encoding in ("utf-8", "utf8")
