"""Papers for others: citations to the clipboard, exports to files, text to commands."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from daily_papers.papers.scopes import STARRED, UNREAD, SavedViewScope, Scope
from daily_papers.ui.controllers.export import PipeRequest
from daily_papers.ui.services import subprocesses
from daily_papers.ui.services.subprocesses import Completed
from daily_papers.ui.strings import errors, toasts

from tests.ui.controllers.conftest import NEWEST
from tests.ui.controllers.fakes import FakeReader


async def test_a_citation_is_copied(day: FakeReader) -> None:
    day.go_to("Depth")
    day.ws.export.copy_citations()
    await day.settle()
    [copied] = day.host.copied
    assert copied.startswith("@misc{")
    assert "Depth Anything V2" in copied
    assert day.toast == "Copied the citation as BibTeX"


async def test_the_citations_of_selected_papers_are_copied(day: FakeReader) -> None:
    day.model.papers.selection.toggle(3)
    day.ws.export.copy_citations()
    await day.settle()
    assert day.host.copied[0].count("@misc{") == 3
    assert day.toast == "Copied 3 citations as BibTeX"


async def test_without_a_paper_nothing_is_copied(day: FakeReader) -> None:
    await day.show(STARRED)
    day.ws.export.copy_citations()
    await day.settle()
    assert day.host.copied == []


async def test_the_selected_papers_are_exported_else_all_that_are_shown(day: FakeReader) -> None:
    keys = day.model.papers.rows.keys()
    assert day.ws.export.exported_keys() == keys
    day.model.papers.selection.toggle(2)
    assert day.ws.export.exported_keys() == keys[:2]


async def test_an_empty_list_is_not_exported(day: FakeReader) -> None:
    await day.show(STARRED)
    assert day.ws.export.exported_keys() == []
    assert day.toast == toasts.NOTHING_TO_EXPORT


async def test_a_list_that_is_still_read_is_not_exported(
    day: FakeReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(day.model.papers.rows), "complete", False)
    assert day.ws.export.exported_keys() == []
    assert day.toast == toasts.STILL_LOADING


@pytest.mark.parametrize(
    ("scope", "name"),
    [
        (NEWEST, "papers-2025-07-31.bib"),
        (UNREAD, "papers-unread.bib"),
        (SavedViewScope("../Robots & Co"), "papers-view----robots---co.bib"),
    ],
)
async def test_a_file_name_is_proposed(day: FakeReader, scope: Scope, name: str) -> None:
    if isinstance(scope, SavedViewScope):
        day.ws.views.save(scope.name, "robot")
        await day.settle()
    await day.show(scope)
    assert day.ws.export.file_name("bibtex") == name


async def test_papers_are_written_to_a_file(day: FakeReader, tmp_path: Path) -> None:
    path = tmp_path / "papers.jsonl"
    day.ws.export.save(day.model.papers.rows.keys(0, 2), "jsonl", path)
    await day.settle()
    assert [json.loads(line)["title"].split()[0] for line in path.read_text().splitlines()] == [
        "Qwen3",
        "Diffusion",
    ]
    assert day.toast == f"Wrote 2 papers to {path}"


async def test_a_file_that_cannot_be_written_is_said(day: FakeReader, tmp_path: Path) -> None:
    path = tmp_path / "missing" / "papers.jsonl"
    day.ws.export.save(day.model.papers.rows.keys(0, 2), "jsonl", path)
    await day.settle()
    assert day.toast == f"Not written: {path}: No such file or directory"


# Commands


async def pipe(reader: FakeReader, command: str) -> None:
    """Give two papers to a command."""
    keys = reader.model.papers.rows.keys(0, 2)
    reader.ws.export.pipe(keys, PipeRequest(command, "text"))
    await reader.settle()


async def test_a_command_is_given_papers_and_what_it_says_is_shown(day: FakeReader) -> None:
    program = "import sys; print(); print(sys.stdin.read().count('Qwen3') > 0)"
    await pipe(day, f'{sys.executable} -c "{program}"')
    assert day.toast == "True"
    assert day.ws.export.last_pipe.command.endswith(f'-c "{program}"')


@pytest.mark.parametrize(
    ("ended", "said"),
    [
        (Completed(0, b"", b"", False), "Piped 2 papers to count"),
        (Completed(3, b"out\n", b"\nwent wrong\nmore", False), "count exited with 3: went wrong"),
        (Completed(3, b"out\n", b"", False), "count exited with 3: out"),
        (Completed(-9, b"", b"", True), "count was stopped: it wrote over 10 MB"),
    ],
)
async def test_how_a_command_ended_is_said(
    day: FakeReader, monkeypatch: pytest.MonkeyPatch, ended: Completed, said: str
) -> None:
    async def run(arguments: list[str], text: str) -> Completed:
        assert arguments == ["count", "a b"]
        assert "Qwen3" in text
        return ended

    monkeypatch.setattr(subprocesses, "run_with_input", run)
    await pipe(day, "count 'a b'")
    assert day.toast == said


async def test_a_command_that_takes_too_long_is_said(
    day: FakeReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def run(*_: object) -> Completed:
        raise TimeoutError

    monkeypatch.setattr(subprocesses, "run_with_input", run)
    await pipe(day, "sleep 100")
    assert day.toast == errors.ran_too_long("sleep", subprocesses.TIMEOUT)


async def test_a_command_that_cannot_be_run_is_said(day: FakeReader) -> None:
    await pipe(day, "/nowhere/command")
    assert day.toast == "/nowhere/command cannot be run: No such file or directory"
    await pipe(day, "'unclosed")
    assert day.toast.startswith("The command cannot be read: ")
    started = list(day.host.started)
    await pipe(day, "  ")
    assert day.host.started == started
