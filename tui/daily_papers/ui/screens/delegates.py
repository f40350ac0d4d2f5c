"""Those to whom the reader's screen leaves the work, each with one job.

Each is made, and its module imported, when it is first asked for: the first frame needs none of
them, and so neither the cache nor the state. `Startup.begin` asks for them right after it.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from daily_papers.ui.controllers.counts import CountsController
    from daily_papers.ui.controllers.debounce import Debounce
    from daily_papers.ui.controllers.fetch import FetchController
    from daily_papers.ui.controllers.filter import FilterController
    from daily_papers.ui.controllers.inbox import InboxController
    from daily_papers.ui.controllers.links import LinkController
    from daily_papers.ui.controllers.list_loader import ListLoader
    from daily_papers.ui.controllers.notes import Notes
    from daily_papers.ui.controllers.paper_list import PaperListController
    from daily_papers.ui.controllers.saved_views import SavedViewsController
    from daily_papers.ui.controllers.tags import Tagging
    from daily_papers.ui.controllers.unread_navigation import UnreadNavigation
    from daily_papers.ui.controllers.verdicts import VerdictController
    from daily_papers.ui.screens.reader import Reader
    from daily_papers.ui.services.index_reader import IndexReader


class Delegates:
    """The part of the reader that knows them."""

    @cached_property
    def finder(self) -> PaperListController:
        """Decides what the list shows."""
        from daily_papers.ui.controllers.paper_list import PaperListController

        return PaperListController(self._reader)

    @cached_property
    def stepper(self) -> UnreadNavigation:
        """Steps to the next unread paper, and from day to day."""
        from daily_papers.ui.controllers.unread_navigation import UnreadNavigation

        return UnreadNavigation(self._reader)

    @cached_property
    def filtering(self) -> FilterController:
        """Takes what is typed in the filter's field."""
        from daily_papers.ui.controllers.filter import FilterController

        return FilterController(self._reader)

    @cached_property
    def lull(self) -> Debounce:
        """Puts off what may follow a key in the field a little later."""
        from daily_papers.ui.controllers.debounce import Debounce

        return Debounce(self._reader)

    @cached_property
    def filling(self) -> ListLoader:
        """Reads what the list holds beyond its first page."""
        from daily_papers.ui.controllers.list_loader import ListLoader

        return ListLoader(self._reader)

    @cached_property
    def asking(self) -> IndexReader:
        """Has the index asked in the background."""
        from daily_papers.ui.services.index_reader import IndexReader

        return IndexReader()

    @cached_property
    def counting(self) -> CountsController:
        """Counts in the background."""
        from daily_papers.ui.controllers.counts import CountsController

        return CountsController(self._reader)

    @cached_property
    def fetching(self) -> FetchController:
        """Brings digests from the network."""
        from daily_papers.ui.controllers.fetch import FetchController

        return FetchController(self._reader)

    @cached_property
    def judge(self) -> VerdictController:
        """Does what is done to papers."""
        from daily_papers.ui.controllers.verdicts import VerdictController

        return VerdictController(self._reader)

    @cached_property
    def inbox(self) -> InboxController:
        """Knows which days were missed, and clears a long past."""
        from daily_papers.ui.controllers.inbox import InboxController

        return InboxController(self._reader)

    @cached_property
    def notes(self) -> Notes:
        """Writes notes."""
        from daily_papers.ui.controllers.notes import Notes

        return Notes(self._reader)

    @cached_property
    def tagging(self) -> Tagging:
        """Puts tags."""
        from daily_papers.ui.controllers.tags import Tagging

        return Tagging(self._reader)

    @cached_property
    def saving(self) -> SavedViewsController:
        """Keeps views and rules."""
        from daily_papers.ui.controllers.saved_views import SavedViewsController

        return SavedViewsController(self._reader)

    @cached_property
    def outside(self) -> LinkController:
        """Sees to what leaves the reader: links, text."""
        from daily_papers.ui.controllers.links import LinkController

        reader = self._reader
        return LinkController(reader, lambda: reader.abstract.detail)

    @property
    def _reader(self) -> Reader:
        return cast("Reader", self)
