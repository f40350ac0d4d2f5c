"""Views, mute rules and highlight rules of one's own."""

from __future__ import annotations

import asyncio

from daily_papers.papers.scopes import SavedViewScope
from textual import events

from tests.ui.conftest import Open, Story


async def filter_by(story: Story, text: str) -> None:
    """Type a filter and keep it."""
    await story.press("/")
    await story.type(text)
    await story.press("enter")


async def save(story: Story, text: str, name: str) -> None:
    """Save a filter as a view."""
    await filter_by(story, text)
    await story.press("F")
    await story.type(name)
    await story.press("enter")
    await story.rest()
    await story.press("escape")


async def test_a_filter_is_saved_reached_and_counted(open_reader: Open) -> None:
    async with open_reader((160, 40)) as story:
        await filter_by(story, "diffusion")
        await story.press("F")
        assert "Save view as" in story.text
        await story.type("Noise")
        await story.press("enter")
        assert "View Noise saved · g1" in story.text
        await story.rest()
        await story.press("g", "1")
        assert "Noise" in story.screen[0]
        total = len(story.reader.model.papers.rows)
        assert 0 < total < 28
        await story.rest()
        [line] = [line[:24] for line in story.screen[1:] if "Noise" in line[:24]]
        assert line.split()[-1] == str(total)
    async with open_reader() as story:
        assert "Noise" in story.screen[0]


async def test_a_filter_over_a_view_keeps_what_the_view_asks(open_reader: Open) -> None:
    async with open_reader() as story:
        await story.press("s", "g", "s")
        await save(story, "the OR a", "Mine")
        assert story.reader.workspace.ctx.session.library
        [view] = story.reader.workspace.ctx.session.library.views()
        assert view.query == "is:starred (the OR a)"


async def test_a_saved_view_is_undone(open_reader: Open) -> None:
    async with open_reader() as story:
        await save(story, "diffusion", "Noise")
        await story.press("u", "g", "1")
        assert "No view 1 yet" in story.text


async def test_views_are_edited_ordered_and_removed_in_one_place(open_reader: Open) -> None:
    async with open_reader() as story:
        library = story.reader.workspace.ctx.session.library
        assert library
        for text, name in (("diffusion", "Noise"), ("robot", "Robots"), ("agent", "Agents")):
            await save(story, text, name)
        await story.press("g", "f")
        assert "g1" in story.line("Noise")
        await story.press("J")
        assert [each.name for each in library.views()] == ["Robots", "Noise", "Agents"]
        await story.press("J", "K", "k", "d")
        assert [each.name for each in library.views()] == ["Noise", "Agents"]
        await story.press("u")
        assert [each.name for each in library.views()] == ["Robots", "Noise", "Agents"]
        sheet = story.app.screen
        await story.press("enter")
        question = story.app.screen
        # A click beside the sheet that comes when its question is open leaves neither.
        sheet.post_message(events.Click(sheet, 1, 1, 0, 0, 1, False, False, False))
        await story.rest()
        assert story.app.screen is question
        await story.type(" -arm is:")
        await story.press("enter")
        assert "column" in story.text
        await story.press("backspace", "backspace", "backspace", "enter")
        await story.rest()
        assert library.views()[0].query == "robot -arm "
        assert f" {library.count(SavedViewScope('Robots'))}  g1" in story.line("robot -arm")
        await story.press("escape")
        assert story.app.screen is story.reader


async def test_a_view_that_is_shown_is_followed_to_its_new_name(open_reader: Open) -> None:
    async with open_reader((80, 24)) as story:
        for text, name in (("diffusion", "Noise"), ("robot", "Robots")):
            await save(story, text, name)
        await story.press("g", "1", "j", "g", "f", "r")
        paper = story.reader.model.papers.key
        assert story.reader.model.papers.cursor == 1
        await story.press(*["backspace"] * 5, *"Haze", "enter", "escape")
        assert story.screen[0].startswith(" Haze ")
        assert story.reader.model.papers.key == paper
        await story.press("u")
        assert story.screen[0].startswith(" Noise ")
        assert story.reader.model.papers.key == paper
        # Gone is gone: the same paper stands among all.
        await story.press("g", "f", "d", "escape")
        assert story.screen[0].startswith(" All ")
        assert story.reader.model.papers.key == paper


async def test_a_mute_rule_hides_papers_everywhere_and_says_how_many(open_reader: Open) -> None:
    async with open_reader() as story:
        before = len(story.reader.model.papers.rows)
        await filter_by(story, "title:diffusion")
        muted = len(story.reader.model.papers.rows)
        assert muted
        await story.press("g", "-")
        assert "Muted: title:diffusion · u undoes · gm shows them" in story.text
        await story.press("escape")
        assert len(story.reader.model.papers.rows) == before - muted
        assert f"· {muted} muted" in story.screen[0]
        await filter_by(story, "diffusion")
        assert f"· {muted} muted" in story.screen[0]
        await story.press("escape", "/")
        await story.type("title:diffusion")
        assert f"No matches · {muted} muted: enter adds is:muted" in story.text
        await story.press("enter")
        assert len(story.reader.model.papers.rows) == muted
        await story.press("escape", "g", "m")
        rows = [story.reader.model.papers.rows.row(at) for at in range(muted)]
        assert all(row and row.muted and "iffusion" in row.title for row in rows)
        await story.press("g", "d", "u")
        assert len(story.reader.model.papers.rows) == before
        assert "muted" not in story.screen[0]


async def test_a_highlight_rule_says_why(open_reader: Open) -> None:
    async with open_reader() as story:
        await filter_by(story, "title:differential")
        await story.press("g", "+")
        await story.rest()
        assert "HIGHLIGHTED BY title:differential" in story.text
        await story.press("u")
        assert "HIGHLIGHTED BY" not in story.text


async def test_what_cannot_be_a_rule_is_reported(open_reader: Open) -> None:
    async with open_reader() as story:
        await story.press("g", "-")
        assert "type one first" in story.text
        await story.press("F")
        assert "Type a filter first" in story.text


async def test_a_rule_with_a_regular_expression_works_once_it_is_matched(
    open_reader: Open,
) -> None:
    async with open_reader() as story:
        before = len(story.reader.model.papers.rows)
        await filter_by(story, "title:/diffusion$|diffusion /")
        await story.rest()
        muted = len(story.reader.model.papers.rows)
        assert 0 < muted < before
        await story.press("g", "-", "escape")
        expected = f"{before - muted} papers", f"· {muted} muted"
        async with asyncio.timeout(30):  # a process is started for it
            while not all(words in story.screen[0] for words in expected):
                await story.rest()
        assert len(story.reader.model.papers.rows) == before - muted
        await story.press("u")
        assert len(story.reader.model.papers.rows) == before


async def test_their_keys_stand_on_one_line_of_the_help_where_they_are_alike(
    open_reader: Open,
) -> None:
    async with open_reader() as story:
        await save(story, "robot", "Robots")
        await story.press("?")
        await story.type("your views")
        assert "g1 … g9      Your views: Robots" in story.text
    async with open_reader(keys={"own_view_1": "f2"}) as story:
        await story.press("?")
        await story.type("your view")
        assert "f2" in story.line("Show your view 1")
        assert "g9" in story.line("Show your view 9")
