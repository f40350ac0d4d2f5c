"""Lines of styled text: the small parts that the drawing widgets share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from daily_papers.papers.cells import cut
from daily_papers.ui.drawing.theme_bridge import lay

Piece = tuple[str, Style]
"""Some text in one style."""
Span = tuple[int, int, Style]
"""From and to which character of a text a style holds."""


def width_of(pieces: Iterable[Piece]) -> int:
    """How many cells `pieces` take."""
    return sum(cell_len(text) for text, _ in pieces)


def to_strip(pieces: Iterable[Piece], width: int, base: Style) -> Strip:
    """One line of exactly `width` cells, `base` under every piece and in what is left."""
    segments = [Segment(text, lay(base, style)) for text, style in pieces if text]
    room = width - sum(cell_len(segment.text) for segment in segments)
    if room < 0:
        return Strip(segments, width - room).adjust_cell_length(width, base)
    if room:
        segments.append(Segment(" " * room, base))
    return Strip(segments, width)


def apart(left: Sequence[Piece], right: Sequence[Piece], width: int) -> list[Piece]:
    """`left` at the left edge and `right` at the right; `right` goes where there is no room."""
    gap = width - width_of(left) - width_of(right)
    if gap < 1:
        return list(left)
    return [*left, (" " * gap, Style()), *right]


def spread(text: str, start: int, end: int, spans: Sequence[Span], base: Style) -> list[Piece]:
    """`text[start:end]` as pieces; where spans overlap, the later in the list is on top."""
    inside = [span for span in spans if span[0] < end and span[1] > start]
    if not inside:
        return [(text[start:end], base)]
    edges = {start, end}
    for left, right, _ in inside:
        edges.update((max(left, start), min(right, end)))
    cuts = sorted(edges)
    pieces = []
    for left, right in pairwise(cuts):
        style = base
        for span_left, span_right, over in inside:
            if span_left <= left and right <= span_right:
                style = style + over
        pieces.append((text[left:right], style))
    return pieces


def dotted(parts: Iterable[str]) -> list[str]:
    """`parts` to stand in one line, each with the dot before it: ` One`, ` · two`."""
    return [f" · {part}" if number else f" {part}" for number, part in enumerate(parts)]


def whole(pieces: Iterable[Piece], width: int) -> list[Piece]:
    """The first of `pieces` that fit into `width` cells whole; only the very first is cut."""
    kept: list[Piece] = []
    for text, style in pieces:
        if kept and width_of(kept) + cell_len(text) > width:
            break
        kept.append((cut(text, width, cell_len), style))
    return kept


def shorten(pieces: Iterable[Piece], width: int) -> list[Piece]:
    """`pieces` in at most `width` cells; the one that does not fit ends in `…`, and is the last."""
    kept: list[Piece] = []
    room = width
    for text, style in pieces:
        shown = cut(text, room, cell_len)
        if shown:
            kept.append((shown, style))
        room -= cell_len(shown)
        if shown != text:
            break
    return kept
