"""The one way to papers, for the screen and the command line: what is listed, counted and done.

A library belongs to the thread that opened it, which calls what is answered at once. What may wait
for the disk is for workers, and may be called from any thread: `act`, `note`, `move`, `undo`,
`redo`, `retry`, `catch_up`, `run`, `count`, `values`, `statistics`, and a list's `load` and `fill`.
The result of an act is handed to `show_result` in the library's own thread, so that lists show it:

    library.show_pending("star", [key])     # the row shows it at once, dim
    result = library.act("star", [key])     # in a worker
    library.show_result(result, [key])      # the row shows what is on the disk
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from daily_papers.index import completion, counts, membership, storage
from daily_papers.index.acts import ActResult
from daily_papers.index.counts import DigestCalendar
from daily_papers.index.damage import is_damage
from daily_papers.index.database import Database, recovering
from daily_papers.index.interrupts import Cancelled, TooSlow, deadline
from daily_papers.index.listing import Listing
from daily_papers.index.refresh import Progress, refresh, refresh_command
from daily_papers.index.regex import Matches
from daily_papers.index.rows import fetch_detail, find_key
from daily_papers.index.rules import Rule, rules
from daily_papers.index.sql import NotYet
from daily_papers.papers.model import Paper
from daily_papers.papers.rows import Detail, Facts
from daily_papers.papers.scopes import ALL, SavedViewScope, Scope
from daily_papers.paths import Paths
from daily_papers.query.tree import Query
from daily_papers.state import acts, views
from daily_papers.state.queries import StateQueries
from daily_papers.state.store import Store, WriteResult
from daily_papers.state.views import SavedView

if TYPE_CHECKING:
    from daily_papers.index.inspection import CacheTotals, Inspection
    from daily_papers.papers.statistics import Statistics

__all__ = [
    "ActResult",
    "CacheTotals",
    "Cancelled",
    "DigestCalendar",
    "Inspection",
    "Library",
    "Listing",
    "Matches",
    "NotYet",
    "Progress",
    "Rule",
    "SavedView",
    "discard_index",
    "inspect_index",
    "is_damage",
    "refresh",
    "refresh_command",
]


def inspect_index(paths: Paths) -> Inspection | None:
    """Check the newest index without changing it; `None` where there is none yet."""
    from daily_papers.index.inspection import inspect

    return inspect(paths.index)


def discard_index(paths: Paths) -> None:
    """Replace the index by a new and empty one.

    Raises:
        OSError, sqlite3.OperationalError: Nothing can be written there.
    """
    storage.discard(paths.index)


class Library(Database):
    """All papers of one cache, as one user sees them."""

    _calendar: tuple[tuple[int, int], DigestCalendar] | None = None
    """The calendar that was read last, and the version of the index then."""

    # Lists

    @recovering
    def rows(
        self,
        scope: Scope,
        query: Query | None = None,
        *,
        through: int | None = None,
        background: bool = False,
    ) -> Listing:
        """The papers of `scope`, in its order.

        Within a day by rank; several days from the newest on; Later by its queue.

        Args:
            scope: What to list.
            query: Which of its papers; all by default. Dismissed and muted ones are left out unless
                it asks for them.
            through: The key of a paper up to which the list is read at once, as far as the deadline
                allows.
            background: Whether it is read beside the list that is shown; otherwise a search for
                other regular expressions is stopped.

        Raises:
            NotYet: Such a query cannot be answered.
        """
        if not background:
            self._queries.stop_others(self._db, scope, query)
        stream = partial(self._queries.stream, scope=scope, query=query)
        listing = Listing(stream, self._db, self._background, self._pending.facts, through)
        self._listings.add(listing)
        return listing

    def count(
        self,
        scope: Scope,
        query: Query | None = None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> int:
        """How many papers in `scope` match. For workers.

        Args:
            scope: What to count in.
            query: Which papers; all by default.
            cancelled: Called again and again: whether the answer is no longer wanted.

        Raises:
            NotYet: Such a query cannot be answered.
            Cancelled: The answer is no longer wanted.
        """
        with self._background.use(cancelled) as db:
            return self._queries.count(db, scope, query)

    @recovering
    def still_in(self, scope: Scope, query: Query | None, keys: Collection[int]) -> set[int]:
        """Those of `keys`, shown by a list, whose papers are still in it."""
        matches = self._queries.known_matches(self._db, scope, query)
        if matches is None:  # its regular expressions are still being matched
            return set(keys)
        plain, resolved = self._queries.resolve(self._db, scope, query)
        return membership.still_in(self._db, plain, resolved, keys, matches)

    @recovering
    def unfinished(self, scope: Scope, query: Query) -> Matches | None:
        """How far a query's regular expressions were matched, if they took too long."""
        matches = self._queries.known_matches(self._db, scope, query)
        return matches if matches and matches.stopped else None

    @recovering
    def resume(self, scope: Scope, query: Query) -> None:
        """Make the next `rows` go on with regular expressions that took too long."""
        self._queries.resume(self._db, scope, query)

    @recovering
    def columns(self, scope: Scope) -> frozenset[str]:
        """The names of the columns in which papers of `scope` have values: `code`, `votes`."""
        return membership.columns(self._db, ALL if isinstance(scope, SavedViewScope) else scope)

    @recovering
    def correct(self, query: Query) -> Query:
        """The query with words in place of its fuzzy ones: what is highlighted in the text.

        Unchanged if they could not be found in time; a worker that fills the list finds them.
        """
        try:
            with deadline(self._db):
                return self._queries.speller.correct(self._db, query)
        except TooSlow:
            return query

    # Papers

    @recovering
    def detail(self, key: int) -> Detail | None:
        """All that is known of the paper with `key`; `None` where it is gone.

        Of one that a list shows and the index does not hold, that is little.
        """
        facts = self._pending.facts.get(key)
        found = fetch_detail(self._db, key, noted=bool(facts and facts.noted))
        if found is None and (row := self._rows([key])[key]).title:
            return Detail(key, row.id, Paper(row.title), facts or row.facts)
        if found and facts:
            return replace(found, facts=facts, note=self._pending.notes.get(key, found.note))
        return found

    @recovering
    def key_of(self, id: str) -> int | None:
        """The key of the paper that `id` leads to."""
        return find_key(self._db, id)

    @recovering
    def facts(self, keys: Iterable[int]) -> dict[int, Facts]:
        """What the user did with papers, by key, pending acts included."""
        pending = self._pending.facts
        return {key: pending.get(key, row.facts) for key, row in self._rows(list(keys)).items()}

    @recovering
    def unread(self, keys: Collection[int]) -> set[int]:
        """Those of `keys` whose papers are unread, pending acts included."""
        found = membership.unread(self._db, keys)
        pending = self._pending.facts
        for key in pending.keys() & keys:
            (found.add if pending[key].unread else found.discard)(key)
        return found

    @recovering
    def muted(self, keys: Collection[int]) -> set[int]:
        """Those of `keys` whose papers a mute rule hides."""
        return membership.muted(self._db, keys)

    # Counts and values

    @recovering
    def calendar(self) -> DigestCalendar:
        """All digests with papers: days from the newest on, then collections by name."""
        version = self._generation.number, self._version()
        if self._calendar is None or self._calendar[0] != version:
            self._calendar = version, counts.calendar(self._db)
        return self._calendar[1]

    @recovering
    def counts(self) -> dict[Scope, int]:
        """How many papers each built-in view holds."""
        return counts.counts(self._db)

    @recovering
    def tags(self) -> dict[str, int]:
        """How many papers have each of the user's tags, most used first."""
        return StateQueries(self._db).tags()

    @recovering
    def views(self) -> list[SavedView]:
        """The saved views, in their order."""
        return views.views(StateQueries(self._db))

    @recovering
    def rules(self) -> list[Rule]:
        """The mute rules, then the highlight rules."""
        return rules(self._db)

    def values(
        self, field: str, beginning: str, cancelled: Callable[[], bool] = lambda: False
    ) -> list[tuple[str, int]]:
        """Values of a field for completion, with how many papers each would find. For workers.

        Raises:
            Cancelled: The answer is no longer wanted.
        """
        with self._background.use(cancelled) as db:
            return completion.values(db, field, beginning)

    def statistics(self, until: date) -> Statistics:
        """Statistics of the year that ends with `until`. For workers."""
        from daily_papers.index.statistics import statistics

        return statistics(self.paths.index, until)

    @recovering
    def problems(self) -> list[tuple[str, str]]:
        """The files that could not be read, by name, and why, in words."""
        from daily_papers.index.inspection import problems

        return problems(self._db)

    @recovering
    def cache_totals(self) -> CacheTotals:
        """How many days, collections and papers the cache's files hold."""
        from daily_papers.index.inspection import cache_totals

        return cache_totals(self._db)

    @recovering
    def papers_without_files(self) -> dict[str, str]:
        """The titles, by id, of papers that no file holds, and only the state's own copies do."""
        from daily_papers.index.inspection import papers_without_files

        return papers_without_files(self._db)

    # Acts

    def act(self, name: str, keys: Sequence[int], *, tag: str | Sequence[str] = "") -> ActResult:
        """Do an act on papers, as one undo step.

        Args:
            name: An act of `verdicts.EFFECTS` or `TOGGLES`, `tag` or `untag`.
            keys: The papers.
            tag: The tag or tags, for `tag` and `untag`.

        Raises:
            UnknownAct: There is no act of that name.
            BadTag: Nothing of the tag is visible.
        """
        copying = name in acts.COPYING
        return self._acts.run_on(
            keys, lambda store, targets: store.act(name, targets, tag=tag), copying=copying
        )

    def note(self, key: int, text: str, *, on: Sequence[str] | None = None) -> ActResult:
        """Write a paper's note (Markdown); an empty text removes it.

        Args:
            key: The paper.
            text: The note.
            on: `Detail.note_versions` when writing began: versions written since then stay beside
                this one. By default it replaces all.
        """
        return self._acts.run_on(
            [key], lambda store, targets: store.note(targets[0], text, on=on), copying=True
        )

    def move(self, key: int, above: int | None, below: int | None) -> ActResult:
        """Move a paper in Later between two others; `None` is an end of it."""

        def move(store: Store) -> WriteResult:
            one, after, before = (
                next(iter(self._acts.targets([each])), None) if each else None
                for each in (key, above, below)
            )
            return store.move(one, after, before) if one else WriteResult("")

        return self._acts.run(move)

    def undo(self, *, ask: bool = True) -> ActResult:
        """Take back this session's last act; past it, this device's, after asking once."""
        return self._acts.run(lambda store: store.undo(ask=ask))

    def redo(self) -> ActResult:
        """Do again what was undone last, as long as nothing was done since."""
        return self._acts.run(Store.redo)

    def retry(self) -> ActResult:
        """Try again to save what could not be saved."""
        return self._acts.run(lambda store: WriteResult("", saved=store.retry()))

    def catch_up(self) -> ActResult:
        """Read what other machines wrote; `reload` shows what other windows did."""
        return self._acts.catch_up()

    def run(self, work: Callable[[Store], WriteResult]) -> ActResult:
        """Change the state otherwise: saved views, rules, an import."""
        return self._acts.run(work)

    # What lists show of acts

    @recovering
    def show_pending(
        self, name: str, keys: Iterable[int], *, tag: str | Sequence[str] = ""
    ) -> tuple[str, list[int]]:
        """Show in lists what an act is about to do to papers, as pending.

        Returns:
            The act, `star` or `unstar` for `toggle_star`, and the keys of the papers that it
            changes, without those of which nothing is known.
        """
        rows = self._rows(list(keys))
        facts = [self._pending.facts.get(key, row.facts) for key, row in rows.items()]
        decision = acts.decide(name, facts, tag=tag)
        changed = []
        for row, now, changes in zip(rows.values(), facts, decision.changes, strict=True):
            if changes and row.id:
                self._pending.add(row, acts.apply(now, decision.sets))
                changed.append(row.key)
        return decision.name, changed

    @recovering
    def show_pending_note(self, key: int, text: str) -> None:
        """Show the note that is about to be written of the paper with `key`, as pending."""
        noted = replace(self.facts([key])[key], noted=bool(text.strip()))
        self._pending.add(self._rows([key])[key], noted, text)

    @recovering
    def show_result(self, result: ActResult, pending: Iterable[int] = ()) -> None:
        """Show in lists what an act changed.

        Args:
            result: The act's.
            pending: The papers that show it as pending; they still do if it will be retried.
        """
        written = self._pending.mark_written(() if result.will_retry else pending)
        for listing in self._listings:
            listing.refresh(result.keys.union(written), written)
        if not result.index_error:
            self._pending.drop_written()
