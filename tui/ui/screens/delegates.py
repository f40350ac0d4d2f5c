"""Those to whom the reader's screen leaves the work, each with one job.

Each is made, and its module imported, when it is first asked for: the first frame needs none of
them, and so neither the cache nor the state. `Opening.begin` asks for them right after it.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from tui.ui.asking import Asking
    from tui.ui.counting import Counting
    from tui.ui.fetching import Fetching
    from tui.ui.filling import Filling
    from tui.ui.filtering import Filtering
    from tui.ui.finder import Finder
    from tui.ui.inbox import Inbox
    from tui.ui.judge import Judge
    from tui.ui.lull import Lull
    from tui.ui.notes import Notes
    from tui.ui.outside import Outside
    from tui.ui.saving import Saving
    from tui.ui.screens.reader import Reader
    from tui.ui.stepper import Stepper
    from tui.ui.tagging import Tagging


class Delegates:
    """The part of the reader that knows them."""

    @cached_property
    def finder(self) -> Finder:
        """Decides what the list shows."""
        from tui.ui.finder import Finder

        return Finder(self._reader)

    @cached_property
    def stepper(self) -> Stepper:
        """Steps to the next unread paper, and from day to day."""
        from tui.ui.stepper import Stepper

        return Stepper(self._reader)

    @cached_property
    def filtering(self) -> Filtering:
        """Takes what is typed in the filter's field."""
        from tui.ui.filtering import Filtering

        return Filtering(self._reader)

    @cached_property
    def lull(self) -> Lull:
        """Puts off what may follow a key in the field a little later."""
        from tui.ui.lull import Lull

        return Lull(self._reader)

    @cached_property
    def filling(self) -> Filling:
        """Reads what the list holds beyond its first page."""
        from tui.ui.filling import Filling

        return Filling(self._reader)

    @cached_property
    def asking(self) -> Asking:
        """Has the index asked in the background."""
        from tui.ui.asking import Asking

        return Asking()

    @cached_property
    def counting(self) -> Counting:
        """Counts in the background."""
        from tui.ui.counting import Counting

        return Counting(self._reader)

    @cached_property
    def fetching(self) -> Fetching:
        """Brings digests from the network."""
        from tui.ui.fetching import Fetching

        return Fetching(self._reader)

    @cached_property
    def judge(self) -> Judge:
        """Does what is done to papers."""
        from tui.ui.judge import Judge

        return Judge(self._reader)

    @cached_property
    def inbox(self) -> Inbox:
        """Knows which days were missed, and clears a long past."""
        from tui.ui.inbox import Inbox

        return Inbox(self._reader)

    @cached_property
    def notes(self) -> Notes:
        """Writes notes."""
        from tui.ui.notes import Notes

        return Notes(self._reader)

    @cached_property
    def tagging(self) -> Tagging:
        """Puts tags."""
        from tui.ui.tagging import Tagging

        return Tagging(self._reader)

    @cached_property
    def saving(self) -> Saving:
        """Keeps views and rules."""
        from tui.ui.saving import Saving

        return Saving(self._reader)

    @cached_property
    def outside(self) -> Outside:
        """Sees to what leaves the reader: links, text."""
        from tui.ui.outside import Outside

        reader = self._reader
        return Outside(reader, lambda: reader.abstract.detail)

    @property
    def _reader(self) -> Reader:
        return cast("Reader", self)
