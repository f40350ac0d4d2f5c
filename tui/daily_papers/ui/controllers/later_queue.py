"""The order of Later: papers moved up and down in the queue."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from daily_papers.library import Listing
from daily_papers.papers.scopes import LATER
from daily_papers.query.parser import parse
from daily_papers.ui.context import Context
from daily_papers.ui.strings import labels, toasts
from daily_papers.ui.strings.status import key_hint, undo_hint


class LaterQueueController:
    """Orders the queue."""

    def __init__(self, ctx: Context) -> None:
        """Args:
        ctx: The list, and who writes.
        """
        self._ctx = ctx

    def move_paper(self, steps: int) -> None:
        """Move the paper under the cursor down the queue by `steps`, or up where negative.

        The list shows it at once. Papers that have left the queue, but are still in the list, are
        skipped.
        """
        ctx, papers = self._ctx, self._ctx.model.papers
        rows = papers.rows
        if not isinstance(rows, Listing) or not len(rows):
            return
        if why_not_writable := self._refusal(rows):
            ctx.host.say(why_not_writable)
            return
        order = rows.keys()
        facts = ctx.session.library.facts(order)
        queued = [key for key in order if facts[key].later]
        key = order[papers.cursor]
        if key not in queued:
            ctx.host.say(toasts.NOT_QUEUED)
            return
        at = queued.index(key)
        to = max(0, min(at + steps, len(queued) - 1))
        if to == at:
            ctx.host.say(toasts.IS_LAST if steps > 0 else toasts.IS_FIRST)
            return
        del queued[at]
        queued.insert(to, key)
        above = queued[to - 1] if to else None
        below = queued[to + 1] if to + 1 < len(queued) else None
        self._arrange(rows, order, queued)
        ctx.session.writer.write(partial(ctx.session.library.move, key, above, below))
        ctx.host.say(toasts.now_at(to + 1, len(queued)) + undo_hint(ctx.keys))

    def _refusal(self, rows: Listing) -> str:
        """Why the list that is shown has no order to be changed; empty where it has."""
        if self._ctx.model.scope != LATER:
            return toasts.ONLY_LATER + key_hint(self._ctx.keys, "view_later", labels.SHOWS_IT)
        if self._is_sorted:
            return toasts.FILTER_SORTS
        return "" if rows.complete else toasts.LATER_LOADING

    def restore_order(self) -> None:
        """Show the order of the queue, which an undo may have changed; its members stay."""
        rows = self._ctx.model.papers.rows
        if (
            self._ctx.model.scope != LATER
            or self._is_sorted
            or not isinstance(rows, Listing)
            or not rows.complete
        ):
            return
        order = rows.keys()
        members = set(order)
        now = self._ctx.session.library.rows(LATER, background=True)
        queued = [key for key in now.keys() if key in members]  # noqa: SIM118  rows are no mapping
        if now.complete and queued != [key for key in order if key in {*queued}]:
            self._arrange(rows, order, queued)

    @property
    def _is_sorted(self) -> bool:
        """Whether the filter asks for an order of its own."""
        text = self._ctx.model.filter_text
        return bool(text.strip() and parse(text, date.today(), unfinished=True).sort)

    def _arrange(self, rows: Listing, order: Sequence[int], queued: Sequence[int]) -> None:
        """Put the rows in the order of `queued`; those that are not in it keep their places."""
        papers = self._ctx.model.papers
        at_cursor, members, rest = papers.key, {*queued}, iter(queued)
        rows.reorder([next(rest) if key in members else key for key in order])
        index = rows.find(at_cursor) if at_cursor is not None else None
        if index is not None:
            papers.move_to(index)
        papers.redraw.emit(None)
