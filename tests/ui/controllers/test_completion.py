"""The menu under the filter: what may be typed next, and the filters of before."""

from __future__ import annotations

from daily_papers.ui.strings import errors

from tests.ui.controllers.fakes import FakeReader


async def test_fields_are_suggested_while_one_types(day: FakeReader) -> None:
    await day.type("upv")
    assert day.suggestions == ["upvotes:"]
    assert day.ws.completion.key("tab")
    assert day.model.filter.text == "upvotes:"
    assert day.model.filter.cursor == len("upvotes:")


async def test_values_are_suggested_with_how_many_papers_have_them(day: FakeReader) -> None:
    await day.do("star", "Depth")
    await day.type("is:")
    counts = {each.text: each.count for each in day.model.filter.suggestions}
    assert counts["starred"] == 1
    assert counts["unread"] == 49


async def test_nothing_is_suggested_by_itself_where_nothing_was_typed(day: FakeReader) -> None:
    await day.type("")
    assert not day.suggestions
    assert day.ws.completion.key("tab")
    await day.settle()
    assert "title:" in day.suggestions


async def test_nothing_is_suggested_for_what_is_complete(day: FakeReader) -> None:
    await day.type("is:unread")
    assert not day.suggestions


async def test_arrows_go_round_the_menu_and_enter_types_its_line(day: FakeReader) -> None:
    await day.type("is:")
    first, last = day.suggestions[0], day.suggestions[-1]
    assert day.model.filter.chosen == -1
    assert not day.ws.completion.key("enter"), "nothing is chosen: enter keeps the filter"
    assert day.ws.completion.key("down")
    assert day.suggestions[day.model.filter.chosen] == first
    assert day.ws.completion.key("up")
    assert day.suggestions[day.model.filter.chosen] == last
    assert day.ws.completion.key("enter")
    assert day.model.filter.text == f"is:{last} "
    assert not day.suggestions


async def test_arrows_mean_nothing_without_a_menu(day: FakeReader) -> None:
    await day.type("depth")
    for key in ("down", "up", "enter", "escape", "x"):
        assert not day.ws.completion.key(key)


async def test_escape_closes_the_menu(day: FakeReader) -> None:
    await day.type("is:")
    assert day.ws.completion.key("escape")
    assert not day.suggestions
    assert not day.ws.completion.key("escape")


async def test_a_late_answer_opens_no_menu(day: FakeReader) -> None:
    day.ws.filter.open()
    day.ws.filter.typed("is:")
    day.ws.filter.cancel()
    await day.settle()
    assert not day.suggestions


async def test_an_error_closes_the_menu(day: FakeReader) -> None:
    await day.type("upvotes:many ")
    assert day.model.filter.error
    assert not day.suggestions


async def test_a_completion_in_the_middle_leaves_what_is_behind_it(day: FakeReader) -> None:
    await day.type("upv model")
    day.model.filter.cursor = 3
    day.ws.completion.key("tab")
    await day.settle()
    day.ws.completion.accept(0)
    assert day.model.filter.text == "upvotes: model"
    assert day.model.filter.cursor == len("upvotes:")


# The history


async def test_the_history_is_searched_by_what_is_typed(day: FakeReader) -> None:
    day.model.filter.history = ["robot", "Diffusion", "sort:title"]
    await day.type("")
    assert day.ws.completion.key("ctrl+r")
    assert day.suggestions == ["robot", "Diffusion", "sort:title"]
    assert day.model.filter.chosen == 0
    await day.type("diff")
    assert day.suggestions == ["Diffusion"]
    assert day.ws.completion.key("enter")
    assert day.model.filter.text == "Diffusion"
    await day.settle()
    assert day.model.filter_text == "Diffusion"


async def test_ctrl_r_again_goes_to_the_next_filter_of_the_history(day: FakeReader) -> None:
    day.model.filter.history = ["robot", "diffusion"]
    await day.type("")
    day.ws.completion.key("ctrl+r")
    day.ws.completion.key("ctrl+r")
    day.ws.completion.accept(day.model.filter.chosen)
    assert day.model.filter.text == "diffusion"


async def test_what_is_not_in_the_history_is_said(day: FakeReader) -> None:
    day.model.filter.history = ["robot"]
    await day.type("depth")
    day.ws.completion.key("ctrl+r")
    assert day.toast == errors.NO_SUCH_FILTER
    assert not day.suggestions
    await day.type("rob")
    assert day.suggestions == ["robot"], "the history is searched on"


async def test_the_history_stays_open_over_an_error(day: FakeReader) -> None:
    day.model.filter.history = ["upvotes:many x"]
    await day.type("")
    day.ws.completion.key("ctrl+r")
    await day.type("upvotes:many ")
    assert day.suggestions == ["upvotes:many x"]
