"""Fixtures that tests of several packages share."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import pytest
from hypothesis import settings

from tests.home import PAPERS, Home, Ran

Make = Callable[[Path], object]
"""Fills a folder."""


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int | None:
    """One process more than there are cores: some always wait, for a disk or another program."""
    return None if "PYTEST_XDIST_AUTO_NUM_WORKERS" in os.environ else (os.cpu_count() or 1) + 1


settings.register_profile("suite", deadline=None, derandomize=True, max_examples=50)
settings.load_profile("suite")


@pytest.fixture(autouse=True)
def _no_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a key wait for the index as long as it takes: a busy machine may be late."""
    monkeypatch.setattr("daily_papers.index.interrupts.DEADLINE", 60.0)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real input beside a checkout; tests that need it skip where it is missing."""
    folder = Path(__file__).resolve().parents[2] / "shared"
    if not (folder / "data").is_dir():
        pytest.skip("the real input (../shared) is not here")
    return folder


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, Make], Path]:
    """Gives folders that are dear to make: one process of the run makes each, the others wait."""
    root = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        root = root.parent

    def folder(name: str, make: Make) -> Path:
        path, made = root / name, root / f"{name}.made"
        with (root / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not made.exists():
                path.mkdir()
                make(path)
                made.touch()
        return path

    return folder


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """An empty home."""
    return Home(tmp_path)


@pytest.fixture
def read_home(home: Home) -> Home:
    """A home with three papers of one day."""
    home.has("2025-01-02", *PAPERS)
    return home


@pytest.fixture(scope="session")
def archive(shared: Path, made_once: Callable[[str, Make], Path]) -> tuple[Home, Ran]:
    """A home with all the real days in it, and what importing them said."""

    def make(folder: Path) -> None:
        seeds = sorted((shared / "seeds").glob("*.txt"))
        ran = Home(folder).run("import", *seeds, shared / "data" / "hf-api")
        (folder / "ran.json").write_text(json.dumps(asdict(ran)))

    folder = made_once("archive", make)
    return Home(folder), Ran(**json.loads((folder / "ran.json").read_text()))


@pytest.fixture(scope="session")
def seeds(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home with the two seeds, their days given."""
    home = Home(tmp_path_factory.mktemp("seeds"))
    first, second = sorted((shared / "seeds").glob("*.txt"))
    for day, file in (("2025-07-31", first), ("2025-09-17", second)):
        ran = home.run("import", "--date", day, file)
        assert ran.code == 0, ran.err
    return home
