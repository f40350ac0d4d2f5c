"""What kills and failing system calls cost: nothing that was acknowledged, and nothing partial.

    python -m tests.benchmarks.bench_attacks [--mark N] [--import N] [--instances N ACTS] [--faults]

Kills `mark` and `import` N times each, at a random moment; lets many instances act on one profile
at once; lets each system call of `mark` that touches a file fail, once and always (with strace).
Prints, for each: what was done, what was acknowledged, what of it is gone, what is there in part.
"""

from __future__ import annotations

import argparse
import errno
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from daily_papers.state.journal_reader import examine_journals, list_journals

from tests.home import Home, paper
from tests.state.oracle import Oracle

_COMMAND: Final = (sys.executable, "-m", "daily_papers")
_ROOT: Final = Path(__file__).resolve().parents[2]
_MARKED = re.compile(r"marked (\d+) ")
_INSTANCE: Final = """
import sqlite3, sys
from pathlib import Path
from daily_papers.state.journal import Journal
from daily_papers.state.queries import StateQueries
from daily_papers.state.schema import create_tables
from daily_papers.state.store import Store, Target
folder, number, acts = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
db = sqlite3.connect(":memory:", isolation_level=None)
create_tables(db)
store = Store(Journal(folder, "one", f"session{number}"), StateQueries(db))
for turn in range(acts):
    result = store.act("tag", [Target(f"arxiv:{turn}")], tag=f"{number}-{turn}")
    print(result.stamp if result.saved else "refused", flush=True)
"""


def kill_marks(rounds: int, chance: random.Random) -> None:
    """Kill `mark` again and again, each time with a tag of its own."""
    with tempfile.TemporaryDirectory() as temporary:
        home = _home(Path(temporary))
        began = time.perf_counter()
        home.run("list")
        _finish(home, ["mark", "tag:warm", "title"])
        whole = time.perf_counter() - began
        said: set[str] = set()
        for turn in range(rounds):
            out = _kill(home, ["mark", f"tag:t{turn}", "title"], chance.uniform(0, 1.1 * whole))
            if _MARKED.search(out):
                said.add(f"t{turn}")
        lost, partial = 0, 0
        oracle = Oracle(
            (home.journals / name).read_bytes() for name in list_journals(home.journals)
        )
        tags = [set(oracle.registers(f"arxiv:2501.0000{number}")) for number in (1, 2, 3)]
        for turn in range(rounds):
            held = sum(f"tag:t{turn}" in each for each in tags)
            lost += f"t{turn}" in said and held < len(tags)
            partial += 0 < held < len(tags)
        torn = sum(each.skipped.total() for each in examine_journals(home.journals))
        _finish(home, ["doctor"])
        print(
            f"mark: {rounds:,} kills, {len(said):,} acknowledged, {lost} lost, {partial} partial,"
            f" {torn} torn lines"
        )


def kill_imports(rounds: int, chance: random.Random) -> None:
    """Kill `import` again and again, each time with a digest of its own."""
    with tempfile.TemporaryDirectory() as temporary:
        home = _home(Path(temporary))
        began = time.perf_counter()
        _finish(home, ["import", str(_digest(home, 9999))])
        whole = time.perf_counter() - began
        said: set[int] = set()
        for turn in range(rounds):
            path = _digest(home, turn)
            out = _kill(home, ["import", str(path)], chance.uniform(0, 1.1 * whole))
            if "added as" in out:
                said.add(turn)
        contents = {_digest(home, turn).read_bytes(): turn for turn in (*range(rounds), 9999)}
        contents[(home.folder / "2025-01-02.json").read_bytes()] = 9997
        there: set[int] = set()
        partial = 0
        for path in home.cache.iterdir():
            if path.name.startswith("."):
                continue
            turn = contents.get(path.read_bytes(), -1)
            partial += turn < 0
            there.add(turn)
        drafts = len(list(home.cache.glob(".*.tmp")))
        _finish(home, ["import", str(_digest(home, 9998))])
        left = len(list(home.cache.glob(".*.tmp")))
        print(
            f"import: {rounds:,} kills, {len(said):,} acknowledged, {len(said - there)} lost,"
            f" {partial} partial, {drafts} drafts, {left} after the next import"
        )


def many_instances(instances: int, acts: int) -> None:
    """Let many instances act on one profile at once."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "main"
        began = time.perf_counter()
        running = [
            subprocess.Popen(
                [sys.executable, "-c", _INSTANCE, str(folder), str(number), str(acts)],
                stdout=subprocess.PIPE, text=True, cwd=_ROOT,
            )
            for number in range(instances)
        ]  # fmt: skip
        said = [line for each in running for line in each.communicate()[0].split()]
        oracle = Oracle((folder / name).read_bytes() for name in list_journals(folder))
        saved = set(_stamps(said))
        print(
            f"instances: {instances} x {acts:,} acts, {len(saved):,} acknowledged,"
            f" {len(saved - oracle.stamps)} lost, {len(oracle.stamps):,} lines,"
            f" {time.perf_counter() - began:.0f} s"
        )


def _stamps(words: Sequence[str]) -> list[str]:
    """Stamps of three words each, from the words of the output."""
    kept = [word for word in words if word != "refused"]
    return [" ".join(kept[start : start + 3]) for start in range(0, len(kept), 3)]


def faults() -> None:
    """Let system calls of `mark` fail, once at each place and always."""
    print(f"{'call':<9} {'error':<7} {'when':>5} {'exit':>5} {'said':>5} {'there':>6}")
    wrong = done = 0
    for call in ("write", "fsync", "rename", "openat"):
        for error in ("ENOSPC", "EIO"):
            for when in (*(str(number) for number in _places(call)), "1+"):
                with tempfile.TemporaryDirectory() as temporary:
                    home = _home(Path(temporary))
                    code, out, stderr = _injected(home, call, error, when)
                    said = bool(_MARKED.search(out)) and code == 0
                    names = list_journals(home.journals)
                    oracle = Oracle((home.journals / name).read_bytes() for name in names)
                    tags = oracle.registers("arxiv:2501.00001")
                    there = "tag:t" in tags
                    bad = (said and not there) or "Traceback" in stderr
                    wrong += bad
                    done += 1
                    if bad:
                        print(f"{call:<9} {error:<7} {when:>5} {code:>5} {said!s:>5} {there!s:>6}")
    print(f"faults: {done} injected, {wrong} acknowledged and lost, or with a traceback")


def _places(call: str) -> range:
    """Which calls fail: the later ones, past the start of the interpreter where there are many."""
    return range(1, 13) if call != "openat" else range(200, 320, 10)


def _injected(home: Home, call: str, error: str, when: str) -> tuple[int, str, str]:
    """Run `mark` with one system call failing."""
    assert getattr(errno, error)
    done = subprocess.run(
        ["strace", "-f", "-o", os.devnull, "-e", f"inject={call}:error={error}:when={when}",
         *_COMMAND, "mark", "tag:t", "title"],
        env={**os.environ, **home.environ}, cwd=_ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout, done.stderr


def _home(folder: Path) -> Home:
    home = Home(folder)
    home.has("2025-01-02", *(paper(number, f"Title {number}") for number in (1, 2, 3)))
    return home


def _digest(home: Home, turn: int) -> Path:
    """A digest of about 100 kB, of a day of its own."""
    path = home.folder / f"digest{turn}.json"
    if not path.exists():
        day = f"{1990 + turn // 336}-{turn // 28 % 12 + 1:02}-{turn % 28 + 1:02}"
        papers = [paper(turn * 40 + each, f"Title {each} " + "x " * 1000) for each in range(40)]
        entries = [{"paper": each, "publishedAt": f"{day}T00:00:00.000Z"} for each in papers]
        path.write_text(json.dumps(entries), "utf-8")
    return path


def _kill(home: Home, words: Sequence[str], after: float) -> str:
    """Start a command, kill it after so many seconds, and give what it had printed."""
    with subprocess.Popen(
        [*_COMMAND, *words], env={**os.environ, **home.environ}, cwd=_ROOT,
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    ) as process:  # fmt: skip
        try:
            return process.communicate(timeout=after)[0]
        except subprocess.TimeoutExpired:
            process.kill()
            return process.communicate()[0]


def _finish(home: Home, words: Sequence[str]) -> None:
    """Run a command to its end."""
    subprocess.run(
        [*_COMMAND, *words], env={**os.environ, **home.environ}, cwd=_ROOT,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False,
    )  # fmt: skip


def main() -> None:
    """Run the attacks that were asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--mark", type=int, default=0, help="kills of mark")
    parser.add_argument("--import", dest="imports", type=int, default=0, help="kills of import")
    parser.add_argument("--instances", type=int, nargs=2, metavar=("N", "ACTS"))
    parser.add_argument("--faults", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    chance = random.Random(chosen.seed)
    if chosen.instances:
        many_instances(*chosen.instances)
    if chosen.faults:
        faults()
    if chosen.mark:
        kill_marks(chosen.mark, chance)
    if chosen.imports:
        kill_imports(chosen.imports, chance)


if __name__ == "__main__":
    main()
