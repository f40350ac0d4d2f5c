"""`undo`: takes back the last act."""

from __future__ import annotations

from argparse import Namespace
from typing import Final

from daily_papers.commands.context import load_paths
from daily_papers.commands.open_library import open_library, print_step
from daily_papers.commands.registry import Command


def run(options: Namespace) -> int:
    """Undo the last act of this machine that is not undone yet."""
    with open_library(load_paths(options), papers=False) as library:
        print_step(library, library.undo(ask=False))
    return 0


COMMAND: Final = Command(
    run, "  daily-papers undo        the last act; again for the one before it\n"
)
