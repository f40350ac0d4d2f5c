"""The command line and palette: every action and theme by its name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from textual.message import Message

from daily_papers.themes import Theme
from daily_papers.ui.controllers.themes import ThemeController
from daily_papers.ui.drawing.styles import Appearance
from daily_papers.ui.keys.actions import by_use
from daily_papers.ui.model.fuzzy_match import rank
from daily_papers.ui.screens.overlay import Chooser
from daily_papers.ui.strings import errors, labels
from daily_papers.ui.widgets.choice_list import Choice

if TYPE_CHECKING:
    from daily_papers.ui.screens.reader import Reader

_COLUMN: Final = 24
"""Cells of the names."""
_SHORT: Final[Mapping[str, str]] = {"q": "quit_reader", "h": "help_sheet"}
"""What is also typed for an action."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that can be done."""

    name: str
    """What is typed for it."""
    help: str
    keys: str
    run: Callable[[], object]
    theme: Theme | None = None
    """The theme that is shown while the cursor is on it."""


class ThemesRead(Message):
    """The themes were read from their files."""

    def __init__(self, themes: Mapping[str, Theme]) -> None:
        """Args:
        themes: By name.
        """
        super().__init__()
        self.themes = themes


class Palette(Chooser[Entry]):
    """Type a part of a name; enter does it."""

    def __init__(self, reader: Reader, appearance: Appearance) -> None:
        """Args:
        reader: Who does what is chosen.
        appearance: How it is drawn.
        """
        super().__init__(appearance, ":")
        self._reader = reader
        self._wardrobe = ThemeController(reader)
        self._entries = list(_actions(reader))
        self._found: list[Entry] = []
        self.list.column = _COLUMN
        self._find()

    @property
    def hint(self) -> str:
        """The keys of the palette."""
        return labels.PALETTE_KEYS

    def on_mount(self) -> None:
        """Ask for the themes: they come when they are read."""
        super().on_mount()
        self.run_worker(self._read_themes, thread=True)

    def typed(self) -> None:
        """Something was typed: find what it means."""
        self._find()

    def on_themes_read(self, message: ThemesRead) -> None:
        """The themes can be chosen now."""
        message.stop()
        self._entries += [
            Entry(
                f"theme {name}",
                labels.theme(theme.title, dark=theme.dark),
                "",
                partial(self._wardrobe.keep, theme),
                theme,
            )
            for name, theme in message.themes.items()
        ]
        self._find()

    def moved(self) -> None:
        """Show the theme under the cursor, if it is one."""
        if not self.is_on_top:
            return  # the themes came when it had been left
        entry = self._at_cursor
        self._wardrobe.try_on(entry.theme if entry and self.text else None)

    def enter(self) -> None:
        """Do what is under the cursor."""
        if entry := self._at_cursor:
            self.finish(entry)
        else:
            self.say(errors.NOTHING_FOUND)

    def leave(self) -> None:
        """Do nothing, in the theme of before."""
        self._wardrobe.try_on(None)
        super().leave()

    def _read_themes(self) -> None:
        self.post_message(ThemesRead(self._wardrobe.themes()))

    @property
    def _at_cursor(self) -> Entry | None:
        return self._found[self.list.cursor] if self._found else None

    def _find(self) -> None:
        typed = self.text.strip()
        if typed.isdecimal():
            row = int(typed)
            jump = partial(setattr, self._reader.papers, "cursor", row - 1)
            self._found = [Entry(typed, labels.go_to_row(row), "", jump)]
        else:
            fields = [(each.name, each.keys, each.help) for each in self._entries]
            self._found = [self._entries[place] for place in rank(typed, fields)]
            if name := _SHORT.get(typed):
                self._found.sort(key=lambda each: each.name != _name(name))
        self.list.typed = typed
        self.list.choices = [Choice(each.name, each.help, each.keys) for each in self._found]
        if self._found and self._found[0].theme:
            # Looking for a theme begins at the one that is worn, so nothing changes unasked.
            themes = [each.theme.name if each.theme else "" for each in self._found]
            self.list.cursor = themes.index(worn) if (worn := self._wardrobe.worn) in themes else 0
        self.moved()


def open_palette(reader: Reader) -> None:
    """Show the palette over the reader."""

    def run(entry: Entry) -> None:
        entry.run()
        reader.refresh_status()

    Palette(reader, reader.appearance).ask(reader.app, run)


def _actions(reader: Reader) -> Iterator[Entry]:
    for action in by_use():
        if action.name != "palette":
            keys = "  ".join(reader.shown_keys.get(action.name, ()))
            run = partial(action.run, reader, None)
            yield Entry(_name(action.name), action.help, keys, run)


def _name(action: str) -> str:
    """An action's name as it is typed."""
    return action.replace("_", " ")
