"""How long to wait: what a server asks for in its headers, else longer after each failure."""

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
_LONGEST_BACKOFF: Final = 60.0
_RATE = re.compile(r"\b([rt])=(\d{1,9})\b")


@dataclass(frozen=True, slots=True)
class Clock:
    """The time and the waiting of one fetch; tests put their own in its place."""

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


def asked_for(headers: Mapping[str, str], now: float) -> float:
    """Seconds that a server asks to be left alone; 0 where it does not.

    It says so by `Retry-After`, in seconds or as a date
    (https://www.rfc-editor.org/rfc/rfc9110#field.retry-after), or by a `RateLimit` of which
    nothing remains: `"api";r=0;t=45`
    (https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/).

    Args:
        headers: The answer's, by lower-case names.
        now: Seconds since 1970.
    """
    waits = [0.0]
    if after := headers.get("retry-after", "").strip():
        waits.append(float(after) if after.isdecimal() else _until(after, now))
    rate = {name: int(value) for name, value in _RATE.findall(headers.get("ratelimit", ""))}
    if rate.get("r") == 0:
        waits.append(float(rate.get("t", 0)))
    return max(waits)


def backoff(attempt: int, jitter: float) -> float:
    """Seconds to wait after failure number `attempt`, from 1: doubling, and never in step.

    Args:
        attempt: The failures so far.
        jitter: A random number from 0 to 1, so that many who failed together do not return so.
    """
    longest = min(_LONGEST_BACKOFF, _BASE * 2.0**attempt)
    return longest / 2 + jitter * longest / 2


def _until(when: str, now: float) -> float:
    try:
        return max(0.0, parsedate_to_datetime(when).timestamp() - now)
    except (ValueError, OverflowError):
        return 0.0
