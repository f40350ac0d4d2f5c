"""The days in one line, for terminals too narrow for a pane of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from textual import events
from textual.reactive import reactive
from textual.strip import Strip

from tui import words
from tui.papers.cells import cut
from tui.ui import naming
from tui.ui.days import around, find, years_differ
from tui.ui.lines import Piece, apart, to_strip, width_of
from tui.ui.widgets.digest_list import BAR, DigestList, progress_bar
from tui.ui.widgets.pane import Pane

if TYPE_CHECKING:
    from tui.papers.rows import Tally

_NEAR: Final = 12
"""Days at each side of the shown one that are looked at; fewer fit."""
_GAP: Final = 2
"""Cells at least between the days and the views."""


@dataclass(frozen=True, slots=True)
class _Day:
    """A day's place in the line."""

    scope: str
    start: int
    end: int


class DaysStrip(Pane, can_focus=False):
    """Some days around the one that is shown, each with its progress; the views at the right."""

    DEFAULT_CSS = """
    DaysStrip { background: $panel; color: $foreground; height: 1; }
    """

    tallies: reactive[Sequence[Tally]] = reactive(())
    """The digests, newest first."""
    counts: reactive[Mapping[str, int]] = reactive(dict[str, int])
    """The views' counts."""
    shown: reactive[str] = reactive("")
    """The scope that the list of papers shows."""

    def draw_line(self, y: int) -> Strip:
        """The whole line."""
        pieces, _ = self._set()
        right = self._views()
        return to_strip(apart(pieces, right, self.size.width), self.size.width, self.ground)

    def _views(self) -> list[Piece]:
        """What stands at the right."""
        look, counts = self.look, self.counts
        return [
            (f"{naming.VIEWS['unread']} {words.count(counts.get('unread', 0))}", look["title"]),
            (f"   {look.glyphs.starred} ", look["starred"]),
            (words.count(counts.get("starred", 0)), look["quiet"]),
            (f"   {look.glyphs.later} ", look["later"]),
            (words.count(counts.get("later", 0)), look["quiet"]),
            (" ", look["quiet"]),
        ]

    def _set(self) -> tuple[list[Piece], list[_Day]]:
        """The days that fit, the shown one among them, and where they stand."""
        look = self.look
        pieces: list[Piece] = [("  h ", look["key"]), ("days ", look["quiet"])]
        places: list[_Day] = []
        at = find(self.tallies, self.shown) or 0
        first = max(0, at - _NEAR)
        near = self.tallies[first : at + _NEAR]
        years = years_differ(near)
        drawn = [self._day(tally, year=years) for tally in near]
        room = self.size.width - width_of(pieces) - width_of(self._views()) - _GAP
        for number in around(at - first, list(map(width_of, drawn)), room):
            start = width_of(pieces)
            pieces += drawn[number]
            places.append(_Day(near[number].digest.key, start, width_of(pieces)))
        return pieces, places

    def _day(self, tally: Tally, *, year: bool) -> list[Piece]:
        """A day with its progress."""
        look, shown = self.look, tally.digest.key == self.shown
        name = cut(naming.digest(tally.digest, date.today(), year=year), 16)
        edge = (look.glyphs.edge_left, look.glyphs.edge_right) if shown else (" ", " ")
        rest = words.short_count(tally.unread) if tally.unread else look.glyphs.cleared
        return [
            (edge[0], look["focus_bar"]),
            (f"{name} ", look["title" if shown else "quiet"]),
            *progress_bar(tally.total - tally.unread, tally.total, BAR, look),
            (f" {rest}", look["quiet"]),
            (edge[1], look["focus_bar"]),
            (" " * (2 - len(rest)), look["quiet"]),
        ]

    def on_click(self, event: events.Click) -> None:
        """A click on a day shows it."""
        for day in self._set()[1]:
            if day.start <= event.x < day.end:
                self.post_message(DigestList.Chosen(day.scope))
