"""The README: its tables are current, its pictures are there, and its commands do what it says."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from daily_papers.cache import samples
from daily_papers.papers.verdicts import EFFECTS
from daily_papers.state.records import Act, write_line

from tests.commands.test_import import PAGE
from tests.readme import README, blocks, current, marked
from tests.terminal import Pty

TEXT = README.read_text(encoding="utf-8")
NETWORK = re.compile(r"^(python3 -m venv|curl)\b|\bfetch\b")
"""What cannot be run without a network; `.ci/run` does the two that set it up."""
SCREEN = re.compile(r"^daily-papers( -f .*)?$")
"""What opens the reader."""


def commands() -> list[str]:
    """The commands in the README's code blocks, without their comments."""
    found = []
    for block in re.findall(r"```sh\n(.*?)```", TEXT, re.DOTALL):
        for line in block.replace("\\\n", " ").splitlines():
            if command := re.sub(r"\s{2,}#.*", "", line).strip():
                found.append(command)
    return found


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    """A home with what the README's commands speak of; the environment that leads to it."""
    digests = tmp_path / "digests"
    shutil.copytree(samples.folder(), digests)
    (tmp_path / "page.txt").write_text(PAGE, encoding="utf-8")
    star(tmp_path / "DATA" / "daily-papers" / "profiles" / "main", "desk-0000", "2410.05258")
    star(tmp_path / "stick" / "main", "lap-0000", "2505.09388")
    tools = tmp_path / "bin"
    tools.mkdir()
    program = tools / "daily-papers"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m daily_papers "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    return {
        "HOME": str(tmp_path),
        "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(README.parent),
        **{f"XDG_{kind}_HOME": str(tmp_path / kind) for kind in ("DATA", "CONFIG", "CACHE")},
    }


def star(folder: Path, device: str, arxiv_id: str) -> None:
    """Put a journal into a folder in which one paper was starred."""
    act = Act("star", (f"arxiv:{arxiv_id}",), EFFECTS["star"].sets)
    line = write_line(act, counter=1, device=device, session="1", time="2025-07-31T08:00:00.000Z")
    folder.mkdir(parents=True)
    folder.chmod(0o700)
    journal = folder / f"{device}.0001.jsonl"
    journal.write_bytes(line.raw + b"\n")
    journal.chmod(0o600)


def test_every_command_does_what_it_says(home: dict[str, str], tmp_path: Path) -> None:
    environ = {
        name: value for name, value in os.environ.items() if not name.startswith("DAILY_PAPERS_")
    }
    ran = 0
    for command in commands():
        if NETWORK.search(command):
            continue
        if SCREEN.match(command):
            with Pty(["bash", "-c", command], columns=120, lines=40, environ=home) as terminal:
                terminal.until("papers")
                terminal.send("q")
                assert terminal.end() == 0, command
        else:
            done = subprocess.run(
                ["bash", "-c", command],
                cwd=tmp_path,
                env={**environ, **home},
                capture_output=True,
                text=True,
                timeout=60,
            )
            assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
            assert done.stdout, f"{command} says nothing"
        ran += 1
    assert ran > 15


def test_setting_up_takes_one_line() -> None:
    assert [command for command in commands() if command.startswith("python3")] == [
        "python3 -m venv .venv && .venv/bin/pip install -q . && .venv/bin/daily-papers --demo",
        "python3 -m venv .venv && .venv/bin/pip install -q -e '.[dev]' && "
        ".venv/bin/python -m pytest",
    ]


def test_the_generated_tables_are_current() -> None:
    assert marked(TEXT) == set(blocks())
    same = current(TEXT) == TEXT
    assert same, "the README's tables are out of date: run `python -m tests.readme`"


def test_every_named_file_exists() -> None:
    named = re.findall(r'\]\(([^):]+)\)|(?:src|srcset)="([^"]+)"', TEXT)
    rooms = re.findall(r"`((?:tui|tests|themes|screenshots)/[\w./]*)`", TEXT)
    for path in (*rooms, *(left or right for left, right in named)):
        assert (README.parent / path).exists(), path


def test_every_named_module_exists() -> None:
    for name in set(re.findall(r"`python -m (tests[\w.]+)`", TEXT)):
        path = README.parent / name.replace(".", "/")
        assert path.with_suffix(".py").exists() or (path / "__main__.py").exists(), name
