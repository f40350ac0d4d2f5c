"""Counts of days and views, of hits, of newcomers, and of the user's own views."""

from __future__ import annotations

import pytest
from daily_papers.library import Cancelled, Library
from daily_papers.papers.scopes import ALL, MUTED, STARRED, UNREAD, SavedViewScope
from daily_papers.state.views import saved_view

from tests.ui.controllers.conftest import NEWEST, OLDER
from tests.ui.controllers.fakes import FakeReader


async def test_days_and_views_are_counted_with_each_act(day: FakeReader) -> None:
    await day.do("star", "Depth")
    await day.do("dismiss", "Radial")
    assert day.model.counts[STARRED] == 1
    assert day.model.counts[UNREAD] == 48
    assert [each.unread for each in day.model.calendar] == [26, 27]
    line = day.model.days.items.line_of(STARRED)
    assert line is not None
    assert day.model.days.items[line].count == 1
    assert day.model.count_text == "28 papers · 26 ●"


async def test_the_pane_of_days_follows_what_is_shown(day: FakeReader) -> None:
    for scope in (OLDER, UNREAD, STARRED):
        await day.show(scope)
        assert day.model.days.scope == scope


async def test_hits_are_counted_in_all_papers(day: FakeReader) -> None:
    await day.type("reasoning")
    here = len(day.titles)
    assert day.model.listing
    everywhere = day.model.listing.everywhere
    assert everywhere is not None
    assert everywhere > here
    assert day.model.count_text == f"{here} papers · {everywhere} everywhere"


async def test_hits_in_all_papers_are_not_counted_twice(reader: FakeReader) -> None:
    await reader.show(ALL, "reasoning")
    assert reader.model.count_text == f"{len(reader.titles)} papers"


async def test_how_many_hits_there_will_be_is_known_before_they_are_read(day: FakeReader) -> None:
    day.show_late(ALL, "reasoning")
    assert day.model.count_text == "…"
    await day.settle()
    assert day.model.count_text == f"{len(day.titles)} papers"


# What is offered where nothing is found


async def test_dismissed_papers_are_offered(day: FakeReader) -> None:
    await day.do("dismiss", "Depth")
    await day.show(NEWEST, "depth anything")
    assert day.model.count_text == "no matches · 1 dismissed"
    assert day.model.papers.placeholder == "No matches · 1 dismissed: enter adds is:dismissed"


async def test_dismissed_papers_are_offered_elsewhere(day: FakeReader) -> None:
    await day.do("dismiss", "Depth")
    await day.show(OLDER, "depth anything")
    assert (
        day.model.papers.placeholder
        == "No matches · 1 dismissed elsewhere: enter adds is:dismissed"
    )


async def test_muted_papers_are_offered_and_counted(day: FakeReader) -> None:
    day.ws.rules.mute("depth anything")
    await day.settle()
    assert day.model.counts[MUTED] == 1
    assert day.model.count_text == "27 papers · 27 ● · 1 muted"
    await day.show(NEWEST, "depth anything")
    assert day.model.count_text == "no matches · 1 muted"
    await day.show(NEWEST, "depth")
    assert "1 muted" in day.model.count_text
    await day.show(MUTED, "depth")
    assert "muted" not in day.model.count_text


async def test_a_paper_is_offered_by_its_id_wherever_it_is(day: FakeReader) -> None:
    await day.show(OLDER, "arxiv.org/abs/2406.09414")
    assert day.titles == []
    day.ws.filter.take_offer()
    await day.settle()
    assert day.titles == ["Depth"]
    assert day.model.scope == ALL


async def test_words_that_are_alike_are_offered(day: FakeReader) -> None:
    await day.show(NEWEST, "difusion")
    assert "similar" in day.model.count_text
    day.ws.filter.take_offer()
    await day.settle()
    assert day.model.filter_text == "~difusion"
    assert day.titles


async def test_nothing_is_offered_where_nothing_would_be_found(day: FakeReader) -> None:
    await day.show(NEWEST, "phlogiston")
    assert day.model.count_text == "0 papers · 0 everywhere"
    assert day.model.papers.placeholder == "No matches"


async def test_what_is_counted_for_a_list_that_is_gone_is_not_shown(
    day: FakeReader,
) -> None:
    day.ws.papers.show(NEWEST, text="reasoning")
    before = day.model.listing
    await day.show(NEWEST)
    assert before
    assert before.everywhere is None
    assert day.model.count_text == "28 papers · 28 ●"


# Newcomers


async def test_papers_that_came_are_counted(reader: FakeReader) -> None:
    await reader.show(STARRED)
    await reader.do_elsewhere("star", "Depth", "Radial")
    reader.library.reload()
    reader.ws.papers.count_new()
    await reader.settle()
    assert reader.model.listing
    assert reader.model.listing.fresh == 2


async def test_papers_that_left_are_no_newcomers(reader: FakeReader) -> None:
    await reader.show(UNREAD)
    await reader.do("star", "Depth")
    reader.ws.papers.count_new()
    await reader.settle()
    assert reader.model.listing
    assert reader.model.listing.fresh == 0


# The user's own views


async def test_the_users_views_are_counted_in_the_background(day: FakeReader) -> None:
    day.ws.views.save("Reasoning", "reasoning")
    await day.settle()
    scope = SavedViewScope("Reasoning")
    assert list(day.model.view_names) == ["Reasoning"]
    assert day.model.counts[scope] > 0
    await day.show(scope)
    assert len(day.titles) == day.model.counts[scope]


async def test_a_view_that_cannot_be_read_counts_as_empty(day: FakeReader) -> None:
    day.writer.write_profile("view", saved_view("Odd", "upvotes:many", ""))
    await day.settle()
    assert day.model.counts[SavedViewScope("Odd")] == 0


async def test_a_count_that_was_interrupted_is_made_again(
    day: FakeReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    count, interrupted = Library.count, [True]

    def count_at_the_second_time(*given: object) -> int:
        if interrupted:
            interrupted.clear()
            raise Cancelled
        return count(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(Library, "count", count_at_the_second_time)
    day.ws.views.save("Reasoning", "reasoning")
    await day.settle()
    assert not interrupted
    assert day.model.counts[SavedViewScope("Reasoning")] > 0
