"""Those to whom the reader's screen leaves the work, each with one job.

Each is made, and its module imported, when it is first asked for: the first frame needs none of
them, and so neither the cache nor the state. `Opening.begin` asks for them right after it.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from daily_papers.ui.controllers.counts import Counting
    from daily_papers.ui.controllers.debounce import Lull
    from daily_papers.ui.controllers.fetch import Fetching
    from daily_papers.ui.controllers.filter import Filtering
    from daily_papers.ui.controllers.inbox import Inbox
    from daily_papers.ui.controllers.links import Outside
    from daily_papers.ui.controllers.list_loader import Filling
    from daily_papers.ui.controllers.notes import Notes
    from daily_papers.ui.controllers.paper_list import Finder
    from daily_papers.ui.controllers.saved_views import Saving
    from daily_papers.ui.controllers.tags import Tagging
    from daily_papers.ui.controllers.unread_navigation import Stepper
    from daily_papers.ui.controllers.verdicts import Judge
    from daily_papers.ui.screens.reader import Reader
    from daily_papers.ui.services.index_reader import Asking


class Delegates:
    """The part of the reader that knows them."""

    @cached_property
    def finder(self) -> Finder:
        """Decides what the list shows."""
        from daily_papers.ui.controllers.paper_list import Finder

        return Finder(self._reader)

    @cached_property
    def stepper(self) -> Stepper:
        """Steps to the next unread paper, and from day to day."""
        from daily_papers.ui.controllers.unread_navigation import Stepper

        return Stepper(self._reader)

    @cached_property
    def filtering(self) -> Filtering:
        """Takes what is typed in the filter's field."""
        from daily_papers.ui.controllers.filter import Filtering

        return Filtering(self._reader)

    @cached_property
    def lull(self) -> Lull:
        """Puts off what may follow a key in the field a little later."""
        from daily_papers.ui.controllers.debounce import Lull

        return Lull(self._reader)

    @cached_property
    def filling(self) -> Filling:
        """Reads what the list holds beyond its first page."""
        from daily_papers.ui.controllers.list_loader import Filling

        return Filling(self._reader)

    @cached_property
    def asking(self) -> Asking:
        """Has the index asked in the background."""
        from daily_papers.ui.services.index_reader import Asking

        return Asking()

    @cached_property
    def counting(self) -> Counting:
        """Counts in the background."""
        from daily_papers.ui.controllers.counts import Counting

        return Counting(self._reader)

    @cached_property
    def fetching(self) -> Fetching:
        """Brings digests from the network."""
        from daily_papers.ui.controllers.fetch import Fetching

        return Fetching(self._reader)

    @cached_property
    def judge(self) -> Judge:
        """Does what is done to papers."""
        from daily_papers.ui.controllers.verdicts import Judge

        return Judge(self._reader)

    @cached_property
    def inbox(self) -> Inbox:
        """Knows which days were missed, and clears a long past."""
        from daily_papers.ui.controllers.inbox import Inbox

        return Inbox(self._reader)

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
    def saving(self) -> Saving:
        """Keeps views and rules."""
        from daily_papers.ui.controllers.saved_views import Saving

        return Saving(self._reader)

    @cached_property
    def outside(self) -> Outside:
        """Sees to what leaves the reader: links, text."""
        from daily_papers.ui.controllers.links import Outside

        reader = self._reader
        return Outside(reader, lambda: reader.abstract.detail)

    @property
    def _reader(self) -> Reader:
        return cast("Reader", self)
