"""What the boxes over the reader have in common: a line to type in, esc, and a way to be left."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from textual import events, on
from textual.app import App, ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widget import Widget

from daily_papers.ui.drawing.styles import Appearance
from daily_papers.ui.widgets.choice_list import ChoiceList
from daily_papers.ui.widgets.pane import Pane
from daily_papers.ui.widgets.prompt import Prompt, edited, pasted

T = TypeVar("T")


class Overlay(ModalScreen[T | None], inherit_bindings=False):
    """A box over the reader. It is left with what was chosen, or with nothing.

    Keys are taken as they come, even before the box is drawn, and what was chosen is done before
    the next key: a burst of keys does the same as keys that are typed one by one.
    """

    DEFAULT_CSS = """
    Overlay { align: center middle; background: $background 60%; }
    Overlay > #box { width: 84; max-width: 100%; height: 70%; min-height: 3; }
    /* On the terminal's own ground nothing else tells the box from what lies behind it. */
    Overlay:ansi > #box { border: solid ansi_default; min-height: 5; }
    """
    AUTO_FOCUS = None

    def __init__(self, appearance: Appearance, label: str, text: str = "") -> None:
        """Args:
        appearance: How it is drawn.
        label: What is asked.
        text: What stands there to begin with.
        """
        super().__init__()
        self.text = text
        """What was typed."""
        self.appearance = appearance
        self._then: Callable[[T], object] | None = None
        self.prompt = Prompt()
        self.prompt.set_reactive(Prompt.label, label)
        self.prompt.set_reactive(Prompt.text, text)

    def ask(self, app: App[None], then: Callable[[T], object] | None = None) -> None:
        """Show it.

        Args:
            app: Where.
            then: Is given what was chosen; not called where it is left with nothing.
        """
        self._then = then
        app.push_screen(self)

    def compose(self) -> ComposeResult:
        """The line to type in, and what stands below it."""
        with Vertical(id="box"):
            yield self.prompt
            yield from self.body()

    def on_mount(self) -> None:
        """Hand the look down, and tell the keys."""
        for pane in self.query(Pane):
            pane.appearance = self.appearance
        self.say("")

    def body(self) -> Iterable[Widget]:
        """What stands below the line."""
        return ()

    def retype(self, text: str) -> None:
        """Have another text in the line."""
        self.text = self.prompt.text = text
        self.say("")
        self.typed()

    def typed(self) -> None:
        """Something was typed."""

    def say(self, words: str) -> None:
        """Tell what is wrong; nothing brings the hint back."""
        self.prompt.failed = bool(words)
        self.prompt.hint = words or self.hint

    @property
    def is_on_top(self) -> bool:
        """Whether it was not left, and nothing was opened over it: clicks come late."""
        return self.app.screen is self

    @property
    def hint(self) -> str:
        """The keys, at the right of the line."""
        return ""

    @property
    def takes_keys(self) -> bool:
        """Always: the line to type in is the screen's own."""
        return True

    def waits(self, token: str, *, behind: bool) -> bool:
        """Never: keys are taken even before it is drawn."""
        return False

    def on_paste(self, event: events.Paste) -> None:
        """A paste is typed."""
        event.stop()
        self.retype(pasted(self.text, event.text))

    def take(self, token: str) -> None:
        """Take one key."""
        if token in ("escape", "ctrl+c") or (token == "backspace" and not self.text):
            self.leave()
        elif token == "enter":
            self.enter()
        elif (text := edited(self.text, token)) is not None:
            self.retype(text)

    def enter(self) -> None:
        """Do what was typed or chosen."""
        raise NotImplementedError

    def finish(self, chosen: T) -> None:
        """Leave it with what was chosen."""
        self.dismiss(chosen)
        if self._then:
            self._then(chosen)

    def leave(self) -> None:
        """Choose nothing."""
        self.dismiss(None)

    def on_click(self, event: events.Click) -> None:
        """A click beside the box leaves it; the second of a double click finds it left."""
        if event.widget is self and self.is_on_top:
            self.leave()


class Chooser(Overlay[T]):
    """An overlay with a list to choose from, in which the arrows move."""

    def __init__(self, appearance: Appearance, label: str, text: str = "") -> None:
        """Args:
        appearance: How it is drawn.
        label: What is asked.
        text: What stands there to begin with.
        """
        super().__init__(appearance, label, text)
        self.list = ChoiceList()

    def body(self) -> Iterable[Widget]:
        """The list."""
        yield self.list

    def take(self, token: str) -> None:
        """Take one key."""
        page = max(1, self.list.size.height - 1)
        steps = {"down": 1, "up": -1, "ctrl+n": 1, "ctrl+p": -1, "tab": 1, "shift+tab": -1}
        steps |= {"pagedown": page, "pageup": -page}
        if token in steps:
            self.list.cursor += steps[token]
            self.moved()
        else:
            super().take(token)

    def moved(self) -> None:
        """The cursor stands on another line, or the lines are others."""

    @on(ChoiceList.Clicked)
    def _choose(self) -> None:
        if self.is_on_top:  # the first click of two may have left it
            self.moved()
            self.enter()
