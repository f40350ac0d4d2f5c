"""Errors in a query: where they are, what was expected and what was probably meant."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from daily_papers.papers.cells import cell_width

EXCERPT_WIDTH: Final = 72
"""The most characters of the query that are shown above a caret."""


class QueryError(ValueError):
    """A query that cannot be parsed. `str` of it is one sentence for the user."""

    def __init__(
        self,
        problem: str,
        column: int,
        length: int,
        *,
        expected: str,
        guess: str | None = None,
    ) -> None:
        """An error in `length` characters from `column` on.

        Args:
            problem: What is wrong, without a full stop.
            column: Its position, in characters from 0.
            length: The number of characters to mark; at least one is marked.
            expected: What is allowed there.
            guess: What was probably meant, as it would be typed.
        """
        self.column = column
        self.length = max(length, 1)
        self.expected = expected
        self.guess = guess
        self.query = ""
        """The whole query; set by `parse`."""
        meant = f"; did you mean {guess}?" if guess else ""
        self.message = f"{problem}: expected {expected}{meant}"
        super().__init__(f"column {column + 1}: {self.message}")

    def caret(self) -> str:
        """Two lines: the query, or the part around the error, and carets below the error."""
        first = max(0, min(self.column - EXCERPT_WIDTH // 2, len(self.query) - EXCERPT_WIDTH))
        shown = self.query[first : first + EXCERPT_WIDTH]
        before, after = "…" if first else "", "…" if first + len(shown) < len(self.query) else ""
        excerpt = before + "".join(map(_printable, shown))
        at = len(before) + self.column - first
        indent, marked = cell_width(excerpt[:at]), cell_width(excerpt[at : at + self.length])
        return f"{excerpt}{after}\n{' ' * indent}{'^' * max(1, marked)}"


class RangeReversed(QueryError):
    """A range that ends before it begins; while it is typed it may still become valid."""


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that was probably meant: one that `name` begins, or one spelt similarly."""
    from difflib import get_close_matches

    names = list(known)
    if len(name) >= 3 and (longer := [other for other in names if other.startswith(name)]):
        return longer[0]
    close = get_close_matches(name, names, n=1, cutoff=0.75)
    return close[0] if close else None


def either(names: Iterable[str]) -> str:
    """`a, b or c`."""
    *rest, last = names
    return f"{', '.join(rest)} or {last}" if rest else last


def _printable(char: str) -> str:
    """`char` if it is safe to print, else a stand-in; white space becomes one space."""
    if char.isspace():
        return " "
    return char if char.isprintable() else "\N{REPLACEMENT CHARACTER}"
