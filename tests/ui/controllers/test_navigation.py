"""Moving: in the focused pane, between panes, to unread papers and to days."""

from __future__ import annotations

import pytest
from daily_papers.papers.scopes import ALL, LATER, STARRED
from daily_papers.ui.model.layout import Focus, Mode
from daily_papers.ui.strings import toasts

from tests.ui.controllers.conftest import NEWEST, OLDER
from tests.ui.controllers.fakes import FakeReader

WIDE, SINGLE, TITLE_ONLY = (160, 40), (50, 14), (15, 5)
"""Sizes of terminals."""

# In the focused pane


async def test_the_focused_pane_is_moved_in(day: FakeReader) -> None:
    model, navigation = day.model, day.ws.navigation
    model.abstract.set_size(60, 5)
    line = model.days.cursor
    navigation.step(2)
    assert (model.papers.cursor, model.days.cursor, model.abstract.offset) == (2, line, 0)
    model.layout.focus = Focus.DAYS
    navigation.step(1)
    assert (model.papers.cursor, model.days.cursor, model.abstract.offset) == (2, line + 1, 0)
    model.layout.focus = Focus.ABSTRACT
    navigation.step(2)
    assert (model.papers.cursor, model.days.cursor, model.abstract.offset) == (2, line + 1, 2)


async def test_the_days_are_stepped_through_without_their_headings(day: FakeReader) -> None:
    day.model.layout.focus = Focus.DAYS
    day.ws.navigation.jump(0)
    seen = [day.model.days.scope]
    for _ in range(20):
        day.ws.navigation.step(1)
        seen.append(day.model.days.scope)
    assert None not in seen
    assert seen[0] == day.model.days.items[0].scope
    assert seen[-1] == OLDER


async def test_a_line_is_jumped_to_by_its_number_and_minus_one_is_the_last(
    day: FakeReader,
) -> None:
    model, navigation = day.model, day.ws.navigation
    model.abstract.set_size(60, 5)
    for focus in (Focus.PAPERS, Focus.DAYS, Focus.ABSTRACT):
        model.layout.focus = focus
        navigation.jump(-1)
    assert model.papers.cursor == 27
    assert model.days.cursor == len(model.days.items) - 1
    assert model.abstract.lines_below == 0
    for focus in (Focus.PAPERS, Focus.DAYS, Focus.ABSTRACT):
        model.layout.focus = focus
        navigation.jump(1)
    assert (model.papers.cursor, model.days.cursor, model.abstract.offset) == (1, 1, 1)
    model.layout.focus = Focus.PAPERS
    navigation.jump(1_000)
    assert model.papers.cursor == 27


async def test_pages_leave_lines_in_sight(day: FakeReader) -> None:
    model, navigation = day.model, day.ws.navigation
    model.papers.resize(6)
    navigation.page(1)
    assert model.papers.cursor == 5
    navigation.page(-0.5)
    assert model.papers.cursor == 3
    model.papers.resize(1)
    navigation.page(0.5)
    assert model.papers.cursor == 4, "a page is a row at least"
    model.abstract.set_size(60, 6)
    model.layout.focus = Focus.ABSTRACT
    navigation.page(1)
    assert model.abstract.offset == 4
    model.layout.focus, model.days.height = Focus.DAYS, 4
    navigation.jump(0)
    navigation.page(1)
    assert model.days.cursor == 2


# Between panes


async def test_the_focus_goes_from_pane_to_pane(day: FakeReader) -> None:
    layout = day.model.layout
    layout.size = WIDE
    seen = []
    for step in (-1, -1, 1, 1, 1):
        day.ws.navigation.focus_pane(step)
        seen.append(layout.focus)
    days, papers, abstract = Focus.DAYS, Focus.PAPERS, Focus.ABSTRACT
    assert seen == [days, days, papers, abstract, abstract]


async def test_from_the_filter_the_panes_are_beside_the_list(day: FakeReader) -> None:
    day.model.layout.focus = Focus.FILTER
    day.ws.navigation.focus_pane(1)
    assert day.model.layout.focus is Focus.ABSTRACT


async def test_where_only_a_title_fits_the_focus_stays(day: FakeReader) -> None:
    day.model.layout.size = TITLE_ONLY
    assert day.model.layout.arrangement.mode is Mode.TITLE
    day.ws.navigation.focus_pane(1)
    assert day.model.layout.focus is Focus.PAPERS


async def test_the_day_under_the_cursor_is_shown(day: FakeReader) -> None:
    day.model.layout.focus = Focus.DAYS
    day.ws.navigation.jump(-1)
    day.ws.navigation.show_day()
    assert day.model.scope == OLDER
    assert day.model.layout.focus is Focus.PAPERS


async def test_opening_a_paper_marks_it_read_and_goes_to_its_abstract(day: FakeReader) -> None:
    day.go_to("Depth")
    day.ws.navigation.open_paper()
    await day.settle()
    assert day.acts == ["open"]
    assert day.model.layout.focus is Focus.ABSTRACT
    day.ws.navigation.open_paper()
    await day.settle()
    assert day.acts == ["open"], "it is read already"


@pytest.mark.parametrize("size", [WIDE, SINGLE])
async def test_hits_are_gone_to_in_the_abstract(day: FakeReader, size: tuple[int, int]) -> None:
    day.model.layout.size = size
    await day.show(NEWEST, text="reasoning")
    day.ws.navigation.to_hit(1)
    assert day.model.abstract.hit == 0
    assert (day.model.layout.focus is Focus.ABSTRACT) == (size is SINGLE)
    await day.show(NEWEST)
    day.ws.navigation.to_hit(1)
    assert day.toast == toasts.NO_MATCH_IN_ABSTRACT


# Reading on


async def test_reading_on_scrolls_then_marks_read_and_goes_to_the_next_unread(
    day: FakeReader,
) -> None:
    day.model.layout.size = WIDE
    day.model.abstract.set_size(60, 8)
    await day.do("done", "Diffusion")
    day.go_to("Qwen3")
    await day.settle()
    pages = 0
    while day.title == "Qwen3":
        assert (day.acts, pages < 10) == (["done"], True)
        day.ws.navigation.read_on()
        pages += 1
    await day.settle()
    assert pages > 1
    assert day.title == day.titles[2], "the second is read already"
    assert day.acts == ["done", "open"]


async def test_where_one_pane_fits_reading_on_shows_the_abstract_first(day: FakeReader) -> None:
    day.model.layout.size = SINGLE
    day.model.abstract.set_size(48, 12)
    day.model.abstract.scroll_to(3)
    day.ws.navigation.read_on()
    assert day.model.layout.focus is Focus.ABSTRACT
    assert day.model.abstract.offset == 0
    day.ws.navigation.read_on()
    assert day.model.abstract.offset == 10


async def test_without_a_paper_there_is_nothing_to_read_on(day: FakeReader) -> None:
    await day.show(STARRED)
    day.ws.navigation.read_on()
    assert day.model.layout.focus is Focus.PAPERS
    assert day.journal == []


# Back


async def test_back_undoes_one_thing_at_a_time(day: FakeReader) -> None:
    model, back = day.model, day.ws.navigation.back
    await day.show(NEWEST, text="depth")
    model.papers.selection.toggle()
    model.layout.wide = True
    back()
    assert not model.papers.selection
    assert model.layout.wide
    back()
    assert model.layout.arrangement.list_width
    model.layout.focus = Focus.DAYS
    back()
    assert model.layout.focus is Focus.PAPERS
    back()
    assert model.filter_text == ""
    model.hints.seen = frozenset()
    first = model.hints.due
    assert first
    back()
    assert model.hints.due is not first


async def test_the_abstract_is_shown_alone_and_beside_the_list_again(day: FakeReader) -> None:
    day.ws.navigation.toggle_wide()
    assert (day.model.layout.wide, day.model.layout.focus) == (True, Focus.ABSTRACT)
    day.ws.navigation.toggle_wide()
    assert (day.model.layout.wide, day.model.layout.focus) == (False, Focus.PAPERS)


async def test_rows_have_one_line_or_two(day: FakeReader) -> None:
    before = day.model.layout.lines_per_row
    day.ws.navigation.toggle_lines()
    assert {before, day.model.layout.lines_per_row} == {1, 2}
    day.ws.navigation.toggle_lines()
    assert day.model.layout.lines_per_row == before


# To days


async def test_days_are_gone_through_and_the_ends_are_said(day: FakeReader) -> None:
    day.ws.navigation.to_day(-1)
    assert day.toast == toasts.IS_NEWEST
    day.ws.navigation.to_day(1)
    await day.settle()
    assert day.model.scope == OLDER
    day.ws.navigation.to_day(1)
    assert day.toast == toasts.IS_OLDEST
    day.ws.navigation.to_day(-1)
    await day.settle()
    assert len(day.titles) == 28


async def test_from_a_view_a_day_key_leads_to_the_newest_day(day: FakeReader) -> None:
    await day.show(ALL)
    day.ws.navigation.to_day(1)
    assert day.model.scope == NEWEST


# To unread papers


async def test_the_next_and_the_previous_unread_paper_are_gone_to(day: FakeReader) -> None:
    titles = day.titles
    await day.do("done", titles[1], titles[2])
    day.model.papers.move_to(0)
    day.ws.navigation.to_unread(1)
    assert day.model.papers.cursor == 3
    day.ws.navigation.to_unread(-1)
    assert day.model.papers.cursor == 0


async def test_unread_papers_are_found_however_far_they_are(
    day: FakeReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("daily_papers.ui.controllers.navigation._CHUNK", 2)
    day.ws.verdicts.read_rows(1, 25)
    await day.settle()
    day.ws.navigation.to_unread(1)
    assert day.model.papers.cursor == 25


async def test_at_the_end_the_next_day_with_unread_papers_is_said(day: FakeReader) -> None:
    day.ws.verdicts.read_rows(0, 28)
    await day.settle()
    day.ws.navigation.to_unread(1, done="Dismissed")
    assert day.toast.startswith("Dismissed · 30 Jul: ")
    assert "unread papers · [ goes there" in day.toast
    assert day.model.scope == NEWEST
    day.ws.navigation.to_unread(-1)
    assert day.toast == toasts.NO_MORE_UNREAD


async def test_a_second_time_at_the_end_leads_to_the_next_day(day: FakeReader) -> None:
    day.ws.verdicts.read_rows(0, 28)
    await day.settle()
    await day.show(OLDER)
    await day.do("done", day.titles[0])
    await day.show(NEWEST)
    day.ws.navigation.to_unread(1, past_the_end=True)
    assert day.toast.endswith("continues")
    assert day.model.scope == NEWEST
    day.ws.navigation.to_unread(1, past_the_end=True)
    await day.settle()
    assert len(day.titles) == 27
    row = day.model.papers.row
    assert row
    assert row.facts.unread
    assert day.model.papers.cursor > 0


async def test_a_second_time_counts_only_on_the_same_list(day: FakeReader) -> None:
    day.ws.verdicts.read_rows(0, 28)
    await day.settle()
    day.ws.navigation.to_unread(1, past_the_end=True)
    await day.show(LATER)
    await day.show(NEWEST)
    day.ws.navigation.to_unread(1, past_the_end=True)
    assert day.model.scope == NEWEST


async def test_where_everything_is_read_that_is_said(day: FakeReader) -> None:
    for scope in (NEWEST, OLDER):
        await day.show(scope)
        day.ws.verdicts.read_rows(0, len(day.titles))
        await day.settle()
    for _ in range(2):
        day.ws.navigation.to_unread(1, past_the_end=True)
        assert day.toast == toasts.NO_MORE_UNREAD
    assert day.model.scope == OLDER
