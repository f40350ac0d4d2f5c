"""JSON: one array of records, or JSON Lines."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import TextIO

from daily_papers.export.record import Record

# JSON need not escape these, but a terminal would act on them: DEL and C1 controls, bidirectional
# controls, line separators. Lone surrogates cannot be encoded at all.
_UNSAFE = re.compile(
    "[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufff9-\ufffb\ud800-\udfff]"
)


def dumps(value: object, *, indent: int | None = None, ascii_only: bool = False) -> str:
    """`value` as JSON that is safe to print: characters that control a terminal are escaped.

    Args:
        value: Any value that JSON can hold.
        indent: Spaces for each level; by default all is on one line.
        ascii_only: Whether everything but ASCII is escaped, for streams of other encodings.
    """
    text = json.dumps(value, ensure_ascii=ascii_only, indent=indent)
    return text if ascii_only else _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


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
