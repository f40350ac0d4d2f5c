"""The filter's field: what is typed there is shown at once, kept on enter, dropped on escape."""

from __future__ import annotations

from daily_papers.papers.scopes import ALL, STARRED
from daily_papers.ui.model.layout import Focus
from daily_papers.ui.strings import errors

from tests.ui.controllers.conftest import NEWEST, OLDER
from tests.ui.controllers.fakes import FakeReader

DEPTH = ["Depth", "π³:"]
"""The papers of the newest day that `depth` finds."""

# Typing


async def test_what_is_typed_filters_the_list(day: FakeReader) -> None:
    await day.type("reasoning")
    assert day.model.layout.focus is Focus.FILTER
    assert 0 < len(day.titles) < 28
    assert day.model.filter_text == "reasoning"
    assert day.model.abstract.detail
    assert day.model.abstract.detail.key == day.model.papers.key


async def test_the_list_does_not_wait_for_what_is_delayed(day: FakeReader) -> None:
    day.ws.filter.open()
    day.ws.filter.typed("reasoning")
    assert len(day.titles) < 28


async def test_an_emptied_field_leaves_the_cursor_on_its_paper(day: FakeReader) -> None:
    await day.type("depth")
    assert day.title == "Depth"
    await day.type("")
    assert len(day.titles) == 28
    assert day.title == "Depth"


async def test_an_emptied_field_goes_back_to_the_paper_of_before_where_none_was_left(
    day: FakeReader,
) -> None:
    day.go_to("Radial")
    await day.type("phlogiston")
    assert day.titles == []
    await day.type("")
    assert day.title == "Radial"


async def test_an_unreadable_filter_changes_nothing_and_says_where_it_is_wrong(
    day: FakeReader,
) -> None:
    await day.type("depth")
    await day.type("depth upvotes:many")
    assert day.titles == DEPTH
    assert day.model.filter_text == "depth"
    assert day.model.filter.error.startswith("column 15: many")
    assert day.model.filter.error_span == (14, 18)
    assert day.ws.filter.error.startswith("many")
    await day.type("depth")
    assert day.model.filter.error == ""
    assert day.ws.filter.error == ""


# Leaving the field


async def test_enter_keeps_the_filter_and_goes_to_the_list(day: FakeReader) -> None:
    await day.type(" depth ")
    day.ws.filter.enter()
    assert day.model.layout.focus is Focus.PAPERS
    assert day.titles == DEPTH
    assert day.model.filter.history == ["depth"]


async def test_the_history_holds_each_filter_once_the_last_one_first(day: FakeReader) -> None:
    for text in ("depth", "robot", "", "depth"):
        await day.type(text)
        day.ws.filter.enter()
    assert day.model.filter.history == ["depth", "robot"]


async def test_the_history_holds_a_hundred_filters(day: FakeReader) -> None:
    day.model.filter.history = [f"old {number}" for number in range(100)]
    await day.type("depth")
    day.ws.filter.enter()
    assert len(day.model.filter.history) == 100
    assert day.model.filter.history[0] == "depth"
    assert day.model.filter.history[-1] == "old 98"


async def test_enter_does_not_keep_what_cannot_be_read(day: FakeReader) -> None:
    await day.type("upvotes:many")
    day.ws.filter.enter()
    assert day.toast == errors.filter_not_applied(day.ws.filter.error)
    assert "many is not a number" in day.toast
    assert day.model.layout.focus is Focus.FILTER
    assert not day.model.filter.history


async def test_enter_does_not_keep_what_is_not_finished(day: FakeReader) -> None:
    await day.type("upvotes:")
    assert day.model.filter.error == "", "it is still being typed"
    day.ws.filter.enter()
    assert day.model.filter.error
    assert day.model.filter.error_span
    assert day.model.layout.focus is Focus.FILTER
    assert not day.model.filter.history


async def test_enter_takes_what_is_found_elsewhere(day: FakeReader) -> None:
    await day.show(OLDER)
    await day.type("depth anything")
    assert day.titles == []
    day.ws.filter.enter()
    await day.settle()
    assert day.model.scope == ALL
    assert day.titles == ["Depth"]
    assert day.model.layout.focus is Focus.PAPERS
    assert day.model.filter.history == ["depth anything"]


async def test_escape_brings_back_list_paper_and_first_row_of_before(day: FakeReader) -> None:
    day.model.papers.resize(10)
    day.go_to("Radial")
    day.model.papers.scroll_by(2)
    top = day.model.papers.top
    await day.type("depth")
    day.ws.filter.widen()
    await day.settle()
    day.ws.filter.cancel()
    assert day.model.scope == NEWEST
    assert day.model.filter_text == day.model.filter.text == ""
    assert day.title == "Radial"
    assert day.model.papers.top == top
    assert day.model.layout.focus is Focus.PAPERS
    assert not day.model.filter.history


async def test_escape_forgets_what_was_wrong(day: FakeReader) -> None:
    await day.type("upvotes:many")
    day.ws.filter.cancel()
    assert day.model.filter.error == ""
    assert day.model.filter.error_span is None
    assert day.model.filter.text == ""


async def test_escape_brings_a_kept_filter_back(day: FakeReader) -> None:
    await day.type("depth")
    day.ws.filter.enter()
    await day.type("depth x")
    day.ws.filter.cancel()
    assert day.titles == DEPTH
    assert day.model.filter.text == "depth"


# Other lists


async def test_a_filter_is_widened_to_all_papers_and_the_paper_stays(day: FakeReader) -> None:
    await day.type("upvotes:>50")
    day.ws.filter.enter()
    day.model.papers.move_to(2)
    title, here = day.title, len(day.titles)
    day.ws.filter.search_everywhere()
    await day.settle()
    assert day.model.scope == ALL
    assert day.model.filter_text == "upvotes:>50"
    assert len(day.titles) > here
    assert day.title == title
    assert day.model.layout.focus is Focus.PAPERS


async def test_without_a_filter_one_is_typed_over_all_papers(day: FakeReader) -> None:
    shown = list(day.titles)
    day.ws.filter.search_everywhere()
    assert day.model.scope == ALL
    assert day.model.layout.focus is Focus.FILTER
    day.ws.filter.cancel()
    assert list(day.titles) == shown
    assert day.model.filter_text == ""


async def test_dismissed_papers_are_offered_where_nothing_else_is_found(day: FakeReader) -> None:
    await day.do("dismiss", "Depth")
    await day.type("depth anything")
    assert day.titles == []
    assert day.model.count_text == "no matches · 1 dismissed"
    assert day.ws.filter.take_offer()
    await day.settle()
    assert day.model.filter_text == day.model.filter.text == "depth anything is:dismissed"
    assert day.titles == ["Depth"]


async def test_nothing_is_taken_where_nothing_is_offered(day: FakeReader) -> None:
    assert not day.ws.filter.take_offer()
    await day.type("phlogiston")
    assert not day.ws.filter.take_offer()
    assert day.model.filter_text == "phlogiston"
    await day.show(STARRED)
    assert not day.ws.filter.take_offer()
