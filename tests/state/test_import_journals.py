"""Journals from elsewhere, carried in a folder."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from daily_papers.state.import_journals import NoJournals, merge_folder
from daily_papers.state.storage import Disk

from tests.state.profiles import Profile, paper


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """A folder with another machine's journal and an old one of ours."""
    there = Profile(tmp_path / "stick" / "profiles" / "main")
    there.window("desk-2").act("star", [paper(1)])
    there.window("lap-1").note(paper(2), "An old note.")
    there.close()
    return there.folder


def test_what_others_wrote_is_taken_in(profile: Profile, stick: Path) -> None:
    window = profile.window("lap-1")
    window.act("star", [paper(3)])
    before = profile.journal("lap-1").read_bytes()
    merged = merge_folder(stick, profile.folder, "lap-1")
    assert merged.copied == ["desk-2.0001.jsonl"]
    assert merged.kept_both == ["lap-1.0001.jsonl"]
    assert profile.journal("lap-1").read_bytes() == before
    assert window.catch_up() == {paper(1).id, paper(2).id}
    assert window.queries.facts(paper(1).ids).starred
    assert window.queries.facts(paper(2).ids).noted
    assert window.queries.facts(paper(3).ids).starred


def test_merging_again_changes_nothing(profile: Profile, stick: Path) -> None:
    merge_folder(stick, profile.folder, "lap-1")
    before = sorted(os.listdir(profile.folder))
    report = merge_folder(stick, profile.folder, "lap-1")
    assert report.known == ["desk-2.0001.jsonl", "lap-1.0001.jsonl"]
    assert sorted(os.listdir(profile.folder)) == before


def test_a_longer_journal_takes_the_place_of_its_beginning(profile: Profile, stick: Path) -> None:
    merge_folder(stick, profile.folder, "lap-1")
    theirs = stick / "desk-2.0001.jsonl"
    longer = theirs.read_bytes() * 2
    theirs.write_bytes(longer)
    assert merge_folder(stick, profile.folder, "lap-1").copied == [theirs.name]
    assert (profile.folder / theirs.name).read_bytes() == longer
    theirs.write_bytes(longer[:50])
    assert merge_folder(stick, profile.folder, "lap-1").known == [theirs.name, "lap-1.0001.jsonl"]
    assert (profile.folder / theirs.name).read_bytes() == longer
    assert (profile.folder / theirs.name).stat().st_mode & 0o777 == 0o600


def test_journals_that_parted_are_both_kept(profile: Profile, stick: Path) -> None:
    merge_folder(stick, profile.folder, "lap-1")
    (stick / "desk-2.0001.jsonl").write_bytes(b"{}\n")
    merged = merge_folder(stick, profile.folder, "lap-1")
    assert merged.kept_both == ["desk-2.0001.jsonl"]
    assert len(os.listdir(profile.folder)) == 3


def test_links_and_fifos_are_refused_in_words(profile: Profile, stick: Path) -> None:
    (stick / "a.jsonl").symlink_to("/etc/passwd")
    os.mkfifo(stick / "b.jsonl")
    merged = merge_folder(stick, profile.folder, "lap-1")
    assert merged.failed == {
        "a.jsonl": "a link, not followed",
        "b.jsonl": "not a file but a FIFO",
    }
    assert merged.copied == ["desk-2.0001.jsonl"]


def test_a_full_disk_leaves_nothing_half_copied(profile: Profile, stick: Path) -> None:
    def full(descriptor: int, data: bytes | memoryview) -> int:
        os.write(descriptor, data[:10])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    merged = merge_folder(stick, profile.folder, "lap-1", disk=Disk(write=full))
    assert set(merged.failed.values()) == {"No space left on device"}
    assert os.listdir(profile.folder) == []


def test_a_folder_without_journals_is_reported(profile: Profile, tmp_path: Path) -> None:
    with pytest.raises(NoJournals, match="holds no journals"):
        merge_folder(tmp_path, profile.folder, "lap-1")
