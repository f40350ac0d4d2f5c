"""One paper of the list as lines of cells. Pure: a row and sizes in, strips out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.style import Style
from textual.strip import Strip

from daily_papers.papers.cells import cut, wrap
from daily_papers.ui.drawing.columns import Column
from daily_papers.ui.drawing.strips import Piece, spread, to_strip, width_of
from daily_papers.ui.drawing.styles import Appearance
from daily_papers.ui.model.paper_list import Hits

if TYPE_CHECKING:
    from daily_papers.papers.rows import Facts, Row

MARKS = 5
"""Cells before the title: focus bar, unread, selected, verdict, gap."""
_GIST_ROOM = 18
"""Fewer cells than this are not worth beginning a gist in."""
_PLAIN = Style()


@dataclass(frozen=True, slots=True)
class RowStyle:
    """How rows of one list are drawn."""

    width: int
    lines: int
    columns: tuple[Column, ...]
    appearance: Appearance
    hits: Hits | None = None


def draw_row(
    row: Row | None, row_style: RowStyle, ground: Style, bar: str = " ", *, selected: bool = False
) -> list[Strip]:
    """The lines of one row; `row` is `None` while its page is being read.

    Args:
        row: What to draw.
        row_style: Sizes, columns and styles.
        ground: The style under everything: the pane's, or the cursor's.
        bar: What stands in the first column.
        selected: Whether the paper is selected.
    """
    appearance, width = row_style.appearance, row_style.width
    if row is None:
        waiting = to_strip(
            [(" " * MARKS + appearance.glyphs.more, appearance["quiet"])], width, ground
        )
        return [waiting] + [to_strip([], width, ground)] * (row_style.lines - 1)
    right = [column.draw(row, appearance) for column in row_style.columns]
    if row_style.lines == 1:
        right = _left_by(row.title, right, width)
    room = max(1, width - MARKS - width_of(right) - 1)
    title_style = appearance["mute" if row.muted else title_component(row.facts)]
    if row.highlighted:
        title_style += appearance["highlight"]
    spans = (
        [(start, end, appearance["hit"]) for start, end in row_style.hits(row.title)]
        if row_style.hits
        else []
    )
    bar_piece = (bar, appearance["focus_bar"])
    indent = (" " * (MARKS - 3), _PLAIN)
    pick = (appearance.glyphs.selected if selected else " ", appearance["focus_bar"])
    marks = _marks(row, appearance, pick)
    if row_style.lines == 1:
        shown = cut(row.title, room, cell_len)
        first = spread(shown, 0, len(shown), spans, title_style)
        return [_line([bar_piece, *marks, *first], right, width, ground)]
    breaks = wrap(row.title, room, cell_len) or [(0, 0)]
    start, end = breaks[0]
    first = spread(row.title, start, end, spans, title_style)
    rest_room = max(1, width - MARKS - 1)
    second: list[Piece] = []
    if len(breaks) > 1:
        start = breaks[1][0]
        rest = cut(row.title[start:], rest_room, cell_len)
        moved = [(left - start, stop - start, style) for left, stop, style in spans]
        second = spread(rest, 0, len(rest), moved, title_style)
    left_over = rest_room - width_of(second) - (3 if second else 0)
    if row.gist and left_over >= _GIST_ROOM:
        between = [(" · ", appearance["quiet"])] if second else []
        second += [*between, (cut(row.gist, left_over, cell_len), appearance["gist"])]
    return [
        _line([bar_piece, *marks, *first], right, width, ground),
        to_strip([bar_piece, (" ", _PLAIN), pick, indent, *second], width, ground),
    ]


def title_component(facts: Facts) -> str:
    """The component that a title is drawn in."""
    if facts.dismissed:
        return "dismissed"
    if facts.unread:
        return "unread"
    return "title" if facts.verdict else "read"


def _marks(row: Row, appearance: Appearance, pick: Piece) -> list[Piece]:
    """The four cells after the focus bar: unread, selected, verdict, gap."""
    glyphs, verdict = appearance.glyphs, row.facts.verdict
    style = appearance["pending" if row.pending else verdict]
    return [
        (glyphs.unread if row.facts.unread else " ", appearance["unread_mark"]),
        pick,
        (glyphs.verdict(verdict), style),
        (" ", _PLAIN),
    ]


def _left_by(title: str, right: list[Piece], width: int) -> list[Piece]:
    """The columns that a title on one line leaves: one goes where the title is whole without it."""
    for gone in range(len(right) + 1):
        if MARKS + cell_len(title) + 1 + width_of(right[gone:]) <= width:
            return right[gone:]
    return right


def _line(left: Sequence[Piece], right: Sequence[Piece], width: int, ground: Style) -> Strip:
    """`left`, and `right` set against the edge with one cell of margin."""
    gap = max(0, width - width_of(left) - width_of(right) - 1)
    return to_strip([*left, (" " * gap, _PLAIN), *right], width, ground)
