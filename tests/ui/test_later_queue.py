"""The order of Later: moved by a key, shown at once, and kept."""

from __future__ import annotations

from tests.ui.conftest import Open, Story


def titles(story: Story) -> list[str]:
    """The first words of the papers in the list."""
    rows = story.reader.model.papers.rows
    found = [rows.row(at) for at in range(len(rows))]
    return [row.title.split()[0] for row in found if row]


async def queue_four(story: Story) -> list[str]:
    """Put four papers by for later, and show them."""
    await story.press(*"bjbjbjb", "g", "l")
    return titles(story)


async def test_a_paper_moves_up_and_down_the_queue(open_reader: Open) -> None:
    async with open_reader() as story:
        one, two, three, four = await queue_four(story)
        await story.press("-")
        assert titles(story) == [two, one, three, four]
        assert "Now 2 of 4 · u undoes" in story.text
        assert story.reader.model.papers.cursor == 1
        await story.press("-", "-")
        assert titles(story) == [two, three, four, one]
        await story.press("-")
        assert "Already last" in story.text
        await story.press("g", "g", "+")
        assert "Already first" in story.text
        await story.press("j", "j", "2", "+")
        assert titles(story) == [four, two, three, one]
        assert story.reader.model.papers.cursor == 0
    async with open_reader() as story:
        assert titles(story) == [four, two, three, one]


async def test_moving_is_undone_in_front_of_the_user(open_reader: Open) -> None:
    async with open_reader() as story:
        before = await queue_four(story)
        await story.press("-", "-", "u")
        assert titles(story) == [before[1], before[0], *before[2:]]
        await story.press("u")
        assert titles(story) == before
        await story.press("U", "U")
        assert titles(story) == [before[1], before[2], before[0], before[3]]


async def test_papers_that_left_the_queue_are_passed_over(open_reader: Open) -> None:
    async with open_reader() as story:
        one, two, three, four = await queue_four(story)
        await story.press("j", "b", "k", "-")
        assert titles(story) == [three, two, one, four]
        await story.press("g", "g", "j", "-")
        assert "no longer in Later" in story.text
        await story.press("r")
        assert titles(story) == [three, one, four]


async def test_only_later_has_an_order(open_reader: Open) -> None:
    async with open_reader() as story:
        await story.press("+")
        assert "Only Later can be reordered · gl shows it" in story.text
        await queue_four(story)
        await story.press("/")
        await story.type("sort:title")
        await story.press("enter", "-")
        assert "The filter sets the order" in story.text


async def test_a_filtered_queue_can_be_moved_in(open_reader: Open) -> None:
    async with open_reader() as story:
        one, two, three, four = await queue_four(story)
        await story.press("/")
        await story.type(f"{one} OR {four}")
        assert titles(story) == [one, four]
        await story.press("enter", "g", "g", "-", "escape")
        assert titles(story) == [two, three, four, one]


async def test_another_window_keeps_its_place(open_reader: Open) -> None:
    async with open_reader() as one:
        first, *_ = await queue_four(one)
        async with open_reader() as other:
            await other.press("g", "l")
            assert titles(other)[0] == first
            await one.press("-")
            other.reader.workspace.index.poll()
            await other.rest()
            assert titles(other)[0] == first, "what is shown does not move by itself"
            await other.press("r")
            assert titles(other)[1] == first
