"""How memory grows in a long session: `python -m tests.benchmarks.bench_memory [SHARE]`.

Opens and closes every overlay 1,000 times, types 10,000 filters and moves the cursor 100,000 steps,
in the reader on the sample digests, or with SHARE that part of each: 0.01 for a quick look. Prints
the resident memory at each tenth, beside that at the first: at the end it should be at most 1.10.
"""

from __future__ import annotations

import asyncio
import gc
import os
import sys
import tempfile
from collections.abc import Awaitable, Callable, Sequence
from itertools import cycle
from pathlib import Path
from typing import Final

from daily_papers.cache import samples
from daily_papers.config import Config
from daily_papers.index.refresh import refresh
from daily_papers.paths import Paths
from daily_papers.themes import DEFAULT_DARK, load_theme
from daily_papers.ui.app import DailyPapers
from daily_papers.ui.startup import Startup
from textual.screen import Screen

from tests.ui.conftest import Story

OVERLAYS: Final = {
    "note": ("a", "escape", "escape"),
    "palette": (":", "escape"),
    "help": ("?", "escape"),
    "tags": ("t", "escape"),
    "links": ("O", "escape"),
    "views": ("g", "f", "escape"),
    "export": ("X", "escape"),
    "command": ("|", "escape"),
    "statistics": ("S", "q"),
    "triage": ("T", "escape"),
}
"""The keys that open and close each overlay."""
FILTERS: Final = ("model", "is:unread", "upvotes:>20", "diffusion OR agents", "author:li")
TENTHS: Final = 10
STATM: Final = Path("/proc/self/statm")


def resident() -> float:
    """The resident memory of this process, in MB."""
    gc.collect()
    return int(STATM.read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def closed_screens(app: DailyPapers) -> int:
    """How many screens are in memory that are not open."""
    found = (each for each in gc.get_objects() if isinstance(each, Screen))
    return sum(each not in app.screen_stack for each in found)


async def measure(
    name: str, app: DailyPapers, times: int, act: Callable[[], Awaitable[None]]
) -> None:
    """Do something many times, and print the curve of memory."""
    curve = []
    for _ in range(TENTHS):
        for _ in range(max(1, times // TENTHS)):
            await act()
        curve.append(resident())
    shares = " ".join(f"{each / curve[0]:.3f}" for each in curve)
    print(f"{name:<12} {curve[0]:6.1f} MB  {shares}  {closed_screens(app)} closed screens alive")


async def session(folder: Path, share: float) -> None:
    """One reader, through everything."""
    paths = Paths(samples.folder(), folder / "index", folder / "data", "main", folder / "config")
    refresh(paths)
    theme, _ = load_theme(DEFAULT_DARK)
    assert theme
    app = DailyPapers(Startup(paths, config=Config(), refresh=False), theme)
    async with app.run_test(size=(120, 40)) as pilot:
        story = Story(app, pilot)
        await story.rest()
        filters = cycle(FILTERS)
        steps = cycle("jjkk")

        def opening(keys: Sequence[str]) -> Callable[[], Awaitable[None]]:
            async def open_and_close() -> None:
                await story.press(*keys)
                while app.screen is not story.reader:  # a note waits for a second escape
                    await pilot.pause(0.05)

            return open_and_close

        async def type_filter() -> None:
            await story.press("/")
            await story.type(next(filters))
            await story.press("escape", "escape")

        async def step() -> None:
            await story.type(next(steps))

        for name, keys in OVERLAYS.items():
            await measure(name, app, round(1_000 * share), opening(keys))
        await measure("filters", app, round(10_000 * share), type_filter)
        await measure("steps", app, round(100_000 * share), step)


def main() -> None:
    """Measure."""
    share = float(sys.argv[1]) if len(sys.argv) > 1 else 1.0
    with tempfile.TemporaryDirectory(prefix="daily-papers-memory-") as folder:
        asyncio.run(session(Path(folder), share))


if __name__ == "__main__":
    main()
