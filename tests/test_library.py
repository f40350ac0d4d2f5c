"""What the screen and the command line get through the library."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from daily_papers import formats
from daily_papers.index import interrupts
from daily_papers.library import Library, Listing
from daily_papers.papers.model import Digest
from daily_papers.papers.rows import Row
from daily_papers.papers.scopes import ALL, LATER, MUTED, NOTES, STARRED, UNREAD, ViewScope
from daily_papers.papers.verdicts import VERDICTS, Verdict
from daily_papers.query.parser import parse
from daily_papers.query.tree import Query, Word

from tests.index.world import World, drawn, entry, read_plain, titles, whole


@pytest.fixture(autouse=True)
def _plain_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "read", read_plain)


@pytest.fixture
def world(tmp_path: Path) -> World:
    made = World(tmp_path)
    made.write(
        "a.jsonl",
        entry("Two", arxiv="2507.00002", rank=1, upvotes=7, github="https://github.com/a/b"),
        entry("One", arxiv="2507.00001", rank=0, abstract="We propose a way to count."),
        entry("Old", digest="2025-07-30"),
        entry("Loose", digest="reading"),
    )
    return made


@pytest.fixture
def library(world: World) -> Iterator[Library]:
    with world.library() as opened:
        yield opened


def key_of(library: Library, title: str) -> int:
    return next(row.key for row in drawn(library.rows(ALL)) if row.title == title)


def row_of(library: Library, title: str) -> Row:
    return next(row for row in drawn(library.rows(ALL)) if row.title == title)


def test_digests_are_newest_first_and_collections_last(library: Library) -> None:
    digests = [(each.digest.key, each.total, each.unread) for each in library.calendar()]
    assert digests == [("2025-07-31", 2, 2), ("2025-07-30", 1, 1), ("collection:reading", 1, 1)]


def test_a_day_is_inferred_if_no_file_names_its_year(world: World) -> None:
    guessed = Digest(entry().digest.day, inferred=True)
    world.write("a.jsonl", entry("One"))
    world.write("b.jsonl", type(entry())(guessed, entry("Two").paper, 1))
    with world.library() as library:
        assert not library.calendar()[0].digest.inferred
    world.remove("a.jsonl")
    with world.library() as library:
        assert library.calendar()[0].digest.inferred


def test_a_day_is_in_its_own_order_and_all_newest_first(library: Library) -> None:
    assert titles(library.rows(Digest(date(2025, 7, 31)))) == ["One", "Two"]
    assert titles(library.rows(ALL)) == ["One", "Two", "Old", "Loose"]
    assert titles(library.rows(Digest(date(2024, 1, 1)))) == []


def test_a_row_has_what_a_list_shows(library: Library) -> None:
    row = row_of(library, "Two")
    assert (row.id, row.upvotes, row.has_code, row.pending) == ("arxiv:2507.00002", 7, True, False)
    assert row_of(library, "One").gist == "a way to count"


def test_pages_of_an_answer_follow_each_other(world: World) -> None:
    world.write("2025-06-01.hf.p1.json", entry("Third", digest="2025-06-01", rank=0))
    world.write(
        "2025-06-01.hf.p0.json",
        entry("First", digest="2025-06-01", rank=0),
        entry("Second", digest="2025-06-01", rank=1),
    )
    with world.library() as library:
        assert titles(library.rows(Digest(date(2025, 6, 1)))) == ["First", "Second", "Third"]


def test_an_act_shows_in_lists_counts_and_calendar(library: Library) -> None:
    rows = library.rows(Digest(date(2025, 7, 31)))
    assert rows.row(0) is not None
    key = rows.key(0)
    outcome = library.act("toggle_star", [key])
    library.show_result(outcome)
    row = rows.row(0)
    assert row is not None
    assert row.facts.starred
    assert (outcome.words, outcome.count, outcome.keys) == ("Starred", 1, frozenset({key}))
    assert library.counts() == {
        ALL: 4, UNREAD: 3, STARRED: 1, LATER: 0, NOTES: 0, MUTED: 0,
    }  # fmt: skip
    assert library.calendar()[0].unread == 1
    assert titles(library.rows(STARRED)) == ["One"]


@pytest.mark.parametrize("verdict", VERDICTS, ids=[each.act for each in VERDICTS])
def test_every_verdict_can_be_given_found_and_taken_back(
    library: Library, verdict: Verdict
) -> None:
    one = key_of(library, "One")
    asked = parse(f"is:{verdict.register}", date.today())
    shown, hidden = library.rows(ALL), library.rows(ALL, asked)
    assert (len(shown), len(hidden)) == (4, 0)
    assert library.act(verdict.act, [one]).words == verdict.past.capitalize()
    assert titles(library.rows(ALL, asked)) == ["One"]
    assert library.facts([one])[one].verdict == verdict.register
    assert len(library.rows(ALL)) == 4 - verdict.hides
    if verdict.view:
        assert titles(library.rows(ViewScope(verdict.register))) == ["One"]
        assert library.counts()[ViewScope(verdict.register)] == 1
    library.act(verdict.undo_act, [one])
    assert titles(library.rows(ALL, asked)) == []


def test_an_act_shows_at_once_and_dim_until_it_is_on_the_disk(library: Library) -> None:
    rows = library.rows(ALL)
    key = rows.key(1)
    library.show_pending("toggle_later", [key])
    row = rows.row(1)
    assert row is not None
    assert (row.facts.later, row.pending) == (True, True)
    library.show_result(library.act("toggle_later", [key]), [key])
    row = rows.row(1)
    assert row is not None
    assert (row.facts.later, row.pending) == (True, False)


def test_an_act_that_cannot_be_saved_stays_pending_until_it_is(
    world: World, library: Library
) -> None:
    world.paths.data.mkdir(exist_ok=True)
    profiles = world.paths.data / "profiles"
    profiles.write_bytes(b"in the way")
    rows = library.rows(ALL)
    key = rows.key(0)
    library.show_pending("star", [key])
    outcome = library.act("star", [key])
    library.show_result(outcome, [key])
    row = rows.row(0)
    assert row is not None
    assert (outcome.saved, row.pending, row.facts.starred) == (False, True, True)
    assert outcome.words.startswith("Not saved")
    profiles.unlink()
    library.show_result(library.retry(), [key])
    row = rows.row(0)
    assert row is not None
    assert (row.pending, row.facts.starred) == (False, True)


def test_undo_and_redo_report_what_they_did_and_which_rows(library: Library) -> None:
    key = key_of(library, "Old")
    library.act("dismiss", [key])
    assert titles(library.rows(ALL)) == ["One", "Two", "Loose"]
    undone = library.undo()
    assert (undone.words, undone.keys) == ("Undone: dismissed", frozenset({key}))
    assert titles(library.rows(ALL)) == ["One", "Two", "Old", "Loose"]
    assert library.redo().words == "Redone: dismissed"
    assert titles(library.rows(Digest(date(2025, 7, 30)))) == ["Old"], (
        "a day shows its dismissed papers"
    )


def test_a_bulk_act_is_one_step(library: Library) -> None:
    every = [row.key for row in drawn(library.rows(ALL))]
    assert library.act("read", every).words == "4 read"
    assert library.counts()[UNREAD] == 0
    library.undo()
    assert library.counts()[UNREAD] == 4


def test_later_is_a_queue_that_can_be_changed(library: Library) -> None:
    one, two, old = (key_of(library, title) for title in ("One", "Two", "Old"))
    for key in (old, two, one):
        library.act("later", [key])
    assert titles(library.rows(LATER)) == ["Old", "Two", "One"]
    library.move(one, None, old)
    assert titles(library.rows(LATER)) == ["One", "Old", "Two"]
    library.move(old, two, None)
    assert titles(library.rows(LATER)) == ["One", "Two", "Old"]


def test_notes_and_tags_are_shown(library: Library) -> None:
    key = key_of(library, "One")
    library.note(key, "Compare *table 2*.")
    library.act("tag", [key], tag="robots")
    found = library.detail(key)
    assert found is not None
    assert (found.note, found.facts.tags) == ("Compare *table 2*.", ("robots",))
    assert titles(library.rows(NOTES)) == ["One"]
    library.note(key, "")
    assert library.counts()[NOTES] == 0


def test_tags_are_counted(library: Library) -> None:
    library.act("tag", [key_of(library, "One"), key_of(library, "Two")], tag="robots")
    library.act("tag", [key_of(library, "One")], tag=["vision", "to read"])
    assert library.tags() == {"robots": 2, "to read": 1, "vision": 1}


def test_a_note_that_another_window_wrote_meanwhile_stays_beside_the_new_one(
    library: Library,
) -> None:
    key = key_of(library, "One")
    library.note(key, "Before.")
    seen = library.detail(key)
    assert seen is not None
    library.note(key, "Of the other window.", on=seen.note_versions)
    library.note(key, "Of this window.", on=seen.note_versions)
    found = library.detail(key)
    assert found is not None
    assert found.note == "Of the other window.\n\n---\n\nOf this window."
    library.note(key, "Of both.", on=found.note_versions)
    joined = library.detail(key)
    assert joined is not None
    assert joined.note == "Of both."


def test_a_note_shows_before_it_is_on_the_disk(library: Library) -> None:
    key = key_of(library, "One")
    library.show_pending_note(key, "Compare.")
    found = library.detail(key)
    assert found is not None
    assert (found.note, found.facts.noted) == ("Compare.", True)
    library.show_result(library.note(key, "Compare."), [key])
    assert library.detail(key) is not None
    assert titles(library.rows(NOTES)) == ["One"]


def test_two_windows_see_each_other(world: World, library: Library) -> None:
    with Library(world.paths) as other:
        rows = other.rows(ALL)
        assert rows.row(0) is not None
        library.act("star", [library.rows(ALL).key(0)])
        other.show_result(other.catch_up())
        assert other.reload()
        row = rows.row(0)
        assert row is not None
        assert row.facts.starred
        assert other.undo().asks, "it is another session's act"


def test_a_journal_from_another_machine_is_merged(world: World, library: Library) -> None:
    with World(world.root / "far").library() as far:
        far_world = World(world.root / "far")
        far_world.write("a.jsonl", entry("One", arxiv="2507.00001"))
        with far_world.library():
            far.reload()
            far.act("star", [far.rows(ALL).key(0)])
    (journal,) = far_world.paths.state.glob("*.jsonl")
    world.paths.state.mkdir(parents=True)
    (world.paths.state / journal.name).write_bytes(journal.read_bytes())
    outcome = library.catch_up()
    assert outcome.keys == {key_of(library, "One")}
    assert titles(library.rows(STARRED)) == ["One"]


def test_what_an_indexer_brings_shows_after_a_reload(world: World, library: Library) -> None:
    rows = library.rows(Digest(date(2025, 7, 31)))
    assert rows.row(0) is not None
    assert not library.reload()
    world.write("b.jsonl", entry("One", arxiv="2507.00001", upvotes=99), entry("New", rank=9))
    with world.library():
        pass
    assert library.reload()
    row = rows.row(0)
    assert row is not None
    assert row.upvotes == 99
    assert len(rows) == 2, "a list that is shown keeps its members"
    assert titles(library.rows(Digest(date(2025, 7, 31)))) == ["One", "Two", "New"]


def test_a_large_list_is_read_by_the_page_and_never_reorders(world: World) -> None:
    count = 3 * Listing.PAGE
    world.write("big.jsonl", *(entry(f"Paper {n}", digest="big", rank=n) for n in range(count)))
    with world.library() as library:
        rows = library.rows(Digest(name="big"))
        first = [rows.key(index) for index in range(len(rows))]
        assert len(first) == Listing.PAGE
        assert not rows.complete
        whole(rows)
        assert rows.complete
        assert [rows.key(index) for index in range(Listing.PAGE)] == first
        assert titles(rows) == [f"Paper {n}" for n in range(count)]
        assert [rows.find(rows.key(index)) for index in (0, 300, count - 1)] == [0, 300, count - 1]
        assert rows.find(key_of(library, "Old")) is None


def test_what_misses_the_deadline_is_left_to_a_worker(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.write("big.jsonl", *(entry(f"Paper {n}", digest="big", rank=n) for n in range(600)))
    with world.library() as library:
        monkeypatch.setattr(interrupts, "DEADLINE", -1.0)
        rows = library.rows(ALL, Query(Word("paper")))
        assert len(rows) < 600
        assert not rows.complete
        whole(rows)
        assert len(rows) == 600
        assert rows.row(500) is None
        rows.load(500)
        row = rows.row(500)
        assert row is not None
        assert row.title == "Paper 500"


def test_a_list_may_lose_its_index_while_a_worker_reads_it(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.write("big.jsonl", *(entry(f"Paper {n}", digest="big", rank=n) for n in range(600)))
    with world.library() as library:
        rows = library.rows(Digest(name="big"))
        known = len(rows)
        stream = library._queries.stream

        def leaving(*given: Any, **named: Any) -> Iterator[list[int]]:
            for piece in stream(*given, **named):
                yield piece
                rows.detach()

        monkeypatch.setattr(rows, "_stream", partial(leaving, scope=Digest(name="big"), query=None))
        assert not rows.fill(1)
        assert rows.complete
        assert len(rows) >= known


def test_titles_are_clean_and_details_are_the_source_s_own(world: World) -> None:
    world.write("raw.jsonl", entry("A\x1b[2J \\emph{bold}\n title", digest="raw", rank=0))
    with world.library() as library:
        rows = library.rows(Digest(name="raw"))
        row = rows.row(0)
        assert row is not None
        assert "\x1b" not in row.title
        assert "\n" not in row.title
        found = library.detail(row.key)
        assert found is not None
        assert found.paper.title == "A\x1b[2J \\emph{bold}\n title"


def test_names_are_offered_from_all_papers_the_best_known_first(world: World) -> None:
    def day(number: int) -> str:
        return f"2024-{1 + number // 28:02}-{1 + number % 28:02}"

    world.write(
        "b.jsonl",
        entry("First", digest="2020-01-01", authors=("José Bengio", "." * 100 + " Bengio")),
        *(entry(f"Of {at}", digest=day(at), authors=("Yoshua Bengio",)) for at in range(3)),
        *(entry(f"By {at}", digest=day(at), authors=("Ben Wu",)) for at in range(300)),
    )
    with world.library() as library:
        assert library.values("author", "ben") == [
            ("Ben Wu", 300), ("Yoshua Bengio", 3), ("José Bengio", 1),
        ]  # fmt: skip
        assert library.values("author", "jose b") == [("José Bengio", 1)]
    world.write("b.jsonl", entry("First", digest="2020-01-01", authors=("Ben Wu",)))
    with world.library() as library:
        assert library.values("author", "ben") == [("Ben Wu", 1)]
