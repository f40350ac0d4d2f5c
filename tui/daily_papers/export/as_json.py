"""JSON: one array of records, or one record a line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import TextIO

from daily_papers.export.record import Record

# JSON lets these stand as they are, and a terminal would obey them: C1 and DEL, what turns text
# round, line separators. Lone surrogates cannot be written at all.
_UNSAFE = re.compile(
    "[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufff9-\ufffb\ud800-\udfff]"
)


def dumps(value: object, *, indent: int | None = None, ascii_only: bool = False) -> str:
    """`value` as JSON that a terminal can show: what it would obey is escaped.

    Args:
        value: Records, or anything that JSON has.
        indent: Spaces a level; on one line where left out.
        ascii_only: Whether everything but ASCII is escaped, for streams of other encodings.
    """
    text = json.dumps(value, ensure_ascii=ascii_only, indent=indent)
    return text if ascii_only else _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def write_array(records: Iterable[Record], out: TextIO, *, ascii_only: bool = False) -> None:
    """Write one array, a record a line."""
    separator = "[\n"
    for record in records:
        out.write(separator + dumps(record, ascii_only=ascii_only))
        separator = ",\n"
    out.write("[]\n" if separator == "[\n" else "\n]\n")


def write_lines(records: Iterable[Record], out: TextIO, *, ascii_only: bool = False) -> None:
    """Write JSON Lines: one record a line."""
    for record in records:
        out.write(dumps(record, ascii_only=ascii_only) + "\n")
