"""Which panes are where for a terminal's size, and which of them takes the keys."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum, auto
from typing import Final

from daily_papers.ui.model.observable import Observable, Observed

DAYS: Final = 24
"""Width of the pane of views and days."""
LIST: Final = 57
"""Least width of the list beside an abstract."""
MEASURE: Final = 84
"""Most cells a line of prose is given."""


class Mode(StrEnum):
    """How the panes are arranged; also the CSS class of the screen."""

    WIDE = "wide"
    """Days, list and abstract side by side."""
    MEDIUM = "medium"
    """List and abstract side by side, the days in one line above."""
    NARROW = "narrow"
    """List above, abstract below."""
    SINGLE = "single"
    """One pane at a time."""
    TITLE = "title"
    """The paper's title and nothing else."""


class Focus(Enum):
    """What takes the keys on the reader's screen."""

    DAYS = auto()
    PAPERS = auto()
    ABSTRACT = auto()
    FILTER = auto()
    """The filter's text field."""


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Sizes in cells; a pane of size 0 is not shown."""

    mode: Mode
    list_width: int
    list_height: int
    abstract_width: int
    abstract_height: int

    @property
    def two_lines(self) -> bool:
        """Whether rows have two lines unless the user says otherwise."""
        return self.list_height >= 30 and self.mode in (Mode.WIDE, Mode.MEDIUM)


def arrange(width: int, height: int, *, wide: bool = False) -> Arrangement:
    """The arrangement for a terminal of `width` × `height` cells.

    Args:
        width: Columns of the terminal, at least 1.
        height: Lines of the terminal, at least 1.
        wide: Whether the user wants the abstract alone (`w`).
    """
    if width < 20 or height < 6:
        return Arrangement(Mode.TITLE, width, height, 0, 0)
    if width < 60 or height < 16:
        return Arrangement(Mode.SINGLE, width, height - 2, width, height - 2)
    if width < 100:
        body = height - 3  # filter bar, rule, status
        rows = 0 if wide else max(4, min(12, body * 35 // 100))
        return Arrangement(Mode.NARROW, width, rows, width, body - rows)
    body = height - (2 if width >= 150 else 3)
    mode = Mode.WIDE if width >= 150 else Mode.MEDIUM
    room = width - 1 - (DAYS if mode is Mode.WIDE else 0)
    if wide:
        return Arrangement(mode, 0, body, room + 1, body)
    abstract = min(MEASURE + 5, room - LIST) if mode is Mode.WIDE else room - LIST
    return Arrangement(mode, room - abstract, body, abstract, body)


class LayoutModel(Observable):
    """The size of the terminal, and what the user made of it."""

    size: Observed[tuple[int, int]] = Observed((80, 24))
    """Columns and lines of the terminal."""
    wide: Observed[bool] = Observed(False)
    """Whether the abstract is shown alone."""
    lines: Observed[int | None] = Observed(None)
    """One or two lines a row where the user chose, else `None`."""
    focus: Observed[Focus] = Observed(Focus.PAPERS)
    """What takes the keys. Assigning it moves the focus."""

    @property
    def arrangement(self) -> Arrangement:
        """Where the panes are."""
        width, height = self.size
        return arrange(max(1, width), max(1, height), wide=self.wide)

    @property
    def lines_per_row(self) -> int:
        """One or two lines for each paper of the list."""
        return self.lines or (2 if self.arrangement.two_lines else 1)
