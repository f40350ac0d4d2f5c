"""What the list shows: a scope, a filter over it, and where the user stands in it."""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

from tui.cache.index.conditions import NotYet
from tui.cache.library import Library
from tui.papers.rows import Tally
from tui.query.errors import QueryError
from tui.query.highlight import spans
from tui.query.parser import parse
from tui.query.tree import Query
from tui.query.vocabulary import TextField
from tui.ui import words
from tui.ui.messages import Filled
from tui.ui.shown import Shown
from tui.ui.telling import count_words, empty_words, notice_words
from tui.ui.widgets.digest_list import items
from tui.ui.widgets.paper_row import Columns, Hits

if TYPE_CHECKING:
    from tui.ui.screens.reader import Reader


_PAUSE: Final = 0.03
"""Seconds without a key after which the hits everywhere are counted."""
_CHUNK: Final = 500
"""Rows that are asked about together."""
_COMPARED: Final = 20_000
"""Rows of a list up to which newcomers are told from papers that left."""


class _Place(NamedTuple):
    """What the list showed, and where the user stood in it."""

    scope: str
    text: str
    key: int | None
    top: int


class Finder:
    """Shows lists of papers, filters them, and keeps the user's place."""

    def __init__(self, reader: Reader) -> None:
        """Args:
        reader: Whose list it is.
        """
        self._reader = reader
        self._shown: Shown | None = None
        self._before: _Place | None = None
        """Where the user stood before the field was opened."""
        self._past_the_end = False
        self._papers = 0
        """Entries in all digests, when they were counted last."""
        self.undecided = False
        """Whether the newest day is shown, and nobody has pressed a key: a newer one may come."""
        self.activity = ""
        """What goes on in the background, in words."""
        self.trouble = ""
        """Why acts cannot be saved."""

    # What is shown

    @property
    def scope(self) -> str:
        """The scope of the list."""
        return self._shown.scope if self._shown else ""

    @property
    def text(self) -> str:
        """The filter as typed."""
        return self._shown.text if self._shown else ""

    def show(self, scope: str, *, text: str = "", key: int | None = None, top: int = 0) -> None:
        """Show a scope, filtered by `text`, with the cursor on the paper with `key`."""
        try:
            query = _read(text)
        except QueryError as error:
            self._reader.say(str(error))
            text, query = "", None
        self._open(scope, text, query, key, top)
        field = self._reader.bar.field
        with self._reader.prevent(field.Typed):
            field.value = text

    def show_newest_day(self, *, unread: bool = False) -> None:
        """Show the newest day, or the newest with unread papers where there is one."""
        tallies = self._library.tallies()
        chosen = next((each for each in tallies if each.unread or not unread), None)
        if chosen or tallies:
            self.show((chosen or tallies[0]).digest.key)
        else:
            self.show("all")

    def to_day(self, days: int) -> None:
        """Show the digest `days` further back in time, or forward where negative."""
        keys = [tally.digest.key for tally in self._library.tallies()]
        if not keys:
            return
        at = keys.index(self.scope) + days if self.scope in keys else 0
        if 0 <= at < len(keys):
            self.show(keys[at])
        else:
            self._reader.say("That is the oldest day" if days > 0 else "That is the newest day")

    def tidy(self) -> None:
        """Open the list anew: what is settled leaves, what is new comes in."""
        if self._shown:
            place = self._place()
            self._open(
                self._shown.scope, self._shown.text, self._shown.query, self._nearest(), place.top
            )

    def to_unread(self, step: int, *, past_the_end: bool = False) -> None:
        """Move to the next unread paper, or the one before (`step` -1).

        Args:
            step: 1 or -1.
            past_the_end: Whether a second call at the end goes on to the next day with unread ones.
        """
        papers = self._reader.papers
        index = self._next_unread(step)
        if index is not None:
            papers.cursor = index
            self._past_the_end = False
            return
        if past_the_end and self._past_the_end:
            self._to_next_unread_day()
            return
        self._past_the_end = past_the_end
        older = self._next_unread_day() if step > 0 else None
        if older:
            more = " · space goes on" if past_the_end else ""
            left = words.some(older.unread, "unread paper")
            self._reader.say(f"{words.digest(older.digest)}: {left}, [ goes there{more}")
        else:
            self._reader.say("No more unread papers here")

    def _next_unread(self, step: int) -> int | None:
        """The row of the next unread paper below the cursor, or above it (`step` -1)."""
        papers = self._reader.papers
        end = len(papers.rows) if step > 0 else -1
        rows = range(papers.cursor + step, end, step)
        for start in range(0, len(rows), _CHUNK):
            chunk = rows[start : start + _CHUNK]
            keys = {index: papers.rows.key(index) for index in chunk}
            unread = self._library.unread(set(keys.values()))
            if unread:
                return next(index for index, key in keys.items() if key in unread)
        return None

    def _next_unread_day(self) -> Tally | None:
        """The next older digest with unread papers."""
        tallies = self._library.tallies()
        keys = [tally.digest.key for tally in tallies]
        start = keys.index(self.scope) + 1 if self.scope in keys else len(keys)
        return next((tally for tally in tallies[start:] if tally.unread), None)

    def _to_next_unread_day(self) -> None:
        if older := self._next_unread_day():
            self.show(older.digest.key)
            row = self._reader.papers.row
            if row is not None and not row.facts.unread:
                self.to_unread(1)

    # The filter

    def open_filter(self) -> None:
        """Let the user type a filter over what is shown."""
        self._before = self._place()
        self._reader.bar.field.focus()

    def typed(self, text: str) -> None:
        """The filter's text changed: show what it leaves; an unreadable one changes nothing."""
        bar = self._reader.bar
        if self._shown is None or text == self._shown.text:
            return
        key = None if text.strip() else self._reader.papers.key
        try:
            self._open(self._shown.scope, text, _read(text), key, 0)
        except QueryError as error:
            bar.error = error.message
        except NotYet as error:
            bar.error = str(error)
        else:
            bar.error = ""

    def keep(self) -> None:
        """The filter stays as typed."""
        self._reader.bar.error = ""
        self._before = None

    def drop(self) -> None:
        """Filter, paper and scroll of before come back."""
        self._reader.bar.error = ""
        if place := self._before:
            self.show(place.scope, text=place.text, key=place.key, top=place.top)
        self._before = None

    def clear(self) -> None:
        """Take the filter away; the paper stays."""
        if self.text:
            self.show(self.scope, key=self._reader.papers.key)

    def widen(self) -> None:
        """The same filter over all papers."""
        if self.scope != "all":
            self._before = self._before or self._place()
            self.show("all", text=self.text, key=self._reader.papers.key)

    @property
    def abstract_hits(self) -> Hits | None:
        """Where the filter's words stand in an abstract."""
        return self._hits(TextField.ABSTRACT)

    def _hits(self, field: TextField) -> Hits | None:
        query = self._shown.query if self._shown else None
        return (lambda text: spans(query, text, field)) if query else None

    # Facts and counts

    def changed(self, keys: Collection[int]) -> None:
        """The index knows new facts of the papers with `keys`."""
        if self._shown:
            self._shown.touch(keys, self._library)
        reader = self._reader
        reader.papers.refresh_keys(keys)
        if reader.papers.key in keys:
            reader.show_detail()
        self.refresh_counts()

    def indexing(self, done: int, total: int) -> None:
        """The index is being brought up to date: say so, and show the first papers at once."""
        if total > 1:
            self.activity = f"Reading digests {words.count(done)} of {words.count(total)}"
        if self.undecided:
            self.refreshed()
        self._reader.refresh_status()

    def indexed(self, trouble: str) -> None:
        """The index is up to date, or could not be written."""
        self.activity = trouble
        self.refreshed()
        problems = self._library.problems()
        if problems:
            name, why = problems[0]
            more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
            self._reader.say(f"{name}: {why}{more}")

    def look_around(self) -> None:
        """Take in what others wrote into the index: another window, or the indexer."""
        if self._shown and self._library.reload():
            papers = sum(tally.total for tally in self._library.tallies())
            if papers != self._papers or not len(self._shown.rows):
                self.refreshed()
            else:
                self._shown.touch(self._shown.touched, self._library)
                self.refresh_counts()
            self._reader.papers.refresh()
            self._reader.show_detail()

    def refreshed(self) -> None:
        """The index holds other papers: show them where nobody has begun, else say how many."""
        shown = self._shown
        self._library.reload()
        if shown is None:
            return
        self.refresh_counts()
        if self.undecided:
            self.show_newest_day(unread=True)
        elif not len(shown.rows):
            self.tidy()
        else:
            fresh = self._library.rows(shown.scope, shown.query)
            staying = len(shown.rows)
            if staying <= _COMPARED:
                keys = [shown.rows.key(index) for index in range(staying)]
                staying = len(self._library.staying(shown.scope, shown.query, keys))
            shown.fresh = max(0, len(fresh) - staying)
            self._reader.refresh_status()

    def refresh_counts(self) -> None:
        """Count again: the days, the views, the bar."""
        reader, library = self._reader, self._library
        tallies, counts = library.tallies(), library.counts()
        self._papers = sum(tally.total for tally in tallies)
        reader.days.items = items(tallies, counts)
        reader.strip.tallies, reader.strip.counts = tallies, counts
        if self._shown:
            reader.bar.scope = words.scope(self.scope)
            reader.bar.count = count_words(self._shown, tallies, counts, reader.look)
        reader.refresh_status()

    @property
    def notice(self) -> str:
        """What the status line tells: what is wrong, what goes on, what has changed."""
        return self.trouble or self.activity or (notice_words(self._shown) if self._shown else "")

    async def _count_everywhere(self, shown: Shown) -> None:
        """Count the hits in the whole library, once typing has paused."""
        await asyncio.sleep(_PAUSE)
        assert shown.query is not None
        shown.everywhere = await asyncio.to_thread(self._library.everywhere, shown.query)
        if shown is self._shown:
            if not len(shown.rows):
                self._reader.papers.empty = empty_words(shown)
            self.refresh_counts()

    # The user's place

    def _place(self) -> _Place:
        papers = self._reader.papers
        return _Place(self.scope, self.text, papers.key, papers.top)

    def _nearest(self) -> int | None:
        """The paper under the cursor, else the next below that still belongs here, else above."""
        papers = self._reader.papers
        if self._shown is None or not len(papers.rows):
            return None
        below = range(papers.cursor, min(papers.cursor + 200, len(papers.rows)))
        above = range(papers.cursor - 1, max(-1, papers.cursor - 200), -1)
        keys = [papers.rows.key(index) for index in (*below, *above)]
        left = self._library.staying(self._shown.scope, self._shown.query, keys)
        return next((key for key in keys if key in left), None)

    def _open(self, scope: str, text: str, query: Query | None, key: int | None, top: int) -> None:
        """Show a list that was read already."""
        reader = self._reader
        rows = self._library.rows(scope, query)
        reader.selection.end()
        shown = self._shown = Shown(scope, rows, text, query)
        self._past_the_end = False
        found = rows.find(key) if key is not None else None
        reader.papers.columns = Columns(*self._library.columns(scope))
        reader.papers.empty = "" if len(rows) else empty_words(shown)
        reader.papers.show(rows, cursor=found or 0, top=top, hits=self._hits(TextField.TITLE))
        reader.set_hits()
        reader.days.shown = reader.strip.shown = scope
        self.refresh_counts()
        if not rows.complete:
            reader.run_worker(partial(self._fill, shown), thread=True, group="fill")
        if query and scope != "all":
            work = self._count_everywhere(shown)
            reader.run_worker(work, group="everywhere", exclusive=True)

    def _fill(self, shown: Shown) -> None:
        """Read the rest of a long list; in a worker."""
        while shown is self._shown and shown.rows.fill():
            self._reader.post_message(Filled())
        self._reader.post_message(Filled())

    def fetch(self, index: int) -> None:
        """Have a row read that was not in memory in time."""
        if (shown := self._shown) is not None:

            def load() -> None:
                shown.rows.load(index)
                self._reader.post_message(Filled())

            self._reader.run_worker(load, thread=True, group="fetch")

    def filled(self) -> None:
        """Rows that were awaited are there."""
        self._reader.papers.refresh()
        self.refresh_counts()

    @property
    def _library(self) -> Library:
        assert self._reader.library is not None
        return self._reader.library


def _read(text: str) -> Query | None:
    """The query of a filter's text; `None` for none.

    Raises:
        QueryError: It cannot be read, nor become readable by typing on.
    """
    return parse(text, date.today(), unfinished=True) if text.strip() else None
