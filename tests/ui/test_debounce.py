"""The pauses that all other tests cut short, as long as users have them: what waits for one comes.

Each is there so that the next key can make void what need not be done then.
"""

from __future__ import annotations

import pytest
from daily_papers.index.listing import Listing

from tests.ui.conftest import Open


@pytest.fixture(autouse=True)
def _no_pause() -> None:
    """Leave the pauses as they are."""


async def test_the_menu_and_the_paper_come_when_typing_pauses(open_reader: Open) -> None:
    async with open_reader() as story:
        await story.press("/")
        await story.type("title:differential is:")
        row = story.reader.model.papers.row
        assert row
        assert "iff" in row.title
        assert story.reader.model.abstract.detail
        assert story.reader.model.abstract.detail.paper.title == row.title
        assert "neither opened" in story.text


async def test_hits_and_views_are_counted_when_typing_pauses(open_reader: Open) -> None:
    async with open_reader((160, 40)) as story:
        await story.press("/")
        await story.type("diffusion")
        shown = story.reader.model.listing
        assert shown
        assert shown.everywhere
        assert f"{shown.everywhere} everywhere" in story.screen[0]
        await story.press("enter", "F")
        await story.type("Noise")
        await story.press("enter")
        [line] = [line[:24] for line in story.screen[1:] if "Noise" in line[:24]]
        assert line.split()[-1] == str(shown.everywhere)


async def test_a_long_list_is_read_to_its_end_when_typing_pauses(
    open_reader: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Listing, "PAGE", 2)
    async with open_reader() as story:
        await story.press("g", "a", "/")
        await story.type("model")
        rows = story.reader.model.papers.rows
        assert isinstance(rows, Listing)
        assert rows.complete
        assert len(rows) > 20
