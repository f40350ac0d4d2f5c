"""Reading journals piece by piece, whatever becomes of the files."""

from __future__ import annotations

from pathlib import Path

import pytest
from daily_papers.state import journal_reader
from daily_papers.state.journal_reader import (
    Chunk,
    Position,
    list_journals,
    read_journal,
    segment_number,
)
from daily_papers.state.records import TOO_LONG, Act, write_line
from hypothesis import given
from hypothesis import strategies as st

LINES = [
    write_line(Act("star", (f"arxiv:{n}",)), counter=n, device="lap-1", session="s", time="t").raw
    for n in range(1, 20)
]


def read(folder: Path, position: Position | None = None) -> tuple[list[bytes], list[Chunk]]:
    """The lines after a position, and the chunks that they came in."""
    chunks = list(read_journal(folder, "a.jsonl", position or Position()))
    return [line.raw for chunk in chunks for line in chunk.lines], chunks


@given(st.lists(st.integers(1, 400), max_size=30), st.integers(1, 500))
def test_a_journal_that_grows_is_read_once(
    tmp_path_factory: pytest.TempPathFactory, steps: list[int], block: int
) -> None:
    folder = tmp_path_factory.mktemp("grow")
    whole, written = b"".join(line + b"\n" for line in LINES), 0
    found: list[bytes] = []
    position = Position()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(journal_reader, "_BLOCK", block)
        for step in [*steps, len(whole)]:
            written = min(len(whole), written + step)
            (folder / "a.jsonl").write_bytes(whole[:written])
            lines, chunks = read(folder, position)
            found += lines
            position = chunks[-1].position if chunks else position
    assert found == LINES


def test_what_is_unchanged_is_not_opened(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(LINES[0] + b"\n")
    _, chunks = read(tmp_path)
    assert read(tmp_path, chunks[-1].position) == ([], [])


def test_a_line_without_its_newline_does_not_count_yet(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(LINES[0] + b"\n" + LINES[1])
    lines, chunks = read(tmp_path)
    assert lines == LINES[:1]
    path.write_bytes(path.read_bytes() + b"\n")
    assert read(tmp_path, chunks[-1].position)[0] == LINES[1:2]


@pytest.mark.parametrize("content", [b"", LINES[5] + b"\n", (LINES[6] + b"\n") * 3])
def test_another_file_in_its_place_is_read_from_the_start(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(LINES[0] + b"\n" + LINES[1] + b"\n")
    _, chunks = read(tmp_path)
    path.write_bytes(content)
    lines, again = read(tmp_path, chunks[-1].position)
    assert lines == content.splitlines()
    assert again[0].start == 0


def test_an_endless_line_is_skipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal_reader, "_BLOCK", 64)
    monkeypatch.setattr(journal_reader, "MAX_LINE_BYTES", 500)
    path = tmp_path / "a.jsonl"
    path.write_bytes(LINES[0] + b"\n" + b"x" * 5000)
    lines, chunks = read(tmp_path)
    assert lines == LINES[:1]
    path.write_bytes(path.read_bytes() + b"\n" + LINES[1] + b"\n")
    lines, chunks = read(tmp_path, chunks[-1].position)
    assert lines == LINES[1:2]
    assert [line.reason for chunk in chunks for line in chunk.skipped] == [TOO_LONG]


def test_copies_of_syncers_are_journals_and_their_drafts_are_not(tmp_path: Path) -> None:
    names = ["a.0001.jsonl", "a.0001.sync-conflict-1-X.jsonl", "a.0001 (1).jsonl"]
    for name in [*names, ".a.0001.jsonl.Xy12", ".syncthing.a.jsonl", "notes.txt"]:
        (tmp_path / name).touch()
    assert list_journals(tmp_path) == sorted(names)
    assert list_journals(tmp_path / "missing") == []


def test_which_files_are_a_devices_own() -> None:
    assert segment_number("lap-1.0012.jsonl", "lap-1") == 12
    for name in ("lap-1.0012.sync-conflict-1.jsonl", "lap-11.0012.jsonl", "lap-1.12.jsonl"):
        assert segment_number(name, "lap-1") is None
