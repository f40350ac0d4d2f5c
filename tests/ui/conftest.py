"""The reader on the sample digests, in folders of its own."""

from __future__ import annotations

import asyncio
import shutil
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from daily_papers import settings
from daily_papers.cache import samples
from daily_papers.config import Config
from daily_papers.index.refresh import refresh
from daily_papers.paths import Paths
from daily_papers.themes import DEFAULT_DARK, load_theme
from daily_papers.ui.app import DailyPapers
from daily_papers.ui.keys.dispatcher import key_of
from daily_papers.ui.screens.reader import Reader
from daily_papers.ui.startup import Startup
from textual.pilot import Pilot

from tests.ui.settling import quiet, settled

Open = Callable[..., AbstractAsyncContextManager["Story"]]

PAUSES = (
    "completion._PAUSE",
    "counts._ACTING",
    "counts._TYPING",
    "list_loader._TYPING",
    "debounce._PAUSE",
)
"""How long the reader waits for the next key, or act, before it does what that could make void."""


class Story:
    """A user in front of the reader."""

    def __init__(self, app: DailyPapers, pilot: Pilot[None]) -> None:
        """Sit down."""
        self.app = app
        self.pilot = pilot

    @property
    def reader(self) -> Reader:
        """The reader's screen."""
        screen = self.app.screen_stack[1]
        assert isinstance(screen, Reader)
        return screen

    async def press(self, *keys: str) -> None:
        """Press keys, and wait each time until all that comes of it has been drawn and saved."""
        for key in keys:
            await self.pilot.press(key)
            await self.rest()

    async def type(self, text: str) -> None:
        """Type text in one go, and wait until all that comes of it has been drawn and saved."""
        for char in text:
            self.app.post_message(key_of(char))
        await self.rest()

    async def rest(self) -> None:
        """Wait until everything is written, and all is drawn."""
        await settled(self.app)
        if self.reader.workspace.ctx.session.writer:
            written = threading.Event()
            self.reader.workspace.ctx.session.writer.do(written.set)
            await asyncio.to_thread(written.wait)
            await settled(self.app)

    @property
    def screen(self) -> list[str]:
        """The lines on the screen."""
        width, height = self.app.size
        strips = self.app.screen._compositor.render_strips()
        return [strip.text[:width] for strip in strips[:height]]

    @property
    def text(self) -> str:
        """All that stands on the screen."""
        return "\n".join(self.screen)

    def line(self, words: str) -> str:
        """The one line on the screen with `words`."""
        [found] = [line for line in self.screen if words in line]
        return found


@pytest.fixture(autouse=True)
def _no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let what waits for a user to pause wait no longer than a turn of the loop, or two.

    `test_pauses.py` has them as long as users do.
    """
    for pause in PAUSES:
        monkeypatch.setattr(f"daily_papers.ui.controllers.{pause}", 0.001)


@pytest.fixture(autouse=True)
def _away_from_the_checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run in a folder of the test's own: a file whose name is typed is written there."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture(autouse=True)
def _no_guess(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the pilot wait for what is still to be done, not for a while without work."""
    monkeypatch.setattr("textual.app.wait_for_idle", quiet)
    monkeypatch.setattr("textual.pilot.wait_for_idle", quiet)


@pytest.fixture(scope="session")
def sample_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of the samples, to be copied."""
    folder = tmp_path_factory.mktemp("samples")
    paths = Paths(samples.folder(), folder / "index", folder / "data", "main", folder / "config")
    refresh(paths)
    return paths.index


@pytest.fixture
def paths(tmp_path: Path, sample_index: Path) -> Paths:
    """Paths with the samples as cache, indexed, and nothing done to them yet."""
    shutil.copytree(sample_index, tmp_path / "index")
    return Paths(
        samples.folder(), tmp_path / "index", tmp_path / "data", "main", tmp_path / "config"
    )


@pytest.fixture
def open_reader(paths: Paths) -> Open:
    """Gives what opens the reader for the length of an `async with` block."""

    @asynccontextmanager
    async def open_it(
        size: tuple[int, int] = (120, 40),
        *,
        query: str = "",
        where: Paths | None = None,
        **wishes: Any,
    ) -> AsyncIterator[Story]:
        there = where or paths
        theme, _ = load_theme(DEFAULT_DARK)
        assert theme
        kept = settings.load(there.config / settings.NAME)
        config = Config(**wishes)
        opening = Startup(there, query=query, config=config, settings=kept, refresh=False)
        app = DailyPapers(opening, theme)
        async with app.run_test(size=size) as pilot:
            story = Story(app, pilot)
            await pilot.pause()
            await story.rest()
            yield story

    return open_it


def with_cache(paths: Paths, cache: Path) -> Paths:
    """The same paths with another cache, indexed."""
    found = replace(paths, cache=cache, index=paths.index.with_name("other-index"))
    refresh(found)
    return found
