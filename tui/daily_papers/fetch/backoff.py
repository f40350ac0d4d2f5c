"""How long to wait: as long as a server asks for in its headers, else longer after each failure."""

from __future__ import annotations

import asyncio
import random
import re
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Final

_BASE: Final = 1.0
_MAX_BACKOFF: Final = 60.0
MAX_PAUSE: Final = 86_400.0
"""Seconds for which a host is left alone at most: no header may stop fetching for good."""
_RATE = re.compile(r"\b([rt])=(\d{1,9})\b")


@dataclass(frozen=True, slots=True)
class Clock:
    """The clock of one fetch; tests replace it."""

    now: Callable[[], float] = time.time
    """Seconds since 1970."""
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    jitter: Callable[[], float] = random.random
    """A number from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Rate:
    """How often a host may be called: `calls` within `seconds`."""

    calls: int
    seconds: float


def requested_pause(headers: Mapping[str, str], now: float) -> float:
    """Seconds for which a server asks to be left alone, up to `MAX_PAUSE`; 0 where it does not.

    It asks by `Retry-After`, in seconds or as a date
    (https://www.rfc-editor.org/rfc/rfc9110#field.retry-after), or by a `RateLimit` of which
    nothing remains: `"api";r=0;t=45`
    (https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/).

    Args:
        headers: Those of the answer, by lower-case names.
        now: Seconds since 1970.
    """
    waits = [0.0]
    if after := headers.get("retry-after", "").strip():
        waits.append(float(after) if after.isdecimal() else _until(after, now))
    rate = {name: int(value) for name, value in _RATE.findall(headers.get("ratelimit", ""))}
    if rate.get("r") == 0:
        waits.append(float(rate.get("t", 0)))
    return min(max(waits), MAX_PAUSE)


def backoff(attempt: int, jitter: float) -> float:
    """Seconds to wait after failure number `attempt`, from 1: exponential, with random jitter.

    Args:
        attempt: The number of failures so far.
        jitter: A random number from 0 to 1, so that clients that failed together come back apart.
    """
    longest = min(_MAX_BACKOFF, _BASE * 2.0**attempt)
    return longest / 2 + jitter * longest / 2


def _until(when: str, now: float) -> float:
    """Seconds until a date of HTTP; 0 where it is past, or no date."""
    try:
        return max(0.0, parsedate_to_datetime(when).timestamp() - now)
    except (ValueError, TypeError, IndexError, OverflowError):
        return 0.0
