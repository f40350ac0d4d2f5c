"""Keys that come at once do what they do one by one, whatever screens they open and leave."""

from __future__ import annotations

import pytest
from daily_papers.library import Library
from daily_papers.papers.scopes import ALL
from daily_papers.ui.keys.dispatcher import key_of
from daily_papers.ui.widgets.filter_bar import QueryInput
from daily_papers.ui.widgets.paper_list import PaperList
from textual import events

from tests.ui.conftest import Open, Story


async def burst(story: Story, *keys: str) -> None:
    """Have keys lie in the queue at once, as when a terminal sends them in one piece."""
    for key in keys:
        story.app.post_message(key_of(key))
    for _ in range(4):
        await story.rest()


async def test_keys_typed_before_the_papers_go_to_what_the_keys_before_them_opened(
    open_reader: Open,
) -> None:
    async with open_reader() as story:
        model = story.reader.model
        model.awaits_papers = True
        await burst(story, "/", *"sort:-date", " ", "q", "enter", "T", "T")
        assert model.filter_text == ""
        story.reader.workspace.papers.first_papers_shown()
        await burst(story)
        assert model.filter_text == "sort:-date q"
        assert len(story.app.screen_stack) == 3
        await burst(story, "s", "q", "?")
        assert "type to search" in story.text
        await burst(story, "escape")
        assert story.app.screen is story.reader

        model.awaits_papers = True
        await burst(story, "s", "ctrl+c", "?")
        assert "type to search" in story.text, "what was typed is cancelled, and help is there"


async def test_letters_behind_a_filter_over_all_papers_are_typed_into_it(
    open_reader: Open,
) -> None:
    async with open_reader() as story:
        day = story.reader.model.scope
        await burst(story, "g", "/", *"sed")
        assert story.reader.query_one(QueryInput).value == "sed"
        assert story.reader.model.scope == ALL
        await burst(story, "escape", "escape")
        assert (story.reader.model.scope, story.reader.model.filter_text) == (day, "")
        await burst(story, "/", *"model", "enter", "g", "/", "j")
        assert (story.reader.model.scope, story.reader.model.filter_text) == (ALL, "model")
        assert story.reader.query_one(PaperList).has_focus


@pytest.mark.parametrize("quits", ["Q", "q"])
@pytest.mark.parametrize("behind", ["a", ":", "/x", "S", "T", "s", "gf"])
async def test_keys_behind_the_one_that_quits_do_nothing(
    open_reader: Open, quits: str, behind: str
) -> None:
    async with open_reader() as story:
        paper = story.reader.model.papers.key
        assert paper is not None
        for key in quits + behind:
            story.app.post_message(key_of(key))
        for _ in range(3):
            await story.pilot.pause()
        assert len(story.app.screen_stack) <= 2
    assert story.app.return_code == 0
    with Library(story.app.startup.paths) as library:
        assert not library.facts([paper])[paper].starred


async def test_keys_behind_a_key_that_leaves_go_to_the_screen_below(open_reader: Open) -> None:
    async with open_reader() as story:
        await burst(story, ":", "escape", "escape", "escape", "j")
        assert "2 of 28" in story.screen[-1]
        await burst(story, "S", "q", "escape", "j")
        assert "3 of 28" in story.screen[-1]
        await burst(story, "T", "escape", "escape", "escape", "j")
        assert "4 of 28" in story.screen[-1]
        story.app.post_message(key_of(":"))
        story.app.post_message(events.Key("alt+j", None))
        await burst(story)
        assert "5 of 28" in story.screen[-1]
        await burst(story, "a", *"qQ", "escape", "escape", ":", "q", "q")
        assert " : qq" in story.text
        assert story.reader.model.abstract.detail
        assert not story.reader.model.abstract.detail.note
