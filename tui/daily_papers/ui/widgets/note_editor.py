"""The text area of a note. Import it late: it costs 9 ms."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from textual import events
from textual.binding import Binding
from textual.widgets import TextArea

from daily_papers.ui.keys.dispatcher import key_of
from daily_papers.ui.keys.sequences import tokens

_EDITS: Final = {
    key: binding.action
    for binding in TextArea.BINDINGS
    if isinstance(binding, Binding) and binding.action != "copy"
    for key in binding.key.split(",")
}
"""The actions of the keys that move and edit. A binding is run late: what is typed behind the key
would overtake it.
"""


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

    def on_unmount(self) -> None:
        """Stop watching the app's theme: `TextArea` does not, so a closed one would stay alive."""
        watchers = vars(self.app).get("__watchers", {}).get("theme", [])
        watchers[:] = [each for each in watchers if each[0] is not self]

    async def on_key(self, event: events.Key) -> None:
        """Leave on escape, and on ctrl+s, which saves elsewhere.

        Terminals send alt+x as escape and x, and the other way round: the x is forwarded.
        """
        token, *rest = tokens(event.key, event.character)
        if self.screen.focused is not self:
            # Typed behind a key that moved the focus: it belongs to what has it now.
            self.app.post_message(events.Key(event.key, event.character))
        elif token in ("escape", "ctrl+s"):
            self._leave()
            for each in rest:
                self.app.post_message(key_of(each))
        elif token in _EDITS:
            await self.run_action(_EDITS[token])
        else:
            return
        event.stop()
        event.prevent_default()
