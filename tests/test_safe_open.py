"""Any file is opened without harm."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest
from daily_papers.safe_open import open_file


def test_a_file_is_opened(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"text")
    with open_file(tmp_path / "a") as stream:
        assert stream.read() == b"text"


def test_a_fifo_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    with pytest.raises(OSError, match="not a file but a FIFO"):
        open_file(tmp_path / "fifo")


def test_a_socket_is_refused(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as end:
        end.bind(os.path.relpath(tmp_path / "socket"))
        with pytest.raises(OSError, match="not a file but a socket"):
            open_file(tmp_path / "socket")


def test_a_device_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="not a file but a device"):
        open_file(Path("/dev/zero"))
    with pytest.raises(OSError, match="not a file but a folder"):
        open_file(tmp_path)


def test_a_link_is_followed_only_where_the_user_named_it(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"text")
    (tmp_path / "link").symlink_to("a")
    with open_file(tmp_path / "link", follow_links=True) as stream:
        assert stream.read() == b"text"
    with pytest.raises(OSError, match="a link, not followed"):
        open_file(tmp_path / "link")


def test_a_loop_of_links_is_reported(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    with pytest.raises(OSError, match="its links form a loop"):
        open_file(tmp_path / "a", follow_links=True)
