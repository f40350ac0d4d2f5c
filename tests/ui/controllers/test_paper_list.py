"""What the list shows, and where the user is in it."""

from __future__ import annotations

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


async def test_the_cursor_stays_on_its_paper_when_the_list_is_refreshed(
    reader: FakeReader,
) -> None:
    await reader.show(UNREAD)
    await reader.do("star", "Qwen3", "Diffusion")
    reader.go_to("Depth")
    reader.ws.papers.refresh()
    assert reader.title == "Depth"


async def test_where_the_paper_leaves_the_cursor_goes_to_the_next_below_that_stays(
    reader: FakeReader,
) -> None:
    await reader.show(UNREAD)
    following = reader.titles[reader.titles.index("Depth") + 2]
    await reader.do("star", "Depth", reader.titles[reader.titles.index("Depth") + 1])
    reader.go_to("Depth")
    reader.ws.papers.refresh()
    assert reader.title == following


async def test_where_nothing_below_stays_the_cursor_goes_to_the_nearest_above(
    reader: FakeReader,
) -> None:
    await reader.show(NEWEST, text="is:unread")
    above, last = reader.titles[-2:]
    await reader.do("star", last)
    reader.ws.papers.refresh()
    assert reader.title == above


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
