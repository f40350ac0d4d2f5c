"""A profile in a temporary folder, and the windows that are opened on it."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

from daily_papers.state.journal import Clock, Journal
from daily_papers.state.queries import StateQueries
from daily_papers.state.schema import create_tables
from daily_papers.state.storage import Disk
from daily_papers.state.store import Store, Target


class Ticking:
    """A clock that goes on by one second each time it is asked."""

    def __init__(self, start: datetime = datetime(2026, 11, 22, 7, 35, 26, tzinfo=UTC)) -> None:
        """Start at `start`."""
        self.now = start

    def __call__(self) -> datetime:
        """The time."""
        self.now += timedelta(seconds=1)
        return self.now


class Profile:
    """One profile's folder, its index's database, and the windows that were opened on it."""

    def __init__(self, folder: Path) -> None:
        """Nothing is written yet."""
        self.folder = folder
        self.clock: Clock = Ticking()
        self.database = folder.parents[1] / "index.sqlite"
        self._sessions = 0
        self._open: list[sqlite3.Connection] = []

    def connect(self) -> sqlite3.Connection:
        """A connection to the index's database."""
        self.database.parent.mkdir(parents=True, exist_ok=True)
        db = sqlite3.connect(self.database, isolation_level=None)
        create_tables(db)
        self._open.append(db)
        return db

    def window(
        self, device: str = "lap-1", *, disk: Disk | None = None, sealed_size: int = 4 << 20
    ) -> Store:
        """A reader that was just opened, and has read what there is."""
        self._sessions += 1
        queries = StateQueries(self.connect())
        journal = Journal(
            self.folder,
            device,
            f"session{self._sessions}",
            positions=queries.positions(),
            counters=queries.counters(),
            clock=self.clock,
            disk=disk,
            sealed_size=sealed_size,
        )
        store = Store(journal, queries, clock=self.clock)
        store.catch_up()
        return store

    def journal(self, device: str = "lap-1", number: int = 1) -> Path:
        """The path of a device's segment."""
        return self.folder / f"{device}.{number:04d}.jsonl"

    def close(self) -> None:
        """Close every connection."""
        for db in self._open:
            db.close()


def paper(number: int) -> Target:
    """A paper to act on."""
    return Target(f"arxiv:2501.{number:05d}")
