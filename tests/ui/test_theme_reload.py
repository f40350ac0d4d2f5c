"""A theme's file is current again when it is saved."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from daily_papers.paths import Paths
from daily_papers.themes import load_theme, template
from daily_papers.ui import app
from daily_papers.ui.services.theme_watcher import ThemeWatcher
from daily_papers.ui.widgets.paper_list import PaperList

from tests.ui.conftest import Open, Story


@pytest.fixture
def file(paths: Paths) -> Path:
    """The user's own file of the theme that the tests wear, as they begin it."""
    theme, _ = load_theme("paper-dark")
    assert theme
    path = paths.config / "themes" / "paper-dark.toml"
    path.parent.mkdir(parents=True)
    path.write_text(template("Mine", theme), encoding="utf-8")
    return path


def palette_of(story: Story) -> Mapping[str, str]:
    """The colours of the current theme."""
    assert story.app.model.theme
    return story.app.model.theme.palette


async def seen(story: Story, happened: Callable[[], bool]) -> bool:
    """Whether something happens before long."""
    for _ in range(500):
        if happened():
            return True
        await story.pilot.pause(0.01)
    return False


async def test_a_saved_theme_is_reloaded(
    open_reader: Open, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app, "PERIOD", 0.01)
    async with open_reader() as story:
        text = file.read_text(encoding="utf-8")
        text = text.replace(palette_of(story)["background"], "#102030")
        file.write_text(text.replace(palette_of(story)["primary"], "#ff8800"), "utf-8")
        assert await seen(story, lambda: palette_of(story)["primary"] == "#ff8800")
        dot = story.reader.appearance["unread_mark"].color
        assert dot is not None
        assert dot.name == "#ff8800"
        assert await seen(
            story, lambda: story.reader.query_one(PaperList).styles.background.hex == "#102030"
        )


async def test_what_is_wrong_in_it_is_reported(
    open_reader: Open, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app, "PERIOD", 0.01)
    async with open_reader((160, 40)) as story:
        file.write_text("[palette\n", encoding="utf-8")
        assert await seen(story, lambda: "paper-dark.toml:1" in story.text)
        assert palette_of(story)["primary"]


async def test_other_files_are_not_looked_at(open_reader: Open, file: Path) -> None:
    async with open_reader() as story:
        watch = ThemeWatcher(story.app.model, file.parent, story.reader.say)
        current = story.app.model.theme
        file.with_name("other.toml").write_text("[palette]\n", encoding="utf-8")
        watch.look()
        assert story.app.model.theme is current
        file.unlink()
        watch.look()
        assert story.app.model.theme is current
