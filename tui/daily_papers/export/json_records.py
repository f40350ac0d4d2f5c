"""JSON: one array of records, or JSON Lines."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TextIO

from daily_papers.export.record import Record
from daily_papers.papers.text import CONTROLS


def dumps(value: object, *, indent: int | None = None, ascii_only: bool = False) -> str:
    """`value` as JSON that is safe to print: characters that control a terminal are escaped.

    Args:
        value: Any value that JSON can hold.
        indent: Spaces for each level; by default all is on one line.
        ascii_only: Whether everything but ASCII is escaped, for streams of other encodings.
    """
    text = json.dumps(value, ensure_ascii=ascii_only, indent=indent)
    # JSON itself escapes only those below U+0020.
    return text if ascii_only else CONTROLS.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def write_array(records: Iterable[Record], out: TextIO, *, ascii_only: bool = False) -> None:
    """Write one array, with each record on a line."""
    separator = "[\n"
    for record in records:
        out.write(separator + dumps(record, ascii_only=ascii_only))
        separator = ",\n"
    out.write("[]\n" if separator == "[\n" else "\n]\n")


def write_lines(records: Iterable[Record], out: TextIO, *, ascii_only: bool = False) -> None:
    """Write JSON Lines, with each record on a line."""
    for record in records:
        out.write(dumps(record, ascii_only=ascii_only) + "\n")
