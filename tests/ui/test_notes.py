"""Notes, written in place: never lost, and taken back by a key."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

import pytest
from daily_papers.library import Library
from daily_papers.paths import Paths
from daily_papers.state.drafts import Drafts
from textual import events

from tests.ui.conftest import Open, Story

KEYS = "esc saves and closes  esc esc discards"


def note_of(story: Story) -> str:
    """The note of the paper under the cursor, as it is on the disk."""
    key = story.reader.model.papers.key
    assert key is not None
    with Library(story.app.startup.paths) as library:
        found = library.detail(key)
    assert found is not None
    return found.note


def paper_of(story: Story) -> str:
    """The id of the paper under the cursor."""
    row = story.reader.model.papers.row
    assert row is not None
    return row.id


def drafts(paths: Paths) -> Drafts:
    return Drafts(paths.data, paths.profile)


async def test_a_note_is_saved_on_leaving_it(open_reader: Open) -> None:
    async with open_reader() as story:
        await story.press("a")
        assert KEYS in story.screen[-1]
        await story.type("Compare table 2.")
        assert "Compare table 2." in story.text
        await story.press("escape")
        assert note_of(story) == "Compare table 2."
        assert "Note saved · u undoes" in story.text
        assert KEYS not in story.text
        [at] = [n for n, line in enumerate(story.screen) if re.search(r"NOTE\s*$", line)]
        assert "Compare table 2." in story.screen[at + 1]
    async with open_reader() as story:
        assert "Compare table 2." in story.text
        await story.press("a")
        await story.press("enter")
        await story.type("And 3.")
        await story.press("escape", "j", "k")
        assert note_of(story) == "Compare table 2.\nAnd 3."


async def test_a_second_escape_drops_what_was_typed_and_even_that_can_be_undone(
    open_reader: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("daily_papers.ui.screens.note._TWICE", 60.0)
    async with open_reader() as story:
        await story.press("a")
        await story.type("First")
        await story.press("escape", "j", "k", "a")
        await story.type(" and wrong")
        await story.press("escape", "escape")
        assert "Discarded · U restores it" in story.text
        assert note_of(story) == "First"
        await story.press("U")
        assert note_of(story) == "First and wrong"


async def test_the_key_after_leaving_is_not_lost(open_reader: Open) -> None:
    async with open_reader() as story:
        await story.press("a")
        await story.type("x")
        await story.press("escape", "j")
        assert "2 of 28" in story.screen[-1]


async def test_leaving_what_was_not_changed_writes_nothing(open_reader: Open) -> None:
    async with open_reader() as story:
        await story.press("a", "escape", "u")
        assert "Nothing to undo" in story.text


async def test_a_note_marks_nothing_read_and_is_one_step_back(open_reader: Open) -> None:
    async with open_reader() as story:
        await story.press("a")
        await story.type("Mine")
        await story.press("escape", "j", "k")
        assert "28 ●" in story.screen[0]
        await story.press("u")
        assert note_of(story) == ""
        assert "Mine" not in story.text


async def test_an_emptied_note_is_gone(open_reader: Open) -> None:
    async with open_reader() as story:
        await story.press("a")
        await story.type("Mine")
        await story.press("escape", "j", "k", "a", *["backspace"] * 4, "escape", "j", "k")
        assert "Note removed" in story.text
        assert note_of(story) == ""


async def test_a_note_is_found_by_its_words(open_reader: Open) -> None:
    async with open_reader() as story:
        await story.press("j", "a")
        await story.type("tokamak")
        await story.press("escape", "k", "/")
        await story.type("note:tokamak")
        assert len(story.reader.model.papers.rows) == 1
        assert "tokamak" in story.text


async def test_what_was_being_typed_when_the_reader_ended_is_offered_and_taken(
    open_reader: Open, paths: Paths
) -> None:
    async with open_reader() as story:
        await story.press("a")
        await story.type("Half a thou")
    async with open_reader() as story:
        await story.press("a")
        assert "DRAFT  written just now, never saved" in story.text
        assert "Half a thou" in story.text
        assert "enter uses the draft  d discards it  esc leaves it" in story.screen[-1]
        await story.type("xyz")
        assert "Half a thouxyz" not in story.text, "nothing is typed before it is decided"
        await story.press("enter")
        await story.type("ght")
        await story.press("escape", "j", "k")
        assert note_of(story) == "Half a thought"
        assert drafts(paths).read(paper_of(story)) is None


async def test_a_draft_can_be_dropped_or_left_for_later(open_reader: Open, paths: Paths) -> None:
    async with open_reader() as story:
        paper = paper_of(story)
        drafts(paths).write(paper, "Half")
        await story.press("a", "escape", "j", "k", "a")
        assert "never saved" in story.text
        await story.press("d")
        assert "Half" not in story.text
        assert KEYS in story.screen[-1]
        assert drafts(paths).read(paper) is None
        await story.press("escape", "u")
        assert "Nothing to undo" in story.text


async def test_a_pause_in_typing_keeps_the_draft(
    open_reader: Open, paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("daily_papers.ui.screens.note._PAUSE", 0.001)
    async with open_reader() as story:
        await story.press("a")
        await story.type("Thinking")
        async with asyncio.timeout(20):
            while not (found := drafts(paths).read(paper_of(story))) or found.text != "Thinking":
                await story.rest()
        await story.press("escape", "j")
        await story.press("k")
        assert drafts(paths).read(paper_of(story)) is None


async def test_two_windows_at_one_note_keep_both_texts(open_reader: Open) -> None:
    async with open_reader() as one, open_reader() as other:
        await one.press("a")
        await other.press("a")
        await one.type("From here.")
        await other.type("From there.")
        await one.press("escape", "j", "k")
        await other.press("escape", "j", "k")
        assert note_of(other) == "From here.\n\n---\n\nFrom there."
        await other.press("a")
        assert "From here." in other.text
        assert "From there." in other.text


async def test_a_burst_of_keys_is_typed_into_the_note(open_reader: Open) -> None:
    async with open_reader() as story:
        await story.pilot.press(*"aMqQd", "escape", "j")
        await story.rest()
        await story.press("k")
        assert note_of(story) == "MqQd"
        assert "28 ●" in story.screen[0]


async def test_a_note_that_lost_the_focus_takes_keys(open_reader: Open) -> None:
    async with open_reader() as story:
        await story.press("a")
        story.app.screen.set_focus(None)
        await story.press(*"one", "escape", "j", "k")
        assert note_of(story) == "one"
        await story.press("/", "q")
        story.app.post_message(events.AppBlur())
        await story.press("w", "e", "n")
        assert story.reader.model.filter_text == "qwen"


async def test_what_a_note_holds_never_reaches_the_terminal_as_a_control(
    open_reader: Open,
) -> None:
    async with open_reader() as story:
        key = story.reader.model.papers.key
        assert key is not None
        with Library(story.app.startup.paths) as library:
            library.note(key, "[red]a[/] [@click=app.quit]b[/] \x1b[31mc\x9b2J\x07")
        story.reader.workspace.index.poll()
        await story.rest()
        assert "[red]a[/] [@click=app.quit]b[/]" in story.text
        await story.press("a")
        assert "[red]a[/] [@click=app.quit]b[/]" in story.text


async def test_the_smallest_terminal_takes_a_note(open_reader: Open) -> None:
    for size in ((3, 3), (20, 6), (40, 12), (80, 24), (200, 50)):
        async with open_reader(size) as story:
            await story.press("a")
            await story.pilot.resize_terminal(60, 20)
            await story.pilot.pause()
            await story.pilot.resize_terminal(*size)
            await story.type("ok")
            await story.press("escape", "u")
            assert note_of(story) == ""


async def test_where_no_editor_can_run_that_is_said(
    open_reader: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    async with open_reader() as story:
        await story.press("E")
        assert "No editor: set editor in config.toml, or VISUAL or EDITOR" in story.text
        story.reader.workspace.notes.editor = "vi"
        await story.press("E")
        assert "No editor can run in this terminal" in story.text


async def test_the_file_is_the_users_alone(open_reader: Open, paths: Paths) -> None:
    async with open_reader() as story:
        await story.press("a")
        await story.type("Secret")
    found = list(Path(paths.data, "drafts").rglob("*.json"))
    assert [path.stat().st_mode & 0o777 for path in found] == [0o600]
