"""`redo`: brings back what was undone last."""

from __future__ import annotations

from argparse import Namespace
from typing import Final

from daily_papers.commands.context import load_paths
from daily_papers.commands.open_library import open_library, print_step
from daily_papers.commands.registry import Command


def run(options: Namespace) -> int:
    """Redo the last undone act."""
    with open_library(load_paths(options), papers=False) as library:
        print_step(library, library.redo())
    return 0


COMMAND: Final = Command(run, "  daily-papers redo        the last undone act\n")
