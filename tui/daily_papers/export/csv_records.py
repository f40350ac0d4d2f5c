"""CSV (RFC 4180, with bare newlines): a header of keys, then one record a row."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from typing import Any, Final, TextIO

from daily_papers.export.record import KEYS, Record

_SEPARATOR: Final = "; "
"""Separates the items of a list."""
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def write(records: Iterable[Record], out: TextIO) -> None:
    """Write a header and the records. A list is one field; unknown values are empty."""
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(KEYS)
    for record in records:
        writer.writerow([_cell(record[key]) for key in KEYS])


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = _SEPARATOR.join(value) if isinstance(value, list) else str(value)
    return _CONTROLS.sub("", text)
