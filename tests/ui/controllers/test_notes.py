"""Notes: written in place or in the user's editor, and never lost on the way."""

from __future__ import annotations

from pathlib import Path

import pytest
from daily_papers.papers.scopes import STARRED
from daily_papers.state.drafts import Drafts
from daily_papers.ui.controllers.notes import NoteDraft
from daily_papers.ui.services.editor import Edited
from daily_papers.ui.strings import toasts

from tests.ui.controllers.fakes import FakeReader


def begin(reader: FakeReader, title: str = "Depth") -> NoteDraft:
    """Begin the note of a paper."""
    reader.go_to(title)
    draft = reader.ws.notes.begin()
    assert draft
    return draft


def note(reader: FakeReader) -> str:
    """The note of the paper that is shown."""
    assert reader.model.abstract.detail
    return reader.model.abstract.detail.note


def edited(tmp_path: Path, text: str | None, trouble: str = "") -> Edited:
    """What an editor made of a note."""
    file = tmp_path / "editing" / "note.md"
    file.parent.mkdir()
    file.write_text(text or "")
    return Edited(file, text, trouble)


async def test_without_a_paper_there_is_no_note(day: FakeReader) -> None:
    await day.show(STARRED)
    assert day.ws.notes.begin() is None


async def test_a_note_is_shown_at_once_and_written(day: FakeReader) -> None:
    day.writer.holds = True
    draft = begin(day)
    assert (draft.title, draft.text) == ("Depth Anything V2", "")
    assert draft.save("To compare.")
    await day.settle()
    row = day.model.papers.row
    assert row
    assert row.facts.noted
    assert note(day) == "To compare."
    assert day.toast == "Note saved · u undoes"
    assert day.journal == []
    day.writer.release()
    await day.settle()
    assert day.acts == ["note"]
    assert begin(day).text == "To compare."


async def test_what_is_as_it_was_is_not_written(day: FakeReader) -> None:
    begin(day).save("To compare.")
    await day.settle()
    draft = begin(day)
    assert draft.keep_draft("To comp")
    assert not draft.save("To compare.\n")
    await day.settle()
    assert day.acts == ["note"]
    assert begin(day).draft is None, "nor is a draft left"


async def test_an_emptied_note_is_removed(day: FakeReader) -> None:
    begin(day).save("To compare.")
    await day.settle()
    begin(day).save(" ")
    assert day.toast == "Note removed · u undoes"
    await day.settle()
    row = day.model.papers.row
    assert row
    assert not row.facts.noted


async def test_a_note_is_undone(day: FakeReader) -> None:
    begin(day).save("To compare.")
    await day.settle()
    day.ws.verdicts.undo()
    await day.settle()
    assert note(day) == ""


async def test_what_was_just_saved_is_discarded_and_can_be_brought_back(day: FakeReader) -> None:
    draft = begin(day)
    draft.save("To compare.")
    draft.discard()
    await day.settle()
    assert note(day) == ""
    assert day.toast.startswith(toasts.DISCARDED)
    day.ws.verdicts.redo()
    await day.settle()
    assert note(day) == "To compare."


async def test_discarding_undoes_nothing_but_the_note(day: FakeReader) -> None:
    await day.do("star", "Depth")
    begin(day).discard()
    await day.settle()
    assert day.acts == ["star"]
    assert day.toast == toasts.NOTHING_TO_DISCARD


# Drafts


async def test_what_was_typed_and_not_saved_is_there_the_next_time(day: FakeReader) -> None:
    begin(day).keep_draft_later("To comp")
    draft = begin(day)
    assert draft.draft
    assert draft.draft.text == "To comp"
    assert draft.drafted == "just now"
    draft.resolve_draft(take=True)
    assert draft.draft is None
    assert begin(day).draft, "it is kept until the note is saved"
    draft.save("To compare.")
    await day.settle()
    assert begin(day).draft is None


async def test_a_draft_is_discarded(day: FakeReader) -> None:
    begin(day).keep_draft("To comp")
    begin(day).resolve_draft(take=False)
    assert begin(day).draft is None


async def test_a_draft_that_is_the_note_is_none(day: FakeReader) -> None:
    draft = begin(day)
    draft.keep_draft("To compare.")
    draft.keep_draft("\n")
    assert begin(day).draft is None


async def test_a_draft_stays_while_the_note_cannot_be_saved(
    day: FakeReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = begin(day)
    draft.keep_draft("To compare.")
    with monkeypatch.context() as patch:
        patch.setattr("daily_papers.state.journal.Journal._write", _full_disk)
        draft.save("To compare.")
        await day.settle()
    assert day.model.trouble
    drafts = Drafts(day.paths.data, day.paths.profile)
    assert day.model.abstract.detail
    kept = drafts.read(day.model.abstract.detail.id)
    assert kept
    assert kept.text == "To compare."


def _full_disk(*_: object) -> None:
    raise OSError(28, "No space left on device")


async def test_that_a_draft_cannot_be_kept_is_known(
    day: FakeReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = begin(day)
    monkeypatch.setattr(Drafts, "write", _full_disk)
    assert not draft.keep_draft("To comp")


# The user's editor


async def test_what_the_editor_wrote_is_saved_and_its_file_goes(
    day: FakeReader, tmp_path: Path
) -> None:
    written = edited(tmp_path, "To compare.")
    begin(day).take(written)
    await day.settle()
    assert note(day) == "To compare."
    assert day.toast == "Note saved · u undoes"
    assert not written.file.exists()


async def test_the_editors_file_stays_while_the_note_cannot_be_saved(
    day: FakeReader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = edited(tmp_path, "To compare.")
    with monkeypatch.context() as patch:
        patch.setattr("daily_papers.state.journal.Journal._write", _full_disk)
        begin(day).take(written)
        await day.settle()
    assert written.file.exists()


async def test_an_editor_that_changed_nothing_writes_nothing(
    day: FakeReader, tmp_path: Path
) -> None:
    written = edited(tmp_path, "")
    begin(day).take(written)
    await day.settle()
    assert day.toast == toasts.NOTE_SAME
    assert day.journal == []
    assert not written.file.exists()


async def test_an_editor_that_failed_saves_nothing_and_its_text_is_a_draft(
    day: FakeReader, tmp_path: Path
) -> None:
    written = edited(tmp_path, "To compare.", "ed exited with 1")
    begin(day).take(written)
    await day.settle()
    assert day.toast.startswith(f"ed exited with 1 · {toasts.SAVED_AS_DRAFT}")
    assert day.journal == []
    assert not written.file.exists()
    found = begin(day).draft
    assert found
    assert found.text == "To compare."


async def test_where_no_draft_can_be_kept_the_file_stays(
    day: FakeReader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Drafts, "write", _full_disk)
    written = edited(tmp_path, "To compare.", "ed exited with 1")
    begin(day).take(written)
    assert day.toast.endswith(toasts.text_is_in(written.file))
    assert written.file.exists()


async def test_what_cannot_be_read_is_said(day: FakeReader, tmp_path: Path) -> None:
    written = edited(tmp_path, None, "Not UTF-8")
    begin(day).take(written)
    await day.settle()
    assert day.toast == "Not UTF-8"
    assert written.file.exists()
    assert day.journal == []
