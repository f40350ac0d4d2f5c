"""A line to type in, for overlays: its text belongs to the screen, which takes the keys."""

from __future__ import annotations

from typing import Final

from rich.cells import cell_len
from rich.style import Style
from textual.reactive import reactive
from textual.strip import Strip

from daily_papers.papers.cells import cut
from daily_papers.papers.text import clean_line
from daily_papers.ui.drawing.strips import apart, to_strip
from daily_papers.ui.widgets.pane import Pane

_LONGEST: Final = 2_000
"""Characters that can be typed."""


def edited(text: str, token: str) -> str | None:
    """`text` after a key that edits it at its end; `None` for a key that does not."""
    if token == "space":
        token = " "
    if len(token) == 1:
        return (text + token)[:_LONGEST]
    if token == "backspace":
        return text[:-1]
    if token == "ctrl+u":
        return ""
    if token == "ctrl+w":
        return text.rstrip()[: len(text.rstrip()) - len(text.split()[-1])] if text.split() else ""
    return None


def pasted(text: str, paste: str) -> str:
    """`text` with a paste at its end: one line, without controls."""
    return (text + clean_line(paste[:_LONGEST]))[:_LONGEST]


class Prompt(Pane, can_focus=False):
    """One line: what is asked, what was typed, and a hint at the right."""

    DEFAULT_CSS = """
    Prompt { height: 1; width: 100%; background: $panel; color: $foreground; }
    """

    label: reactive[str] = reactive("")
    """What is asked: `:`, `Save as`."""
    text: reactive[str] = reactive("")
    """What was typed."""
    hint: reactive[str] = reactive("")
    """Keys, or what is wrong."""
    failed: reactive[bool] = reactive(False)
    """Whether the hint tells what is wrong."""

    def draw_line(self, y: int) -> Strip:
        """The line; of a long text its end is seen, and keys give way to it."""
        appearance, width = self.appearance, self.size.width
        hint = f"{self.hint} " if self.hint else ""
        room = max(4, width - cell_len(self.label) - (cell_len(hint) if self.failed else 0) - 6)
        shown = self.text
        while cell_len(shown) > room:
            shown = shown[1:]
        left = [
            (f" {self.label} ", appearance["key"]),
            (shown, appearance["title"]),
            (" ", Style(reverse=True)),
        ]
        used = sum(cell_len(text) for text, _ in left)
        right = [
            (cut(hint, max(0, width - used - 1)), appearance["failed" if self.failed else "quiet"])
        ]
        return to_strip(apart(left, right, width), width, self.base_style)
