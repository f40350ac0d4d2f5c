"""The filter's field: what is typed there is shown at once, kept on enter, dropped on escape."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from daily_papers.library import NotYet
from daily_papers.papers.scopes import ALL
from daily_papers.papers.text import clean_line
from daily_papers.query.errors import QueryError
from daily_papers.query.parser import parse
from daily_papers.ui.controllers.completion import CompletionController
from daily_papers.ui.strings import errors

if TYPE_CHECKING:
    from daily_papers.ui.controllers.paper_list import Place
    from daily_papers.ui.screens.reader import Reader

REMEMBERED: Final = 100
"""Filters that the history holds."""


class FilterController:
    """What the user does in the filter's field."""

    def __init__(self, reader: Reader) -> None:
        """Args:
        reader: Whose field it is.
        """
        self._reader = reader
        self._before: Place | None = None
        """Where the user stood before the field was opened."""
        self.history: Sequence[str] = ()
        """The filters that were kept, the last one first."""
        self.completing = CompletionController(reader, self)
        self._wrong = ""
        """What was wrong with the filter when it was typed last."""
        self._told = ""
        """The same, with its column."""
        for name in ("scroll_x", "has_focus"):
            reader.watch(reader.bar.field, name, self._point, init=False)
        reader.watch(reader.menu, "offers", self._point, init=False)

    @property
    def wrong(self) -> str:
        """What is wrong with what stands in the field, so that the list does not follow it."""
        reader = self._reader
        return self._wrong if reader.bar.field.value != reader.finder.text else ""

    def open(self) -> None:
        """Let the user type a filter over what is shown."""
        reader = self._reader
        self._before = reader.finder.place()
        reader.set_focus(reader.bar.field)

    def put(self, text: str) -> None:
        """Another filter is shown: it stands in the field, and with it nothing is wrong."""
        self._reader.bar.field.put(text)
        self._tell(None)

    def typed(self, text: str) -> None:
        """The filter's text changed: show what it leaves; an unreadable one changes nothing."""
        reader, shown = self._reader, self._reader.finder.shown
        self.completing.typed()
        if shown is None or text == shown.text:
            self._tell(None)
            return
        key = None if text.strip() else reader.papers.key or self._key_before
        reader.lull.begin()
        try:
            reader.finder.open(shown.scope, text, key)
        except (QueryError, NotYet) as error:
            self._tell(error)
        else:
            self._tell(None)

    @property
    def _key_before(self) -> int | None:
        return self._before.key if self._before else None

    def enter(self) -> None:
        """Keep the filter, or what is offered in the place of one that leaves nothing.

        One that cannot be read, or has no value yet, is not kept: the field stays, and what is
        wrong is told.
        """
        reader = self._reader
        reader.lull.end()
        if self.wrong:
            reader.say(errors.filter_not_kept(self.wrong))
            return
        try:
            # Behind a space nothing is still being typed but what is open.
            parse(reader.finder.text + " ", date.today(), unfinished=True)
        except QueryError as error:
            self._tell(error)
            reader.say(errors.filter_not_kept(error.message))
            return
        self.take_offer()
        self.keep()

    def keep(self) -> None:
        """The filter stays as typed; the list has the focus."""
        reader = self._reader
        self._tell(None)
        self._before = None
        text = reader.finder.text.strip()
        if text:
            rest = [each for each in self.history if each != text]
            self.history = [text, *rest][:REMEMBERED]
        self.completing.close()
        reader.set_focus(reader.papers)

    def drop(self) -> None:
        """Filter, paper and scroll of before come back; the list has the focus."""
        reader = self._reader
        reader.lull.end()
        if (place := self._before) and place.scope:
            reader.finder.show(place.scope, text=place.text, key=place.key, top=place.top)
        else:
            self.put(reader.finder.text)
        self._before = None
        self.completing.close()
        reader.set_focus(reader.papers)

    def widen(self) -> None:
        """The same filter over all papers."""
        finder = self._reader.finder
        if finder.scope != ALL:
            self._before = self._before or finder.place()
            finder.show(ALL, text=finder.text, key=finder.place().key)

    def everywhere(self) -> None:
        """The same filter over all papers; where there is none, let the user type it there."""
        if not self._reader.finder.text:
            self.open()
        self.widen()

    def take_offer(self) -> bool:
        """Where nothing is found, show what is elsewhere, or offered; whether there is any."""
        finder = self._reader.finder
        shown = finder.shown
        if shown is None or shown.query is None or len(shown.rows):
            return False
        if shown.scope != ALL and shown.everywhere:
            self.widen()
            return True
        if offer := shown.offer:
            finder.show(shown.scope if offer.here else ALL, text=str(offer.query))
        return offer is not None

    def _tell(self, error: QueryError | NotYet | None) -> None:
        """Say what is wrong with the filter, and show where."""
        bar = self._reader.bar
        self._wrong = error.message if isinstance(error, QueryError) else str(error or "")
        self._told = clean_line(str(error or ""))
        bar.wrong = error is not None
        bar.wrong_at = None
        if isinstance(error, QueryError):
            bar.wrong_at = error.column, error.column + error.length
        if error:
            self.completing.give_way()
        self._point()

    def _point(self) -> None:
        """Tell below the field what is wrong, while one types there and no menu stands there."""
        reader = self._reader
        line, bar = reader.error_line, reader.bar
        line.caret = bar.wrong_cell
        line.message = self._told if bar.field.has_focus and not reader.menu.offers else ""
