"""An index that is damaged, deleted or full while a library has it open."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from daily_papers import formats
from daily_papers.index.refresh import refresh
from daily_papers.index.storage import newest_generation
from daily_papers.index.user_state import UserStateQueries
from daily_papers.library import Library
from daily_papers.papers.scopes import ALL, NOTES, STARRED
from daily_papers.state.journal_reader import Chunk

from tests.index.world import World, drawn, entry, read_plain, titles


@pytest.fixture(autouse=True)
def _plain_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "read", read_plain)


def index(folder: Path) -> Path:
    [found] = folder.glob("*.db")
    return found


def garbage(folder: Path) -> None:
    path = index(folder)
    path.write_bytes(b"garbage " * (path.stat().st_size // 8))


def middle(folder: Path) -> None:
    with index(folder).open("r+b") as file:
        for page in range(4096, index(folder).stat().st_size, 4096):
            file.seek(page)
            file.write(b"\xff" * 900)


def nothing(folder: Path) -> None:
    os.truncate(index(folder), 0)


def deleted(folder: Path) -> None:
    index(folder).unlink()


def replaced(folder: Path) -> None:
    path = index(folder)
    path.rename(path.with_suffix(".old"))
    path.write_bytes(b"another")


def rest_deleted(folder: Path) -> None:
    for path in folder.glob("*.db-*"):
        path.unlink()


def all_deleted(folder: Path) -> None:
    shutil.rmtree(folder)


@pytest.mark.parametrize(
    "damage", [garbage, middle, nothing, deleted, replaced, rest_deleted, all_deleted]
)
def test_nothing_is_lost_with_the_index(tmp_path: Path, damage: Callable[[Path], None]) -> None:
    world = World(tmp_path)
    world.write("a.jsonl", *(entry(name, rank=at) for at, name in enumerate("ABCDE")))
    with world.library():
        pass
    with Library(world.paths, recovers=True) as library:
        listing = library.rows(ALL)
        a, b, c = (drawn(listing)[at].key for at in range(3))
        name, keys = library.show_pending("star", [a])
        library.show_result(library.act(name, keys), keys)
        damage(world.paths.index)
        shown = listing.row(0)
        assert shown
        assert (shown.title, shown.facts.starred) == ("A", True)

        name, keys = library.show_pending("star", [b])
        library.show_result(library.act(name, keys), keys)
        name, keys = library.show_pending("unstar", [a])
        outcome = library.act(name, keys)
        library.show_result(outcome, keys)
        assert outcome.saved
        library.show_pending_note(c, "Mine")
        library.show_result(library.note(c, "Mine"), [c])
        library.reload()
        assert library.switches == 1
        starred = [row.facts.starred for at in range(3) if (row := listing.row(at))]
        assert starred == [False, True, False]

        refresh(library.paths)
        library.reload()
        assert titles(library.rows(ALL)) == list("ABCDE")
        assert titles(library.rows(STARRED)) == ["B"]
        assert titles(library.rows(NOTES)) == ["C"]
        detail = library.detail(c)
        assert detail
        assert detail.note == "Mine"
        assert [each.total for each in library.calendar()] == [5]
        assert library.undo().words.startswith("Undone: "), "the session goes on"
    assert newest_generation(world.paths.index) == 2


def test_where_no_new_index_can_be_started_a_temporary_one_serves(tmp_path: Path) -> None:
    world = World(tmp_path)
    world.write("a.jsonl", entry("A"))
    with world.library():
        pass
    with Library(world.paths, recovers=True) as library:
        shutil.rmtree(world.paths.index)
        world.paths.index.write_bytes(b"in the way")
        key = library.rows(ALL).key(0)
        name, keys = library.show_pending("star", [key])
        library.reload()
        assert library.act(name, keys).saved
        refresh(library.paths)
        assert titles(library.rows(STARRED)) == ["A"]


def test_an_act_shows_although_the_index_is_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = World(tmp_path)
    world.write("a.jsonl", entry("A"))

    def full(self: UserStateQueries, chunk: Chunk) -> set[str]:
        raise sqlite3.OperationalError("database or disk is full")

    with world.library() as library:
        listing = library.rows(ALL)
        name, keys = library.show_pending("star", [listing.key(0)])
        with monkeypatch.context() as patch:
            patch.setattr(UserStateQueries, "merge_chunk", full)
            outcome = library.act(name, keys)
            library.show_result(outcome, keys)
        assert (outcome.saved, outcome.index_error) == (True, "database or disk is full")
        row = listing.row(0)
        assert row
        assert row.facts.starred
        assert library.counts()[STARRED] == 0
        library.show_result(library.catch_up())
        row = listing.row(0)
        assert row
        assert (row.facts.starred, row.pending) == (True, False)
        assert library.counts()[STARRED] == 1


def test_an_act_on_a_paper_whose_file_was_deleted_is_kept_under_the_id_it_was_shown_with(
    tmp_path: Path,
) -> None:
    world = World(tmp_path)
    world.write("a.jsonl", entry("A", arxiv="2507.00001"), entry("B", arxiv="2507.00002", rank=1))
    world.write("b.jsonl", entry("C", arxiv="2507.00003", digest="2025-07-30"))
    with world.library() as library:
        listing = library.rows(ALL)
        a, b, c = (row.key for row in drawn(listing))
        world.remove("a.jsonl")
        refresh(world.paths)
        assert library.reload()
        assert titles(listing) == ["A", "B", "C"], "what is shown stays as it was"
        detail = library.detail(a)
        assert detail
        assert (detail.id, detail.paper.title) == ("arxiv:2507.00001", "A")

        name, keys = library.show_pending("dismiss", [b])
        library.show_result(library.act(name, keys), keys)
        assert [row.facts.dismissed for row in drawn(listing)] == [False, True, False]
        assert library.act("later", [b]).saved, "its id is known though nothing was promised"
        name, keys = library.show_pending("toggle_star", [a, c])
        assert sorted(keys) == sorted([a, c])
        outcome = library.act(name, keys)
        library.show_result(outcome, keys)
        assert (outcome.saved, outcome.count) == (True, 2)
        assert [row.facts.starred for row in drawn(listing)] == [True, False, True]

        unknown = max(a, b, c) + 1000
        assert library.show_pending("star", [unknown]) == ("star", [])
        assert not library.act("star", [unknown]).saved
    shutil.rmtree(world.paths.index)
    with world.library() as library:
        starred = {row.id: row.title for row in drawn(library.rows(STARRED))}
        assert starred == {"arxiv:2507.00001": "A", "arxiv:2507.00003": "C"}
