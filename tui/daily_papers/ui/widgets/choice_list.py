"""A short list to choose from: words, what they do, and their keys. For overlays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.style import Style
from textual import events
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from daily_papers.papers.cells import cut
from daily_papers.ui.drawing.strips import Piece, apart, spread, to_strip, width_of
from daily_papers.ui.model.fuzzy_match import hits
from daily_papers.ui.strings import labels
from daily_papers.ui.widgets.pane import Pane


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of the list. All text is clean."""

    words: str
    help: str = ""
    keys: str = ""
    """What stands at the right."""


class ChoiceList(Pane, can_focus=False):
    """Lines with a cursor. The keys are the screen's."""

    DEFAULT_CSS = """
    ChoiceList { background: $surface; color: $foreground; width: 100%; height: 1fr; }
    """

    choices: reactive[Sequence[Choice]] = reactive(())
    """The lines."""
    typed: reactive[str] = reactive("")
    """What they match; it is highlighted."""
    empty: reactive[str] = reactive(labels.NOTHING_FOUND)
    """What stands where there are no lines."""
    column: reactive[int] = reactive(0)
    """Cells of the words' column; 0 for as many as they need."""
    cursor: reactive[int] = reactive(0)
    """The line under the cursor, from 0."""

    @dataclass
    class Clicked(Message):
        """A line was clicked."""

        number: int

    def __init__(self, *, id: str | None = None) -> None:
        """Start without lines."""
        super().__init__(id=id)
        self._top = 0

    def validate_cursor(self, cursor: int) -> int:
        """Stay in the list."""
        return max(0, min(cursor, len(self.choices) - 1))

    def watch_choices(self) -> None:
        """Other lines: begin at the first."""
        self._top = 0
        self.set_reactive(ChoiceList.cursor, 0)
        self.refresh()

    def watch_cursor(self) -> None:
        """Keep the cursor in sight."""
        height = max(1, self.size.height)
        top = max(min(self._top, self.cursor), self.cursor + 1 - height)
        self._top = max(0, min(top, len(self.choices) - height))
        self.refresh()

    def on_resize(self) -> None:
        """Another height: keep the cursor in sight."""
        self.watch_cursor()

    def draw_line(self, y: int) -> Strip:
        """One choice."""
        number, width, appearance = y + self._top, self.size.width, self.appearance
        if number >= len(self.choices):
            words = f"   {self.empty}" if y == 0 and not self.choices else ""
            return to_strip([(cut(words, width), appearance["quiet"])], width, self.base_style)
        choice, ground, bar = self.choices[number], self.base_style, " "
        if number == self.cursor:
            ground, bar = ground + appearance["cursor"], appearance.glyphs.focus_bar
        right: list[Piece] = [(f" {choice.keys} ", appearance["key"])] if choice.keys else []
        room = max(1, width - 3 - width_of(right))
        left: list[Piece] = [(bar, appearance["focus_bar"]), (" ", Style())]
        left += self._lit(cut(choice.words, room, cell_len), appearance["title"])
        if choice.help:
            gap = max(2, self.column - cell_len(choice.words))
            rest = room - (width_of(left) - 2) - gap
            if rest > 3:
                left += [(" " * gap, Style())]
                left += self._lit(cut(choice.help, rest, cell_len), appearance["quiet"])
        return to_strip(apart(left, right, width), width, ground)

    def _lit(self, text: str, style: Style) -> list[Piece]:
        spans = [(start, end, self.appearance["hit"]) for start, end in hits(self.typed, text)]
        return spread(text, 0, len(text), spans, style)

    def on_click(self, event: events.Click) -> None:
        """A click chooses."""
        event.stop()
        number = self._top + event.y
        if number < len(self.choices):
            self.cursor = number
            self.post_message(self.Clicked(number))

    def wheel(self, lines: int) -> None:
        """Move what is in sight."""
        self._top = max(0, min(self._top + lines, len(self.choices) - self.size.height))
        self.refresh()
