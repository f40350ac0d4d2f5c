"""The bar at the top: which list is filtered, the filter, and how many papers it leaves."""

from __future__ import annotations

from dataclasses import dataclass

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Input

from tui.papers.cells import cut
from tui.ui.look import Look
from tui.ui.widgets.caption import Caption


class QueryInput(Input):
    """The filter's text field. Every change is told at once, before the next frame."""

    DEFAULT_CSS = """
    QueryInput, QueryInput:focus {
        border: none; padding: 0; height: 1; width: 1fr; background: $panel; color: $foreground;
    }
    QueryInput > .input--placeholder { color: $foreground-muted; }
    """

    @dataclass
    class Typed(Message):
        """The text changed."""

        text: str

    @dataclass
    class Kept(Message):
        """Enter: the filter stays."""

        text: str

    class Dropped(Message):
        """Escape: the filter of before comes back."""

    class Widened(Message):
        """Backspace in an empty field: look everywhere."""

    @dataclass
    class Stepped(Message):
        """An arrow: move in the results by some rows."""

        rows: int

    def __init__(self) -> None:
        """An empty field."""
        super().__init__(
            placeholder='words  "a phrase"  is:starred  upvotes:>50', select_on_focus=False
        )
        self.compact = True

    def watch_value(self, value: str) -> None:
        """Tell what was typed."""
        self.post_message(self.Typed(value))

    def on_key(self, event: events.Key) -> None:
        """The keys that mean something else here than in a plain field."""
        steps = {"down": 1, "up": -1, "ctrl+n": 1, "ctrl+p": -1, "pagedown": 10, "pageup": -10}
        message: Message | None = None
        if event.key == "enter":
            message = self.Kept(self.value)
        elif event.key == "escape":
            message = self.Dropped()
        elif event.key == "backspace" and not self.value:
            message = self.Widened()
        elif event.key in steps:
            message = self.Stepped(steps[event.key])
        if message:
            event.stop()
            event.prevent_default()
            self.post_message(message)


class FilterBar(Horizontal):
    """Chip, field and counts in one line."""

    DEFAULT_CSS = """
    FilterBar { height: 1; background: $panel; }
    """

    look: reactive[Look] = reactive(Look, always_update=True)
    """Styles and glyphs."""
    scope: reactive[str] = reactive("")
    """The name of what is filtered: `31 Jul`."""
    count: reactive[str] = reactive("")
    """`57 papers · 53 ●`."""
    title: reactive[str] = reactive("daily-papers")
    """The reader's name; empty where there is no room."""
    error: reactive[str] = reactive("")
    """What is wrong with the filter."""

    def compose(self) -> ComposeResult:
        """The three parts."""
        yield Caption(id="chip")
        yield QueryInput()
        yield Caption(id="count")

    @property
    def field(self) -> QueryInput:
        """The text field."""
        return self.query_one(QueryInput)

    def watch_look(self) -> None:
        """Draw the captions again."""
        self._say()

    def watch_scope(self) -> None:
        """Another list is filtered."""
        self._say()

    def watch_count(self) -> None:
        """Other numbers."""
        self._say()

    def watch_title(self) -> None:
        """With or without the name."""
        self._say()

    def watch_error(self) -> None:
        """The filter became readable, or unreadable."""
        self._say()
        self.set_class(bool(self.error), "-wrong")

    def _say(self) -> None:
        look = self.look
        captions = self.query(Caption)
        if not captions:
            return
        for caption in captions:
            caption.look = look
        scope = cut(self.scope, 24, cell_len)
        chip = (f" {scope} {look.glyphs.filter} ", look["chip"])
        self.query_one("#chip", Caption).pieces = (chip, (" ", look["quiet"]))
        count = (f" {self.error or self.count} ", look["failed" if self.error else "bar"])
        title = (f"  {self.title} ", look["bar"]) if self.title else ("", look["bar"])
        self.query_one("#count", Caption).pieces = (count, title)
