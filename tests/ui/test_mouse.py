"""The mouse: text to be copied, keys to be clicked, and nothing marked in passing."""

from __future__ import annotations

from daily_papers.papers.scopes import STARRED, UNREAD
from daily_papers.ui.widgets.text_selection import highlight, selected_text
from rich.style import Style
from textual import events
from textual.geometry import Offset
from textual.selection import Selection

from tests.ui.conftest import Open, Story


def place(story: Story, words: str) -> tuple[int, int]:
    """Where some words stand on the screen."""
    return next((line.index(words), y) for y, line in enumerate(story.screen) if words in line)


async def drag(story: Story, start: tuple[int, int], end: tuple[int, int]) -> None:
    """Press at one place, move to another, and let go."""
    await story.pilot.mouse_down(offset=start)
    await story.pilot.hover(offset=end)
    await story.pilot.mouse_up(offset=end)
    await story.rest()


async def test_text_of_the_abstract_is_copied_and_a_wrapped_paragraph_is_one_line(
    open_reader: Open,
) -> None:
    async with open_reader() as story:
        x, y = place(story, "Until now, a user")
        end, below = place(story, "deliberates")
        await drag(story, (x, y), (end + len("deliberates"), below))
        copied = story.app.clipboard
        assert copied.startswith("Until now, a user had to choose")
        assert copied.endswith("deliberates")
        assert "\n" not in copied
        assert "  " not in copied
        assert f"Copied {len(copied)} characters" in story.text


async def test_selecting_over_a_link_opens_nothing_and_marks_nothing(
    open_reader: Open,
) -> None:
    async with open_reader() as story:
        story.reader.workspace.links.open = lambda url: 1 / 0  # type: ignore[assignment,method-assign]
        x, y = place(story, "arxiv.org/abs")
        await drag(story, (x, y), (x + 8, y))
        assert story.app.clipboard == "arxiv.org"
        assert "28 ●" in story.screen[0]


async def test_a_click_copies_nothing(open_reader: Open) -> None:
    async with open_reader() as story:
        await story.pilot.click(offset=place(story, "Until now"))
        assert story.app.clipboard == ""
        assert "Copied" not in story.text


async def test_the_list_is_no_text_to_be_selected(open_reader: Open) -> None:
    async with open_reader() as story:
        await drag(story, (8, 2), (30, 6))
        assert story.app.clipboard == ""


async def test_wheel_and_hover_mark_and_move_nothing(open_reader: Open) -> None:
    async with open_reader((120, 30)) as story:
        for offset in ((10, 5), (90, 10), (60, 0), (60, 29)):
            await story.pilot.hover(offset=offset)
            widget = story.app.screen.get_widget_at(*offset)[0]
            for kind in (events.MouseScrollDown, events.MouseScrollUp, events.MouseScrollDown):
                x, y = offset
                widget.post_message(
                    kind(widget, x, y, 0, 0, 0, shift=False, meta=False, ctrl=False)
                )
            await story.rest()
        assert story.reader.model.papers.cursor == 0
        assert story.reader.model.papers.top > 0
        assert story.reader.model.abstract.offset > 0
        assert "28 ●" in story.screen[0]


async def test_a_key_of_the_footer_is_pressed_by_a_click(open_reader: Open) -> None:
    async with open_reader() as story:
        await story.pilot.click(offset=place(story, "s star"))
        await story.rest()
        assert "★" in story.screen[2]
        x, y = place(story, "/ filter")
        await story.pilot.click(offset=(x + 4, y))
        await story.rest()
        assert "esc cancels" in story.screen[-1]
        await story.pilot.click(offset=place(story, "esc cancels"))
        await story.rest()
        assert "s star" in story.screen[-1]
        await story.pilot.click(offset=place(story, "? keys"))
        await story.rest()
        assert "The six keys you need" in story.text
        await story.press("escape")
        await story.pilot.click(offset=(story.screen[1].index("★ 1"), 1))
        await story.rest()
        assert story.reader.model.scope == STARRED
        await story.pilot.click(offset=(story.screen[1].index("Unread") + 8, 1))
        await story.rest()
        assert story.reader.model.scope == UNREAD
        await story.press("T")
        await story.pilot.click(offset=place(story, "b later"))
        await story.rest()
        assert "1 ◷" in story.screen[0]


async def test_a_click_selects_a_paper_and_a_second_opens_it(open_reader: Open) -> None:
    async with open_reader() as story:
        await story.pilot.click(offset=(20, 6))
        assert story.reader.model.papers.cursor == 2
        assert "28 ●" in story.screen[0]
        await story.pilot.click(offset=(20, 6), times=2)
        await story.rest()
        assert "27 ●" in story.screen[0]


def test_what_is_selected_of_a_line_is_lit() -> None:
    plain, light = Style(bold=True), Style(reverse=True)
    selection = Selection(Offset(3, 1), Offset(2, 2))
    line = [("ab", plain), ("cdef", plain)]
    assert highlight(line, selection, 0, light) == line
    assert highlight(line, selection, 1, light) == [
        ("ab", plain),
        ("c", plain),
        ("def", plain + light),
    ]
    assert highlight(line, selection, 2, light) == [("ab", plain + light), ("cdef", plain)]
    assert highlight(line, None, 1, light) == line


def test_selected_lines_keep_their_paragraphs() -> None:
    lines = ["one two", "three", "", "  four"]
    everything = Selection(None, None)
    assert selected_text(lines, everything, {1}, 2) == "one two three\n\n  four"
    assert selected_text(lines, Selection(Offset(6, 0), Offset(4, 1)), {1}, 2) == "two th"
    assert selected_text(lines, Selection(Offset(0, 9), None), {1}, 2) == ""


async def test_a_double_or_triple_click_beside_a_box_leaves_only_the_box(
    open_reader: Open,
) -> None:
    async with open_reader() as story:
        for key, clicks in ((":", 2), ("?", 3), ("X", 2), ("t", 3)):
            await story.press(key)
            assert story.app.screen is not story.reader
            for kind in (events.MouseDown, events.MouseUp) * clicks:
                # What a terminal sends at once lies in the queue at once.
                story.app.post_message(
                    kind(None, 1, 1, 0, 0, 1, False, False, False, screen_x=1, screen_y=1)
                )
            await story.rest()
            await story.rest()
            assert story.app.screen is story.reader
