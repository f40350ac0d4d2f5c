"""Themes: previewed while the user looks for one, remembered once it is chosen."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from daily_papers import settings
from daily_papers.config import Config
from daily_papers.themes import DEFAULT_DARK, Theme, load_theme

from tests.ui.controllers.fakes import FakeReader


def theme(name: str = DEFAULT_DARK) -> Theme:
    """A theme that comes along."""
    found, _ = load_theme(name)
    assert found
    return found


@pytest.fixture
def themed(reader: FakeReader) -> FakeReader:
    """A reader in the default theme."""
    reader.model.theme = theme()
    reader.ws.themes.begin()
    return reader


async def test_every_theme_is_there_and_the_users_own(themed: FakeReader) -> None:
    folder = themed.paths.config / "themes"
    folder.mkdir(parents=True)
    (folder / "mine.toml").write_text('title = "Mine"\ndark = true\n')
    found = themed.ws.themes.load()
    assert DEFAULT_DARK in found
    assert "mine" in found
    assert len(found) > 2


async def test_a_theme_is_previewed_and_the_chosen_one_comes_back(themed: FakeReader) -> None:
    other = theme("paper-light")
    themed.ws.themes.preview(other)
    assert themed.model.theme is other
    assert themed.ws.themes.current == DEFAULT_DARK
    themed.ws.themes.preview(None)
    assert themed.model.theme == theme()
    await themed.settle()
    assert not (themed.paths.config / settings.NAME).exists()


async def test_a_chosen_theme_is_remembered(themed: FakeReader) -> None:
    other = theme("paper-light")
    themed.ws.themes.choose(other)
    await themed.settle()
    assert themed.model.theme is other
    assert themed.ws.themes.current == "paper-light"
    assert themed.toast == f"{other.title} · saved"
    assert settings.load(themed.paths.config / settings.NAME).theme == "paper-light"
    assert themed.ctx.settings.theme == "paper-light"
    themed.ws.themes.preview(None)
    assert themed.model.theme is other


async def test_a_theme_that_the_configuration_fixes_lasts_until_the_end(
    themed: FakeReader,
) -> None:
    themed.ctx.config = replace(Config(), theme=DEFAULT_DARK)
    other = theme("paper-light")
    themed.ws.themes.choose(other)
    await themed.settle()
    assert themed.toast.startswith(f"{other.title} until you quit · config.toml says")


async def test_settings_that_cannot_be_written_are_said(
    themed: FakeReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "save", refuse)
    other = theme("paper-light")
    themed.ws.themes.choose(other)
    await themed.settle()
    assert themed.model.theme is other
    assert themed.toast.endswith("the settings cannot be saved: the disk is full")


def refuse(path: Path, kept: object) -> str:
    """A disk that takes nothing."""
    return "the disk is full"


async def test_without_a_theme_there_is_no_current_one(reader: FakeReader) -> None:
    assert reader.ws.themes.current == ""
