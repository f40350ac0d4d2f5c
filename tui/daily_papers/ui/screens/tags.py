"""The tag picker: existing tags with their counts, and any new one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Final

from daily_papers import humanize
from daily_papers.papers.cells import cell_width
from daily_papers.papers.model import fold
from daily_papers.papers.rows import Facts
from daily_papers.state.acts import BadTag, clean_tag
from daily_papers.ui.drawing.styles import Appearance
from daily_papers.ui.model.fuzzy_match import rank
from daily_papers.ui.screens.overlay import Chooser
from daily_papers.ui.strings import labels, toasts
from daily_papers.ui.widgets.choice_list import Choice

_CONFIRM_ABOVE: Final = 100
"""Tagging more papers than this has to be confirmed."""
_WIDEST: Final = 40
"""Cells of the column of tags."""


class Tags(Chooser[None]):
    """Enter adds or removes the tag under the cursor; what is typed may be a new one."""

    DEFAULT_CSS = """
    Tags > #box { width: 60; height: 50%; min-height: 8; }
    """
    HINT = labels.TAG_KEYS

    def __init__(
        self,
        appearance: Appearance,
        papers: int,
        facts: Collection[Facts],
        counts: Mapping[str, int],
        change: Callable[[str, bool], object],
        done: Callable[[Sequence[str]], object],
    ) -> None:
        """Args:
        appearance: How it is drawn.
        papers: How many papers are tagged.
        facts: What is known of them, their tags among it.
        counts: How many of all papers have each tag, most used first.
        change: Called with a tag and whether it is added to the papers, or removed.
        done: Called at the end with the tags that were added, if anything was changed.
        """
        super().__init__(appearance, labels.tags_of(papers))
        self._papers = papers
        self._change = change
        self._done = done
        self._counts = dict(counts)
        self._on_papers = Counter(tag for each in facts for tag in each.tags)
        """How many of the papers have each tag."""
        for tag in self._on_papers:
            self._counts.setdefault(tag, 0)
        self._added: list[str] = []
        self._changed = False
        self._confirming = ""
        """The tag for which enter was pressed once."""
        self._has_moved = False
        """Whether the cursor was moved, so that enter means the tag under it."""
        self._found: list[str] = []

    def on_mount(self) -> None:
        """Show all tags, those of the papers first."""
        self.list.empty = labels.NO_TAGS
        self._find()

    def typed(self) -> None:
        """Find the tags that may be meant."""
        self._find()

    def moved(self) -> None:
        """Remember that enter means the tag under the cursor."""
        self._has_moved = True

    def enter(self) -> None:
        """Add or remove the tag; close where nothing was typed or chosen."""
        if not self._found or not (self.text or self._has_moved):
            self.leave()
            return
        tag = self._found[self.list.cursor]
        add = self._on_papers[tag] != self._papers
        if self._papers > _CONFIRM_ABOVE and self._confirming != tag:
            self._confirming = tag
            self.show_error(toasts.confirm_tag(self._papers, add=add))
            return
        self._confirming = ""
        self._change(tag, add)
        self._changed = True
        self._added = [each for each in self._added if each != tag] + ([tag] if add else [])
        now = self._papers if add else 0
        self._counts[tag] = self._counts.get(tag, 0) + now - self._on_papers[tag]
        self._on_papers[tag] = now
        self.clear()

    def leave(self) -> None:
        """Close it."""
        if self._changed:
            self._done(self._added)
        super().leave()

    def _find(self) -> None:
        """List the tags that match, and what was typed where there is no such tag."""
        typed = self.text.strip()
        tags = sorted(self._counts, key=lambda tag: not self._on_papers[tag])
        self._found = [tags[place] for place in rank(typed, [(tag,) for tag in tags])]
        new = _clean(typed)
        if new and all(fold(new) != fold(tag) for tag in self._counts):
            self._found.append(new)
        self._has_moved = False
        self.list.typed = typed
        self.list.column = min(
            _WIDEST, max((cell_width(each) + 5 for each in self._found), default=0)
        )
        self.list.choices = [self._choice(tag) for tag in self._found]

    def _choice(self, tag: str) -> Choice:
        glyphs, papers = self.appearance.glyphs, self._on_papers[tag]
        mark = glyphs.cleared if papers == self._papers else "-" if papers else " "
        known = self._counts.get(tag)
        return Choice(f"{mark} {tag}", labels.NEW if known is None else humanize.count(known))


def _clean(typed: str) -> str:
    """What was typed as a tag; empty where it cannot be one."""
    try:
        return clean_tag(typed) if typed else ""
    except BadTag:
        return ""
