"""Reads bytes as a file of the cache would be read, for the tests of all formats."""

from __future__ import annotations

import json
from datetime import date
from io import BytesIO
from pathlib import Path

from daily_papers import formats
from daily_papers.formats import DiagnosticKind, Hint, Report
from daily_papers.papers.model import Entry

WRITTEN = date(2026, 11, 22)
"""The day on which the files of the tests were written, where they do not say."""


def read(
    data: bytes | str,
    name: str = "",
    *,
    day: date | None = None,
    collection: str | None = None,
    modified: date = WRITTEN,
) -> tuple[Report, list[Entry]]:
    """The report of a file of these bytes, and all its entries."""
    content = data.encode() if isinstance(data, str) else data
    report = formats.read(BytesIO(content), Hint(name, modified, day, collection))
    return report, list(report.entries)


def read_json(value: object, name: str = "") -> tuple[Report, list[Entry]]:
    """The report of a file that holds `value`."""
    return read(json.dumps(value), name)


def read_path(path: Path, modified: date = WRITTEN) -> tuple[Report, list[Entry]]:
    """The report of the file at `path`."""
    return read(path.read_bytes(), path.name, modified=modified)


def words(report: Report, kind: DiagnosticKind) -> list[str]:
    """What the notes of one kind say."""
    return [note.text for note in report.diagnostics if note.kind is kind]
