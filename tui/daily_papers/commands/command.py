"""What a command is, and how it ends where it cannot do its work."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from daily_papers.commands.arguments import Parser


class Failed(Exception):
    """The work could not be done; the words say what is wrong, and after `;` what to do."""

    code = 1
    """The exit code."""

    def __init__(self, words: str, picture: str = "") -> None:
        """Say why, in one line.

        Args:
            words: The line.
            picture: What is printed below it: a query with a caret.
        """
        super().__init__(words)
        self.picture = picture


class Misused(Failed):
    """The command was called wrongly."""

    code = 2


@dataclass(frozen=True, slots=True)
class Command:
    """One command."""

    run: Callable[[Namespace], int]
    """Does the work; gives the exit code, or raises `Failed`."""
    examples: str
    """Lines for the end of its help, each an example with a comment."""
    arguments: Callable[[Parser], None] = lambda parser: None
    """Tells the parser what it takes."""
