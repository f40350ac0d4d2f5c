"""Where the generations of one index lie: in its folder, or in a temporary one that serves."""

from __future__ import annotations

import sqlite3
import tempfile
import threading
from dataclasses import replace
from pathlib import Path

from daily_papers.index.schema import connect
from daily_papers.index.storage import (
    Generation,
    begin_another,
    newest,
    open_newest,
    path_of,
)
from daily_papers.paths import Places


class IndexFolder:
    """The folder of an index. Any thread may ask."""

    def __init__(self, places: Places) -> None:
        """Nothing is opened or made yet; `places` tell the folder."""
        self.places = places
        """Where everything lies; the index elsewhere where its own folder refused."""
        self._temporary: tempfile.TemporaryDirectory[str] | None = None
        self._lock = threading.Lock()

    @property
    def newest(self) -> int:
        """The number of the newest generation; 0 for none."""
        return newest(self.places.index)

    def open(self) -> tuple[sqlite3.Connection, Generation]:
        """See `generations.open_newest`."""
        with self._lock:
            try:
                return open_newest(self.places.index)
            except (OSError, sqlite3.OperationalError):
                self._move_out()
                return open_newest(self.places.index)

    def join(self, number: int) -> sqlite3.Connection:
        """One more connection, for several threads, to the generation `number`.

        Raises:
            sqlite3.DatabaseError: It is gone, damaged, or cannot be opened.
        """
        return connect(path_of(self.places.index, number), shared=True, make=False)

    def begin_after(self, damaged: int) -> None:
        """Begin the generation after `damaged`, unless somebody has done so already."""
        with self._lock:
            try:
                begin_another(self.places.index, damaged)
            except (OSError, sqlite3.OperationalError):
                self._move_out()
                begin_another(self.places.index, damaged)

    def close(self) -> None:
        """Remove what is temporary."""
        if self._temporary:
            self._temporary.cleanup()

    def _move_out(self) -> None:
        """Let a temporary folder serve."""
        self._temporary = self._temporary or tempfile.TemporaryDirectory(prefix="daily-papers-")
        self.places = replace(self.places, index=Path(self._temporary.name))
