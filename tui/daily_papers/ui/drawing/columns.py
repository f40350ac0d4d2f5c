"""The quiet columns at the right of the list, in their order."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from daily_papers.humanize import short_count
from daily_papers.ui.drawing.strips import Piece
from daily_papers.ui.drawing.styles import Appearance

if TYPE_CHECKING:
    from daily_papers.papers.rows import Row
    from daily_papers.ui.drawing.glyphs import Glyphs


@dataclass(frozen=True, slots=True)
class Column:
    """One column. It is drawn in lists of which some paper has a value in it."""

    name: str
    """As `Library.columns` names it."""
    cells: int
    """Its width, the gap before it included."""
    least_width: int
    """Cells of a list from which on there is room for it."""
    style: str
    """The component that it is drawn in."""
    text: Callable[[Row, Glyphs], str]
    """What it shows of a paper; empty where the paper has no value."""

    def draw(self, row: Row, appearance: Appearance) -> Piece:
        """The cells of one paper."""
        text = self.text(row, appearance.glyphs)
        return f"{text:>{self.cells}}", appearance[self.style]


def _code(row: Row, glyphs: Glyphs) -> str:
    return glyphs.code if row.has_code else ""


def _votes(row: Row, glyphs: Glyphs) -> str:
    return "" if row.upvotes is None else f"{glyphs.upvote}{short_count(row.upvotes):>4}"


COLUMNS: Final = (
    Column("code", 3, 56, "code", _code),
    Column("votes", 6, 44, "upvotes", _votes),
)
"""Every column. Where a list is narrow, that with the greatest `least_width` goes first."""


def fitting(names: Collection[str], width: int) -> tuple[Column, ...]:
    """The columns with `names` that a list of `width` cells has room for."""
    return tuple(each for each in COLUMNS if each.name in names and width >= each.least_width)
