"""The picker of tags: those that there are, with their counts, and any new one."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from daily_papers import humanize
from daily_papers.papers.cells import cell_width
from daily_papers.papers.model import fold
from daily_papers.papers.rows import Facts
from daily_papers.state.acts import BadTag, clean_tag
from daily_papers.ui.model.fuzzy_match import rank
from daily_papers.ui.screens.overlay import Chooser
from daily_papers.ui.strings import labels, toasts
from daily_papers.ui.widgets.choice_list import Choice

if TYPE_CHECKING:
    from daily_papers.ui.screens.reader import Reader

_ASK_ABOVE: Final = 100
"""Tagging more papers than this asks once."""
_WIDEST: Final = 40
"""Cells of the column of tags."""


class Tags(Chooser[None]):
    """Enter puts the tag under the cursor, or takes it off; what is typed may be a new one."""

    DEFAULT_CSS = """
    Tags > #box { width: 60; height: 50%; min-height: 8; }
    """

    def __init__(
        self,
        reader: Reader,
        keys: Sequence[int],
        papers: Collection[Facts],
        counts: Mapping[str, int],
    ) -> None:
        """Args:
        reader: Who puts the tags.
        keys: The papers to be tagged.
        papers: What was done with each of them so far.
        counts: How many papers bear each tag, most used first.
        """
        super().__init__(reader.appearance, labels.tags_of(len(keys)))
        self._reader = reader
        self._keys = keys
        self._counts = dict(counts)
        self._worn = {tag: 0 for facts in papers for tag in facts.tags}
        """On how many of the papers each tag is."""
        for facts in papers:
            for tag in facts.tags:
                self._worn[tag] += 1
                self._counts.setdefault(tag, 0)
        self._put: list[str] = []
        self._changed = False
        self._asked = ""
        self._steps = 0
        self._found: list[str] = []

    @property
    def hint(self) -> str:
        """What can be done here."""
        return labels.TAG_KEYS

    def on_mount(self) -> None:
        """Show all tags, those of the papers first."""
        super().on_mount()
        self.list.empty = labels.NO_TAGS
        self._find()

    def typed(self) -> None:
        """Something was typed: find the tags that it may mean."""
        self._find()

    def moved(self) -> None:
        """The cursor moved: enter means the tag that it is on."""
        self._steps += 1

    def enter(self) -> None:
        """Put the tag, or take it off; where nothing was typed or chosen, be done."""
        if not self._found or not (self.text or self._steps):
            self.leave()
            return
        tag = self._found[self.list.cursor]
        off = self._worn.get(tag) == len(self._keys)
        if len(self._keys) > _ASK_ABOVE and self._asked != tag:
            self._asked = tag
            self.say(toasts.again_does_it(len(self._keys)))
            return
        self._asked = ""
        self._reader.tagging.put("untag" if off else "tag", self._keys, [tag])
        self._changed = True
        self._put = [each for each in self._put if each != tag] + ([] if off else [tag])
        now = 0 if off else len(self._keys)
        self._counts[tag] = self._counts.get(tag, 0) + now - self._worn.get(tag, 0)
        self._worn[tag] = now
        self.retype("")

    def leave(self) -> None:
        """Go back to the list; what was put can be put again."""
        if self._put:
            self._reader.tagging.last = tuple(self._put)
        if self._changed:
            self._reader.selection.end()
            self._reader.refresh_status()
        super().leave()

    def _find(self) -> None:
        """List the tags that match, and what was typed where no tag is called so."""
        typed = self.text.strip()
        tags = sorted(self._counts, key=lambda tag: not self._worn.get(tag))
        self._found = [tags[place] for place in rank(typed, [(tag,) for tag in tags])]
        fresh = _clean(typed)
        if fresh and all(fold(fresh) != fold(tag) for tag in self._counts):
            self._found.append(fresh)
        self._steps = 0
        self.list.typed = typed
        self.list.column = min(
            _WIDEST, max((cell_width(each) + 5 for each in self._found), default=0)
        )
        self.list.choices = [self._choice(tag) for tag in self._found]

    def _choice(self, tag: str) -> Choice:
        glyphs, worn = self.appearance.glyphs, self._worn.get(tag, 0)
        mark = glyphs.cleared if worn == len(self._keys) else "-" if worn else " "
        known = self._counts.get(tag)
        return Choice(f"{mark} {tag}", labels.NEW if known is None else humanize.count(known))


def _clean(typed: str) -> str:
    """What was typed as a tag; empty where it can be none."""
    try:
        return clean_tag(typed) if typed else ""
    except BadTag:
        return ""
