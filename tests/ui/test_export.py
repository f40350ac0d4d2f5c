"""Links, citations, files and commands: what leaves the reader."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
import threading
from pathlib import Path

import pytest
from daily_papers.ui.services.subprocesses import run_with_input

from tests.ui.conftest import Open, Story


async def done(story: Story) -> None:
    """Wait until what was asked for is done."""
    await story.app.workers.wait_for_complete()
    await story.rest()


async def test_the_citation_of_the_paper_under_the_cursor_is_copied(open_reader: Open) -> None:
    async with open_reader() as story:
        await story.press("c")
        await done(story)
        assert "Copied the citation as BibTeX" in story.text
        assert story.app.clipboard.startswith("@misc{")
        assert "title={Qwen3 Technical Report}" in story.app.clipboard
        assert "28 ●" in story.screen[0]


async def test_the_citations_of_a_selection_are_copied_together(open_reader: Open) -> None:
    async with open_reader() as story:
        await story.press(*"3x", "c")
        await done(story)
        assert "Copied 3 citations as BibTeX" in story.text
        assert story.app.clipboard.count("@misc{") == 3
        assert story.screen[-1].startswith(" 3 selected")


async def test_a_link_is_picked_by_its_number(
    open_reader: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    def open_it(url: str) -> bool:
        opened.append(url)
        return True

    monkeypatch.setattr("daily_papers.ui.controllers.links.open_in_browser", open_it)
    async with open_reader() as story:
        await story.press("O")
        assert "Open link" in story.text
        assert "github.com" in story.text
        await story.press("3")
        assert "Open link" not in story.text
        await story.press("O", "down", "enter")
        await story.press("O", "j", "j", "enter")
        await story.press("3", "o")
        assert opened[0] == opened[2] == opened[3]
        assert opened[1].startswith("https://arxiv.org/pdf/")
        assert "27 ●" in story.screen[0]


async def test_a_browser_that_takes_its_time_holds_up_no_key(
    open_reader: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = threading.Event()
    monkeypatch.setattr(
        "daily_papers.ui.controllers.links.open_in_browser", lambda url: answers.wait(20)
    )
    async with open_reader() as story:
        await story.pilot.press("o", "j")
        assert story.reader.model.papers.cursor == 1
        assert "Opened" not in story.text
        answers.set()
        await story.rest()
        assert "Opened https://arxiv.org/" in story.text


async def test_a_number_without_a_link_says_so_and_escape_opens_nothing(
    open_reader: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("daily_papers.ui.controllers.links.open_in_browser", lambda url: 1 / 0)
    async with open_reader() as story:
        await story.press("O", "9")
        assert "there is no link 9" in story.text
        await story.press("escape")
        assert "28 ●" in story.screen[0]


async def test_the_list_is_exported_to_a_file_with_a_name_of_its_own(
    open_reader: Open, tmp_path: Path
) -> None:
    async with open_reader() as story:
        await story.press("X")
        assert "Export 28 papers as" in story.text
        await story.type("ris")
        await story.press("enter")
        assert "papers-2025-07-31.ris" in story.text
        await story.press("enter")
        await done(story)
        assert "Wrote 28 papers to" in story.text
    assert (tmp_path / "papers-2025-07-31.ris").read_text("utf-8").count("ER  - ") == 28


async def test_a_selection_is_exported_and_no_file_is_written_over_unasked(
    open_reader: Open, tmp_path: Path
) -> None:
    path = tmp_path / "mine.md"
    path.write_text("mine")
    async with open_reader() as story:
        await story.press(*"2x", "X")
        await story.type("markdown")
        await story.press("enter", "ctrl+u")
        await story.type(str(path))
        await story.press("enter")
        assert "already exists" in story.text
        assert path.read_text() == "mine"
        await story.press("escape")
        assert path.read_text() == "mine"
        await story.press("X")
        await story.type("markdown")
        await story.press("enter", "ctrl+u")
        await story.type(str(path))
        await story.press("enter", "enter")
        await done(story)
        assert path.read_text("utf-8").count("\n- ") == 1
        await story.press("X", "enter", "ctrl+u")
        await story.type(str(tmp_path))
        await story.press("enter")
        assert "that is a folder" in story.text
        os.mkfifo(tmp_path / "pipe")
        await story.type("/pipe")
        await story.press("enter")
        assert "that is not a file" in story.text
        await story.type("x" * 300)
        await story.press("enter")
        await done(story)
        assert "Not written: /" in story.text


async def test_a_file_that_cannot_be_written_is_reported(open_reader: Open) -> None:
    async with open_reader() as story:
        await story.press("X", "enter", "ctrl+u")
        await story.type("/nowhere/at/all.bib")
        await story.press("enter")
        await done(story)
        assert "Not written: /nowhere/at/all.bib: No such file or directory" in story.text


async def test_papers_are_given_to_a_command_and_its_first_line_is_shown(
    open_reader: Open, tmp_path: Path
) -> None:
    program = tmp_path / "count.py"
    program.write_text(
        "import sys, json\n"
        "lines = sys.stdin.read().splitlines()\n"
        "print(len(lines), lines[0][:22], sys.argv[1])\n"
    )
    async with open_reader() as story:
        await story.press("|")
        await story.type(f"{sys.executable} {program} '$HOME; ls'")
        await story.press("enter")
        await done(story)
        assert "Qwen3 Technical Report $HOME; ls" in story.text
        await story.press(*"2x", "|", "tab")
        assert "input: JSON lines" in story.text
        await story.press("enter")
        await done(story)
        assert '2 {"id": "arxiv:2505' in story.text


async def test_how_a_command_ends_is_reported(open_reader: Open, tmp_path: Path) -> None:
    pid = tmp_path / "pid"
    async with open_reader() as story:
        for command, words in (
            ("no-such-program-here", "no-such-program-here cannot be run: No such file"),
            (f"{sys.executable} -c 'exit(\"it is broken\")'", "exited with 1: it is broken"),
            ("echo 'half", "The command cannot be read: No closing quotation"),
            ("true", "Piped 1 paper to true"),
            # What it leaves in the background goes on, and is not waited for.
            ("sh -c 'echo begun; sleep 25 & echo $! > {pid}'", "begun"),
            ("yes", "yes was stopped: it wrote over 10 MB"),
        ):
            await story.press("|", "ctrl+u")
            await story.type(command.format(pid=pid))
            await story.press("enter")
            await done(story)
            assert words in story.text
    os.kill(int(pid.read_text()), signal.SIGKILL)


async def test_a_command_that_is_not_awaited_any_longer_ends(tmp_path: Path) -> None:
    pid = tmp_path / "pid"
    task = asyncio.create_task(
        run_with_input(["sh", "-c", f"echo $$ > {pid}; sleep 25 & wait"], "")
    )
    while not (pid.is_file() and pid.read_text().strip()):
        await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert not alive(int(pid.read_text()))


def alive(process: int) -> bool:
    """Whether a process is there."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


async def test_what_a_command_prints_cannot_reach_the_terminal(
    open_reader: Open, tmp_path: Path
) -> None:
    program = tmp_path / "evil.py"
    program.write_text(r"print('\x1b]0;pwned\x07[/red]\x9b31mhello')")
    async with open_reader() as story:
        await story.press("|")
        await story.type(f"{sys.executable} {program}")
        await story.press("enter")
        await done(story)
        assert "[/red]" in story.text
        assert all(line.isprintable() for line in story.screen)


async def test_an_empty_list_has_nothing_to_export(open_reader: Open) -> None:
    async with open_reader() as story:
        await story.press("g", "l", "X")
        assert "Nothing to export" in story.text
        await story.press("c", "|", "O")
        assert "This paper has no link" in story.text
        assert json.dumps(story.app.clipboard) == '""'
