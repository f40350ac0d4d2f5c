"""Writing a paper's note in place: a text area over the lower part of the abstract."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.cells import cell_len
from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.geometry import Region
from textual.screen import ModalScreen
from textual.timer import Timer

from daily_papers.papers.cells import cut
from daily_papers.ui.keys.dispatcher import KeysReady, key_of
from daily_papers.ui.strings import labels
from daily_papers.ui.widgets.caption import Caption
from daily_papers.ui.widgets.note_editor import NoteEditor
from daily_papers.ui.widgets.pane import Pane
from daily_papers.ui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from daily_papers.ui.controllers.notes import Writing
    from daily_papers.ui.screens.reader import Reader

_PAUSE: Final = 1.0
"""Seconds of typing after which a draft is kept."""
_TWICE: Final = 0.6
"""Seconds within which a second escape drops what was typed."""
_LEAST, _MOST = 8, 14
"""Lines that the note takes of the abstract, where that has so many."""


class NoteScreen(ModalScreen[None], inherit_bindings=False):
    """One note, as it is written. Leaving saves it; a second escape at once drops it again."""

    DEFAULT_CSS = """
    NoteScreen { background: transparent; overflow: hidden; }
    NoteScreen #note { overflow: hidden; }
    NoteScreen #about { width: 100%; }
    NoteScreen NoteEditor { height: 1fr; width: 100%; }
    NoteScreen StatusLine { dock: bottom; }
    """

    def __init__(self, reader: Reader, writing: Writing) -> None:
        """Args:
        reader: Whose screen is behind.
        writing: The note, and what becomes of it.
        """
        super().__init__()
        self._reader = reader
        self._writing = writing
        self._typing: Timer | None = None
        self._ready = False
        """Whether the text area is there, and keys need not wait for it."""
        self._left = False
        """Whether the user has left, and may still drop what was typed."""

    def compose(self) -> ComposeResult:
        """A line that says whose note it is, the text, and the keys."""
        writing = self._writing
        with Vertical(id="note"):
            yield Caption(id="about")
            text = writing.text if writing.draft is None else writing.draft.text
            yield NoteEditor(text, self._leave)
        yield StatusLine()

    def on_mount(self) -> None:
        """Offer the draft, where there is one."""
        self._editor = self.query_one(NoteEditor)
        for pane in self.query(Pane):
            pane.appearance = self._reader.appearance
        self._editor.read_only = self._offers
        self._place()
        self.set_focus(self._editor)
        self._ready = True
        self.post_message(KeysReady())

    def on_unmount(self) -> None:
        """Where the reader ends in the middle of it, what was typed is the draft."""
        if not self._left and not self._offers:
            self._writing.keep_draft(self._editor.text)

    def on_resize(self) -> None:
        """Another size: the panes behind have moved."""
        self.call_after_refresh(self._place)

    @property
    def _offers(self) -> bool:
        """Whether a draft is shown, and the user is asked what to do with it."""
        return self._writing.draft is not None

    def _place(self) -> None:
        """Cover the lower part of the abstract, or all of a small one."""
        room = self._room
        lines = min(room.height, max(_LEAST, min(_MOST, room.height // 2)))
        panel = self.query_one("#note").styles
        panel.width, panel.height = room.width, lines
        panel.offset = (room.x, room.bottom - lines)
        self._say(room.width)

    @property
    def _room(self) -> Region:
        """What may be covered: the abstract, or all between the bars where it is not shown."""
        abstract = self._reader.abstract
        if abstract.display and abstract.region.height > 2:
            return abstract.region
        return self.size.region.shrink((0, 0, 1, 0))

    def _say(self, width: int) -> None:
        """Say what this is, and which keys matter."""
        appearance, writing = self._reader.appearance, self._writing
        mark = (appearance.glyphs.focus_bar, appearance["focus_bar"])
        label = (f" {labels.DRAFT if self._offers else labels.NOTE}  ", appearance["label"])
        words = labels.drafted(writing.drafted) if self._offers else writing.title
        words = cut(words, max(1, width - cell_len(label[0]) - 2), cell_len)
        caption = self.query_one("#about", Caption)
        caption.pieces = (mark, label, (words, appearance["failed" if self._offers else "bar"]))
        caption.styles.width = "100%"
        self.query_one(StatusLine).keys = labels.DRAFT_KEYS if self._offers else labels.NOTE_KEYS

    # Typing

    @on(NoteEditor.Changed)
    def _keep_draft_soon(self) -> None:
        """Something was typed: a moment later it is kept as the draft."""
        if self._typing is None and not self._offers and not self._left:
            self._typing = self.set_timer(_PAUSE, self.keep_draft)

    def keep_draft(self) -> None:
        """Have what is typed so far kept as the draft."""
        if self._typing:
            self._typing.stop()  # else it would keep a draft once more, after the note was saved
        self._typing = None
        self._writing.keep_draft_later(self._editor.text)

    @property
    def takes_keys(self) -> bool:
        """Whether keys are not the text area's: the user has left it, or it lost the focus."""
        return self.focused is None

    def waits(self, token: str, *, behind: bool) -> bool:
        """Keys wait for the text area."""
        return not self._ready

    def take(self, token: str) -> None:
        """After leaving, a second escape drops what was typed; other keys are the reader's.

        The focus goes without leaving too, as by a click where in a small terminal nothing is.
        """
        if not self._left:
            self.set_focus(self._editor)
            if self.focused:
                self.app.post_message(key_of(token))
            elif token == "escape":  # nothing in sight can have the focus
                self._leave()
            return
        self._end()
        if token == "escape":
            self._writing.take_back()
        else:
            self._reader.take(token)

    def on_key(self, event: events.Key) -> None:
        """Answer to the offer of a draft; keys that the text area is bound to go on to the app."""
        if self._offers and event.key in ("enter", "d"):
            self._answer(take=event.key == "enter")

    def _answer(self, *, take: bool) -> None:
        """The draft is taken, or dropped for the note as it was saved."""
        self._writing.answer(take=take)
        self._editor.read_only = False
        if not take:
            self._editor.text = self._writing.text
            self._editor.move_cursor(self._editor.document.end)
        self._place()

    def _leave(self) -> None:
        """Save what was typed, and be ready for a second escape."""
        self._left = self._editor.read_only = True
        self.set_focus(None)
        if self._typing:
            self._typing.stop()
        if self._offers or not self._writing.save(self._editor.text):
            self._end()
            return
        self.query_one("#note").display = self.query_one(StatusLine).display = False
        self.set_timer(_TWICE, self._end)

    def on_click(self) -> None:
        """A click beside the note leaves it too."""
        if not self._left:
            self._leave()

    def _end(self) -> None:
        if self.app.screen is self:
            self.dismiss()
