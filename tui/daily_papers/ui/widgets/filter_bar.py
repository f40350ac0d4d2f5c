"""The bar at the top: which list is filtered, the filter, and how many papers it leaves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from rich.cells import cell_len
from rich.style import Style
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import Reactive, reactive
from textual.widgets import Input

from daily_papers.papers.cells import cut
from daily_papers.ui.drawing.styles import Appearance
from daily_papers.ui.keys.sequences import tokens
from daily_papers.ui.widgets.caption import Caption
from daily_papers.ui.widgets.query_text import QueryHighlighter

_EDITS: Final = {
    key: binding.action
    for binding in Input.BINDINGS
    if isinstance(binding, Binding)
    and binding.action.startswith(("cursor", "delete", "home", "end"))
    for key in binding.key.split(",")
}
"""Keys that move and delete. A binding's turn comes late: what is typed on would overtake it."""

_EXAMPLES: Final = ("words", '"a phrase"', "is:starred", "upvotes:>50")
"""What may be typed; an empty field shows those that fit."""
_STEP: Final = 16
"""By so many cells the room for the counts grows, where there is enough."""


class QueryInput(Input):
    """The filter's text field. Every change is reported at once, before the next frame."""

    DEFAULT_CSS = """
    QueryInput, QueryInput:focus {
        border: none; padding: 0; height: 1; width: 1fr; background: $panel; color: $foreground;
    }
    QueryInput > .input--placeholder { color: $foreground-muted; }
    """

    virtual_size = Reactive(Size(0, 0))
    """As long as the text; the field is not, so no letter asks for a layout."""

    class Widened(Message):
        """Backspace in an empty field: look everywhere."""

    @dataclass
    class Stepped(Message):
        """An arrow: move in the results by some rows."""

        rows: int

    def __init__(self) -> None:
        """An empty field."""
        super().__init__(select_on_focus=False)
        self.compact = True
        self.on_typed: Callable[[str], object] = lambda text: None
        """Called with the text whenever it changes, so that what it leaves is drawn in the same
        frame; a message would come one later."""
        self.on_kept: Callable[[], object] = lambda: None
        """Called on enter: the filter stays. It moves the focus, so that keys typed on at once
        are no longer the field's."""
        self.on_dropped: Callable[[tuple[str, ...]], object] = lambda then: None
        """Called on escape, with the keys that came with it (alt and a letter is escape and the
        letter): the filter of before comes back."""
        self.takes: Callable[[str], bool] = lambda key: False
        """Asked first what a key means; whether it meant anything."""
        self.colours = QueryHighlighter()
        self.highlighter = self.colours

    def on_mount(self) -> None:
        """The cursor blinks where the user lets things move."""
        self.cursor_blink = self.app.animation_level != "none"

    def on_resize(self) -> None:
        """Show as many examples as fit whole, and keep the cursor in sight."""
        shown = ""
        for example in _EXAMPLES:
            longer = f"{shown}  {example}" if shown else example
            if len(longer) > self.size.width:
                break
            shown = longer
        self.placeholder = shown
        at = cell_len(self.value[: self.cursor_position])
        self.scroll_to_region(Region(at, 0, 1, 1), force=True, animate=False)

    def watch_value(self, value: str) -> None:
        """Tell what was typed."""
        self.on_typed(value)

    def put(self, text: str, cursor: int | None = None) -> None:
        """Replace the text without reporting it as typed; the cursor goes to its end."""
        on_typed, self.on_typed = self.on_typed, lambda text: None
        self.value = text
        self.on_typed = on_typed
        if cursor is not None:
            self.cursor_position = cursor

    def type_text(self, text: str, cursor: int) -> None:
        """Replace the text as if it was typed."""
        self.value = text
        self.cursor_position = cursor

    async def on_key(self, event: events.Key) -> None:
        """The keys that mean something else here than in a plain field."""
        steps = {"down": 1, "up": -1, "ctrl+n": 1, "ctrl+p": -1, "pagedown": 10, "pageup": -10}
        message: Message | None = None
        taken = True
        if self.screen.focused is not self:
            # Typed behind a key that moved the focus: it is for whoever has it now.
            self.app.post_message(events.Key(event.key, event.character))
        elif self.takes(event.key):
            pass
        elif event.key == "enter":
            self.on_kept()
        elif event.key == "escape" or event.key.startswith("alt+"):
            self.on_dropped(tuple(tokens(event.key, event.character))[1:])
        elif event.key == "backspace" and not self.value:
            message = self.Widened()
        elif event.key in steps:
            message = self.Stepped(steps[event.key])
        elif event.key in _EDITS:
            await self.run_action(_EDITS[event.key])
        else:
            taken = False
        if message:
            self.post_message(message)
        if taken:
            event.stop()
            event.prevent_default()


class FilterBar(Horizontal):
    """Chip, field and counts in one line."""

    DEFAULT_CSS = """
    FilterBar { height: 1; background: $panel; }
    """

    appearance: reactive[Appearance] = reactive(Appearance, always_update=True)
    """Styles and glyphs."""
    scope: reactive[str] = reactive("")
    """The name of what is filtered: `31 Jul`."""
    count: reactive[str] = reactive("")
    """`57 papers · 53 ●`."""
    title: reactive[str] = reactive("daily-papers")
    """The reader's name; empty where there is no room."""
    wrong: reactive[bool] = reactive(False)
    """Whether the list does not follow what was typed: the line below the bar says why."""
    wrong_at: reactive[tuple[int, int] | None] = reactive(None)
    """From and to which character it cannot be read."""

    def __init__(self) -> None:
        """An empty bar."""
        super().__init__()
        self.field: Final = QueryInput()
        """The text field."""

    def compose(self) -> ComposeResult:
        """The three parts."""
        yield Caption(id="chip")
        yield self.field
        yield Caption(id="count")

    def watch_appearance(self) -> None:
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

    @property
    def wrong_cell(self) -> int | None:
        """The cell of the screen above which the first wrong character stands; at an edge of the
        field where it was scrolled out.
        """
        if self.wrong_at is None:
            return None
        field = self.field
        cell = cell_len(field.value[: self.wrong_at[0]]) - round(field.scroll_x)
        return field.region.x + max(0, min(cell, field.size.width - 1))

    def watch_wrong_at(self) -> None:
        """Mark another place."""
        self.field.colours.wrong_at = self.wrong_at
        self.field.refresh()

    def watch_wrong(self) -> None:
        """The filter became readable, or unreadable."""
        self._say()
        self.set_class(self.wrong, "-wrong")

    def _say(self) -> None:
        appearance = self.appearance
        captions = self.query(Caption)
        if not captions:
            return
        for caption in captions:
            if caption.appearance is not appearance:
                caption.appearance = appearance
        scope = cut(self.scope, 24, cell_len)
        ground = appearance["failed"] + Style(reverse=True) if self.wrong else appearance["chip"]
        chip = (f" {scope} {appearance.glyphs.filter} ", ground)
        self.query_one("#chip", Caption).pieces = (chip, (" ", appearance["quiet"]))
        self.field.colours.appearance = appearance
        taken = cell_len(chip[0]) + cell_len(self.field.value) + cell_len(self.title)
        words = f" {self.count} "
        if taken + len(words) + 2 * _STEP < self.size.width:
            # A number with a digit more then moves nothing, as a layout costs more than the number.
            words = words.rjust(-(-len(words) // _STEP) * _STEP)
        count = (words, appearance["bar"])
        title = (f"  {self.title} ", appearance["bar"]) if self.title else ("", appearance["bar"])
        self.query_one("#count", Caption).pieces = (count, title)
