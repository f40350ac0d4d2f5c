"""The end of a triage: what was decided, in how long, and what can be done next."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.style import Style
from textual.reactive import reactive
from textual.strip import Strip

from daily_papers import humanize
from daily_papers.ui.drawing.strips import Piece, shorten, to_strip, width_of
from daily_papers.ui.model.layout import MEASURE
from daily_papers.ui.model.triage import Summary
from daily_papers.ui.strings import labels
from daily_papers.ui.widgets.pane import Pane

_MARGIN = 8
"""Cells at each side, where there is room."""
_APART, _LEAST_APART = 5, 3
"""Cells between two keys: as a rule, and where only so all stand on one line."""


class TriageEnd(Pane):
    """A summary, the papers that were kept, and the keys that lead on."""

    DEFAULT_CSS = """
    TriageEnd { background: $surface; color: $foreground; width: 100%; height: 100%; }
    """

    summary: reactive[Summary] = reactive(Summary())
    """What was decided."""
    keys: reactive[Sequence[tuple[str, str]]] = reactive(())
    """Keys with their labels: `("q", "close")`."""

    def draw_line(self, y: int) -> Strip:
        """One line."""
        width, height = self.size.width, self.size.height
        margin = _MARGIN if width >= 60 else 1
        room = max(1, min(width - 2 * margin, MEASURE))
        lines = self._lines(room, height)
        top = max(0, (height - len(lines)) // 3)
        number = y - top
        pieces = lines[number] if 0 <= number < len(lines) else []
        return to_strip([(" " * ((width - room) // 2), Style()), *pieces], width, self.base_style)

    def _lines(self, room: int, height: int) -> list[list[Piece]]:
        """All lines, no more than `height`: the list of papers gives way to the keys."""
        appearance = self.appearance
        lines, keys = self._headline(room), self._keys(room)
        kept = self.summary.kept
        space = max(0, height - len(lines) - len(keys) - 3)
        shown = kept if len(kept) <= space else kept[: max(0, space - 1)]
        if kept:
            lines.append([])
        for fact, title in shown:
            mark = (f"{appearance.glyphs.verdict(fact)} ", appearance[fact])
            lines.append(shorten([mark, (title, appearance["title"])], room))
        if len(shown) < len(kept):
            more = f"{appearance.glyphs.more} {labels.more(len(kept) - len(shown))}"
            lines.append([(more, appearance["quiet"])])
        return [*lines, [], *keys]

    def _headline(self, room: int) -> list[list[Piece]]:
        """How many were decided, and in how long; on two lines where one is too short."""
        appearance, summary = self.appearance, self.summary
        decided = labels.decided(summary.decided, summary.total)
        first: list[Piece] = [(f"{summary.name}: {decided}", appearance["heading"])]
        figures = [humanize.duration(summary.seconds)] + [
            f"{humanize.count(number)} {appearance.glyphs.verdict(fact)}"
            for fact, number in summary.counts
        ]
        second: list[Piece] = [(" · ".join(figures), appearance["count"])]
        if width_of(first) + width_of(second) + 3 <= room:
            return [[*first, ("   ", Style()), *second]]
        return [shorten(first, room), shorten(second, room)]

    def _keys(self, room: int) -> list[list[Piece]]:
        """The keys with their words, on as many lines as they need."""
        appearance, lines = self.appearance, list[list[Piece]]([[]])
        cells = sum(cell_len(key) + 1 + cell_len(label) for key, label in self.keys)
        fits = (room - cells) // max(1, len(self.keys) - 1)
        apart = min(_APART, fits) if fits >= _LEAST_APART else _APART
        for key, label in self.keys:
            pieces: list[Piece] = [(key, appearance["key"]), (f" {label}", appearance["bar"])]
            gap = apart if lines[-1] else 0
            if lines[-1] and width_of(lines[-1]) + gap + width_of(pieces) > room:
                lines.append([])
                gap = 0
            lines[-1] += [(" " * gap, Style()), *pieces] if gap else pieces
        return [shorten(line, room) for line in lines]
