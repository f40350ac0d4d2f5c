"""Reloads the current theme whenever its file is saved."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from daily_papers.themes import load_theme

if TYPE_CHECKING:
    from daily_papers.ui.model.reader import ReaderModel

PERIOD: Final = 2.0
"""Seconds between two looks at the file."""
_Mark = tuple[int, int, int] | None
"""What distinguishes two states of a file; `None` where there is none."""


class ThemeWatcher:
    """Watches the user's file of the current theme, and no other."""

    def __init__(self, model: ReaderModel, folder: Path, report: Callable[[str], object]) -> None:
        """Args:
        model: Knows the current theme, and takes another.
        folder: The user's folder of themes.
        report: Shows what is wrong with the file.
        """
        self._model = model
        self._folder = folder
        self._report = report
        self._name = self._current
        self._mark = self._look_at_file()

    @property
    def _current(self) -> str:
        return self._model.theme.name if self._model.theme else ""

    def look(self) -> None:
        """Load the theme again where its file was saved; report what is wrong with it."""
        name, self._name = self._name, self._current
        mark, self._mark = self._mark, self._look_at_file()
        if name != self._name or mark == self._mark or self._mark is None:
            return
        theme, problems = load_theme(self._name, self._folder)
        if theme is not None:
            self._model.theme = theme
        for problem in problems[:1]:
            self._report(str(problem))

    def _look_at_file(self) -> _Mark:
        try:
            found = os.stat(self._folder / f"{self._name}.toml")
        except OSError:
            return None
        return found.st_mtime_ns, found.st_size, found.st_ino
