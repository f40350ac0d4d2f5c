"""Measures what saving an act costs, and what is lost when writers are killed.

    python -m tests.benchmarks.bench_state [--kills N] [--acts N]

Prints three tables: acts acknowledged before kill -9 and lost after it (must be 0); the time in
which a program opens a profile of N acts against one of 1,000 (must be under 1.3); the time from a
key to the end of the fsync against an append and fsync of the same bytes (must be under 2).
Times are medians; what is compared is measured in turn, on one disk, in one run.
"""

from __future__ import annotations

import argparse
import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from daily_papers.state.journal import SEALED_SIZE, Journal
from daily_papers.state.journal_reader import segment_name
from daily_papers.state.queries import StateQueries
from daily_papers.state.records import Act, write_line
from daily_papers.state.schema import create_tables
from daily_papers.state.storage import Disk
from daily_papers.state.store import Store, Target

from tests.state.killing import kill_again_and_again

PAPERS = 100_000
FEW = 1_000
OPEN = """
import sqlite3, sys
from pathlib import Path
from daily_papers.state.journal import Journal
from daily_papers.state.store import Store
from daily_papers.state.queries import StateQueries
home = Path(sys.argv[1])
queries = StateQueries(sqlite3.connect(home / "index.sqlite", isolation_level=None))
journal = Journal(
    home / "profiles" / "main",
    "bench-2",
    "session",
    positions=queries.positions(),
    counters=queries.counters(),
)
store = Store(journal, queries)
store.catch_up()
store.queries.facts_many([[f"arxiv:{number}"] for number in range(100)])
"""


def kills(rounds: int) -> None:
    """Kill one writer, then two at once, again and again."""
    print(f"{'writers':>8} {'kills':>7} {'acknowledged':>13} {'lost':>5}")
    for writers in (1, 2):
        with tempfile.TemporaryDirectory() as folder:
            toll = kill_again_and_again(Path(folder) / "main", rounds, writers=writers)
        print(f"{writers:>8} {toll.kills:>7,} {toll.acknowledged:>13,} {toll.lost:>5}")


def opening(acts: int) -> None:
    """Open a profile of many acts and one of few, in turn, each in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        homes = {count: Path(folder) / str(count) for count in (FEW, acts)}
        for count, home in homes.items():
            started = time.perf_counter()
            _fill(home, count)
            print(f"first merge of {count:,} acts: {time.perf_counter() - started:.1f} s")
        times: dict[int, list[float]] = {count: [] for count in homes}
        for _ in range(15):
            for count, home in homes.items():
                started = time.perf_counter()
                subprocess.run([sys.executable, "-c", OPEN, str(home)], check=True)
                times[count].append(time.perf_counter() - started)
    few, many = (statistics.median(times[count]) for count in (FEW, acts))
    print(f"open {FEW:,} acts: {few * 1e3:.1f} ms; {acts:,} acts: {many * 1e3:.1f} ms")
    print(f"ratio {many / few:.2f}")


def one_act(rounds: int = 1000) -> None:
    """Star a paper, and only append the same bytes, in turn."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        synced = 0.0

        def fsync(descriptor: int) -> None:
            nonlocal synced
            os.fsync(descriptor)
            synced = time.perf_counter()

        db = _database(home)
        journal = Journal(home / "main", "bench-1", "session", disk=Disk(fsync=fsync))
        store = Store(journal, StateQueries(db))
        store.act("toggle_star", [Target("arxiv:0")])
        raw = (home / "main" / segment_name("bench-1", 1)).read_bytes()
        bare = os.open(home / "bare", os.O_CREAT | os.O_WRONLY | os.O_APPEND)
        acts, appends = [], []
        for number in range(rounds):
            started = time.perf_counter()
            store.act("toggle_star", [Target(f"arxiv:{number}")])
            acts.append(synced - started)
            started = time.perf_counter()
            os.write(bare, raw)
            os.fsync(bare)
            appends.append(time.perf_counter() - started)
        os.close(bare)
        db.close()
    act, append = statistics.median(acts), statistics.median(appends)
    print(f"key to fsync {act * 1e3:.3f} ms; bare append and fsync {append * 1e3:.3f} ms")
    print(f"ratio {act / append:.2f}")


def _database(home: Path) -> sqlite3.Connection:
    db = sqlite3.connect(home / "index.sqlite", isolation_level=None)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = NORMAL")
    create_tables(db)
    return db


def _fill(home: Path, acts: int) -> None:
    """Write journals of so many acts, and merge them."""
    folder = home / "profiles" / "main"
    folder.mkdir(parents=True)
    number, size = 1, 0
    file = (folder / segment_name("bench-1", number)).open("wb")
    for counter in range(1, acts + 1):
        act = Act("star", (f"arxiv:{counter % PAPERS}",), {"read": True, "starred": True})
        line = write_line(act, counter=counter, device="bench-1", session="s", time="2026-11-22")
        size += file.write(line.raw + b"\n")
        if size >= SEALED_SIZE:
            file.close()
            number, size = number + 1, 0
            file = (folder / segment_name("bench-1", number)).open("wb")
    file.close()
    db = _database(home)
    Store(Journal(folder, "bench-1", "s"), StateQueries(db)).catch_up()
    db.close()


def main() -> None:
    """Run the benchmarks that were asked for."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--kills", type=int, default=40, help="rounds of killing; 0 for none")
    parser.add_argument("--acts", type=int, default=1_000_000, help="0 for no big profile")
    chosen = parser.parse_args()
    one_act()
    if chosen.acts:
        opening(chosen.acts)
    if chosen.kills:
        kills(chosen.kills)


if __name__ == "__main__":
    main()
