"""Notes in a real terminal: the user's own editor, sudden ends, keys in bursts."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from daily_papers.paths import find_paths

from tests.terminal import PROGRAM, Tmux
from tests.ui.test_terminal import home

pytestmark = pytest.mark.skipif(not shutil.which("tmux"), reason="tmux is not installed")

READER = shlex.join(PROGRAM)
EDITOR = r"""
import pathlib, sys, termios, tty
file = pathlib.Path(sys.argv[1])
print("\x1b[?1049h\x1b[2J\x1b[31mAN EDITOR ON", file.read_text().strip() or "nothing", flush=True)
line = input()
print("\x1b[?1049l", end="", flush=True)
if line:
    file.write_text(line.removeprefix("!"))
sys.exit(3 if line.startswith("!") else 0)
"""
"""Takes a line as the new text; with `!` before it, fails after writing it."""
SAMPLES = "28 papers"


@pytest.fixture
def environ(tmp_path: Path) -> Mapping[str, str]:
    """A home with an editor, and the samples to read."""
    script = tmp_path / "my editor.py"
    script.write_text(EDITOR)
    visual = f"{shlex.quote(sys.executable)} {shlex.quote(str(script))}"
    made = tmp_path / "made"
    made.mkdir()
    return {**home(tmp_path), "VISUAL": visual, "TMPDIR": str(made)}


def left_behind(environ: Mapping[str, str]) -> list[str]:
    """The files that were made for editors and are still there."""
    return [path.name for path in Path(environ["TMPDIR"]).glob("daily-papers-note-*")]


def test_a_note_in_the_users_editor_and_the_screen_comes_back(environ: Mapping[str, str]) -> None:
    with Tmux(READER, columns=120, lines=40, environ=environ) as terminal:
        before = terminal.until(SAMPLES, "1 of 28", "{}", gone=["Reading"])
        terminal.type("E")
        terminal.until("AN EDITOR ON nothing", gone=[SAMPLES])
        terminal.keys("Enter")
        terminal.until("Note unchanged")
        assert terminal.until(SAMPLES, gone=["Note unchanged"]) == before
        terminal.type("E")
        terminal.until("AN EDITOR ON nothing")
        terminal.type("Compare table 2.")
        terminal.keys("Enter")
        terminal.until("NOTE", "Compare table 2.", "Note saved", SAMPLES)
        terminal.type("j")
        terminal.until("2 of 28")
        terminal.type("kE")
        terminal.until("AN EDITOR ON Compare table 2.")
        terminal.keys("C-c")
        terminal.until(SAMPLES, "Compare table 2.", "was killed")
        terminal.type("q")
        terminal.ended()
    assert left_behind(environ) == []


def test_what_a_failing_editor_wrote_is_offered_as_a_draft(environ: Mapping[str, str]) -> None:
    with Tmux(READER, columns=120, lines=40, environ=environ) as terminal:
        terminal.until(SAMPLES)
        terminal.type("E")
        terminal.until("AN EDITOR")
        terminal.type("!Not meant so")
        terminal.keys("Enter")
        terminal.until("exited with 3 · the text is saved as a draft · a shows it")
        terminal.type("a")
        terminal.until("DRAFT", "Not meant so", "enter uses the draft")
        terminal.keys("Enter", "Escape")
        terminal.until("NOTE", "Not meant so", "Note saved", gone=["DRAFT"])
        terminal.type("q")
        terminal.ended()
    assert left_behind(environ) == []


def test_no_editor_is_reported(environ: Mapping[str, str]) -> None:
    with Tmux(READER, columns=120, lines=40, environ={**environ, "VISUAL": "/no/ed"}) as terminal:
        terminal.until(SAMPLES)
        terminal.type("E")
        terminal.until("ed cannot be run: No such file or directory", SAMPLES)
        terminal.type("q")
        terminal.ended()


def test_a_reader_that_is_killed_while_one_types_offers_the_draft(
    environ: Mapping[str, str],
) -> None:
    paths = find_paths(environ=environ)
    drafts = paths.data / "drafts" / paths.profile
    with Tmux(READER, columns=120, lines=40, environ=environ) as terminal:
        terminal.until(SAMPLES)
        terminal.type("a")
        terminal.until("esc esc discards")
        terminal.type("Half a thought")
        terminal.until("Half a thought")
        terminal.until_so(lambda: any(drafts.glob("*.json")))
        os.kill(terminal.pid, signal.SIGKILL)
        terminal.ended()
    with Tmux(READER, columns=120, lines=40, environ=environ) as terminal:
        terminal.until(SAMPLES, "1 of 28")
        terminal.type("a")
        terminal.until("DRAFT", "Half a thought")
        terminal.keys("Enter", "Escape")
        terminal.until("Note saved", "NOTE", gone=["DRAFT"])
        terminal.type("q")
        terminal.ended()
    assert not any(drafts.glob("*.json"))


def test_a_burst_of_keys_writes_a_note_and_goes_on(environ: Mapping[str, str]) -> None:
    with Tmux(READER, columns=120, lines=40, environ=environ) as terminal:
        terminal.until(SAMPLES, "1 of 28")
        terminal.type("aMind the gap")
        terminal.until("Mind the gap")
        terminal.keys("Escape", "j", "j", "k")
        terminal.until("2 of 28", "28 ●", gone=["esc esc discards"])
        terminal.type("k")
        terminal.until("NOTE", "Mind the gap", "1 of 28")
        terminal.type("q")
        terminal.ended()
