"""Themes tried on and kept: previewed while one looks for one, remembered once it is chosen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from daily_papers import settings
from daily_papers.themes import Theme, load_themes
from daily_papers.ui.messages import WorkFinished
from daily_papers.ui.strings import toasts

if TYPE_CHECKING:
    from daily_papers.ui.app import DailyPapers
    from daily_papers.ui.screens.reader import Reader


class ThemeController:
    """The themes that there are, and the one that is worn."""

    def __init__(self, reader: Reader) -> None:
        """Args:
        reader: Whose look is changed.
        """
        self._reader = reader
        self._app = cast("DailyPapers", reader.app)
        self._current = self._app.look

    @property
    def current(self) -> str:
        """The name of the theme that stays if none is chosen."""
        return self._current.name

    def themes(self) -> Mapping[str, Theme]:
        """Every theme by name, read from its file: for workers."""
        found, _ = load_themes(self._app.opening.paths.config / "themes")
        return found

    def preview(self, theme: Theme | None) -> None:
        """Draw everything in `theme` for now; `None` brings back the one of before."""
        wanted = theme or self._current
        if wanted is not self._app.look:
            self._app.wear(wanted)

    def choose(self, theme: Theme) -> None:
        """Draw everything in `theme` from now on, and remember it."""
        self._current = theme
        self.preview(theme)
        opening = self._app.opening
        opening.settings = kept = replace(opening.settings, theme=theme.name)
        path = opening.paths.config / settings.NAME

        fixed = "" if opening.config.theme == "auto" else opening.config.theme

        def save() -> None:
            why = settings.save(path, kept)
            self._reader.post_message(WorkFinished(toasts.theme_chosen(theme.title, fixed, why)))

        if self._reader.desk:
            self._reader.desk.do(save)
