"""Completion and the manual page match the command line."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from daily_papers.commands import cli_spec
from daily_papers.commands.completion import SHELLS
from daily_papers.commands.registry import COMMANDS

from tests.home import Home
from tests.shell import FOLDER, files
from tests.terminal import Tmux


def has(program: str) -> pytest.MarkDecorator:
    """Skip a test if a program is not installed."""
    return pytest.mark.skipif(not shutil.which(program), reason=f"{program} is not installed")


def completed(script: Path, *words: str) -> list[str]:
    """The completions of the last of `words` in bash."""
    code = """
        source "$1"; shift
        COMP_WORDS=(daily-papers "$@"); COMP_CWORD=$#
        _daily_papers; printf '%s\\n' "${COMPREPLY[@]}"
    """
    done = subprocess.run(
        ["bash", "-c", code, "bash", str(script), *words],
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.split()


@pytest.mark.parametrize("name", files())
def test_the_generated_files_are_current(name: str) -> None:
    kept = (FOLDER / name).read_text(encoding="utf-8")
    assert kept == files()[name], f"{name} is out of date: run `python -m tests.shell`"


@pytest.mark.parametrize("shell", SHELLS)
def test_the_command_prints_it(home: Home, shell: str) -> None:
    ran = home.run("completion", shell)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == files()[f"daily-papers.{shell}"]


def test_an_unknown_shell_is_refused(home: Home) -> None:
    ran = home.run("completion", "csh")
    assert ran.code == 2
    assert "not one of bash, zsh, fish" in ran.err


@pytest.mark.parametrize("shell", [pytest.param(shell, marks=has(shell)) for shell in SHELLS])
def test_the_shell_can_read_it(shell: str) -> None:
    path = FOLDER / f"daily-papers.{shell}"
    subprocess.run([shell, "-n", str(path)], check=True, timeout=30)


@has("bash")
@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (("li",), ["list"]),
        (("--de",), ["--demo"]),
        (("list", "--li"), ["--limit"]),
        (("list", "--format", ""), ["table", "json", "jsonl", "csv"]),
        (("--profile", "list", "sho"), ["show"]),
        (("--profile=x", "state", "me"), ["merge"]),
        (("completion", ""), ["bash", "zsh", "fish"]),
        (("export", "-o", ""), []),
    ],
)
def test_bash_offers_what_fits(words: tuple[str, ...], offered: list[str]) -> None:
    found = completed(FOLDER / "daily-papers.bash", *words)
    assert found[: len(offered)] == offered
    assert bool(found) == bool(offered)


@has("bash")
def test_bash_offers_every_command() -> None:
    assert set(COMMANDS) < set(completed(FOLDER / "daily-papers.bash", ""))


@has("fish")
def test_fish_offers_what_fits() -> None:
    asked = {
        "li": ["list"],
        "list --li": ["--limit"],
        "list --format=": ["--format=csv", "--format=json", "--format=jsonl", "--format=table"],
        "--profile list sho": ["show"],
        "--profile=x state m": ["merge"],
        "mark st": ["star"],
        "mark list sta": ["star"],
        "completion f": ["fish"],
        "show ": [],
    }
    code = """
        source $argv[1]
        function daily-papers; end
        for line in $argv[2..-1]
            complete -C $line | string replace --regex "\\t.*" "" | string join " "
            echo "end of line"
        end
    """
    lines = [f"daily-papers {typed}" for typed in asked]
    done = subprocess.run(
        ["fish", "--no-config", "-c", code, str(FOLDER / "daily-papers.fish"), *lines],
        capture_output=True,
        text=True,
        check=True,
        timeout=30,
    )
    offered = [part.split() for part in done.stdout.split("end of line\n")]
    assert dict(zip(asked, offered, strict=False)) == asked


@has("zsh")
@has("tmux")
def test_zsh_completes_in_a_terminal(tmp_path: Path) -> None:
    shutil.copy(FOLDER / "daily-papers.zsh", tmp_path / "_daily-papers")
    with Tmux("zsh -f", columns=100) as terminal:
        terminal.type(
            f"fpath=({tmp_path} $fpath); autoload -Uz compinit; compinit -u -D; echo a''b"
        )
        terminal.keys("Enter")
        terminal.until("\nab")
        for typed, completed in (
            ("li", "list"),
            ("--profile list sho", "show"),
            ("export --format=bibl", "--format=biblatex"),
            ("mark dis", "dismiss"),
        ):
            terminal.type(f"daily-papers {typed}")
            terminal.keys("Tab")
            terminal.until(f" {completed}\n")
            terminal.keys("C-u", "C-l")


@has("groff")
def test_the_manual_page_is_valid_and_complete() -> None:
    done = subprocess.run(
        ["groff", "-man", "-Tascii", "-ww", "-P-c", "-P-b", "-P-o", "-P-u"],
        input=files()["daily-papers.1"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""
    for each in cli_spec.commands():
        assert f"\n   {each.name}" in done.stdout
        assert all(name in done.stdout for option in each.options for name in option.names)
