"""JSON Lines: one record, or one list of them, a line. The file is streamed, however long."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO, Final

from daily_papers.formats.jsontext import parse
from daily_papers.formats.placing import Content, Found, Placing, stream
from daily_papers.formats.report import Hint, Kind, Problem, Report
from daily_papers.formats.shapes import describe, read_record, unwrap

_LONGEST: Final = 64 * 1024 * 1024
_ALIEN: Final = 3
"""So many lines in a row that do not even begin as JSON are another format, not damage."""


def read_lines(source: BinaryIO, hint: Hint, first: object) -> Report:
    """The report of a JSON Lines file.

    Args:
        source: Stands at the first line; is read as the entries are.
        hint: What is known of the file.
        first: The value on the first line.
    """
    records = first if isinstance(first, list) else [first]
    report = describe(records[0] if records else None, lines=True)
    report.entries = stream(report, _papers(source, report), Placing(hint, Content()))
    return report


def _papers(source: BinaryIO, report: Report) -> Iterator[Found]:
    found = alien = 0
    for number, line in _numbered(source):
        try:
            listed = unwrap(parse(line.decode(), line=number))
        except ValueError as error:
            words = str(error) if isinstance(error, Problem) else f"line {number} is not UTF-8"
            report.note(Kind.SKIPPED, words, number)
            alien = 0 if line.startswith((b"{", b"[")) else alien + 1
            if alien == _ALIEN:
                raise Problem(
                    f"two formats in one file: JSON Lines, and something else from line "
                    f"{number - alien + 1} on: save each in a file of its own"
                ) from None
            continue
        alien = 0
        for record in listed.records:
            if paper := read_record(record, report, f"line {number}", number):
                found += 1
                yield paper if paper.day else replace(paper, day=listed.day)
    if not found and report.notes:
        raise Problem("no paper in these JSON Lines: " + report.notes[0].text)


def _numbered(source: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """The lines that are not blank, with their numbers."""
    number = 0
    while line := source.readline(_LONGEST + 1):
        number += 1
        if len(line) > _LONGEST:
            raise Problem(f"line {number} is longer than 64 MB")
        if line := line.strip():
            yield number, line
