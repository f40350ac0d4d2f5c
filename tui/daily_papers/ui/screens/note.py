"""The note editor: a text area over the lower part of the abstract."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len
from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.geometry import Region
from textual.screen import ModalScreen
from textual.timer import Timer

from daily_papers.papers.cells import cut
from daily_papers.ui.drawing.styles import Appearance
from daily_papers.ui.keys.dispatcher import KeysReady, key_of
from daily_papers.ui.strings import labels
from daily_papers.ui.widgets.caption import Caption
from daily_papers.ui.widgets.note_editor import NoteEditor
from daily_papers.ui.widgets.pane import Pane
from daily_papers.ui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from daily_papers.ui.controllers.notes import NoteDraft

_PAUSE: Final = 1.0
"""Seconds of typing after which a draft is saved."""
_TWICE: Final = 0.6
"""Seconds within which a second escape discards what was typed."""
_LEAST, _MOST = 8, 14
"""Lines of the abstract that the note covers, where there are so many."""


class NoteScreen(ModalScreen[None], inherit_bindings=False):
    """The note of one paper. Escape saves it; a second escape right after discards it again."""

    DEFAULT_CSS = """
    NoteScreen { background: transparent; overflow: hidden; }
    NoteScreen #note { overflow: hidden; }
    NoteScreen #about { width: 100%; }
    NoteScreen NoteEditor { height: 1fr; width: 100%; }
    NoteScreen StatusLine { dock: bottom; }
    """

    def __init__(
        self,
        appearance: Appearance,
        writing: NoteDraft,
        area: Callable[[], Region | None],
        forward: Callable[[str], object],
    ) -> None:
        """Args:
        appearance: How it is drawn.
        writing: The note, and what happens to it.
        area: The part of the screen that may be covered, now; `None` for all of it.
        forward: Called with a key that was typed after the note was left.
        """
        super().__init__()
        self._appearance = appearance
        self._draft = writing
        self._area = area
        self._forward = forward
        self._draft_timer: Timer | None = None
        self._ready = False
        """Whether the text area is there, so that keys need not wait for it."""
        self._left = False
        """Whether the user has left, and may still discard what was typed."""

    def compose(self) -> ComposeResult:
        """A line that says whose note it is, the text, and the keys."""
        writing = self._draft
        with Vertical(id="note"):
            yield Caption(id="about")
            text = writing.text if writing.draft is None else writing.draft.text
            yield NoteEditor(text, self._leave)
        yield StatusLine()

    def on_mount(self) -> None:
        """Show the note, or its draft where there is one."""
        self._editor = self.query_one(NoteEditor)
        for pane in self.query(Pane):
            pane.appearance = self._appearance
        self._editor.read_only = self._shows_draft
        self._place()
        self.set_focus(self._editor)
        self._ready = True
        self.post_message(KeysReady())

    def on_unmount(self) -> None:
        """Save what was typed as the draft, where the reader ends before it was left."""
        if not self._left and not self._shows_draft:
            self._draft.keep_draft(self._editor.text)

    def on_resize(self) -> None:
        """Follow the panes behind it."""
        self.call_after_refresh(self._place)

    @property
    def _shows_draft(self) -> bool:
        """Whether a draft is shown, and the user is asked what to do with it."""
        return self._draft.draft is not None

    def _place(self) -> None:
        """Cover the lower part of the abstract, or all of a small one."""
        area = self._area() or self.size.region.shrink((0, 0, 1, 0))
        lines = min(area.height, max(_LEAST, min(_MOST, area.height // 2)))
        panel = self.query_one("#note").styles
        panel.width, panel.height = area.width, lines
        panel.offset = (area.x, area.bottom - lines)
        self._say(area.width)

    def _say(self, width: int) -> None:
        """Say what this is, and which keys matter."""
        writing, draft = self._draft, self._shows_draft
        label = f" {labels.DRAFT if draft else labels.NOTE}  "
        words = labels.draft_age(writing.drafted) if draft else writing.title
        words = cut(words, max(1, width - cell_len(label) - 2), cell_len)
        caption = self.query_one("#about", Caption)
        bar = self._appearance.glyphs.focus_bar
        style = "failed" if draft else "bar"
        caption.pieces = ((bar, "focus_bar"), (label, "label"), (words, style))
        caption.styles.width = "100%"
        self.query_one(StatusLine).keys = labels.DRAFT_KEYS if draft else labels.NOTE_KEYS

    # Typing

    @on(NoteEditor.Changed)
    def _save_draft_soon(self) -> None:
        """Save what is typed as the draft a moment later."""
        if self._draft_timer is None and not self._shows_draft and not self._left:
            self._draft_timer = self.set_timer(_PAUSE, self._save_draft)

    def _save_draft(self) -> None:
        """Have what is typed so far saved as the draft."""
        self._stop_draft_timer()
        self._draft.keep_draft_later(self._editor.text)

    def _stop_draft_timer(self) -> None:
        if self._draft_timer:
            self._draft_timer.stop()
        self._draft_timer = None

    @property
    def takes_keys(self) -> bool:
        """Whether keys do not go to the text area: the user has left it, or it lost the focus."""
        return self.focused is None

    def waits(self, token: str, *, behind: bool) -> bool:
        """Keys wait until the text area is there."""
        return not self._ready

    def take(self, token: str) -> None:
        """After leaving, discard at a second escape, and forward any other key.

        The focus can be lost without leaving: by a click in a terminal too small to show the text.
        """
        if not self._left:
            self.set_focus(self._editor)
            if self.focused:
                self.app.post_message(key_of(token))
            elif token == "escape":  # nothing in sight can have the focus
                self._leave()
            return
        self._close()
        if token == "escape":
            self._draft.discard()
        else:
            self._forward(token)

    def on_key(self, event: events.Key) -> None:
        """Answer what to do with a draft."""
        if self._shows_draft and event.key in ("enter", "d"):
            self._answer(take=event.key == "enter")

    def _answer(self, *, take: bool) -> None:
        """Continue with the draft, or discard it for the saved note."""
        self._draft.resolve_draft(take=take)
        self._editor.read_only = False
        if not take:
            self._editor.text = self._draft.text
            self._editor.move_cursor(self._editor.document.end)
        self._place()

    def _leave(self) -> None:
        """Save what was typed, and wait for a second escape."""
        self._left = self._editor.read_only = True
        self.set_focus(None)
        self._stop_draft_timer()  # else it would save a draft after the note was saved
        if self._shows_draft or not self._draft.save(self._editor.text):
            self._close()
            return
        self.query_one("#note").display = self.query_one(StatusLine).display = False
        self.set_timer(_TWICE, self._close)

    def on_click(self) -> None:
        """Leave on a click beside the note."""
        if not self._left:
            self._leave()

    def _close(self) -> None:
        if self.app.screen is self:
            self.dismiss()
