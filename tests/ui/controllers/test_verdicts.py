"""Acts on papers: shown at once, written, reported, undone."""

from __future__ import annotations

import pytest
from daily_papers.papers.scopes import ALL, STARRED
from daily_papers.ui.strings import toasts

from tests.ui.controllers.conftest import NEWEST, OLDER
from tests.ui.controllers.fakes import FakeReader

VERDICTS_MODULE = "daily_papers.ui.controllers.verdicts"

# The paper under the cursor


async def test_an_act_is_shown_before_it_is_written(day: FakeReader) -> None:
    day.writer.holds = True
    day.go_to("Depth")
    day.ws.verdicts.apply("star")
    row = day.model.papers.row
    assert row
    assert row.facts.starred
    assert day.toast == "★ Starred · u undoes"
    assert day.journal == []
    day.writer.release()
    await day.settle()
    assert day.acts == ["star"]
    assert day.toast == "★ Starred · u undoes"


async def test_the_row_of_the_paper_is_drawn_again(day: FakeReader) -> None:
    drawn: list[int] = []
    day.model.papers.redraw.connect(lambda rows: drawn.append(rows.first if rows else -1))
    day.model.papers.move_to(3)
    day.ws.verdicts.apply("star")
    assert drawn == [3]


async def test_a_toggle_switches_on_and_off(day: FakeReader) -> None:
    await day.do("toggle_star", "Depth", "Depth")
    assert day.acts == ["star", "unstar"]


async def test_what_changes_nothing_is_said_and_not_written(day: FakeReader) -> None:
    await day.do("star", "Depth", "Depth")
    assert day.toast == "Starred already"
    assert day.acts == ["star"]


async def test_only_acts_that_lead_on_say_what_was_done(day: FakeReader) -> None:
    day.go_to("Depth")
    assert day.ws.verdicts.apply("star") is None
    done = day.ws.verdicts.apply("dismiss")
    assert done == "× Dismissed, its star is gone · u undoes"
    assert day.toast == done


async def test_without_a_paper_nothing_is_done(day: FakeReader) -> None:
    await day.show(STARRED)
    assert day.ws.verdicts.apply("star") is None
    assert day.toast == toasts.NO_PAPER
    assert day.journal == []


async def test_a_paper_that_is_not_drawn_yet_can_be_acted_on(day: FakeReader) -> None:
    key = day.go_to("Depth")
    rows = day.model.papers.rows
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(rows), "row", lambda *_: None)
        assert day.model.papers.row is None
        day.ws.verdicts.apply("star")
    await day.settle()
    assert day.library.facts([key])[key].starred


# Many papers


async def test_a_selection_is_acted_on_as_one_step_and_ends(day: FakeReader) -> None:
    day.model.papers.selection.toggle(3)
    assert day.ws.verdicts.apply("star") is None
    await day.settle()
    assert day.toast == "★ 3 starred · u undoes"
    assert not day.model.papers.selection
    [act] = day.journal
    assert (act["act"], len(act["p"])) == ("star", 3)


async def test_only_what_changes_is_written_of_a_selection(day: FakeReader) -> None:
    await day.do("star", "Qwen3")
    day.go_to("Qwen3")
    day.model.papers.selection.toggle(3)
    day.ws.verdicts.apply("star")
    await day.settle()
    assert day.toast.startswith("★ 2 starred")
    assert len(day.journal[-1]["p"]) == 2


async def test_a_toggle_of_a_selection_is_off_only_where_it_is_on_for_all(
    day: FakeReader,
) -> None:
    await day.do("star", "Qwen3")
    for _ in range(2):
        day.go_to("Qwen3")
        day.model.papers.selection.toggle(2)
        day.ws.verdicts.apply("toggle_star")
        await day.settle()
    assert day.acts == ["star", "star", "unstar"]
    assert len(day.journal[-1]["p"]) == 2


async def test_where_nothing_of_a_selection_changes_that_is_said(day: FakeReader) -> None:
    await day.do("star", *day.titles[:2])
    day.go_to("Qwen3")
    day.model.papers.selection.toggle(2)
    day.ws.verdicts.apply("star")
    assert day.toast == "All starred already"
    assert len(day.journal) == 2


async def test_stars_that_are_lost_are_said(day: FakeReader) -> None:
    await day.do("star", "Qwen3")
    day.model.papers.move_to(0)
    day.model.papers.selection.toggle(3)
    day.ws.verdicts.apply("dismiss")
    assert day.toast.startswith("× 3 dismissed, 1 star")


# Over a hundred papers


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let more than three papers be many."""
    monkeypatch.setattr(f"{VERDICTS_MODULE}._ASK_ABOVE", 3)


@pytest.mark.usefixtures("few")
async def test_an_act_on_very_many_papers_asks_and_then_is_done(day: FakeReader) -> None:
    day.model.papers.selection.toggle(4)
    day.ws.verdicts.answer("star")
    day.ws.verdicts.apply("star")
    assert day.toast == toasts.press_again(4)
    assert len(day.model.papers.selection) == 4
    assert not day.ws.verdicts.answer("star")
    day.writer.holds = True
    day.ws.verdicts.apply("star")
    assert day.toast == "Working on 4 papers …"
    row = day.model.papers.row
    assert row
    assert row.facts.starred, "what is in sight shows it at once"
    day.writer.release()
    await day.settle()
    assert day.toast == "4 starred · u undoes"
    assert not day.model.papers.selection
    assert len(day.journal[0]["p"]) == 4


@pytest.mark.usefixtures("few")
async def test_as_many_as_the_limit_are_not_asked_about(day: FakeReader) -> None:
    day.model.papers.selection.toggle(3)
    day.ws.verdicts.apply("star")
    await day.settle()
    assert day.acts == ["star"]


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize(("key", "said"), [("back", toasts.CANCELLED), ("down", "")])
async def test_another_key_is_a_no(day: FakeReader, key: str, said: str) -> None:
    day.model.papers.selection.toggle(4)
    day.ws.verdicts.answer("star")
    day.ws.verdicts.apply("star")
    assert day.ws.verdicts.answer(key) is (key == "back")
    assert day.toast == said
    day.ws.verdicts.answer("star")
    day.ws.verdicts.apply("star")
    await day.settle()
    assert day.toast == toasts.press_again(4)
    assert day.journal == []


@pytest.mark.usefixtures("few")
async def test_a_question_about_other_papers_is_asked_again(day: FakeReader) -> None:
    day.model.papers.selection.toggle(4)
    day.ws.verdicts.apply("star")
    day.ws.verdicts.apply("dismiss")
    assert day.toast == toasts.press_again(4)
    day.model.papers.selection.clear()
    day.model.papers.selection.toggle(5)
    day.ws.verdicts.apply("dismiss")
    assert day.toast == toasts.press_again(5)
    await day.settle()
    assert day.journal == []


@pytest.mark.usefixtures("few")
async def test_a_toggle_that_only_the_writer_can_decide_shows_nothing_before(
    day: FakeReader,
) -> None:
    day.model.papers.resize(2)
    await day.do("star", *day.titles[:3])
    day.model.papers.move_to(0)
    day.model.papers.selection.select_all()
    day.writer.holds = True
    for _ in range(2):
        day.ws.verdicts.apply("toggle_star")
    row = day.model.papers.row
    assert row
    assert row.facts.starred
    day.writer.release()
    await day.settle()
    assert day.toast == "25 starred · u undoes"


# In triage: acts that set


async def test_a_verdict_sets_and_never_toggles(day: FakeReader) -> None:
    key = day.go_to("Depth")
    facts = day.library.facts([key])[key]
    assert day.ws.verdicts.set("star", key, facts)
    assert not day.ws.verdicts.set("star", key, day.library.facts([key])[key])
    await day.settle()
    assert day.acts == ["star"]
    assert day.toast == ""
    day.ws.verdicts.set("dismiss", key, day.library.facts([key])[key])
    assert day.toast.startswith("× Dismissed, its star is gone")


# Reading


async def test_opening_marks_read_once(day: FakeReader) -> None:
    day.ws.verdicts.open()
    day.ws.verdicts.open()
    await day.settle()
    assert day.acts == ["open"]
    row = day.model.papers.row
    assert row
    assert not row.facts.unread


async def test_a_paper_that_is_shown_for_a_while_counts_as_read_if_the_user_wants_that(
    day: FakeReader,
) -> None:
    day.model.papers.move_by(1)
    day.host.elapse()
    assert day.journal == []
    day.ws.verdicts.read_after = 2.5
    day.model.papers.move_by(1)
    day.model.papers.move_by(1)
    key = day.model.papers.key
    assert [each.seconds for each in day.host.timers if each.is_active] == [2.5]
    day.host.elapse()
    await day.settle()
    assert day.acts == ["open"]
    assert key is not None
    assert not day.library.facts([key])[key].unread


async def test_rows_are_marked_read_together(day: FakeReader) -> None:
    await day.do("star", day.titles[1])
    day.ws.verdicts.read_rows(0, 3)
    await day.settle()
    assert day.toast == "2 read · u undoes"
    assert len(day.journal[-1]["p"]) == 2, "the starred one was read already"
    day.ws.verdicts.read_rows(0, 3)
    assert day.toast == toasts.NOTHING_UNREAD_THERE


# Undo, redo, and what became of acts


async def test_an_undo_leads_to_its_paper_and_says_what_was_undone(day: FakeReader) -> None:
    await day.do("star", "Depth")
    day.model.papers.move_to(0)
    day.ws.verdicts.undo()
    await day.settle()
    assert day.title == "Depth"
    assert day.toast.startswith("Undone: starred")
    row = day.model.papers.row
    assert row
    assert not row.facts.starred
    assert day.model.counts[STARRED] == 0
    day.model.papers.move_to(0)
    day.ws.verdicts.redo()
    await day.settle()
    assert day.title == "Depth"
    assert day.toast.startswith("Redone: starred")
    assert day.model.counts[STARRED] == 1
    assert day.acts == ["star", "undo", "redo"]


async def test_an_undo_of_many_leads_to_the_first_of_them(day: FakeReader) -> None:
    day.model.papers.move_to(4)
    day.model.papers.selection.toggle(3)
    day.ws.verdicts.apply("star")
    await day.settle()
    day.model.papers.move_to(20)
    day.ws.verdicts.undo()
    await day.settle()
    assert day.model.papers.cursor == 4


async def test_an_undo_names_a_paper_that_is_not_in_the_list(day: FakeReader) -> None:
    await day.do("star", "Depth")
    await day.show(OLDER)
    title = day.title
    day.ws.verdicts.undo()
    await day.settle()
    assert day.toast.endswith(" · Depth Anything V2")
    assert day.title == title


async def test_nothing_to_undo_or_redo_is_said(day: FakeReader) -> None:
    day.ws.verdicts.undo()
    await day.settle()
    assert day.toast == "Nothing to undo"
    day.ws.verdicts.redo()
    await day.settle()
    assert day.toast == "Nothing to redo"
    assert day.journal == []


async def test_going_back_beyond_this_session_asks(day: FakeReader) -> None:
    await day.do_elsewhere("star", "Depth")
    day.ws.verdicts.answer("undo")
    day.ws.verdicts.undo()
    await day.settle()
    assert day.toast.endswith("1 starred, just now · u again")
    assert day.acts == ["star"]
    day.ws.verdicts.answer("down")
    day.ws.verdicts.answer("undo")
    day.ws.verdicts.undo()
    await day.settle()
    assert day.acts == ["star"], "the no holds: it asks again"
    day.ws.verdicts.answer("undo")
    day.ws.verdicts.undo()
    await day.settle()
    assert day.acts == ["star", "undo"]


async def test_acts_that_cannot_be_saved_are_said_and_saved_later(
    day: FakeReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    day.paths.state.mkdir(parents=True, exist_ok=True)
    journal = "daily_papers.state.journal.Journal._write"
    with monkeypatch.context() as patch:
        patch.setattr(journal, _full_disk)
        await day.do("star", "Depth")
    assert day.model.trouble
    assert day.toast == day.model.trouble
    assert day.journal == []
    row = day.model.papers.row
    assert row
    assert row.facts.starred, "what was done goes on being shown"
    day.writer.poll()
    await day.settle()
    assert day.model.trouble == ""
    assert day.toast == toasts.SAVED_NOW
    assert day.acts == ["star"]


def _full_disk(*_: object) -> None:
    raise OSError(28, "No space left on device")


async def test_an_act_that_fails_is_said_as_not_saved(
    day: FakeReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("something unforeseen")

    monkeypatch.setattr("daily_papers.library.Library.act", fail)
    monkeypatch.setattr(
        "daily_papers.ui.services.journal_writer.write_report", lambda _: "report.txt"
    )
    await day.do("star", "Depth")
    assert day.toast == "Not saved: something unforeseen · report in report.txt"
    row = day.model.papers.row
    assert row
    assert not row.facts.starred


async def test_what_other_windows_do_is_shown(day: FakeReader) -> None:
    day.go_to("Depth")
    await day.do_elsewhere("star", "Depth")
    day.writer.poll()
    day.library.reload()
    await day.settle()
    row = day.model.papers.row
    assert row
    assert row.facts.starred
    assert day.toast == "", "nobody here did it"


async def test_what_stops_belonging_to_the_list_is_counted(day: FakeReader) -> None:
    await day.show(ALL, "is:unread")
    await day.do("star", "Depth")
    assert day.model.listing
    assert day.model.listing.stale == 1
    day.ws.verdicts.undo()
    await day.settle()
    assert day.model.listing.stale == 0
    await day.show(NEWEST)
