"""Drafts of notes on the disk."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest
from daily_papers.papers.text import remove_unsafe
from daily_papers.state.drafts import Drafts
from daily_papers.state.storage import Disk
from hypothesis import given
from hypothesis import strategies as st

PAPER = "arxiv:2503.02130"


@pytest.fixture
def drafts(tmp_path: Path) -> Drafts:
    return Drafts(tmp_path / "data", "main")


def files(tmp_path: Path) -> list[Path]:
    return [path for path in (tmp_path / "data" / "drafts").rglob("*") if path.is_file()]


def test_a_draft_is_there_until_it_is_dropped(drafts: Drafts) -> None:
    assert drafts.read(PAPER) is None
    drafts.write(PAPER, "Compare")
    drafts.write(PAPER, "Compare table 2.")
    found = drafts.read(PAPER)
    assert found is not None
    assert found.text == "Compare table 2."
    drafts.delete(PAPER)
    assert drafts.read(PAPER) is None
    drafts.delete(PAPER)


def test_papers_and_profiles_have_drafts_of_their_own(drafts: Drafts, tmp_path: Path) -> None:
    drafts.write(PAPER, "One")
    assert drafts.read("arxiv:2503.02131") is None
    assert Drafts(tmp_path / "data", "other").read(PAPER) is None


def test_only_the_user_can_read_a_draft(drafts: Drafts, tmp_path: Path) -> None:
    drafts.write(PAPER, "Mine")
    [file] = files(tmp_path)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(file.parent.parent.stat().st_mode) == 0o700


@given(st.text(alphabet=st.characters(), max_size=200))
def test_any_text_comes_back(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    drafts = Drafts(tmp_path_factory.getbasetemp() / "any", "main")
    drafts.write(PAPER, text)
    found = drafts.read(PAPER)
    assert found is not None
    assert found.text == remove_unsafe(text)


@pytest.mark.parametrize(
    "data", [b"", b"{", b"[1]", b'{"text": 3}', b'{"text": "x", "paper": "another"}', b"\xff\xfe"]
)
def test_a_damaged_draft_is_none(drafts: Drafts, tmp_path: Path, data: bytes) -> None:
    drafts.write(PAPER, "Mine")
    [file] = files(tmp_path)
    file.write_bytes(data)
    assert drafts.read(PAPER) is None


def test_a_fifo_in_its_place_is_not_waited_for(drafts: Drafts, tmp_path: Path) -> None:
    drafts.write(PAPER, "Mine")
    [file] = files(tmp_path)
    file.unlink()
    os.mkfifo(file)
    assert drafts.read(PAPER) is None


def test_where_it_cannot_be_kept_that_is_raised(drafts: Drafts, tmp_path: Path) -> None:
    (tmp_path / "data").write_bytes(b"in the way")
    with pytest.raises(OSError):
        drafts.write(PAPER, "Mine")
    assert drafts.read(PAPER) is None


def test_a_full_disk_leaves_the_draft_of_before(drafts: Drafts, tmp_path: Path) -> None:
    def full(descriptor: int, data: bytes | memoryview) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    drafts.write(PAPER, "Before")
    with pytest.raises(OSError, match="No space"):
        Drafts(tmp_path / "data", "main", disk=Disk(write=full)).write(PAPER, "After")
    found = drafts.read(PAPER)
    assert found is not None
    assert found.text == "Before"
    assert len(files(tmp_path)) == 1
