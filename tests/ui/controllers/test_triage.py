"""A triage: verdicts on one paper after another."""

from __future__ import annotations

import pytest
from daily_papers.papers.scopes import ALL
from daily_papers.ui.commands.triage import TRIAGE
from daily_papers.ui.controllers.triage import TriageController
from daily_papers.ui.strings import toasts

from tests.ui.controllers.conftest import NEWEST, OLDER
from tests.ui.controllers.fakes import FakeReader


def open_triage(reader: FakeReader) -> TriageController:
    """Go through the unread papers of the list."""
    opened: list[TriageController] = []
    ws = reader.ws
    ws.inbox.go_through(
        lambda plan: opened.append(
            TriageController(ws.ctx, ws.verdicts, ws.suggestions, plan, TRIAGE)
        )
    )
    [triage] = opened
    triage.model.page.set_size(60, 8)
    triage.begin()
    return triage


@pytest.fixture
async def triage(day: FakeReader) -> TriageController:
    """A triage of the newest day, at its first paper."""
    triage = open_triage(day)
    day.ws.triage = triage
    await day.settle()
    return triage


def shown(triage: TriageController) -> str:
    """The first word of the paper that is shown."""
    detail = triage.model.page.detail
    return detail.paper.title.split()[0] if detail else ""


async def decide(reader: FakeReader, triage: TriageController, *acts: str) -> None:
    """Decide on one paper after another."""
    for act in acts:
        triage.decide(act)
        await settle(reader, triage)


async def settle(reader: FakeReader, triage: TriageController) -> None:
    """Let the triage hear of acts as its screen does."""
    handle = reader.ws.verdicts.act_finished
    with pytest.MonkeyPatch.context() as patch:

        def act_finished(message: object) -> None:
            handle(message)  # type: ignore[arg-type]
            triage.act_finished(message)  # type: ignore[arg-type]
            triage.continue_after(message)  # type: ignore[arg-type]

        patch.setattr(reader.ws.verdicts, "act_finished", act_finished)
        await reader.settle()


async def test_the_first_paper_is_shown_and_keys_go_on(
    day: FakeReader, triage: TriageController
) -> None:
    assert day.model.triage is triage.model
    assert day.model.shown_paper is triage.model.page.detail
    assert shown(triage) == "Qwen3"
    assert triage.model.scope == "31 Jul"
    assert not triage.model.waits
    progress = triage.model.progress
    assert (progress.place, progress.total, progress.decided) == (1, 28, 0)
    assert progress.following.startswith("Diffusion")
    assert [label for _, label in triage.model.keys][:4] == ["star", "later", "dismiss", "done"]


async def test_a_verdict_is_written_and_the_next_paper_shown(
    day: FakeReader, triage: TriageController
) -> None:
    await decide(day, triage, "star", "later", "dismiss", "done")
    assert day.acts == ["star", "later", "dismiss", "done"]
    progress = triage.model.progress
    assert (progress.place, progress.decided) == (5, 4)
    assert progress.kept == (("starred", 1), ("later", 1))
    assert progress.last
    assert progress.last[0] == ""
    assert day.title == shown(triage), "the list's cursor follows"


async def test_a_verdict_sets_and_never_toggles(day: FakeReader, triage: TriageController) -> None:
    await decide(day, triage, "star")
    triage.move(-1)
    assert triage.model.progress.verdict == "starred"
    await decide(day, triage, "star")
    assert day.acts == ["star"]


async def test_papers_are_skipped_and_gone_back_to(
    day: FakeReader, triage: TriageController
) -> None:
    triage.move(2)
    assert triage.model.progress.place == 3
    triage.move(-100)
    assert triage.model.progress.place == 1
    await settle(day, triage)
    assert day.journal == []
    triage.move(100)
    assert triage.model.ended


async def test_an_undo_leads_back_to_its_paper_and_keys_wait_for_it(
    day: FakeReader, triage: TriageController
) -> None:
    await decide(day, triage, "star", "dismiss")
    triage.undo()
    assert triage.model.waits
    await settle(day, triage)
    assert not triage.model.waits
    assert shown(triage) == "Diffusion"
    assert triage.model.progress.decided == 1
    assert day.acts == ["star", "dismiss", "undo"]


async def test_a_verdict_that_wrote_nothing_is_undone_without_writing(
    day: FakeReader, triage: TriageController
) -> None:
    await decide(day, triage, "star")
    triage.move(-1)
    await decide(day, triage, "star")
    triage.undo()
    await settle(day, triage)
    assert shown(triage) == "Qwen3"
    assert day.acts == ["star"]
    assert not triage.model.waits


async def test_an_undo_of_what_was_done_before_shows_its_paper(day: FakeReader) -> None:
    await day.do("dismiss", "Depth")
    day.model.papers.move_to(0)
    triage = open_triage(day)
    triage.undo()
    await settle(day, triage)
    assert shown(triage) == "Depth"


async def test_keys_meant_for_a_paper_that_an_undo_did_not_find_are_dropped(
    day: FakeReader, triage: TriageController
) -> None:
    heard: list[bool] = []
    act_finished = day.ws.verdicts.act_finished

    def hear(message: object) -> None:
        act_finished(message)  # type: ignore[arg-type]
        heard.append(triage.act_finished(message))  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(day.ws.verdicts, "act_finished", hear)
        triage.undo()
        await day.settle()
        triage.decide("star")
        await day.settle()
    assert heard == [True, False]


async def test_waiting_is_given_up(day: FakeReader, triage: TriageController) -> None:
    triage.undo()
    assert triage.model.waits
    triage.interrupt()
    assert not triage.model.waits


async def test_a_paper_that_is_gone_is_said(
    day: FakeReader, triage: TriageController, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(day.library), "detail", lambda *_: None)
    triage.decide("star")
    assert day.toast == toasts.GONE
    await settle(day, triage)
    assert day.journal == []


async def test_scrolling_says_once_at_the_end_which_keys_decide(
    day: FakeReader, triage: TriageController
) -> None:
    page = triage.model.page
    triage.scroll(lines=1)
    assert page.offset == 1
    triage.scroll(pages=1)
    assert page.offset > 1
    while page.lines_below:
        triage.scroll(pages=1)
    assert day.toast == ""
    triage.scroll(pages=-1)
    assert day.toast == ""
    while page.lines_below:
        triage.scroll(pages=1)
    triage.scroll(lines=1)
    assert day.toast.startswith(toasts.decide(("s", "b", "d", "e")))
    day.host.say("")
    triage.scroll(lines=1)
    assert day.toast == ""
    await settle(day, triage)
    assert day.journal == [], "reading on marks nothing"


async def test_muted_papers_come_no_more(day: FakeReader, triage: TriageController) -> None:
    day.ws.rules.mute("depth anything")
    await settle(day, triage)
    assert triage.model.progress.total == 27
    day.ws.verdicts.undo()
    await settle(day, triage)
    assert triage.model.progress.total == 28


async def test_several_days_say_each_papers_own(day: FakeReader) -> None:
    await day.show(ALL)
    triage = open_triage(day)
    assert triage.model.scope == "All · 31 Jul"


# The end


async def end(reader: FakeReader, triage: TriageController) -> None:
    """Star a paper, put one off, skip two, dismiss the rest."""
    await decide(reader, triage, "star", "later")
    triage.move(2)
    while not triage.model.ended:
        triage.decide("dismiss")
    await settle(reader, triage)


async def test_the_end_sums_up(day: FakeReader, triage: TriageController) -> None:
    await end(day, triage)
    summary = triage.model.summary
    assert summary.name == "Thursday, 31 July"
    assert (summary.decided, summary.total) == (26, 28)
    assert dict(summary.counts) == {"starred": 1, "later": 1, "dismissed": 24}
    assert [register for register, _ in summary.kept] == ["starred", "later"]
    assert summary.kept[0][1].startswith("Qwen3")
    assert triage.model.page.detail is None
    labels = [label for _, label in triage.model.end_keys]
    assert len(labels) == 5
    assert "30 Jul" in labels[2]


async def test_those_without_a_verdict_are_gone_through_once_more(
    day: FakeReader, triage: TriageController
) -> None:
    triage.go_through_left()
    assert triage.model.progress.total == 28, "only at the end"
    await end(day, triage)
    triage.go_through_left()
    assert not triage.model.ended
    assert triage.model.progress.total == 2
    assert shown(triage) == day.titles[2]


async def test_what_was_kept_is_copied(day: FakeReader, triage: TriageController) -> None:
    triage.copy_kept()
    assert day.toast == toasts.NOTHING_KEPT
    assert day.host.copied == []
    await end(day, triage)
    triage.copy_kept()
    [copied] = day.host.copied
    assert copied.startswith("- [Qwen3 Technical Report](https://")
    assert copied.count("\n") == 2
    assert day.toast == "Copied 2 papers"


async def test_at_the_end_no_verdict_is_given(day: FakeReader, triage: TriageController) -> None:
    triage.move(100)
    triage.decide("star")
    await settle(day, triage)
    assert day.journal == []


async def test_the_day_before_follows(day: FakeReader, triage: TriageController) -> None:
    assert triage.day_before
    assert triage.day_before.digest == OLDER
    await day.show(OLDER)
    assert triage.day_before is None


async def test_whoever_leaves_is_back_at_the_list(
    day: FakeReader, triage: TriageController
) -> None:
    triage.move(3)
    triage.end()
    assert day.model.triage is None
    assert day.model.papers.cursor == 3
    assert day.model.scope == NEWEST
    before = triage.model.page.page
    day.model.changed("appearance")
    assert triage.model.page.page is before, "nothing is laid out for it any more"
