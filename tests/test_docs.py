"""The pages in `docs/`: the modules that they name exist, and their examples work."""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import subprocess
import sys
import textwrap
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.home import PAPERS, Home
from tests.import_graph import ROOT
from tests.test_architecture import LAYERS, UI_LAYERS

DOCS = Path(__file__).parents[1] / "docs"
TEXT = (DOCS / "architecture.md").read_text("utf-8")
EXAMPLES = dict(re.findall(r"^### (An? [^\n]*)\n(.*?)(?=^### |\Z)", TEXT, re.MULTILINE | re.DOTALL))
BLOCK = re.compile(
    r"```python\n# (?P<path>\S+\.py), (?P<place>[^\n]+)\n(?P<code>.*?)```", re.DOTALL
)
IN_THE_READER = """
import asyncio, sys
from daily_papers.paths import Paths
from daily_papers.themes import load_theme
from daily_papers.ui.app import DailyPapers
from daily_papers.ui.startup import Startup
from pathlib import Path

async def main():
    home = Path(sys.argv[1])
    paths = Paths(home / "data/digests", home / "index", home / "data", "main", home / "config")
    app = DailyPapers(Startup(paths), load_theme("paper-dark")[0])
    async with app.run_test(size=(160, 30)) as pilot:
        def text():
            return "\\n".join(strip.text for strip in app.screen._compositor.render_strips())
        async def until(words):
            for _ in range(3000):
                if words in text():
                    return
                await pilot.pause(0.02)
            sys.exit(f"never shown: {words}\\n{text()}")
        for step in sys.argv[2:]:
            if step.startswith("press "):
                await pilot.press(*step.split()[1:])
            else:
                await until(step)

asyncio.run(main())
"""
"""A program that opens the reader in a home and presses keys or waits for words in turn."""


@dataclass(frozen=True)
class Changed:
    """A copy of the package to which examples were applied, and a home."""

    folder: Path
    home: Home

    def python(self, *words: str) -> str:
        """Run Python with the changed package; returns what it prints."""
        done = subprocess.run(
            [sys.executable, *words],
            capture_output=True,
            text=True,
            check=False,
            cwd=self.folder,
            env={**os.environ, **self.home.environ, "PYTHONPATH": str(self.folder)},
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def run(self, *words: str) -> str:
        """Run a command; returns what it prints."""
        return self.python("-m", "daily_papers", *words)

    def in_the_reader(self, *steps: str) -> None:
        """Open the reader; each step is words to wait for, or `press` with keys."""
        self.python("-c", IN_THE_READER, str(self.home.folder), *steps)


@pytest.fixture
def changed(request: pytest.FixtureRequest, home: Home) -> Changed:
    """The package with one example of the page applied, given by its heading."""
    folder = home.folder / "changed"
    package = folder / "daily_papers"
    shutil.copytree(ROOT, package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT.parents[1] / "themes", package / "themes", dirs_exist_ok=True)
    blocks = list(BLOCK.finditer(EXAMPLES[request.param]))
    assert len(blocks) == EXAMPLES[request.param].count("```python") > 0
    for block in blocks:
        apply(package / block["path"], block["place"], block["code"])
    return Changed(folder, home)


def apply(path: Path, place: str, code: str) -> None:
    """Put a block of the page into a module, at the place that it gives."""
    if place == "a new module":
        assert not path.exists()
        path.write_text(code, "utf-8")
        return
    text = path.read_text("utf-8")
    tree = ast.parse(text)
    lines = text.splitlines()
    after = re.fullmatch(r"after (.*)", place)
    within = re.fullmatch(r"in (\w+)(, first)?", place)
    imports, _, rest = code.rpartition("\n\n") if code.startswith("from ") else ("", "", code)
    if place == "at the end":
        at, indent = len(lines), ""
    elif after:
        (at,) = [number for number, line in enumerate(lines, 1) if line.strip() == after[1]]
        indent = re.match(r" *", lines[at - 1])[0]  # type: ignore[index]
    else:
        assert within, place
        (node,) = [node for node in tree.body if within[1] in names(node)]
        assert node.end_lineno
        if isinstance(node, ast.ClassDef):
            at = first_method(node) - 1 if first_method(node) else node.end_lineno
        else:
            at = node.lineno if within[2] else node.end_lineno - 1
        indent = "    "
    lines[at:at] = textwrap.indent(rest, indent).splitlines()
    lines[first_import(tree) : first_import(tree)] = imports.splitlines()
    path.write_text("\n".join(lines) + "\n", "utf-8")
    ast.parse(path.read_text("utf-8"))


def names(node: ast.stmt) -> set[str]:
    """What a statement of a module defines."""
    if isinstance(node, ast.ClassDef):
        return {node.name}
    targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
    return {each.id for each in targets if isinstance(each, ast.Name)}


def first_method(node: ast.ClassDef) -> int:
    """The line on which the methods of a class begin; 0 without methods."""
    for each in node.body:
        if isinstance(each, ast.FunctionDef):
            return min([each.lineno, *(decorator.lineno for decorator in each.decorator_list)])
    return 0


def first_import(tree: ast.Module) -> int:
    """The line after `from __future__`."""
    return next(
        node.lineno
        for node in tree.body
        if isinstance(node, ast.ImportFrom) and node.module == "__future__"
    )


def example(name: str) -> pytest.MarkDecorator:
    """The test is about one example of the page."""
    return pytest.mark.parametrize("changed", [name], indirect=True, ids=[name])


def test_every_example_is_tried() -> None:
    assert set(EXAMPLES) == {
        mark.args[1][0]
        for test in globals().values()
        for mark in getattr(test, "pytestmark", ())
        if mark.name == "parametrize"
    }


@example("A verdict")
def test_a_verdict_is_a_row_and_a_key(changed: Changed) -> None:
    changed.home.has("2025-01-02", *PAPERS)
    assert changed.run("mark", "cite", "mamba") == "marked 1 cited\n"
    assert changed.run("list", "is:cited") == changed.run("list", "mamba")
    (paper,) = json.loads(changed.run("export", "--format", "json", "is:cited"))
    assert paper["cited"]
    assert re.search(r"^  C +cite ", changed.run("keys"), re.MULTILINE)
    changed.run("undo")
    changed.in_the_reader("3 papers", "press C", "§", "press : c i t e d", "Cited")


@example("An input format")
def test_an_input_format_is_a_module_and_a_row(changed: Changed) -> None:
    file = changed.home.folder / "2025-03-04.txt"
    file.write_text("#titles\nA title of its own\nAnother one\n")
    assert "2 papers" in changed.run("import", str(file))
    assert "A title of its own" in changed.run("list", "own")


@example("A column of the list")
def test_a_column_is_a_condition_and_a_row(changed: Changed) -> None:
    changed.home.has("2025-01-02", *PAPERS)
    changed.in_the_reader("3 papers", " 01-02")


@example("A field of the query language")
def test_a_query_field_is_a_row(changed: Changed) -> None:
    file = changed.home.folder / "list.bib"
    file.write_text(
        "@inproceedings{a, title={On Trees}, booktitle={Proc. of Forests}}\n"
        "@article{b, title={On Fish}, journal={Sea Letters}}\n"
    )
    changed.run("import", str(file))
    assert "On Trees" in changed.run("list", "venue:forest")
    (paper,) = json.loads(changed.run("export", "--format", "json", "venue:sea"))
    assert (paper["title"], paper["venue"]) == ("On Fish", "Sea Letters")


@example("An output format")
def test_an_output_format_is_a_function_and_a_row(changed: Changed) -> None:
    changed.home.has("2025-01-02", *PAPERS)
    assert changed.run("export", "--format", "ids", "mamba") == "arxiv:2501.00001\n"
    assert "ids" in changed.run("export", "-h")


def test_the_page_names_every_layer_from_top_to_bottom() -> None:
    tables = [
        [re.findall(r"`([\w./]+)`", row.split("|")[1]) for row in table.splitlines()]
        for table in re.findall(r"\|---\|---\|\n((?:\|.*\n)+)", TEXT)
    ]
    for table, layers in zip(tables, (LAYERS, UI_LAYERS), strict=True):
        place = {name: number for number, line in enumerate(layers) for name in line}
        named = [path.removesuffix("/").removesuffix(".py") for row in table for path in row]
        assert [each for each in place if (ROOT / each).is_dir() and each not in named] == []
        found = [place[each] for each in named if each in place]
        assert found == sorted(found)


def test_every_named_module_exists() -> None:
    paths = set(re.findall(r"`([\w/]+(?:\.py|/))`", TEXT)) | {
        block["path"] for block in BLOCK.finditer(TEXT) if block["place"] != "a new module"
    }
    assert len(paths) > 20
    roots = (ROOT, ROOT / "ui", DOCS.parent)
    assert [each for each in paths if not any((root / each).exists() for root in roots)] == []
