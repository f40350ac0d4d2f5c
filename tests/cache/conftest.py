"""A cache not there yet, files beside it, and a folder that may not be read."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    """The cache's folder, which importing makes."""
    return tmp_path / "cache"


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """A folder for files to be imported."""
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


@pytest.fixture
def close(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], None]:
    """Makes a folder that may not be read, by whomever."""
    scandir = os.scandir
    closed: list[Path] = []

    def refuse(path: Path) -> object:
        if Path(path) in closed:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return scandir(path)

    def make(path: Path) -> None:
        path.mkdir()
        closed.append(path)

    monkeypatch.setattr(os, "scandir", refuse)
    return make
