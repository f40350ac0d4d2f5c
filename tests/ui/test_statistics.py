"""The user's statistics, as they are drawn."""

from __future__ import annotations

from datetime import date

from daily_papers.papers.statistics import Share, Statistics
from daily_papers.ui.commands.see import show_statistics
from daily_papers.ui.drawing.glyphs import ASCII
from daily_papers.ui.drawing.styles import Appearance
from daily_papers.ui.screens.statistics import StatisticsScreen
from daily_papers.ui.widgets.statistics_view import StatisticsBuilder
from hypothesis import given
from hypothesis import strategies as st

from tests.ui.conftest import Open, Story

MONDAY = date(2025, 1, 6)


def drawn(page: StatisticsBuilder) -> list[str]:
    """The lines of a page as text."""
    return ["".join(text for text, _ in pieces) for pieces in page.lines]


async def open_statistics(story: Story, until: date) -> StatisticsScreen:
    """Open the statistics of the year that ends there."""
    show_statistics(story.reader.workspace, until)
    await story.pilot.pause()
    await story.app.workers.wait_for_complete()
    await story.pilot.pause()
    screen = story.app.screen
    assert isinstance(screen, StatisticsScreen)
    return screen


async def test_the_year_is_shown_with_what_was_read_and_starred(open_reader: Open) -> None:
    async with open_reader() as story:
        await story.press("s", "d")
        await open_statistics(story, date(2026, 8, 2))
        assert "Read  28 Jul 2025 to 2 Aug 2026" in story.text
        papers = story.line("papers   ")
        assert papers.rstrip().endswith("55")
        assert "Known after a few verdicts in a row" in story.text
        await story.pilot.press("tab")
        assert "Starred  28 Jul 2025" in story.text
        await story.pilot.press("[", "[", "[")
        await story.app.workers.wait_for_complete()
        await story.pilot.pause()
        assert "29 Jul 2024 to 3 Aug 2025" in story.text, "before it there are no papers"
        await story.pilot.press("]", "]")
        await story.app.workers.wait_for_complete()
        await story.pilot.pause()
        assert "28 Jul 2025 to 2 Aug 2026" in story.text


async def test_it_opens_by_its_key_and_is_left_to_the_list(open_reader: Open) -> None:
    async with open_reader() as story:
        await story.press("S")
        await story.app.workers.wait_for_complete()
        await story.pilot.pause()
        assert "Time per paper" in story.text
        await story.pilot.press("q")
        await story.rest()
        assert "28 papers" in story.screen[0]


async def test_names_from_files_are_drawn_and_never_obeyed(open_reader: Open) -> None:
    async with open_reader() as story:
        screen = await open_statistics(story, date(2025, 8, 3))
        screen.view.statistics = Statistics(
            date(2025, 8, 3), organizations=(Share("[/red]\x1b[31m Lab\n", 4, 3),), seconds=80
        )
        await story.pilot.pause()
        assert "75 %  3 of 4" in story.line("Lab")
        assert "[/red]" in story.line("Lab")
        assert "1 min 20 s" in story.text
        assert all(line.isprintable() for line in story.screen)


async def test_a_small_terminal_shows_the_last_weeks_and_scrolls(open_reader: Open) -> None:
    for size in ((40, 12), (20, 6), (3, 3)):
        async with open_reader(size) as story:
            screen = await open_statistics(story, date(2025, 8, 3))
            await story.pilot.press("G")
            assert screen.view.scrolling.lines_below == 0
            await story.pilot.press("g", "k", "space")
            assert screen.view.scrolling.offset >= 0


def test_the_heat_map_has_a_row_a_weekday_and_a_column_a_week() -> None:
    page = StatisticsBuilder(80, Appearance(glyphs=ASCII))
    page.heat_map({MONDAY: 4, date(2025, 1, 14): 1}, MONDAY, 3)
    assert [line[10:] for line in drawn(page)[1:4]] == ["#..", ".-.", "..."]
    assert drawn(page)[1].startswith("Mon ")


def test_a_sparkline_is_as_high_as_its_weeks_and_shows_the_sum() -> None:
    page = StatisticsBuilder(80, Appearance(glyphs=ASCII))
    page.sparkline("read", {MONDAY: 8, date(2025, 1, 7): 8, date(2025, 1, 20): 1}, MONDAY, 3, "")
    assert drawn(page) == ["read      # .  17"]


@given(
    st.dictionaries(st.dates(MONDAY, date(2026, 1, 11)), st.integers(0, 10**6), max_size=20),
    st.integers(1, 120),
)
def test_no_line_is_wider_than_a_year_and_nothing_breaks(
    counts: dict[date, int], width: int
) -> None:
    page = StatisticsBuilder(width, Appearance())
    page.heat_map(counts, MONDAY, Statistics.WEEKS)
    page.sparkline("read", counts, MONDAY, Statistics.WEEKS, "progress")
    assert all(len(line) <= max(width, 11) for line in drawn(page)[:8])
