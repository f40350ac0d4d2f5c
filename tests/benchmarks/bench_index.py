"""How long the index takes to be made and to answer, against what cannot be avoided.

    python -m tests.benchmarks.bench_index [PAPERS …]

Papers (10,000 by default) are made from real abstracts beside the checkout, each with its words
in another order, fifty a day. References: building is measured against parsing the same files as
JSON; opening, lists and rows against one SELECT of as many rows by key; a query against LIKE over
the same text. Times are the median and the largest of several runs, in milliseconds.
"""

from __future__ import annotations

import json
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from daily_papers.index.refresh import refresh
from daily_papers.library import Library
from daily_papers.papers.scopes import ALL, UNREAD
from daily_papers.paths import Paths
from daily_papers.query.parser import parse
from daily_papers.query.tree import Query

from tests.benchmarks.made import REAL, TODAY, fill

QUERIES = (
    "m", "mo", "model", "diffusion", "transformers", "diffusion model", '"neural network"',
    "title:graph", "model -image", "author:wang", "upvotes:>40", "is:unread model",
)  # fmt: skip


def first_row(library: Library, where: Query) -> None:
    """The first row of a search, whether it came within the deadline or had to be waited for."""
    rows = library.rows(ALL, where)
    while not len(rows) and rows.fill():
        pass
    if len(rows):
        rows.row(0)


def main(sizes: list[int]) -> None:
    if not REAL.is_file():
        sys.exit("the real texts (../shared) are not here")
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            measure(Path(folder), size)


def measure(root: Path, size: int) -> None:
    paths = Paths(root / "cache", root / "index", root / "data", "main", root / "config")
    paths.cache.mkdir()
    fill(paths.cache, size)
    parsed = clock(lambda: [json.loads(path.read_bytes()) for path in paths.cache.iterdir()], 1)
    made = clock(lambda: refresh(paths), 1)
    again = clock(lambda: refresh(paths), 3)
    (index,) = paths.index.glob("*.db")
    print(f"\n{size:,} papers, index {index.stat().st_size / 1e6:,.0f} MB")
    row("made", made, parsed, "× parsing as JSON")
    row("nothing new", again, parsed, "× parsing as JSON")
    db = sqlite3.connect(index)
    keys = [key for (key,) in db.execute("SELECT key FROM paper ORDER BY key DESC LIMIT 256")]
    marks = ",".join("?" * len(keys))
    bare = clock(lambda: db.execute(f"SELECT * FROM paper WHERE key IN ({marks})", keys).fetchall())
    like = clock(lambda: db.execute(
        "SELECT count(*) FROM texts_content WHERE c0 LIKE '%model%' OR c1 LIKE '%model%'"
    ).fetchall(), 3)  # fmt: skip
    row("256 rows by key", bare, bare, "(yardstick)")
    row("open, calendar, first day", clock(lambda: first_look(paths)), bare, "× 256 rows")
    with Library(paths) as library:
        day = library.calendar()[0].digest
        row("calendar", clock(library.calendar), bare, "× 256 rows")
        row("a day", clock(lambda: library.rows(day).row(0)), bare, "× 256 rows")
        row("All, first page", clock(lambda: library.rows(ALL).row(0)), bare, "× 256 rows")
        row("Unread, first page", clock(lambda: library.rows(UNREAD).row(0)), bare, "× 256 rows")
        row("All, to the end", clock(lambda: fill_up(library), 3), bare, "× 256 rows")
        row("LIKE '%model%'", like, like, "(yardstick)")
        for text in QUERIES:
            where = parse(text, TODAY)
            shown = clock(lambda where=where: first_row(library, where))  # type: ignore[misc]
            count = clock(lambda where=where: library.count(ALL, where), 3)  # type: ignore[misc]
            row(f"{text}: first page", shown, like, "× LIKE")
            row(f"{text}: count", count, like, "× LIKE")
        keys = [library.rows(ALL).key(number) for number in range(100)]
        row("star", clock(lambda: library.act("toggle_star", keys[:1])), bare, "× 256 rows")
        row("read 100", clock(lambda: library.act("toggle_read", keys)), bare, "× 256 rows")
    db.close()


def first_look(paths: Paths) -> None:
    with Library(paths) as library:
        library.rows(library.calendar()[0].digest).row(0)


def fill_up(library: Library) -> None:
    rows = library.rows(ALL)
    while rows.fill():
        pass


def clock(work: Callable[[], object], runs: int = 15) -> list[float]:
    """How long `work` took each time, in milliseconds."""
    took = []
    for _ in range(runs):
        begin = time.perf_counter()
        work()
        took.append((time.perf_counter() - begin) * 1000)
    return took


def row(name: str, took: list[float], against: list[float], unit: str) -> None:
    ratio = median(took) / median(against)
    print(f"{name:32}{median(took):10.2f}{max(took):10.2f}  {ratio:8.2f} {unit}")


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [10_000])
