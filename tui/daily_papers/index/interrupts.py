"""Stopping what runs on a connection: at a deadline, or when its answer is no longer wanted."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

DEADLINE: Final = 0.008
"""Seconds that a key may wait for the index."""
_DEADLINE_STEPS: Final = 100
"""Steps of SQLite's machine between two looks at the clock: one may wait for the disk."""


class TooSlow(Exception):
    """The deadline was missed."""


class Cancelled(Exception):
    """The answer is no longer wanted."""


@contextmanager
def deadline(db: sqlite3.Connection) -> Iterator[None]:
    """Stop what runs on `db` after `DEADLINE` seconds.

    Raises:
        TooSlow: It was stopped.
    """
    end = time.perf_counter() + DEADLINE
    with _stopped(db, lambda: time.perf_counter() > end, TooSlow, steps=_DEADLINE_STEPS):
        yield


@contextmanager
def cancellable(db: sqlite3.Connection, cancelled: Callable[[], bool]) -> Iterator[None]:
    """Stop what runs on `db` once `cancelled` returns true; it is called again and again.

    Raises:
        Cancelled: It was stopped.
    """
    with _stopped(db, cancelled, Cancelled, steps=1000):
        yield


@contextmanager
def _stopped(
    db: sqlite3.Connection, when: Callable[[], bool], reason: type[Exception], *, steps: int
) -> Iterator[None]:
    db.set_progress_handler(when, steps)
    try:
        yield
    except sqlite3.OperationalError as error:
        if getattr(error, "sqlite_errorcode", None) != sqlite3.SQLITE_INTERRUPT:
            raise
        raise reason from None
    finally:
        db.set_progress_handler(None, 0)
