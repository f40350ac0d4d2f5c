"""Watching the cache's folder: what is noticed, and what it costs."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from daily_papers.cache import scanner, watcher
from daily_papers.cache.watcher import FolderWatcher

LONG_AGO = 1_700_000_000


class Folder:
    """A cache, a watch on it, and the time, which only `wait` moves."""

    def __init__(self, path: Path) -> None:
        """Begin with a cache that is not there."""
        self.path = path
        self.time = 0.0
        self.watch = FolderWatcher(path, clock=lambda: self.time, now=lambda: LONG_AGO + self.time)

    def put(self, name: str, body: bytes = b"[]", *, age: float = 3_600) -> Path:
        """Write a file in place, last changed `age` seconds ago."""
        file = self.path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(body)
        when = LONG_AGO + self.time - age
        os.utime(file, (when, when))
        return file

    def look(self, after: float = watcher.INTERVAL) -> bool:
        """Look again after some seconds."""
        self.time += after
        return self.watch.check()


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """A folder that is watched."""
    return Folder(tmp_path / "digests")


def test_a_cache_that_is_not_there_is_at_rest_until_it_is(folder: Folder) -> None:
    assert not folder.look()
    folder.put("2025-01-02.json")
    assert folder.look()
    assert folder.watch.count == 1
    assert not folder.look()


def test_added_overwritten_renamed_and_removed_files_are_noticed(folder: Folder) -> None:
    folder.look()
    file = folder.put("a.json")
    assert folder.look()
    folder.put("a.json", b"[1]")
    assert folder.look()
    file = file.rename(file.with_name("b.json"))
    assert folder.look()
    file.unlink()
    assert folder.look()
    assert not folder.look()


def test_a_file_written_in_place_below_is_noticed(folder: Folder) -> None:
    folder.put("2025/07/31.json")
    assert folder.look()
    assert not folder.look()
    folder.put("2025/07/31.json", b"[1]")
    assert folder.look()


def test_a_young_file_is_looked_at_once_more_when_it_is_not(folder: Folder) -> None:
    folder.put("a.json", b'[{"paper": ', age=0.5)
    assert folder.look(0)
    assert folder.look()
    assert not folder.look()
    assert not folder.look()


def test_a_file_of_the_future_does_not_keep_it_busy(folder: Folder) -> None:
    folder.put("a.json", age=-86_400)
    assert folder.look()
    assert not folder.look()


def test_in_a_large_cache_every_file_is_looked_at_less_often(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    scan, scans = scanner.scan, []

    def slow(path: Path, *, in_order: bool) -> object:
        scans.append(path)
        folder.time += 0.4
        return scan(path, in_order=in_order)

    monkeypatch.setattr(scanner, "scan", slow)
    folder.put("a.json")
    folder.look()
    assert not any(folder.look() for _ in range(9))
    assert len(scans) == 1
    folder.put("b.json")
    assert folder.look()  # the folder's time changed
    folder.put("b.json", b"[1]")
    assert any(folder.look() for _ in range(11))  # within twenty seconds
