"""Text that the mouse has selected in a page of lines: how it looks, and how it is copied."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from rich.style import Style
from textual.selection import Selection

from daily_papers.ui.drawing.strips import Piece

_TO_THE_END: Final = -1
"""What Textual gives as the end of a line that is selected as a whole."""


def highlight(
    pieces: Sequence[Piece], selection: Selection | None, line: int, style: Style
) -> list[Piece]:
    """The pieces of a line, what is selected of them in `style`.

    Args:
        pieces: The line.
        selection: What is selected, by character and line.
        line: The line's number.
        style: What is laid over the selected characters.
    """
    span = selection.get_span(line) if selection else None
    if span is None:
        return list(pieces)
    first, end = span
    found: list[Piece] = []
    at = 0
    for text, plain in pieces:
        left = min(max(first - at, 0), len(text))
        right = len(text) if end == _TO_THE_END else min(max(end - at, left), len(text))
        found += [(text[:left], plain), (text[left:right], plain + style), (text[right:], plain)]
        at += len(text)
    return [piece for piece in found if piece[0]]


def selected_text(
    lines: Sequence[str], selection: Selection, continued: Collection[int], margin: int
) -> str:
    """The selected text as it is copied: a paragraph that was wrapped is one line again.

    Args:
        lines: The page's lines.
        selection: What is selected, by character and line; characters count from the left edge.
        continued: The lines that go on with the paragraph of the line above.
        margin: Characters at the left edge that belong to no line.
    """
    parts: list[str] = []
    for number, line in enumerate(lines):
        span = selection.get_span(number)
        if span is None:
            continue
        first, end = span
        stop = len(line) if end == _TO_THE_END else max(0, end - margin)
        text = line[max(0, first - margin) : stop].rstrip()
        if parts:
            parts.append(" " if number in continued else "\n")
        parts.append(text.lstrip() if number in continued else text)
    return "".join(parts).strip()
