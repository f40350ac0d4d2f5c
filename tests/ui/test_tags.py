"""Tags: put by typing a part of them, on one paper or on many, and put again by a key."""

from __future__ import annotations

import re

from daily_papers.library import Library
from daily_papers.ui.commands.write import choose_tags

from tests.ui.conftest import Open, Story


def tags_of(story: Story) -> tuple[str, ...]:
    """The tags of the paper under the cursor, as they are on the disk."""
    key = story.reader.model.papers.key
    assert key is not None
    with Library(story.app.startup.paths) as library:
        found = library.detail(key)
    assert found is not None
    return found.facts.tags


async def put(story: Story, *tags: str) -> None:
    """Put tags on the paper under the cursor."""
    await story.press("t")
    for tag in tags:
        await story.type(tag)
        await story.press("enter")
    await story.press("escape")


async def test_a_new_tag_is_typed(open_reader: Open) -> None:
    async with open_reader() as story:
        await story.press("t")
        await story.type("a long name of a tag, which is seen whole")
        assert " Tags a long name of a tag, which is seen whole  en" in story.text
        await story.press("escape")
        await story.press("t")
        assert "No tags yet: type one" in story.text
        await story.type("robotics")
        assert "robotics" in story.line("new")
        await story.press("enter")
        assert re.search(r"✓ robotics +1 ", story.text)
        await story.press("escape")
        assert "Tagged robotics · u undoes" in story.text
        assert tags_of(story) == ("robotics",)
        assert "TAGS   robotics" in story.text
        await story.press("u")
        assert tags_of(story) == ()
        assert "TAGS" not in story.text


async def test_a_part_of_a_tag_finds_it_and_enter_takes_it_off_again(open_reader: Open) -> None:
    async with open_reader() as story:
        await put(story, "robotics")
        await story.press("j", "t")
        await story.type("rob")
        assert re.search(r"  robotics +1 ", story.text)
        await story.press("enter")
        assert re.search(r"✓ robotics +2 ", story.text)
        await story.type("rob")
        await story.press("enter")
        assert re.search(r"  robotics +1 ", story.text)
        await story.press("escape")
        assert tags_of(story) == ()
        await story.press("k")
        assert tags_of(story) == ("robotics",)


async def test_a_tag_that_begins_another_can_still_be_made(open_reader: Open) -> None:
    async with open_reader() as story:
        await put(story, "rlhf")
        await story.press("j", "t")
        await story.type("rl")
        assert "rl" in story.line("new")
        await story.press("down", "enter", "escape")
        assert tags_of(story) == ("rl",)


async def test_enter_with_nothing_typed_is_done(open_reader: Open) -> None:
    async with open_reader() as story:
        await story.press("t")
        await story.type("robotics")
        await story.press("enter", "enter", "j")
        assert "2 of 28" in story.screen[-1]


async def test_the_arrows_reach_a_tag_without_typing(open_reader: Open) -> None:
    async with open_reader() as story:
        await put(story, "alpha", "beta")
        await story.press("j", "t", "down", "enter", "escape")
        assert tags_of(story) == ("beta",)


async def test_the_same_tags_again_are_one_key_and_one_step_back(open_reader: Open) -> None:
    async with open_reader() as story:
        await story.press(".")
        assert "No tags added yet · t adds one" in story.text
        await put(story, "robotics", "to read")
        await story.press("j", ".")
        assert tags_of(story) == ("robotics", "to read")
        assert "Tagged robotics, to read · u undoes" in story.text
        await story.press("u")
        assert tags_of(story) == ()
        await story.press("k", ".")
        assert "robotics, to read already" in story.text


async def test_selected_papers_are_tagged_together(open_reader: Open) -> None:
    async with open_reader() as story:
        await put(story, "robotics")
        await story.press("x", "j", "x", "t")
        assert "Tags of 2 papers" in story.text
        assert "- robotics" in story.text, "on some of them"
        await story.type("robotics")
        await story.press("enter", "escape")
        assert "Tagged robotics · u undoes" in story.text, "one had it already"
        assert "selected" not in story.screen[-1]
        assert tags_of(story) == ("robotics",)
        await story.press("u")
        assert tags_of(story) == ()


async def test_tagging_very_many_papers_asks_once(open_reader: Open) -> None:
    async with open_reader() as story:
        reader = story.reader
        keys = [reader.model.papers.rows.key(at) for at in range(28)] * 4
        choose_tags(reader.workspace, keys)
        await story.pilot.pause()
        await story.type("many")
        await story.press("enter")
        assert "enter again to tag 112 papers" in story.text
        assert tags_of(story) == ()
        await story.press("enter")
        assert tags_of(story) == ("many",)


async def test_a_tag_marks_nothing_read_and_is_found(open_reader: Open) -> None:
    async with open_reader() as story:
        await story.press("j")
        await put(story, "#État  d'art")
        assert tags_of(story) == ("État d'art",)
        assert "28 ●" in story.screen[0]
        await story.press("/")
        await story.type('tag:"etat d')
        assert len(story.reader.model.papers.rows) == 1


async def test_markup_in_a_tag_is_only_text(open_reader: Open) -> None:
    async with open_reader() as story:
        await put(story, "[/]", "[red]x")
        await story.press("t")
        assert "✓ [/]" in story.text
        assert "✓ [red]x" in story.text
        await story.press("escape")
        assert "[/] · [red]x" in story.text


async def test_small_terminals_have_the_picker_too(open_reader: Open) -> None:
    for size in ((3, 3), (20, 6), (40, 12), (80, 24)):
        async with open_reader(size) as story:
            await put(story, "tiny")
            assert tags_of(story) == ("tiny",)
            await story.press("u")
