"""How fast the screen is: `python -m tests.benchmarks.bench_screen`.

Two tables. The first frame and the first papers on a cache of 100 and of 50,000 papers, in CPU
seconds of a fresh process until it has drawn, beside a Textual application that shows nothing. And
one step of the list's cursor, a page and a jump, at 100,000 rows beside 100 rows.
"""

from __future__ import annotations

import asyncio
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from textual.app import App, ComposeResult

from tui.cache.index.refresh import refresh
from tui.papers.rows import UNTOUCHED, Row
from tui.paths import Places
from tui.ui.widgets.paper_list import PaperList

ROUNDS = 7
BARE = """
from textual.app import App
class Bare(App):
    def on_ready(self): self.exit()
import asyncio
asyncio.run(Bare().run_async(headless=True, size=(120, 40)))
"""
READER = """
import asyncio, sys
from pathlib import Path
from tui.paths import Places
from tui.themes import load_theme
from tui.ui.app import DailyPapers
from tui.ui.opening import Opening
home = Path(sys.argv[1])
places = Places(home / "digests", home / "index", home / "data", "main", home / "config")
opening = Opening(places, refresh=False)
app = DailyPapers(opening, load_theme("paper-dark")[0])
if sys.argv[2] == "frame":
    opening.begin = lambda reader: app.exit()
else:
    begin = opening.begin
    def then_leave(reader):
        begin(reader)
        reader.call_after_refresh(app.exit)
    opening.begin = then_leave
asyncio.run(app.run_async(headless=True, size=(120, 40)))
"""


def cpu_of(code: str, *arguments: str) -> float:
    """CPU seconds of a fresh Python that runs `code`, the least of some rounds."""
    times = []
    for _ in range(ROUNDS):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-c", code, *arguments], check=True, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(times)


def make_cache(home: Path, papers: int) -> None:
    """A cache of `papers` made papers, a hundred a day, indexed."""
    digests = home / "digests"
    digests.mkdir(parents=True)
    day = date(2025, 7, 31)
    for start in range(0, papers, 100):
        entries = [
            {
                "id": f"{1501 + n // 90_000:04}.{n % 90_000:05}",
                "title": f"A study of subject {n} by means of method {n % 97}",
                "summary": f"We propose method {n % 97}. It is {n % 9 + 1}.5 times as good. " * 8,
                "upvotes": n % 60,
            }
            for n in range(start, min(start + 100, papers))
        ]
        (digests / f"{day}.hf.json").write_text(json.dumps(entries), encoding="utf-8")
        day -= timedelta(days=1)
    refresh(Places(digests, home / "index", home / "data", "main", home / "config"))


class Rows:
    """A number of rows, made when they are asked for."""

    complete = True

    def __init__(self, count: int) -> None:
        """`count` of them."""
        self._count = count

    def __len__(self) -> int:
        """Their number."""
        return self._count

    def row(self, index: int) -> Row:
        """One of them."""
        title = f"A study of subject {index} by means of method {index % 97}, and more"
        return Row(index, f"id:{index}", title, "a method that serves", UNTOUCHED, True, index % 60)

    def key(self, index: int) -> int:
        """Its place."""
        return index

    def find(self, key: int) -> int | None:
        """Its place."""
        return key


class ListApp(App[None]):
    """The list alone."""

    def compose(self) -> ComposeResult:
        """The list."""
        yield PaperList()


async def frames(count: int) -> dict[str, float]:
    """Milliseconds from a move to the frame that shows it, for a list of `count` rows."""
    found: dict[str, float] = {}
    async with ListApp().run_test(size=(120, 40)) as pilot:
        papers = pilot.app.query_one(PaperList)
        papers.show(Rows(count))
        await pilot.pause()

        async def timed(name: str, move: Callable[[int], None], rounds: int) -> None:
            times = []
            for number in range(rounds):
                began = time.perf_counter()
                move(number)
                drawn = asyncio.Event()
                papers.call_after_refresh(drawn.set)
                await drawn.wait()
                times.append(time.perf_counter() - began)
            found[name] = statistics.median(times) * 1000

        def to(row: int) -> None:
            papers.cursor = row

        await timed("one step", lambda n: to(10 + n % 2), 200)
        await timed("a page", lambda n: to(papers.cursor + (20 if n % 2 else -20)), 100)
        await timed("a jump to the end and back", lambda n: to(count - 1 if n % 2 else 0), 100)
    return found


def main() -> None:
    """Print both tables."""
    os.environ.pop("COLUMNS", None)
    bare = cpu_of(BARE)
    print(f"a bare Textual application: {bare * 1000:.0f} ms of CPU")
    for papers in (100, 50_000):
        with tempfile.TemporaryDirectory() as folder:
            home = Path(folder)
            make_cache(home, papers)
            for what in ("frame", "papers"):
                spent = cpu_of(READER, str(home), what)
                print(f"first {what}, {papers:>6,} papers: {spent / bare:.2f} x bare")
    few, many = asyncio.run(frames(100)), asyncio.run(frames(100_000))
    for name, value in many.items():
        print(f"{name}, 100,000 rows: {value:.2f} ms, {value / few[name]:.2f} x 100 rows")


if __name__ == "__main__":
    main()
