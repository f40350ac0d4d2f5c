"""The links of a paper, to choose one from."""

from __future__ import annotations

from collections.abc import Sequence

from daily_papers.papers.links import PaperLink
from daily_papers.ui.drawing.styles import Appearance
from daily_papers.ui.screens.overlay import Chooser
from daily_papers.ui.strings import errors, labels
from daily_papers.ui.widgets.choice_list import Choice


class Links(Chooser[PaperLink]):
    """A numbered list: a digit chooses, as do the arrow keys and enter."""

    DEFAULT_CSS = """
    Links > #box { height: auto; max-height: 80%; }
    Links ChoiceList { height: auto; }
    """
    HINT = labels.LINK_KEYS

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

    def take(self, token: str) -> None:
        """Handle one key; letters other than j and k do nothing."""
        if token in ("j", "k"):
            super().take("down" if token == "j" else "up")
        elif token.isdecimal() or (len(token) > 1 and token != "space"):
            super().take(token)

    def typed(self) -> None:
        """Go to the link with the number; open it as soon as no longer number can be meant."""
        if not self.text:
            return
        number = int(self.text) if self.text.isdecimal() else 0
        if not 1 <= number <= len(self._links):
            self.show_error(errors.no_link(self.text))
            return
        self.list.cursor = number - 1
        if number * 10 > len(self._links):
            self.enter()

    def enter(self) -> None:
        """Open the link under the cursor."""
        self.finish(self._links[self.list.cursor])
