"""A table for people and for grep: one line a paper, `DAY MARKS VOTES TITLE`.

Columns keep their places whatever is in them, so that `cut -c` can take them apart: 10 cells of
day, 2 of marks (unread, verdict), 5 of upvotes, then the title.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Final, TextIO

from daily_papers.papers.cells import cut
from daily_papers.papers.rows import Facts, Row

_VOTES: Final = 5
_LEAST_TITLE: Final = 20
"""Cells that a title is given, however narrow the terminal."""


def write(
    rows: Iterable[tuple[date | None, Row]],
    out: TextIO,
    *,
    marks: Callable[[Facts], str],
    width: int | None = None,
) -> None:
    """Write rows with their newest days.

    Args:
        rows: The papers; their text is clean already.
        out: Where to.
        marks: Two signs for what was done with a paper.
        width: Cells of a line, to which titles are cut; in a pipe nothing is cut.
    """
    for day, row in rows:
        votes = "" if row.upvotes is None else str(row.upvotes)
        head = f"{day.isoformat() if day else '':10}  {marks(row.facts)}  {votes:>{_VOTES}}  "
        title = row.title if width is None else cut(row.title, max(width - len(head), _LEAST_TITLE))
        out.write(head + title + "\n")
