"""Papers selected and judged together, as one act."""

from __future__ import annotations

import json
from pathlib import Path

from daily_papers.paths import Paths

from tests.ui.conftest import Open, with_cache


async def test_selected_papers_are_starred_together_and_one_key_takes_it_back(
    open_reader: Open,
) -> None:
    async with open_reader() as story:
        await story.press("x", "j", "j", "x")
        assert story.screen[-1].startswith(" 2 selected")
        assert "s star all" in story.screen[-1]
        assert story.screen[2].startswith(" ●┃  ")
        assert story.screen[4].startswith(" ●   ")
        assert story.screen[6].startswith("▎●┃  ")
        await story.press("s")
        assert "★ 2 starred · u undoes" in story.text
        assert story.screen[2].startswith("   ★ ")
        assert story.screen[4].startswith(" ●   ")
        assert story.screen[6].startswith("▎  ★ ")
        assert "selected" not in story.screen[-1]
        await story.press("u")
        assert "28 ●" in story.screen[0]
        assert "★" not in story.screen[2] + story.screen[6]


async def test_a_range_grows_and_shrinks_with_the_cursor_until_it_is_ended(
    open_reader: Open,
) -> None:
    async with open_reader() as story:
        await story.press("j", "V", *"3j")
        assert story.screen[-1].startswith(" 4 selected")
        await story.press("k")
        assert story.screen[-1].startswith(" 3 selected")
        assert story.screen[10].startswith(" ●   ")
        await story.press("k", "k", "k")
        assert story.screen[-1].startswith(" 2 selected")
        await story.press("V", "G")
        assert story.screen[-1].startswith(" 2 selected")
        await story.press("d")
        await story.press("g", "g")
        assert story.screen[2].startswith("▎  × ")
        assert story.screen[4].startswith("   × ")
        assert story.screen[6].startswith(" ●   ")


async def test_the_second_line_of_a_row_shows_the_selection_too(open_reader: Open) -> None:
    async with open_reader() as story:
        await story.press("x")
        assert story.screen[3].startswith("▎ ┃  ")


async def test_a_count_selects_several_and_takes_several_out(open_reader: Open) -> None:
    async with open_reader() as story:
        await story.press(*"5x")
        assert story.screen[-1].startswith(" 5 selected")
        await story.press("j", *"2x")
        assert story.screen[-1].startswith(" 3 selected")


async def test_everything_is_selected_and_escape_selects_nothing(open_reader: Open) -> None:
    async with open_reader() as story:
        await story.press("*")
        assert story.screen[-1].startswith(" 28 selected")
        await story.press("escape")
        assert "selected" not in story.screen[-1]
        assert "28 ●" in story.screen[0]
        await story.press("g", "v", "x", "b")
        assert "◷ 27 for later" in story.text


async def test_another_list_ends_the_selection_and_its_papers_can_be_had_again(
    open_reader: Open,
) -> None:
    async with open_reader() as story:
        await story.press(*"2x", "g", "l")
        assert "selected" not in story.screen[-1]
        await story.press("g", "v")
        assert "No earlier selection here" in story.text
        await story.press("g", "d", "g", "v")
        assert story.screen[-1].startswith(" 2 selected")
        await story.press("/")
        await story.type("transformer")
        await story.press("enter")
        assert "selected" not in story.screen[-1]


async def test_escape_ends_the_selection_before_it_clears_the_filter(open_reader: Open) -> None:
    async with open_reader() as story:
        await story.press("/")
        await story.type("transformer")
        await story.press("enter", "x", "escape")
        assert "transformer" in story.screen[0]
        assert "selected" not in story.screen[-1]
        await story.press("escape")
        assert "transformer" not in story.screen[0]


async def test_all_that_are_starred_already_lose_the_star_and_some_gain_it(
    open_reader: Open,
) -> None:
    async with open_reader() as story:
        await story.press("s", *"2x", "s")
        assert "★ Starred" in story.text
        await story.press(*"2x", "s")
        assert "2 unstarred" in story.text


async def test_opening_takes_the_paper_under_the_cursor_and_leaves_the_selection(
    open_reader: Open,
) -> None:
    async with open_reader() as story:
        await story.press(*"2x", "enter", "tab")
        assert story.screen[-1].startswith(" 2 selected")
        assert "27 ●" in story.screen[0]


async def test_over_a_hundred_papers_the_first_verdict_only_asks(
    open_reader: Open, paths: Paths, tmp_path: Path
) -> None:
    cache = tmp_path / "cache"
    cache.mkdir()
    papers = [
        {"paper": {"id": f"2507.{number:05}", "title": f"Paper {number}", "summary": "Text."}}
        for number in range(1, 121)
    ]
    (cache / "2025-07-31.hf.json").write_text(json.dumps(papers), "utf-8")
    async with open_reader(where=with_cache(paths, cache)) as story:
        await story.press("*", "d")
        assert "Press again to mark 120 papers" in story.text
        assert "120 ●" in story.screen[0]
        await story.press("d")
        assert "120 dismissed · u undoes" in story.text
        assert "●" not in story.screen[0]
        await story.press("u")
        assert "120 ●" in story.screen[0]


async def test_nothing_can_be_selected_in_an_empty_list(open_reader: Open) -> None:
    async with open_reader() as story:
        await story.press("g", "l", "x", "V", "*")
        assert "selected" not in story.screen[-1]
