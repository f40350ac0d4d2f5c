"""Days as an inbox: going through what is unread, catching up, clearing a long past."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from daily_papers.index.refresh import refresh
from daily_papers.library import Listing
from daily_papers.papers.scopes import ALL, STARRED, UNREAD
from daily_papers.paths import Paths
from daily_papers.ui.controllers.inbox import TriagePlan
from daily_papers.ui.strings import toasts

from tests.ui.controllers.conftest import NEWEST, OLDER
from tests.ui.controllers.fakes import FakeReader


def title(reader: FakeReader, key: int | None) -> str:
    """The first word of a paper's title."""
    detail = reader.library.detail(key) if key is not None else None
    return detail.paper.title.split()[0] if detail else ""


# Going through papers


async def test_the_unread_papers_are_gone_through_from_the_cursor_on(day: FakeReader) -> None:
    plans: list[TriagePlan] = []
    await day.do("done", "Diffusion")
    day.go_to("Depth")
    day.ws.inbox.go_through(plans.append)
    [plan] = plans
    assert plan.queue.total == 27
    assert title(day, plan.queue.current) == "Depth"
    assert (plan.name, plan.long_name) == ("31 Jul", "Thursday, 31 July")


async def test_where_nothing_below_is_unread_the_first_of_all_is_the_first(
    day: FakeReader,
) -> None:
    plans: list[TriagePlan] = []
    day.ws.verdicts.read_rows(20, 28)
    await day.settle()
    day.model.papers.move_to(25)
    day.ws.inbox.go_through(plans.append)
    assert plans[0].queue.position == 1
    assert plans[0].queue.total == 20


async def test_a_view_is_gone_through_under_its_name(day: FakeReader) -> None:
    plans: list[TriagePlan] = []
    await day.show(UNREAD)
    day.ws.inbox.go_through(plans.append)
    assert plans[0].name == plans[0].long_name == "Unread"


async def test_a_day_without_unread_papers_says_where_some_are(day: FakeReader) -> None:
    plans: list[TriagePlan] = []
    day.ws.verdicts.read_rows(0, 28)
    await day.settle()
    day.ws.inbox.go_through(plans.append)
    assert plans == []
    assert day.toast == f"Cleared · [ 30 Jul ({day.model.calendar[1].unread})"
    assert day.ws.inbox.cleared_text == day.toast
    await day.show(OLDER)
    assert day.ws.inbox.cleared_text == ""
    day.ws.verdicts.read_rows(0, 27)
    await day.settle()
    assert day.ws.inbox.cleared_text == toasts.CLEARED


async def test_an_empty_list_has_nothing_to_go_through(day: FakeReader) -> None:
    await day.show(STARRED)
    day.ws.inbox.go_through(lambda _: pytest.fail("there is nothing"))
    assert day.toast == toasts.NOTHING_UNREAD


async def test_a_long_list_is_read_first_and_keys_wait_for_it(
    day: FakeReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    plans: list[TriagePlan] = []
    monkeypatch.setattr(Listing, "PAGE", 1)
    monkeypatch.setattr("daily_papers.index.listing._FILL_ROWS", 4)
    day.host.holds = True
    day.ws.papers.show(ALL)
    day.ws.inbox.go_through(plans.append)
    assert plans == []
    assert day.model.opens_triage
    released = day.key_releases
    await day.host.wait()
    day.host.draw()
    await day.settle()
    assert plans[0].queue.total == 50
    assert not day.model.opens_triage
    assert day.key_releases > released


async def test_nothing_is_gone_through_once_another_list_is_shown(
    day: FakeReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Listing, "PAGE", 1)
    monkeypatch.setattr("daily_papers.index.listing._FILL_ROWS", 4)
    day.host.holds = True
    day.ws.papers.show(ALL)
    day.ws.inbox.go_through(lambda _: pytest.fail("another list is shown"))
    day.ws.papers.show(OLDER)
    day.host.draw()
    await day.settle()
    assert not day.model.opens_triage


async def test_all_missed_days_are_caught_up_with_as_one_queue(day: FakeReader) -> None:
    plans: list[TriagePlan] = []
    day.ws.inbox.catch_up(plans.append)
    await day.settle()
    assert day.model.scope == UNREAD
    assert day.model.filter_text == "date:2025-07-30.."
    assert plans[0].name == "Catch up 30 Jul – 31 Jul"
    assert plans[0].queue.total == 50
    day.ws.inbox.visited.clear()
    plans[0].at_end()
    assert {NEWEST, OLDER} <= day.ws.inbox.visited


async def test_only_days_since_the_last_visit_are_missed(day: FakeReader) -> None:
    plans: list[TriagePlan] = []
    day.ws.inbox.since = "2025-07-30"
    day.ws.inbox.catch_up(plans.append)
    assert plans[0].name == "Catch up 31 Jul"
    day.ws.inbox.since = "2025-07-31"
    day.ws.inbox.catch_up(plans.append)
    assert len(plans) == 1
    assert day.toast.startswith(toasts.NONE_MISSED)


# Visits


async def test_days_that_were_shown_or_cleared_are_visited(day: FakeReader) -> None:
    day.ws.inbox.visited.clear()
    day.ws.inbox.since = "2025-07-29"
    assert day.ws.inbox.visited_up_to == "2025-07-29"
    await day.show(OLDER)
    assert day.ws.inbox.visited_up_to == "2025-07-30"
    await day.show(NEWEST)
    assert day.ws.inbox.visited_up_to == "2025-07-31"
    assert day.ws.inbox.newest_day == "2025-07-31"


async def test_new_days_are_announced_until_they_were_seen(day: FakeReader) -> None:
    await day.show(UNREAD)
    day.ws.inbox.visited.clear()
    day.model.newest_visited = "2025-07-29"
    day.ws.inbox.announce()
    assert day.model.announcement == ("2 days since your last visit", "gc catches up")
    await day.show(OLDER)
    assert day.model.announcement
    await day.show(NEWEST)
    assert not day.model.announcement


async def test_one_new_day_needs_no_announcement(day: FakeReader) -> None:
    day.model.newest_visited = "2025-07-30"
    day.ws.inbox.visited.clear()
    day.ws.inbox.announce()
    assert day.model.announcement == ()


async def test_the_announcement_of_others_is_kept(day: FakeReader) -> None:
    day.model.announcement = ("Sample digests",)
    day.ws.inbox.announce()
    assert day.model.announcement == ("Sample digests",)


# A long past


@pytest.fixture
async def past(paths: Paths, tmp_path: Path) -> AsyncIterator[FakeReader]:
    """A reader of five days with 30 papers each, four of them a month before the fifth."""
    cache = tmp_path / "past"
    cache.mkdir()
    for number, day in enumerate(("06-01", "06-02", "06-03", "06-04", "07-01")):
        papers = [
            {"paper": {"id": f"25{number:02}.{rank:05}", "title": f"Paper {rank} of {day}"}}
            for rank in range(30)
        ]
        (cache / f"2025-{day}.json").write_text(json.dumps(papers), "utf-8")
    there = replace(paths, cache=cache, index=tmp_path / "past-index")
    refresh(there)
    reader = FakeReader(there)
    yield reader
    await reader.close()


async def test_a_long_past_is_marked_read_as_one_step_when_asked_twice(past: FakeReader) -> None:
    past.ws.papers.show_newest_day()
    await past.settle()
    past.ws.inbox.announce()
    assert past.ws.inbox.offers
    assert past.model.announcement[0] == "150 unread"
    for _ in range(2):
        past.ws.verdicts.answer("old_read")
        past.ws.inbox.read_old()
        await past.settle()
    assert past.acts == ["read"]
    assert len(past.journal[0]["p"]) == 120
    assert past.model.counts[UNREAD] == 30
    past.ws.inbox.announce()
    assert past.model.announcement == ()
    past.ws.inbox.read_old()
    await past.settle()
    assert past.toast == toasts.NOTHING_OLD


async def test_a_long_past_is_offered_once_and_only_where_little_was_done(
    past: FakeReader,
) -> None:
    past.ws.papers.show_newest_day()
    await past.settle()
    past.ws.inbox.may_offer = False
    past.ws.inbox.announce()
    assert not past.ws.inbox.offers
    past.ws.inbox.may_offer = True
    past.ws.verdicts.read_rows(0, 30)
    await past.settle()
    past.ws.inbox.announce()
    assert not past.ws.inbox.offers
