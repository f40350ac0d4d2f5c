"""A damaged index is made again while the reader goes on, and the list is shown anew after that.

The library begins a new index wherever it meets damage; what is on the screen stays there, and acts
on it reach the journal. Here the new index is filled, in the background as always.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from daily_papers.ui.strings import errors, toasts

if TYPE_CHECKING:
    from daily_papers.library import Library
    from daily_papers.ui.screens.reader import Reader


class IndexRebuild:
    """Sees that an index that was begun anew is filled."""

    def __init__(self, reader: Reader) -> None:
        """Args:
        reader: Whose library it is.
        """
        self._reader = reader
        self._library: Library | None = None
        self._moves = 0
        self.under_way = False
        """Whether the list that is shown is one of an index that was left."""
        self.behind = ""
        """What is told where views and counts do not follow acts, though these are saved."""

    def look(self) -> None:
        """Have the index filled if it is another one than at the last look."""
        library = self._reader.library
        if library is None:
            return
        if library is not self._library:
            self._library, self._moves, self.under_way = library, 0, False
        if library.moves != self._moves:
            from daily_papers.ui.services.index_updates import keep_indexed

            self._moves = library.moves
            self.under_way = True
            self._reader.finder.activity = toasts.REMAKING
            self._reader.refresh_status()
            keep_indexed(library.paths, self._reader)

    def reading(self, done: int, total: int) -> str:
        """What is told while digests are read: how many of how many."""
        doing = toasts.REMAKING if self.under_way else toasts.READING
        return toasts.so_far(doing, done, total)

    def tell_behind(self, why: str) -> None:
        """Acts are saved, but `why` keeps the index from holding them; nothing if it holds all."""
        self.behind = errors.index_behind(why) if why else ""

    def failed(self, why: str) -> None:
        """A worker could not read the index: it is made again if it is damaged."""
        self._reader.finder.look_around()
        if not self.under_way:
            self._reader.say(errors.index_not_read(why))

    def finish(self) -> None:
        """The index is filled: show the same list at the same paper."""
        reader, library = self._reader, self._library
        if not self.under_way or library is None:
            return
        self.under_way = False
        place, row = reader.finder.place(), reader.papers.row
        key = library.key_of(row.id) if row and row.id else None
        if place.scope:
            reader.finder.show(place.scope, text=place.text, key=key, top=place.top)
        reader.show_detail()
