"""The help sheet: all keys as they are bound now, searched by what is typed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from rich.cells import cell_len
from rich.style import Style
from textual.reactive import reactive
from textual.widget import Widget

from daily_papers.papers.cells import cut, wrap
from daily_papers.papers.verdicts import BY_REGISTER
from daily_papers.ui.drawing.strips import Piece, spread, width_of
from daily_papers.ui.drawing.styles import Appearance
from daily_papers.ui.keys.actions import ACTIONS, GROUPS, Action
from daily_papers.ui.model.fuzzy_match import hits, rank
from daily_papers.ui.screens.overlay import Overlay
from daily_papers.ui.strings import labels
from daily_papers.ui.widgets.scroll_pane import ScrollPane

_ESSENTIAL: Final = ("more", "star", "dismiss", "undo", "filter_papers", "palette")
"""The actions that are enough for everyday use."""
_OWN_VIEWS: Final = tuple(f"own_view_{number}" for number in range(1, 10))
"""Actions that share one line."""
_KEYS: Final = 13
"""Cells of the column of keys."""


_TYPED: Final = ("space", "home", "end")
"""Keys that scroll only while nothing is typed."""


class Entry(NamedTuple):
    """What the sheet says of an action."""

    keys: str
    name: str
    help: str


class Sheet(ScrollPane):
    """Every key with what it does, by group."""

    search: reactive[str] = reactive("")
    """What is searched for; the whole sheet is shown while it is empty."""

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

    def watch_search(self) -> None:
        """Show what was found, from the top."""
        self.changed()
        self.scrolling.scroll_to(0)

    def set_lines(self) -> list[list[Piece]]:
        """The whole sheet, or what was found in it."""
        return self._found() if self.search.strip() else self._all()

    def _all(self) -> list[list[Piece]]:
        lines: list[list[Piece]] = []
        if self._table is ACTIONS:
            lines += self._group(labels.ESSENTIAL, [ACTIONS[name] for name in _ESSENTIAL])
        for group in GROUPS:
            members = [action for action in self._table.values() if action.group == group]
            if members:
                lines += self._group(labels.GROUPS[group], members)
        return lines + self._legend()

    def _legend(self) -> list[list[Piece]]:
        """What the signs on the screen mean, each in its own colour."""
        appearance, glyphs = self.appearance, self.appearance.glyphs
        bar = (2 * glyphs.progress_full, 2 * glyphs.progress_empty)
        signs = (
            ((glyphs.unread, "unread_mark"),),
            *(((glyphs.verdict(register), register),) for register in BY_REGISTER),
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
                words = (meaning[start:end], appearance["body"])
                lines.append([("    ", Style()), *pieces, (gap, Style()), words])
                pieces, gap = [], " " * _KEYS
        return lines

    def _group(self, title: str, actions: Iterable[Action]) -> list[list[Piece]]:
        lines = [line for entry in self._entries(actions) for line in self._entry_lines(entry)]
        return [[("  " + title, self.appearance["heading"])], *lines, []]

    def _found(self) -> list[list[Piece]]:
        entries = list(self._entries(self._table.values()))
        places = rank(self.search, entries)
        return [line for place in places for line in self._entry_lines(entries[place])] or [
            [(f"    {labels.NO_KEY}", self.appearance["quiet"])]
        ]

    def _entries(self, actions: Iterable[Action]) -> Iterator[Entry]:
        """One entry an action; the user's views share one where their keys are alike."""
        shared_keys = self._keys_of_views()
        for action in actions:
            if shared_keys and action.name in _OWN_VIEWS:
                if action.name == _OWN_VIEWS[0]:
                    yield Entry(shared_keys, labels.OWN_VIEWS, labels.own_views(self._views))
                continue
            keys = "  ".join(self._keys.get(action.name, ()))
            yield Entry(keys, action.name.replace("_", " "), action.help)

    def _keys_of_views(self) -> str:
        """The keys of the user's views in short, `g1 … g9`; empty where they are not alike."""
        bound = ["  ".join(self._keys.get(name, ())) for name in _OWN_VIEWS]
        stem = bound[0][:-1]
        alike = bound == [f"{stem}{number}" for number in range(1, 10)]
        return f"{bound[0]} … {bound[-1]}" if alike else ""

    def _entry_lines(self, entry: Entry) -> Iterator[list[Piece]]:
        """An action's keys, with its help beside them in as many lines as it needs."""
        appearance, help_ = self.appearance, entry.help
        keys = cut(entry.keys or f": {entry.name}", _KEYS - 1, cell_len)
        spans = [(start, end, appearance["hit"]) for start, end in hits(self.search, help_)]
        for start, end in wrap(help_, max(1, self.size.width - _KEYS - 5)):
            shown = spread(help_, start, end, spans, appearance["body"])
            gap = " " * (_KEYS - cell_len(keys))
            yield [("    ", Style()), (keys, appearance["key"]), (gap, Style()), *shown]
            keys = ""


class Help(Overlay[None]):
    """The keys over the reader: type to search, arrow keys and space scroll."""

    DEFAULT_CSS = """
    Help > #box { height: 90%; }
    """
    HINT = labels.HELP_KEYS

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

    def body(self) -> Iterable[Widget]:
        """The sheet."""
        yield self._sheet

    def typed(self) -> None:
        """Search for what is typed."""
        self._sheet.search = self.text

    def take(self, token: str) -> None:
        """Scroll, search, or close; escape clears the search first.

        A `q` is searched for: if it closed the sheet, the rest of a word would be taken for keys of
        the reader. Space, home and end belong to the text where there is one.
        """
        if token == "escape" and self.text:
            self.clear()
        elif token == "?" and not self.text:
            self.leave()
        elif (self.text and token in _TYPED) or not self._sheet.press(token):
            super().take(token)

    def enter(self) -> None:
        """Close it: nothing is chosen here."""
        self.leave()
