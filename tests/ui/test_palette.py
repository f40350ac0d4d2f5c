"""Every action by its name, and themes tried on."""

from __future__ import annotations

from daily_papers.paths import Paths
from daily_papers.ui.keys.actions import ACTIONS, show_key
from daily_papers.ui.widgets.paper_list import PaperList
from textual import events

from tests.ui.conftest import Open, Story


async def look_for(story: Story, text: str) -> None:
    """Open the palette and type, with the themes there."""
    await story.press(":")
    await story.app.workers.wait_for_complete()
    await story.rest()
    await story.type(text)


def box(story: Story, words: str) -> str:
    """The line of the palette with these words, as far as the palette goes."""
    lines = (line[18:102].rstrip() for line in story.screen)
    return next(line for line in lines if line[1:].startswith(words) or line.startswith(words))


async def test_an_action_is_found_by_a_part_of_what_it_does_and_done_by_enter(
    open_reader: Open,
) -> None:
    async with open_reader() as story:
        await look_for(story, "dismi")
        assert "Dismiss and go to the next unread paper" in story.line("▎ dismiss")
        assert box(story, "▎ dismiss").endswith(" d")
        await story.press("enter")
        assert story.screen[2].startswith("   × ")


async def test_q_quits_and_a_number_is_a_row(open_reader: Open) -> None:
    async with open_reader() as story:
        await story.press(":", "1", "2")
        assert "Go to row 12" in story.text
        await story.press("enter")
        assert "12 of 28" in story.screen[-1]
        await story.pilot.press(":", "q", "enter")
        assert not story.app.is_running


async def test_a_burst_of_keys_does_what_keys_one_by_one_do(open_reader: Open) -> None:
    async with open_reader() as story:
        for key, character in [
            *((char, char) for char in ":star"),
            ("enter", "\r"),
            *((char, char) for char in "j:42"),
            ("enter", "\r"),
            ("k", "k"),
        ]:
            story.app.post_message(events.Key(key, character))
        await story.rest()
        await story.rest()
        assert story.screen[-1].startswith(" 27 of 28")
        await story.press("g", "g")
        assert story.screen[2].startswith("▎  ★ ")


async def test_a_row_beyond_the_end_is_the_last(open_reader: Open) -> None:
    async with open_reader() as story:
        await story.press("tab", "ctrl+p", *"999", "enter")
        assert story.reader.model.papers.cursor == 27


async def test_escape_and_backspace_leave_it_and_nothing_was_done(open_reader: Open) -> None:
    async with open_reader() as story:
        before = story.screen
        await story.press(":", *"star", "escape")
        assert story.screen == before
        await story.press(":", "s", "backspace", "backspace")
        assert story.screen == before


async def test_what_nobody_knows_says_so_and_brackets_are_only_letters(open_reader: Open) -> None:
    async with open_reader() as story:
        await story.press(":", *"[/]zz")
        assert "No matches" in story.text
        await story.press("enter")
        assert "no matches" in story.text
        await story.press("ctrl+u", *"undo", "enter")
        assert "No matches" not in story.text


async def test_every_action_stands_in_it_once_with_its_key(open_reader: Open) -> None:
    async with open_reader((120, 200)) as story:
        await story.press(":")
        for action in ACTIONS.values():
            if action.name != "palette":
                keys = "  ".join(show_key(each) for each in action.keys)
                assert box(story, f" {action.name.replace('_', ' ')}  ").endswith(keys)


async def test_a_theme_is_previewed_and_restored(open_reader: Open) -> None:
    async with open_reader() as story:
        assert story.app.theme == "paper-dark"
        await look_for(story, "theme")
        assert story.app.theme == "paper-dark"
        await story.type(" paper")
        assert story.app.theme == "paper-dark"
        await story.press("down")
        assert story.app.theme == "paper-light"
        await story.press("escape")
        assert story.app.theme == "paper-dark"


async def test_a_theme_that_was_chosen_is_there_the_next_time(
    open_reader: Open, paths: Paths
) -> None:
    async with open_reader() as story:
        await look_for(story, "paper-light")
        await story.press("enter")
        assert "Paper Light · saved" in story.text or "Paper light · saved" in story.text
        assert (
            story.reader.appearance["cursor"].bgcolor
            == story.reader.query_one(PaperList).appearance["cursor"].bgcolor
        )
        assert 'theme = "paper-light"' in (paths.config / "settings.toml").read_text()
    assert 'theme = "paper-light"' in (paths.config / "settings.toml").read_text()


async def test_a_theme_that_cannot_be_kept_is_used_until_the_end(
    open_reader: Open, paths: Paths
) -> None:
    paths.config.write_bytes(b"in the way")
    async with open_reader() as story:
        await look_for(story, "paper-light")
        await story.press("enter")
        assert "until you quit · the settings cannot be saved: file exists" in story.text
        assert "kept" not in story.text
        assert story.app.theme == "paper-light"


async def test_the_arrows_stay_in_the_list_and_a_click_does_what_it_is_on(
    open_reader: Open,
) -> None:
    async with open_reader() as story:
        await story.press(":", *"view", "up", "pagedown", "pageup")
        line = next(y for y, text in enumerate(story.screen) if "view starred" in text)
        await story.pilot.click(offset=(40, line))
        await story.rest()
        assert "Starred" in story.screen[0]


async def test_it_stands_in_the_smallest_terminal(open_reader: Open) -> None:
    for size in ((3, 3), (20, 6), (40, 12)):
        async with open_reader(size) as story:
            await story.press(":", *"theme", "down", "escape", "?", "down", "escape")
