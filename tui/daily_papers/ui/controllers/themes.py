"""Themes: previewed while the user looks for one, remembered once it is chosen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from daily_papers import settings
from daily_papers.themes import Theme, load_themes
from daily_papers.ui.context import Context
from daily_papers.ui.messages import WorkFinished
from daily_papers.ui.strings import toasts


class ThemeController:
    """Every theme, and the current one."""

    def __init__(self, ctx: Context) -> None:
        """Args:
        ctx: What is drawn, and what is remembered.
        """
        self._ctx = ctx
        self._chosen = ctx.model.theme

    @property
    def current(self) -> str:
        """The name of the theme that stays if no other is chosen."""
        return self._chosen.name if self._chosen else ""

    def load(self) -> Mapping[str, Theme]:
        """Every theme by name, read from its file: for workers."""
        found, _ = load_themes(self._ctx.paths.config / "themes")
        return found

    def begin(self) -> None:
        """The user begins to look for a theme: the current one is the one to return to."""
        self._chosen = self._ctx.model.theme

    def preview(self, theme: Theme | None) -> None:
        """Draw everything in `theme` for now; `None` returns to the chosen one."""
        self._ctx.model.theme = theme or self._chosen

    def choose(self, theme: Theme) -> None:
        """Draw everything in `theme` from now on, and remember it."""
        self._chosen = theme
        self.preview(theme)
        ctx = self._ctx
        ctx.settings = kept = replace(ctx.settings, theme=theme.name)
        path = ctx.paths.config / settings.NAME
        fixed = "" if ctx.config.theme == "auto" else ctx.config.theme

        def save() -> None:
            refused = settings.save(path, kept)
            ctx.host.post(WorkFinished(toasts.theme_chosen(theme.title, fixed, refused)))

        ctx.session.writer.do(save)
