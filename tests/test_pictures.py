"""The pictures in `screenshots/` show what the reader draws now, and what they are to show."""

from __future__ import annotations

import html
import re

import pytest
from daily_papers.themes import load_themes

from tests.pictures import FOLDER
from tests.pictures.drawing import draw
from tests.pictures.png import is_drawn_of, render
from tests.pictures.scenes import SCENES, Scene
from tests.pictures.world import World

AGAIN = "the reader draws something else now: look at it, and `python -m tests.pictures` draws it"
ON_EACH = pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    return World.make(tmp_path_factory.mktemp("world"))


def text_of(svg: str) -> str:
    """The words in a picture."""
    drawn = re.findall(r"<text [^>]*>([^<]*)</text>", svg)
    return " ".join(html.unescape(" ".join(drawn)).split())


@ON_EACH
def test_a_picture_is_what_the_reader_draws(scene: Scene, world: World) -> None:
    path = FOLDER / f"{scene.name}.svg"
    assert path.is_file(), f"{path.name} is missing: `python -m tests.pictures` draws it"
    kept = path.read_text(encoding="utf-8")
    # Not compared by pytest, which would print a hundred thousand characters.
    same = draw(scene, world) == kept
    assert same, f"{path.name}: {AGAIN}"


@ON_EACH
def test_a_picture_shows_its_words_and_no_local_paths(scene: Scene) -> None:
    svg = (FOLDER / f"{scene.name}.svg").read_text(encoding="utf-8")
    shown = text_of(svg)
    assert [words for words in scene.words if words.strip() not in shown] == []
    assert not re.search(r"/(home|root|tmp|work)/|cdnjs", svg)


def test_the_png_is_of_the_same_picture() -> None:
    svg = (FOLDER / "reader.svg").read_text(encoding="utf-8")
    same = is_drawn_of((FOLDER / "reader.png").read_bytes(), svg)
    assert same, f"reader.png: {AGAIN}"


def test_a_png_records_its_source() -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><rect width="4"/></svg>'
    png = render(svg, 1)
    if png is None:
        pytest.skip("resvg-py is not installed (it is in the extra `dev`)")
    assert is_drawn_of(png, svg)
    assert not is_drawn_of(png, svg.replace("4", "5"))


def test_every_theme_is_in_the_picture_of_themes() -> None:
    [grid] = [scene.grid for scene in SCENES if scene.grid]
    ours, _ = load_themes()
    assert sorted(grid) == sorted(ours)
    shown = text_of((FOLDER / "themes.svg").read_text(encoding="utf-8"))
    assert [theme.title for theme in ours.values() if theme.title not in shown] == []
