"""The links of a paper, to choose one from."""

from __future__ import annotations

from collections.abc import Sequence

from daily_papers.papers.links import PaperLink
from daily_papers.ui.drawing.styles import Appearance
from daily_papers.ui.screens.overlay import Chooser
from daily_papers.ui.strings import errors, labels
from daily_papers.ui.widgets.choice_list import Choice


class Links(Chooser[PaperLink]):
    """A numbered list: a digit chooses, as do the arrows and enter."""

    DEFAULT_CSS = """
    Links > #box { height: auto; max-height: 80%; }
    Links ChoiceList { height: auto; }
    """

    def __init__(self, appearance: Appearance, links: Sequence[PaperLink]) -> None:
        """Args:
        appearance: How it is drawn.
        links: The paper's links.
        """
        super().__init__(appearance, labels.OPEN_LINK)
        self._links = links
        self.list.column = 5
        self.list.styles.height = max(1, len(links))
        self.list.choices = [
            Choice(str(number), link.label, link.kind.value)
            for number, link in enumerate(links, start=1)
        ]

    @property
    def hint(self) -> str:
        """The keys."""
        return labels.LINK_KEYS

    def take(self, token: str) -> None:
        """A digit chooses as soon as no longer number can be meant."""
        if token in ("j", "k"):
            self.list.cursor += 1 if token == "j" else -1
        elif token.isdecimal() or token in ("backspace", "ctrl+u"):
            super().take(token)
            self._choose_number()
        elif len(token) > 1 and token != "space":
            super().take(token)

    def enter(self) -> None:
        """Choose what is under the cursor, or the number that was typed."""
        self.finish(self._links[self.list.cursor])

    def _choose_number(self) -> None:
        if not self.text:
            return
        number = int(self.text)
        if not 1 <= number <= len(self._links):
            self.say(errors.no_link(number))
            return
        self.list.cursor = number - 1
        if number * 10 > len(self._links):
            self.enter()
