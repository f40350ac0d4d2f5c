"""The papers that are selected, for acts on many at once.

A list never changes its order while it is shown, so a selection is a set of rows, whatever their
number; keys are read only when something is done with them. Another list ends it.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import TYPE_CHECKING

from daily_papers.ui.strings import toasts

if TYPE_CHECKING:
    from daily_papers.ui.screens.reader import Reader


class Selection:
    """The selected rows of the reader's list. `row in selection` tells whether one is."""

    def __init__(self, reader: Reader) -> None:
        """Args:
        reader: Whose papers are selected.
        """
        self._reader = reader
        self._rows: set[int] | range = set()
        """The selected rows; all of a long list as a range."""
        self._anchor: int | None = None
        """Where a range began that still follows the cursor."""
        self._end = 0
        """The row of the cursor, as the range was drawn last."""
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
        """Whether a range is being drawn out."""
        return self._anchor is not None

    def keys(self) -> list[int]:
        """The keys of the selected papers, in the order of the list."""
        rows = self._reader.papers.rows
        if isinstance(self._rows, range) and not self._range:
            return rows.keys(self._rows.start, self._rows.stop)
        known = len(rows)  # a list whose index was made anew holds nothing any more
        selected = sorted({*self._rows, *self._range}) if self._range else sorted(self._rows)
        return [rows.key(row) for row in selected if row < known]

    def toggle(self, count: int = 1) -> None:
        """Select the paper under the cursor, or take it out; with a count the ones below too."""
        papers = self._reader.papers
        first = papers.cursor
        rows = range(first, min(first + count, len(papers.rows)))
        selected = self._settle()
        if selected.issuperset(rows):
            selected.difference_update(rows)
        else:
            selected.update(rows)
        papers.refresh_rows(first, first + count)

    def draw_range(self) -> None:
        """Begin a range that follows the cursor; a second time it stays as it is."""
        papers = self._reader.papers
        if self._anchor is None and len(papers.rows):
            self._anchor = self._end = papers.cursor
            papers.refresh_rows(self._anchor, self._anchor + 1)
        else:
            self._settle()

    def follow(self) -> None:
        """The cursor has moved: so does the end of a range."""
        papers = self._reader.papers
        if self._anchor is not None and papers.cursor != self._end:
            first, last = sorted((self._end, papers.cursor))
            self._end = papers.cursor
            papers.refresh_rows(first, last + 1)

    def all(self) -> None:
        """Select every paper that is shown."""
        papers = self._reader.papers
        self._anchor = None
        self._rows = range(len(papers.rows))
        papers.refresh()
        if not papers.rows.complete:
            self._reader.say(toasts.selected_so_far(len(self)))

    def again(self) -> None:
        """Select what was selected last, as far as it stands in this list."""
        papers, wanted = self._reader.papers, set(self._last)
        # One pass over the list: to find each key by itself would take long for many.
        rows = {row for row, key in enumerate(papers.rows.keys()) if key in wanted}
        if rows:
            self._anchor, self._rows = None, rows
            papers.refresh()
        else:
            self._reader.say(toasts.none_selected_before(elsewhere=bool(self._last)))

    def end(self) -> None:
        """Select nothing any more; `again` knows what it was."""
        if self:
            self._last = array("q", self.keys())
            self._rows, self._anchor = set(), None
            self._reader.papers.refresh()

    @property
    def _range(self) -> range:
        """The rows between where a range began and the cursor."""
        if self._anchor is None:
            return range(0)
        first, last = sorted((self._anchor, self._end))
        return range(first, last + 1)

    def _settle(self) -> set[int]:
        """A range stays as it is, and follows the cursor no more; what is selected then."""
        self._rows = {*self._rows, *self._range}
        self._anchor = None
        return self._rows
