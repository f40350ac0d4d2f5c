"""Values of a record's fields, whose types are never trusted: what cannot be used is `None`."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Final, TypeVar

from daily_papers.papers.model import find_arxiv_id, identifiers

T = TypeVar("T")

MAX_LINE: Final = 2_000
"""Characters kept of a title, a name or an address; a longer one froze the screen for seconds."""
MAX_TEXT: Final = 50_000
"""Characters kept of an abstract; the longest seen in 16,000 real ones had 1,923."""
MAX_NAMES: Final = 10_000
_MAX_COUNT: Final = 2**53
_MONTHS: Final = (
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"
)  # fmt: skip
_COUNT = re.compile(r"(\d[\d,]*(?:\.\d+)?)\s*([kKmM]?)")
_SCALE: Final = {"": 1, "k": 1_000, "m": 1_000_000}
_NUMBER_ID = re.compile(r"(\d{3,4})\.(\d{1,5})")
_NEW_ID = re.compile(r"\d{4}\.\d{4}")
_URL = re.compile(r"https?://[^\s\x00-\x20\x7f-\x9f<>\"]+", re.IGNORECASE)
_LINE_BREAKS = re.compile(r"[\t\r\n]+")
_SURROGATE = re.compile(r"[\ud800-\udfff]")


class Fields:
    """The fields of one record, spread over several objects, the most trusted one first."""

    def __init__(self, *records: object) -> None:
        """Read `records` in this order; what is no object has no fields."""
        self._records = [record for record in records if isinstance(record, Mapping)]

    def pick(self, read: Callable[[object], T | None], *keys: str) -> T | None:
        """The first value under one of `keys` that `read` accepts."""
        for record in self._records:
            for key in keys:
                value = record.get(key)
                if value is not None and (result := read(value)) is not None:
                    return result
        return None


def short_text(value: object) -> str | None:
    """A title, a name. A number becomes its digits; never empty."""
    return _text(value, MAX_LINE)


def long_text(value: object) -> str | None:
    """An abstract."""
    return _text(value, MAX_TEXT)


def count(value: object) -> int | None:
    """A number of things, from 0: `12`, `12.0`, `"1.2k"`, `"3,290"`."""
    if isinstance(value, str) and (found := _COUNT.fullmatch(value.strip()[:40])):
        value = float(found[1].replace(",", "")) * _SCALE[found[2].lower()]
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    # NaN compares as false, and is so refused too.
    return round(value) if 0 <= value < _MAX_COUNT else None


def day(value: object) -> date | None:
    """The day at the start of an ISO date or time."""
    if not isinstance(value, str):
        return None
    try:
        return date.fromisoformat(value.strip()[:10])
    except ValueError:
        return None


def month(name: str) -> int | None:
    """The number of a month, from 1, by its English name or the first three letters of that."""
    short = name[:3].lower()
    return _MONTHS.index(short) + 1 if short in _MONTHS else None


def url(value: object) -> str | None:
    """A web address, http or https only. Line breaks in it are removed, as browsers do."""
    text = short_text(_LINE_BREAKS.sub("", value) if isinstance(value, str) else value)
    return text if text and _URL.fullmatch(text) else None


def arxiv_id(value: object) -> str | None:
    """An arXiv id, without version, also from an address or from a number that lost its zeros.

    A program that takes `2503.02130` for a number writes `2503.0213`, and `704.0001` for
    `0704.0001`: since 2015 five digits follow the dot, before that four.
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        found = _NUMBER_ID.fullmatch(str(value))
        if not found:
            return None
        month = found[1].zfill(4)
        return find_arxiv_id(f"{month}.{found[2].ljust(_digits(month), '0')}")
    known = find_arxiv_id(value[:MAX_LINE]) if isinstance(value, str) else None
    if known and _NEW_ID.fullmatch(known) and _digits(known) == 5:
        return known + "0"
    return known


def ids(arxiv: str | None, *dois: object) -> tuple[str | None, str | None]:
    """The arXiv id and the DOI of a paper.

    Args:
        arxiv: The arXiv id as far as it is known.
        dois: Where the DOI may be; the first usable value counts.
    """
    return identifiers(arxiv, next(filter(None, map(short_text, dois)), None))


def first_arxiv_id(values: Iterable[object]) -> str | None:
    """The first arXiv id in several addresses or texts."""
    return next(filter(None, map(arxiv_id, values)), None)


def person_name(value: object) -> str | None:
    """A name, from a text or from an object that holds one; `None` for a hidden person."""
    if not isinstance(value, Mapping):
        return short_text(value)
    if value.get("hidden") is True:
        return None
    return Fields(value, value.get("user")).pick(short_text, "fullname", "name", "user", "username")


def author_name(value: object) -> str | None:
    """An author's name as it is on the paper, rather than as it is on the site."""
    if isinstance(value, Mapping) and value.get("hidden") is not True:
        return short_text(value.get("name")) or person_name(value)
    return person_name(value)


def author_names(value: object) -> tuple[str, ...] | None:
    """The authors, from a list of texts or objects, or from one text with commas and `and`.

    Authors whom the source hides are left out.
    """
    if isinstance(value, str):
        flat = " ".join(value[: MAX_TEXT * 2].split())
        value = re.split(r"[,;]|\band\b", flat)
    return _list(value, author_name)


def parsed_author_names(value: object) -> tuple[str, ...] | None:
    """The authors from arXiv's `[[last, first, suffix, …], …]`."""

    def join(parts: object) -> str | None:
        if not isinstance(parts, list):
            return short_text(parts)
        last, first, suffix = ([short_text(part) or "" for part in parts[:3]] + [""] * 3)[:3]
        return " ".join(part for part in (first, last, suffix) if part) or None

    return _list(value, join)


def keywords(value: object) -> tuple[str, ...] | None:
    """Keywords or categories, from a list or from one text, separated by commas, else by blanks."""
    if isinstance(value, str):
        text = value[:MAX_LINE]
        value = re.split(r"[,;]", text) if re.search("[,;]", text) else text.split()
    return _list(value, short_text)


def _list(value: object, read: Callable[[object], str | None]) -> tuple[str, ...] | None:
    if not isinstance(value, list):
        return None
    return tuple(name for part in value[:MAX_NAMES] if (name := read(part))) or None


def _digits(month: str) -> int:
    """How many digits follow the dot in the ids of `month` (yymm…)."""
    return 5 if int(month[:4]) // 100 in range(15, 91) else 4


def _text(value: object, longest: int) -> str | None:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    if isinstance(value, float) and not math.isfinite(value):
        return None
    # Half a surrogate pair can be neither stored nor written.
    text = _SURROGATE.sub("\ufffd", str(value)[:longest]).strip()
    return text or None
