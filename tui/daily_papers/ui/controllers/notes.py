"""Notes: written in place or in the user's editor, and never lost on the way."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported
from textual.geometry import Region

from daily_papers import humanize
from daily_papers.library import ActResult
from daily_papers.papers.rows import Detail
from daily_papers.state.drafts import Draft, Drafts
from daily_papers.ui.keys.guard import KeyGuard
from daily_papers.ui.strings import errors, labels, toasts
from daily_papers.ui.strings.status import key_hint, undo_hint
from daily_papers.ui.widgets.abstract_page import read

if TYPE_CHECKING:
    from daily_papers.ui.screens.reader import Reader
    from daily_papers.ui.services.editor import Edited


class Notes:
    """Opens the note of the paper under the cursor."""

    def __init__(self, reader: Reader) -> None:
        """Args:
        reader: Whose papers they are.
        """
        self._reader = reader
        self.swallowing = KeyGuard(reader)
        self.editor: str | None = None
        """The command that the configuration names as editor."""

    def write(self) -> None:
        """Write the note in place."""
        if writing := self._begin():
            self._show(writing)

    def write_outside(self) -> None:
        """Write the note in the user's editor; a draft is seen to first, in place."""
        if (writing := self._begin()) is None:
            return
        if writing.draft is not None:
            self._show(writing)
            return
        from daily_papers.ui.services.editor import NoEditor, edit, find_editor

        try:
            command = find_editor(self.editor)
            with self._reader.app.suspend():
                edited = edit(writing.text, command)
        except NoEditor as error:
            self._reader.say(str(error))
        except SuspendNotSupported:
            self._reader.say(errors.NO_TERMINAL_TO_LEND)
        except OSError as error:
            self._reader.say(errors.no_editor_file(error.strerror))
        else:
            writing.take(edited)

    def _begin(self) -> Writing | None:
        """The note of the paper under the cursor, with a draft that tells something else."""
        reader = self._reader
        key = reader.papers.key
        detail = reader.library.detail(key) if reader.library and key is not None else None
        if reader.library is None or detail is None:
            self.swallowing.begin()
            return None
        paths = reader.library.paths
        return Writing(reader, detail, Drafts(paths.data, paths.profile))

    def _show(self, writing: Writing) -> None:
        from daily_papers.ui.screens.note import NoteScreen

        reader = self._reader
        reader.app.push_screen(NoteScreen(reader.appearance, writing, self._area, reader.take))

    def _area(self) -> Region | None:
        """The part of the screen that a note may cover: the abstract, where it is shown."""
        abstract = self._reader.abstract
        visible = abstract.display and abstract.region.height > 2
        return abstract.region if visible else None


class Writing:
    """One note while it is written: where it came from, and what becomes of it."""

    def __init__(self, reader: Reader, paper: Detail, drafts: Drafts) -> None:
        """Args:
        reader: Where it is told what became of it.
        paper: The paper, as it was when the writing began.
        drafts: Where a draft is kept.
        """
        self._reader = reader
        self._paper = paper
        self._drafts = drafts
        self._written: list[ActResult] = []
        """What came of saving, once the desk has done it."""
        self.title = read(paper).title
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

    def answer(self, *, take: bool) -> None:
        """The draft is taken up, or dropped."""
        if not take:
            self._drafts.drop(self._paper.id)
        self.draft = None

    def keep_draft(self, text: str) -> bool:
        """Keep what was typed so far, at once; whether that could be done."""
        if not self._differs(text):
            self._drafts.drop(self._paper.id)
            return True
        try:
            self._drafts.write(self._paper.id, text)
        except OSError:
            return False
        return True

    def keep_draft_later(self, text: str) -> None:
        """Have the desk keep what was typed so far."""
        if desk := self._reader.desk:
            desk.do(lambda: self.keep_draft(text))

    def save(self, text: str) -> bool:
        """Write the note, where it is another now; whether it is."""
        reader, key = self._reader, self._paper.key
        if not self._differs(text):
            self._drafts.drop(self._paper.id)
            return False
        if reader.library and reader.desk:
            reader.library.promise_note(key, text)
            reader.papers.refresh_keys([key])
            reader.show_detail()
            reader.desk.write(lambda: self._write(text), [key])
            done = toasts.NOTED if text.strip() else toasts.NOTE_REMOVED
            reader.say(done + undo_hint(reader))
        return True

    def take_back(self) -> None:
        """Drop what was saved just now: an undo, so that even this can be taken back."""
        if desk := self._reader.desk:
            desk.write(self._take_back, by_undo=True)

    def take(self, edited: Edited) -> None:
        """Save what the user's editor wrote; what it may not have meant so is kept as a draft."""
        reader, text = self._reader, edited.text
        if text is None:
            reader.say(edited.trouble)
        elif not self._differs(text):
            edited.forget()
            reader.say(edited.trouble or toasts.NOTE_SAME)
        elif not edited.trouble:
            self.save(text)
            if reader.desk:  # after the note itself: the file goes once the text is safe
                reader.desk.do(lambda: self._forget(edited))
        elif self.keep_draft(text):
            edited.forget()
            shows = key_hint(reader, "note", labels.SHOWS_IT)
            reader.say(f"{edited.trouble} · {toasts.KEPT_AS_DRAFT}{shows}")
        else:
            reader.say(f"{edited.trouble} · {toasts.kept_in(edited.file)}")

    def _differs(self, text: str) -> bool:
        return text.strip("\n") != self.text.strip("\n")

    def _write(self, text: str) -> ActResult:
        library = self._reader.open_library
        outcome = library.note(self._paper.key, text, on=self._paper.note_versions)
        self._written.append(outcome)
        if outcome.saved:
            self._drafts.drop(self._paper.id)
        return outcome

    def _forget(self, edited: Edited) -> None:
        """Remove the editor's file, once what it holds is safe."""
        if self._written and self._written[-1].saved:
            edited.forget()

    def _take_back(self) -> ActResult:
        library = self._reader.open_library
        if not (self._written and self._written[-1].count):
            return ActResult(toasts.NOTHING_TO_DROP)
        outcome = library.undo()
        dropped = toasts.DROPPED + key_hint(self._reader, "redo", labels.BRINGS_BACK)
        return replace(outcome, words=dropped) if outcome.saved else outcome
