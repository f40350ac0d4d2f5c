"""A written file is whole or not there; devices and FIFOs are written to directly."""

from __future__ import annotations

import errno
import os
import resource
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from daily_papers.atomic_write import atomic_write, atomic_write_text, remove_temporary_files


def test_what_is_no_file_is_written_to_and_stays(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(OSError, match="No such device or address"), atomic_write_text(pipe):
        pass
    reading = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    with atomic_write_text(pipe) as file:
        file.write("naïve\n")
    assert os.read(reading, 100) == "naïve\n".encode()
    os.close(reading)
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert os.listdir(tmp_path) == ["pipe"]


def test_a_file_is_replaced_and_a_link_to_it_stays(tmp_path: Path) -> None:
    file, link = tmp_path / "file", tmp_path / "link"
    link.symlink_to(file)
    for words in ("one", "two"):
        with atomic_write_text(link) as out:
            out.write(words)
        assert file.read_text() == words
    assert link.is_symlink()


def write_new(path: Path, data: bytes) -> None:
    """Write a file that must not be there yet."""
    with atomic_write(path, overwrite=False) as file:
        file.write(data)


def test_a_file_is_written(tmp_path: Path) -> None:
    write_new(tmp_path / "a.json", b"text")
    assert (tmp_path / "a.json").read_bytes() == b"text"
    assert os.listdir(tmp_path) == ["a.json"]


def test_a_file_gets_the_permissions_that_any_new_file_gets(tmp_path: Path) -> None:
    (tmp_path / "plain").touch()
    write_new(tmp_path / "a.json", b"text")
    assert (tmp_path / "a.json").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_nothing_is_written_over(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(b"old")
    with pytest.raises(FileExistsError):
        write_new(tmp_path / "a.json", b"new")
    assert (tmp_path / "a.json").read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["a.json"]


def test_a_file_system_without_hard_links_will_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "link", refuse)
    write_new(tmp_path / "a.json", b"text")
    assert (tmp_path / "a.json").read_bytes() == b"text"
    with pytest.raises(FileExistsError):
        write_new(tmp_path / "a.json", b"new")
    assert os.listdir(tmp_path) == ["a.json"]


def test_a_full_disk_leaves_nothing_behind(tmp_path: Path) -> None:
    def write() -> None:
        with atomic_write(tmp_path / "a.json") as file:
            file.write(b"half of a")
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with pytest.raises(OSError, match="No space left"):
        write()
    assert os.listdir(tmp_path) == []


def test_a_limit_on_the_size_of_files_leaves_nothing_behind(tmp_path: Path) -> None:
    script = (
        "import sys\nfrom pathlib import Path\n"
        "from daily_papers.atomic_write import atomic_write\n"
        "try:\n"
        "    with atomic_write(Path(sys.argv[1], 'a.json')) as file: file.write(bytes(100_000))\n"
        "except OSError as error: print(error.strerror)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000)),
    )
    assert done.stdout == "File too large\n"
    assert os.listdir(tmp_path) == []


def test_what_a_killed_process_left_is_removed_and_what_is_being_written_stays(
    tmp_path: Path,
) -> None:
    (tmp_path / ".import-0123.tmp").touch()
    (tmp_path / ".other.tmp").touch()
    with atomic_write(tmp_path / "a.json", prefix="import-") as file:
        remove_temporary_files(tmp_path, "import-")
        file.write(b"text")
    assert sorted(os.listdir(tmp_path)) == [".other.tmp", "a.json"]
    assert (tmp_path / "a.json").read_bytes() == b"text"
