"""After some dismissals that share a keyword: the offer to mute it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.timer import Timer

from daily_papers.library import Cancelled, NotYet, Rule
from daily_papers.papers.text import clean_line
from daily_papers.query.fold import fold
from daily_papers.query.tree import Query, conjunction
from daily_papers.ui.controllers.saved_views import Unfit, check
from daily_papers.ui.strings import toasts

if TYPE_CHECKING:
    from daily_papers.ui.screens.reader import Reader

_ENOUGH: Final = 3
"""Dismissed papers with a keyword after which muting it is offered."""
_GENERIC: Final = 0.2
"""A keyword that more of the shown papers have than this share says nothing of the user's taste."""
_STANDS: Final = 8.0
"""Seconds that an offer stands; the toasts of acts in between repeat it."""


class MuteSuggestions:
    """Counts what is dismissed by keyword, and makes each keyword's offer once a run."""

    def __init__(self, reader: Reader) -> None:
        """Args:
        reader: Whose papers are dismissed.
        """
        self._reader = reader
        self._dismissed: dict[str, set[int]] = {}
        """The papers dismissed one by one, by keyword."""
        self._weighed: set[str] = set()
        """The keywords that were offered, or are too common to be."""
        self._offered = ""
        self._timer: Timer | None = None

    @property
    def words(self) -> str:
        """The offer that stands, for the end of a toast: ` · ! mutes “robotics”`; or nothing."""
        keys = self._reader.shown_keys.get("mute_keyword")
        if not (self._offered and keys):
            return ""
        return f" · {toasts.key_mutes(keys[0], self._offered)}"

    def dismissed(self, key: int) -> None:
        """The paper with `key` was dismissed: see whether enough that share a keyword were."""
        if (detail := self._reader.open_library.detail(key)) is None:
            return
        shared = []
        for keyword in {clean_line(each).replace('"', "") for each in detail.paper.keywords}:
            papers = self._dismissed.setdefault(fold(keyword), set())
            papers.add(key)
            if len(papers) >= _ENOUGH and fold(keyword) not in self._weighed:
                shared.append(keyword)
        if shared and not self._offered:
            self._reader.run_worker(self._weigh(shared), group="offer", exclusive=True)

    def accept(self) -> None:
        """Mute the keyword that is offered."""
        if not self._offered:
            self._reader.say(toasts.NO_OFFER)
            return
        keyword = self._offered
        self._end()
        self._reader.saving.mute(_rule(keyword))

    async def _weigh(self, keywords: list[str]) -> None:
        """Offer the rarest of the keywords among the shown papers, where it is rare enough."""
        shares: dict[str, float] = {}
        for keyword in keywords:
            share = await self._share(keyword)
            if share > _GENERIC:
                self._weighed.add(fold(keyword))
            elif share:
                shares[keyword] = share
        if shares:
            self._offered = min(shares, key=lambda keyword: (shares[keyword], keyword))
            self._weighed.add(fold(self._offered))
            self._timer = self._reader.set_timer(_STANDS, self._end)
            self._reader.say(toasts.dismissed(_ENOUGH) + self.words)

    async def _share(self, keyword: str) -> float:
        """The share of the shown papers that have it; 0 where it cannot be offered.

        That is where it is muted already, its dismissals were taken back, or something else was
        asked for before they were counted.
        """
        shown = self._reader.finder.shown
        papers = self._reader.open_library.facts(self._dismissed[fold(keyword)])
        gone = sum(facts.dismissed for facts in papers.values())
        if (
            shown is None
            or gone < _ENOUGH
            or Rule("mute", _rule(keyword)) in self._reader.open_library.rules()
        ):
            return 0.0
        try:
            asked = check(_rule(keyword)).tree
        except Unfit:
            return 0.0
        nodes = [shown.query.tree, asked] if shown.query else [asked]
        count = self._reader.open_library.count
        try:
            left = await self._reader.asking.ask(count, shown.scope, Query(conjunction(nodes)))
        except (Cancelled, NotYet):
            return 0.0
        return (left + gone) / max(1, len(shown.rows))

    def _end(self) -> None:
        """The offer stands no more."""
        self._offered = ""
        if self._timer:
            self._timer.stop()


def _rule(keyword: str) -> str:
    return f'keyword:"{keyword}"'
