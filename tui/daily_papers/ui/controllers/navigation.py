"""Moving: in the focused pane, between panes, to unread papers and to days."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from daily_papers.ui.context import Context
from daily_papers.ui.controllers.paper_list import PaperListController
from daily_papers.ui.controllers.verdicts import VerdictController
from daily_papers.ui.model.calendar import find, nearest_unread
from daily_papers.ui.model.layout import Focus, Mode
from daily_papers.ui.strings import labels, names, toasts
from daily_papers.ui.strings.status import day_key, key_hint

if TYPE_CHECKING:
    from daily_papers.papers.rows import DigestCounts
    from daily_papers.ui.model.list_state import ListState

_CHUNK: Final = 500
"""Rows that are asked about together."""
_PANES: Final = (Focus.DAYS, Focus.PAPERS, Focus.ABSTRACT)
"""The panes from left to right."""


class NavigationController:
    """Moves cursors and the focus."""

    def __init__(
        self, ctx: Context, papers: PaperListController, verdicts: VerdictController
    ) -> None:
        """Args:
        ctx: Where the user moves.
        papers: Shows other lists.
        verdicts: Marks papers as read that are opened.
        """
        self._ctx = ctx
        self._list = papers
        self._verdicts = verdicts
        self._ended: ListState | None = None
        """The list at whose end the toast named the day that a second press goes to."""

    # In the focused pane

    def step(self, lines: int) -> None:
        """Move by `lines` in the pane that has the focus."""
        model = self._ctx.model
        if model.layout.focus is Focus.DAYS:
            model.days.move_by(lines)
        elif model.layout.focus is Focus.ABSTRACT:
            model.abstract.scroll_by(lines)
        else:
            model.papers.move_by(lines)

    def jump(self, index: int) -> None:
        """Go to a line of the focused pane by its number from 0; -1 is the last."""
        model = self._ctx.model
        if model.layout.focus is Focus.DAYS:
            model.days.move_to(len(model.days.items) - 1 if index < 0 else index)
        elif model.layout.focus is Focus.ABSTRACT:
            model.abstract.scroll_to(len(model.abstract.page.lines) if index < 0 else index)
        else:
            model.papers.move_to(len(model.papers.rows) - 1 if index < 0 else index)

    def page(self, pages: float) -> None:
        """Move by pages in the pane that has the focus; two lines of the last stay in sight."""
        model = self._ctx.model
        least = 1 if pages > 0 else -1
        if model.layout.focus is Focus.DAYS:
            model.days.move_by(round(pages * max(1, model.days.height - 2)) or least)
        elif model.layout.focus is Focus.ABSTRACT:
            model.abstract.scroll_pages(pages)
        else:
            model.papers.move_by(round(pages * max(1, model.papers.page - 1)) or least)

    def focus_pane(self, step: int) -> None:
        """Give the focus to the pane at the left (-1) or the right (1)."""
        layout = self._ctx.model.layout
        if layout.arrangement.mode is Mode.TITLE:
            return
        at = _PANES.index(layout.focus) if layout.focus in _PANES else 1
        layout.focus = _PANES[max(0, min(at + step, len(_PANES) - 1))]

    def show_day(self) -> None:
        """Show the view or day under the cursor of the days."""
        if (scope := self._ctx.model.days.scope) is not None:
            self._list.show(scope)
            self._ctx.model.layout.focus = Focus.PAPERS

    def open_paper(self) -> None:
        """Open the paper under the cursor, which marks it read; the abstract gets the focus."""
        self._verdicts.open()
        if self._ctx.model.layout.focus is Focus.PAPERS:
            self.focus_pane(1)

    def to_hit(self, step: int) -> None:
        """Go to the next (1) or previous (-1) hit of the filter in the abstract.

        Where there is room for one pane only, the abstract is shown first, at its top.
        """
        model = self._ctx.model
        if not model.abstract.page.hits:
            self._ctx.host.say(toasts.NO_MATCH_IN_ABSTRACT)
            return
        if self._hides_abstract:
            model.abstract.scroll_to(0)
            model.layout.focus = Focus.ABSTRACT
        model.abstract.to_hit(step)

    def read_on(self) -> None:
        """Scroll the abstract; past its end mark the paper read and go to the next unread.

        Where there is room for one pane only, the abstract is shown first, at its top.
        """
        model = self._ctx.model
        if model.papers.key is None:
            return
        if self._hides_abstract:
            model.abstract.scroll_to(0)
            model.layout.focus = Focus.ABSTRACT
        elif not model.abstract.scroll_pages(1):
            self._verdicts.open()
            self.to_unread(1, past_the_end=True)

    @property
    def _hides_abstract(self) -> bool:
        """Whether there is room for one pane, and the abstract is not that one."""
        layout = self._ctx.model.layout
        return layout.arrangement.mode is Mode.SINGLE and layout.focus is not Focus.ABSTRACT

    # Back

    def back(self) -> None:
        """One step back: the selection, the days or the abstract, the filter, then the hint."""
        model = self._ctx.model
        if model.papers.selection:
            model.papers.selection.clear()
        elif model.layout.wide:
            self.toggle_wide()
        elif model.layout.focus is not Focus.PAPERS:
            model.layout.focus = Focus.PAPERS
        elif model.filter_text:
            self._list.clear_filter()
        else:
            model.hints.dismiss()

    def toggle_wide(self) -> None:
        """The abstract alone, or beside the list again."""
        layout = self._ctx.model.layout
        layout.wide = not layout.wide
        layout.focus = Focus.ABSTRACT if layout.wide else Focus.PAPERS

    def toggle_lines(self) -> None:
        """One or two lines for each paper."""
        layout = self._ctx.model.layout
        layout.lines = 1 if layout.lines_per_row == 2 else 2

    # To days

    def to_day(self, days: int) -> None:
        """Show the digest `days` further back in time, or forward where negative."""
        calendar = self._ctx.session.library.calendar()
        if not calendar:
            return
        shown = find(calendar, self._ctx.model.scope)
        at = 0 if shown is None else shown + days
        if 0 <= at < len(calendar):
            self._list.show(calendar[at].digest)
        else:
            self._ctx.host.say(toasts.IS_OLDEST if days > 0 else toasts.IS_NEWEST)

    # To unread papers

    def to_unread(self, step: int, *, past_the_end: bool = False, done: str = "") -> None:
        """Move to the next unread paper, or the previous one (`step` -1); at the end say so.

        Args:
            step: 1 or -1.
            past_the_end: Whether a second call at the end goes on to the next day with unread ones.
            done: What was just said, with which a toast about the end has to begin.
        """
        model = self._ctx.model
        index = self._next_unread(step)
        if index is not None:
            model.papers.move_to(index)
            self._ended = None
            return
        if past_the_end and self._ended is model.listing:
            self._to_nearest_unread_day()
            return
        self._ended = model.listing if past_the_end else None
        self._ctx.host.say(" · ".join(filter(None, (done, self._end_text(step, past_the_end)))))

    def _end_text(self, step: int, past_the_end: bool) -> str:
        """That there is no unread paper further on, and where there is one."""
        near, keys = self._nearest_unread_day() if step > 0 else None, self._ctx.keys
        if not near:
            return toasts.NO_MORE_UNREAD
        steps, counts = near
        key = day_key(keys, steps)
        there = f" · {key} {labels.GOES_THERE}" if key else ""
        on = key_hint(keys, "more", labels.CONTINUES) if past_the_end else ""
        return toasts.unread_on(names.digest(counts.digest), counts.unread) + there + on

    def _next_unread(self, step: int) -> int | None:
        """The row of the next unread paper below the cursor, or above it (`step` -1)."""
        papers = self._ctx.model.papers
        end = len(papers.rows) if step > 0 else -1
        rows = range(papers.cursor + step, end, step)
        for start in range(0, len(rows), _CHUNK):
            chunk = rows[start : start + _CHUNK]
            keys = {index: papers.rows.key(index) for index in chunk}
            unread = self._ctx.session.library.unread(set(keys.values()))
            if unread:
                return next(index for index, key in keys.items() if key in unread)
        return None

    def _nearest_unread_day(self) -> tuple[int, DigestCounts] | None:
        """The nearest other digest with unread papers, and how many days back it is."""
        return nearest_unread(self._ctx.session.library.calendar(), self._ctx.model.scope)

    def _to_nearest_unread_day(self) -> None:
        if near := self._nearest_unread_day():
            self._list.show(near[1].digest)
            row = self._ctx.model.papers.row
            if row is not None and not row.facts.unread:
                self.to_unread(1)
