"""The list of papers on the screen: its rows, the cursor, what is in sight, what is selected."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING, TypeAlias

from daily_papers.ui.model.observable import Observable, Observed, Signal
from daily_papers.ui.model.selection import RowRange, Selection

if TYPE_CHECKING:
    from daily_papers.papers.rows import Row, Rows

Hits: TypeAlias = Callable[[str], Sequence[tuple[int, int]]]
"""Where the filter's words occur in a text: pairs of start and end."""

_MARGIN = 2
"""Rows kept in sight above and below the cursor."""


class NoRows:
    """A list without papers."""

    complete = True

    def __len__(self) -> int:
        """Nothing."""
        return 0

    def row(self, index: int) -> Row | None:
        """Never there."""
        raise IndexError(index)

    def key(self, index: int) -> int:
        """Never there."""
        raise IndexError(index)

    def keys(self, first: int = 0, end: int | None = None) -> list[int]:
        """None."""
        return []

    def find(self, key: int) -> int | None:
        """Never there."""
        return None


NO_ROWS = NoRows()


class PaperListModel(Observable):
    """The rows that the list shows, and where the user is in them."""

    rows: Observed[Rows] = Observed(NO_ROWS)
    """The papers."""
    cursor: Observed[int] = Observed(0)
    """The row under the cursor, from 0."""
    top: Observed[int] = Observed(0)
    """The first row in sight."""
    hits: Observed[Hits | None] = Observed(None)
    """Where the filter's words occur in a title."""
    awaited: Observed[bool] = Observed(False)
    """Whether the first row, or the one of the cursor, is still to come: none is drawn, and what
    was drawn before stays."""
    placeholder: Observed[str] = Observed("")
    """What an empty list says."""
    columns: Observed[frozenset[str]] = Observed(frozenset())
    """The names of the columns at the right that the list has anything to show in."""
    lines_per_row: Observed[int] = Observed(1)
    """One or two lines for each paper."""

    def __init__(self) -> None:
        """An empty list."""
        super().__init__()
        self.page = 1
        """How many whole rows are in sight."""
        self.moved: Signal[None] = Signal()
        """Another paper is under the cursor."""
        self.shown: Signal[None] = Signal()
        """Rows are shown, perhaps the same as before."""
        self.redraw: Signal[RowRange | None] = Signal()
        """Rows that look different now; `None` for all that are in sight."""
        self.grown: Signal[bool] = Signal()
        """Rows were added, or have come to memory; true where the awaited ones are there now."""
        self.selection = Selection(self, self.redraw.emit)

    # What is shown

    def show(
        self,
        rows: Rows,
        *,
        cursor: int = 0,
        top: int | None = None,
        hits: Hits | None = None,
        awaited: bool = False,
    ) -> None:
        """Show `rows` with the cursor on row `cursor`.

        Args:
            rows: The papers.
            cursor: The row that the cursor goes to; the nearest where there is none.
            top: The first row in sight; found from the cursor where left out.
            hits: Where the filter's words occur in a title.
            awaited: Whether what was drawn stays until `grow` or `show`.
        """
        self.awaited = awaited  # first: nothing is drawn of what follows while rows are awaited
        self.hits, self.rows = hits, rows
        if top is not None:
            self.top = max(0, top)
        self.cursor = self._clamped(cursor)
        self.keep_in_sight()
        self.shown.emit(None)
        self.moved.emit(None)

    def grow(self) -> None:
        """Rows were added, or have come to memory."""
        came = self.awaited and (len(self.rows) > 0 or self.rows.complete)
        self.awaited = self.awaited and not came
        self.grown.emit(came)
        if came:
            self.moved.emit(None)

    @property
    def key(self) -> int | None:
        """The key of the paper under the cursor; `None` while it is awaited."""
        return self.rows.key(self.cursor) if len(self.rows) and not self.awaited else None

    @property
    def row(self) -> Row | None:
        """The row under the cursor, where it is in memory."""
        return self.rows.row(self.cursor) if len(self.rows) and not self.awaited else None

    @property
    def chosen_keys(self) -> list[int]:
        """The keys of the papers that an act is on: the selected ones, else the cursor's."""
        if keys := self.selection.keys():
            return keys
        return [] if self.key is None else [self.key]

    @property
    def in_sight(self) -> range:
        """The rows in sight, one that is cut included."""
        return range(self.top, min(self.top + self.page + 1, len(self.rows)))

    @property
    def keys_in_sight(self) -> list[int]:
        """The keys of the papers in sight, from the top."""
        return [self.rows.key(index) for index in self.in_sight]

    def redraw_keys(self, keys: Collection[int]) -> None:
        """Have the papers with `keys` drawn again where they are in sight."""
        wanted = set(keys)
        for index in self.in_sight:
            if self.rows.key(index) in wanted:
                self.redraw.emit(RowRange(index, index + 1))

    # The cursor, and what is in sight

    def move_to(self, index: int) -> None:
        """Move the cursor to a row, or to the nearest that there is."""
        index = self._clamped(index)
        if index != self.cursor:
            self.cursor = index
            self.keep_in_sight()
            self.moved.emit(None)

    def move_by(self, rows: int) -> None:
        """Move the cursor by `rows`."""
        self.move_to(self.cursor + rows)

    def scroll_by(self, rows: int) -> None:
        """Move what is in sight by `rows`; the cursor stays where it is."""
        self.top = max(0, min(self.top + rows, len(self.rows) - self.page))

    def resize(self, page: int) -> None:
        """So many whole rows fit now: keep the cursor in sight."""
        self.page = max(1, page)
        self.keep_in_sight()

    def keep_in_sight(self) -> None:
        """Scroll so that the cursor is in sight, with some rows around it."""
        page = self.page
        margin = min(_MARGIN, (page - 1) // 2)
        top = min(self.top, self.cursor - margin)
        top = max(top, self.cursor + margin - page + 1)
        self.top = max(0, min(top, len(self.rows) - page))

    def _clamped(self, index: int) -> int:
        return max(0, min(index, len(self.rows) - 1))
