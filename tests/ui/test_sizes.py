"""No size of the terminal crashes the reader, and each shows what it has room for."""

from __future__ import annotations

import pytest
from daily_papers.papers.scopes import STARRED
from daily_papers.ui.widgets.abstract_view import AbstractView
from daily_papers.ui.widgets.paper_list import PaperList

from tests.ui.conftest import Open


@pytest.mark.parametrize("size", [(1, 1), (3, 3), (19, 5), (20, 6), (59, 24), (60, 16), (300, 100)])
async def test_every_size_draws_and_takes_keys(open_reader: Open, size: tuple[int, int]) -> None:
    async with open_reader(size) as story:
        await story.press("j", "s", "enter", "escape", "/", "x", "escape", "h", "l", "w", "w", "W")
        assert story.reader.workspace.ctx.session.library
        assert len(story.reader.workspace.ctx.session.library.rows(STARRED)) == 1


async def test_a_storm_of_resizes_keeps_the_paper(open_reader: Open) -> None:
    async with open_reader() as story:
        await story.press("j", "j", "j")
        paper = story.reader.model.papers.row
        for width in (300, 1, 99, 150, 20, 57, 100, 2, 80, 120):
            for height in (100, 1, 5, 16, 24, 6, 40):
                await story.pilot.resize_terminal(width, height)
        await story.rest()
        assert story.reader.model.papers.row == paper
        assert "4 of 28" in story.screen[-1]


async def test_a_phone_shows_one_pane_at_a_time(open_reader: Open) -> None:
    async with open_reader((50, 20)) as story:
        row = story.reader.model.papers.row
        assert row
        assert "1/28" in story.screen[-1]
        await story.press("enter")
        assert not story.reader.query_one(PaperList).display
        assert row.title[:20] in story.text
        assert "upvotes" in story.text
        await story.press("escape")
        assert story.reader.query_one(PaperList).display
        assert "upvotes" not in story.text
        await story.press("j", "space")
        row = story.reader.model.papers.row
        assert row
        assert row.title[:20] in story.screen[1]
        assert row.facts.unread
        await story.press("space", "escape", "space")
        assert row.title[:20] in story.screen[1]
        await story.press("space", "J")
        row = story.reader.model.papers.row
        assert row
        assert row.title[:20] in story.screen[1]


async def test_on_a_phone_the_abstract_comes_out_at_its_hit(open_reader: Open) -> None:
    async with open_reader((50, 20), query="model") as story:
        assert story.reader.query_one(PaperList).display
        await story.press(";")
        assert not story.reader.query_one(PaperList).display
        ground = story.reader.appearance["hit_now"].bgcolor
        abstract = story.reader.query_one(AbstractView)
        shown = [each for y in range(18) for each in abstract.render_line(y)]
        [hit] = [each for each in shown if each.style and each.style.bgcolor == ground]
        assert hit.text.lower().startswith("model")
        await story.press("escape", "escape", ";")
        assert story.reader.query_one(PaperList).display
        assert "No match" in story.text


async def test_under_20_by_6_the_title_is_all(open_reader: Open) -> None:
    async with open_reader((18, 4)) as story:
        row = story.reader.model.papers.row
        assert row
        assert row.title.split()[0] in story.text


async def test_wide_terminals_show_days_list_and_abstract(open_reader: Open) -> None:
    async with open_reader((200, 50)) as story:
        assert "July 2025" in story.text
        assert "Starred" in story.text
        assert "LINKS" in story.text


async def test_narrow_terminals_show_the_list_above_the_abstract(open_reader: Open) -> None:
    async with open_reader((80, 24)) as story:
        assert "1 of 28" in story.screen[8]
        assert story.screen[8].startswith("────")
        assert "abstract" in story.screen[-1]
