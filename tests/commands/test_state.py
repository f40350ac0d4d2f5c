"""`state export|import|merge` as a user sees it."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tests.home import PAPERS, Home


@pytest.fixture
def other(tmp_path: Path) -> Home:
    """Another machine, with the same digest."""
    folder = tmp_path / "other"
    folder.mkdir()
    home = Home(folder)
    home.has("2025-01-02", *PAPERS)
    return home


@pytest.fixture
def judged(read_home: Home) -> Home:
    """A home in which two papers were judged."""
    read_home.run("mark", "star", "mamba")
    read_home.run("mark", "tag:later reading", "wait")
    return read_home


def test_an_export_goes_to_a_pipe_or_a_file(judged: Home) -> None:
    ran = judged.run("state", "export")
    held = {paper["id"]: paper for paper in tomllib.loads(ran.out)["paper"]}
    assert held["arxiv:2501.00001"]["starred"]
    assert held["arxiv:2501.00002"]["tags"] == ["later reading"]
    file = judged.folder / "backup.toml"
    assert judged.run("state", "export", file).out == f"exported to {file}\n"
    assert file.read_text("utf-8") == ran.out
    assert file.stat().st_mode & 0o077 == 0


def test_an_export_is_imported_on_another_machine(judged: Home, other: Home) -> None:
    file = judged.folder / "backup.toml"
    judged.run("state", "export", file)
    ran = other.run("state", "import", file)
    assert ran.out == "2 papers changed, 0 views and rules added\n"
    assert other.run("list").out == judged.run("list").out
    assert other.run("state", "import", file).out.startswith("0 papers changed")


def test_an_export_is_imported_from_a_pipe(judged: Home, other: Home) -> None:
    text = judged.run("state", "export").out
    assert other.run("state", "import", "-", stdin=text.encode()).out.startswith("2 papers")


def test_an_export_needs_no_cache(judged: Home) -> None:
    expected = judged.run("state", "export").out
    judged.run("doctor", "--fix")
    for file in judged.cache.iterdir():
        file.unlink()
    judged.cache.rmdir()
    judged.cache.write_text("no folder any more")
    assert judged.run("state", "export").out == expected


def test_journals_of_another_machine_are_merged(judged: Home, other: Home) -> None:
    ran = other.run("state", "merge", judged.journals)
    assert ran.out == "1 journal merged, 0 already known\n"
    assert other.run("list").out == judged.run("list").out
    assert other.run("state", "merge", judged.journals).out == (
        "0 journals merged, 1 already known\n"
    )


def test_undo_never_undoes_another_machines_acts(judged: Home, other: Home) -> None:
    other.run("state", "merge", judged.journals)
    assert other.run("undo").err == "daily-papers: nothing to undo\n"


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["import"], 2, "state import needs FILE.toml, or - for standard input"),
        (["merge"], 2, "state merge needs FOLDER"),
        (["frobnicate"], 2, '"frobnicate" is not one of export, import, merge'),
        (["import", "nowhere.toml"], 1, "nowhere.toml: No such file or directory; "),
        (["merge", "nowhere"], 1, "nowhere holds no journals"),
        (["export", "no/such/folder.toml"], 1, "no/such/folder.toml cannot be written: "),
    ],
)
def test_errors_are_one_line(home: Home, words: list[str], code: int, message: str) -> None:
    ran = home.run("state", *words)
    assert (ran.code, ran.out) == (code, "")
    assert message in ran.err
    assert ran.err.count("\n") == 1


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"\xff\xfe", "not UTF-8"),
        (b"[[[", "not TOML"),
        (b"a = 1", "not an export of the state"),
    ],
)
def test_a_file_that_is_not_an_export_is_an_error(home: Home, content: bytes, message: str) -> None:
    file = home.folder / "x.toml"
    file.write_bytes(content)
    ran = home.run("state", "import", file)
    assert ran.code == 1
    assert message in ran.err
    assert ran.err.startswith(f"daily-papers: {file}: ")


def test_an_export_overwrites_another_only_with_force(judged: Home) -> None:
    file = judged.folder / "backup.toml"
    file.write_text("precious")
    ran = judged.run("state", "export", file)
    assert (ran.code, file.read_text()) == (1, "precious")
    assert ran.err == f"daily-papers: {file} already exists; --force overwrites it\n"
    assert judged.run("state", "export", file, "--force").code == 0
    assert "Mamba" in file.read_text()


def test_a_failed_export_leaves_the_old_one(judged: Home) -> None:
    folder = judged.folder / "folder.toml"
    folder.mkdir()
    assert judged.run("state", "export", folder, "--force").code == 1
    assert list(folder.iterdir()) == []
    assert not list(judged.folder.glob(".folder.toml*"))
