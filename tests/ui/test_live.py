"""A cache that fills while the reader is open: by `R`, by other programs, and from nothing."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

import pytest
from daily_papers.config import Config
from daily_papers.library import Listing, refresh
from daily_papers.paths import Paths
from daily_papers.themes import DEFAULT_DARK, load_theme
from daily_papers.ui.app import DailyPapers
from daily_papers.ui.services import index_updates
from daily_papers.ui.startup import Startup

from tests.fetch.conftest import Asked, Reply, Server
from tests.home import paper
from tests.ui.conftest import Story


@pytest.fixture(autouse=True)
def often(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look into the cache without waiting for two seconds."""
    monkeypatch.setattr(index_updates, "INTERVAL", 0.02)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """The endpoint that the reader's environment names."""
    with closing(Server()) as server:
        monkeypatch.setenv("HF_ENDPOINT", server.address)
        monkeypatch.setenv("HF_TOKEN", "")
        yield server


@pytest.fixture
def empty(tmp_path: Path) -> Paths:
    """Paths in which nothing is yet."""
    return Paths(
        tmp_path / "digests", tmp_path / "index", tmp_path / "data", "main", tmp_path / "config"
    )


@pytest.fixture
def own(empty: Paths) -> Paths:
    """Paths with one day of two papers, indexed."""
    put(empty, "2025-01-02", 1, 2)
    refresh(empty)
    return empty


def put(paths: Paths, day: str, *numbers: int) -> None:
    """Let another program write a day into the cache, in place."""
    paths.cache.mkdir(exist_ok=True)
    papers = [{"paper": paper(number, f"Paper {number}")} for number in numbers]
    (paths.cache / f"{day}.json").write_text(json.dumps(papers), "utf-8")


@asynccontextmanager
async def opened(
    paths: Paths, config: Config | None = None, *, demo: bool = False
) -> AsyncIterator[Story]:
    """The reader as the command line opens it."""
    theme, _ = load_theme(DEFAULT_DARK)
    assert theme
    opening = Startup(paths, config=config or Config(), on_samples=demo)
    app = DailyPapers(opening, theme)
    async with app.run_test(size=(120, 40)) as pilot:
        story = Story(app, pilot)
        await pilot.pause()
        yield story
    # What was under way when the reader ended is ended by it; that takes a moment.
    if rest := asyncio.all_tasks() - {asyncio.current_task()}:
        await asyncio.wait(rest, timeout=10)
    for _ in range(9):
        await asyncio.sleep(0)


async def until(story: Story, shown: Callable[[str], bool]) -> None:
    """Wait until the screen shows something."""
    async with asyncio.timeout(120):
        while not shown(story.text):
            await story.pilot.pause(0.01)


async def test_a_day_that_another_program_writes_shows_by_itself(own: Paths) -> None:
    async with opened(own) as story:
        await until(story, lambda text: "2 papers" in text)
        await story.press("j")
        put(own, "2025-01-03", 3, 4, 5)
        await until(story, lambda text: "3 Jan" in text)
        assert "2 Jan" in story.screen[0]
        assert "2 of 2" in story.screen[-1]


async def test_new_papers_of_the_day_do_not_move_the_cursor(own: Paths) -> None:
    many = range(1, Listing.PAGE + 10)
    put(own, "2025-01-02", *many)
    refresh(own)
    async with opened(own) as story:
        await until(story, lambda text: "265 papers" in text)
        await story.press("d")
        put(own, "2025-01-02", 700, 800, 900, *many)
        await until(story, lambda text: "3 new · r" in text)
        row = story.reader.model.papers.row
        assert row
        assert row.title == "Paper 2"
        await story.press("r")
        assert "268 papers" in story.screen[0]
        assert story.reader.model.papers.row
        assert story.reader.model.papers.row.title == "Paper 2"


async def test_a_half_written_file_is_read_when_it_is_whole_and_never_complained_of(
    own: Paths,
) -> None:
    async with opened(own) as story:
        await until(story, lambda text: "2 papers" in text)
        put(own, "2025-01-03", 3)
        whole = (own.cache / "2025-01-03.json").read_bytes()
        # It grows while one looks: what stays half for two seconds is complained of.
        for size in range(40, 90):
            (own.cache / "2025-01-03.json").write_bytes(whole[:size])
            await story.pilot.pause(0.01)
            assert "breaks off" not in story.text
        (own.cache / "2025-01-03.json").write_bytes(whole)
        await until(story, lambda text: "3 Jan" in text)


async def test_the_samples_give_way_to_the_first_digests(empty: Paths) -> None:
    async with opened(empty) as story:
        await until(story, lambda text: "28 papers" in text)
        assert "Sample digests · R fetches today's · daily-papers import takes" in story.text
        put(empty, "2025-01-02", 1, 2)
        await until(story, lambda text: "2 Jan" in text)
        assert "Sample digests" not in story.text
        await story.press("s")
        assert "★ Starred" in story.text
    assert list((empty.data / "profiles" / "main").iterdir())


async def test_samples_stay_as_long_as_a_filter_is_typed(empty: Paths) -> None:
    async with opened(empty) as story:
        await until(story, lambda text: "28 papers" in text)
        await story.press("/")
        await story.type("mamba")
        put(empty, "2025-01-02", 1, 2)
        for _ in range(60):
            await story.pilot.pause(0.01)
        assert "Sample digests" in story.text
        await story.press("escape")
        await until(story, lambda text: "2 Jan" in text)


async def test_r_fetches_and_the_reader_leaves_the_samples(empty: Paths, server: Server) -> None:
    server.answer = lambda asked: Reply.json(
        [{"paper": paper(int(asked.query["date"][-2:]), f"Of {asked.query['date']}")}]
    )
    async with opened(empty) as story:
        await until(story, lambda text: "28 papers" in text)
        await story.press("R")
        await until(story, lambda text: "Fetched 5 new papers" in text or "Your own" in text)
        await until(story, lambda text: "Sample digests" not in text and "1 paper" in text)
        assert len(server.asked) == 5
    assert len(list(empty.cache.iterdir())) == 5


async def test_a_fetch_never_blocks_a_key(own: Paths, server: Server) -> None:
    server.answer = lambda asked: Reply(b"[", length=9, stalls=True)
    async with opened(own) as story:
        await until(story, lambda text: "2 papers" in text)
        await story.press("R")
        await until(story, lambda text: "Fetching" in text)
        await story.press("j", "s", "R")
        assert "2 of 2" in story.screen[-1]
        assert "★" in story.text
        assert "Fetching" in story.screen[-1]
    assert len(server.asked) <= 2


async def test_what_went_wrong_is_reported(own: Paths, server: Server) -> None:
    server.answer = lambda asked: Reply(status=401)
    async with opened(own) as story:
        await until(story, lambda text: "2 papers" in text)
        await story.press("R")
        await until(story, lambda text: "answered 401" in text)
        assert "Fetching" not in story.screen[-1]


async def test_what_came_is_reported_beside_what_went_wrong(own: Paths, server: Server) -> None:
    days: list[str] = []

    def answer(asked: Asked) -> Reply:
        days.append(day := asked.query["date"])
        if day == days[0]:
            return Reply(status=404)
        return Reply.json([{"paper": paper(int(day[-2:]), f"Of {day}")}])

    server.answer = answer
    async with opened(own) as story:
        await until(story, lambda text: "2 papers" in text)
        await story.press("R")
        await until(story, lambda text: "answered 404" in text)
        assert "Fetched 4 new papers · " in story.text


async def test_nothing_is_fetched_unless_asked(own: Paths, server: Server) -> None:
    async with opened(own) as story:
        await until(story, lambda text: "2 papers" in text)
        for _ in range(30):
            await story.pilot.pause(0.01)
    assert server.asked == []


async def test_it_fetches_at_the_start_where_the_configuration_says_so(
    own: Paths, server: Server
) -> None:
    async with opened(own, Config(fetch_at_start=True)) as story:
        await until(story, lambda text: "Nothing new to fetch" in text)
    assert server.asked


async def test_the_demo_fetches_nothing(own: Paths, server: Server) -> None:
    async with opened(own, demo=True) as story:
        await until(story, lambda text: "2 papers" in text)
        await story.press("R")
        assert "The demo fetches nothing" in story.text
        assert "R fetches" not in story.text
    assert server.asked == []


async def test_where_the_index_cannot_be_kept_the_reader_shows_papers_and_says_so(
    empty: Paths,
) -> None:
    put(empty, "2025-01-02", 1, 2)
    empty.index.write_bytes(b"in the way")
    async with opened(empty) as story:
        assert "The index cannot be saved, so each start rebuilds it: not a folder" in story.text
        await until(story, lambda text: "2 papers" in text)
        assert "cannot be written" not in story.text


async def test_an_indexer_that_crashes_is_reported(
    own: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        index_updates, "refresh_command", lambda paths: [sys.executable, "-c", "1 / 0"]
    )
    async with opened(own) as story:
        expected = "The index cannot be written: the indexer stopped early"
        await until(story, lambda text: expected in text)


async def test_a_cache_that_is_no_folder_is_reported_before_the_samples_are_shown(
    empty: Paths,
) -> None:
    empty.cache.write_bytes(b"in the way")
    async with opened(empty) as story:
        assert f"Your digests cannot be read: {empty.cache}"[:40] in story.text
        assert story.app.startup.on_samples
