"""Acts, as a user does them, and what is found after a restart."""

from __future__ import annotations

import json

import pytest
from daily_papers.papers.model import Paper
from daily_papers.papers.rows import UNTOUCHED
from daily_papers.state.acts import BadTag, UnknownAct
from daily_papers.state.store import NOTHING, Target

from tests.state.profiles import Profile, paper


def test_star_is_there_after_a_restart(profile: Profile) -> None:
    outcome = profile.window().act("toggle_star", [paper(1)])
    assert outcome.words == "Starred"
    assert outcome.saved
    facts = profile.window().queries.facts(paper(1).ids)
    assert facts.starred
    assert facts.read
    assert not facts.auto


def test_the_line_is_the_one_that_is_documented(profile: Profile) -> None:
    outcome = profile.window().act("toggle_star", [paper(1)])
    raw = profile.journal().read_bytes()
    assert raw.endswith(b"\n")
    assert raw.count(b"\n") == 1
    assert json.loads(raw) == {
        "v": 1,
        "c": 1,
        "d": "lap-1",
        "s": "session1",
        "t": "2026-11-22T07:35:27.000Z",
        "act": "star",
        "p": ["arxiv:2501.00001"],
        "set": {"read": True, "starred": True},
    }
    assert outcome.stamp.startswith("0000000000000001 lap-1 ")


def test_folder_and_files_are_private(profile: Profile) -> None:
    profile.window().act("star", [paper(1)])
    assert profile.folder.stat().st_mode & 0o777 == 0o700
    assert profile.journal().stat().st_mode & 0o777 == 0o600


def test_an_act_that_changes_nothing_writes_nothing(profile: Profile) -> None:
    window = profile.window()
    window.act("star", [paper(1)])
    before = profile.journal().read_bytes()
    assert window.act("star", [paper(1)]) is NOTHING
    assert profile.journal().read_bytes() == before


def test_bulk_act_is_one_line_on_what_it_changes(profile: Profile) -> None:
    window = profile.window()
    window.act("read", [paper(2)])
    outcome = window.act("read", [paper(number) for number in range(5)])
    assert outcome.words == "4 read"
    assert outcome.changed == {paper(number).id for number in (0, 1, 3, 4)}
    assert len(profile.journal().read_bytes().splitlines()) == 2


def test_two_windows_see_each_other(profile: Profile) -> None:
    left, right = profile.window(), profile.window()
    left.act("star", [paper(1)])
    assert right.catch_up() == {paper(1).id}
    right.act("toggle_star", [paper(1)])
    assert left.catch_up() == {paper(1).id}
    assert not left.queries.facts(paper(1).ids).starred


def test_what_another_window_wrote_is_reported_though_it_merged_it(profile: Profile) -> None:
    left, right = profile.window(), profile.window()
    left.act("star", [paper(1)])
    right.act("read", [paper(2)])
    assert left.catch_up() == {paper(2).id}
    assert right.catch_up() == set()


def test_an_act_on_a_title_joins_the_paper_once_its_id_is_known(profile: Profile) -> None:
    window = profile.window()
    known = Paper("A title", arxiv_id="2501.00001")
    by_title = Target(Paper("A title").id, paper=Paper("A title"), digest="2025-01-02")
    window.act("star", [by_title])
    assert window.queries.facts(known.ids).starred
    assert window.queries.copy([by_title.id])["digests"] == ["2025-01-02"]
    window.act("unstar", [Target(known.id, known.ids[1:])])
    assert not window.queries.facts(known.ids).starred


def test_reading_a_paper_known_by_title_keeps_its_raw_title(profile: Profile) -> None:
    raw = Paper("A {Title}", abstract="Long.")
    window = profile.window()
    window.act("open", [Target(raw.id, paper=raw, digest="2025-01-02")])
    assert window.queries.copy([raw.id]) == {"title": "A {Title}", "digests": ["2025-01-02"]}
    assert list(window.queries.copies()) == []


def test_a_starred_paper_is_copied_once_and_again_when_more_is_known(profile: Profile) -> None:
    window = profile.window()
    poor = Paper("T", arxiv_id="2501.00001")
    rich = Paper("T", abstract="We do.", authors=("A", "B"), arxiv_id="2501.00001")
    window.act("star", [Target(poor.id, paper=poor)])
    window.act("later", [Target(poor.id, paper=poor)])
    window.act("tag", [Target(poor.id, paper=rich)], tag="x")
    lines = [json.loads(line) for line in profile.journal().read_bytes().splitlines()]
    assert ["copy" in line for line in lines] == [True, False, True]
    ((name, copy),) = profile.window().queries.copies()
    assert name == poor.id
    assert copy["abstract"] == "We do."
    assert copy["authors"] == ["A", "B"]


def test_tags_are_counted_and_taken_off(profile: Profile) -> None:
    window = profile.window()
    window.act("tag", [paper(1), paper(2)], tag=" #state  space ")
    window.act("tag", [paper(1)], tag="Ünï")
    assert window.queries.tags() == {"state space": 2, "Ünï": 1}
    window.act("untag", [paper(2)], tag="state space")
    assert window.queries.tags() == {"state space": 1, "Ünï": 1}
    assert window.queries.facts(paper(1).ids).tags == ("state space", "Ünï")
    with pytest.raises(BadTag):
        window.act("tag", [paper(1)], tag=" \u200b\n")


def test_a_note_replaces_the_one_before(profile: Profile) -> None:
    window = profile.window()
    window.note(paper(1), "First.")
    window.note(paper(1), "Second.\n\nWith *two* paragraphs.")
    held = profile.window().queries.detail(paper(1).ids)
    assert held.note == "Second.\n\nWith *two* paragraphs."
    assert held.facts.noted
    assert held.facts.unread
    window.note(paper(1), "")
    assert window.queries.facts(paper(1).ids) == UNTOUCHED


def test_later_is_a_queue_that_can_be_reordered(profile: Profile) -> None:
    window = profile.window()
    window.act("later", [paper(1), paper(2)])
    window.act("later", [paper(3)])

    def queue() -> list[str]:
        return [name for _, name in window.queries.queue()]

    one, two, three = (paper(number).id for number in (1, 2, 3))
    assert queue() == [one, two, three]
    window.move(paper(3), None, paper(1))
    assert queue() == [three, one, two]
    window.move(paper(3), paper(1), paper(2))
    assert queue() == [one, three, two]
    window.move(paper(1), paper(2), None)
    assert queue() == [three, two, one]
    window.undo()
    assert queue() == [one, three, two]
    window.act("done", [paper(3)])
    assert queue() == [one, two]


def test_an_unknown_act_is_refused(profile: Profile) -> None:
    with pytest.raises(UnknownAct):
        profile.window().act("explode", [paper(1)])
    assert not profile.folder.exists()
