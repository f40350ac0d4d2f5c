"""The sheet of keys."""

from __future__ import annotations

from typing import Final

from rich.cells import cell_len
from rich.style import Style
from textual import events
from textual.app import ComposeResult
from textual.reactive import reactive
from textual.screen import ModalScreen
from textual.strip import Strip

from tui.papers.cells import cut
from tui.ui.actions import ACTIONS, GROUPS, show_key
from tui.ui.keys import tokens
from tui.ui.lines import Piece, to_strip
from tui.ui.look import Look
from tui.ui.widgets.pane import Pane

_TITLES: Final = {
    "move": "Move",
    "judge": "Judge",
    "select": "Select",
    "undo": "Undo",
    "find": "Find",
    "out": "Out",
    "see": "See",
    "app": "Reader",
}
_KEYS: Final = 16
"""Cells of the column of keys."""


class Sheet(Pane):
    """Every key with what it does, by group."""

    DEFAULT_CSS = """
    Sheet { background: $surface; color: $foreground; width: 76; max-width: 100%; height: 90%; }
    """

    top: reactive[int] = reactive(0)
    """The first line in sight."""

    @property
    def lines(self) -> list[list[Piece]]:
        """The whole sheet."""
        look, lines = self.look, []
        for group in GROUPS:
            found = [action for action in ACTIONS.values() if action.group == group]
            lines += [[], [("  " + _TITLES[group], look["heading"])]]
            for action in found:
                keys = cut("  ".join(show_key(each) for each in action.keys), _KEYS - 1, cell_len)
                gap = " " * (_KEYS - cell_len(keys))
                help_ = cut(action.help, max(1, self.size.width - _KEYS - 5), cell_len)
                lines.append([("    ", Style()), (keys + gap, look["key"]), (help_, look["body"])])
        return [*lines[1:], []]

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
        return to_strip(pieces, self.size.width, self.ground)

    def on_mouse_scroll_down(self) -> None:
        """The wheel scrolls."""
        self.top += 3

    def on_mouse_scroll_up(self) -> None:
        """The wheel scrolls."""
        self.top -= 3


class Help(ModalScreen[None], inherit_bindings=False):
    """The keys as they are bound now, over the reader."""

    DEFAULT_CSS = """
    Help { align: center middle; background: $background 60%; }
    """

    def __init__(self, look: Look) -> None:
        """Args:
        look: How it is drawn.
        """
        super().__init__()
        self._look = look

    def compose(self) -> ComposeResult:
        """The sheet."""
        sheet = Sheet()
        sheet.set_reactive(Sheet.look, self._look)
        yield sheet

    def on_key(self, event: events.Key) -> None:
        """Scroll, or close."""
        event.stop()
        sheet = self.query_one(Sheet)
        page = max(1, sheet.size.height - 2)
        steps = {"j": 1, "down": 1, "k": -1, "up": -1, "space": page, "pagedown": page}
        steps |= {"pageup": -page, "backspace": -page, "G": 10**6, "g": -(10**6)}
        for token in tokens(event.key, event.character):
            if token in steps:
                sheet.top += steps[token]
            elif token in ("escape", "q", "?", "enter"):
                self.dismiss()
