"""Days as an inbox: catching up, clearing a long past, and what came since the last visit."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from daily_papers.index.refresh import refresh
from daily_papers.papers.scopes import UNREAD
from daily_papers.paths import Paths
from daily_papers.ui.messages import IndexUpdated

from tests.ui.conftest import Open, with_cache
from tests.ui.test_triage import triage_of


async def test_catching_up_goes_through_all_missed_days_each_paper_once(open_reader: Open) -> None:
    async with open_reader() as story:
        await story.press("g", "c")
        assert "Catch up 30 Jul – 31 Jul · 31 Jul" in story.screen[0]
        total = triage_of(story).progress.total
        assert total == int(story.reader.model.counts[UNREAD])
        await story.press(*"d" * total)
        assert f"{total} of {total} decided" in story.text
        await story.press("q", "g", "c")
        assert "No missed days" in story.text


async def test_a_long_past_is_cleared_in_one_step(
    open_reader: Open, paths: Paths, tmp_path: Path
) -> None:
    cache = long_past(tmp_path)
    async with open_reader(where=with_cache(paths, cache)) as story:
        assert "150 unread · Mo marks everything older than a week as read" in story.screen[1]
        await story.press("M", "o")
        await story.rest()
        assert "Press again to mark 120 papers" in story.text
        await story.press("M", "o")
        await story.rest()
        await story.rest()
        assert "120 read · u undoes" in story.text
        assert "older than a week" not in story.text
        assert story.reader.model.counts[UNREAD] == 30
        await story.press("u")
        assert story.reader.model.counts[UNREAD] == 150


async def test_the_offer_is_made_on_one_day_only(
    open_reader: Open, paths: Paths, tmp_path: Path
) -> None:
    where = with_cache(paths, long_past(tmp_path))
    async with open_reader(where=where) as story:
        assert "older than a week" in story.text
    async with open_reader(where=where) as story:
        assert "older than a week" not in story.text


@pytest.mark.parametrize("are_indexed", [True, False])
async def test_after_some_days_the_newest_is_shown_and_how_many_came(
    open_reader: Open, paths: Paths, tmp_path: Path, are_indexed: bool
) -> None:
    cache = tmp_path / "cache"
    cache.mkdir()
    write_day(cache, 2, "07-21")
    where = with_cache(paths, cache)
    async with open_reader(where=where) as story:
        await story.press("M", "M")
    for number, day in enumerate(("07-22", "07-23", "07-24"), start=3):
        write_day(cache, number, day)
    if are_indexed:
        refresh(where)
    async with open_reader(where=where) as story:
        if not are_indexed:
            refresh(where)
            story.reader.post_message(IndexUpdated())
            await story.rest()
        assert "24 Jul" in story.screen[0]
        assert "3 days since your last visit · gc catches up" in story.screen[1]
        await story.press("[", "[")
        assert "since your last visit" not in story.text
    async with open_reader(where=where) as story:
        assert "22 Jul" in story.screen[0], "nothing has come since"


async def test_each_cache_has_a_last_visit_of_its_own(
    open_reader: Open, paths: Paths, tmp_path: Path
) -> None:
    async with open_reader():
        pass
    async with open_reader(where=with_cache(paths, long_past(tmp_path))) as story:
        await story.press("g", "c")
        assert "Catch up 1 Jul" in story.screen[0]
    async with open_reader() as story:
        await story.press("g", "c")
        assert "No missed days" in story.text


def long_past(folder: Path) -> Path:
    """A cache of five days, thirty papers each: four of them a month before the fifth."""
    cache = folder / "long-past"
    cache.mkdir()
    for number, day in enumerate(("06-01", "06-02", "06-03", "06-04", "07-01")):
        write_day(cache, number, day)
    return cache


def write_day(cache: Path, number: int, day: str) -> None:
    """Write a day of thirty papers, whose ids begin with a number of its own."""
    papers = [
        {"paper": {"id": f"25{number:02}.{rank:05}", "title": f"Paper {rank} of {day}"}}
        for rank in range(30)
    ]
    (cache / f"2025-{day}.json").write_text(json.dumps(papers), "utf-8")
