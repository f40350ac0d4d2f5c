"""`doctor` as a user sees it."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest
from daily_papers.fetch.history import History

from tests.home import Home


def wrong(home: Home, *words: str) -> list[str]:
    """The problems that `doctor` prints; its exit code must agree."""
    ran = home.run("doctor", *words)
    found = [line[7:] for line in ran.lines if line.startswith("wrong")]
    assert ran.code == bool(found)
    assert ran.err == ""
    return found


def test_a_new_home_has_no_problems(home: Home) -> None:
    ran = home.run("doctor")
    assert ran.code == 0
    assert ran.lines[-1] == "no problems found"
    assert home.files() == {}


def test_there_are_no_problems_after_some_use(read_home: Home) -> None:
    read_home.run("mark", "star", "mamba")
    before = read_home.files()
    ran = read_home.run("doctor")
    assert ran.code == 0
    assert f"ok     cache     1 file in {read_home.cache}" in ran.lines
    assert "ok     index     3 papers" in ran.lines
    assert f"ok     state     1 act in 1 journal in {read_home.journals}" in ran.lines
    assert read_home.files() == before


def test_the_time_of_the_last_fetch_is_printed(read_home: Home) -> None:
    with History(read_home.folder / "data", read_home.cache) as ledger:
        ledger.finish("hf", date(2015, 7, 30), 1_438_300_800.0, ["2015-07-30.hf.json"])
    before = read_home.files()
    assert f"ok     cache     1 file in {read_home.cache}, fetched 31 Jul 2015" in (
        read_home.run("doctor").lines
    )
    assert read_home.files() == before


def test_a_file_that_cannot_be_read(read_home: Home) -> None:
    bad = read_home.cache / "2025-02-03.json"
    bad.write_text("[{")
    os.utime(bad, (1_700_000_000, 1_700_000_000))
    read_home.run("list")
    (found,) = wrong(read_home)
    assert found.startswith("cache     2025-02-03.json: ")


def test_something_in_the_cache_that_is_not_a_file(read_home: Home) -> None:
    os.mkfifo(read_home.cache / "pipe")
    (found,) = wrong(read_home)
    assert found.startswith(f"cache     {read_home.cache}/pipe: ")


def test_a_damaged_index(read_home: Home) -> None:
    read_home.run("list")
    (index,) = (read_home.folder / "cache").rglob("*.db")
    data = bytearray(index.read_bytes())
    data[4096:] = os.urandom(len(data) - 4096)
    index.write_bytes(data)
    (found,) = wrong(read_home)
    assert found.startswith("index     damaged ")
    assert index.read_bytes() == bytes(data)
    assert wrong(read_home, "--fix") == []
    assert len(read_home.run("list").lines) == 3


def test_a_state_that_others_can_read(read_home: Home) -> None:
    read_home.run("mark", "star", "mamba")
    (journal,) = read_home.journals.glob("*.jsonl")
    read_home.journals.chmod(0o755)
    journal.chmod(0o644)
    assert len(wrong(read_home)) == 2
    assert read_home.journals.stat().st_mode & 0o777 == 0o755
    assert wrong(read_home, "--fix") == []
    assert read_home.journals.stat().st_mode & 0o777 == 0o700
    assert journal.stat().st_mode & 0o777 == 0o600


def test_the_index_is_private(read_home: Home) -> None:
    read_home.run("mark", "star", "mamba")
    (index,) = (read_home.folder / "cache").rglob("*.db")
    for path in (index.parent, *index.parent.iterdir()):
        assert path.stat().st_mode & 0o077 == 0, path


def test_an_index_that_others_can_read(read_home: Home) -> None:
    read_home.run("list")
    (index,) = (read_home.folder / "cache").rglob("*.db")
    index.parent.chmod(0o755)
    index.chmod(0o644)
    found = wrong(read_home)
    assert [line.split()[1] for line in found] == [str(index.parent), str(index)]
    assert all("can be read by other users" in line for line in found)
    assert wrong(read_home, "--fix") == []


def test_ignored_lines_are_reported(read_home: Home) -> None:
    read_home.run("mark", "star", "mamba")
    (journal,) = read_home.journals.glob("*.jsonl")
    with journal.open("ab") as file:
        file.write(b'{"v":99,"c":7,"d":"other"}\nnot json\n')
    ran = read_home.run("doctor")
    assert ran.code == 0
    notes = [line for line in ran.lines if line.startswith("note   state")]
    assert any("1 line ignored (newer version); update daily-papers" in line for line in notes)
    assert any("1 line ignored (not JSON)" in line for line in notes)


def test_a_journal_that_is_not_one(read_home: Home) -> None:
    read_home.run("mark", "star", "mamba")
    (read_home.journals / "x.0001.jsonl").symlink_to("/dev/null")
    found = wrong(read_home)
    assert any(line.startswith(f"state     {read_home.journals}/x.0001.jsonl: ") for line in found)


@pytest.mark.parametrize(
    ("config", "message"),
    [
        ('thme = "nord"', "config    config.toml:1: "),
        ("theme = [", "config    config.toml: is not TOML"),
        ('theme = "nrod"', 'themes    unknown theme "nrod" · did you mean "nord"?; '),
    ],
)
def test_an_invalid_configuration(home: Home, config: str, message: str) -> None:
    folder = home.folder / "config"
    folder.mkdir()
    (folder / "config.toml").write_text(config)
    (found,) = wrong(home)
    assert found.startswith(message)


def test_a_theme_that_cannot_be_read(home: Home) -> None:
    themes = home.folder / "config" / "themes"
    themes.mkdir(parents=True)
    (themes / "ink.toml").write_text("[palette")
    (found,) = wrong(home)
    assert found.startswith("themes    ink.toml: is not TOML")


def test_a_cache_that_is_not_a_folder(home: Home, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    (found,) = wrong(home, "--cache", str(tmp_path / "file"))
    assert found.startswith(f"cache     {tmp_path}/file: Not a directory; ")
