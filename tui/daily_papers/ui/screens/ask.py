"""A question with one line for the answer."""

from __future__ import annotations

from collections.abc import Callable

from daily_papers.ui.controllers.filter_text import InvalidInput
from daily_papers.ui.drawing.styles import Appearance
from daily_papers.ui.screens.overlay import Overlay
from daily_papers.ui.strings import labels


class Ask(Overlay[str]):
    """One line over the reader. Enter answers; an answer that is refused stays to be corrected."""

    DEFAULT_CSS = """
    Ask > #box { height: 1; min-height: 1; }
    """
    HINT = labels.ASK_KEYS

    def __init__(
        self, appearance: Appearance, label: str, text: str, answer: Callable[[str], object]
    ) -> None:
        """Args:
        appearance: How it is drawn.
        label: What is asked.
        text: The text to begin with.
        answer: Called with what was typed; raises `InvalidInput` to refuse it.
        """
        super().__init__(appearance, label, text)
        self._answer = answer

    def enter(self) -> None:
        """Answer."""
        try:
            self._answer(self.text)
        except InvalidInput as why:
            self.show_error(str(why))
        else:
            self.finish(self.text)
