"""The sheet of keys, as they are bound now; what is typed searches it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from rich.cells import cell_len
from rich.style import Style
from textual import events
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from daily_papers.papers.cells import cut, wrap
from daily_papers.ui.drawing.strips import Piece, spread, to_strip, width_of
from daily_papers.ui.drawing.styles import Appearance
from daily_papers.ui.keys.actions import ACTIONS, GROUPS, Action
from daily_papers.ui.model.fuzzy_match import hits, rank
from daily_papers.ui.screens.overlay import Overlay
from daily_papers.ui.strings import labels
from daily_papers.ui.widgets.pane import Pane

_NEEDED: Final = ("more", "star", "dismiss", "undo", "filter_papers", "palette")
"""The actions that serve for a whole morning."""
_OWN_VIEWS: Final = tuple(f"own_view_{number}" for number in range(1, 10))
"""Actions that stand on one line."""
_KEYS: Final = 13
"""Cells of the column of keys."""


class Entry(NamedTuple):
    """What the sheet tells of an action."""

    keys: str
    name: str
    help: str


class Sheet(Pane, can_focus=False):
    """Every key with what it does, by group."""

    DEFAULT_CSS = """
    Sheet { background: $surface; color: $foreground; width: 100%; height: 1fr; }
    """

    top: reactive[int] = reactive(0)
    """The first line in sight."""
    typed: reactive[str] = reactive("")
    """What is looked for."""

    def __init__(
        self,
        keys: Mapping[str, tuple[str, ...]],
        table: Mapping[str, Action] = ACTIONS,
        views: Sequence[str] = (),
    ) -> None:
        """Args:
        keys: The keys of each action as people read them, by its name.
        table: The actions.
        views: The names of the user's own views.
        """
        super().__init__()
        self._views = views
        self._keys = keys
        self._table = table
        self._lines: list[list[Piece]] | None = None

    @property
    def lines(self) -> list[list[Piece]]:
        """The whole sheet, or what was found in it."""
        if self._lines is None:
            self._lines = self._found() if self.typed.strip() else self._all()
        return self._lines

    def changed(self) -> None:
        """Set the lines anew."""
        self._lines = None
        self.refresh()

    def watch_typed(self) -> None:
        """Something else is looked for."""
        self.changed()
        self.top = 0

    def on_resize(self) -> None:
        """Another width: set the lines anew."""
        self.changed()
        self.top = self.validate_top(self.top)

    def validate_top(self, top: int) -> int:
        """Stay within the sheet."""
        return max(0, min(top, len(self.lines) - self.size.height))

    def watch_top(self) -> None:
        """Another part is in sight."""
        self.refresh()

    def draw_line(self, y: int) -> Strip:
        """One line of the sheet."""
        number, lines = y + self.top, self.lines
        pieces = lines[number] if number < len(lines) else []
        return to_strip(pieces, self.size.width, self.base_style)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel scrolls."""
        event.stop()
        self.top += 3

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel scrolls."""
        event.stop()
        self.top -= 3

    def _all(self) -> list[list[Piece]]:
        lines: list[list[Piece]] = []
        if self._table is ACTIONS:
            lines += self._group(labels.NEEDED, [ACTIONS[name] for name in _NEEDED])
        for group in GROUPS:
            members = [action for action in self._table.values() if action.group == group]
            if members:
                lines += self._group(labels.GROUPS[group], members)
        return lines + self._signs()

    def _signs(self) -> list[list[Piece]]:
        """What the signs on the screen mean, each in its own colour."""
        appearance, glyphs = self.appearance, self.appearance.glyphs
        bar = (2 * glyphs.progress_full, 2 * glyphs.progress_empty)
        signs = (
            ((glyphs.unread, "unread_mark"),),
            ((glyphs.starred, "starred"),),
            ((glyphs.later, "later"),),
            ((glyphs.dismissed, "dismissed"),),
            ((glyphs.code, "code"),),
            ((glyphs.upvote, "upvotes"),),
            ((bar[0], "progress"), (bar[1], "progress_rest")),
            ((glyphs.cleared, "cleared"),),
        )
        lines: list[list[Piece]] = [[("  " + labels.SIGNS, appearance["heading"])]]
        for sign, meaning in zip(signs, labels.SIGN_MEANINGS, strict=True):
            pieces: list[Piece] = [(text, appearance[style]) for text, style in sign]
            gap = " " * (_KEYS - width_of(pieces))
            for start, end in wrap(meaning, max(1, self.size.width - _KEYS - 5)):
                told = (meaning[start:end], appearance["body"])
                lines.append([("    ", Style()), *pieces, (gap, Style()), told])
                pieces, gap = [], " " * _KEYS
        return lines

    def _group(self, title: str, actions: Iterable[Action]) -> list[list[Piece]]:
        lines = [line for entry in self._entries(actions) for line in self._told(entry)]
        return [[("  " + title, self.appearance["heading"])], *lines, []]

    def _found(self) -> list[list[Piece]]:
        entries = list(self._entries(self._table.values()))
        places = rank(self.typed, entries)
        return [line for place in places for line in self._told(entries[place])] or [
            [(f"    {labels.NO_KEY}", self.appearance["quiet"])]
        ]

    def _entries(self, actions: Iterable[Action]) -> Iterator[Entry]:
        """What is told of actions; the user's views stand together where their keys are alike."""
        alike = self._keys_of_views()
        for action in actions:
            if alike and action.name in _OWN_VIEWS:
                if action.name == _OWN_VIEWS[0]:
                    yield Entry(alike, labels.OWN_VIEWS, labels.own_views(self._views))
                continue
            keys = "  ".join(self._keys.get(action.name, ()))
            yield Entry(keys, action.name.replace("_", " "), action.help)

    def _keys_of_views(self) -> str:
        """The keys of the user's views in short, `g1 … g9`; empty where they are not alike."""
        bound = ["  ".join(self._keys.get(name, ())) for name in _OWN_VIEWS]
        stem = bound[0][:-1]
        alike = bound == [f"{stem}{number}" for number in range(1, 10)]
        return f"{bound[0]} … {bound[-1]}" if alike else ""

    def _told(self, entry: Entry) -> Iterator[list[Piece]]:
        """An action's keys, with all its help beside them."""
        appearance, help_ = self.appearance, entry.help
        keys = cut(entry.keys or f": {entry.name}", _KEYS - 1, cell_len)
        spans = [(start, end, appearance["hit"]) for start, end in hits(self.typed, help_)]
        for start, end in wrap(help_, max(1, self.size.width - _KEYS - 5)):
            shown = spread(help_, start, end, spans, appearance["body"])
            gap = " " * (_KEYS - cell_len(keys))
            yield [("    ", Style()), (keys, appearance["key"]), (gap, Style()), *shown]
            keys = ""


class Help(Overlay[None]):
    """The keys over the reader: type to search, arrows and space scroll."""

    DEFAULT_CSS = """
    Help > #box { height: 90%; }
    """

    def __init__(
        self,
        appearance: Appearance,
        keys: Mapping[str, tuple[str, ...]],
        table: Mapping[str, Action] = ACTIONS,
        views: Sequence[str] = (),
    ) -> None:
        """Args:
        appearance: How it is drawn.
        keys: The keys of each action as people read them, by its name.
        table: The actions.
        views: The names of the user's own views, cleaned.
        """
        super().__init__(appearance, "?")
        self._sheet = Sheet(keys, table, views)

    @property
    def hint(self) -> str:
        """What can be done here."""
        return labels.HELP_KEYS

    def body(self) -> Iterable[Widget]:
        """The sheet."""
        yield self._sheet

    def typed(self) -> None:
        """Look for what is typed."""
        self._sheet.typed = self.text

    def take(self, token: str) -> None:
        """Scroll, search, or close; esc gives up the search first.

        A `q` is searched for: were it to close the sheet, the rest of a word would be taken for
        keys of the reader.
        """
        page = max(1, self._sheet.size.height - 2)
        steps = {"down": 1, "up": -1, "pagedown": page, "pageup": -page}
        steps |= {"end": len(self._sheet.lines), "home": -len(self._sheet.lines)}
        if not self.text:
            steps["space"] = page
        if token in steps:
            self._sheet.top += steps[token]
        elif token == "escape" and self.text:
            self.retype("")
        elif token == "?" and not self.text:
            self.leave()
        else:
            super().take(token)

    def enter(self) -> None:
        """Nothing is chosen here."""
        self.leave()
