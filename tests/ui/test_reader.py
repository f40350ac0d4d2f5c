"""A morning with the reader, key by key, on the sample digests."""

from __future__ import annotations

from daily_papers.ui.widgets.filter_bar import FilterBar, QueryInput
from daily_papers.ui.widgets.paper_list import PaperList
from textual import events

from tests.ui.conftest import Open


async def test_the_reader_opens_on_the_newest_day_with_unread_papers(open_reader: Open) -> None:
    async with open_reader() as story:
        assert "31 Jul" in story.screen[0]
        assert "28 papers · 28 ●" in story.screen[0]
        assert story.screen[2].startswith("▎●   ")
        assert "1 of 28" in story.screen[-1]


async def test_passing_by_marks_nothing(open_reader: Open) -> None:
    async with open_reader() as story:
        await story.press(*"jjjjkG", "pageup", "g", "g")
        assert "28 ●" in story.screen[0]


async def test_a_star_shows_at_once_and_is_there_the_next_time(open_reader: Open) -> None:
    async with open_reader() as story:
        await story.press("j", "s")
        assert story.screen[4].startswith("▎  ★ ")
        assert "★ Starred · u undoes" in story.text
        assert "27 ●" in story.screen[0]
    async with open_reader() as story:
        assert story.screen[4].startswith("▎  ★ ")
        assert "★ 1" in story.screen[1]
        await story.press("g", "s")
        assert "1 paper" in story.screen[0]


async def test_dismissing_goes_on_and_undo_brings_the_paper_back(open_reader: Open) -> None:
    async with open_reader() as story:
        first = story.reader.model.papers.row
        assert first
        await story.press("d")
        assert story.screen[2].startswith("   × ")
        assert story.reader.model.papers.cursor == 1
        await story.press("u")
        assert story.screen[2].startswith("▎●   ")
        assert story.reader.model.papers.cursor == 0
        assert "Undone" in story.text
        await story.press("U")
        assert story.screen[2].startswith("▎  × ")


async def test_opening_reads_and_later_and_done_do_what_they_say(open_reader: Open) -> None:
    async with open_reader() as story:
        await story.press("enter")
        assert story.screen[2].startswith("     ")
        await story.press("escape", "j", "b")
        assert story.screen[4].startswith("▎  ◷ ")
        await story.press("e")
        assert story.screen[4].startswith("     ")
        assert story.reader.model.papers.cursor == 2
        assert "26 ●" in story.screen[0]


async def test_a_filter_narrows_the_day_lights_its_hits_and_escape_brings_all_back(
    open_reader: Open,
) -> None:
    async with open_reader() as story:
        await story.press("j", "j")
        before = story.reader.model.papers.row
        await story.press("/")
        await story.type("transformer")
        assert "everywhere" in story.screen[0]
        assert 0 < len(story.reader.model.papers.rows) < 28
        await story.press("escape")
        assert len(story.reader.model.papers.rows) == 28
        assert story.reader.model.papers.row == before


async def test_two_words_both_have_to_be_there(open_reader: Open) -> None:
    async with open_reader() as story:
        await story.press("/")
        await story.type("diffusion")
        many = len(story.reader.model.papers.rows)
        await story.type(" game")
        assert 0 < len(story.reader.model.papers.rows) < many
        assert "Game" in story.screen[2]


async def test_a_kept_filter_stays_and_clearing_it_keeps_the_paper(open_reader: Open) -> None:
    async with open_reader() as story:
        await story.press("/")
        await story.type("transformer")
        await story.press("enter", "j")
        found = story.reader.model.papers.row
        await story.press("escape")
        assert len(story.reader.model.papers.rows) == 28
        assert story.reader.model.papers.row == found


async def test_a_filter_that_cannot_be_read_says_so_and_leaves_the_list(open_reader: Open) -> None:
    async with open_reader() as story:
        await story.press("/")
        await story.type("is:stared")
        assert "is:stared is not known" in story.screen[1]
        assert len(story.reader.model.papers.rows) == 28
        field = story.reader.query_one(QueryInput)
        field.value = "is:starred | is:later"
        await story.press("enter")
        assert "Not applied: | has no meaning here: expected OR" in story.text
        assert story.reader.query_one(FilterBar).has_class("-wrong")
        assert field.has_focus
        story.reader.set_focus(story.reader.query_one(PaperList))  # as a click on the list does
        await story.press("F")
        assert "Not saved: | has no meaning here: expected OR" in story.text
        await story.press("/")
        field.value = "(is:unread"
        await story.press("enter", "F")
        assert story.reader.query_one(PaperList).has_focus
        assert "Not saved: column 1: the parenthesis is never closed" in story.text


async def test_papers_that_no_longer_match_stay_until_a_refresh(open_reader: Open) -> None:
    async with open_reader() as story:
        await story.press("g", "u")
        total = len(story.reader.model.papers.rows)
        await story.press("d", "d", "m")
        assert len(story.reader.model.papers.rows) == total
        assert "3 no longer match · r refreshes" in story.screen[-1]
        under_cursor = story.reader.model.papers.rows.row(3)
        await story.press("r")
        assert len(story.reader.model.papers.rows) == total - 3
        assert story.reader.model.papers.row == under_cursor


async def test_space_reads_on_and_at_the_end_goes_to_the_next_unread(open_reader: Open) -> None:
    async with open_reader((80, 24)) as story:
        for _ in range(20):
            if story.reader.model.papers.cursor:
                break
            await story.press("space")
        assert story.reader.model.papers.cursor == 1
        assert "27 ●" in story.screen[0]


async def test_the_days_are_a_key_away(open_reader: Open) -> None:
    async with open_reader() as story:
        await story.press("[")
        assert "30 Jul" in story.screen[0]
        assert "27 papers" in story.screen[0]
        await story.press("[")
        assert "oldest day" in story.text
        await story.press("]")
        assert "28 papers" in story.screen[0]
        await story.press("h")
        assert "Unread" in story.text
        assert "July 2025" in story.text
        await story.press("j", "enter")
        assert "27 papers" in story.screen[0]


async def test_bulk_reading_is_one_step_back(open_reader: Open) -> None:
    async with open_reader() as story:
        await story.press("M", "M")
        assert "28 read · u undoes" in story.text
        assert "28 papers  " in story.screen[0]
        await story.press("u")
        assert "28 ●" in story.screen[0]


async def test_a_number_is_a_place(open_reader: Open) -> None:
    async with open_reader() as story:
        await story.press(*"12G")
        assert "12 of 28" in story.screen[-1]
        await story.press(*"3k")
        assert "9 of 28" in story.screen[-1]


async def test_keys_typed_before_the_papers_are_there_are_not_lost(open_reader: Open) -> None:
    async with open_reader() as story:
        await story.pilot.press(*"jjj")
        await story.rest()
        assert "4 of 28" in story.screen[-1]


async def test_help_lists_the_keys_as_they_are_bound(open_reader: Open) -> None:
    async with open_reader() as story:
        await story.press("?")
        await story.pilot.pause()
        assert "Star, or remove the star" in story.text
        await story.pilot.press("escape")
        await story.pilot.pause()
        assert "Star, or remove the star" not in story.text


async def test_two_readers_see_each_others_acts(open_reader: Open) -> None:
    async with open_reader() as one, open_reader() as other:
        await one.press("s")
        other.reader.workspace.index.poll()
        await other.rest()
        assert "27 ●" in other.screen[0]
        assert other.screen[2].startswith("▎  ★ ")


async def test_a_burst_of_keys_does_what_the_keys_do_one_by_one(open_reader: Open) -> None:
    async with open_reader() as story:
        for key in ("slash", *"game", "enter", "s", "escape"):
            character = "/" if key == "slash" else key if len(key) == 1 else None
            story.app.post_message(events.Key(key, character))
        await story.rest()
        await story.rest()
        assert len(story.reader.model.papers.rows) == 28
        row = story.reader.model.papers.row
        assert row
        assert row.facts.starred
        assert "Game" in row.title
        assert "★ 1" in story.screen[1]
