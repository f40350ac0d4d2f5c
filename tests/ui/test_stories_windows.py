"""Two real readers and the command line at one profile."""

from __future__ import annotations

import shlex
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from daily_papers import cli
from daily_papers.cache import samples

from tests.terminal import PROGRAM, Tmux
from tests.ui.test_terminal import home

pytestmark = pytest.mark.skipif(not shutil.which("tmux"), reason="tmux is not installed")

READER = shlex.join(PROGRAM)


@pytest.fixture
def environ(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Mapping[str, str]:
    """A home with the sample digests as its own, for the readers and for this process."""
    environ = home(tmp_path)
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    shutil.copytree(samples.folder(), tmp_path / "data" / "digests")
    return environ


def test_each_window_sees_the_acts_of_all_the_others(environ: Mapping[str, str]) -> None:
    size = {"columns": 120, "lines": 40}
    with (
        Tmux(READER, environ=environ, **size) as one,
        Tmux(READER, environ=environ, **size) as other,
    ):
        one.until("28 papers · 28 ●", "★ 0")
        other.until("28 papers · 28 ●", "★ 0")
        one.type("s")
        other.until("28 papers · 27 ●", "★ 1")
        other.type("jb")
        one.until("28 papers · 26 ●", "◷ 1")
        assert cli.run(["mark", "star", 'title:"Depth Anything"']) == 0
        one.until("28 papers · 25 ●", "★ 2")
        other.until("28 papers · 25 ●", "★ 2")
        one.type("jtrobotics")
        one.until("new")
        one.keys("Enter", "Escape")
        other.until("TAGS   robotics")
        assert cli.run(["undo"]) == 0
        one.until("★ 2", gone=["TAGS"])
        other.until("★ 2", gone=["TAGS"])
        for window in (one, other):
            window.type("Q")
            window.ended()


def test_a_profile_that_cannot_be_written_is_reported_inside_and_at_the_end(
    environ: Mapping[str, str], tmp_path: Path
) -> None:
    (tmp_path / "data" / "profiles").write_bytes(b"in the way")
    with Tmux(f"sh -c '{READER}; echo ended $?; cat'", columns=120, environ=environ) as terminal:
        terminal.until("28 papers · 28 ●", "Nothing will be saved: not a folder")
        terminal.type("s")
        terminal.until("28 papers", "★ Qwen3", "Not saved")
        terminal.type("q")
        terminal.until("press again to quit")
        terminal.type("q")
        terminal.until("the last acts are lost. Not saved", "ended 1")
