"""One line of text that the user types."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from textual import events
from textual.actions import parse
from textual.binding import Binding
from textual.geometry import Size
from textual.reactive import Reactive
from textual.widgets import Input

from daily_papers.papers.text import clean_line

LONGEST: Final = 2_000
"""Characters that a line can hold."""
_EDITS: Final[dict[str, tuple[str, tuple[Any, ...]]]] = {
    key: parse(binding.action)[1:]
    for binding in Input.BINDINGS
    if isinstance(binding, Binding)
    and binding.action.startswith(("cursor", "delete", "home", "end", "select", "cut", "paste"))
    for key in binding.key.split(",")
}
"""The action and its arguments of each key that moves, selects or deletes."""


class LineInput(Input):
    """A text field of one line, whose changes are reported before the next frame.

    Keys are given to `press`. A key that arrives as an event is handled by a binding, after keys
    typed behind it may have been handled already.
    """

    DEFAULT_CSS = """
    LineInput, LineInput:focus {
        border: none; padding: 0; height: 1; width: 1fr; background: $panel; color: $foreground;
        background-tint: transparent;
    }
    LineInput > .input--placeholder { color: $foreground-muted; }
    """

    virtual_size = Reactive(Size(0, 0))
    """The size of the text. Unlike in `Input`, a change of it asks for no layout."""

    def __init__(self, value: str = "", *, id: str | None = None) -> None:
        """Args:
        value: The text to begin with; the cursor is at its end.
        id: The widget's id.
        """
        self.on_typed: Callable[[str], object] = lambda text: None
        """Called with the text whenever it changes. A message would arrive one frame later."""
        super().__init__(value or None, select_on_focus=False, compact=True, id=id)

    def on_mount(self) -> None:
        """Let the cursor blink unless the user wants no motion."""
        self.cursor_blink = self.app.animation_level != "none"

    def watch_value(self, value: str) -> None:
        """Report the change."""
        self.on_typed(value)

    def set_text(self, text: str) -> None:
        """Replace the text without reporting it; the cursor goes to its end."""
        on_typed, self.on_typed = self.on_typed, lambda text: None
        self.value = text
        self.cursor_position = len(text)
        self.on_typed = on_typed

    def press(self, token: str) -> bool:
        """Handle a key at once, before those typed behind it.

        Args:
            token: A token of `keys.sequences`.

        Returns:
            Whether it edits text or moves the cursor.
        """
        if token in _EDITS:
            name, arguments = _EDITS[token]
            getattr(self, f"action_{name}")(*arguments)
        elif token == "space" or len(token) == 1:
            self._insert(" " if token == "space" else token)
        else:
            return False
        self._restart_blink()
        return True

    def paste(self, text: str) -> None:
        """Insert pasted text at the cursor: line ends become blanks, controls are removed."""
        self._insert(clean_line(text[:LONGEST], LONGEST))

    def _insert(self, text: str) -> None:
        """Put text in the place of what is selected, as far as the line can hold it."""
        kept = len(self.value) - len(self.selected_text)
        self.replace(text[: max(0, LONGEST - kept)], *self.selection)

    def action_paste(self) -> None:
        """Insert what was copied in this program."""
        self.paste(self.app.clipboard)

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        self.paste(event.text)
