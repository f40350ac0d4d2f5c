"""Every line that is typed is edited in the same way: cursor keys, word keys, Home, End, paste."""

from __future__ import annotations

from pathlib import Path

import pytest
from daily_papers.ui.widgets.line_input import LONGEST, LineInput
from textual import events
from textual.geometry import Size

from tests.ui.conftest import Open, Story
from tests.ui.test_bursts import burst

BEFORE = {
    "the palette": (":",),
    "the search in help": ("?",),
    "the tags": ("t",),
    "a command": ("|",),
    "the format of an export": ("X",),
    "the name of a file": ("X", "enter", "ctrl+u"),
    "the name of a view": ("g", "s", "F"),
    "the filter of a view": ("g", "f", "enter", "ctrl+u"),
    "another name of a view": ("g", "f", "r", "ctrl+u"),
}
"""What opens each line; where a text stands in it, it is deleted."""


async def paste(story: Story, text: str) -> None:
    """Paste text as a terminal does."""
    story.app.post_message(events.Paste(text))
    await story.rest()


def field(story: Story) -> LineInput:
    """The line that is typed in."""
    return story.app.screen.query_one(LineInput)


async def save_view(story: Story) -> None:
    """Save a view, for those lines that need one, and go back to a list with papers."""
    await story.press("g", "s", "F")
    await story.type("Robots")
    await story.press("enter", "g", "d")


@pytest.mark.parametrize("keys", BEFORE.values(), ids=BEFORE)
async def test_the_cursor_moves_by_character_by_word_and_to_both_ends(
    open_reader: Open, keys: tuple[str, ...]
) -> None:
    async with open_reader() as story:
        await save_view(story)
        await story.press(*keys)
        await story.type("one two thre")
        await story.press("left")
        await story.type("e")
        await story.press("home")
        await story.type("> ")
        await story.press("ctrl+right", "ctrl+right", "alt+f", "alt+b")
        await story.type("2 ")
        await story.press("end", "backspace", "left", "right")
        await story.type("e!")
        assert field(story).value == "> one two 2 three!"
        assert "> one two 2 three!" in story.text


@pytest.mark.parametrize("keys", BEFORE.values(), ids=BEFORE)
async def test_words_and_sides_are_deleted_at_the_cursor(
    open_reader: Open, keys: tuple[str, ...]
) -> None:
    async with open_reader() as story:
        await save_view(story)
        await story.press(*keys)
        await story.type("one two three four")
        await story.press("ctrl+left", "ctrl+w", "left", "delete")
        assert field(story).value == "one twofour"
        await story.press("ctrl+k")
        assert field(story).value == "one two"
        await story.press("alt+backspace", "ctrl+a", "ctrl+d", "ctrl+e", "shift+left")
        await story.type("s")
        assert field(story).value == "nes"
        await story.press("home", "ctrl+k")
        assert field(story).value == ""
        screen = story.app.screen
        await story.press("backspace")
        assert story.app.screen is not screen, "backspace in an empty line closes it"


@pytest.mark.parametrize("keys", BEFORE.values(), ids=BEFORE)
async def test_a_paste_is_cleaned_and_inserted_at_the_cursor(
    open_reader: Open, keys: tuple[str, ...]
) -> None:
    async with open_reader() as story:
        await save_view(story)
        await story.press(*keys)
        await story.type("ab")
        await story.press("left")
        await paste(story, "one\r\ntwo\x1b[31m \x07\tthree\n")
        assert field(story).value == "aone two threeb"
        await story.press("x")
        assert field(story).value == "aone two threexb"
        await paste(story, "y" * 2 * LONGEST)
        assert len(field(story).value) == LONGEST
        await story.press("z")
        assert len(field(story).value) == LONGEST


async def test_keys_in_a_burst_edit_the_line_before_it_is_drawn(open_reader: Open) -> None:
    async with open_reader() as story:
        await burst(story, ":", *"theme paer", "left", "left", "p", "end", "escape", "j")
        assert "2 of 28" in story.screen[-1]
        await burst(story, ":", *"quit", "home", "n", "o", "ctrl+k")
        assert " : no" in story.text
        await burst(story, "escape", "|", *"cat", "ctrl+a", *"tac ", "enter", "j")
        assert "3 of 28" in story.screen[-1]


async def test_a_paste_right_behind_the_key_that_opens_a_line_is_typed(open_reader: Open) -> None:
    async with open_reader() as story:
        await story.press(":")
        await story.press("escape")
        await burst(story, "t")
        await paste(story, "robotics")
        assert field(story).value == "robotics"


async def test_a_saved_filter_is_changed_in_the_middle(open_reader: Open) -> None:
    async with open_reader() as story:
        await story.press("/")
        await story.type("diffusion is:unread")
        await story.press("enter", "F")
        await story.type("Mine")
        await story.press("enter", "escape", "g", "f", "enter")
        assert "Mine diffusion is:unread" in story.text
        await story.press("ctrl+left", "ctrl+left")
        await story.type("model ")
        await story.press("enter")
        assert "diffusion model is:unread" in story.text


async def test_the_file_name_that_is_offered_is_changed_at_its_front(
    open_reader: Open, tmp_path: Path
) -> None:
    async with open_reader() as story:
        await story.press("X", "enter")
        name = field(story).value
        await story.press("home")
        await paste(story, f"{tmp_path}/my-")
        await story.press("enter")
        await story.app.workers.wait_for_complete()
        assert [each.name for each in tmp_path.glob("my-*")] == [f"my-{name}"]


async def test_what_is_pasted_into_the_picker_of_links_is_a_number(open_reader: Open) -> None:
    async with open_reader() as story:
        await story.press("O")
        await paste(story, "none")
        assert "there is no link none" in story.text
        await story.press("ctrl+u", "9", "9")
        assert "there is no link 99" in story.text
        await story.press("home", "delete", "delete")
        assert "there is no link" not in story.text


async def test_a_click_puts_the_cursor_there(open_reader: Open) -> None:
    async with open_reader() as story:
        await story.press(":")
        await story.type("them")
        await story.pilot.click(LineInput, offset=(2, 0))
        await story.press("x")
        assert field(story).value == "thxem"


async def test_a_sheet_without_a_line_takes_no_text(open_reader: Open) -> None:
    async with open_reader() as story:
        await save_view(story)
        await story.press("g", "f")
        await paste(story, "text")
        await story.press("space", "left", "w")
        assert field(story).value == ""
        assert "Robots" in story.text


async def test_a_long_text_scrolls_and_hides_the_keys(open_reader: Open) -> None:
    async with open_reader() as story:
        await story.press("|")
        assert "input: text · tab switches · enter" in story.text
        await story.type("the start " + "x" * 90 + " the end")
        assert " the end" in story.text
        assert "the start" not in story.text
        assert "input:" not in story.text
        await story.press("tab")
        assert "input: JSON lines" in story.text
        await story.press("home")
        assert "| the start" in story.text
        assert field(story).size == Size(
            84 - 3 - len(" input: JSON lines · tab switches · enter "), 1
        )
        await story.press("ctrl+k")
        assert "input: JSON lines" in story.text
