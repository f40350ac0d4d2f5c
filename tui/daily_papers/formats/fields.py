"""Values out of JSON, whose types are never trusted: what a reader cannot use is `None`."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Final, TypeVar

from daily_papers.papers.model import find_arxiv_id

T = TypeVar("T")

LONGEST_LINE: Final = 2_000
"""Characters kept of a title, a name or an address; a longer one froze the screen for seconds."""
LONGEST_TEXT: Final = 50_000
"""Characters kept of an abstract; the longest seen in 16,000 real ones had 1,923."""
MOST_NAMES: Final = 10_000
_LARGEST: Final = 2**53
_MONTHS: Final = (
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
)
_COUNT = re.compile(r"(\d[\d,]*(?:\.\d+)?)\s*([kKmM]?)")
_SCALE: Final = {"": 1, "k": 1_000, "m": 1_000_000}
_NUMBER_ID = re.compile(r"(\d{3,4})\.(\d{1,5})")
_NEW_ID = re.compile(r"\d{4}\.\d{4}")
_ADDRESS = re.compile(r"https?://[^\s\x00-\x20\x7f-\x9f<>\"]+", re.IGNORECASE)
_BREAKS = re.compile(r"[\t\r\n]+")
_SURROGATE = re.compile(r"[\ud800-\udfff]")


class Fields:
    """The fields of one record, spread over several objects, the most trusted one first."""

    def __init__(self, *records: object) -> None:
        """Read `records` in this order; what is no object has no fields."""
        self._records = [record for record in records if isinstance(record, Mapping)]

    def pick(self, read: Callable[[object], T | None], *keys: str) -> T | None:
        """The first value under one of `keys` that `read` can make something of."""
        for record in self._records:
            for key in keys:
                if (value := record.get(key)) is not None and (made := read(value)) is not None:
                    return made
        return None


def line(value: object) -> str | None:
    """A short text: a title, a name. A number is taken as its digits; nothing empty."""
    return _text(value, LONGEST_LINE)


def prose(value: object) -> str | None:
    """A long text: an abstract."""
    return _text(value, LONGEST_TEXT)


def count(value: object) -> int | None:
    """A number of things, from 0: `12`, `12.0`, `"1.2k"`, `"3,290"`."""
    if isinstance(value, str) and (found := _COUNT.fullmatch(value.strip()[:40])):
        value = float(found[1].replace(",", "")) * _SCALE[found[2].lower()]
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    # Not a number compares as false, so this refuses it too.
    return round(value) if 0 <= value < _LARGEST else None


def day(value: object) -> date | None:
    """The day at the start of an ISO date or time."""
    if not isinstance(value, str):
        return None
    try:
        return date.fromisoformat(value.strip()[:10])
    except ValueError:
        return None


def month(name: str) -> int | None:
    """The number of a month from the English name or its first three letters, from 1."""
    short = name[:3].lower()
    return _MONTHS.index(short) + 1 if short in _MONTHS else None


def address(value: object) -> str | None:
    """A web address, http or https only. It may be broken over lines, as browsers take it too."""
    text = line(_BREAKS.sub("", value) if isinstance(value, str) else value)
    return text if text and _ADDRESS.fullmatch(text) else None


def arxiv_id(value: object) -> str | None:
    """An arXiv id, without version, also from an address or from a number that lost its zeros.

    A program that takes `2503.02130` for a number writes `2503.0213`, and `704.0001` for
    `0704.0001`: since 2015 five digits stand after the dot, before that four.
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        found = _NUMBER_ID.fullmatch(str(value))
        if not found:
            return None
        month = found[1].zfill(4)
        return find_arxiv_id(f"{month}.{found[2].ljust(_digits(month), '0')}")
    known = find_arxiv_id(value[:LONGEST_LINE]) if isinstance(value, str) else None
    if known and _NEW_ID.fullmatch(known) and _digits(known) == 5:
        return known + "0"
    return known


def person(value: object) -> str | None:
    """A name, from a text or from an object that holds one; `None` for a hidden person."""
    if not isinstance(value, Mapping):
        return line(value)
    if value.get("hidden") is True:
        return None
    return Fields(value, value.get("user")).pick(line, "fullname", "name", "user", "username")


def author(value: object) -> str | None:
    """An author's name: as it stands on the paper, rather than as on the site."""
    if isinstance(value, Mapping) and value.get("hidden") is not True:
        return line(value.get("name")) or person(value)
    return person(value)


def authors(value: object) -> tuple[str, ...] | None:
    """The authors, from a list of texts or objects, or from one text with commas and `and`.

    Authors whom the source hides are left out.
    """
    if isinstance(value, str):
        flat = " ".join(value[: LONGEST_TEXT * 2].split())
        value = re.split(r"[,;]|\band\b", flat)
    return _names(value, author)


def parsed_authors(value: object) -> tuple[str, ...] | None:
    """The authors from arXiv's `[[last, first, suffix, …], …]`."""

    def join(parts: object) -> str | None:
        if not isinstance(parts, list):
            return line(parts)
        last, first, suffix = ([line(part) or "" for part in parts] + [""] * 3)[:3]
        return " ".join(part for part in (first, last, suffix) if part) or None

    return _names(value, join)


def words(value: object) -> tuple[str, ...] | None:
    """Keywords or categories, from a list, or from one text with commas, else blanks, between."""
    if isinstance(value, str):
        text = value[:LONGEST_LINE]
        value = re.split(r"\s*[,;]\s*", text) if re.search("[,;]", text) else text.split()
    return _names(value, line)


def _names(value: object, read: Callable[[object], str | None]) -> tuple[str, ...] | None:
    if not isinstance(value, list):
        return None
    return tuple(name for part in value[:MOST_NAMES] if (name := read(part))) or None


def _digits(month: str) -> int:
    """How many digits stand after the dot in the ids of `month` (yymm…)."""
    return 5 if int(month[:4]) // 100 in range(15, 91) else 4


def _text(value: object, longest: int) -> str | None:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    if isinstance(value, float) and not math.isfinite(value):
        return None
    # Half a surrogate pair can be neither stored nor written.
    text = _SURROGATE.sub("\ufffd", str(value)[:longest]).strip()
    return text or None
