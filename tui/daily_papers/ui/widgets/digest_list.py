"""The pane of views, days and collections, each with how far the user has come."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final, overload

from rich.style import Style
from textual import events
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from daily_papers import humanize
from daily_papers.papers.cells import cut
from daily_papers.papers.scopes import MUTED, UNREAD, SavedViewScope, Scope
from daily_papers.papers.text import clean_line
from daily_papers.ui.drawing.strips import Piece, apart, to_strip
from daily_papers.ui.drawing.styles import Appearance
from daily_papers.ui.model.calendar import find
from daily_papers.ui.strings import labels, names
from daily_papers.ui.widgets.pane import Pane

if TYPE_CHECKING:
    from daily_papers.papers.rows import DigestCounts

BAR = 6
"""Cells of a day's progress bar."""
_LONGEST: Final = 31
"""Days of a month at most."""


def progress_bar(done: int, total: int, cells: int, appearance: Appearance) -> list[Piece]:
    """A bar of `cells` cells for `done` of `total`; full only when all are done."""
    filled = done * cells // total if total else cells
    if done and not filled and cells:
        filled = 1
    return [
        (appearance.glyphs.progress_full * filled, appearance["progress"]),
        (appearance.glyphs.progress_empty * (cells - filled), appearance["progress_rest"]),
    ]


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the pane: a heading where it has no scope."""

    scope: Scope | None
    name: str
    count: int = 0
    total: int = 0
    """0 for a view, which has no progress."""


def items(
    tallies: Sequence[DigestCounts],
    counts: Mapping[Scope, int],
    own: Sequence[str] = (),
    today: date | None = None,
) -> Items:
    """The pane's lines: the views, then the days by month, then the collections.

    Args:
        tallies: The digests.
        counts: How many papers the views hold, by scope.
        own: The names of the user's own views.
        today: The day it is; by default as the clock says.
    """
    today = today or date.today()
    lines = [Item(scope, name, counts.get(scope, 0)) for scope, name in names.VIEWS.items()]
    lines += [
        Item(scope, clean_line(scope.name), counts.get(scope, 0))
        for scope in map(SavedViewScope, own)
    ]
    if counts.get(MUTED):
        lines.append(Item(MUTED, names.scope(MUTED), counts[MUTED]))
    return Items(lines, tallies, today)


class Items(Sequence[Item]):
    """Lines of which each is made when it is looked at: a lifetime has twenty thousand days."""

    def __init__(self, views: Sequence[Item], tallies: Sequence[DigestCounts], today: date) -> None:
        """Args:
        views: The first lines.
        tallies: The digests below them.
        today: The day it is.
        """
        self._views = views
        self._tallies = tallies
        self._today = today
        self._firsts: list[int] = []
        """Of each month, and of the collections, the place of the newest digest."""
        self._lines: list[int] = []
        """Of each the first line: an empty one, then the heading, then the digests."""
        at, line = 0, len(views)
        while at < len(tallies):
            self._firsts.append(at)
            self._lines.append(line)
            following = _end_of_month(tallies, at)
            line += 2 + following - at
            at = following
        self._end = line

    def __len__(self) -> int:
        """How many lines there are."""
        return self._end

    @overload
    def __getitem__(self, number: int) -> Item: ...
    @overload
    def __getitem__(self, number: slice) -> list[Item]: ...
    def __getitem__(self, number: int | slice) -> Item | list[Item]:
        """One line, or some."""
        lines = range(self._end)[number]
        return self._item(lines) if isinstance(lines, int) else list(map(self._item, lines))

    def line_of(self, scope: Scope | None) -> int | None:
        """The line of a view or a digest."""
        for number, view in enumerate(self._views):
            if view.scope == scope:
                return number
        at = find(self._tallies, scope)
        if at is None:
            return None
        month = bisect_right(self._firsts, at) - 1
        return self._lines[month] + 2 + at - self._firsts[month]

    def _item(self, number: int) -> Item:
        if number < len(self._views):
            return self._views[number]
        month = bisect_right(self._lines, number) - 1
        below = number - self._lines[month]
        if not below:
            return Item(None, "")
        tally = self._tallies[self._firsts[month] + max(0, below - 2)]
        if below == 1:
            day = tally.digest.day
            return Item(None, _month(day) if day else labels.COLLECTIONS)
        name = names.digest(tally.digest, self._today)
        return Item(tally.digest, name, tally.unread, tally.total)


def _end_of_month(tallies: Sequence[DigestCounts], first: int) -> int:
    """The place below the last digest of the same month as the one at `first`."""
    day = tallies[first].digest.day
    if day is None:
        return len(tallies)
    month = day.year, day.month
    end = min(first + _LONGEST, len(tallies))
    return bisect_left(tallies, True, first, end, key=lambda each: _month_of(each) != month)


def _month_of(tally: DigestCounts) -> tuple[int, int] | None:
    day = tally.digest.day
    return (day.year, day.month) if day else None


def _month(day: date) -> str:
    return f"{day:%B} {day.year}"


class DigestList(Pane):
    """Views, days and collections; the one that is shown is marked."""

    DEFAULT_CSS = """
    DigestList { background: $panel; color: $foreground; }
    """

    items: reactive[Items] = reactive(lambda: Items((), (), date.min))
    """The lines."""
    shown: reactive[Scope | None] = reactive(None)
    """The scope that the list of papers shows."""
    cursor: reactive[int] = reactive(0)
    """The line under the cursor."""

    @dataclass
    class Chosen(Message):
        """A view, a day or a collection was chosen."""

        scope: Scope

    def __init__(self, *, id: str | None = None) -> None:
        """Start empty."""
        super().__init__(id=id)
        self._top = 0

    def validate_cursor(self, cursor: int) -> int:
        """Stay inside the list."""
        return max(0, min(cursor, len(self.items) - 1))

    def watch_items(self) -> None:
        """Other lines: the cursor stays on its scope."""
        self._to_shown()
        self.refresh()

    def watch_shown(self) -> None:
        """Another scope is shown: the cursor goes to it."""
        self._to_shown()
        self.refresh()

    def watch_cursor(self) -> None:
        """Keep the cursor in sight."""
        height = max(1, self.size.height)
        self._top = max(min(self._top, self.cursor - 1), self.cursor + 2 - height)
        self._top = max(0, min(self._top, len(self.items) - height))
        self.refresh()

    def on_resize(self) -> None:
        """Another height: keep the cursor in sight."""
        self.watch_cursor()

    def _to_shown(self) -> None:
        if (line := self.items.line_of(self.shown)) is not None:
            self.cursor = line
            self.watch_cursor()

    def move(self, steps: int) -> None:
        """Move the cursor by `steps` lines that can be chosen."""
        at, step = self.cursor, 1 if steps > 0 else -1
        for _ in range(abs(steps)):
            following = at + step
            while 0 <= following < len(self.items) and self.items[following].scope is None:
                following += step
            if not 0 <= following < len(self.items):
                break
            at = following
        self.cursor = at

    def choose(self) -> None:
        """Choose what is under the cursor."""
        if self.items and (scope := self.items[self.cursor].scope):
            self.post_message(self.Chosen(scope))

    def draw_line(self, y: int) -> Strip:
        """One view, day, heading or collection."""
        number, width, appearance = y + self._top, self.size.width, self.appearance
        ground = self.base_style
        if number >= len(self.items):
            return Strip.blank(width, ground)
        item = self.items[number]
        if item.scope is None:
            return to_strip(
                [("  " + cut(item.name, width - 3), appearance["label"])], width, ground
            )
        bar = " "
        if self.has_focus and number == self.cursor:
            ground += appearance["cursor"]
            bar = appearance.glyphs.focus_bar
        elif item.scope == self.shown:
            ground += appearance["selected"]
        return to_strip(self._line(item, bar, width), width, ground)

    def _line(self, item: Item, bar: str, width: int) -> list[Piece]:
        appearance = self.appearance
        pieces: list[Piece] = [(bar, appearance["focus_bar"]), (" ", Style())]
        if not item.total:
            strong = "unread" if item.count and item.scope == UNREAD else "title"
            count = humanize.count(item.count) if item.count else ""
            name = cut(item.name, width - 9)
            return apart(
                [*pieces, (name, appearance[strong])], [(count + " ", appearance["quiet"])], width
            )
        rest = appearance.glyphs.cleared if not item.count else humanize.short_count(item.count)
        name = cut(item.name, max(1, width - BAR - 9))
        style = appearance["unread"] if item.count else appearance["quiet"]
        bar_cells = progress_bar(item.total - item.count, item.total, BAR, appearance)
        right = [*bar_cells, (f"{rest:>5} ", appearance["quiet"])]
        return apart([*pieces, (name, style)], right, width)

    def on_click(self, event: events.Click) -> None:
        """A click chooses."""
        number = event.y + self._top
        if number < len(self.items) and self.items[number].scope:
            self.cursor = number
            self.choose()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel moves what is seen."""
        event.stop()
        self._scroll(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel moves what is seen."""
        event.stop()
        self._scroll(-3)

    def _scroll(self, lines: int) -> None:
        self._top = max(0, min(self._top + lines, len(self.items) - self.size.height))
        self.refresh()
