"""What `config.toml` says of the terminal and of other programs is done, and only if it says so."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from daily_papers.ui.widgets.filter_bar import QueryInput

from tests.terminal import PATIENCE, Pty
from tests.ui.conftest import Open
from tests.ui.test_terminal import home

READER = [sys.executable, "-m", "daily_papers"]


def written(folder: Path, config: str) -> str:
    """What reaches the terminal from start to end with such a `config.toml`."""
    (folder / "config").mkdir(exist_ok=True)
    (folder / "config" / "config.toml").write_text(config, encoding="utf-8")
    with Pty(READER, columns=120, lines=40, environ=home(folder)) as terminal:
        terminal.until("28 papers")
        terminal.send("q")
        assert terminal.end() == 0
    return terminal.written.decode()


def test_the_title_is_set_when_asked_and_the_terminals_own_comes_back(tmp_path: Path) -> None:
    sent = written(tmp_path, "title = true\n")
    assert "\x1b[22;2t\x1b]2;daily-papers\x07" in sent
    assert sent.rindex("\x1b[23;2t") > sent.rindex("\x1b[?1049l")
    assert "\x1b]2;" not in written(tmp_path, "title = false\n")


@pytest.mark.parametrize("motion", [True, False])
async def test_the_cursor_blinks_only_where_things_may_move(
    open_reader: Open, motion: bool
) -> None:
    async with open_reader(motion=motion) as story:
        await story.press("/")
        assert story.reader.query_one(QueryInput).cursor_blink is motion


async def test_a_link_is_given_to_the_browser_of_the_users_choice(
    open_reader: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[subprocess.Popen[bytes]] = []

    class Called(subprocess.Popen[bytes]):
        """A program that can be waited for."""

        def __init__(self, *given: Any, **more: Any) -> None:
            super().__init__(*given, **more)
            calls.append(self)

    monkeypatch.setattr(subprocess, "Popen", Called)
    seen = tmp_path / "seen address"
    program = tmp_path / "browser.py"
    program.write_text("import sys; open(sys.argv[1], 'w').write(sys.argv[2])", "utf-8")
    command = f"{sys.executable} {program} '{seen}'"
    async with open_reader(browser=command) as story:
        await story.press("o")
        assert "Opened https://arxiv.org/abs/2505.09388" in story.text
        [called] = calls
        called.wait(PATIENCE)
    assert seen.read_text("utf-8") == "https://arxiv.org/abs/2505.09388"


async def test_a_browser_that_cannot_be_called_is_reported(open_reader: Open) -> None:
    for command in ("/nowhere/browser", "'"):
        async with open_reader(browser=command) as story:
            await story.press("o")
            assert "No browser here · copied https://arxiv.org/abs/" in story.text
