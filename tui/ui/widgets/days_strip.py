"""The days in one line, for terminals too narrow for a pane of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from textual import events
from textual.reactive import reactive
from textual.strip import Strip

from tui import words
from tui.papers.cells import cut
from tui.ui import naming
from tui.ui.days import years_differ
from tui.ui.lines import Piece, apart, to_strip, width_of
from tui.ui.widgets.digest_list import BAR, DigestList, progress_bar
from tui.ui.widgets.pane import Pane

if TYPE_CHECKING:
    from tui.papers.rows import Tally


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
        look, counts = self.look, self.counts
        right: list[Piece] = [
            (f"{naming.VIEWS['unread']} {words.count(counts.get('unread', 0))}", look["title"]),
            (f"   {look.glyphs.starred} ", look["starred"]),
            (words.count(counts.get("starred", 0)), look["quiet"]),
            (f"   {look.glyphs.later} ", look["later"]),
            (words.count(counts.get("later", 0)), look["quiet"]),
            (" ", look["quiet"]),
        ]
        return to_strip(apart(pieces, right, self.size.width), self.size.width, self.ground)

    def _set(self) -> tuple[list[Piece], list[_Day]]:
        """The days that fit, the shown one among them, and where they stand."""
        look = self.look
        pieces: list[Piece] = [("  h ", look["key"]), ("days ", look["quiet"])]
        places: list[_Day] = []
        room, today = self.size.width - 38, date.today()
        around = self._around()
        years = years_differ(around)
        for tally in around:
            shown = tally.digest.key == self.shown
            name_style = "title" if shown else "quiet"
            edge = (look.glyphs.edge_left, look.glyphs.edge_right) if shown else (" ", " ")
            rest = words.short_count(tally.unread) if tally.unread else look.glyphs.cleared
            day: list[Piece] = [
                (edge[0], look["focus_bar"]),
                (cut(naming.digest(tally.digest, today, year=years), 16) + " ", look[name_style]),
                *progress_bar(tally.total - tally.unread, tally.total, BAR, look),
                (f" {rest}", look["quiet"]),
                (edge[1], look["focus_bar"]),
                (" " * (2 - len(rest)), look["quiet"]),
            ]
            start = width_of(pieces)
            if start + width_of(day) > room:
                break
            pieces += day
            places.append(_Day(tally.digest.key, start, width_of(pieces)))
        return pieces, places

    def _around(self) -> Sequence[Tally]:
        """The digests from one newer than the shown one on."""
        for number, tally in enumerate(self.tallies):
            if tally.digest.key == self.shown:
                return self.tallies[max(0, number - 1) :][:12]
        return self.tallies[:12]

    def on_click(self, event: events.Click) -> None:
        """A click on a day shows it."""
        for day in self._set()[1]:
            if day.start <= event.x < day.end:
                self.post_message(DigestList.Chosen(day.scope))
