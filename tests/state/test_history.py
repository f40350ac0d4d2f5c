"""Undo and redo, in this window, after a restart, and beside other windows and machines."""

from __future__ import annotations

from datetime import UTC, datetime

from daily_papers.papers.rows import UNTOUCHED
from daily_papers.state import views

from tests.state.profiles import Profile, Ticking, paper


def test_undo_takes_back_one_act_after_another(profile: Profile) -> None:
    window = profile.window()
    window.act("toggle_star", [paper(1)])
    window.act("dismiss", [paper(1)])
    assert window.undo().words == "Undone: dismissed"
    assert window.queries.facts(paper(1).ids).starred
    outcome = window.undo()
    assert outcome.words == "Undone: starred"
    assert outcome.changed == {paper(1).id}
    assert window.queries.facts(paper(1).ids) == UNTOUCHED
    assert window.undo().words == "Nothing to undo"


def test_redo_brings_back_in_turn(profile: Profile) -> None:
    window = profile.window()
    for number in (1, 2, 3):
        window.act("star", [paper(number)])
    for _ in range(3):
        window.undo()
    assert window.redo().changed == {paper(1).id}
    assert window.redo().changed == {paper(2).id}
    window.undo()
    assert window.redo().changed == {paper(2).id}
    assert window.redo().words == "Redone: starred"
    assert window.redo().words == "Nothing to redo"
    assert all(window.queries.facts(paper(number).ids).starred for number in (1, 2, 3))


def test_a_new_act_ends_redo(profile: Profile) -> None:
    window = profile.window()
    window.act("star", [paper(1)])
    window.undo()
    window.act("read", [paper(2)])
    assert window.redo().words == "Nothing to redo"
    assert window.queries.facts(paper(1).ids) == UNTOUCHED


def test_opening_a_paper_is_no_step(profile: Profile) -> None:
    window = profile.window()
    window.act("star", [paper(1)])
    window.act("open", [paper(2)])
    assert window.undo().changed == {paper(1).id}
    window.act("open", [paper(3)])
    assert window.redo().changed == {paper(1).id}
    assert window.queries.facts(paper(2).ids).auto


def test_bulk_acts_and_notes_and_views_are_one_step_each(profile: Profile) -> None:
    window = profile.window()
    window.act("read", [paper(number) for number in range(57)])
    window.note(paper(1), "First.")
    window.note(paper(1), "Second.")
    window.write("view", [], views.saved_view("Mine", "mamba"))
    assert window.undo().words == "Undone: view saved"
    assert views.views(window.queries) == []
    window.undo()
    assert window.queries.detail(paper(1).ids).note == "First."
    window.undo()
    assert window.queries.detail(paper(1).ids).note == ""
    assert window.undo().words == "Undone: 57 read"
    assert window.queries.facts(paper(8).ids) == UNTOUCHED
    for _ in range(4):
        window.redo()
    assert window.queries.detail(paper(1).ids).note == "Second."
    assert views.views(window.queries)[0].query == "mamba"


def test_undo_asks_before_it_goes_back_past_this_session(profile: Profile) -> None:
    profile.clock = Ticking(datetime(2026, 11, 21, 9, tzinfo=UTC))
    before = profile.window()
    before.act("star", [paper(2)])
    before.act("read", [paper(number) for number in range(57)])
    profile.clock = Ticking(datetime(2026, 11, 22, 9, tzinfo=UTC))
    window = profile.window()
    window.act("star", [paper(99)])
    window.undo()
    asked = window.undo()
    assert asked.asks
    assert asked.words == "Before this session: 56 read, yesterday"
    assert window.queries.facts(paper(8).ids).read
    assert window.undo().words == "Undone: 56 read"
    assert window.undo().words == "Undone: starred"
    assert window.undo().words == "Nothing to undo"
    assert [window.redo().count for _ in range(3)] == [1, 56, 1]


def test_undo_asks_again_once_something_was_done(profile: Profile) -> None:
    profile.window().act("read", [paper(1)])
    profile.window().act("read", [paper(2)])
    window = profile.window()
    assert window.undo().asks
    window.undo()
    window.act("star", [paper(3)])
    window.undo()
    assert window.undo().asks


def test_the_command_line_takes_back_without_asking(profile: Profile) -> None:
    profile.window().act("star", [paper(1)])
    assert profile.window().undo(ask=False).words == "Undone: starred"
    assert profile.window().redo().words == "Redone: starred"
    assert profile.window().queries.facts(paper(1).ids).starred


def test_another_windows_act_comes_after_ones_own(profile: Profile) -> None:
    left, right = profile.window(), profile.window()
    left.act("star", [paper(1)])
    right.act("star", [paper(2)])
    left.catch_up()
    assert left.undo().changed == {paper(1).id}
    assert left.undo().asks


def test_another_machines_act_is_never_taken_back(profile: Profile) -> None:
    profile.window("desk-2").act("star", [paper(1)])
    window = profile.window("lap-1")
    assert window.queries.facts(paper(1).ids).starred
    assert window.undo().words == "Nothing to undo"


def test_undo_of_what_another_machine_wrote_over_leaves_theirs(profile: Profile) -> None:
    lap, desk = profile.window("lap-1"), profile.window("desk-2")
    lap.act("star", [paper(1)])
    desk.catch_up()
    desk.act("dismiss", [paper(1)])
    lap.catch_up()
    lap.undo()
    facts = lap.queries.facts(paper(1).ids)
    assert facts.dismissed
    assert not facts.starred


def test_a_note_between_an_undone_and_a_later_one_hides_neither(profile: Profile) -> None:
    lap, desk = profile.window("lap-1"), profile.window("desk-2")
    lap.note(paper(1), "one")
    lap.note(paper(1), "two")
    desk.catch_up()
    desk.note(paper(1), "three")
    lap.catch_up()
    lap.undo()
    assert lap.queries.detail(paper(1).ids).note == "three"
