"""The base of the boxes over the reader: a line to type in, what stands below it, and an answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import ClassVar, Self, TypeVar

from textual import events, on
from textual.app import App, ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widget import Widget

from daily_papers.ui.drawing.styles import Appearance
from daily_papers.ui.widgets.choice_list import ChoiceList
from daily_papers.ui.widgets.pane import Pane
from daily_papers.ui.widgets.prompt_line import PromptLine

T = TypeVar("T")


class Overlay(ModalScreen[T | None], inherit_bindings=False):
    """A box over the reader that asks for something.

    Keys are handled as they arrive, even before the box is drawn, and the answer is acted on before
    the next key: a burst of keys does the same as keys that are typed one by one.
    """

    DEFAULT_CSS = """
    Overlay { align: center middle; background: $background 60%; }
    Overlay > #box { width: 84; max-width: 100%; height: 70%; min-height: 3; }
    /* On the terminal's own background nothing else tells the box from what lies behind it. */
    Overlay:ansi > #box { border: solid ansi_default; min-height: 5; }
    """
    AUTO_FOCUS = "LineInput"
    HINT: ClassVar[str] = ""
    """The keys, shown at the right of the line."""

    def __init__(self, appearance: Appearance, label: str, text: str = "") -> None:
        """Args:
        appearance: How it is drawn.
        label: What is asked.
        text: The text to begin with.
        """
        super().__init__()
        self.appearance = appearance
        self._then: Callable[[T], object] | None = None
        self.prompt = PromptLine(label, text)
        """The line at the top."""
        self.field = self.prompt.field
        """The field to type in."""
        self.field.on_typed = self._typed
        self.prompt.hint = self.HINT

    @property
    def text(self) -> str:
        """What was typed."""
        return self.field.value

    def then(self, call: Callable[[T], object]) -> Self:
        """Call `call` with the answer; not called where the user cancels."""
        self._then = call
        return self

    def ask(self, app: App[None], then: Callable[[T], object] | None = None) -> None:
        """Show it.

        Args:
            app: Where.
            then: Called with the answer; not called where the user cancels.
        """
        self._then = then
        app.push_screen(self)

    def compose(self) -> ComposeResult:
        """The line to type in, and what stands below it."""
        with Vertical(id="box"):
            yield self.prompt
            yield from self.body()

    def on_mount(self) -> None:
        """Hand the appearance down."""
        for pane in self.query(Pane):
            pane.appearance = self.appearance

    def body(self) -> Iterable[Widget]:
        """What stands below the line."""
        return ()

    def _typed(self, text: str) -> None:
        self.show_notice("")
        self.prompt.fit()
        self.typed()

    def typed(self) -> None:
        """The text has changed."""

    def clear(self) -> None:
        """Empty the line."""
        self.field.set_text("")
        self._typed("")

    def show_error(self, words: str) -> None:
        """Show what is wrong, until something is typed."""
        self.prompt.message = (words, "failed")

    def show_notice(self, words: str) -> None:
        """Show something that is not wrong, until something is typed."""
        self.prompt.message = (words, "quiet")

    @property
    def is_on_top(self) -> bool:
        """Whether it is open and nothing is open over it: clicks may arrive late."""
        return self.app.screen is self

    @property
    def takes_keys(self) -> bool:
        """Always: keys reach the field through `take`."""
        return True

    def waits(self, token: str, *, behind: bool) -> bool:
        """Never: keys are handled even before it is drawn."""
        return False

    def on_paste(self, event: events.Paste) -> None:
        """Paste into the field, also before it has the focus."""
        event.stop()
        if self.field.visible:
            self.field.paste(event.text)

    def take(self, token: str) -> None:
        """Handle one key."""
        if token in ("escape", "ctrl+c") or (token == "backspace" and not self.text):
            self.leave()
        elif token == "enter":
            self.enter()
        else:
            self.field.press(token)

    def enter(self) -> None:
        """Answer with what was typed or chosen."""
        raise NotImplementedError

    def finish(self, answer: T) -> None:
        """Close it with an answer."""
        self.dismiss(answer)
        if self._then:
            self._then(answer)

    def leave(self) -> None:
        """Close it without an answer."""
        self.dismiss(None)

    def on_click(self, event: events.Click) -> None:
        """Cancel on a click beside the box; the second of a double click finds it closed."""
        if event.widget is self and self.is_on_top:
            self.leave()


class Chooser(Overlay[T]):
    """An overlay with a list to choose from, in which the arrow keys move."""

    def __init__(self, appearance: Appearance, label: str, text: str = "") -> None:
        """Args:
        appearance: How it is drawn.
        label: What is asked.
        text: The text to begin with.
        """
        super().__init__(appearance, label, text)
        self.list = ChoiceList()

    def body(self) -> Iterable[Widget]:
        """The list."""
        yield self.list

    def take(self, token: str) -> None:
        """Handle one key."""
        page = max(1, self.list.size.height - 1)
        steps = {"down": 1, "up": -1, "ctrl+n": 1, "ctrl+p": -1, "tab": 1, "shift+tab": -1}
        steps |= {"pagedown": page, "pageup": -page}
        if token in steps:
            self.list.cursor += steps[token]
            self.moved()
        else:
            super().take(token)

    def moved(self) -> None:
        """Another line is under the cursor, or the lines have changed."""

    @on(ChoiceList.Clicked)
    def _choose(self) -> None:
        if self.is_on_top:  # the first click of two may have closed it
            self.moved()
            self.enter()
