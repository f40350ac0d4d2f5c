"""Keeps the screen in step with the index: while it is updated, rebuilt, or changed by others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from daily_papers.ui.context import Context
from daily_papers.ui.controllers.counts import CountsController
from daily_papers.ui.controllers.paper_list import PaperListController
from daily_papers.ui.controllers.saved_views import SavedViewsController
from daily_papers.ui.messages import PaperChanged
from daily_papers.ui.model.calendar import new_days
from daily_papers.ui.services.index_updates import update_while_open
from daily_papers.ui.strings import errors, toasts

if TYPE_CHECKING:
    from daily_papers.library import Library


class IndexSyncController:
    """Shows what the indexer and other windows wrote into the index.

    The library begins a new index wherever it meets damage; what is on the screen stays there, and
    acts on it reach the journal. The new index is filled in the background as always, and the list
    shown again after that.
    """

    def __init__(
        self,
        ctx: Context,
        papers: PaperListController,
        counts: CountsController,
        views: SavedViewsController,
    ) -> None:
        """Args:
        ctx: What is shown.
        papers: Shows what came.
        counts: Counts what came.
        views: Follows a view that another window renames.
        """
        self._ctx = ctx
        self._views = views
        self._list = papers
        self._counts = counts
        self._library: Library | None = None
        self._moves = 0
        """How often the library had moved to another index when it was last looked at."""
        self._problems: list[tuple[str, str]] = []
        """The files that could not be read, as last reported."""

    def watch_cache(self) -> None:
        """Update the index now, and again whenever the cache changes."""
        update_while_open(self._ctx.session.library.paths, self._ctx.host)

    # The indexer

    def progress(self, done: int, total: int) -> None:
        """The index is being updated: say so, and show the first papers at once."""
        model = self._ctx.model
        if total > 1:
            doing = toasts.REBUILDING if model.rebuilds_index else toasts.READING
            model.activity = toasts.progress(doing, done, total)
        if model.untouched:
            self._show_new_papers()

    def updated(self, error: str) -> None:
        """The index is up to date, or could not be written."""
        self._ctx.model.activity = errors.index_not_written(error) if error else ""
        self._show_new_papers()
        if not error:
            self._finish_rebuild()
        self._list.first_papers_shown()
        problems, known = self._ctx.session.library.problems(), self._problems
        self._problems = problems
        if problems and problems != known:
            first = errors.in_file(*problems[0])
            self._ctx.host.say(first + errors.and_more(len(problems) - 1))

    # Others

    def poll(self) -> None:
        """Show what another window, or the indexer, wrote into the index."""
        model, library = self._ctx.model, self._ctx.session.library
        listing = model.listing
        changed = listing is not None and library.reload()
        self._check_moved()
        if listing and changed and not model.rebuilds_index:
            self._views.follow()
            if library.calendar().papers != model.overview.papers or not len(listing.rows):
                self._show_new_papers()
            else:
                self._list.recount_stale()
            model.papers.redraw.emit(None)
            self._ctx.host.post(PaperChanged())

    def _show_new_papers(self) -> None:
        """The index holds other papers: show them where nobody has begun, else count them."""
        model, library = self._ctx.model, self._ctx.session.library
        library.reload()
        if model.listing is None:
            return
        self._counts.refresh()
        if model.rebuilds_index:
            return
        newer = any(each.unread for each in new_days(library.calendar(), model.newest_visited))
        if model.untouched and (not model.restored or newer):
            self._list.show_newest_day(unread=True)
        elif not len(model.listing.rows):
            self._list.refresh()
        else:
            self._list.count_new()

    # A damaged index

    def _check_moved(self) -> None:
        """Have the index filled if it is another one than when it was last looked at."""
        library, model = self._ctx.session.library, self._ctx.model
        if library is not self._library:
            self._library, self._moves, model.rebuilds_index = library, 0, False
        if library.switches != self._moves:
            self._moves = library.switches
            model.rebuilds_index = True
            model.activity = toasts.REBUILDING
            self.watch_cache()

    def failed(self, reason: str) -> None:
        """A worker could not read the index: it is rebuilt if it is damaged."""
        self.poll()
        if not self._ctx.model.rebuilds_index:
            self._ctx.host.say(errors.index_not_read(reason))

    def _finish_rebuild(self) -> None:
        """The index is filled: show the same list at the same paper."""
        model, library = self._ctx.model, self._ctx.session.library
        if not model.rebuilds_index:
            return
        model.rebuilds_index = False
        row = model.papers.row
        key = library.key_of(row.id) if row and row.id else None
        self._list.show_position(self._list.position()._replace(key=key))
        self._ctx.host.post(PaperChanged())
