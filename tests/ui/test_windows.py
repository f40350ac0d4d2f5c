"""Several windows, windows closed and opened again, and disks that refuse."""

from __future__ import annotations

import errno
import tempfile
from pathlib import Path
from typing import NoReturn

import pytest
from daily_papers.library import Library
from daily_papers.papers.scopes import STARRED
from daily_papers.paths import Paths
from daily_papers.state.storage import Disk, why_not_writable

from tests.ui.conftest import Open, Story


def starred(paths: Paths) -> int:
    """How many papers are starred, as a new process sees it."""
    with Library(paths) as library:
        library.catch_up()
        return library.counts()[STARRED]


async def look(story: Story) -> None:
    """Let the writer and the reader look for what others wrote, as they do twice a second."""
    assert story.reader.workspace.ctx.session.writer
    story.reader.workspace.ctx.session.writer.do(story.reader.workspace.ctx.session.writer.poll)
    await story.rest()
    story.reader.workspace.index.poll()
    await story.rest()


class Refusing:
    """A disk that can be set to refuse."""

    def __init__(self) -> None:
        """It writes, at first."""
        self.full = False

    def write(self, descriptor: int, data: bytes | memoryview) -> int:
        """Write, or refuse."""
        if self.full:
            raise OSError(errno.ENOSPC, "No space left on device")
        return Disk().write(descriptor, data)


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Refusing:
    """The disk under every journal that is opened from now on."""
    refusing = Refusing()
    monkeypatch.setattr("daily_papers.state.journal.Disk", lambda: Disk(write=refusing.write))
    return refusing


async def test_tags_notes_and_stars_of_another_window_come_by_themselves(open_reader: Open) -> None:
    tall = (120, 60)
    async with open_reader(tall) as one, open_reader(tall) as other:
        await one.press("s", "t")
        await one.type("robotics")
        await one.press("enter", "escape", "a")
        await one.type("From the other window")
        await one.press("escape", "j")
        await look(other)
        assert other.screen[2].startswith("▎  ★ ")
        assert "TAGS   robotics" in other.text
        assert "From the other window" in other.text
        assert "27 ●" in other.screen[0]


async def test_undo_takes_back_this_windows_acts_and_never_the_others_first(
    open_reader: Open,
) -> None:
    async with open_reader() as one, open_reader() as other:
        await one.press("s")
        await other.press("j", "s")
        await one.press("u")
        assert "Undone: starred" in one.text
        await look(other)
        assert other.screen[2].startswith(" ●   ")
        assert other.screen[4].startswith("▎  ★ ")


async def test_undo_past_this_session_asks_first(open_reader: Open, paths: Paths) -> None:
    async with open_reader() as story:
        await story.press("M", "M")
    async with open_reader() as story:
        await story.press("j", "s", "u")
        assert "Undone: starred" in story.text
        await story.press("u")
        assert "Before this session: 28 read, just now · u again" in story.text
        assert "28 papers  " in story.screen[0]
        await story.press("u")
        assert "Undone: 28 read" in story.text
        assert "28 ●" in story.screen[0]
        await story.press("u")
        assert "Nothing to undo" in story.text


async def test_reads_by_opening_are_no_undo_steps(open_reader: Open) -> None:
    async with open_reader() as story:
        await story.press("s", "j", "enter", "escape", "j", "o", "u")
        assert "Undone: starred" in story.text
        await story.press("u")
        assert "Nothing to undo" in story.text


async def test_reads_by_time_are_no_undo_steps(open_reader: Open) -> None:
    async with open_reader() as story:
        story.reader.workspace.verdicts.read_after = 0.001
        await story.press("j")
        await story.pilot.pause(0.05)
        await story.rest()
        assert "27 ●" in story.screen[0]
        await story.press("u")
        assert "Nothing to undo" in story.text


async def test_an_undo_names_the_paper_that_the_list_does_not_show(open_reader: Open) -> None:
    async with open_reader() as story:
        row = story.reader.model.papers.row
        assert row
        await story.press("s", "[", "[", "/")
        await story.type("zzzz")
        await story.press("enter", "u")
        assert f"Undone: starred · {row.title}" in story.text


async def test_the_place_comes_back_with_its_scroll(open_reader: Open) -> None:
    async with open_reader((80, 24)) as story:
        await story.press("g", "a", "j", "j", "l", "j", "j", "j")
        top = story.reader.model.abstract.offset
        shown = story.screen[-8][1:]
        assert top == 3
    async with open_reader((80, 24)) as story:
        assert story.reader.model.abstract.offset == top
        assert story.screen[-8][1:] == shown
        assert "All" in story.screen[0]
        await story.press("j")
        assert story.reader.model.abstract.offset == 0


async def test_what_a_full_disk_refuses_stays_dim_and_is_saved_later(
    open_reader: Open, paths: Paths, disk: Refusing
) -> None:
    async with open_reader() as story:
        disk.full = True
        await story.press("s")
        assert "Not saved: no space left on device" in story.text
        row = story.reader.model.papers.row
        assert row
        assert (row.facts.starred, row.pending) == (True, True)
        await story.press("j", "s", "j", "b")
        assert "space left" in story.screen[-1]
        await look(story)
        assert "space left" in story.screen[-1], "looking around does not hide it"
        assert starred(paths) == 0
        disk.full = False
        await look(story)
        assert "Saved now" in story.text
        assert "space left" not in story.screen[-1]
        assert starred(paths) == 2
        for index in range(3):
            row = story.reader.model.papers.rows.row(index)
            assert row
            assert (row.facts.read, row.pending) == (True, False)
    assert story.app.startup.unsaved == ""


async def test_a_note_that_cannot_be_saved_is_shown_and_saved_later(
    open_reader: Open, paths: Paths, disk: Refusing
) -> None:
    async with open_reader() as story:
        disk.full = True
        await story.press("a")
        await story.type("Mine")
        await story.press("escape", "j", "k")
        assert "Not saved" in story.text
        assert "Mine" in story.text
        disk.full = False
        await look(story)
        assert "Saved now" in story.text
        assert "Mine" in story.text
    async with open_reader() as story:
        assert "Mine" in story.text
        await story.press("a")
        assert "never saved" not in story.text


async def test_an_act_that_is_given_up_is_never_called_saved(
    open_reader: Open, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))  # where the report goes
    async with open_reader() as story:

        def broken(*_: object, **__: object) -> NoReturn:
            raise RuntimeError("out of order")

        library = story.reader.workspace.ctx.session.library
        assert library
        with monkeypatch.context() as patch:
            patch.setattr(library, "act", broken)
            await story.press("s")
        assert "Not saved: out of order" in story.text
        row = story.reader.model.papers.row
        assert row
        assert (row.facts.starred, row.pending) == (False, False)
        await look(story)
        assert "Saved now" not in story.text
        await story.press("s")
        assert "Starred" in story.text


async def test_an_act_that_was_never_saved_is_reported_at_the_end(
    open_reader: Open, disk: Refusing
) -> None:
    async with open_reader() as story:
        disk.full = True
        await story.press("s", "u")
        assert "Not saved: no space left on device" in story.screen[-1]
        await story.press("q")
        assert story.app.is_running
        assert "Not saved: no space left on device · press again to quit" in story.text
        await story.pilot.press("q")
        assert not story.app.is_running
    assert story.app.startup.unsaved == "Not saved: no space left on device"


async def test_a_reader_whose_state_cannot_be_written_opens_and_says_so(
    open_reader: Open, paths: Paths
) -> None:
    paths.data.write_bytes(b"in the way")
    async with open_reader() as story:
        assert "Nothing will be saved: not a folder: " in story.text
        await story.press("s")
        assert story.screen[2].startswith("▎  ★ ")
        row = story.reader.model.papers.row
        assert row
        assert row.pending
        await story.press("u")
        assert "Not saved: not a" in story.screen[-1]
        await story.press("a")
        await story.type("Mine")
        await story.press("escape", "j", "k")
        assert "Mine" in story.text
        paths.data.unlink()
        await look(story)
        assert "Saved now" in story.text
    assert starred(paths) == 1


def test_why_a_folder_refuses(tmp_path: Path) -> None:
    assert why_not_writable(tmp_path / "not" / "yet") == ""
    (tmp_path / "file").write_bytes(b"")
    assert why_not_writable(tmp_path / "file" / "below") == f"not a folder: {tmp_path / 'file'}"
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    assert "not a folder" in why_not_writable(tmp_path / "link")
    assert why_not_writable(Path("/proc/self")) != ""
