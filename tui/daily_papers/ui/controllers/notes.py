"""Notes: written in place or in the user's editor, and never lost on the way."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from daily_papers import humanize
from daily_papers.library import ActResult
from daily_papers.state.drafts import Draft, Drafts
from daily_papers.ui.context import Context
from daily_papers.ui.messages import PaperChanged
from daily_papers.ui.strings import labels, toasts
from daily_papers.ui.strings.status import key_hint, undo_hint
from daily_papers.ui.widgets.abstract_page import readable

if TYPE_CHECKING:
    from daily_papers.papers.rows import Detail
    from daily_papers.ui.services.editor import Edited


class NoteController:
    """Begins to write the note of the paper under the cursor."""

    def __init__(self, ctx: Context) -> None:
        """Args:
        ctx: The papers, and who writes.
        """
        self._ctx = ctx
        self.editor: str | None = None
        """The command that the configuration names as editor."""

    def begin(self) -> NoteDraft | None:
        """The note of the paper under the cursor; `None` where there is no paper."""
        library, key = self._ctx.session.library, self._ctx.model.papers.key
        detail = library.detail(key) if key is not None else None
        if detail is None:
            return None
        return NoteDraft(self._ctx, detail, Drafts(library.paths.data, library.paths.profile))


class NoteDraft:
    """One note while it is written: where it came from, and how it is kept."""

    def __init__(self, ctx: Context, paper: Detail, drafts: Drafts) -> None:
        """Args:
        ctx: Who writes.
        paper: The paper, as it was when the writing began.
        drafts: Where a draft is kept.
        """
        self._ctx = ctx
        self._paper = paper
        self._drafts = drafts
        self._written: list[ActResult] = []
        """The outcomes of saving, once the writer has done it."""
        self.title = readable(paper).title
        self.text = paper.note
        found = drafts.read(paper.id)
        self.draft: Draft | None = found if found and self._differs(found.text) else None
        """What was typed and never saved; `None` where there is nothing, or it is decided on."""

    @property
    def drafted(self) -> str:
        """When the draft was written: `3 days ago`."""
        assert self.draft is not None
        now = datetime.now().astimezone()
        return humanize.ago(datetime.fromtimestamp(self.draft.time, now.tzinfo), now)

    def resolve_draft(self, *, take: bool) -> None:
        """The draft is taken up, or discarded."""
        if not take:
            self._drafts.delete(self._paper.id)
        self.draft = None

    def keep_draft(self, text: str) -> bool:
        """Keep what was typed so far, at once; whether that could be done."""
        if not self._differs(text):
            self._drafts.delete(self._paper.id)
            return True
        try:
            self._drafts.write(self._paper.id, text)
        except OSError:
            return False
        return True

    def keep_draft_later(self, text: str) -> None:
        """Have the writer keep what was typed so far."""
        self._ctx.session.writer.do(lambda: self.keep_draft(text))

    def save(self, text: str) -> bool:
        """Write the note, where it differs; whether it does."""
        ctx, key = self._ctx, self._paper.key
        if not self._differs(text):
            self._drafts.delete(self._paper.id)
            return False
        ctx.session.library.show_pending_note(key, text)
        ctx.model.papers.redraw_keys([key])
        ctx.host.post(PaperChanged())
        ctx.session.writer.write(lambda: self._write(text), [key])
        done = toasts.NOTE_SAVED if text.strip() else toasts.NOTE_REMOVED
        ctx.host.say(done + undo_hint(ctx.keys))
        return True

    def discard(self) -> None:
        """Discard what was just saved: an undo, so that even this can be undone."""
        self._ctx.session.writer.write(self._undo, from_history=True)

    def take(self, edited: Edited) -> None:
        """Save what the user's editor wrote; what may not be meant so is kept as a draft."""
        ctx, text = self._ctx, edited.text
        if text is None:
            ctx.host.say(edited.trouble)
        elif not self._differs(text):
            edited.forget()
            ctx.host.say(edited.trouble or toasts.NOTE_SAME)
        elif not edited.trouble:
            self.save(text)
            # After the note itself: the file goes once the text is safe.
            ctx.session.writer.do(lambda: self._forget(edited))
        elif self.keep_draft(text):
            edited.forget()
            shows = key_hint(ctx.keys, "note", labels.SHOWS_IT)
            ctx.host.say(f"{edited.trouble} · {toasts.SAVED_AS_DRAFT}{shows}")
        else:
            ctx.host.say(f"{edited.trouble} · {toasts.text_is_in(edited.file)}")

    def _differs(self, text: str) -> bool:
        return text.strip("\n") != self.text.strip("\n")

    def _write(self, text: str) -> ActResult:
        library = self._ctx.session.library
        outcome = library.note(self._paper.key, text, on=self._paper.note_versions)
        self._written.append(outcome)
        if outcome.saved:
            self._drafts.delete(self._paper.id)
        return outcome

    def _forget(self, edited: Edited) -> None:
        """Remove the editor's file, once what it holds is safe."""
        if self._written and self._written[-1].saved:
            edited.forget()

    def _undo(self) -> ActResult:
        if not (self._written and self._written[-1].count):
            return ActResult(toasts.NOTHING_TO_DISCARD)
        outcome = self._ctx.session.library.undo()
        dropped = toasts.DISCARDED + key_hint(self._ctx.keys, "redo", labels.RESTORES_IT)
        return replace(outcome, words=dropped) if outcome.saved else outcome
