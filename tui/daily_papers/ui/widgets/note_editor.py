"""The text area of a note. Import it late: it costs 9 ms."""

from __future__ import annotations

from collections.abc import Callable

from textual import events
from textual.keys import key_to_character
from textual.widgets import TextArea


class NoteEditor(TextArea):
    """A note as plain text, wrapped. Escape leaves it; other keys are those of `TextArea`."""

    DEFAULT_CSS = """
    NoteEditor, NoteEditor:focus {
        border: none; padding: 0 1 0 2; min-width: 8;  /* no text can be wrapped to nothing */
        background: $panel; color: $foreground;
    }
    """

    def __init__(self, text: str, leave: Callable[[], None]) -> None:
        """Begin at the end of `text`.

        Args:
            text: The text to begin with.
            leave: Called on escape. It moves the focus, so that keys typed on at once are no
                longer the text area's.
        """
        super().__init__(text, compact=True, highlight_cursor_line=False)
        self._leave = leave
        self.move_cursor(self.document.end)

    def on_mount(self) -> None:
        """Let the cursor blink unless the user wants no motion."""
        self.cursor_blink = self.app.animation_level != "none"

    async def on_key(self, event: events.Key) -> None:
        """Leave on escape, and on ctrl+s, which saves elsewhere.

        Terminals send alt+x as escape and x, and the other way round: the x is forwarded.
        """
        if self.screen.focused is not self:
            # Typed behind a key that moved the focus: it belongs to what has it now.
            event.stop()
            event.prevent_default()
            self.app.post_message(events.Key(event.key, event.character))
        elif event.key in ("escape", "ctrl+s") or event.key.startswith("alt+"):
            event.stop()
            event.prevent_default()
            _, alt, then = event.key.partition("alt+")
            self._leave()
            if alt:
                self.app.post_message(events.Key(then, key_to_character(then)))
