"""Mute rules and highlight rules: made and removed, all undoable."""

from __future__ import annotations

from typing import TYPE_CHECKING

from daily_papers.query.tree import Query
from daily_papers.state.views import highlight_rule, mute_rule
from daily_papers.ui.context import Context
from daily_papers.ui.controllers.filter_text import InvalidInput, check_filter
from daily_papers.ui.controllers.index_sync import IndexSyncController
from daily_papers.ui.controllers.paper_list import PaperListController
from daily_papers.ui.strings import errors, labels, toasts
from daily_papers.ui.strings.status import key_hint, undo_hint

if TYPE_CHECKING:
    from daily_papers.library import Rule


class RulesController:
    """Writes rules, and shows what they change."""

    def __init__(
        self, ctx: Context, papers: PaperListController, index: IndexSyncController
    ) -> None:
        """Args:
        ctx: Who writes.
        papers: Shows what rules change.
        index: Matches rules with regular expressions.
        """
        self._ctx = ctx
        self._list = papers
        self._index = index
        self._waiting: frozenset[Rule] = frozenset()
        """The rules whose regular expressions are still to be matched."""

    def mute(self, text: str, on: bool = True) -> None:
        """Hide papers by a rule, or show them again.

        Raises:
            InvalidInput: The filter is empty or cannot be read.
        """
        if on:
            _check(text)
        self._ctx.session.writer.write_profile("mute" if on else "unmute", mute_rule(text, on))
        shows = key_hint(self._ctx.keys, "view_muted", labels.SHOWS_THEM) if on else ""
        self._ctx.host.say(toasts.muted(text, on=on) + undo_hint(self._ctx.keys) + shows)

    def highlight(self, text: str, on: bool = True) -> None:
        """Highlight the titles of papers by a rule, or no more.

        Raises:
            InvalidInput: The filter is empty or cannot be read.
        """
        if on:
            _check(text)
        act = "highlight" if on else "unhighlight"
        self._ctx.session.writer.write_profile(act, highlight_rule(text, on))
        self._ctx.host.say(toasts.highlighted(text, on=on) + undo_hint(self._ctx.keys))

    def changed(self) -> None:
        """Rules changed, here or elsewhere: have those with regular expressions matched."""
        self._waiting = self._find_waiting()
        if self._waiting:
            self._index.watch_cache()

    def index_updated(self) -> None:
        """Show what rules with regular expressions matched."""
        before, self._waiting = self._waiting, self._find_waiting()
        if matched := {rule.query for rule in before - self._waiting}:
            self._list.refresh()
            for rule in self._ctx.session.library.rules():
                if rule.stopped and rule.query in matched:
                    self._ctx.host.say(errors.rule_stopped(rule.query))

    def _find_waiting(self) -> frozenset[Rule]:
        return frozenset(rule for rule in self._ctx.session.library.rules() if rule.pending)


def _check(text: str) -> None:
    """Raise `InvalidInput` where a filter cannot be a rule."""
    if check_filter(text).tree == Query().tree:
        raise InvalidInput(errors.ONLY_AN_ORDER)
