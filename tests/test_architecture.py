"""The walls between the rooms, each looked at in a fresh process."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import daily_papers
import pytest

ROOT = Path(daily_papers.__file__).parent
TEXTUAL = {"textual", "rich"}
SAYING = {"say", "announce", "key_hint", "WorkFinished", "Outcome", "Unfit", "NoEditor"}
"""What shows the words that it is given."""
FIRST_FRAME = """
import sys
from pathlib import Path
from daily_papers.commands import open_reader
from daily_papers.paths import Paths
from daily_papers.themes import load_theme
from daily_papers.ui.app import DailyPapers
from daily_papers.ui.startup import Startup

def leave(reader):
    print(*sys.modules)
    reader.app.exit()

home = Path(sys.argv[1])
opening = Startup(Paths(home / "digests", home / "index", home / "data", "main", home / "config"))
opening.begin = leave
DailyPapers(opening, load_theme("paper-dark")[0]).run(headless=True, size=(160, 40))
"""
"""A program that prints the modules in memory once the reader's first frame is drawn."""


def modules_of(room: str) -> list[str]:
    """The dotted names of every module in a room."""
    path = ROOT / room
    files = sorted(path.rglob("*.py")) if path.is_dir() else [path.with_suffix(".py")]
    return [
        ".".join(("daily_papers", *file.relative_to(ROOT).with_suffix("").parts)).removesuffix(
            ".__init__"
        )
        for file in files
    ]


def imported(*names: str) -> set[str]:
    """The top-level packages in memory once `names` are imported, in a fresh process."""
    code = f"import sys\nfor n in {names!r}: __import__(n)\nprint(*sorted(sys.modules))"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return {name.partition(".")[0] for name in out.stdout.split()}


@pytest.mark.parametrize(
    "room", ["papers", "query", "cache", "formats", "index", "state", "export", "fetch"]
)
def test_the_rooms_below_the_screen_never_import_textual(room: str) -> None:
    assert not imported(*modules_of(room)) & TEXTUAL


@pytest.mark.parametrize("room", ["papers", "query"])
def test_papers_and_query_import_the_standard_library_alone(room: str) -> None:
    ours = {"daily_papers", "__main__", "_virtualenv"} | set(sys.stdlib_module_names)
    before = imported()
    assert imported(*modules_of(room)) - before <= ours


def test_the_first_frame_needs_the_screen_alone(tmp_path: Path) -> None:
    command = [sys.executable, "-c", FIRST_FRAME, str(tmp_path)]
    loaded = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    assert not {"sqlite3", "rapidfuzz"}.intersection(loaded)
    ours = [name for name in loaded if name.startswith("daily_papers.")]
    late = tuple(
        f"daily_papers.{name}"
        for name in ("cache", "export", "fetch", "formats", "index", "library", "query", "state")
    )
    assert not [name for name in ours if name.startswith(late)]


@pytest.mark.parametrize(
    "file", sorted((ROOT / "ui" / "widgets").glob("*.py")), ids=lambda f: f.stem
)
def test_widgets_know_neither_screens_nor_cache_nor_state(file: Path) -> None:
    forbidden = ("daily_papers.ui.screens", "daily_papers.index", "daily_papers.state")
    assert not [name for name in named_in(file) if name.startswith(forbidden)]


@pytest.mark.parametrize("room", ["commands", "ui"])
def test_commands_and_screens_reach_papers_through_the_library_alone(room: str) -> None:
    assert {
        str(file.relative_to(ROOT)): name
        for file in (ROOT / room).rglob("*.py")
        for name in named_in(file)
        if name.startswith("daily_papers.index")
    } == {}


def named_in(file: Path) -> set[str]:
    """The modules that a file names in its imports."""
    return {
        name
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }


def test_what_the_reader_says_stands_with_the_sentences() -> None:
    spoken = {
        f"{file.relative_to(ROOT)}:{call.lineno}": text.value
        for file in (ROOT / "ui").rglob("*.py")
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and _name(call.func) in SAYING
        for text in ast.walk(call)
        if isinstance(text, ast.Constant)
        and isinstance(text.value, str)
        and re.search(r"[A-Za-z]{2,} [A-Za-z]{2,}", text.value)
    }
    assert spoken == {}, "belongs into tui/ui/sentences.py, troubles.py or labels.py"


def _name(called: ast.expr) -> str:
    """The last part of what is called."""
    return called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")


def test_no_module_is_above_600_lines() -> None:
    long = {
        str(file.relative_to(ROOT)): lines
        for file in ROOT.rglob("*.py")
        if (lines := len(file.read_text(encoding="utf-8").splitlines())) > 600
    }
    assert long == {}
