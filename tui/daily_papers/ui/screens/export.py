"""What is asked before papers leave the reader: which format, which file, which command."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from daily_papers.export.formats import FORMATS
from daily_papers.ui.drawing.styles import Appearance
from daily_papers.ui.model.fuzzy_match import rank
from daily_papers.ui.screens.overlay import Chooser, Overlay
from daily_papers.ui.strings import errors, labels
from daily_papers.ui.widgets.choice_list import Choice


class Formats(Chooser[str]):
    """The formats by name; a part of one finds it."""

    DEFAULT_CSS = """
    Formats > #box { height: auto; }
    """

    def __init__(self, appearance: Appearance, papers: int) -> None:
        """Args:
        appearance: How it is drawn.
        papers: How many will be written.
        """
        super().__init__(appearance, labels.export_as(papers))
        self._found: list[str] = []
        self.list.column = 12
        self.list.styles.height = len(FORMATS)
        self._find()

    @property
    def hint(self) -> str:
        """The keys."""
        return labels.CHOOSE_KEYS

    def typed(self) -> None:
        """Something was typed."""
        self._find()

    def enter(self) -> None:
        """Choose the format under the cursor."""
        if self._found:
            self.finish(self._found[self.list.cursor])

    def _find(self) -> None:
        names = list(FORMATS)
        found = rank(self.text, [(name, FORMATS[name].words) for name in names])
        self._found = [names[place] for place in found]
        self.list.typed = self.text
        self.list.choices = [Choice(name, FORMATS[name].words) for name in self._found]


class SaveAs(Overlay[Path]):
    """The name of a file; one that is there already is asked about."""

    DEFAULT_CSS = """
    SaveAs > #box { height: 1; min-height: 1; }
    """

    def __init__(self, appearance: Appearance, name: str) -> None:
        """Args:
        appearance: How it is drawn.
        name: What it might be called.
        """
        super().__init__(appearance, labels.SAVE_AS, name)
        self._asked = ""

    @property
    def hint(self) -> str:
        """The keys."""
        return labels.ASK_KEYS

    def enter(self) -> None:
        """Take the name; over a file only when asked for twice."""
        path = Path(os.path.expanduser(self.text.strip()))
        if not self.text.strip() or "\0" in self.text:
            self.say(errors.NO_FILE_NAME)
        elif os.path.isdir(path):
            self.say(errors.IS_FOLDER)
        elif os.path.exists(path) and not os.path.isfile(path):
            self.say(errors.IS_NO_FILE)
        elif os.path.lexists(path) and self._asked != self.text:
            self._asked = self.text
            self.say(errors.IS_THERE)
        else:
            self.finish(path.absolute())


class Piped(NamedTuple):
    """What is to be run, and what it is given."""

    command: str
    format: str
    """A name of `FORMATS`."""


class PipeTo(Overlay[Piped]):
    """A command; tab chooses what it is given."""

    DEFAULT_CSS = """
    PipeTo > #box { height: 1; min-height: 1; }
    """

    def __init__(self, appearance: Appearance, last: Piped) -> None:
        """Args:
        appearance: How it is drawn.
        last: What was asked for the last time.
        """
        super().__init__(appearance, "|", last.command)
        self._format = last.format

    @property
    def hint(self) -> str:
        """The keys, and what the command is given."""
        return labels.pipe_keys(as_json=self._format == "jsonl")

    def take(self, token: str) -> None:
        """Take one key."""
        if token == "tab":
            self._format = "text" if self._format == "jsonl" else "jsonl"
            self.say(self.hint)
        else:
            super().take(token)

    def enter(self) -> None:
        """Run it."""
        if self.text.strip():
            self.finish(Piped(self.text, self._format))
        else:
            self.say(errors.NO_COMMAND)
