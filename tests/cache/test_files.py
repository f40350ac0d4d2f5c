"""Any file is opened without harm, and a new one is whole or not there."""

from __future__ import annotations

import errno
import os
import resource
import socket
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO, RawIOBase
from pathlib import Path
from typing import BinaryIO, cast

import pytest
from daily_papers.cache import files

# Opening.


def test_a_file_is_opened(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"text")
    with files.open_file(tmp_path / "a") as stream:
        assert stream.read() == b"text"


def test_a_fifo_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    with pytest.raises(OSError, match="not a file but a FIFO"):
        files.open_file(tmp_path / "fifo")


def test_a_socket_is_refused(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as end:
        end.bind(os.path.relpath(tmp_path / "socket"))
        with pytest.raises(OSError, match="not a file but a socket"):
            files.open_file(tmp_path / "socket")


def test_a_device_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="not a file but a device"):
        files.open_file(Path("/dev/zero"))
    with pytest.raises(OSError, match="not a file but a folder"):
        files.open_file(tmp_path)


def test_a_link_is_followed_only_where_the_user_named_it(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"text")
    (tmp_path / "link").symlink_to("a")
    with files.open_file(tmp_path / "link", follow=True) as stream:
        assert stream.read() == b"text"
    with pytest.raises(OSError, match="a link, and not followed"):
        files.open_file(tmp_path / "link")


def test_a_link_loop_is_told(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    with pytest.raises(OSError, match="its links go round in a circle"):
        files.open_file(tmp_path / "a", follow=True)


# Scanning.


def test_a_folder_is_scanned_with_the_folders_below_it(tmp_path: Path) -> None:
    deep = tmp_path / "2025" / "07" / "31"
    (deep / "much" / "deeper").mkdir(parents=True)
    for name in ("b.json", "a.json", "2025/x.json", "2025/07/31/y.json", "2025/07/31/much/z.json"):
        (tmp_path / name).write_bytes(name.encode())
    errors: list[OSError] = []
    seen = list(files.scan(tmp_path, errors.append))

    assert [each.name for each in seen] == ["2025/07/31/y.json", "2025/x.json", "a.json", "b.json"]
    status = (tmp_path / "a.json").stat()
    assert seen[2] == files.Seen("a.json", 6, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)
    assert [error.strerror for error in errors] == ["too deep a folder, not read"]


def test_leftovers_of_other_programs_are_passed_over(tmp_path: Path) -> None:
    for name in (".hidden", "a.json~", "a.tmp", "a.part", ".a.json.swp", "a.json.crdownload"):
        (tmp_path / name).touch()
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "config").touch()
    for kept in ("2025-07-31~.page.txt", "2025-07-31.sync-conflict-20250801-070000-ABC.json"):
        (tmp_path / kept).touch()
    assert [each.name for each in files.scan(tmp_path)] == [
        "2025-07-31.sync-conflict-20250801-070000-ABC.json",
        "2025-07-31~.page.txt",
    ]


def test_links_and_pipes_in_a_folder_are_told_and_not_followed(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    (tmp_path / "round").symlink_to(tmp_path)
    (tmp_path / "out").symlink_to("/etc/passwd")
    errors: list[OSError] = []
    assert list(files.scan(tmp_path, errors.append)) == []
    assert sorted(Path(str(error.filename)).name for error in errors) == ["fifo", "out", "round"]


def test_a_folder_below_that_may_not_be_read_does_not_hide_the_others(
    tmp_path: Path, close: Callable[[Path], None]
) -> None:
    close(tmp_path / "closed")
    (tmp_path / "open.json").touch()
    errors: list[OSError] = []
    assert [each.name for each in files.scan(tmp_path, errors.append)] == ["open.json"]
    assert [error.errno for error in errors] == [errno.EACCES]


def test_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        list(files.scan(tmp_path / "none"))


# Writing.


class Failing(RawIOBase):
    """A stream that gives some bytes and then fails as a full disk does."""

    def __init__(self, error: int) -> None:
        self.blocks = [b"half of a"]
        self.error = error

    def read(self, size: int = -1) -> bytes:
        if self.blocks:
            return self.blocks.pop()
        raise OSError(self.error, os.strerror(self.error))


def test_a_file_is_written(tmp_path: Path) -> None:
    assert files.write_new(tmp_path, "a.json", BytesIO(b"text")) == tmp_path / "a.json"
    assert (tmp_path / "a.json").read_bytes() == b"text"
    assert os.listdir(tmp_path) == ["a.json"]


def test_a_file_gets_the_permissions_that_any_new_file_gets(tmp_path: Path) -> None:
    (tmp_path / "plain").touch()
    files.write_new(tmp_path, "a.json", BytesIO(b"text"))
    assert (tmp_path / "a.json").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_nothing_is_written_over(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(b"old")
    with pytest.raises(FileExistsError):
        files.write_new(tmp_path, "a.json", BytesIO(b"new"))
    assert (tmp_path / "a.json").read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["a.json"]


def test_a_file_system_without_hard_links_will_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "link", refuse)
    files.write_new(tmp_path, "a.json", BytesIO(b"text"))
    assert (tmp_path / "a.json").read_bytes() == b"text"
    with pytest.raises(FileExistsError):
        files.write_new(tmp_path, "a.json", BytesIO(b"new"))
    assert os.listdir(tmp_path) == ["a.json"]


def test_a_full_disk_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No space left"):
        files.write_new(tmp_path, "a.json", cast(BinaryIO, Failing(errno.ENOSPC)))
    assert os.listdir(tmp_path) == []


def test_a_limit_on_the_size_of_files_leaves_nothing_behind(tmp_path: Path) -> None:
    script = (
        "import sys\nfrom io import BytesIO\nfrom pathlib import Path\n"
        "from daily_papers.cache import files\n"
        "try: files.write_new(Path(sys.argv[1]), 'a.json', BytesIO(bytes(100_000)))\n"
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
