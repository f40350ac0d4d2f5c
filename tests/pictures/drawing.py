"""From a scene to a picture: the real reader, driven by keys, drawn as SVG."""

from __future__ import annotations

import asyncio
import re
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from daily_papers.config import Config
from daily_papers.paths import Paths
from daily_papers.themes import Theme, load_theme
from daily_papers.ui.app import DailyPapers
from daily_papers.ui.startup import Startup

from tests.pictures.scenes import Scene
from tests.pictures.world import World
from tests.ui.conftest import Story

_PATIENCE: Final = 20.0
"""Seconds until the words of a scene count as never coming."""
_NAMED: Final = frozenset({"enter", "escape", "tab", "down", "up", "space"})
_COLUMNS: Final = 2
"""Pictures side by side in a grid."""
_GAP: Final = 16
"""Pixels between them."""
_FONT: Final = "DejaVu Sans Mono"
_FONT_FACE = re.compile(r"@font-face\s*\{.*?\}\s*", re.DOTALL)
_SIZE = re.compile(r'<svg class="rich-terminal" viewBox="0 0 ([\d.]+) ([\d.]+)"')


class Missing(AssertionError):
    """Words that must stand in a picture did not come."""


def draw(scene: Scene, world: World) -> str:
    """The picture of a scene as SVG; the same text on every machine.

    Raises:
        Missing: Its words do not stand on the screen.
    """
    with tempfile.TemporaryDirectory(prefix="daily-papers-picture-") as folder:
        return asyncio.run(_draw(scene, world.copy(Path(folder))))


async def _draw(scene: Scene, paths: Paths) -> str:
    opening = Startup(paths, config=Config(motion=False), refresh=False)
    app = DailyPapers(opening, _theme(scene.theme))
    async with app.run_test(size=scene.size) as pilot:
        story = Story(app, pilot)
        await pilot.pause()
        await story.rest()
        for key in scene.keys:
            await (story.press(key) if key in _NAMED else story.type(key))
        scene.then(story.reader)
        await _settle(story, scene.words)
        if not scene.grid:
            return _cleaned(app.export_screenshot(simplify=True))
        drawn = []
        for name in scene.grid:
            theme = _theme(name)
            app.model.theme = theme
            await _settle(story, scene.words)
            drawn.append(_cleaned(app.export_screenshot(title=theme.title, simplify=True)))
        return _side_by_side(drawn)


async def _settle(story: Story, words: Sequence[str]) -> None:
    """Wait until the words stand on the screen and nothing is at work any more."""
    end = time.monotonic() + _PATIENCE
    while lacking := [word for word in words if word not in story.text]:
        if time.monotonic() > end:
            raise Missing(f"{lacking} never stood on the screen:\n{story.text}")
        await story.pilot.pause(0.02)
    await asyncio.gather(*(each.wait() for each in story.app.workers), return_exceptions=True)
    await story.rest()


def _theme(name: str) -> Theme:
    theme, problems = load_theme(name)
    assert theme is not None, f"there is no theme {name}"
    assert not problems, problems
    return theme


def _cleaned(svg: str) -> str:
    """Without the fonts that a browser would have to fetch, and without spaces at line ends.

    Every text carries its length, so that its cells stay in line in whatever font there is.
    """
    svg = _FONT_FACE.sub("", svg).replace("Fira Code", _FONT).replace("arial", _FONT)
    return "\n".join(line.rstrip() for line in svg.splitlines() if line.strip()) + "\n"


def _side_by_side(pictures: Sequence[str]) -> str:
    """One SVG with pictures of one size in rows."""
    found = _SIZE.search(pictures[0])
    assert found, "no size in the picture"
    width, height = (float(number) for number in found.groups())
    rows = -(-len(pictures) // _COLUMNS)
    whole = [
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 '
        f'{_COLUMNS * (width + _GAP) - _GAP:g} {rows * (height + _GAP) - _GAP:g}">\n'
    ]
    for number, picture in enumerate(pictures):
        row, column = divmod(number, _COLUMNS)
        place = (
            f'<svg x="{column * (width + _GAP):g}" y="{row * (height + _GAP):g}" '
            f'width="{width:g}" height="{height:g}" '
        )
        whole.append(picture.replace("<svg ", place, 1))
    return "".join([*whole, "</svg>\n"])
