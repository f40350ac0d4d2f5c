"""What the list shows: a scope, a filter over it, and where the user is in it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

from daily_papers.library import NotYet
from daily_papers.papers.fields import TextField
from daily_papers.papers.scopes import ALL, SavedViewScope, Scope
from daily_papers.query.errors import QueryError
from daily_papers.query.highlights import highlighter
from daily_papers.query.parser import parse
from daily_papers.query.tree import Fuzzy, Query, wanted
from daily_papers.ui.context import Context
from daily_papers.ui.controllers.counts import CountsController
from daily_papers.ui.controllers.debounce import Debounce
from daily_papers.ui.controllers.list_loader import ListLoader
from daily_papers.ui.keys.dispatcher import KeysReady
from daily_papers.ui.messages import PaperChanged
from daily_papers.ui.model.list_state import ListState
from daily_papers.ui.strings import toasts
from daily_papers.ui.strings.status import count_text, empty_text

if TYPE_CHECKING:
    from daily_papers.ui.model.paper_list import Hits


_PATIENCE: Final = 0.3
"""Seconds that the previous list stays while another is looked for."""
_NEAR: Final = 200
"""Rows around the cursor among which a paper that still belongs to the list is looked for."""


class Position(NamedTuple):
    """What the list shows, and where the user is in it."""

    scope: Scope | None
    text: str
    key: int | None
    top: int


class PaperListController:
    """Shows lists of papers, filters them, and keeps the user's position."""

    def __init__(self, ctx: Context, debounce: Debounce, counts: CountsController) -> None:
        """Args:
        ctx: What is shown, and where.
        debounce: Puts off what does not answer a key.
        counts: Counts what the list and the views hold.
        """
        self._ctx = ctx
        self._papers = ctx.model.papers
        self._debounce = debounce
        self._counts = counts
        self._loader = ListLoader(ctx)
        self._fuzzy_known = False
        """Whether the words are known that the filter's fuzzy ones stand for."""
        self._marked: ListState | None = None
        """The list whose filter's words are marked in the abstract."""
        self._papers.moved.connect(lambda _: ctx.host.post(PaperChanged()))
        ctx.model.watch("overview", call=self.refresh_count)

    # What is shown

    def show(self, scope: Scope, *, text: str = "", key: int | None = None, top: int = 0) -> None:
        """Show a scope, filtered by `text`, with the cursor on the paper with `key`."""
        try:
            self.open(scope, text, key, top)
        except (QueryError, NotYet) as error:
            self._ctx.host.say(str(error))
            text = ""
            self.open(ALL if isinstance(scope, SavedViewScope) else scope, text, key, top)
        self._ctx.model.filter.put(text)
        self._ctx.model.filter.show_error("")

    def show_position(self, position: Position) -> None:
        """Show what was shown at an earlier position."""
        if position.scope is not None:
            self.show(position.scope, text=position.text, key=position.key, top=position.top)

    def show_newest_day(self, *, unread: bool = False) -> None:
        """Show the newest day, or the newest with unread papers where there is one."""
        calendar = self._ctx.session.library.calendar()
        chosen = next((each for each in calendar if each.unread or not unread), None)
        if chosen or calendar:
            self.show((chosen or calendar[0]).digest)
        else:
            self.show(ALL)

    def refresh(self) -> None:
        """Open the list again: what no longer matches leaves, what is new comes in."""
        if listing := self._ctx.model.listing:
            if listing.unfinished and listing.query:
                self._ctx.session.library.resume(listing.scope, listing.query)
            key, top = self._nearest(), self.position().top
            try:
                self._open(listing.scope, listing.text, listing.query, key, top)
            except NotYet as error:  # another window removed the view
                self._ctx.host.say(str(error))
                self._open(ALL, listing.text, listing.query, key, top)

    def clear_filter(self) -> None:
        """Remove the filter; the paper stays."""
        if self._ctx.model.filter_text and (scope := self._ctx.model.scope):
            self.show(scope, key=self.position().key)

    def open(self, scope: Scope, text: str, key: int | None, top: int = 0) -> None:
        """Show a scope, filtered by `text`, with the cursor on the paper with `key`.

        Raises:
            QueryError: The filter cannot be read, nor become readable by typing on.
            NotYet: It cannot be answered.
        """
        query = parse(text, date.today(), unfinished=True) if text.strip() else None
        self._open(scope, text, query, key, top)

    def _open(
        self, scope: Scope, text: str, query: Query | None, key: int | None, top: int
    ) -> None:
        model, library = self._ctx.model, self._ctx.session.library
        rows = library.rows(scope, query, through=key)
        self._papers.selection.clear()
        before = model.listing
        if before:
            before.rows.cancel()
        listing = ListState(scope, rows, text, query, aim=key, top=top)
        model.listing = listing
        is_other = before is None or before.scope != scope
        self._place(listing)
        if is_other or not query:
            self._papers.columns = library.columns(scope)
        self.refresh_placeholder()
        if is_other or not query:
            self._counts.refresh()
            self.refresh_count()
            model.days.follow(scope)
        else:
            self._debounce.do(self.refresh_count)
        if self._papers.awaited:
            self._ctx.host.call_in(_PATIENCE, partial(self._say_searching, listing))
        self._loader.begin(listing)
        self._counts.count_hits(listing)

    def _place(self, listing: ListState) -> None:
        """Show the rows of a list, with the cursor on the paper that it aims at.

        Where that was not read yet, what was there before stays until then, if not for long.
        """
        rows, model = listing.rows, self._ctx.model
        found = rows.find(listing.aim) if listing.aim is not None else None
        if found is not None or rows.complete:
            listing.aim = None
        awaited = listing.aim is not None or not (len(rows) or rows.complete)
        hits = self._hits(TextField.TITLE)
        self._papers.show(rows, cursor=found or 0, top=listing.top, hits=hits, awaited=awaited)
        model.late = model.late or awaited
        if not awaited:
            self._let_keys_go_on()
            if len(rows):
                self.first_papers_shown()

    # What its texts say

    def refresh_placeholder(self) -> None:
        """Say in the list that it holds nothing, once that is known."""
        listing = self._ctx.model.listing
        is_empty = listing is not None and listing.rows.complete and not len(listing.rows)
        text = empty_text(listing, self._ctx.keys) if listing and is_empty else ""
        self._papers.placeholder = text

    def refresh_count(self) -> None:
        """Show how many papers the list holds."""
        self._ctx.model.count_text = count_text(self._ctx.model)

    def hits_counted(self) -> None:
        """The hits of the filter were counted."""
        self._debounce.do(self._show_counted)

    def _show_counted(self) -> None:
        self.refresh_placeholder()
        self.refresh_count()
        self._ctx.model.changed("listing")

    def _say_searching(self, listing: ListState) -> None:
        """Remove what was shown before, where a list takes long."""
        if listing is self._ctx.model.listing and self._papers.awaited:
            self._papers.placeholder = toasts.SEARCHING
            self._papers.redraw.emit(None)
            self._let_keys_go_on()

    # Keys that wait

    def first_papers_shown(self) -> None:
        """The first papers are shown, or there are none: keys typed so far are done now."""
        if self._ctx.model.awaits_papers:
            self._ctx.model.awaits_papers = False
            self._ctx.host.post(KeysReady())

    def _let_keys_go_on(self) -> None:
        """The list is there, or takes long: keys wait for it no more."""
        if self._ctx.model.late:
            self._ctx.model.late = False
            self._ctx.host.post(KeysReady())

    # The filter's words

    def mark_abstract(self, *, again: bool = False) -> None:
        """Mark the filter's words in the abstract; they are others in another list.

        Args:
            again: Whether they have become others in this one.
        """
        model = self._ctx.model
        if again or self._marked is not model.listing:
            self._marked = model.listing
            model.abstract.mark_hits(self._hits(TextField.ABSTRACT))

    def _hits(self, field: TextField) -> Hits | None:
        listing = self._ctx.model.listing
        if listing is None or not listing.query:
            return None
        query = self._ctx.session.library.correct(listing.query)
        self._fuzzy_known = not any(isinstance(leaf, Fuzzy) for leaf in wanted(query.tree))
        return highlighter(query, field)

    # What changes under it

    def facts_changed(self, keys: Collection[int], *, follow: bool = True) -> None:
        """The index holds new facts of the papers with `keys`.

        Args:
            keys: The papers.
            follow: Whether those that no longer match are counted.
        """
        listing = self._ctx.model.listing
        if listing and follow:
            listing.touch(keys, self._ctx.session.library)
        self._papers.redraw_keys(keys)
        if self._papers.key in keys:
            self._ctx.host.post(PaperChanged())
        self._counts.refresh()
        self.refresh_count()
        self._ctx.model.changed("listing")

    def rows_loaded(self) -> None:
        """Rows that were awaited are there."""
        listing, papers = self._ctx.model.listing, self._papers
        if listing and listing.query:
            listing.unfinished = self._ctx.session.library.unfinished(listing.scope, listing.query)
        self.refresh_placeholder()
        if listing is None or listing.aim is None:
            papers.grow()
        elif listing.rows.complete or listing.rows.find(listing.aim) is not None:
            self._place(listing)
        if not papers.awaited:
            self._let_keys_go_on()
        if listing and listing.query and not self._fuzzy_known:
            papers.hits = self._hits(TextField.TITLE)
            self.mark_abstract(again=True)
        self._debounce.do(self._show_counted)

    def load_row(self, index: int) -> None:
        """Read a row that was not in memory when it should have been drawn."""
        if listing := self._ctx.model.listing:
            self._loader.load_row(listing, index)

    def recount_stale(self) -> None:
        """Another window changed facts: count again what no longer matches."""
        if listing := self._ctx.model.listing:
            listing.touch(listing.touched, self._ctx.session.library)
            self._counts.refresh()
            self._ctx.model.changed("listing")

    def count_new(self) -> None:
        """The index holds other papers: count those that belong to the list."""
        if (listing := self._ctx.model.listing) and listing.rows.complete:
            self._counts.count_fresh(listing)

    # The user's position

    def position(self) -> Position:
        """What is shown, and where in it the user is."""
        papers, listing = self._papers, self._ctx.model.listing
        if listing and listing.aim is not None:
            return Position(listing.scope, listing.text, listing.aim, listing.top)
        return Position(self._ctx.model.scope, self._ctx.model.filter_text, papers.key, papers.top)

    def _nearest(self) -> int | None:
        """The paper under the cursor, else the next below that still belongs here, else above."""
        papers, listing = self._papers, self._ctx.model.listing
        if listing is None or papers.awaited or not len(papers.rows):
            return self.position().key
        below = range(papers.cursor, min(papers.cursor + _NEAR, len(papers.rows)))
        above = range(papers.cursor - 1, max(-1, papers.cursor - _NEAR), -1)
        keys = [papers.rows.key(index) for index in (*below, *above)]
        staying = self._ctx.session.library.still_in(listing.scope, listing.query, keys)
        return next((key for key in keys if key in staying), None)

    def cursor_moved(self, then: Callable[[], object]) -> None:
        """Another paper is under the cursor: show it, once nobody types."""
        self._papers.selection.follow()
        self._debounce.do(then)
