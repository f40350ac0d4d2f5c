"""Errors that end a command with one line on standard error."""

from __future__ import annotations


class CommandError(Exception):
    """The command could not do its work.

    The message is one line: what is wrong and, after `;`, what to do about it.
    """

    exit_code = 1

    def __init__(self, message: str, detail: str = "") -> None:
        """Args:
        message: The line.
        detail: Printed below it: a query with a caret under the error.
        """
        super().__init__(message)
        self.detail = detail


class UsageError(CommandError):
    """The command was called wrongly."""

    exit_code = 2


class IndexReplaced(Exception):
    """The index was damaged, and a new one is started: the command is to begin again."""
