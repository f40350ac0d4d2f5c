"""What is told of a query that cannot be read: where, what was expected, what was meant."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from daily_papers.papers.cells import cell_width

PICTURE_WIDTH: Final = 72
"""Characters of the query that a caret's picture shows at most."""


class QueryError(ValueError):
    """A query that cannot be read. Its text is one sentence for the user."""

    def __init__(
        self,
        problem: str,
        column: int,
        length: int,
        *,
        expected: str,
        guess: str | None = None,
    ) -> None:
        """Say what is wrong in `length` characters from `column` on.

        Args:
            problem: What is wrong, without a full stop.
            column: Where, in characters from 0.
            length: How many characters are to blame; at least one is marked.
            expected: What could have stood there.
            guess: What was probably meant, as it would be typed.
        """
        self.column = column
        self.length = max(length, 1)
        self.expected = expected
        self.guess = guess
        self.query = ""
        """The whole query; `parse` fills it in."""
        meant = f"; did you mean {guess}?" if guess else ""
        self.message = f"{problem}: expected {expected}{meant}"
        super().__init__(f"column {column + 1}: {self.message}")

    def caret(self) -> str:
        """Two lines: the query, or the part of it around the error, and carets below the error."""
        first = max(0, min(self.column - PICTURE_WIDTH // 2, len(self.query) - PICTURE_WIDTH))
        shown = self.query[first : first + PICTURE_WIDTH]
        before, after = "…" if first else "", "…" if first + len(shown) < len(self.query) else ""
        picture = before + "".join(map(_printable, shown))
        at = len(before) + self.column - first
        indent, marked = cell_width(picture[:at]), cell_width(picture[at : at + self.length])
        return f"{picture}{after}\n{' ' * indent}{'^' * max(1, marked)}"


class RangeReversed(QueryError):
    """A range whose end lies before its beginning; it may still become right while it is typed."""


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that `name` was probably meant to be: one it begins, or one spelt alike."""
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
    """`char` as it may be drawn: no control reaches a terminal, white space takes one cell."""
    if char.isspace():
        return " "
    return char if char.isprintable() else "\N{REPLACEMENT CHARACTER}"
