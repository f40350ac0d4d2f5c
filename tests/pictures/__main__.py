"""Draws every picture again into `screenshots/`: `python -m tests.pictures [NAME …]`."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.pictures import FOLDER, PNG_ZOOM
from tests.pictures.drawing import draw
from tests.pictures.png import render
from tests.pictures.scenes import SCENES
from tests.pictures.world import World


def main(names: Sequence[str]) -> int:
    """Draw the pictures of that name, or all; the exit code."""
    if unknown := set(names) - {scene.name for scene in SCENES}:
        print(f"there is no picture {', '.join(sorted(unknown))}", file=sys.stderr)
        return 2
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="daily-papers-world-") as folder:
        world = World.make(Path(folder))
        for scene in SCENES:
            if names and scene.name not in names:
                continue
            svg = draw(scene, world)
            (FOLDER / f"{scene.name}.svg").write_text(svg, encoding="utf-8")
            print(f"{scene.name}.svg")
            if scene is SCENES[0]:
                _draw_png(scene.name, svg)
    return 0


def _draw_png(name: str, svg: str) -> None:
    if png := render(svg, PNG_ZOOM):
        (FOLDER / f"{name}.png").write_bytes(png)
        print(f"{name}.png")
    else:
        print(f"{name}.png is as it was: resvg-py is not installed (it is in the extra `dev`)")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
