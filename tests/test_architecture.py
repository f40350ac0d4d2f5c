"""The architecture: which module may import which, and what stands in one place only.

The rules are read from the source of all modules, function-level imports and those below
`if TYPE_CHECKING` included; what the first frame loads is looked up in a fresh process.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pytest

from tests.import_graph import Import, circles, imports, trees

LAYERS: Sequence[Sequence[str]] = (
    ("__main__",),
    ("cli",),
    ("commands",),
    ("ui",),
    ("fetch", "importer"),
    ("library",),
    ("ranking",),
    ("index",),
    ("export",),
    ("formats",),
    ("cache",),
    ("state",),
    ("query",),
    (),
    ("papers",),
)
"""The packages from top to bottom: each imports only from its own line and those below.

Modules that stand beside the packages (`paths`, `config`, `themes` …) are on the empty line.
"""
UI_LAYERS: Sequence[Sequence[str]] = (
    ("app", "startup"),
    ("commands",),
    ("screens",),
    ("controllers",),
    ("context", "session"),
    ("services", "widgets"),
    ("strings",),
    ("model", "drawing", "keys", "terminal", "messages", "host"),
)
"""The folders and modules of `ui`, in the same way."""
STANDARD_LIBRARY_ONLY = {"papers": set[str](), "query": {"rapidfuzz"}}
"""Packages that need nothing that must be installed, but for what is named, imported late."""
HOMES = {"textual": {"ui"}, "rich": {"ui"}, "httpx": {"fetch"}}
"""Libraries that only one package may import."""
SQL = {"index", "state", "fetch.history"}
"""Where SQL may stand; the history of fetching is a small file of its own."""

SPEAKING = {"say", "announce", "key_hint", "WorkFinished", "ActResult", "Unfit", "NoEditor"}
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
startup = Startup(Paths(home / "digests", home / "index", home / "data", "main", home / "config"))
startup.begin = leave
DailyPapers(startup, load_theme("paper-dark")[0]).run(headless=True, size=(160, 40))
"""
"""A program that prints the modules in memory once the reader's first frame is drawn."""
LATE = {
    "httpx",
    "rapidfuzz",
    "sqlite3",
    "textual.widgets._markdown",
    "textual.widgets._text_area",
    *(
        f"daily_papers.{name}"
        for name in ("cache", "export", "fetch", "formats", "index", "library", "query", "state")
    ),
}
"""Modules and packages that the first frame does without."""

TREES = trees()
IMPORTS = imports(TREES)
OURS = [each for each in IMPORTS if each.ours]


def package(module: str) -> str:
    """The first part of a module's name."""
    return module.partition(".")[0]


def ui_folder(module: str) -> str:
    """The second part of the name of a module of `ui`; empty for other modules."""
    return module.split(".")[1] if module.startswith("ui.") else ""


def upward(
    names: Iterable[tuple[Import, str, str]], layers: Sequence[Sequence[str]], *, default: int
) -> list[str]:
    """The imports that lead upwards; what no line names stands on line `default`."""
    place = {name: number for number, line in enumerate(layers) for name in line}
    return [
        str(each)
        for each, importer, imported in names
        if place.get(imported, default) < place.get(importer, default)
    ]


def test_no_modules_import_one_another_in_a_circle() -> None:
    assert circles((each.importer, each.imported) for each in OURS) == []


def test_packages_import_only_from_those_below() -> None:
    names = ((each, package(each.importer), package(each.imported)) for each in OURS)
    assert upward(names, LAYERS, default=len(LAYERS) - 2) == []


def test_folders_of_the_ui_import_only_from_those_below() -> None:
    names = (
        (each, here, there)
        for each in OURS
        if (here := ui_folder(each.importer)) and (there := ui_folder(each.imported))
    )
    assert upward(names, UI_LAYERS, default=len(UI_LAYERS) - 1) == []


def test_commands_and_ui_reach_papers_through_the_library() -> None:
    assert [
        str(each)
        for each in OURS
        if package(each.importer) in {"commands", "ui"} and package(each.imported) == "index"
    ] == []


@pytest.mark.parametrize("library", HOMES)
def test_a_library_is_imported_by_one_package_alone(library: str) -> None:
    assert [
        str(each)
        for each in IMPORTS
        if package(each.imported) == library and package(each.importer) not in HOMES[library]
    ] == []


@pytest.mark.parametrize("name", STANDARD_LIBRARY_ONLY)
def test_papers_and_query_need_the_standard_library_alone(name: str) -> None:
    assert [
        str(each)
        for each in IMPORTS
        if package(each.importer) == name
        and not each.ours
        and package(each.imported) not in sys.stdlib_module_names
        and not (each.late and package(each.imported) in STANDARD_LIBRARY_ONLY[name])
    ] == []


def test_sql_stands_in_the_index_and_the_state() -> None:
    executed = {
        f"{module}:{node.lineno}"
        for module, tree in TREES.items()
        if not {module, package(module)} & SQL
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and node.attr in {"execute", "executemany", "executescript"}
    }
    assert executed == set()


def test_controllers_hold_no_screen_and_no_widget() -> None:
    widgets = {each.importer for each in IMPORTS if package(each.imported) == "textual"}
    assert [
        str(each)
        for each in OURS
        if ui_folder(each.importer) in {"controllers", "services", "strings", "model"}
        and ui_folder(each.imported) in {"screens", "widgets"}
        and each.imported in widgets
    ] == []


def test_widgets_are_handed_what_they_show() -> None:
    assert [
        str(each)
        for each in OURS
        if ui_folder(each.importer) in {"widgets", "drawing"}
        and package(each.imported) in {"cache", "index", "library", "state"}
    ] == []


def test_only_screens_and_widgets_look_for_widgets() -> None:
    asked = {
        f"{module}:{node.lineno}"
        for module, tree in TREES.items()
        if ui_folder(module) not in {"screens", "widgets", "app", ""}
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in {"query_one", "query_exactly_one"}
    }
    assert asked == set()


def test_the_first_frame_loads_only_what_it_shows(tmp_path: Path) -> None:
    command = [sys.executable, "-c", FIRST_FRAME, str(tmp_path)]
    loaded = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    assert "daily_papers.ui.app" in loaded
    assert [name for name in loaded if LATE & set(_parents(name))] == []


def _parents(module: str) -> Iterator[str]:
    """A module's name, and those of the packages that it is in."""
    parts = module.split(".")
    yield from (".".join(parts[:end]) for end in range(1, len(parts) + 1))


def test_what_the_reader_says_is_in_its_strings() -> None:
    spoken = {
        f"{module}:{call.lineno}": text.value
        for module, tree in TREES.items()
        if package(module) == "ui"
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and _name(call.func) in SPEAKING
        for text in ast.walk(call)
        if isinstance(text, ast.Constant)
        and isinstance(text.value, str)
        and re.search(r"[A-Za-z]{2,} [A-Za-z]{2,}", text.value)
    }
    assert spoken == {}, "belongs into ui/strings/"


def _name(called: ast.expr) -> str:
    """The last part of what is called."""
    return called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
