"""The order of Later: papers moved up and down in the queue."""

from __future__ import annotations

import pytest
from daily_papers.library import Listing
from daily_papers.papers.scopes import LATER
from daily_papers.ui.strings import toasts

from tests.ui.controllers.conftest import NEWEST
from tests.ui.controllers.fakes import FakeReader

QUEUE = ["Qwen3", "Depth", "Radial", "Breaking"]


@pytest.fixture
async def later(day: FakeReader) -> FakeReader:
    """A reader that shows Later with four papers."""
    await day.do("later", *QUEUE)
    await day.show(LATER)
    assert day.titles == QUEUE
    return day


async def test_a_paper_moves_down_and_the_cursor_with_it(later: FakeReader) -> None:
    later.ws.queue.move_paper(1)
    await later.settle()
    assert later.titles == ["Depth", "Qwen3", "Radial", "Breaking"]
    assert later.title == "Qwen3"
    assert later.toast == "Now 2 of 4 · u undoes"
    await later.show(LATER)
    assert later.titles == ["Depth", "Qwen3", "Radial", "Breaking"], "and stays there"


async def test_a_paper_moves_up_and_to_the_ends(later: FakeReader) -> None:
    later.go_to("Radial")
    later.ws.queue.move_paper(-1)
    assert later.titles == ["Qwen3", "Radial", "Depth", "Breaking"]
    later.ws.queue.move_paper(-100)
    assert later.titles == ["Radial", "Qwen3", "Depth", "Breaking"]
    later.ws.queue.move_paper(100)
    assert later.titles == ["Qwen3", "Depth", "Breaking", "Radial"]
    await later.settle()
    await later.show(LATER)
    assert later.titles == ["Qwen3", "Depth", "Breaking", "Radial"]


async def test_at_the_ends_nothing_is_written(later: FakeReader) -> None:
    written = len(later.journal)
    later.ws.queue.move_paper(-1)
    assert later.toast == toasts.IS_FIRST
    later.go_to("Breaking")
    later.ws.queue.move_paper(1)
    assert later.toast == toasts.IS_LAST
    await later.settle()
    assert len(later.journal) == written


async def test_a_paper_that_left_the_queue_is_skipped_and_keeps_its_place(
    later: FakeReader,
) -> None:
    await later.do("unlater", "Depth")
    later.go_to("Qwen3")
    later.ws.queue.move_paper(1)
    await later.settle()
    assert later.titles == ["Radial", "Depth", "Qwen3", "Breaking"]
    assert later.toast.startswith("Now 2 of 3")
    later.go_to("Depth")
    later.ws.queue.move_paper(1)
    assert later.toast == toasts.NOT_QUEUED


async def test_an_undo_restores_the_order_and_a_redo_moves_again(later: FakeReader) -> None:
    later.go_to("Depth")
    later.ws.queue.move_paper(2)
    await later.settle()
    later.go_to("Qwen3")
    later.ws.verdicts.undo()
    await later.settle()
    assert later.titles == QUEUE
    assert later.title == "Depth", "an undo leads to its paper"
    later.ws.verdicts.redo()
    await later.settle()
    assert later.titles == ["Qwen3", "Radial", "Breaking", "Depth"]


async def test_only_later_has_an_order(later: FakeReader) -> None:
    await later.show(NEWEST)
    before = later.titles
    later.ws.queue.move_paper(1)
    assert later.toast.startswith(toasts.ONLY_LATER)
    assert later.titles == before


async def test_a_filter_that_sorts_leaves_no_order_to_change(later: FakeReader) -> None:
    await later.show(LATER, "sort:title")
    before = later.titles
    later.ws.queue.move_paper(1)
    assert later.toast == toasts.FILTER_SORTS
    assert later.titles == before


async def test_a_filtered_queue_can_be_ordered(later: FakeReader) -> None:
    await later.show(LATER, "depth OR qwen3")
    assert later.titles == ["Qwen3", "Depth"]
    later.ws.queue.move_paper(1)
    await later.settle()
    await later.show(LATER)
    assert later.titles == ["Depth", "Radial", "Breaking", "Qwen3"]


async def test_a_queue_that_is_still_read_cannot_be_ordered(
    later: FakeReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = len(later.journal)
    monkeypatch.setattr(Listing, "PAGE", 1)
    monkeypatch.setattr("daily_papers.index.listing._FILL_ROWS", 1)
    later.host.holds = True
    later.ws.papers.show(LATER)
    assert not later.model.papers.rows.complete
    later.ws.queue.move_paper(1)
    assert later.toast == toasts.LATER_LOADING
    later.ws.queue.restore_order()
    later.host.draw()
    await later.settle()
    assert later.titles == QUEUE
    assert len(later.journal) == written
