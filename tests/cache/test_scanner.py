"""A folder is scanned for digest files without harm."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from daily_papers.cache import scanner


def test_a_folder_is_scanned_with_the_folders_below_it(tmp_path: Path) -> None:
    deep = tmp_path / "2025" / "07" / "31"
    (deep / "much" / "deeper").mkdir(parents=True)
    for name in ("b.json", "a.json", "2025/x.json", "2025/07/31/y.json", "2025/07/31/much/z.json"):
        (tmp_path / name).write_bytes(name.encode())
    errors: list[OSError] = []
    seen = list(scanner.scan(tmp_path, errors.append))

    assert [each.name for each in seen] == ["2025/07/31/y.json", "2025/x.json", "a.json", "b.json"]
    assert seen[2] == scanner.file_status("a.json", (tmp_path / "a.json").stat())
    assert [error.strerror for error in errors] == ["nested too deep, not read"]


def test_leftovers_of_other_programs_are_passed_over(tmp_path: Path) -> None:
    for name in (".hidden", "a.json~", "a.tmp", "a.part", ".a.json.swp", "a.json.crdownload"):
        (tmp_path / name).touch()
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "config").touch()
    for name in ("2025-07-31~.page.txt", "2025-07-31.sync-conflict-20250801-070000-ABC.json"):
        (tmp_path / name).touch()
    assert [each.name for each in scanner.scan(tmp_path)] == [
        "2025-07-31.sync-conflict-20250801-070000-ABC.json",
        "2025-07-31~.page.txt",
    ]


def test_links_and_pipes_in_a_folder_are_reported_and_not_followed(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    (tmp_path / "round").symlink_to(tmp_path)
    (tmp_path / "out").symlink_to("/etc/passwd")
    errors: list[OSError] = []
    assert list(scanner.scan(tmp_path, errors.append)) == []
    assert sorted(Path(str(error.filename)).name for error in errors) == ["fifo", "out", "round"]


def test_a_folder_below_that_may_not_be_read_does_not_hide_the_others(
    tmp_path: Path, close: Callable[[Path], None]
) -> None:
    close(tmp_path / "closed")
    (tmp_path / "open.json").touch()
    errors: list[OSError] = []
    assert [each.name for each in scanner.scan(tmp_path, errors.append)] == ["open.json"]
    assert [error.errno for error in errors] == [errno.EACCES]


def test_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        list(scanner.scan(tmp_path / "none"))
