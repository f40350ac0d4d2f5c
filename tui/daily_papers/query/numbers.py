"""Reads numbers and ranges of them: `50`, `1.5k`, `>50`, `>=1k`, `10..50`, `10..`."""

from __future__ import annotations

import re
from typing import Final

from daily_papers.query.errors import QueryError, RangeReversed

EXPECTED: Final = "a number such as 50, >50, >=1k or 10..50"
ENDINGS: Final = ("1", "5k", "k", "m", ".", ".1")
"""Endings of which at least one completes the beginning of a number."""
MAX_DIGITS: Final = 15
"""The most digits, so that every number fits into 64 bits."""

_COMPARISON = re.compile(r"(>=|<=|>|<)(.*)")
_NUMBER = re.compile(r"([0-9]+)(?:\.([0-9]+))?([km]?)")
_ZEROS = {"": 0, "k": 3, "m": 6}


def read(text: str, at: int) -> tuple[int | None, int | None]:
    """The lowest and the highest number of a range; `None` for no limit.

    Args:
        text: The range, in lower case.
        at: Its position in the query, for errors.

    Raises:
        QueryError: It is not a range of whole numbers.
    """
    if compared := _COMPARISON.fullmatch(text):
        sign, number = compared.groups()
        value = _number(number, at + len(sign))
        match sign:
            case ">":
                return value + 1, None
            case ">=":
                return value, None
            case "<=":
                return None, value
        if value == 0:
            raise QueryError("nothing is below 0", at, len(text), expected=EXPECTED)
        return None, value - 1
    first, dots, second = text.partition("..")
    if not dots:
        value = _number(text, at)
        return value, value
    low = _number(first, at) if first else None
    high = _number(second, at + len(first) + 2) if second or not first else None
    if low is not None and high is not None and low > high:
        raise RangeReversed(
            f"{text} ends before it begins",
            at,
            len(text),
            expected="the smaller number first",
            guess=f"{second}..{first}",
        )
    return low, high


def _number(text: str, at: int) -> int:
    """A whole number, perhaps with `k` or `m`."""
    found = _NUMBER.fullmatch(text)
    if not found:
        problem = f"{text} is not a number" if text else "a number is missing"
        raise QueryError(problem, at, len(text), expected=EXPECTED)
    whole, fraction, unit = found[1], (found[2] or "").rstrip("0"), found[3]
    zeros = _ZEROS[unit] - len(fraction)
    if zeros < 0:
        raise QueryError(f"{text} is not a whole number", at, len(text), expected=EXPECTED)
    digits = f"{whole}{fraction}{'0' * zeros}".lstrip("0")
    if len(digits) > MAX_DIGITS:
        raise QueryError(
            f"{text} is too large", at, len(text), expected=f"at most {MAX_DIGITS} digits"
        )
    return int(digits or "0")
