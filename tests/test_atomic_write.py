"""Writing a file in one step, and what is no file not at all so."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from daily_papers.atomic_write import replacing


def test_what_is_no_file_is_written_to_and_stays(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(OSError, match="No such device or address"), replacing(pipe):
        pass
    reading = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    with replacing(pipe) as file:
        file.write("naïve\n")
    assert os.read(reading, 100) == "naïve\n".encode()
    os.close(reading)
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert os.listdir(tmp_path) == ["pipe"]


def test_a_file_is_replaced_and_a_link_to_it_stays(tmp_path: Path) -> None:
    file, link = tmp_path / "file", tmp_path / "link"
    link.symlink_to(file)
    for words in ("one", "two"):
        with replacing(link) as out:
            out.write(words)
        assert file.read_text() == words
    assert link.is_symlink()
