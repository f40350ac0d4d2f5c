"""Files that commands write where their user says: never over one that is there, unless forced."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from daily_papers.commands.arguments import Parser
from daily_papers.commands.command import Failed


def add_force(parser: Parser) -> None:
    """Let a command take `--force`."""
    parser.add_argument("--force", action="store_true", help="write over a file that is there")


@contextmanager
def output_file(typed: str, *, force: bool) -> Iterator[Path]:
    """The path that was typed, to be written inside the block.

    Args:
        typed: As the user has it; `~` is the home.
        force: Whether it may be there already.

    Raises:
        Failed: It is there, is a folder, or cannot be written.
    """
    path = Path(typed).expanduser()
    if os.path.isdir(path):
        raise Failed(f"{path} is a folder; name a file in it")
    if not force and os.path.lexists(path):
        raise Failed(f"{path} is there already; --force writes over it")
    try:
        yield path
    except OSError as error:
        raise Failed(f"{path} cannot be written: {error.strerror}; name another file") from None
