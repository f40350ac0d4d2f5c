"""What the list shows: a scope, a filter over it, and where the user stands in it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

from daily_papers.library import NotYet
from daily_papers.papers.fields import TextField
from daily_papers.papers.rows import DigestCounts
from daily_papers.papers.scopes import ALL, SavedViewScope, Scope
from daily_papers.query.errors import QueryError
from daily_papers.query.highlights import highlighter
from daily_papers.query.parser import parse
from daily_papers.query.tree import Fuzzy, Query, wanted
from daily_papers.ui.controllers.index_sync import IndexRebuild
from daily_papers.ui.keys.dispatcher import KeysReady
from daily_papers.ui.messages import RowsLoaded
from daily_papers.ui.model.calendar import years_differ
from daily_papers.ui.model.list_state import ListState
from daily_papers.ui.strings import errors, names, toasts
from daily_papers.ui.strings.status import count_words, empty_words, notice_words
from daily_papers.ui.widgets.digest_list import items
from daily_papers.ui.widgets.paper_row import Columns, Hits

if TYPE_CHECKING:
    from daily_papers.ui.screens.reader import Reader


_PATIENCE: Final = 0.3
"""Seconds that the list of before stays while another is looked for."""


class Place(NamedTuple):
    """What the list showed, and where the user stood in it."""

    scope: Scope | None
    text: str
    key: int | None
    top: int


class PaperListController:
    """Shows lists of papers, filters them, and keeps the user's place."""

    def __init__(self, reader: Reader) -> None:
        """Args:
        reader: Whose list it is.
        """
        self._reader = reader
        self.remaking: Final = IndexRebuild(reader)
        self._shown: ListState | None = None
        self._tallies: Sequence[DigestCounts] = ()
        self._counts: Mapping[Scope, int] = {}
        self._told: tuple[object, ...] = ()
        """What the digests and views were said to hold, and on which day."""
        self._marked = False
        """Whether the words are known that the filter's fuzzy ones stand for."""
        self._marked_of: ListState | None = None
        """The list whose filter's words are marked in the abstract."""
        self._papers = 0
        """Entries in all digests, when they were counted last."""
        self.undecided = False
        """Whether nobody has pressed a key: a newer day than what is shown at first may come."""
        self.restored = False
        """Whether what is shown at first is what was left the last time."""
        self.awaiting = True
        """Whether no paper was shown yet: keys wait for the first."""
        self.late = False
        """Whether the list did not come in time: for a moment keys wait for it."""
        self.activity = ""
        """What goes on in the background, in words."""
        self.trouble = ""
        """Why acts cannot be saved."""
        self._problems: list[tuple[str, str]] = []
        """The files that could not be read, as they were told last."""

    # What is shown

    @property
    def shown(self) -> ListState | None:
        """The list that is shown."""
        return self._shown

    @property
    def scope(self) -> Scope | None:
        """The scope of the list."""
        return self._shown.scope if self._shown else None

    @property
    def text(self) -> str:
        """The filter as typed."""
        return self._shown.text if self._shown else ""

    def show(self, scope: Scope, *, text: str = "", key: int | None = None, top: int = 0) -> None:
        """Show a scope, filtered by `text`, with the cursor on the paper with `key`."""
        try:
            self.open(scope, text, key, top)
        except (QueryError, NotYet) as error:
            self._reader.say(str(error))
            text = ""
            self.open(ALL if isinstance(scope, SavedViewScope) else scope, text, key, top)
        self._reader.filtering.put(text)

    def show_newest_day(self, *, unread: bool = False) -> None:
        """Show the newest day, or the newest with unread papers where there is one."""
        tallies = self._reader.open_library.tallies()
        chosen = next((each for each in tallies if each.unread or not unread), None)
        if chosen or tallies:
            self.show((chosen or tallies[0]).digest)
        else:
            self.show(ALL)

    def tidy(self) -> None:
        """Open the list anew: what is settled leaves, what is new comes in."""
        if self._shown:
            shown = self._shown
            if shown.gaps and shown.query:
                self._reader.open_library.go_on(shown.scope, shown.query)
            self._open(shown.scope, shown.text, shown.query, self._nearest(), self.place().top)

    # The filter

    def clear(self) -> None:
        """Take the filter away; the paper stays."""
        if self.text and self.scope:
            self.show(self.scope, key=self.place().key)

    def mark_abstract(self, *, again: bool = False) -> None:
        """Mark the filter's words in the abstract; they are others in another list.

        Args:
            again: Whether they have become others in this one.
        """
        if again or self._marked_of is not self._shown:
            self._marked_of = self._shown
            abstract = self._reader.abstract
            abstract.wishes = replace(abstract.wishes, hits=self._hits(TextField.ABSTRACT))

    def _hits(self, field: TextField) -> Hits | None:
        query = self._shown.query if self._shown else None
        if not query:
            return None
        asked = self._reader.open_library.corrected(query)
        self._marked = not any(isinstance(leaf, Fuzzy) for leaf in wanted(asked.tree))
        return highlighter(asked, field)

    # Facts and counts

    def changed(self, keys: Collection[int]) -> None:
        """The index knows new facts of the papers with `keys`."""
        if self._shown and not self.remaking.under_way:
            self._shown.touch(keys, self._reader.open_library)
        reader = self._reader
        reader.papers.refresh_keys(keys)
        if reader.papers.key in keys:
            reader.show_detail()
        self.refresh_counts()

    def indexing(self, done: int, total: int) -> None:
        """The index is being brought up to date: say so, and show the first papers at once."""
        if total > 1:
            self.activity = self.remaking.reading(done, total)
        if self.undecided:
            self.refreshed()
        self._reader.refresh_status()

    def indexed(self, trouble: str) -> None:
        """The index is up to date, or could not be written."""
        self.activity = errors.index_not_written(trouble) if trouble else ""
        self.refreshed()
        if not trouble:
            self.remaking.finish()
        self.papers_are_here()
        problems, known = self._reader.open_library.problems(), self._problems
        self._problems = problems
        if problems and problems != known:
            first = errors.in_file(*problems[0])
            self._reader.say(first + errors.and_more(len(problems) - 1))

    def papers_are_here(self) -> None:
        """The first papers are shown, or there are none: keys typed so far are done now."""
        if self.awaiting:
            self.awaiting = False
            self._reader.post_message(KeysReady())

    def _come(self) -> None:
        """The list is there, or takes long: keys wait for it no more."""
        if self.late:
            self.late = False
            self._reader.post_message(KeysReady())

    def look_around(self) -> None:
        """Take in what others wrote into the index: another window, or the indexer."""
        changed = self._shown is not None and self._reader.open_library.reload()
        self.remaking.look()
        if self._shown and changed and not self.remaking.under_way:
            papers = self._reader.open_library.tallies().papers
            if papers != self._papers or not len(self._shown.rows):
                self.refreshed()
            else:
                self._shown.touch(self._shown.touched, self._reader.open_library)
                self.refresh_counts()
            self._reader.papers.refresh()
            self._reader.show_detail()

    def refreshed(self) -> None:
        """The index holds other papers: show them where nobody has begun, else say how many."""
        shown = self._shown
        self._reader.open_library.reload()
        if shown is None:
            return
        self.refresh_counts()
        if self.remaking.under_way:
            return
        if self.undecided and (not self.restored or self._newer_came):
            self.show_newest_day(unread=True)
        elif not len(shown.rows):
            self.tidy()
        elif shown.rows.complete:
            self._reader.counting.count_fresh(shown)

    @property
    def _newer_came(self) -> bool:
        """Whether there are unread papers on newer days than there were at the last visit."""
        return self._reader.inbox.has_come(self._reader.open_library.tallies())

    def refresh_counts(self) -> None:
        """Count again: the days, the views, the bar."""
        reader, library = self._reader, self._reader.open_library
        tallies = library.tallies()
        counts: dict[Scope, int] = {**library.counts(), **reader.counting.views}
        names = [view.name for view in library.views()]
        now = tallies, counts, names, date.today()
        if now != self._told:  # with years of days there is much to tell
            self._told = now
            self._tallies, self._counts = tallies, counts
            self._papers = tallies.papers
            reader.days.items = items(tallies, counts, names)
            reader.strip.tallies, reader.strip.counts = tallies, counts
        reader.counting.count_views()
        self._say_count()

    def _say_nothing(self) -> None:
        """Say in the list that it holds nothing, once that is known."""
        shown = self._shown
        is_empty = shown and shown.rows.complete and not len(shown.rows)
        self._reader.papers.empty = empty_words(self._reader, shown) if shown and is_empty else ""

    def _say_it_takes_long(self, shown: ListState) -> None:
        """What was shown before goes where a list lets one wait."""
        if shown is self._shown and self._reader.papers.awaited:
            self._reader.papers.empty = toasts.LOOKING
            self._reader.papers.refresh()
            self._come()

    def _say_count(self) -> None:
        """Tell how many papers the list holds."""
        reader = self._reader
        if self._shown:
            reader.bar.scope = names.scope(self._shown.scope, year=years_differ(self._tallies))
            reader.bar.count = count_words(
                self._shown, self._tallies, self._counts, reader.appearance
            )
        reader.refresh_status()

    @property
    def notice(self) -> str:
        """What the status line tells: what is wrong, what goes on, what has changed."""
        going_on = self.remaking.behind or self._reader.fetching.words or self.activity
        return (
            self.trouble
            or going_on
            or (notice_words(self._reader, self._shown) if self._shown else "")
        )

    def counted(self) -> None:
        """The hits of the filter were counted."""
        self._say_nothing()
        self._say_count()

    # The user's place

    def place(self) -> Place:
        """What is shown, and where in it the user stands."""
        papers, shown = self._reader.papers, self._shown
        if shown and shown.aim is not None:
            return Place(shown.scope, shown.text, shown.aim, shown.top)
        return Place(self.scope, self.text, papers.key, papers.top)

    def _nearest(self) -> int | None:
        """The paper under the cursor, else the next below that still belongs here, else above."""
        papers = self._reader.papers
        if self._shown is None or papers.awaited or not len(papers.rows):
            return self.place().key
        below = range(papers.cursor, min(papers.cursor + 200, len(papers.rows)))
        above = range(papers.cursor - 1, max(-1, papers.cursor - 200), -1)
        keys = [papers.rows.key(index) for index in (*below, *above)]
        left = self._reader.open_library.staying(self._shown.scope, self._shown.query, keys)
        return next((key for key in keys if key in left), None)

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
        """Show a list that was read already."""
        reader = self._reader
        rows = reader.open_library.rows(scope, query, until=key)
        reader.selection.end()
        other = self._shown is None or self._shown.scope != scope
        if self._shown:
            self._shown.rows.cancel()
        shown = self._shown = ListState(scope, rows, text, query, aim=key, top=top)
        if other or not query:
            reader.papers.columns = Columns(*reader.open_library.columns(scope))
        self._say_nothing()
        self._put(shown)
        reader.days.shown = reader.strip.shown = scope
        if other or not query:
            self.refresh_counts()
        else:
            reader.lull.do(self._say_count)
        if reader.papers.awaited:
            reader.set_timer(_PATIENCE, partial(self._say_it_takes_long, shown))
        reader.filling.begin(shown)
        reader.counting.count_hits(shown)

    def _put(self, shown: ListState) -> None:
        """Put a list on the screen, with the cursor on the paper that it is to come to.

        Where that was not read yet, what was there before stays until then, if not for long.
        """
        rows = shown.rows
        found = rows.find(shown.aim) if shown.aim is not None else None
        if found is not None or rows.complete:
            shown.aim = None
        awaited = shown.aim is not None or not (len(rows) or rows.complete)
        hits = self._hits(TextField.TITLE)
        papers = self._reader.papers
        papers.show(rows, cursor=found or 0, top=shown.top, hits=hits, awaited=awaited)
        self.late = self.late or awaited
        if not awaited:
            self._come()
            if len(rows):
                self.papers_are_here()

    def fetch(self, index: int) -> None:
        """Have a row read that was not in memory in time."""
        if (shown := self._shown) is not None:

            async def load() -> None:
                await self._reader.asking.ask(shown.rows.load, index)
                self._reader.post_message(RowsLoaded())

            self._reader.run_worker(load(), group="fetch")

    def filled(self) -> None:
        """Rows that were awaited are there."""
        reader, shown = self._reader, self._shown
        if shown and shown.query:
            shown.gaps = self._reader.open_library.gaps(shown.scope, shown.query)
        self._say_nothing()
        if shown is None or shown.aim is None:
            reader.papers.fill_gaps()
        elif shown.rows.complete or shown.rows.find(shown.aim) is not None:
            self._put(shown)
        if not reader.papers.awaited:
            self._come()
        if shown and shown.query and not self._marked:
            reader.papers.mark(self._hits(TextField.TITLE))
            self.mark_abstract(again=True)
        reader.lull.do(self._say_count)
