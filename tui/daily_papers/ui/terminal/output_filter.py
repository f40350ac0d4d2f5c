"""The last wall: no control character of any text reaches the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

_CONTROLS = dict.fromkeys((*range(0x20), *range(0x7F, 0xA0)))


class ControlFilter(LineFilter):
    """Deletes C0, C1 and DEL from every line that is drawn, whichever widget drew it.

    Textual itself lets all but five of them pass. Text is cleaned when it is read; this is for
    what that should ever miss.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments without control characters; the same list where there are none."""
        if all(segment.text.isprintable() for segment in segments):
            return segments
        return [
            Segment(segment.text.translate(_CONTROLS), segment.style, segment.control)
            for segment in segments
        ]


class _Joined(LineFilter):
    """Several filters, one after the other."""

    def __init__(self, filters: Sequence[LineFilter]) -> None:
        super().__init__()
        self._filters = filters

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        for each in self._filters:
            segments = each.apply(segments, background)
        return segments


@lru_cache(16)
def joined(*filters: LineFilter) -> LineFilter:
    """One filter for several, the same one each time: a line keeps what each filter made of it."""
    return _Joined(filters)
