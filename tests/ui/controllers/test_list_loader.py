"""What a list holds beyond its first rows is read in the background."""

from __future__ import annotations

from dataclasses import replace

import pytest
from daily_papers.library import Listing
from daily_papers.papers.scopes import ALL
from daily_papers.ui.services.index_reader import IndexReader

from tests.ui.controllers.conftest import NEWEST, OLDER
from tests.ui.controllers.fakes import FakeReader


async def test_a_list_that_comes_late_is_awaited_and_so_are_its_keys(day: FakeReader) -> None:
    day.go_to("Depth")
    day.show_late(OLDER)
    assert day.model.papers.awaited
    assert day.title == ""
    assert day.model.late
    released = day.key_releases
    await day.settle()
    assert not day.model.papers.awaited
    assert not day.model.late
    assert day.key_releases == released + 1
    assert len(day.titles) == 27
    assert day.model.count_text == "27 papers · 27 ●"


async def test_the_cursor_goes_to_a_paper_that_was_not_read_yet(day: FakeReader) -> None:
    day.go_to("Breaking")
    day.model.papers.resize(10)
    key, top = day.model.papers.key, day.model.papers.top
    day.show_late(NEWEST, key=key)
    assert day.ws.papers.position().key == key, "what is aimed at is the position until then"
    await day.settle()
    assert day.title == "Breaking"
    assert day.model.papers.top == top


async def test_a_list_without_the_paper_that_was_aimed_at_begins_at_its_top(
    day: FakeReader,
) -> None:
    key = day.go_to("Breaking")
    day.show_late(OLDER, key=key)
    await day.settle()
    assert day.model.papers.cursor == 0
    assert not day.model.papers.awaited


async def test_a_list_that_takes_long_says_so_and_holds_up_no_keys(day: FakeReader) -> None:
    day.show_late(OLDER)
    day.host.elapse()
    assert day.model.papers.placeholder == "Searching …"
    assert not day.model.late
    await day.settle()
    assert day.model.papers.placeholder == ""
    assert len(day.titles) == 27


async def test_a_list_that_came_meanwhile_does_not_say_that_it_takes_long(day: FakeReader) -> None:
    day.show_late(OLDER)
    await day.settle()
    day.host.elapse()
    assert day.model.papers.placeholder == ""


async def test_that_there_is_nothing_is_said_once_it_is_known(day: FakeReader) -> None:
    day.show_late(OLDER, "phlogiston")
    assert day.model.papers.placeholder == ""
    await day.settle()
    assert day.model.papers.placeholder == "No matches"


async def test_a_list_is_read_to_its_end_behind_its_first_frame(
    reader: FakeReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Listing, "PAGE", 1)
    monkeypatch.setattr("daily_papers.index.listing._FILL_ROWS", 4)
    reader.host.holds = True
    reader.ws.papers.show(ALL)
    assert not reader.model.papers.rows.complete
    assert reader.model.count_text.split()[0].isdigit()
    reader.host.draw()
    await reader.settle()
    assert reader.model.papers.rows.complete
    assert reader.model.count_text == "50 papers · 50 ●"


async def test_a_list_is_not_read_on_once_another_is_shown(day: FakeReader) -> None:
    day.show_late(ALL)
    before = day.model.papers.rows
    await day.show(OLDER)
    assert not before.complete
    assert len(day.titles) == 27


async def test_a_row_that_is_not_in_memory_is_read_when_it_is_to_be_drawn(
    day: FakeReader,
) -> None:
    day.show_late(OLDER)
    await day.settle()
    grown: list[bool] = []
    day.model.papers.grown.connect(grown.append)
    day.ws.papers.load_row(3)
    await day.settle()
    assert grown == [False], "rows are drawn again, and none was awaited"


async def test_work_on_a_closed_library_ends_in_silence(reader: FakeReader) -> None:
    session = replace(reader.ctx.session, reader=IndexReader())
    reader.ctx.session = session
    reader.show_late(ALL, "reasoning")
    session.reader.close()
    await reader.settle()
    assert reader.toast == ""
