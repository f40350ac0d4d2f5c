"""JSON Lines: one record, or one list of them, a line. The file is streamed, however long."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import replace
from typing import BinaryIO, Final

from daily_papers.formats.entries import EntryBuilder, FoundPaper, stream_entries
from daily_papers.formats.input_file import MAX_WHOLE_FILE, InputFile, decode
from daily_papers.formats.json_document import begins_json
from daily_papers.formats.json_parser import parse
from daily_papers.formats.json_records import RecordList, new_report, read_record, unwrap
from daily_papers.formats.limits import limited
from daily_papers.formats.report import DiagnosticKind, FormatError, Hint, Report

_LOOK_AHEAD: Final = 3
"""Lines after the first, of which one must begin as JSON: a damaged one or two may be between."""
_MAX_LINE: Final = MAX_WHOLE_FILE
_LARGE_LINE: Final = 1024 * 1024
_MAX_FOREIGN: Final = 3
"""Lines in a row that do not even begin as JSON: they are another format, not damage."""


def matches(file: InputFile) -> bool:
    """Whether the first line is a value by itself, and more JSON follows."""
    return begins_json(file.head) and _first_value(file) is not None


def read(file: InputFile, hint: Hint) -> Report:
    """The report of a file, whose entries are read as they are asked for."""
    first = _first_value(file)
    record = first[0] if isinstance(first, list) and first else first
    report = new_report(record, lines=True)
    report.entries = stream_entries(report, _papers(file.open(), report), EntryBuilder(hint))
    return report


def _first_value(file: InputFile) -> object:
    """The value on the first line; `None` where that is no document by itself."""
    stream = file.open()
    first = _next_line(stream)
    if not any(begins_json(_next_line(stream)) for _ in range(_LOOK_AHEAD)):
        return None
    try:
        return parse(decode(first))
    except FormatError:
        return None


def _next_line(stream: BinaryIO) -> bytes:
    """The next line that is not blank; empty at the end."""
    while (line := stream.readline(_MAX_LINE)) and not line.strip():
        pass
    return line


def _papers(stream: BinaryIO, report: Report) -> Iterator[FoundPaper]:
    found = foreign = 0
    for number, line in _numbered(stream):
        try:
            listed = _parse_line(line, number)
        except FormatError as error:
            report.add(DiagnosticKind.SKIPPED, str(error), number)
            foreign = 0 if line.startswith((b"{", b"[")) else foreign + 1
            if foreign == _MAX_FOREIGN:
                raise FormatError(
                    f"two formats in one file: JSON Lines, and something else from line "
                    f"{number - foreign + 1} on: save each in a file of its own"
                ) from None
            continue
        foreign = 0
        for record in listed.records:
            if paper := read_record(record, report, f"line {number}", number):
                found += 1
                yield paper if paper.day else replace(paper, day=listed.day)
    if not found and report.diagnostics:
        raise FormatError("no paper in these JSON Lines: " + report.diagnostics[0].text)


def _parse_line(line: bytes, number: int) -> RecordList:
    try:
        text = line.decode()
    except UnicodeDecodeError:
        raise FormatError(f"line {number} is not UTF-8") from None
    with limited(len(line)) if len(line) > _LARGE_LINE else nullcontext():
        return unwrap(parse(text, line=number))


def _numbered(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """The lines that are not blank, with their numbers."""
    number = 0
    while line := stream.readline(_MAX_LINE + 1):
        number += 1
        if len(line) > _MAX_LINE:
            raise FormatError(f"line {number} is longer than 64 MB")
        if line := line.strip():
            yield number, line
