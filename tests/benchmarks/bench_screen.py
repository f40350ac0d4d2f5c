"""How fast the screen is: `python -m tests.benchmarks.bench_screen`.

Two tables. The first frame and the first papers on a cache of 100 and of 50,000 papers, in CPU
seconds of a fresh process until it has drawn, beside a Textual application that shows nothing. And
a step of the list's cursor, a star, a page, a jump and a resize, at 100,000 rows beside 100 rows
and beside a bare `ScrollView` of as many lines.
"""

from __future__ import annotations

import asyncio
import compileall
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

import daily_papers
from daily_papers.index.refresh import refresh
from daily_papers.papers.rows import UNTOUCHED, Facts, Row
from daily_papers.paths import Paths
from daily_papers.ui.widgets.paper_list import PaperList
from rich.segment import Segment
from textual.app import App, ComposeResult
from textual.geometry import Size
from textual.pilot import Pilot
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

from tests.ui.list_app import ListApp

ROUNDS = 7
BARE = """
from textual.app import App
class Bare(App):
    def on_ready(self): self.exit()
import asyncio
asyncio.run(Bare().run_async(headless=True, size=(120, 40)))
"""
READER = """
import gc
gc.disable()  # as `daily_papers.commands.open_reader` does until the first frame is drawn
import asyncio, sys
from pathlib import Path
from daily_papers.paths import Paths
from daily_papers.themes import load_theme
from daily_papers.ui.app import DailyPapers
from daily_papers.ui.startup import Startup
home = Path(sys.argv[1])
paths = Paths(home / "digests", home / "index", home / "data", "main", home / "config")
startup = Startup(paths, refresh=False)
app = DailyPapers(startup, load_theme("paper-dark")[0])
if sys.argv[2] == "frame":
    startup.begin = lambda reader: app.exit()
else:
    begin = startup.begin
    def then_leave(reader):
        begin(reader)
        reader.call_in(0.5, app.exit)  # the papers are drawn by then
    startup.begin = then_leave
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
    refresh(Paths(digests, home / "index", home / "data", "main", home / "config"))


class Rows:
    """A number of rows, made when they are asked for."""

    complete = True

    def __init__(self, count: int) -> None:
        """`count` of them."""
        self._count = count
        self.starred: set[int] = set()

    def __len__(self) -> int:
        """Their number."""
        return self._count

    def row(self, index: int) -> Row:
        """One of them."""
        title = f"A study of subject {index} by means of method {index % 97}, and more"
        facts = (
            Facts(read=True, verdicts=frozenset({"starred"}))
            if index in self.starred
            else UNTOUCHED
        )
        return Row(index, f"id:{index}", title, "a method that serves", facts, True, index % 60)

    def key(self, index: int) -> int:
        """Its place."""
        return index

    def keys(self, first: int = 0, end: int | None = None) -> list[int]:
        """Their places."""
        return list(range(len(self))[first:end])

    def find(self, key: int) -> int | None:
        """Its place."""
        return key


class BareView(ScrollView):
    """As many lines as a list has, with nothing but a title on each: what Textual itself costs."""

    def __init__(self, rows: Rows) -> None:
        """Draw the titles of `rows`."""
        super().__init__()
        self._rows = rows
        self.virtual_size = Size(120, len(rows))

    def render_line(self, y: int) -> Strip:
        """One line."""
        title = self._rows.row(y + self.scroll_offset.y).title
        return Strip([Segment(title)]).adjust_cell_length(self.size.width)


class BareApp(App[None]):
    """The bare view alone."""

    def __init__(self, rows: Rows) -> None:
        """Show the titles of `rows`."""
        super().__init__()
        self._rows = rows

    def compose(self) -> ComposeResult:
        """The view."""
        yield BareView(self._rows)


class Stopwatch:
    """Times what is done to a widget until the frame that shows it."""

    def __init__(self, pilot: Pilot[None], widget: Widget) -> None:
        """Nothing was timed yet."""
        self._pilot = pilot
        self._widget = widget
        self.found: dict[str, float] = {}
        """Milliseconds, the median of the rounds, by what was done."""

    async def time(self, name: str, act: Callable[[int], object], rounds: int) -> None:
        """Do something some times; `act` is given the round, from 0."""
        times = []
        for number in range(rounds):
            began = time.perf_counter()
            act(number)
            drawn = asyncio.Event()
            self._widget.call_after_refresh(drawn.set)
            await drawn.wait()
            times.append(time.perf_counter() - began)
        self.found[name] = statistics.median(times) * 1000

    async def time_resize(self, rounds: int) -> None:
        """Make the terminal narrower and wider."""
        times = []
        for number in range(rounds):
            began = time.perf_counter()
            await self._pilot.resize_terminal(110 + number % 2 * 10, 40)
            times.append(time.perf_counter() - began)
        self.found["a resize"] = statistics.median(times) * 1000


async def list_frames(count: int) -> dict[str, float]:
    """Milliseconds from an act to the frame that shows it, for a list of `count` rows."""
    async with ListApp().run_test(size=(120, 40)) as pilot:
        assert isinstance(pilot.app, ListApp)
        papers, rows = pilot.app.model, Rows(count)
        papers.show(rows)
        await pilot.pause()
        watch = Stopwatch(pilot, pilot.app.query_one(PaperList))

        def to(row: int) -> None:
            papers.move_to(row)

        def star(number: int) -> None:
            rows.starred = {5} if number % 2 else set()
            papers.redraw_keys([5])

        await watch.time("one step", lambda n: to(10 + n % 2), 200)
        await watch.time("a star", star, 200)
        await watch.time("a page", lambda n: to(papers.cursor + (20 if n % 2 else -20)), 100)
        await watch.time("a jump to the end", lambda n: to(count - 1 if n % 2 else 0), 100)
        await watch.time_resize(20)
    return watch.found


async def bare_frames(count: int) -> dict[str, float]:
    """The same for a bare view: as many of its lines are drawn again."""
    async with BareApp(Rows(count)).run_test(size=(120, 40)) as pilot:
        view = pilot.app.query_one(BareView)
        watch = Stopwatch(pilot, view)

        def to(line: int) -> None:
            view.scroll_to(y=line, animate=False, immediate=True)

        await watch.time("one step", lambda n: view.refresh_lines(10, 2), 200)
        await watch.time("a star", lambda n: view.refresh_lines(5), 200)
        await watch.time("a page", lambda n: to(20 if n % 2 else 0), 100)
        await watch.time("a jump to the end", lambda n: to(count - 1 if n % 2 else 0), 100)
        await watch.time_resize(20)
    return watch.found


def main() -> None:
    """Print both tables."""
    os.environ.pop("COLUMNS", None)
    # As installing does; a development environment may be set to write none of it.
    compileall.compile_dir(Path(daily_papers.__file__).parent, quiet=1)
    bare = cpu_of(BARE)
    print(f"a bare Textual application: {bare * 1000:.0f} ms of CPU")
    for papers in (100, 50_000):
        with tempfile.TemporaryDirectory() as folder:
            home = Path(folder)
            make_cache(home, papers)
            for what in ("frame", "papers"):
                spent = cpu_of(READER, str(home), what)
                print(f"first {what}, {papers:>6,} papers: {spent / bare:.2f} x bare")
    few, many = asyncio.run(list_frames(100)), asyncio.run(list_frames(100_000))
    view = asyncio.run(bare_frames(100_000))
    for name, value in many.items():
        print(
            f"{name}, 100,000 rows: {value:.2f} ms, {value / few[name]:.2f} x 100 rows,"
            f" {value / view[name]:.2f} x a bare ScrollView"
        )


if __name__ == "__main__":
    main()
