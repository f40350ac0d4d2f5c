"""A theme that is being written: its file is worn again whenever it is saved."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from daily_papers.themes import load_theme

if TYPE_CHECKING:
    from daily_papers.ui.app import DailyPapers

PERIOD: Final = 2.0
"""Seconds between two looks at the file."""
_Mark = tuple[int, int, int] | None
"""What tells one state of a file from another; `None` where there is none."""


class ThemeWatcher:
    """Looks at the user's file of the theme that is worn, and at no other."""

    def __init__(self, app: DailyPapers, folder: Path) -> None:
        """Args:
        app: What wears the theme.
        folder: The user's folder of themes.
        """
        self._app = app
        self._folder = folder
        self._name = app.look.name
        self._mark = self._look_at_file()

    def look(self) -> None:
        """Wear the theme again where its file was saved; say what is wrong with it."""
        name, self._name = self._name, self._app.look.name
        mark, self._mark = self._mark, self._look_at_file()
        if name != self._name or mark == self._mark or self._mark is None:
            return
        theme, problems = load_theme(self._name, self._folder)
        if theme is not None:
            self._app.wear(theme)
        for problem in problems[:1]:
            self._app.say(str(problem))

    def _look_at_file(self) -> _Mark:
        try:
            found = os.stat(self._folder / f"{self._name}.toml")
        except OSError:
            return None
        return found.st_mtime_ns, found.st_size, found.st_ino
