"""A table to read and to grep: one line a paper, `DAY MARKS VOTES TITLE`.

The columns have fixed widths, so that `cut -c` can split them: 10 cells for the day, 2 for marks
(unread, verdict), 5 for upvotes, then the title.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final, TextIO

from daily_papers.papers.cells import cut
from daily_papers.papers.rows import Facts, Row

_VOTES: Final = 5
_MIN_TITLE: Final = 20
"""The least width of a title, in cells, however narrow the terminal."""


def write(
    rows: Iterable[Row],
    out: TextIO,
    *,
    marks: Callable[[Facts], str],
    width: int | None = None,
) -> None:
    """Write rows, each with its newest day.

    Args:
        rows: The papers.
        out: The stream to write to.
        marks: Gives two characters that show what the user did with a paper.
        width: The width in cells to which titles are cut; by default they are whole.
    """
    for row in rows:
        votes = "" if row.upvotes is None else str(row.upvotes)
        head = (
            f"{row.day.isoformat() if row.day else '':10}  {marks(row.facts)}  {votes:>{_VOTES}}  "
        )
        title = row.title if width is None else cut(row.title, max(width - len(head), _MIN_TITLE))
        out.write(head + title + "\n")
