"""Kill writers in the middle of their work, and count what was acknowledged and is gone.

Run as a program it is such a writer: it acts for ever, and prints each stamp once its line is safe.
"""

from __future__ import annotations

import random
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from daily_papers.state.journal import Journal
from daily_papers.state.journal_reader import list_journals
from daily_papers.state.records import Act

from tests.state.oracle import Oracle

_ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Toll:
    """What came of a series of kills."""

    kills: int
    acknowledged: int
    lost: int


def kill_again_and_again(folder: Path, rounds: int, *, writers: int, seed: int = 1) -> Toll:
    """Start `writers` on one journal, kill them without warning, `rounds` times over.

    Args:
        folder: The profile's folder.
        rounds: How often.
        writers: How many processes write at once; all are killed.
        seed: Chooses after how many acts a round ends.
    """
    chance = random.Random(seed)
    acknowledged: set[str] = set()
    for turn in range(rounds):
        running = [_start(folder, f"{turn}-{number}") for number in range(writers)]
        for process in running:
            assert process.stdout is not None
            for _ in range(chance.randint(1, 30)):
                acknowledged.add(process.stdout.readline().strip())
        for process in running:
            process.kill()
        for process in running:
            output, _ = process.communicate()
            *whole, _ = output.split("\n")  # the last one may have been cut off in the pipe
            acknowledged.update(whole)
    there = Oracle((folder / name).read_bytes() for name in list_journals(folder)).stamps
    return Toll(rounds * writers, len(acknowledged), len(acknowledged - there))


def _start(folder: Path, session: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.state.killing", str(folder), session],
        cwd=_ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )


def _write_for_ever(folder: Path, session: str) -> None:
    journal = Journal(folder, "lap-1", session, sealed_size=20_000)
    while True:
        number = journal.counters.largest % 50
        line = journal.append(Act("star", (f"arxiv:{number}",), {"starred": True, "read": True}))
        journal.take_new()
        print(line.stamp, flush=True)


if __name__ == "__main__":
    _write_for_ever(Path(sys.argv[1]), sys.argv[2])
