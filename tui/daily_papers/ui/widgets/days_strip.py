"""The days in one line, for terminals too narrow for a pane of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from textual import events
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from daily_papers import humanize
from daily_papers.papers.cells import cut
from daily_papers.papers.scopes import UNREAD, Scope, ViewScope
from daily_papers.papers.verdicts import VERDICTS
from daily_papers.ui.drawing.strips import Piece, apart, to_strip, width_of
from daily_papers.ui.model.calendar import around, find, years_differ
from daily_papers.ui.model.reader import Overview
from daily_papers.ui.strings import names
from daily_papers.ui.widgets.digest_list import BAR, progress_bar
from daily_papers.ui.widgets.pane import Pane

if TYPE_CHECKING:
    from daily_papers.papers.rows import DigestCounts

_NEAR: Final = 12
"""Days at each side of the shown one that are looked at; fewer fit."""
_GAP: Final = 2
"""Cells at least between the days and the views."""

_LISTED: Final = tuple(verdict.register for verdict in VERDICTS if verdict.view)
"""The registers of the verdicts that have a view."""


@dataclass(frozen=True, slots=True)
class _Place:
    """The place of a day or a view in the line."""

    scope: Scope
    start: int
    end: int


class DaysStrip(Pane, can_focus=False):
    """Some days around the one that is shown, each with its progress; the views at the right."""

    DEFAULT_CSS = """
    DaysStrip { background: $panel; color: $foreground; height: 1; }
    """

    overview: reactive[Overview] = reactive(Overview())
    """The digests and views, with how far the user has come."""
    shown: reactive[Scope | None] = reactive(None)
    """The scope that the list of papers shows."""

    @dataclass
    class Chosen(Message):
        """A day or a view was clicked."""

        scope: Scope

    def draw_line(self, y: int) -> Strip:
        """The whole line."""
        pieces, _ = self._set()
        right = [piece for _, view in self._views() for piece in view]
        return to_strip(apart(pieces, right, self.size.width), self.size.width, self.base_style)

    def _views(self) -> list[tuple[Scope, list[Piece]]]:
        """What stands at the right: views by scope, each up to where the next begins."""
        appearance = self.appearance
        counts = self.overview.counts
        unread = f"{names.VIEWS[UNREAD]} {humanize.count(counts.get(UNREAD, 0))}   "
        views: list[tuple[Scope, list[Piece]]] = [(UNREAD, [(unread, appearance["title"])])]
        for register in _LISTED:
            scope = ViewScope(register)
            glyph = (f"{appearance.glyphs.verdict(register)} ", appearance[register])
            gap = " " if register == _LISTED[-1] else "   "
            count = (humanize.count(counts.get(scope, 0)) + gap, appearance["quiet"])
            views.append((scope, [glyph, count]))
        return views

    def _set(self) -> tuple[list[Piece], list[_Place]]:
        """The days that fit, the shown one among them, and where they and the views stand."""
        appearance = self.appearance
        pieces: list[Piece] = [("  h ", appearance["key"]), ("days ", appearance["quiet"])]
        places: list[_Place] = []
        end = self.size.width
        for scope, view in reversed(self._views()):
            places.append(_Place(scope, end - width_of(view), end))
            end -= width_of(view)
        at = find(self.overview.calendar, self.shown) or 0
        first = max(0, at - _NEAR)
        near = self.overview.calendar[first : at + _NEAR]
        years = years_differ(near)
        drawn = [self._day(day, year=years) for day in near]
        room = end - width_of(pieces) - _GAP
        for number in around(at - first, list(map(width_of, drawn)), room):
            start = width_of(pieces)
            pieces += drawn[number]
            places.append(_Place(near[number].digest, start, width_of(pieces)))
        return pieces, places

    def _day(self, day: DigestCounts, *, year: bool) -> list[Piece]:
        """A day with its progress."""
        appearance, shown = self.appearance, day.digest == self.shown
        name = cut(names.digest(day.digest, date.today(), year=year), 16)
        edge = (appearance.glyphs.edge_left, appearance.glyphs.edge_right) if shown else (" ", " ")
        rest = humanize.short_count(day.unread) if day.unread else appearance.glyphs.cleared
        return [
            (edge[0], appearance["focus_bar"]),
            (f"{name} ", appearance["title" if shown else "quiet"]),
            *progress_bar(day.total - day.unread, day.total, BAR, appearance),
            (f" {rest}", appearance["quiet"]),
            (edge[1], appearance["focus_bar"]),
            (" " * (2 - len(rest)), appearance["quiet"]),
        ]

    def on_click(self, event: events.Click) -> None:
        """A click on a day or a view shows it."""
        for place in self._set()[1]:
            if place.start <= event.x < place.end:
                self.post_message(self.Chosen(place.scope))
