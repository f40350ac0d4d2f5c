"""`import` as a user sees it."""

from __future__ import annotations

import os
from pathlib import Path

from tests.home import PAPERS, Home, Ran, paper

PAGE = """\
Daily Papers

Mamba in Space

A first abstract, long enough to be taken for one: state space models are sent into space, where
they read long sequences in linear time, and come back in good health after a year.

Models that Wait

A second abstract, long enough to be taken for one as well: models wait for their turn, and we
measure how long that takes on four data sets with three kinds of queue.
"""


def test_every_file_is_reported_on(home: Home) -> None:
    ran = home.run("import", home.digest("2025-01-02", *PAPERS))
    assert ran.code == 0
    assert ran.lines == [
        f"{home.folder}/2025-01-02.json: hf · 3 papers · 2025-01-02 · added as 2025-01-02.hf.json",
        "1 file, 3 papers, 3 entries, 1 digest",
    ]
    assert (home.cache / "2025-01-02.hf.json").is_file()


def test_importing_a_file_again_changes_nothing(read_home: Home) -> None:
    ran = read_home.run("import", read_home.folder / "2025-01-02.json")
    assert "already in the cache as 2025-01-02.hf.json" in ran.lines[0]
    assert ran.lines[-1] == "1 file, 3 papers, 3 entries, 1 digest; all already in the cache"


def test_what_a_killed_import_left_is_removed_by_the_next(read_home: Home) -> None:
    left = read_home.cache / ".import-0123456789abcdef.tmp"
    left.touch()
    assert read_home.run("import", read_home.digest("2025-01-03", PAPERS[0])).code == 0
    assert not left.exists()


def test_a_duplicate_is_reported(home: Home) -> None:
    ran = home.run("import", home.digest("2025-01-02", PAPERS[0], PAPERS[0]))
    assert " · 1 paper · 2025-01-02 · 1 double · " in ran.lines[0]
    assert ran.lines[1].startswith("  double: ")


def test_files_that_cannot_be_read_do_not_stop_the_others(home: Home) -> None:
    (home.folder / "empty.json").write_bytes(b"")
    (home.folder / "cut.json").write_bytes(b'[{"paper": ')
    good = home.digest("2025-01-02", *PAPERS)
    ran = home.run("import", home.folder / "empty.json", good, home.folder / "cut.json", "nowhere")
    assert ran.code == 1
    assert ran.lines[-1] == "1 file, 3 papers, 3 entries, 1 digest; 3 could not be read"
    assert [line.split(": ")[1].rpartition("/")[2] for line in ran.err.splitlines()] == [
        "empty.json",
        "cut.json",
        "nowhere",
    ]
    assert len(home.run("list").lines) == 3


def test_a_page_is_imported_from_a_pipe(home: Home) -> None:
    ran = home.run("import", "-", "--date", "2025-03-04", stdin=PAGE.encode())
    assert ran.lines[0] == "-: page · 2 papers · 2025-03-04 · added as 2025-03-04.page.txt"


def test_a_collection_has_no_day(home: Home) -> None:
    ran = home.run("import", "-", "--collection", "my search", stdin=PAGE.encode())
    assert "collection:my search" in ran.lines[0]
    (first, _) = home.run("list", "--format", "json").json
    assert (first["date"], first["digests"]) == (None, ["my search"])
    assert home.run("list").lines[0].startswith("            ●")


def test_a_guessed_year_is_reported(home: Home) -> None:
    page = home.folder / "page.txt"
    page.write_text(PAGE.replace("Daily Papers", "Daily Papers\nJul 31", 1))
    os.utime(page, (1_755_000_000, 1_755_000_000))
    assert "2025-07-31 (year guessed) · added as 2025-07-31~" in home.run("import", page).lines[0]


def test_the_report_as_json(home: Home) -> None:
    file = home.digest("2025-01-02", *PAPERS, PAPERS[0])
    ran = home.run("import", "--json", file, "nowhere")
    good, bad = ran.json["files"]
    assert ran.code == 1
    assert good["digests"] == {"2025-01-02": 3}
    assert (good["format"], good["name"], good["fresh"]) == ("hf", "2025-01-02.hf.json", True)
    assert [note["kind"] for note in good["notes"]] == ["double"]
    assert bad == {"origin": "nowhere", "problem": "no such file or folder"}
    assert ran.json["totals"] == {
        "files": 1,
        "fresh": 1,
        "refused": 1,
        "papers": 3,
        "entries": 3,
        "digests": 1,
    }


def test_a_cache_that_cannot_be_created_is_an_error_of_one_line(home: Home) -> None:
    (home.folder / "file").write_text("")
    ran = home.run("import", home.digest("2025-01-02", *PAPERS), "--cache", home.folder / "file")
    assert ran.code == 1
    assert ran.err.startswith(f"daily-papers: {home.folder}/file: cannot be written: ")
    assert ran.err.count("\n") == 1


def test_a_newer_file_completes_the_day(read_home: Home) -> None:
    read_home.has("2025-01-02", paper(1, "Mamba in Space", upvotes=400), paper(9, "A Newcomer"))
    found = {each["title"]: each for each in read_home.run("list", "--format", "json").json}
    assert len(found) == 4
    assert found["Mamba in Space"]["upvotes"] == 400


def test_the_real_days_are_all_read(archive: tuple[Home, Ran], shared: Path) -> None:
    home, ran = archive
    assert (ran.code, ran.err) == (0, "")
    assert ran.lines[-1].startswith("439 files, 6,576 papers, 6,585 entries, 439 digests")
    assert len(list(home.cache.iterdir())) == 439
