"""Removes old digests from the cache: only files that were fetched and not changed since."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from daily_papers.cache import names
from daily_papers.fetch.history import History
from daily_papers.safe_open import open_file

_DAY_AT_END = re.compile(r"(?:.* )?(\d{4}-\d{2}-\d{2})")


@dataclass(frozen=True, slots=True)
class Old:
    """A file that may be removed."""

    name: str
    size: int
    """Bytes."""


def find_old(folder: Path, history: History, before: date) -> list[Old]:
    """The files of digests before a day that were fetched, and not changed since.

    Args:
        folder: The cache.
        history: The history of fetching.
        before: The first day that is kept.
    """
    found = []
    for name in history.own_names():
        day = _day(name)
        if day is None or day >= before:
            continue
        body = _read(folder / name)
        if body is not None and history.is_own(name, hashlib.sha256(body).hexdigest()):
            found.append(Old(name, len(body)))
    return found


def remove(folder: Path, history: History, old: Iterable[Old]) -> None:
    """Remove files that `find_old` found.

    Raises:
        AlreadyRunning: A fetch into the cache is running.
        OSError: One cannot be removed; those before it are removed.
    """
    with history.alone():
        for each in old:
            (folder / each.name).unlink(missing_ok=True)
            history.forget(each.name)


def _day(name: str) -> date | None:
    """The day of a digest, or the one at the end of a collection's name: `Trending 2026-11-22`."""
    named = names.parse(name)
    if named.day or not (found := _DAY_AT_END.fullmatch(named.collection or "")):
        return named.day
    try:
        return date.fromisoformat(found[1])
    except ValueError:
        return None


def _read(path: Path) -> bytes | None:
    try:
        with open_file(path) as stream:
            return stream.read()
    except OSError:
        return None
