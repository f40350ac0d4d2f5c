"""The program in a pseudo-terminal: what reaches it, and what is left of it."""

from __future__ import annotations

import json
import os
import re
import select
import shlex
import signal
import sys
import termios
import threading
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.terminal import PATIENCE, Pty
from tests.ui.conftest import Open

READER = [sys.executable, "-m", "daily_papers"]
EVIL = "\x1b]0;PWNED\x07\x1b[31;5m\x9b41m\x1bP1$r\x1b\\\x1b[c\x7f\x08\x0e\x00"
A_KEY_IS_BEING_ANSWERED = 0.02
"""Seconds after a key at which what it draws is not written yet."""
MARKUP = "[@click=app.quit]click[/] [red]red[/red] [/] [MASK] <think>"


def home(folder: Path) -> dict[str, str]:
    """An environment in which everything lies below `folder`."""
    return {
        "DAILY_PAPERS_DATA": str(folder / "data"),
        "DAILY_PAPERS_CONFIG": str(folder / "config"),
        "XDG_CACHE_HOME": str(folder / "cache"),
    }


def hostile(number: int) -> dict[str, object]:
    """An entry of the API's answer with a control sequence in every field."""
    return {
        "paper": {
            "id": f"2507.{number:05}",
            "title": f"Title{number} {EVIL} {MARKUP} end",
            "summary": f"We propose Method{number}. {EVIL} {MARKUP} https://evil.example/{EVIL}x.",
            "authors": [{"name": f"Author {EVIL} Name"}] * 5,
            "upvotes": 3,
            "githubRepo": f"https://github.com/evil/{EVIL}repo",
            "projectPage": "javascript:alert(1)",
            "ai_summary": f"Summary {EVIL}",
            "ai_keywords": [f"key {EVIL} word"],
            "organization": {"fullname": f"Org {EVIL}"},
            "submittedOnDailyBy": {"fullname": f"Submitter {EVIL}"},
        }
    }


@pytest.fixture
def hostile_home(tmp_path: Path) -> Mapping[str, str]:
    """A home whose cache holds a day of hostile papers, and files with hostile names."""
    digests = tmp_path / "data" / "digests"
    digests.mkdir(parents=True)
    day = json.dumps([hostile(number) for number in range(1, 30)])
    (digests / "2025-07-31.hf.json").write_text(day, encoding="utf-8")
    (digests / "collection-\x1b[31mred.hf.json").write_text(day, encoding="utf-8")
    (digests / "broken\x1b[31m.json").write_text("{", encoding="utf-8")
    return home(tmp_path)


def test_no_byte_of_a_paper_reaches_the_terminal_as_a_control(
    hostile_home: Mapping[str, str],
) -> None:
    with Pty(READER, columns=120, lines=40, environ=hostile_home) as terminal:
        seen = terminal.until("Title1")
        seen = terminal.until("29 papers", after=0)
        for keys, words in [
            ("G", "Title29"),
            ("\r", "Method29"),
            ("$", "Method29"),
            ("A", "Author"),
            ("\x1bh", "Unread"),
            ("\x1b/title", "everywhere"),
            ("\x1bs", "Starred"),
            ("u", "Undone"),
            ("y", "Copied"),
            ("gs", "Nothing starred"),
            ("ga", "29 papers"),
            ("?", "Next paper"),
        ]:
            terminal.send(keys)
            terminal.until(words, after=seen)
            seen = len(terminal.written)
        terminal.kill(signal.SIGTERM)
        assert terminal.end() == 128 + signal.SIGTERM
    written = terminal.written.decode("utf-8", "replace")
    # Textual's own: the pointer's shape, and what was copied, in base64.
    written = re.sub(r"\x1b](22;[a-z-]*|52;c;[A-Za-z0-9+/=]*)\x07", "", written)
    assert "PWNED" not in written
    assert not re.search("[\x00\x07\x08\x0e\x7f\x80-\x9f]", written)
    assert "\x1b[31;5m" not in written
    assert "\x1b[c" not in written
    assert "\x1bP1$r" not in written
    assert "[MASK] <think>" in written


async def test_the_last_wall_deletes_what_cleaning_would_miss(open_reader: Open) -> None:
    async with open_reader() as story:
        story.reader.say(f"before {EVIL} after")
        await story.rest()
        assert "before" in story.text
        assert "after" in story.text
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f]", story.text)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_signals_leave_a_clean_terminal(tmp_path: Path, number: int) -> None:
    with Pty([*READER, "--demo"], environ=home(tmp_path)) as terminal:
        before = terminal.settings()
        terminal.until("Sample digests")
        assert terminal.settings() != before
        terminal.kill(number)
        assert terminal.end() == 128 + number
        assert terminal.settings() == before
        assert b"\x1b[?1049l" in terminal.written[-200:]


def test_a_closed_terminal_ends_the_reader(tmp_path: Path) -> None:
    terminal = Pty([*READER, "--demo"], environ=home(tmp_path))
    terminal.until("Sample digests")
    # There is much to draw while it goes: what is drawn has nowhere to go.
    terminal.send("j" * 50)
    terminal.hang_up()
    patience = threading.Timer(PATIENCE, os.kill, (terminal.pid, signal.SIGKILL))
    patience.start()
    _, status = os.waitpid(terminal.pid, 0)
    patience.cancel()
    assert os.waitstatus_to_exitcode(status) in (1, 129, -signal.SIGHUP)


def test_a_terminal_that_closes_around_a_shell_ends_the_reader_while_it_draws(
    tmp_path: Path,
) -> None:
    # The reader does not lead the terminal's session: SIGCONT comes to it with the hangup.
    alive, held = os.pipe()
    os.set_inheritable(held, True)
    terminal = Pty(["sh", "-i"], columns=120, lines=40, environ=home(tmp_path))
    os.close(held)
    terminal.send(f"sh -c 'echo reader=$$; exec {shlex.join([*READER, '--demo'])}'\r")
    terminal.until("Sample digests")
    found = re.search(rb"reader=(\d+)", terminal.written)
    assert found
    terminal.send("S")
    select.select([alive], [], [], A_KEY_IS_BEING_ANSWERED)
    terminal.hang_up()
    os.waitpid(terminal.pid, 0)
    # The pipe is at its end as soon as none runs any more that got it.
    ended, _, _ = select.select([alive], [], [], PATIENCE)
    os.close(alive)
    if not ended:
        os.kill(int(found[1]), signal.SIGKILL)
    assert ended


def test_quitting_gives_the_terminal_back_as_it_was(tmp_path: Path) -> None:
    with Pty([*READER, "--demo"], environ=home(tmp_path)) as terminal:
        before = terminal.settings()
        terminal.until("Sample digests")
        terminal.send("q")
        assert terminal.end() == 0
        assert terminal.settings() == before
        lflag = terminal.settings()[3]
        assert isinstance(lflag, int)
        assert lflag & termios.ECHO


@pytest.mark.parametrize("number", [signal.SIGBUS, signal.SIGKILL])
def test_a_killed_reader_leaves_a_clean_terminal(tmp_path: Path, number: int) -> None:
    program = ["/bin/sh", "-c", f"{shlex.join([*READER, '--demo'])}; read line"]
    with Pty(program, environ=home(tmp_path)) as terminal:
        before = terminal.settings()
        drawn = terminal.until("Qwen3")
        children = Path(f"/proc/{terminal.pid}/task/{terminal.pid}/children").read_text().split()
        assert terminal.settings() != before
        os.kill(int(children[0]), number)
        terminal.until("\x1b[?1049l\x1b[?25h\x1b[m", after=drawn)
        assert terminal.settings() == before
        terminal.send("\n")
        terminal.end()


@pytest.mark.parametrize("to", ["2>errors", "2>&-", "2>/dev/full"])
def test_it_draws_on_the_terminal_where_standard_error_is_none(tmp_path: Path, to: str) -> None:
    command = ["bash", "-c", f"cd {tmp_path} && {shlex.join(READER)} {to}; echo ended $?"]
    with Pty(command, columns=120, lines=40, environ=home(tmp_path)) as terminal:
        terminal.until("28 papers")
        terminal.send("j")
        terminal.until("2 of 28")
        terminal.send("q")
        terminal.until("ended 0")


def test_a_crash_exits_1_and_names_its_report(tmp_path: Path) -> None:
    crash = (
        "import sys\n"
        "from daily_papers.ui.screens.reader import Reader\n"
        "def fail(reader, token): raise RuntimeError('\\x1b]0;PWNED\\x07')\n"
        "Reader.take = fail\n"
        "from daily_papers.cli import run\n"
        "sys.exit(run(['--demo']))\n"
    )
    environ = {**home(tmp_path), "TMPDIR": str(tmp_path)}
    with Pty([sys.executable, "-c", crash], environ=environ) as terminal:
        terminal.until("Sample digests")
        terminal.send("?")
        assert terminal.end() == 1
    last = terminal.written[-600:].decode("utf-8", "replace")
    assert "report is in" in last
    assert "PWNED" not in last
    [report] = tmp_path.glob("daily-papers-error-*.txt")
    assert "RuntimeError" in report.read_text(encoding="utf-8")
