"""CSV (RFC 4180, with bare newlines): a header of keys, then one record a row."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from typing import Any, Final, TextIO

from daily_papers.export.record import KEYS, Record
from daily_papers.papers.text import remove_controls

_SEPARATOR: Final = "; "
"""Separates the items of a list."""
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r]")
"""The beginning of a text that spreadsheets would evaluate as a formula."""


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
    if isinstance(value, (int, float)):
        return str(value)
    text = remove_controls(_SEPARATOR.join(value) if isinstance(value, list) else value)
    # Spreadsheets show what follows an apostrophe as text.
    return f"'{text}" if _FORMULA.match(text) else text
