"""The top line of an overlay: what is asked, a field to type in, and a hint."""

from __future__ import annotations

from typing import Final

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.reactive import reactive

from daily_papers.papers.cells import cut
from daily_papers.ui.widgets.caption import Caption
from daily_papers.ui.widgets.line_input import LineInput

_LEAST: Final = 6
"""Cells that the field keeps beside a message."""


class PromptLine(Horizontal):
    """A label, a text field, and a hint that gives way to a long text."""

    DEFAULT_CSS = """
    PromptLine { height: 1; width: 100%; background: $panel; }
    PromptLine > LineInput { color: $dp-title; text-style: $dp-title-style; }
    """

    hint: reactive[str] = reactive("")
    """Keys, shown where the text leaves enough cells."""
    message: reactive[tuple[str, str]] = reactive(("", "failed"))
    """Words shown in place of the hint, also beside a long text, and their component."""

    def __init__(self, label: str, text: str = "") -> None:
        """Args:
        label: What is asked: `:`, `Save as`.
        text: The text to begin with.
        """
        super().__init__()
        self.field = LineInput(text)
        """The text field."""
        self._label = f" {label} "
        self._hint = Caption()

    def compose(self) -> ComposeResult:
        """The three parts."""
        label = Caption()
        label.pieces = ((self._label, "key"),)
        yield label
        yield self.field
        yield self._hint

    def watch_hint(self) -> None:
        """Show other keys."""
        self.fit()

    def watch_message(self) -> None:
        """Show a message, or the keys again."""
        self.fit()

    def on_resize(self) -> None:
        """Fit the hint to another width."""
        self.fit()

    def fit(self) -> None:
        """Show as much of the hint as fits beside the text; the caller changed the text."""
        words, style = self.message
        if words:
            taken = _LEAST
        else:
            words, style, taken = self.hint, "quiet", cell_len(self.field.value) + 1
        words = cut(words, self.size.width - cell_len(self._label) - taken - 2, cell_len)
        self._hint.pieces = ((f" {words} ", style),) if words else ()
