"""Opening the reader from the command line."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.home import Home
from tests.terminal import Pty

COMMAND = [sys.executable, "-m", "daily_papers"]


def test_the_reader_does_not_open_in_a_pipe(home: Home) -> None:
    ran = home.run()
    assert ran.code == 2
    assert (
        ran.err == "daily-papers: the reader needs a terminal; in a pipe use `daily-papers list`\n"
    )


def test_the_reader_does_not_open_in_a_dumb_terminal(home: Home) -> None:
    with Pty(COMMAND, environ={**home.environ, "TERM": "dumb"}) as terminal:
        assert terminal.end() == 2
    assert terminal.written.startswith(b"daily-papers: this terminal cannot place its cursor")


@pytest.mark.parametrize("words", [["-f", "titel:x"], ["--demo", "-f", "titel:x"], ["-ftitel:x"]])
def test_an_invalid_filter_is_shown_with_a_caret(home: Home, words: list[str]) -> None:
    ran = home.run(*words)
    assert ran.code == 2
    assert ran.err.splitlines()[1:] == ["titel:x", "^^^^^"]


def test_a_filter_may_begin_with_a_minus(home: Home) -> None:
    assert "the reader needs a terminal" in home.run("-f", "-video").err


def test_the_demo_leaves_nothing_behind(home: Home, tmp_path: Path) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    environ = {**home.environ, "TMPDIR": str(scratch)}
    with Pty([*COMMAND, "--demo"], columns=100, lines=30, environ=environ) as terminal:
        terminal.until("papers")
        assert list(scratch.iterdir())
        terminal.send("Q")
        assert terminal.end() == 0
    assert list(scratch.iterdir()) == []
    assert home.files() == {}


def test_the_reader_opens_with_the_given_filter_and_theme(read_home: Home) -> None:
    folder = read_home.folder / "config"
    folder.mkdir()
    (folder / "config.toml").write_text('theme = "nord"\n')
    with Pty([*COMMAND, "-f", "mamba"], columns=100, lines=30, environ=read_home.environ) as it:
        it.until("Mamba")
        it.send("Q")
        assert it.end() == 0
    assert b"48;2;46;52;64" in it.written  # nord's ground, #2e3440
    assert b"Video" not in it.written


def test_an_unknown_theme_does_not_stop_the_reader(read_home: Home) -> None:
    folder = read_home.folder / "config"
    folder.mkdir()
    (folder / "config.toml").write_text('theme = "nrod"\n')
    with Pty(COMMAND, columns=100, lines=30, environ=read_home.environ) as terminal:
        terminal.until("Mamba")
        terminal.send("Q")
        assert terminal.end() == 0


@pytest.mark.parametrize(
    "environ",
    [{"COLUMNS": "99999", "LINES": "9999"}, {"TEXTUAL_COLOR_SYSTEM": "bogus"}],
    ids=["size", "colours"],
)
def test_an_environment_that_contradicts_the_terminal_is_ignored(
    home: Home, environ: dict[str, str]
) -> None:
    environ = {**home.environ, **environ}
    with Pty([*COMMAND, "--demo"], columns=100, lines=30, environ=environ) as terminal:
        terminal.until("28 papers")
        terminal.send("q")
        assert terminal.end() == 0


def test_refused_threads_are_reported_in_words(home: Home, tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import threading\n"
        "def refuse(*_, **__):\n"
        '    raise RuntimeError("can\'t start new thread")\n'
        "threading._start_new_thread = threading._start_joinable_thread = refuse\n"
    )
    environ = {**home.environ, "PYTHONPATH": str(tmp_path)}
    with Pty([*COMMAND, "--demo"], columns=100, lines=30, environ=environ) as terminal:
        assert terminal.end() == 1
    assert b"allows no more threads" in terminal.written
    assert b"Traceback" not in terminal.written
