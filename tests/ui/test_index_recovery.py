"""The index is damaged or deleted under an open reader."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from daily_papers.paths import Paths

from tests.ui.conftest import Open


def garbage(folder: Path) -> None:
    for path in folder.glob("*.db"):
        path.write_bytes(b"garbage " * (path.stat().st_size // 8))


def nothing(folder: Path) -> None:
    for path in folder.glob("*.db"):
        os.truncate(path, 0)


@pytest.mark.parametrize("damage", [garbage, nothing, shutil.rmtree])
async def test_the_reader_goes_on_at_the_same_paper(
    open_reader: Open, paths: Paths, damage: Callable[[Path], None]
) -> None:
    async with open_reader() as story:
        await story.press("j", "j", "s")
        row = story.reader.model.papers.row
        assert row
        damage(paths.index)
        await story.press("J", "s", "K", "b", "u", "tab", "j", "k")
        story.reader.workspace.index.poll()
        async with asyncio.timeout(30):
            while story.reader.model.rebuilds_index:
                assert "damaged index" in story.screen[-1]
                await story.pilot.pause(0.01)
        assert story.reader.workspace.ctx.session.library
        assert story.reader.workspace.ctx.session.library.switches
        again = story.reader.model.papers.row
        assert again
        assert again.id == row.id
        assert again.facts.starred
        assert not again.facts.later
        await story.press("g", "s")
        assert len(story.reader.model.papers.rows) == 2
