"""The shapes that lists of papers have in JSON: bare, wrapped, one alone, or as Python's repr."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from daily_papers.formats import arxiv_jsonl, fields, hf
from daily_papers.formats.jsontext import parse_repr
from daily_papers.formats.placing import Content, Found, Placing, gather
from daily_papers.formats.report import Hint, Kind, Problem, Report

_LISTS: Final = ("dailyPapers", "daily_papers", "papers", "items", "data", "results", "entries")
_DEPTH: Final = 4
"""How many wrappers may stand around a list."""
_EXPECTED: Final = "a list of papers, each an object with a title"


@dataclass(frozen=True, slots=True)
class Listed:
    """The records in one JSON value, unread."""

    records: list[object]
    day: date | None = None
    """The day that the wrapper names."""


def read_document(value: object, hint: Hint) -> Report:
    """The report of a file that is one JSON document.

    Raises:
        Problem: There is no paper in it, though it is not an empty list.
    """
    listed = unwrap(value)
    report = describe(listed.records[0] if listed.records else None)
    found = [
        paper
        for number, record in enumerate(listed.records, 1)
        if (paper := read_record(record, report, f"entry {number}"))
    ]
    if listed.records and not found:
        raise Problem(f"no paper in this JSON: {report.notes[0].text}; expected {_EXPECTED}")
    gather(report, found, Placing(hint, Content(day=listed.day)))
    return report


def unwrap(value: object) -> Listed:
    """The records in `value`.

    Raises:
        Problem: It holds no list of papers, or is a server's error.
    """
    day = None
    for _ in range(_DEPTH):
        if isinstance(value, list):
            return Listed(value, day)
        if not isinstance(value, Mapping):
            break
        if "title" in value or isinstance(value.get("paper"), Mapping):
            return Listed([value], day)
        if error := fields.line(value.get("error")):
            raise Problem(f"the server answered with an error: {error}")
        day = day or fields.day(value.get("date"))
        value = next(
            (value[key] for key in _LISTS if isinstance(value.get(key), list | Mapping)), None
        )
    raise Problem(f"no paper in this JSON: expected {_EXPECTED}")


def describe(record: object, *, lines: bool = False) -> Report:
    """An empty report for a file that begins with `record`."""
    source = "arxiv" if isinstance(record, Mapping) and arxiv_jsonl.is_record(record) else "hf"
    if lines:
        return Report(f"{source}-jsonl", iter(()), source=source, extension="jsonl")
    name = "hf" if source == "hf" else "arxiv-json"
    return Report(name, iter(()), source=source, extension="json")


def read_record(
    record: object, report: Report, where: str, line: int | None = None
) -> Found | None:
    """The paper in one record; `None`, and a note in `report`, where there is none.

    Args:
        record: An object of any of the formats, or a text that is its Python repr.
        report: Takes the notes.
        where: What to call the record in a note, as `entry 12`.
        line: The record's line in the file.
    """
    if isinstance(record, str):
        try:
            record = parse_repr(record)
        except Problem as problem:
            report.note(Kind.SKIPPED, f"{where}: {problem}", line)
            return None
    if not isinstance(record, Mapping):
        report.note(Kind.SKIPPED, f"{where} is no object", line)
        return None
    reader = arxiv_jsonl.read_record if arxiv_jsonl.is_record(record) else hf.read_record
    found = reader(record)
    if not found:
        report.note(Kind.SKIPPED, f"{where} has no title", line)
    elif not found.paper.abstract:
        report.note(Kind.ORPHAN, f"{where} has no abstract: {found.paper.title[:80]}", line)
    return found
