"""The command palette: every action and theme by its name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final, Protocol

from textual.message import Message

from daily_papers.themes import Theme
from daily_papers.ui.drawing.styles import Appearance
from daily_papers.ui.keys.actions import by_use
from daily_papers.ui.model.fuzzy_match import rank
from daily_papers.ui.screens.overlay import Chooser
from daily_papers.ui.strings import errors, labels
from daily_papers.ui.widgets.choice_list import Choice

if TYPE_CHECKING:
    from daily_papers.ui.controllers.workspace import Workspace

_COLUMN: Final = 24
"""Cells of the names."""
_SHORT: Final[Mapping[str, str]] = {"q": "quit_reader", "h": "help_sheet"}
"""Short names of actions."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that can be done."""

    name: str
    """What is typed for it."""
    help: str
    keys: str
    run: Callable[[], object]
    theme: Theme | None = None
    """The theme that is previewed while the cursor is on it."""


class Themes(Protocol):
    """What the palette needs to preview and choose themes."""

    @property
    def current(self) -> str:
        """The name of the theme in use."""

    def load(self) -> Mapping[str, Theme]:
        """Read every theme from its file, by name; called in a thread."""

    def preview(self, theme: Theme | None) -> None:
        """Draw everything in a theme for now; with `None` in the one in use."""

    def choose(self, theme: Theme) -> None:
        """Use a theme from now on."""


class ThemesRead(Message):
    """The themes were read from their files."""

    def __init__(self, themes: Mapping[str, Theme]) -> None:
        """Args:
        themes: By name.
        """
        super().__init__()
        self.themes = themes


class Palette(Chooser[Entry]):
    """Type a part of a name; enter runs it."""

    HINT = labels.PALETTE_KEYS

    def __init__(
        self,
        appearance: Appearance,
        entries: Iterable[Entry],
        themes: Themes,
        go_to_row: Callable[[int], object],
    ) -> None:
        """Args:
        appearance: How it is drawn.
        entries: The actions.
        themes: Previews and chooses themes.
        go_to_row: Moves to a row of the list, counted from 1.
        """
        super().__init__(appearance, ":")
        self._themes = themes
        self._go_to_row = go_to_row
        self._entries = list(entries)
        self._found: list[Entry] = []
        self.list.column = _COLUMN
        self._find()

    def on_mount(self) -> None:
        """Have the themes read."""
        self.run_worker(self._read_themes, thread=True)

    def typed(self) -> None:
        """Find what was typed."""
        self._find()

    def on_themes_read(self, message: ThemesRead) -> None:
        """Offer the themes too."""
        message.stop()
        self._entries += [
            Entry(
                f"theme {name}",
                labels.theme(theme.title, dark=theme.dark),
                "",
                partial(self._themes.choose, theme),
                theme,
            )
            for name, theme in message.themes.items()
        ]
        self._find()

    def moved(self) -> None:
        """Preview the theme under the cursor, if it is one."""
        if not self.is_on_top:
            return  # the themes were read after it was closed
        entry = self._at_cursor
        self._themes.preview(entry.theme if entry and self.text else None)

    def enter(self) -> None:
        """Run what is under the cursor."""
        if entry := self._at_cursor:
            self.finish(entry)
        else:
            self.show_error(errors.NO_MATCHES)

    def leave(self) -> None:
        """End the preview, and run nothing."""
        self._themes.preview(None)
        super().leave()

    def _read_themes(self) -> None:
        self.post_message(ThemesRead(self._themes.load()))

    @property
    def _at_cursor(self) -> Entry | None:
        return self._found[self.list.cursor] if self._found else None

    def _find(self) -> None:
        typed = self.text.strip()
        if typed.isdecimal():
            row = int(typed)
            jump = partial(self._go_to_row, row)
            self._found = [Entry(typed, labels.go_to_row(row), "", jump)]
        else:
            fields = [(each.name, each.keys, each.help) for each in self._entries]
            self._found = [self._entries[place] for place in rank(typed, fields)]
            if name := _SHORT.get(typed):
                self._found.sort(key=lambda each: each.name != _name(name))
        self.list.typed = typed
        self.list.choices = [Choice(each.name, each.help, each.keys) for each in self._found]
        if self._found and self._found[0].theme:
            # Begin at the theme in use, so that nothing changes unasked.
            names = [each.theme.name if each.theme else "" for each in self._found]
            current = self._themes.current
            self.list.cursor = names.index(current) if current in names else 0
        self.moved()


def palette(ws: Workspace) -> Palette:
    """The palette over the reader."""
    entries = (
        Entry(
            _name(action.name),
            action.help,
            "  ".join(ws.ctx.keys.get(action.name, ())),
            partial(action.run, ws, None),
        )
        for action in by_use()
        if action.name != "palette"
    )
    ws.themes.begin()
    model = ws.ctx.model
    made = Palette(model.appearance, entries, ws.themes, lambda row: model.papers.move_to(row - 1))
    return made.then(lambda entry: entry.run())


def _name(action: str) -> str:
    """An action's name as it is typed."""
    return action.replace("_", " ")
