"""`export` as a user sees it."""

from __future__ import annotations

import json

import pytest
from daily_papers.export.formats import FORMATS

from tests.home import Home


def test_citations_go_to_standard_output(read_home: Home) -> None:
    ran = read_home.run("export", "--format", "bibtex", "mamba")
    assert ran.code == 0
    assert ran.out.startswith("@misc{rose2025mambaspace,\n")
    assert ran.out.count("@misc") == 1


def test_an_existing_file_is_overwritten_only_with_force(read_home: Home) -> None:
    path = read_home.folder / "out.ris"
    ran = read_home.run("export", "--format", "ris", "-o", path)
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == f"daily-papers: wrote 3 papers to {path}\n"
    assert path.read_text("utf-8").count("ER  - ") == 3
    again = read_home.run("export", "--format", "ris", "mamba", "-o", path)
    assert again.code == 1
    assert again.err == f"daily-papers: {path} already exists; --force overwrites it\n"
    assert path.read_text("utf-8").count("ER  - ") == 3
    assert read_home.run("export", "--format=ris", "mamba", "-o", path, "--force").code == 0
    assert path.read_text("utf-8").count("ER  - ") == 1


def test_an_impossible_path_is_an_error(read_home: Home) -> None:
    ran = read_home.run("export", "--format", "csv", "-o", read_home.folder / "no" / "x.csv")
    assert ran.code == 1
    assert ran.err.endswith("cannot be written: No such file or directory; name another file\n")
    for force in ([], ["--force"]):
        ran = read_home.run("export", "--format", "csv", "-o", read_home.folder, *force)
        assert ran.code == 1
        assert ran.err == f"daily-papers: {read_home.folder} is a folder; name a file in it\n"


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_utf8_whatever_the_terminal_encoding(read_home: Home, name: str) -> None:
    ran = read_home.run("export", "--format", name, "mamba", encoding="utf-8")
    assert ran.code == 0
    assert "Mamba in Space" in ran.out
    assert "李明" in ran.out


def test_an_unknown_or_missing_format_is_an_error(read_home: Home) -> None:
    assert read_home.run("export", "--format", "bibtx").code == 2
    assert read_home.run("export", "mamba").code == 2


def test_an_export_without_papers_is_empty(read_home: Home) -> None:
    assert json.loads(read_home.run("export", "--format", "csl-json", "nothingsuch").out) == []
