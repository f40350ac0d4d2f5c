"""The command line: start, help, errors."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import pytest
from daily_papers import __version__
from daily_papers.commands import import_files
from daily_papers.commands.registry import COMMANDS

from tests.home import Home

HEAVY = {"textual", "rich", "httpx", "rapidfuzz"}


def modules_after(home: Home, *words: str) -> set[str]:
    """The modules in memory after a command, in a new process."""
    code = (
        "import sys; from daily_papers.cli import run; code = run(sys.argv[1:]);"
        "print('|', *sys.modules); sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *words],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, **home.environ},
    )
    return set(done.stdout.rpartition("|")[2].split())


def test_the_version_imports_almost_nothing(home: Home) -> None:
    loaded = modules_after(home, "--version")
    assert not loaded & {*HEAVY, "sqlite3", "json", "platformdirs", "tomllib"}
    assert len([name for name in loaded if name.partition(".")[0] == "daily_papers"]) < 9


@pytest.mark.parametrize(
    "words",
    [
        ["-h"],
        ["list"],
        ["list", "mamba", "--format", "json"],
        ["show", "2501.00001"],
        ["mark", "read", "mamba"],
        ["doctor"],
        ["dirs"],
        ["keys"],
        ["themes"],
        ["state", "export"],
    ],
    ids=" ".join,
)
def test_commands_never_import_textual(read_home: Home, words: list[str]) -> None:
    assert not {name.partition(".")[0] for name in modules_after(read_home, *words)} & HEAVY


def test_importing_never_imports_textual(home: Home) -> None:
    file = home.digest("2025-01-02", {"id": "2501.00001", "title": "A", "summary": "B."})
    assert not {name.partition(".")[0] for name in modules_after(home, "import", str(file))} & HEAVY


def test_the_version(home: Home) -> None:
    assert home.run("--version").out == f"daily-papers {__version__}\n"


def test_the_help_names_every_command(home: Home) -> None:
    ran = home.run("-h")
    assert ran.code == 0
    assert all(f"\n  {name} " in ran.out for name in COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_shows_an_example(home: Home, name: str) -> None:
    ran = home.run(name, "-h")
    assert ran.code == 0
    assert f"examples:\n  daily-papers {name}" in ran.out
    for option in ("--cache", "--profile", "--config"):
        assert option in ran.out


def test_unknown_commands_are_not_in_the_help(home: Home) -> None:
    assert home.run("mail").code == 2
    assert "mail" not in home.run("-h").out


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["lits"], 'unknown command "lits" · did you mean "list"?'),
        (["frobnicate"], 'unknown command "frobnicate"; see `daily-papers -h`'),
        (["--chace", "x"], 'unknown option --chace · did you mean "--cache"?'),
        (["list", "--limt", "3"], 'unknown option --limt · did you mean "--limit"?'),
        (["list", "--limit"], "--limit needs a value; see `daily-papers list -h`"),
        (["list", "--limit", "many"], '"many" is not a number of papers'),
        (["list", "--format", "xml"], '"xml" is not one of table, json, jsonl, csv'),
        (["-f"], "-f needs a value"),
        (["-f", "mamba", "list"], '"list" cannot be combined with -f or --demo'),
        (["--profile", "../x", "list"], '"../x" is not a valid profile name'),
        (["import"], "nothing to import; name a file, a folder, or - for standard input"),
        (["import", "--date", "July", "x"], '"July" is not a date such as 2025-07-31'),
        (["import", "--date", "2025-07-31", "--collection", "c", "x"], "cannot be combined"),
        (["show"], "ID is missing; see `daily-papers show -h`"),
        (["export"], "--format is missing: bibtex, "),
        (["undo", "x"], 'unexpected argument "x"; see `daily-papers undo -h`'),
        (["redo", "-n"], "unknown option -n; see `daily-papers redo -h`"),
        (["completion", "bash", "zsh"], 'unexpected argument "zsh"'),
        (["export", "--format", "bibtxe"], 'csv · did you mean "bibtex"?'),
        (["themes", "--new", ""], "a theme needs a name; write --new NAME"),
    ],
)
def test_wrong_usage_is_one_line_and_code_2(home: Home, words: list[str], message: str) -> None:
    ran = home.run(*words)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("daily-papers: ")
    assert message in ran.err
    assert ran.err.count("\n") == 1


def test_options_may_come_before_or_after_the_command(home: Home) -> None:
    before = home.run("--profile", "work", "dirs", "--json").json
    assert before == home.run("dirs", "--json", "--profile=work").json
    assert before["state"].endswith("profiles/work")


def test_what_a_user_types_reaches_the_terminal_without_controls(home: Home) -> None:
    ran = home.run("import", "no\x1b[31m\x9b\u202efile")
    assert ran.err == "daily-papers: no\ufffd[31m\ufffd\ufffdfile: no such file or folder\n"


def test_an_unexpected_error_is_written_to_a_report(home: Home, tmp_path: Path) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("by\x1bnought")

    with (
        patch.object(import_files, "import_paths", fail),
        patch("tempfile.tempdir", str(tmp_path)),
    ):
        ran = home.run("import", "x")
    (report,) = tmp_path.glob("daily-papers-error-*.txt")
    assert ran.code == 1
    assert "Traceback" not in ran.err
    assert ran.err.endswith(f"(ZeroDivisionError: by\ufffdnought); the report is in {report}\n")
    assert "Traceback" in report.read_text("utf-8")
    assert report.stat().st_mode & 0o077 == 0


def test_streams_that_the_caller_closed_are_empty(home: Home) -> None:
    done = subprocess.run(
        ["bash", "-c", f"{sys.executable} -m daily_papers import - <&- >&-"],
        stderr=subprocess.PIPE,
        text=True,
        check=False,
        env={**os.environ, **home.environ},
    )
    assert (done.returncode, done.stderr) == (1, "daily-papers: -: the file is empty\n")


def test_ctrl_c_ends_quietly(home: Home) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with patch.object(import_files, "import_paths", interrupt):
        ran = home.run("import", "x")
    assert (ran.code, ran.out, ran.err) == (130, "", "")


def test_ctrl_c_while_modules_are_imported_ends_quietly(home: Home) -> None:
    code = """
import sys

class Interrupting:
    def find_spec(self, name, path=None, target=None):
        if name == "daily_papers.cli":
            raise KeyboardInterrupt

sys.meta_path.insert(0, Interrupting())
from daily_papers.__main__ import main
sys.exit(main())
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, env={**os.environ, **home.environ}
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")


@pytest.mark.parametrize("other", ["tui.py", "tui/__init__.py"])
def test_another_package_called_tui_does_not_matter(
    read_home: Home, tmp_path: Path, other: str
) -> None:
    path = tmp_path / other
    path.parent.mkdir(exist_ok=True)
    path.write_text("raise ImportError('this is another tui')\n")
    environ = {**os.environ, **read_home.environ, "PYTHONPATH": str(tmp_path)}
    script = Path(sys.executable).with_name("daily-papers")
    for program in ([sys.executable, "-m", "daily_papers"], [str(script)]):
        for words in (["--version"], ["list", "mamba"], ["keys"]):
            done = subprocess.run(
                [*program, *words], capture_output=True, text=True, cwd=tmp_path, env=environ
            )
            assert (done.returncode, done.stderr) == (0, "")
            assert done.stdout


@pytest.mark.parametrize("columns", ["99999", "9" * 400, "0", "-3", "wide"])
def test_any_number_of_columns_is_accepted(read_home: Home, columns: str) -> None:
    home = replace(read_home, extra={"COLUMNS": columns})
    for words in (["list"], ["show", "2501.00001"], ["list", "-h"], ["keys"]):
        ran = home.run(*words)
        assert (ran.code, ran.err) == (0, "")
        assert max(map(len, ran.lines)) <= 1000


def test_an_error_in_the_config_is_reported_and_the_command_goes_on(read_home: Home) -> None:
    folder = read_home.folder / "config"
    folder.mkdir()
    (folder / "config.toml").write_text('thme = "nord"\n')
    ran = read_home.run("list")
    assert ran.code == 0
    assert len(ran.lines) == 3
    assert 'config.toml:1: unknown key "thme" · did you mean "theme"?' in ran.err


def test_the_cache_of_the_config_is_used(read_home: Home, tmp_path: Path) -> None:
    folder = read_home.folder / "config"
    folder.mkdir()
    (folder / "config.toml").write_text(f'cache = "{tmp_path / "elsewhere"}"\n')
    assert read_home.run("dirs", "--json").json["cache"] == str(tmp_path / "elsewhere")
    assert read_home.run("--cache", "/x", "dirs", "--json").json["cache"] == "/x"
