"""After some dismissals that share a keyword: the suggestion to mute it."""

from __future__ import annotations

from functools import partial
from typing import Final

from daily_papers.library import Cancelled, NotYet, Rule
from daily_papers.papers.text import clean_line
from daily_papers.query.fold import fold
from daily_papers.query.tree import Query, conjunction
from daily_papers.ui.context import Context
from daily_papers.ui.controllers.filter_text import InvalidInput, check_filter
from daily_papers.ui.controllers.rules import RulesController
from daily_papers.ui.host import Timer
from daily_papers.ui.strings import toasts

_ENOUGH: Final = 3
"""Dismissed papers with a keyword after which muting it is suggested."""
_GENERIC: Final = 0.2
"""A keyword that more than this share of the shown papers have says nothing of the user's taste."""
_SECONDS: Final = 8.0
"""How long a suggestion is shown; the toasts of acts in between repeat it."""


class MuteSuggestions:
    """Counts what is dismissed by keyword, and suggests each keyword once a run."""

    def __init__(self, ctx: Context, rules: RulesController) -> None:
        """Args:
        ctx: The papers that are dismissed.
        rules: Mutes a keyword.
        """
        self._ctx = ctx
        self._rules = rules
        self._dismissed: dict[str, set[int]] = {}
        """The papers dismissed one by one, by keyword."""
        self._weighed: set[str] = set()
        """The keywords that were suggested, or are too common to be."""
        self._suggested = ""
        self._timer: Timer | None = None

    @property
    def text(self) -> str:
        """The suggestion, for the end of a toast: ` · ! mutes “robotics”`; or nothing."""
        keys = self._ctx.keys.get("mute_keyword")
        if not (self._suggested and keys):
            return ""
        return f" · {toasts.key_mutes(keys[0], self._suggested)}"

    def dismissed(self, key: int) -> None:
        """The paper with `key` was dismissed: see whether enough that share a keyword were."""
        if (detail := self._ctx.session.library.detail(key)) is None:
            return
        shared = []
        for keyword in {clean_line(each).replace('"', "") for each in detail.paper.keywords}:
            papers = self._dismissed.setdefault(fold(keyword), set())
            papers.add(key)
            if len(papers) >= _ENOUGH and fold(keyword) not in self._weighed:
                shared.append(keyword)
        if shared and not self._suggested:
            self._ctx.host.run(partial(self._weigh, shared), group="suggestion", exclusive=True)

    def accept(self) -> None:
        """Mute the keyword that is suggested."""
        if not self._suggested:
            self._ctx.host.say(toasts.NO_SUGGESTION)
            return
        keyword = self._suggested
        self._end()
        self._rules.mute(_rule(keyword))

    async def _weigh(self, keywords: list[str]) -> None:
        """Suggest the rarest of the keywords among the shown papers, where it is rare enough."""
        shares: dict[str, float] = {}
        for keyword in keywords:
            share = await self._share(keyword)
            if share > _GENERIC:
                self._weighed.add(fold(keyword))
            elif share:
                shares[keyword] = share
        if shares:
            self._suggested = min(shares, key=lambda keyword: (shares[keyword], keyword))
            self._weighed.add(fold(self._suggested))
            self._timer = self._ctx.host.call_in(_SECONDS, self._end)
            self._ctx.host.say(toasts.dismissed(_ENOUGH) + self.text)

    async def _share(self, keyword: str) -> float:
        """The share of the shown papers that have it; 0 where it cannot be suggested.

        That is where it is muted already, its dismissals were undone, or something else was asked
        for before they were counted.
        """
        listing, session = self._ctx.model.listing, self._ctx.session
        papers = session.library.facts(self._dismissed[fold(keyword)])
        gone = sum(facts.dismissed for facts in papers.values())
        if (
            listing is None
            or gone < _ENOUGH
            or Rule("mute", _rule(keyword)) in session.library.rules()
        ):
            return 0.0
        try:
            asked = check_filter(_rule(keyword)).tree
        except InvalidInput:
            return 0.0
        nodes = [listing.query.tree, asked] if listing.query else [asked]
        where = Query(conjunction(nodes))
        try:
            left = await session.reader.ask(session.library.count, listing.scope, where)
        except (Cancelled, NotYet):
            return 0.0
        return (left + gone) / max(1, len(listing.rows))

    def _end(self) -> None:
        """Suggest it no longer."""
        self._suggested = ""
        if self._timer:
            self._timer.stop()


def _rule(keyword: str) -> str:
    return f'keyword:"{keyword}"'
