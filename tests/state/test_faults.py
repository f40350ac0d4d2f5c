"""Disks that fail, journals that are damaged, and processes that are killed."""

from __future__ import annotations

import errno
import os
import resource
import signal
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from daily_papers.papers.rows import UNTOUCHED
from daily_papers.state.journal_reader import examine_journals
from daily_papers.state.records import (
    BAD_COUNTER,
    MALFORMED,
    NEWER,
    NOT_JSON,
    NOT_UTF8,
    NUL_BYTES,
)
from daily_papers.state.storage import Disk

from tests.state.killing import Toll, kill_again_and_again
from tests.state.profiles import Profile, Ticking, paper


class Failing:
    """A disk with errors that can be switched on."""

    def __init__(self) -> None:
        """A disk in order."""
        self.write_error = 0
        self.fsync_error = 0
        self.torn_after = 0
        """How many bytes reach the disk before a write fails."""

    @property
    def disk(self) -> Disk:
        """The calls to hand to a journal."""
        return Disk(write=self._write, fsync=self._fsync)

    def _write(self, descriptor: int, data: bytes | memoryview) -> int:
        if not self.write_error:
            return os.write(descriptor, data[:7])  # a signal may cut any write short
        if self.torn_after:
            os.write(descriptor, data[: self.torn_after])
        raise OSError(self.write_error, os.strerror(self.write_error))

    def _fsync(self, descriptor: int) -> None:
        if self.fsync_error:
            raise OSError(self.fsync_error, os.strerror(self.fsync_error))
        os.fsync(descriptor)


@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EFBIG])
@pytest.mark.parametrize("torn_after", [0, 40])
def test_an_act_that_cannot_be_saved_is_reported_and_retried(
    profile: Profile, error: int, torn_after: int
) -> None:
    failing = Failing()
    window = profile.window(disk=failing.disk)
    window.act("star", [paper(1)])
    failing.write_error, failing.torn_after = error, torn_after
    outcome = window.act("star", [paper(2)])
    assert not outcome.saved
    assert outcome.words == f"Not saved: {os.strerror(error).lower()}"
    assert window.unsaved == {paper(2).id}
    assert window.facts([paper(2)])[0].starred
    assert not window.retry()
    failing.write_error = 0
    assert window.retry()
    assert window.unsaved == frozenset()
    again = profile.window()
    assert again.queries.facts(paper(1).ids).starred
    assert again.queries.facts(paper(2).ids).starred


def test_after_a_failed_fsync_the_same_line_is_written_again(profile: Profile) -> None:
    failing = Failing()
    window = profile.window(disk=failing.disk)
    window.act("read", [paper(0)])
    failing.fsync_error = errno.EIO
    assert not window.act("star", [paper(1)]).saved
    failing.fsync_error = 0
    assert window.act("dismiss", [paper(2)]).saved
    _, first, second, _ = profile.journal().read_bytes().splitlines()
    assert first == second
    assert profile.window().undo(ask=False).words == "Undone: dismissed"


def test_acts_that_wait_are_written_in_their_order(profile: Profile) -> None:
    failing = Failing()
    window = profile.window(disk=failing.disk)
    failing.write_error = errno.ENOSPC
    window.act("toggle_star", [paper(1)])
    window.act("toggle_star", [paper(1)])
    window.note(paper(1), "Later.")
    assert window.undo().words == "Not saved: no space left on device"
    failing.write_error = 0
    assert window.retry()
    held = profile.window().queries.detail(paper(1).ids)
    assert not held.facts.starred
    assert held.note == "Later."


def test_a_file_size_limit_is_reported_and_loses_nothing(profile: Profile) -> None:
    window = profile.window()
    window.act("star", [paper(1)])
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (profile.journal().stat().st_size + 30, limits[1]))
    try:
        outcome = window.note(paper(2), "x" * 100)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, before)
    assert outcome.words == "Not saved: file too large"
    assert window.retry()
    again = profile.window().queries
    assert again.facts(paper(1).ids).starred
    assert again.detail(paper(2).ids).note == "x" * 100


def test_a_read_only_folder_is_reported(profile: Profile, monkeypatch: pytest.MonkeyPatch) -> None:
    window = profile.window()
    window.act("star", [paper(1)])
    really_open = os.open

    def read_only(path: str, flags: int, mode: int = 0o777) -> int:
        if flags & (os.O_RDWR | os.O_WRONLY | os.O_CREAT):
            raise OSError(errno.EROFS, os.strerror(errno.EROFS), path)
        return really_open(path, flags, mode)

    monkeypatch.setattr(os, "open", read_only)
    outcome = window.act("star", [paper(2)])
    assert outcome.words == "Not saved: read-only file system"
    assert all(facts.starred for facts in window.facts([paper(1), paper(2)]))
    monkeypatch.undo()
    assert window.retry()
    assert profile.window().queries.facts(paper(2).ids).starred


def test_a_journal_may_have_a_name_that_is_not_utf8(profile: Profile) -> None:
    profile.folder.mkdir(parents=True)
    (profile.folder / os.fsdecode(b"des\xe9.jsonl")).write_bytes(
        _star_line(1, device="desk", starred=True)
    )
    assert profile.window().queries.facts(paper(1).ids).starred
    again = profile.window()
    assert again.journal.positions.keys() == again.queries.positions().keys()
    assert again.act("unstar", [paper(1)]).saved
    assert not profile.window().queries.facts(paper(1).ids).starred


@pytest.mark.parametrize(
    "damage",
    [
        b'{"v":1,"c":9,"d":"x',
        b"\0" * 5000,
        b"\0" * 100 + b"\n",
        b"\xff\xfe\n",
        b"[" * 100_000 + b"\n",
        b'{"v":1}\n',
        b"<<<<<<< HEAD\n",
        b'{"v":1,"c":' + b"9" * 5000 + b"}\n",
        b'{"v":1,"c":NaN,"d":"x"}\n',
        b'{"v":1,"c":3,"d":"x","set":{"starred":"yes"},"p":["a"]}\n',
        b'{"v":1,"c":3,"d":"a b","set":{},"p":["a"]}\n',
        b'{"v":1,"c":9007199254740993,"d":"x","act":"star","p":["a"],"set":{"starred":true}}\n',
    ],
)
def test_damage_costs_no_more_than_itself(profile: Profile, damage: bytes) -> None:
    window = profile.window()
    window.act("star", [paper(1)])
    with profile.journal().open("ab") as file:
        file.write(damage)
    assert profile.window().act("star", [paper(2)]).saved
    window.catch_up()
    for store in (window, profile.window()):
        assert store.queries.facts(paper(1).ids).starred
        assert store.queries.facts(paper(2).ids).starred
    (contents,) = examine_journals(profile.folder)
    assert contents.skipped.total() == 1


def test_skipped_lines_are_counted_by_reason(profile: Profile) -> None:
    profile.window().act("star", [paper(1)])
    with profile.journal().open("ab") as file:
        file.write(b'nonsense\n\xff\n\0\0\n{}\n{"v":7,"c":40,"d":"x"}\n\n{"v":1,"c":0,"d":"x"}\n')
    (contents,) = examine_journals(profile.folder)
    assert contents.lines == 1
    assert contents.skipped == {
        NOT_JSON: 1,
        NOT_UTF8: 1,
        NUL_BYTES: 1,
        MALFORMED: 1,
        NEWER: 1,
        BAD_COUNTER: 1,
    }
    window = profile.window()
    window.act("star", [paper(2)])
    assert window.queries.counters().largest == 41, "a newer record's counter counts"


def _star_line(counter: int, *, device: str, starred: bool) -> bytes:
    sets = '{"starred":%s}' % ("true" if starred else "false")
    return (
        f'{{"v":1,"c":{counter},"d":"{device}","act":"star","p":["{paper(1).id}"],"set":{sets}}}\n'
    ).encode()


@pytest.mark.parametrize("counter", [2**53 - 1, 2**53, 2**53 + 1, 2**60, 2**32 + 9])
def test_a_counter_out_of_range_is_reported_and_overrides_no_act(
    profile: Profile, counter: int
) -> None:
    profile.window().act("read", [paper(1)])
    profile.journal("zz").write_bytes(_star_line(counter, device="zz", starred=False))
    for _ in range(2):
        window = profile.window()
        assert window.act("toggle_star", [paper(1)]).saved
        assert window.queries.facts(paper(1).ids).starred
        assert window.act("toggle_star", [paper(1)]).saved
        assert not window.queries.facts(paper(1).ids).starred
    assert window.journal.counters.largest == 5
    mine, theirs = examine_journals(profile.folder)
    assert (mine.lines, mine.skipped.total()) == (5, 0)
    assert (theirs.lines, theirs.skipped) == (0, {BAD_COUNTER: 1})


def test_a_counter_that_others_lead_up_to_is_in_range(profile: Profile) -> None:
    window = profile.window()
    window.act("read", [paper(1)])
    profile.journal("far").write_bytes(_star_line(2**33, device="far", starred=True))
    assert window.catch_up() == set()
    assert not profile.window().queries.facts(paper(1).ids).starred
    profile.journal("near").write_bytes(_star_line(2**32 + 1, device="near", starred=False))
    assert window.catch_up() == {paper(1).id}
    assert window.queries.facts(paper(1).ids).starred
    assert all(not contents.skipped for contents in examine_journals(profile.folder))
    window.act("unstar", [paper(1)])
    assert not profile.window().queries.facts(paper(1).ids).starred


def test_an_act_is_newer_than_a_counter_that_it_brings_into_range(profile: Profile) -> None:
    window = profile.window()
    window.act("read", [paper(1)])
    profile.journal("zz").write_bytes(_star_line(2**32 + 2, device="zz", starred=False))
    assert window.act("star", [paper(1)]).saved
    for each in (window, profile.window()):
        assert each.queries.facts(paper(1).ids).starred
    assert window.undo().words == "Undone: starred"
    assert not profile.window().queries.facts(paper(1).ids).starred


def test_no_act_is_called_saved_once_the_counters_are_used_up(profile: Profile) -> None:
    window = profile.window()
    window.journal.counters.largest = 2**53 - 1
    outcome = window.act("star", [paper(1)])
    assert not outcome.saved
    assert outcome.words.startswith("Not saved: ")
    assert not profile.window().queries.facts(paper(1).ids).starred


def test_what_another_window_wrote_is_restored_before_the_index_is_lost(profile: Profile) -> None:
    first, second = profile.window(), profile.window()
    second.act("star", [paper(1)])
    profile.journal().unlink()
    first.catch_up()
    profile.database = profile.database.with_name("another.sqlite")
    assert profile.window().queries.facts(paper(1).ids).starred


def test_a_journal_cut_in_half_gets_its_lines_again(profile: Profile) -> None:
    window = profile.window()
    for number in range(10):
        window.act("star", [paper(number)])
    whole = profile.journal().read_bytes()
    profile.journal().write_bytes(whole[: len(whole) // 2])
    again = profile.window()
    assert set(whole.splitlines()) <= set(profile.journal().read_bytes().splitlines())
    assert all(again.queries.facts(paper(number).ids).starred for number in range(10))


def test_an_unknown_act_still_sets_what_it_sets(profile: Profile) -> None:
    profile.folder.mkdir(parents=True)
    profile.journal("desk-2").write_bytes(
        b'{"v":1,"c":5,"d":"desk-2","act":"cherish","p":["arxiv:2501.00001"],'
        b'"set":{"starred":true,"cherished":3}}\n'
    )
    assert profile.window().queries.facts(paper(1).ids).starred


def test_two_machines_with_one_name_converge(tmp_path: Path) -> None:
    left, right = (Profile(tmp_path / side / "profiles" / "main") for side in "lr")
    one, two = left.window("same"), right.window("same")
    one.act("star", [paper(1)])
    two.act("star", [paper(2)])
    theirs = right.journal("same").read_bytes()
    right.journal("same").write_bytes(left.journal("same").read_bytes())
    two.catch_up()
    (left.folder / "same.0001.sync-conflict-1.jsonl").write_bytes(theirs)
    one.catch_up()
    for store in (one, two):
        assert store.queries.facts(paper(1).ids).starred
        assert store.queries.facts(paper(2).ids).starred
    left.close()
    right.close()


def test_the_clock_decides_nothing(profile: Profile) -> None:
    profile.window().act("star", [paper(1)])
    profile.clock = Ticking(datetime(2025, 11, 22, tzinfo=UTC))
    profile.window().act("unstar", [paper(1)])
    assert not profile.window().queries.facts(paper(1).ids).starred


def _link(path: Path) -> None:
    path.symlink_to("/dev/null")


@pytest.mark.parametrize("make", [_link, Path.mkdir, os.mkfifo])
def test_what_is_not_a_regular_file_is_skipped(
    profile: Profile, make: Callable[[Path], None]
) -> None:
    profile.folder.mkdir(parents=True)
    make(profile.journal())
    make(profile.journal("desk-2"))
    window = profile.window()
    assert window.act("star", [paper(1)]).saved
    assert profile.journal(number=2).is_file()
    assert set(window.journal.unreadable) == {profile.journal().name, "desk-2.0001.jsonl"}
    assert profile.window().queries.facts(paper(1).ids).starred


def test_a_full_segment_is_sealed(profile: Profile) -> None:
    window = profile.window(sealed_size=300)
    for number in range(9):
        window.act("star", [paper(number)])
    names = sorted(path.name for path in profile.folder.iterdir())
    assert names[:3] == [profile.journal(number=number).name for number in (1, 2, 3)]
    sealed = profile.journal().read_bytes()
    profile.window(sealed_size=300).act("star", [paper(10)])
    assert profile.journal().read_bytes() == sealed


def test_an_index_that_cannot_be_written_catches_up_later(profile: Profile) -> None:
    window = profile.window()
    window.queries.db.execute("PRAGMA busy_timeout = 0")
    holder = profile.connect()
    holder.execute("BEGIN IMMEDIATE")
    outcome = window.act("star", [paper(1)])
    assert outcome.saved
    assert str(window.merge_error) == "database is locked"
    holder.rollback()
    assert window.catch_up() == {paper(1).id}
    assert window.merge_error is None
    assert window.queries.facts(paper(1).ids).starred


def test_acts_are_saved_on_a_file_system_without_locks(profile: Profile) -> None:
    def no_locks(descriptor: int, operation: int) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    window = profile.window(disk=Disk(lock=no_locks))
    assert window.act("star", [paper(1)]).saved


def test_a_lost_index_is_rebuilt_from_the_journals(profile: Profile) -> None:
    window = profile.window()
    window.act("star", [paper(1)])
    window.undo()
    window.note(paper(2), "Kept.")
    profile.database = profile.database.with_name("another.sqlite")
    queries = profile.window().queries
    assert queries.facts(paper(1).ids) == UNTOUCHED
    assert queries.detail(paper(2).ids).note == "Kept."
    assert isinstance(queries.db, sqlite3.Connection)


@pytest.mark.slow
@pytest.mark.parametrize("writers", [1, 2])
def test_kill_after_kill_loses_nothing_that_was_acknowledged(tmp_path: Path, writers: int) -> None:
    toll = kill_again_and_again(tmp_path / "main", 20, writers=writers)
    assert toll == Toll(20 * writers, toll.acknowledged, 0)
    assert toll.acknowledged >= 20 * writers
