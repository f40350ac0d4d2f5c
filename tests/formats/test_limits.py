"""A reader that hangs, fills the memory or fails: its file is named, and the rest is read."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace

import pytest
from daily_papers import formats
from daily_papers.formats import FormatError, Hint, Report, limits
from daily_papers.formats.input_file import InputFile
from daily_papers.importer import Refused, import_paths

MB = 1024 * 1024
GOOD = b'[{"title": "T"}]'


def loop(file: InputFile, hint: Hint) -> Report:
    while True:
        try:
            sum(range(1_000))
        except Exception:  # as a careless reader has it
            continue


def backtrack(file: InputFile, hint: Hint) -> Report:
    re.fullmatch(r"(?:a|a)*b", "a" * 100)
    return Report("never")


def fill(file: InputFile, hint: Hint) -> Report:
    held = []
    while True:
        held.append(bytearray(MB))


def allocate(file: InputFile, hint: Hint) -> Report:
    bytearray(1 << 40)
    return Report("never")


def fail(file: InputFile, hint: Hint) -> Report:
    raise ZeroDivisionError("a mistake")


def fail_late(file: InputFile, hint: Hint) -> Report:
    return Report("late", entries=(1 // 0 for _ in range(1)))  # type: ignore[misc]


HANGS = "takes far longer to read"
FILLS = "takes far more memory"


@pytest.fixture(autouse=True)
def low_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Limits that are reached at once."""
    monkeypatch.setattr(limits, "MIN_SECONDS", 0.05)
    monkeypatch.setattr(limits, "MAX_MEMORY", 32 * MB)


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        (loop, HANGS),
        (backtrack, HANGS),
        (fill, FILLS),
        (allocate, FILLS),
        (fail, "ZeroDivisionError: a mistake"),
        (fail_late, "ZeroDivisionError"),
    ],
)
def test_a_bad_reader_is_stopped_and_the_rest_is_imported(
    bad: object, why: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if why == FILLS:  # which a busy machine may not do within so short a time
        monkeypatch.setattr(limits, "MIN_SECONDS", 60.0)
    trap = SimpleNamespace(matches=lambda file: file.head.startswith(b"trap"), read=bad)
    monkeypatch.setattr(formats, "FORMATS", (trap, *formats.FORMATS))
    for name, data in (("a.txt", b"trap"), ("b.json", GOOD)):
        (tmp_path / name).write_bytes(data)
    first, second = import_paths([tmp_path / "a.txt", tmp_path / "b.json"], tmp_path / "cache")
    assert isinstance(first, Refused)
    assert "a.txt" in str(first)
    assert why in first.reason
    assert not isinstance(second, Refused)


def test_limits_are_lifted_after_each_file() -> None:
    formats.read(BytesIO(GOOD), Hint())
    assert len(bytearray(64 * MB)) == 64 * MB
    assert sum(1 for _ in range(5_000_000)) == 5_000_000


def test_a_large_line_of_json_lines_is_limited_and_the_others_are_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(limits, "MAX_MEMORY", 8 * MB)
    lists = b"[" + b"[]," * (4 * MB) + b"[]]"  # far more than a test before may have freed
    report = formats.read(BytesIO(b'{"title":"T"}\n' + lists + b'\n{"title":"U"}\n'), Hint())
    assert [entry.paper.title for entry in report.entries] == ["T", "U"]
    assert any(FILLS in each.text for each in report.diagnostics)


def test_an_unexpected_error_asks_for_a_report(monkeypatch: pytest.MonkeyPatch) -> None:
    trap = SimpleNamespace(matches=lambda file: True, read=fail)
    monkeypatch.setattr(formats, "FORMATS", (trap,))
    with pytest.raises(FormatError, match="please report it"):
        formats.read(BytesIO(b"x"), Hint())
