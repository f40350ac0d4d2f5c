"""The screen in step with the index: while it is updated, rebuilt, or changed by others."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from daily_papers.index.refresh import refresh
from daily_papers.library import Library
from daily_papers.papers.scopes import ALL, STARRED, UNREAD
from daily_papers.paths import Paths
from daily_papers.ui.strings import errors, toasts

from tests.ui.controllers.conftest import NEWEST, OLDER
from tests.ui.controllers.fakes import FakeReader


@pytest.fixture
def paths(paths: Paths, tmp_path: Path) -> Paths:
    """Paths with a cache that tests may write to."""
    return replace(paths, cache=Path(shutil.copytree(paths.cache, tmp_path / "cache")))


def add_day(paths: Paths, day: str = "2025-08-01", papers: int = 2) -> None:
    """Another digest arrives, and is indexed by another process."""
    entries = [
        {"paper": {"id": f"2508.{number:05}", "title": f"New {number}", "summary": "About it."}}
        for number in range(1, papers + 1)
    ]
    (paths.cache / f"{day}.hf.json").write_text(json.dumps(entries))
    refresh(paths)


# The indexer


async def test_progress_is_shown_for_more_than_one_file(day: FakeReader) -> None:
    day.ws.index.progress(0, 1)
    assert day.model.activity == ""
    day.ws.index.progress(1_000, 2_000)
    assert day.model.activity == "Reading digests 1,000 of 2,000"
    day.ws.index.updated("")
    assert day.model.activity == ""


async def test_an_index_that_cannot_be_written_is_said_until_it_can(day: FakeReader) -> None:
    day.ws.index.updated("the disk is full")
    assert day.model.activity == errors.index_not_written("the disk is full")
    day.ws.index.updated("")
    assert day.model.activity == ""


async def test_the_newest_day_is_shown_while_nobody_has_pressed_a_key(day: FakeReader) -> None:
    day.model.untouched = True
    add_day(day.paths)
    day.ws.index.progress(1, 2)
    await day.settle()
    assert day.titles == ["New", "New"]


async def test_what_was_left_the_last_time_stays_unless_a_newer_day_came(day: FakeReader) -> None:
    await day.show(OLDER)
    day.model.untouched = day.model.restored = True
    day.model.newest_visited = NEWEST.key
    day.ws.index.updated("")
    await day.settle()
    assert len(day.titles) == 27
    add_day(day.paths)
    day.ws.index.updated("")
    await day.settle()
    assert day.titles == ["New", "New"]


async def test_once_a_key_was_pressed_new_papers_are_counted_and_nothing_moves(
    day: FakeReader,
) -> None:
    await day.show(ALL)
    day.go_to("Depth")
    add_day(day.paths)
    day.ws.index.updated("")
    await day.settle()
    assert day.title == "Depth"
    assert len(day.titles) == 50
    assert day.model.listing
    assert day.model.listing.fresh == 2
    assert [each.total for each in day.model.calendar] == [2, 28, 27]
    day.ws.papers.refresh()
    await day.settle()
    assert len(day.titles) == 52
    assert day.title == "Depth"


async def test_an_empty_list_is_filled_with_what_came(day: FakeReader) -> None:
    await day.show(ALL, "title:new")
    assert day.titles == []
    add_day(day.paths)
    day.ws.index.updated("")
    await day.settle()
    assert day.titles == ["New", "New"]


async def test_keys_wait_no_more_once_it_is_known_that_nothing_came(reader: FakeReader) -> None:
    await reader.show(STARRED)
    assert reader.model.awaits_papers
    reader.ws.index.updated("")
    await reader.settle()
    assert not reader.model.awaits_papers


async def test_files_that_cannot_be_read_are_said_once(
    day: FakeReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = [("a.json", "it is no JSON"), ("b.json", "it is no JSON")]
    monkeypatch.setattr(Library, "problems", lambda _: bad)
    day.ws.index.updated("")
    assert day.toast == "a.json: it is no JSON (and 1 more)"
    day.host.say("")
    day.ws.index.updated("")
    assert day.toast == ""
    monkeypatch.setattr(Library, "problems", lambda _: bad[1:])
    day.ws.index.updated("")
    assert day.toast == "b.json: it is no JSON"


# Other windows


async def test_what_another_window_did_is_shown_in_the_next_look(day: FakeReader) -> None:
    await day.show(UNREAD)
    day.go_to("Depth")
    await day.settle()
    await day.do_elsewhere("star", "Depth")
    drawn: list[object] = []
    day.model.papers.redraw.connect(drawn.append)
    day.ws.index.poll()
    await day.settle()
    row = day.model.papers.row
    assert row
    assert row.facts.starred
    assert None in drawn, "all rows are drawn again"
    assert day.model.abstract.detail
    assert day.model.abstract.detail.facts.starred
    assert day.model.counts[STARRED] == 1
    assert day.title == "Depth", "what is shown does not move by itself"


async def test_what_this_window_acted_on_before_is_counted_again(day: FakeReader) -> None:
    await day.show(UNREAD)
    await day.do("star", "Depth")
    assert day.model.listing
    assert day.model.listing.stale == 1
    await day.do_elsewhere("unread", "Depth")
    day.ws.index.poll()
    assert day.model.listing.stale == 0


async def test_a_look_without_news_draws_nothing(day: FakeReader) -> None:
    day.ws.index.poll()
    await day.settle()
    drawn: list[object] = []
    day.model.papers.redraw.connect(drawn.append)
    day.ws.index.poll()
    assert drawn == []
    assert not day.host.posted


async def test_papers_that_another_window_brought_are_counted(day: FakeReader) -> None:
    await day.show(ALL)
    add_day(day.paths)
    day.ws.index.poll()
    await day.settle()
    assert day.model.listing
    assert day.model.listing.fresh == 2


async def test_a_look_before_anything_is_shown_does_nothing(reader: FakeReader) -> None:
    reader.ws.index.poll()
    assert reader.model.listing is None
    assert not reader.host.posted


# A damaged index


async def test_a_damaged_index_is_filled_again_and_the_same_paper_shown(
    day: FakeReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    day.ws.index.poll()
    day.go_to("Depth")
    monkeypatch.setattr(day.library, "switches", 1)
    day.ws.index.failed("file is not a database")
    assert day.model.rebuilds_index
    assert day.model.activity == toasts.REBUILDING
    assert day.host.started[-1] == "indexing"
    assert day.toast == "", "that it is filled again says enough"
    day.ws.index.progress(1, 2)
    assert day.model.activity == "Rebuilding the damaged index 1 of 2"
    day.ws.index.poll()
    assert day.title == "Depth"
    before = day.model.listing
    day.ws.index.updated("")
    await day.settle()
    assert not day.model.rebuilds_index
    assert day.model.listing is not before
    assert day.title == "Depth"
    assert day.model.activity == ""


async def test_while_it_cannot_be_filled_the_list_stays(
    day: FakeReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    day.ws.index.poll()
    monkeypatch.setattr(day.library, "switches", 1)
    day.ws.index.poll()
    before = day.model.listing
    day.ws.index.updated("the disk is full")
    assert day.model.rebuilds_index
    assert day.model.listing is before


async def test_an_index_that_cannot_be_read_and_is_not_rebuilt_is_said(day: FakeReader) -> None:
    day.ws.index.failed("disk I/O error")
    assert day.toast == errors.index_not_read("disk I/O error")
    assert not day.model.rebuilds_index
