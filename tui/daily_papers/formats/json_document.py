"""A JSON document: one list of papers, bare or wrapped, or one paper."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain, islice
from typing import Final

from daily_papers.formats.entries import DigestInfo, EntryBuilder, set_entries
from daily_papers.formats.input_file import InputFile, decode
from daily_papers.formats.json_parser import parse
from daily_papers.formats.json_records import EXPECTED, new_report, read_record, unwrap
from daily_papers.formats.report import FormatError, Hint, Report

_DOCUMENT = re.compile(
    rb"\s*(?:\{\s*(?:[\"'}]|$)"
    # A page freed of HTML may begin with a lone bracket, or with one in a link.
    rb"|\[\s*(?:[{\"\]']|\[\s*[\[{\"\]]|(?:-?\d[\d.eE+-]*|true|false|null)\s*,|$))"
)
_LARGE: Final = 8 * 1024 * 1024
"""Bytes from which on a list is parsed record by record: all at once it may take twenty times the
memory, and four times as much for its text alone."""
_DEPTH: Final = 12
"""How deep a record of a large list may be nested."""


def begins_json(head: bytes) -> bool:
    """Whether a text that begins so is meant as JSON."""
    return _DOCUMENT.match(head) is not None


def matches(file: InputFile) -> bool:
    """Whether it begins with an object or a list."""
    return begins_json(file.head)


def read(file: InputFile, hint: Hint) -> Report:
    """The report of a document.

    Raises:
        FormatError: It is not JSON, or there is no paper in it, though it is not an empty list.
    """
    data = file.read_bytes()
    if len(data) > _LARGE:
        try:
            return read_records(map(parse, map(decode, _elements(data))), None, hint)
        except FormatError:
            pass  # parsed as a whole, it gets the message that names the place
    listed = unwrap(parse(decode(data)))
    return read_records(listed.records, listed.day, hint)


def read_records(records: Iterable[object], day: date | None, hint: Hint) -> Report:
    """The report of a list of records.

    Args:
        records: As JSON has them.
        day: The day that the file names.
        hint: What is known of the file.

    Raises:
        FormatError: There is no paper in it, though it is not empty.
    """
    remaining = iter(records)
    first = list(islice(remaining, 1))
    report = new_report(first[0] if first else None)
    found = [
        paper
        for number, record in enumerate(chain(first, remaining), 1)
        if (paper := read_record(record, report, f"entry {number}"))
    ]
    if first and not found:
        why = report.diagnostics[0].text
        raise FormatError(f"no paper in this JSON: {why}; expected {EXPECTED}")
    set_entries(report, found, EntryBuilder(hint, DigestInfo(day=day)))
    return report


def _elements(data: bytes) -> Iterator[bytes]:
    """The elements of a JSON list, unparsed.

    Raises:
        FormatError: It is no list, is damaged, or is nested more than `_DEPTH` deep.
    """
    blank = re.compile(rb"[ \t\r\n]*+")
    element = re.compile(_element_pattern(_DEPTH))
    end = re.compile(rb"[ \t\r\n]*+(,|\][ \t\r\n]*+\Z)[ \t\r\n]*+")
    at = blank.match(data).end()  # type: ignore[union-attr]  # it matches anything
    if data[at : at + 1] != b"[":
        raise FormatError("not a list")
    at = blank.match(data, at + 1).end()  # type: ignore[union-attr]
    while (found := element.match(data, at)) and (after := end.match(data, found.end())):
        yield found[0]
        at = after.end()
        if after[1] != b",":
            return
    raise FormatError("damaged, or nested too deeply")


def _element_pattern(depth: int) -> bytes:
    """A regular expression, linear in time, of a JSON value with `depth` values in one another."""
    string = rb'"(?:[^"\\]++|\\.)*+"'
    value = rb"[^][{}\",\s]++"
    nested = string
    for _ in range(depth):
        nested = rb"(?:" + string + rb'|[^][{}"]++|[{[](?:' + nested + rb")*+[]}])"
    return string + rb"|[{[]" + nested + rb"*+[]}]|" + value
