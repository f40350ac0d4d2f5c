"""Lists of more rows than are read before the first is drawn: the place in them is kept."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from daily_papers.paths import Paths
from daily_papers.ui.keys.dispatcher import key_of
from daily_papers.ui.model.paper_list import PaperListModel

from tests.home import paper
from tests.ui.conftest import Open, with_cache

PAPERS = 700


@pytest.fixture
def many(paths: Paths, tmp_path: Path) -> Paths:
    """A library of one long day."""
    cache = tmp_path / "many"
    cache.mkdir()
    day = [{"paper": paper(number, f"Paper {number}")} for number in range(1, PAPERS + 1)]
    (cache / "2025-01-02.json").write_text(json.dumps(day), encoding="utf-8")
    return with_cache(paths, cache)


async def test_a_verdict_on_a_row_that_was_not_drawn_in_time_is_not_lost(
    open_reader: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_reader() as story:
        await story.press("j")
        with monkeypatch.context() as patch:
            patch.setattr(PaperListModel, "row", None)
            await story.press("s", "m")
        assert "No paper" not in story.text
        await story.press("g", "s")
        assert "1 paper" in story.screen[0]


@pytest.mark.parametrize("seconds", [60.0, 0.0])
async def test_the_paper_far_down_is_kept_over_a_filter_and_a_session(
    open_reader: Open, many: Paths, monkeypatch: pytest.MonkeyPatch, seconds: float
) -> None:
    monkeypatch.setattr("daily_papers.index.interrupts.DEADLINE", seconds)
    async with open_reader(where=many) as story:
        await story.press("g", "a", *"599j")
        row, top = story.reader.model.papers.row, story.reader.model.papers.top
        assert row
        assert "600 of 700" in story.screen[-1]

        async def stands() -> None:
            await story.rest()
            assert "600 of 700" in story.screen[-1]
            assert (story.reader.model.papers.row, story.reader.model.papers.top) == (row, top)
            assert f" {row.title} " in story.text

        await story.press("/")
        await story.type("paper 7")
        await story.press("escape")
        await stands()
        await story.press("/", "escape")
        await stands()
        await story.press("/")
        await story.type(row.title.lower())
        await story.press("enter")
        assert "1 of 1" in story.screen[-1]
        await story.press("escape")
        assert "600 of 700" in story.screen[-1]
        await story.press("r")
        assert "600 of 700" in story.screen[-1]
    async with open_reader(where=many) as story:
        assert "600 of 700" in story.screen[-1]
        assert story.reader.model.papers.row == row


async def test_all_of_a_long_list_is_gone_through(open_reader: Open, many: Paths) -> None:
    async with open_reader(where=many) as story:
        await story.press("g", "u", "T")
        assert "1 of 700" in story.text


async def test_keys_wait_a_moment_for_a_list_that_comes_late(
    open_reader: Open, many: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("daily_papers.index.interrupts.DEADLINE", 0.0)
    async with open_reader(where=many) as story:
        for token in (*"/paper 70", "enter", "j", "s"):
            story.app.post_message(key_of(token))
        await story.rest()
        await story.press("g", "s")
        assert "1 paper" in story.screen[0]
        assert "No paper" not in story.text
        assert "Paper 70" in story.text
