"""The papers that are selected, for acts on many at once.

A list never changes its order while it is shown, so a selection is a set of rows, whatever their
number; keys are read only when something is done with them. Another list ends it.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from daily_papers.papers.rows import Rows


@dataclass(frozen=True, slots=True)
class RowRange:
    """The rows from `first` up to `end`, without it."""

    first: int
    end: int


class _List(Protocol):
    """The list whose papers are selected."""

    @property
    def rows(self) -> Rows:
        """Its papers."""

    @property
    def cursor(self) -> int:
        """The row under the cursor."""


class Selection:
    """The selected rows of a list. `row in selection` says whether one is."""

    def __init__(self, papers: _List, redraw: Callable[[RowRange | None], object]) -> None:
        """Args:
        papers: The list.
        redraw: Is given the rows that look different; `None` for all.
        """
        self._papers = papers
        self._redraw = redraw
        self._rows: set[int] | range = set()
        """The selected rows; all of a long list as a range."""
        self._anchor: int | None = None
        """Where a range began that still follows the cursor."""
        self._end = 0
        """The other end of that range: the row of the cursor, as drawn last."""
        self._last: Sequence[int] = ()
        """Keys of the papers that were selected before."""

    def __contains__(self, row: object) -> bool:
        """Whether a row is selected."""
        return row in self._rows or row in self._range

    def __len__(self) -> int:
        """How many papers are selected."""
        return len(self._rows) + sum(row not in self._rows for row in self._range)

    def __bool__(self) -> bool:
        """Whether any paper is."""
        return bool(self._rows) or self._anchor is not None

    @property
    def in_range(self) -> bool:
        """Whether a range follows the cursor."""
        return self._anchor is not None

    @property
    def had_any(self) -> bool:
        """Whether papers were selected before."""
        return bool(self._last)

    def keys(self) -> list[int]:
        """The keys of the selected papers, in the order of the list."""
        rows = self._papers.rows
        if isinstance(self._rows, range) and not self._range:
            return rows.keys(self._rows.start, self._rows.stop)
        known = len(rows)  # a list whose index was rebuilt holds nothing any more
        selected = sorted({*self._rows, *self._range}) if self._range else sorted(self._rows)
        return [rows.key(row) for row in selected if row < known]

    def toggle(self, count: int = 1) -> None:
        """Select the paper under the cursor, or deselect it; with a count the ones below too."""
        first = self._papers.cursor
        rows = range(first, min(first + count, len(self._papers.rows)))
        selected = self._end_range()
        if selected.issuperset(rows):
            selected.difference_update(rows)
        else:
            selected.update(rows)
        self._redraw(RowRange(first, first + count))

    def toggle_range(self) -> None:
        """Begin a range that follows the cursor; a second time, keep it as it is."""
        if self._anchor is None and len(self._papers.rows):
            self._anchor = self._end = self._papers.cursor
            self._redraw(RowRange(self._anchor, self._anchor + 1))
        else:
            self._end_range()

    def follow(self) -> None:
        """The cursor has moved: so does the end of a range."""
        cursor = self._papers.cursor
        if self._anchor is not None and cursor != self._end:
            first, last = sorted((self._end, cursor))
            self._end = cursor
            self._redraw(RowRange(first, last + 1))

    def select_all(self) -> None:
        """Select every paper that is shown."""
        self._anchor = None
        self._rows = range(len(self._papers.rows))
        self._redraw(None)

    def select_again(self) -> bool:
        """Select what was selected last, as far as it is in this list; whether any is."""
        wanted = set(self._last)
        # One pass over the list: to find each key by itself would take long for many.
        rows = {row for row, key in enumerate(self._papers.rows.keys()) if key in wanted}
        if rows:
            self._anchor, self._rows = None, rows
            self._redraw(None)
        return bool(rows)

    def clear(self) -> None:
        """Select nothing any more; `select_again` brings it back."""
        if self:
            self._last = array("q", self.keys())
            self._rows, self._anchor = set(), None
            self._redraw(None)

    @property
    def _range(self) -> range:
        """The rows between where a range began and the cursor."""
        if self._anchor is None:
            return range(0)
        first, last = sorted((self._anchor, self._end))
        return range(first, last + 1)

    def _end_range(self) -> set[int]:
        """Keep a range as it is, no longer following the cursor; the selected rows then."""
        self._rows = {*self._rows, *self._range}
        self._anchor = None
        return self._rows
