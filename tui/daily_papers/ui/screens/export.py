"""What is asked before papers are exported: which format, which file, which command."""

from __future__ import annotations

import os
from pathlib import Path

from daily_papers.export.formats import FORMATS
from daily_papers.ui.controllers.export import PipeRequest
from daily_papers.ui.drawing.styles import Appearance
from daily_papers.ui.model.fuzzy_match import rank
from daily_papers.ui.screens.overlay import Chooser, Overlay
from daily_papers.ui.strings import errors, labels
from daily_papers.ui.widgets.choice_list import Choice


class Formats(Chooser[str]):
    """The formats, found by a part of their name."""

    DEFAULT_CSS = """
    Formats > #box { height: auto; }
    """
    HINT = labels.CHOOSE_KEYS

    def __init__(self, appearance: Appearance, papers: int) -> None:
        """Args:
        appearance: How it is drawn.
        papers: How many papers will be written.
        """
        super().__init__(appearance, labels.export_as(papers))
        self._found: list[str] = []
        self.list.column = 12
        self.list.styles.height = len(FORMATS)
        self._find()

    def typed(self) -> None:
        """Find what was typed."""
        self._find()

    def enter(self) -> None:
        """Choose the format under the cursor."""
        if self._found:
            self.finish(self._found[self.list.cursor])

    def _find(self) -> None:
        names = list(FORMATS)
        found = rank(self.text, [(name, FORMATS[name].description) for name in names])
        self._found = [names[place] for place in found]
        self.list.typed = self.text
        self.list.choices = [Choice(name, FORMATS[name].description) for name in self._found]


class SaveAs(Overlay[Path]):
    """The name of a file. To overwrite one, enter has to be pressed twice."""

    DEFAULT_CSS = """
    SaveAs > #box { height: 1; min-height: 1; }
    """
    HINT = labels.ASK_KEYS

    def __init__(self, appearance: Appearance, name: str) -> None:
        """Args:
        appearance: How it is drawn.
        name: The name to begin with.
        """
        super().__init__(appearance, labels.SAVE_AS, name)
        self._confirming = ""
        """The name of an existing file, for which enter was pressed once."""

    def enter(self) -> None:
        """Accept the name, where it can be written to."""
        path = Path(os.path.expanduser(self.text.strip()))
        if not self.text.strip() or "\0" in self.text:
            self.show_error(errors.NO_FILE_NAME)
        elif os.path.isdir(path):
            self.show_error(errors.IS_FOLDER)
        elif os.path.exists(path) and not os.path.isfile(path):
            self.show_error(errors.IS_NO_FILE)
        elif os.path.lexists(path) and self._confirming != self.text:
            self._confirming = self.text
            self.show_error(errors.FILE_EXISTS)
        else:
            self.finish(path.absolute())


class PipeTo(Overlay[PipeRequest]):
    """A command; tab chooses the format of its input."""

    DEFAULT_CSS = """
    PipeTo > #box { height: 1; min-height: 1; }
    """

    def __init__(self, appearance: Appearance, last: PipeRequest) -> None:
        """Args:
        appearance: How it is drawn.
        last: The last command and its format.
        """
        super().__init__(appearance, "|", last.command)
        self._format = last.format
        self.prompt.hint = self._keys

    def take(self, token: str) -> None:
        """Handle one key."""
        if token == "tab":
            self._format = "text" if self._format == "jsonl" else "jsonl"
            self.prompt.hint = self._keys
            self.show_notice(self._keys)  # also beside a long command
        else:
            super().take(token)

    @property
    def _keys(self) -> str:
        return labels.pipe_keys(as_json=self._format == "jsonl")

    def enter(self) -> None:
        """Run it."""
        if self.text.strip():
            self.finish(PipeRequest(self.text, self._format))
        else:
            self.show_error(errors.NO_COMMAND)
