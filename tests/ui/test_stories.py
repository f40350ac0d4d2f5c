"""Stories in a real terminal: the installed program in tmux, its screen read as cells."""

from __future__ import annotations

import shlex
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from daily_papers import cli
from rich.cells import cell_len

from tests.terminal import PROGRAM, Tmux
from tests.ui.test_terminal import home

pytestmark = pytest.mark.skipif(not shutil.which("tmux"), reason="tmux is not installed")
READER = shlex.join(PROGRAM)


@pytest.fixture
def seeded(tmp_path: Path, shared: Path, monkeypatch: pytest.MonkeyPatch) -> Mapping[str, str]:
    """A home into which a pasted page of 57 papers was imported."""
    environ = home(tmp_path)
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    seed = shared / "seeds" / "000_efd9a09d0d54f16e.txt"
    assert cli.run(["import", "--date", "2025-07-31", str(seed)]) == 0
    return environ


def test_filter_move_read_star_quit_open_again_and_find_it_so(seeded: Mapping[str, str]) -> None:
    with Tmux(READER, columns=120, lines=40, environ=seeded) as terminal:
        terminal.until("57 papers · 57 ●", "Clinically-Inspired", "1 of 57")
        terminal.type("/multitarget")
        terminal.until("1 paper", "Next Generation Multitarget Trackers")
        terminal.keys("Enter")
        terminal.type("s")
        terminal.until("★ Starred")
        terminal.keys("Escape")
        terminal.until("57 papers · 56 ●")
        terminal.type("gg")
        terminal.keys("Enter")
        terminal.until("57 papers · 55 ●")
        terminal.keys("Escape")
        terminal.type("jjj")
        terminal.until("4 of 57")
        terminal.type("q")
        terminal.ended()
    with Tmux(READER, columns=120, lines=40, environ=seeded) as terminal:
        screen = terminal.until("57 papers · 55 ●", "4 of 57", "★ 1", "Clinically-Inspired")
        first = next(line for line in screen.splitlines() if "Clinically-Inspired" in line)
        assert "●" not in first
        terminal.type("gs")
        terminal.until("Starred", "1 paper", "Multitarget")
        terminal.type("Q")
        terminal.ended()


def test_a_wide_title_stays_aligned_in_the_terminals_own_cells(tmp_path: Path) -> None:
    digests = tmp_path / "data" / "digests"
    digests.mkdir(parents=True)
    titles = [
        "機械学習のための大規模言語モデル",
        "Emoji 🤗 and 👩‍🔬 titles",
        "Zoë's é combining",
        "plain",
    ]
    papers = ",".join(
        f'{{"id": "2507.0000{n}", "title": "{title}", "summary": "x", "upvotes": 7}}'
        for n, title in enumerate(titles, 1)
    )
    (digests / "2025-07-31.hf.json").write_text(f"[{papers}]", encoding="utf-8")
    with Tmux(READER, columns=80, lines=24, environ=home(tmp_path)) as terminal:
        screen = terminal.until("4 papers", "plain", "▲   7")
        rows = [line for line in screen.splitlines() if "▲   7" in line]
        assert len(rows) == 4
        assert len({cell_len(row[: row.index("▲")]) for row in rows}) == 1
        terminal.type("Q")
        terminal.ended()


def test_a_terminal_that_cannot_place_its_cursor_is_reported(tmp_path: Path) -> None:
    with Tmux(f"sh -c 'TERM=dumb {READER}; cat'", environ=home(tmp_path)) as terminal:
        terminal.until("cannot place its cursor")


def test_on_a_phone_one_pane_at_a_time_shows_all_there_is(seeded: Mapping[str, str]) -> None:
    with Tmux(READER, columns=40, lines=20, environ=seeded) as terminal:
        screen = terminal.until("Clinically-Inspired", "1/57")
        assert all(cell_len(line) <= 40 for line in screen.splitlines())
        terminal.keys("Enter")
        terminal.until("Disease Trajectory", "31 Jul")
        terminal.type("s")
        terminal.until("Starred")
        terminal.keys("Escape")
        terminal.until("★")
        terminal.type("/multitarget")
        terminal.until("Next Generation Mul")
        terminal.keys("Enter")
        terminal.type("b")
        terminal.until("For later", "1/1")
        terminal.type("q")
        terminal.ended()
