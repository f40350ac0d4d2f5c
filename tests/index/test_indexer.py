"""Files that cannot be read, change or vanish; an index that is damaged or cannot be written."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

import pytest
from daily_papers import formats
from daily_papers.cache import scanner
from daily_papers.cache.scanner import FileStatus
from daily_papers.index import indexer
from daily_papers.index.refresh import refresh, refresh_command
from daily_papers.index.storage import indexer_lock
from daily_papers.library import Library
from daily_papers.papers.model import Digest
from daily_papers.papers.scopes import ALL, STARRED

from tests.index.world import World, drawn, titles

PAPERS = b'[{"paper": {"id": "2507.00001", "title": "%s", "summary": "We measure."}, "title": "x"}]'
FILE = "2025-07-31.hf.json"


def papers(title: str) -> bytes:
    return PAPERS % title.encode()


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


def test_a_file_that_cannot_be_read_is_named_and_the_others_go_on(world: World) -> None:
    world.put(FILE, papers("Mamba"))
    world.put("2025-07-30.hf.json", b'[{"paper": ')
    with world.library() as library:
        assert titles(library.rows(ALL)) == ["Mamba"]
        ((name, words),) = library.problems()
        assert name == "2025-07-30.hf.json"
        assert words


def test_a_repaired_file_is_no_longer_a_problem(world: World) -> None:
    world.put(FILE, b"\x00\x01")
    with world.library() as library:
        assert len(library.problems()) == 1
    world.put(FILE, papers("Mamba"))
    with world.library() as library:
        assert library.problems() == []
        assert titles(library.rows(Digest(date(2025, 7, 31)))) == ["Mamba"]


def test_a_file_that_is_still_being_written_is_retried_silently(world: World) -> None:
    path = world.paths.cache / FILE
    path.write_bytes(papers("Mamba")[:40])
    with world.library() as library:
        assert library.problems() == []
    path.write_bytes(papers("Mamba"))
    with world.library() as library:
        assert titles(library.rows(ALL)) == ["Mamba"]


def test_a_file_replaced_while_it_is_read_is_read_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.put(FILE, papers("Old"))
    read = formats.read

    def replace_then_read(stream: BinaryIO, hint: formats.Hint) -> formats.Report:
        data = stream.read()
        if b"Old" in data:
            with (world.paths.cache / FILE).open("r+b") as file:
                file.write(papers("New"))
        return read(BytesIO(data), hint)

    monkeypatch.setattr(formats, "read", replace_then_read)
    with world.library() as library:
        assert titles(library.rows(ALL)) == ["New"]


def test_a_missing_folder_is_an_empty_library_and_reported(world: World) -> None:
    world.put(FILE, papers("Mamba"))
    with world.library():
        pass
    world.remove(FILE)
    world.paths.cache.rmdir()
    with world.library() as library:
        assert library.counts()[ALL] == 0
        assert library.problems() == [(".", "No such file or directory")]


def test_what_is_not_a_file_is_skipped_and_reported(world: World) -> None:
    os.mkfifo(world.paths.cache / "pipe.json")
    world.put(FILE, papers("Mamba"))
    with world.library() as library:
        assert titles(library.rows(ALL)) == ["Mamba"]
        assert library.problems() == [("pipe.json", "not a file but a FIFO")]


def test_a_file_name_that_is_not_text_is_read_like_any_other(world: World) -> None:
    world.put(os.fsdecode(b"2025-07-31.\xff.json"), papers("Mamba"))
    with world.library() as library:
        assert titles(library.rows(ALL)) == ["Mamba"]


def test_a_file_with_an_impossible_time_or_number_is_read_like_any_other(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.put(FILE, papers("Mamba"))
    scan = scanner.scan

    def mad(*given: Any, **named: Any) -> Iterator[FileStatus]:
        for each in scan(*given, **named):
            yield replace(each, mtime_ns=1 << 65, inode=(1 << 64) - 1)

    monkeypatch.setattr(scanner, "scan", mad)
    monkeypatch.setattr(indexer, "file_status", lambda name, found: next(mad(world.paths.cache)))
    with world.library() as library:
        assert library.problems() == []
        assert titles(library.rows(ALL)) == ["Mamba"]


def test_nothing_changed_nothing_is_read(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.put(FILE, papers("Mamba"))
    with world.library():
        pass
    monkeypatch.setattr(formats, "read", None)
    with world.library() as library:
        assert titles(library.rows(ALL)) == ["Mamba"]
    world.put(FILE, papers("Mamba"))  # other times, equal bytes
    with world.library() as library:
        assert titles(library.rows(ALL)) == ["Mamba"]


def zero(path: Path) -> None:
    path.write_bytes(b"\0" * 8192)


def scribble(path: Path) -> None:
    with path.open("r+b") as file:
        for page in range(4096, path.stat().st_size, 4096):
            file.seek(page)
            file.write(b"\xff" * 512)


def other_version(path: Path) -> None:
    db = sqlite3.connect(path)
    db.execute("PRAGMA user_version = 7")
    db.close()


@pytest.mark.parametrize("damage", [zero, scribble, other_version])
def test_a_damaged_index_is_rebuilt_silently(world: World, damage: Callable[[Path], None]) -> None:
    world.put(FILE, papers("Mamba"))
    with world.library() as library:
        library.act("star", [library.rows(ALL).key(0)])
    for path in world.paths.index.glob("*.db"):
        damage(path)
        for rest in world.paths.index.glob("*.db-*"):
            rest.unlink()
    world.put("2025-07-30.hf.json", papers("Mamba"))
    with world.library() as library:
        assert titles(library.rows(STARRED)) == ["Mamba"]
        assert library.problems() == []
    assert len(list(world.paths.index.glob("*.db"))) == 1


def test_an_open_damaged_index_is_left_when_a_new_one_is_started(world: World) -> None:
    world.put(FILE, papers("Mamba"))
    with world.library() as library:
        rows = library.rows(ALL)
        shown = drawn(rows)
        library.start_new_index()
        assert drawn(rows) == shown, "a list goes on with what it has"
        refresh(world.paths)
        assert library.reload()
        assert titles(library.rows(ALL)) == ["Mamba"]
        assert library.rows(ALL).key(0) != rows.key(0), "no key means another paper now"
        found = library.detail(rows.key(0))
        assert found
        assert found.id == shown[0].id


def test_where_no_index_can_be_kept_a_temporary_one_serves(tmp_path: Path) -> None:
    world = World(tmp_path)
    world.put(FILE, papers("Mamba"))
    world.paths.index.write_bytes(b"in the way")
    with Library(world.paths) as library:
        refresh(library.paths)
        library.reload()
        assert titles(library.rows(ALL)) == ["Mamba"]
        folder = library.paths.index
    assert not folder.exists()


def test_the_indexing_process_reports_its_progress_and_imports_no_screen(world: World) -> None:
    world.put(FILE, papers("Mamba"))
    others = ("tui.py", "daily_papers.py", "json.py", "runpy.py")  # of the current folder
    for name in others:
        (world.root / name).write_text("raise SystemExit(3)")
    with Library(world.paths) as library:
        done = subprocess.run(
            refresh_command(library.paths),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=True,
            cwd=world.root,
        )
        lines = done.stdout.splitlines()
        assert '{"done": 1, "total": 1, "entries": 1}' in lines
        assert lines[-1] == '{"finished": true}'
        assert library.reload()
        assert titles(library.rows(ALL)) == ["Mamba"]
    rooms = "daily_papers.index.refresh, daily_papers.library, daily_papers.cache.watcher"
    code = f"import sys, {rooms}; print(*sys.modules)"
    process = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    loaded = process.stdout.split()
    assert not {"textual", "rich", "httpx", "rapidfuzz", "daily_papers.formats"}.intersection(
        loaded
    )


def test_one_indexer_at_a_time(world: World) -> None:
    world.put(FILE, papers("Mamba"))
    world.paths.index.mkdir()
    with indexer_lock(world.paths.index, wait=False) as alone:
        assert alone
        assert not refresh(world.paths, wait=False)
    assert refresh(world.paths, wait=False)


def test_real_days_are_read_whole(shared: Path, world: World) -> None:
    days = sorted((shared / "data" / "hf-api").iterdir())[-3:]
    expected = 0
    for path in days:
        world.put(f"{path.stem}.hf.json", path.read_bytes())
        expected += len(json.loads(path.read_bytes()))
    with world.library() as library:
        assert [each.digest.key for each in library.calendar()] == [
            path.stem for path in reversed(days)
        ]
        assert sum(each.total for each in library.calendar()) == expected
        assert library.problems() == []


def test_the_seeds_share_seven_papers(shared: Path, world: World) -> None:
    for day, path in zip(
        ("2025-07-31", "2025-09-17"), sorted((shared / "seeds").iterdir()), strict=True
    ):
        world.put(f"{day}.page.txt", path.read_bytes())
    with world.library() as library:
        assert sorted(each.total for each in library.calendar()) == [47, 57]
        assert library.counts()[ALL] == 97
