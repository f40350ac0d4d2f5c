"""What the list shows, and where the user is in it."""

from __future__ import annotations

import pytest
from daily_papers.papers.scopes import ALL, STARRED, UNREAD, SavedViewScope

from tests.ui.controllers.conftest import NEWEST, OLDER
from tests.ui.controllers.fakes import FakeReader


async def test_a_day_is_shown_from_its_first_paper(day: FakeReader) -> None:
    assert day.model.scope == NEWEST
    assert day.title == "Qwen3"
    assert day.model.count_text == "28 papers · 28 ●"
    assert day.model.abstract.detail
    assert day.model.abstract.detail.paper.title.startswith("Qwen3")
    assert day.model.days.scope == NEWEST


async def test_the_newest_day_is_shown_or_the_newest_with_unread_papers(
    reader: FakeReader,
) -> None:
    reader.ws.papers.show_newest_day()
    assert reader.model.scope == NEWEST
    reader.ws.verdicts.read_rows(0, 28)
    await reader.settle()
    reader.ws.papers.show_newest_day(unread=True)
    assert reader.model.scope == OLDER
    reader.ws.verdicts.read_rows(0, 27)
    await reader.settle()
    reader.ws.papers.show_newest_day(unread=True)
    assert reader.model.scope == NEWEST, "where nothing is unread, the newest"


async def test_a_filter_that_cannot_be_read_is_said_and_left_out(reader: FakeReader) -> None:
    await reader.show(NEWEST, text="upvotes:many")
    assert "many is not a number" in reader.toast
    assert (reader.model.scope, reader.model.filter_text) == (NEWEST, "")
    assert reader.model.filter.text == ""
    assert len(reader.titles) == 28


async def test_a_view_that_is_gone_gives_way_to_all_papers(reader: FakeReader) -> None:
    await reader.show(SavedViewScope("Robots"))
    assert "Robots" in reader.toast
    assert reader.model.scope == ALL


async def test_another_list_shows_no_error_of_the_filter_before(day: FakeReader) -> None:
    await day.type("upvotes:many")
    assert day.model.filter.error
    assert day.model.filter.error_span
    await day.show(OLDER)
    assert day.model.filter.text == ""
    assert day.model.filter.error == ""
    assert day.model.filter.error_span is None


async def test_a_filter_is_cleared_and_the_paper_stays(day: FakeReader) -> None:
    await day.show(NEWEST, text="author:yang")
    day.model.papers.move_to(1)
    title = day.title
    day.ws.papers.clear_filter()
    assert day.title == title
    assert len(day.titles) == 28
    assert day.model.filter.text == ""


async def test_what_no_longer_matches_stays_until_the_list_is_refreshed(reader: FakeReader) -> None:
    await reader.show(UNREAD)
    await reader.do("star", "Depth")
    assert "Depth" in reader.titles
    assert reader.model.listing
    assert reader.model.listing.stale == 1
    reader.ws.papers.refresh()
    assert "Depth" not in reader.titles
    assert reader.model.listing.stale == 0


# Where the cursor is after a refresh


LEAVING: dict[str, tuple[str, list[str | int], int | None]] = {
    "the paper stays": ("Depth", ["Qwen3", "Diffusion"], 0),
    "the paper stays and its neighbours leave": ("Depth", [-1, 1], 0),
    "the paper leaves": ("Depth", [0], 1),
    "the paper and those below leave": ("Depth", [0, 1, 2], 3),
    "all above leave": ("Depth", ["above"], 0),
    "the paper and all above leave": ("Depth", ["above", 0], 1),
    "the paper and all below leave": ("Depth", [0, "below"], -1),
    "the paper, the one above and all below leave": ("Depth", [-1, 0, "below"], -2),
    "all leave but the first": ("Depth", ["most"], None),
}
"""Cases: the paper under the cursor; which papers leave, by title or by how many rows below it they
are; and how many rows below it the paper is that the cursor goes to, `None` for the first one."""


@pytest.mark.parametrize("case", LEAVING)
async def test_a_refresh_leaves_the_cursor_on_its_paper_or_the_nearest(
    reader: FakeReader, case: str
) -> None:
    await reader.show(NEWEST, text="is:unread")
    title, leaving, to = LEAVING[case]
    keys = reader.model.papers.rows.keys()
    reader.go_to(title)
    at = reader.model.papers.cursor
    assert 3 < at < len(keys) - 4
    rows: list[int] = []
    for each in leaving:
        match each:
            case "above":
                rows += range(at)
            case "below":
                rows += range(at + 1, len(keys))
            case "most":
                rows += range(1, len(keys))
            case str():
                rows.append(reader.titles.index(each))
            case int():
                rows.append(at + each)
    reader.ws.verdicts.apply_to_many("star", [keys[row] for row in rows])
    await reader.settle()
    reader.ws.papers.refresh()
    await reader.settle()
    assert len(reader.titles) == len(keys) - len(rows)
    assert reader.model.papers.key == keys[0 if to is None else at + to]


async def test_a_refresh_that_leaves_nothing_says_so(reader: FakeReader) -> None:
    await reader.show(NEWEST, text="is:unread")
    reader.go_to("Depth")
    reader.ws.verdicts.read_rows(0, 28)
    await reader.settle()
    reader.ws.papers.refresh()
    await reader.settle()
    assert reader.titles == []
    assert reader.model.papers.key is None
    assert reader.model.papers.placeholder == "No matches here · 22 everywhere: enter"
    reader.ws.papers.refresh()
    assert reader.model.papers.key is None


async def test_a_refresh_keeps_the_row_of_the_screen_where_the_paper_is(
    reader: FakeReader,
) -> None:
    await reader.show(ALL)
    reader.model.papers.resize(10)
    reader.go_to("Radial")
    reader.model.papers.scroll_by(2)
    top = reader.model.papers.top
    assert top > 0
    reader.ws.papers.refresh()
    assert (reader.title, reader.model.papers.top) == ("Radial", top)


async def test_a_refresh_of_a_list_that_is_awaited_goes_on_to_its_paper(day: FakeReader) -> None:
    key = day.go_to("Breaking")
    day.show_late(NEWEST, key=key)
    day.ws.papers.refresh()
    await day.settle()
    assert day.title == "Breaking"


async def test_only_so_many_rows_are_asked_about(
    reader: FakeReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("daily_papers.ui.controllers.paper_list._NEAR", 3)
    await reader.show(NEWEST, text="is:unread")
    keys = reader.model.papers.rows.keys()
    reader.model.papers.move_to(10)
    reader.ws.verdicts.apply_to_many("star", keys[8:14])
    await reader.settle()
    reader.ws.papers.refresh()
    assert reader.model.papers.cursor == 0, "none of those near stays"


async def test_a_refresh_before_any_list_shows_nothing(reader: FakeReader) -> None:
    reader.ws.papers.refresh()
    assert reader.model.listing is None


async def test_an_empty_list_says_what_it_is_empty_of(reader: FakeReader) -> None:
    await reader.show(STARRED)
    assert reader.model.papers.placeholder.startswith("Nothing starred · s ")
    assert reader.title == ""
    await reader.show(NEWEST)
    assert reader.model.papers.placeholder == ""


async def test_a_position_leads_back_to_its_paper_and_its_first_row(day: FakeReader) -> None:
    day.model.papers.resize(10)
    day.go_to("Radial")
    day.model.papers.scroll_by(2)
    position, top = day.ws.papers.position(), day.model.papers.top
    await day.show(OLDER)
    day.ws.papers.show_position(position)
    assert day.model.scope == NEWEST
    assert day.title == "Radial"
    assert day.model.papers.top == top


async def test_columns_are_those_that_the_list_has_values_for(day: FakeReader) -> None:
    assert day.model.papers.columns == {"code", "votes"}


async def test_the_words_of_the_filter_are_marked_in_titles_and_in_the_abstract(
    day: FakeReader,
) -> None:
    await day.show(NEWEST, text="reasoning")
    assert day.model.papers.hits
    assert day.model.papers.hits("On reasoning") == [(3, 12)]
    assert day.model.abstract.page.hits
    day.ws.papers.clear_filter()
    await day.settle()
    assert day.model.papers.hits is None
    assert not day.model.abstract.page.hits


async def test_another_list_ends_the_selection(day: FakeReader) -> None:
    day.model.papers.selection.toggle(3)
    await day.show(OLDER)
    assert not day.model.papers.selection
    await day.show(NEWEST)
    assert day.model.papers.selection.select_again()
    assert len(day.model.papers.selection) == 3


async def test_keys_wait_for_the_first_papers(reader: FakeReader) -> None:
    assert reader.model.awaits_papers
    await reader.show(NEWEST)
    assert not reader.model.awaits_papers
    assert reader.key_releases == 1
    await reader.show(OLDER)
    assert reader.key_releases == 1


async def test_keys_wait_no_more_where_it_is_known_that_there_are_no_papers(
    reader: FakeReader,
) -> None:
    await reader.show(STARRED)
    assert reader.model.awaits_papers, "the indexer may still bring some"
    reader.ws.papers.first_papers_shown()
    await reader.settle()
    assert not reader.model.awaits_papers
    assert reader.key_releases == 1
