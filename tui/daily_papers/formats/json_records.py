"""The records of papers in JSON: in lists bare or wrapped, one alone, or as Python's `repr`.

A kind of record is a module with two functions: `is_record(record)`, which recognises it by its
keys, and `read_record(record)`, which returns the paper in it. Its row in `RECORDS` is all that it
needs besides.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Protocol

from daily_papers.formats import arxiv_json, fields, huggingface
from daily_papers.formats.entries import FoundPaper
from daily_papers.formats.json_parser import parse_repr
from daily_papers.formats.report import DiagnosticKind, FormatError, Report

_LIST_KEYS: Final = ("dailyPapers", "daily_papers", "papers", "items", "data", "results", "entries")
_MAX_WRAPPERS: Final = 4
"""How many objects may wrap a list."""
EXPECTED: Final = "a list of papers, each an object with a title"


class RecordFormat(Protocol):
    """A module that reads one kind of record."""

    NAME: str
    """The format's name for people, of a JSON document."""
    SOURCE: str
    """The short name of the source in a cached file's name."""

    def is_record(self, record: Mapping[object, object]) -> bool:
        """Whether a record is of this kind."""

    def read_record(self, record: Mapping[object, object]) -> FoundPaper | None:
        """The paper in a record; `None` where it has no title."""


RECORDS: Final[Sequence[RecordFormat]] = (arxiv_json, huggingface)
"""The kinds of records in the order in which they are tried; the last one takes any object."""


@dataclass(frozen=True, slots=True)
class RecordList:
    """The records in one JSON value, unread."""

    records: list[object]
    day: date | None = None
    """The day that the wrapper names."""


def unwrap(value: object) -> RecordList:
    """The records in `value`.

    Raises:
        FormatError: It holds no list of papers, or is a server's error.
    """
    day = None
    for _ in range(_MAX_WRAPPERS):
        if isinstance(value, list):
            return RecordList(value, day)
        if not isinstance(value, Mapping):
            break
        if "title" in value or isinstance(value.get("paper"), Mapping):
            return RecordList([value], day)
        if error := fields.short_text(value.get("error")):
            raise FormatError(f"the server answered with an error: {error}")
        day = day or fields.day(value.get("date"))
        value = next(
            (value[key] for key in _LIST_KEYS if isinstance(value.get(key), list | Mapping)), None
        )
    raise FormatError(f"no paper in this JSON: expected {EXPECTED}")


def new_report(first: object, *, lines: bool = False) -> Report:
    """An empty report of a file whose first record is `first`."""
    format = _format_of(first) if isinstance(first, Mapping) else RECORDS[-1]
    name = f"{format.SOURCE}-jsonl" if lines else format.NAME
    return Report(name, source=format.SOURCE, extension="jsonl" if lines else "json")


def read_record(
    record: object, report: Report, where: str, line: int | None = None
) -> FoundPaper | None:
    """The paper in one record; `None`, and a diagnostic in `report`, where there is none.

    Args:
        record: An object of any kind, or a text that is its Python `repr`.
        report: Takes the diagnostics.
        where: What to call the record in a diagnostic, as `entry 12`.
        line: The record's line in the file.
    """
    if isinstance(record, str):
        try:
            record = parse_repr(record)
        except FormatError as error:
            report.add(DiagnosticKind.SKIPPED, f"{where}: {error}", line)
            return None
    if not isinstance(record, Mapping):
        report.add(DiagnosticKind.SKIPPED, f"{where} is not an object", line)
        return None
    found = _format_of(record).read_record(record)
    if not found:
        report.add(DiagnosticKind.SKIPPED, f"{where} has no title", line)
    elif not found.paper.abstract:
        report.add(
            DiagnosticKind.ORPHAN, f"{where} has no abstract: {found.paper.title[:80]}", line
        )
    return found


def _format_of(record: Mapping[object, object]) -> RecordFormat:
    return next(format for format in RECORDS if format.is_record(record))
