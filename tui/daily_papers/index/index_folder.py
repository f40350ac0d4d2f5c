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
from daily_papers.paths import Paths


class IndexFolder:
    """The folder of an index. Any thread may ask."""

    def __init__(self, paths: Paths) -> None:
        """Nothing is opened or made yet; `paths` tell the folder."""
        self.paths = paths
        """Where everything lies; the index elsewhere where its own folder refused."""
        self._temporary: tempfile.TemporaryDirectory[str] | None = None
        self._lock = threading.Lock()

    @property
    def newest(self) -> int:
        """The number of the newest generation; 0 for none."""
        return newest(self.paths.index)

    def open(self) -> tuple[sqlite3.Connection, Generation]:
        """See `generations.open_newest`."""
        with self._lock:
            try:
                return open_newest(self.paths.index)
            except (OSError, sqlite3.OperationalError):
                self._move_out()
                return open_newest(self.paths.index)

    def join(self, number: int) -> sqlite3.Connection:
        """One more connection, for several threads, to the generation `number`.

        Raises:
            sqlite3.DatabaseError: It is gone, damaged, or cannot be opened.
        """
        return connect(path_of(self.paths.index, number), shared=True, make=False)

    def begin_after(self, damaged: int) -> None:
        """Begin the generation after `damaged`, unless somebody has done so already."""
        with self._lock:
            try:
                begin_another(self.paths.index, damaged)
            except (OSError, sqlite3.OperationalError):
                self._move_out()
                begin_another(self.paths.index, damaged)

    def close(self) -> None:
        """Remove what is temporary."""
        if self._temporary:
            self._temporary.cleanup()

    def _move_out(self) -> None:
        """Let a temporary folder serve."""
        self._temporary = self._temporary or tempfile.TemporaryDirectory(prefix="daily-papers-")
        self.paths = replace(self.paths, index=Path(self._temporary.name))
