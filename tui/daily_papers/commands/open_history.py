"""Opens the history of fetches for a command, with its errors in words."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from daily_papers.commands.errors import CommandError
from daily_papers.fetch.history import AlreadyRunning, History
from daily_papers.paths import Paths


@contextmanager
def open_history(paths: Paths, *, busy: str, kept: str = "") -> Iterator[History]:
    """The history of fetches into the cache; no other fetch fills it meanwhile.

    Args:
        paths: The cache, and the folder in which the history is.
        busy: What to say if another fetch fills the cache.
        kept: What to add to an error of a file.

    Raises:
        CommandError: Another fetch fills the cache, or a file cannot be read or written.
    """
    try:
        with History(paths.data, paths.cache) as history:
            yield history
    except AlreadyRunning:
        raise CommandError(busy) from None
    except sqlite3.Error as error:
        message = f"{paths.data}/fetch cannot be used ({error}); is the disk full?"
        raise CommandError(message) from None
    except OSError as error:
        where = os.fsdecode(error.filename or paths.cache)
        raise CommandError(f"{where}: {error.strerror or error}{kept}") from None
