"""The filter's field: what is typed there is shown at once, kept on enter, dropped on escape."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from daily_papers.library import NotYet
from daily_papers.papers.scopes import ALL
from daily_papers.papers.text import clean_line
from daily_papers.query.errors import QueryError
from daily_papers.query.parser import parse
from daily_papers.ui.context import Context
from daily_papers.ui.controllers.completion import CompletionController
from daily_papers.ui.controllers.debounce import Debounce
from daily_papers.ui.controllers.paper_list import PaperListController
from daily_papers.ui.model.layout import Focus
from daily_papers.ui.strings import errors

if TYPE_CHECKING:
    from daily_papers.ui.controllers.paper_list import Position


_REMEMBERED: Final = 100
"""Filters that are remembered."""


class FilterController:
    """Filters the list by what is typed."""

    def __init__(
        self,
        ctx: Context,
        papers: PaperListController,
        completion: CompletionController,
        debounce: Debounce,
    ) -> None:
        """Args:
        ctx: The field and the list.
        papers: Shows what a filter leaves.
        completion: The menu under the field.
        debounce: Puts off what does not answer a key.
        """
        self._ctx = ctx
        self._model = ctx.model.filter
        self._list = papers
        self._completion: Final = completion
        self._debounce = debounce
        self._before: Position | None = None
        """What was shown before the field was opened."""
        self._error = ""
        """What was wrong with the text when it was typed last, without its column."""

    @property
    def error(self) -> str:
        """What is wrong with the text in the field, so that the list does not follow it."""
        return self._error if self._model.text != self._ctx.model.filter_text else ""

    # Typing

    def open(self) -> None:
        """Let the user type a filter over what is shown."""
        self._before = self._list.position()
        self._ctx.model.layout.focus = Focus.FILTER

    def typed(self, text: str) -> None:
        """The text changed: show what it leaves; an unreadable one changes nothing."""
        listing = self._ctx.model.listing
        self._model.text = text
        self._completion.typed()
        if listing is None or text == listing.text:
            self._show_error(None)
            return
        key_before = self._before.key if self._before else None
        key = None if text.strip() else self._ctx.model.papers.key or key_before
        self._debounce.begin()
        try:
            self._list.open(listing.scope, text, key)
        except (QueryError, NotYet) as error:
            self._show_error(error)
        else:
            self._show_error(None)

    # Leaving the field

    def enter(self) -> None:
        """Keep the filter, or what is offered in the place of one that leaves nothing.

        One that cannot be read, or has no value yet, is not kept: the field stays, and says what
        is wrong.
        """
        self._debounce.end()
        if self.error:
            self._ctx.host.say(errors.filter_not_applied(self.error))
            return
        try:
            # Behind a space nothing is still being typed but what is open.
            parse(self._ctx.model.filter_text + " ", date.today(), unfinished=True)
        except QueryError as error:
            self._show_error(error)
            self._ctx.host.say(errors.filter_not_applied(error.message))
            return
        self.take_offer()
        self._keep()

    def _keep(self) -> None:
        """Keep the filter as typed; the list has the focus."""
        self._show_error(None)
        self._before = None
        text = self._ctx.model.filter_text.strip()
        if text:
            rest = [each for each in self._model.history if each != text]
            self._model.history = [text, *rest][:_REMEMBERED]
        self._leave()

    def cancel(self) -> None:
        """Restore the previous filter, paper and scroll; the list has the focus."""
        self._debounce.end()
        if self._before:
            self._list.show_position(self._before)
        else:
            self._model.put(self._ctx.model.filter_text)
        self._show_error(None)
        self._before = None
        self._leave()

    def _leave(self) -> None:
        self._completion.close()
        self._ctx.model.layout.focus = Focus.PAPERS

    # Other lists

    def widen(self) -> None:
        """The same filter over all papers."""
        if self._ctx.model.scope != ALL:
            self._before = self._before or self._list.position()
            self._list.show(ALL, text=self._ctx.model.filter_text, key=self._list.position().key)

    def search_everywhere(self) -> None:
        """The same filter over all papers; where there is none, let the user type it there."""
        if not self._ctx.model.filter_text:
            self.open()
        self.widen()

    def take_offer(self) -> bool:
        """Where nothing is found, show what is elsewhere, or offered; whether there is any."""
        listing = self._ctx.model.listing
        if listing is None or listing.query is None or len(listing.rows):
            return False
        if listing.scope != ALL and listing.everywhere:
            self.widen()
            return True
        if offer := listing.offer:
            self._list.show(listing.scope if offer.here else ALL, text=str(offer.query))
        return offer is not None

    def _show_error(self, error: QueryError | NotYet | None) -> None:
        """Show what is wrong with the text, and where."""
        self._error = error.message if isinstance(error, QueryError) else str(error or "")
        span = None
        if isinstance(error, QueryError):
            span = error.column, error.column + error.length
        self._model.show_error(clean_line(str(error or "")), span)
        if error:
            self._completion.give_way()
