"""The one door to the cache and to what the user made of it, for the screen and the command line.

A library belongs to the thread that opened it: what it answers at once is asked there. What may
wait for the disk is for workers, and may be called from any thread: `act`, `note`, `move`, `undo`,
`redo`, `retry`, `catch_up`, `run`, `count`, and a list's `load` and `fill`. What an act gives
is handed to `settle` in the library's own thread, so that its lists show it:

    library.promise("star", [key])          # the row shows it at once, dim
    outcome = library.act("star", [key])    # in a worker
    library.settle(outcome, [key])          # the row shows what is on the disk
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from daily_papers.index import completion, counts, inspection, membership, rows, storage
from daily_papers.index.acts import ActResult
from daily_papers.index.counts import DigestCalendar
from daily_papers.index.database import Database, recovering
from daily_papers.index.inspection import CacheTotals, Inspection
from daily_papers.index.interrupts import Cancelled, TooSlow, deadline
from daily_papers.index.listing import Listing
from daily_papers.index.refresh import Progress, refresh, refresh_command
from daily_papers.index.regex import Matches
from daily_papers.index.rules import Rule, rules
from daily_papers.index.schema import day_of
from daily_papers.index.sql import NotYet
from daily_papers.index.storage import is_damage
from daily_papers.papers.model import Paper
from daily_papers.papers.rows import Detail, Facts
from daily_papers.papers.scopes import ALL, SavedViewScope, Scope
from daily_papers.paths import Paths
from daily_papers.query.tree import Query
from daily_papers.state import acts, views
from daily_papers.state.queries import StateQueries
from daily_papers.state.store import Store, WriteResult
from daily_papers.state.views import View

if TYPE_CHECKING:
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
    "View",
    "day_of",
    "discard_index",
    "inspect_index",
    "is_damage",
    "refresh",
    "refresh_command",
]


def inspect_index(paths: Paths) -> Inspection | None:
    """Check the newest index without changing it; `None` where there is none yet."""
    return inspection.inspect(paths.index)


def discard_index(paths: Paths) -> None:
    """Replace the index by a new and empty one.

    Raises:
        OSError, sqlite3.OperationalError: Nothing can be written there.
    """
    storage.discard(paths.index)


class Library(Database):
    """All papers of one cache, as one user sees them."""

    _tallied: tuple[tuple[int, int], DigestCalendar] | None = None
    """The digests as they were told last, and which state of the index that was."""

    # What is in it

    @recovering
    def calendar(self) -> DigestCalendar:
        """All digests with papers: days from the newest on, then collections by name."""
        now = self._generation.number, self._version()
        if self._tallied is None or self._tallied[0] != now:  # nobody has written since
            self._tallied = now, counts.tallies(self._db)
        return self._tallied[1]

    @recovering
    def counts(self) -> dict[Scope, int]:
        """How many papers each built-in view holds."""
        return counts.counts(self._db)

    @recovering
    def rows(
        self,
        scope: Scope,
        where: Query | None = None,
        *,
        until: int | None = None,
        aside: bool = False,
    ) -> Listing:
        """The papers of `scope`, in its order.

        Within a day by rank; several days from the newest on; Later by its queue.

        Args:
            scope: What to show.
            where: What the papers must be like. Dismissed ones are then left out, unless it asks
                for them.
            until: The key of a paper up to which it is read at once, as far as the deadline allows.
            aside: Whether it is read beside the list that is shown; else regular expressions that
                are looked for make way for it.

        Raises:
            NotYet: Such a query cannot be answered.
        """
        if not aside:
            self._queries.interrupt(self._db, scope, where)
        stream = partial(self._queries.stream, scope=scope, where=where)
        listing = Listing(stream, self._db, self._background, self._pending.facts, until)
        self._listings.add(listing)
        return listing

    def count(
        self,
        scope: Scope,
        where: Query | None = None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> int:
        """How many papers in `scope` match. For workers.

        Args:
            scope: What to count in.
            where: What the papers must be like.
            cancelled: Asked again and again whether anybody still wants to know.

        Raises:
            NotYet: Such a query cannot be answered.
            Cancelled: Nobody wants to know.
        """
        with self._background.use(cancelled) as db:
            return self._queries.count(db, scope, where)

    @recovering
    def corrected(self, where: Query) -> Query:
        """The query with the words that its fuzzy ones stand for: what is marked in the text.

        As it stands, where they could not be found in time; a worker that fills the list does so.
        """
        try:
            with deadline(self._db):
                return self._queries.speller.correct(self._db, where)
        except TooSlow:
            return where

    def values(
        self, field: str, beginning: str, cancelled: Callable[[], bool] = lambda: False
    ) -> list[tuple[str, int]]:
        """What the papers hold in a field, as `complete.Source` tells it. For workers.

        Raises:
            Cancelled: Nobody wants to know.
        """
        with self._background.use(cancelled) as db:
            return completion.values(db, field, beginning)

    @recovering
    def views(self) -> list[View]:
        """The user's own views, in their order."""
        return views.views(StateQueries(self._db))

    @recovering
    def rules(self) -> list[Rule]:
        """The mute rules, then the highlight rules."""
        return rules(self._db)

    @recovering
    def staying(self, scope: Scope, where: Query | None, keys: Collection[int]) -> set[int]:
        """Those of `keys`, shown by a list, whose papers still belong to it."""
        matches = self._queries.known(self._db, scope, where)
        if matches is None:  # regular expressions that are still looked for
            return set(keys)
        plain, query = self._queries.read(self._db, scope, where)
        return membership.still_in(self._db, plain, query, keys, matches)

    @recovering
    def gaps(self, scope: Scope, where: Query) -> Matches | None:
        """How far regular expressions were looked for, where they took too long."""
        matches = self._queries.known(self._db, scope, where)
        return matches if matches and matches.stopped else None

    def go_on(self, scope: Scope, where: Query) -> None:
        """Have regular expressions that took too long gone on with, when `rows` is asked next."""
        self._queries.go_on(self._db, scope, where)

    @recovering
    def unread(self, keys: Collection[int]) -> set[int]:
        """Those of `keys` whose papers are unread, acts that were promised included."""
        found = membership.unread(self._db, keys)
        promised = self._pending.facts
        for key in promised.keys() & keys:
            (found.add if promised[key].unread else found.discard)(key)
        return found

    @recovering
    def muted(self, keys: Collection[int]) -> set[int]:
        """Those of `keys` whose papers a mute rule hides."""
        return membership.muted(self._db, keys)

    @recovering
    def facts(self, keys: Iterable[int]) -> dict[int, Facts]:
        """What the user did with papers, by key, acts that were promised included."""
        rows = self._rows(list(keys))
        return {key: self._pending.facts.get(key, row.facts) for key, row in rows.items()}

    @recovering
    def columns(self, scope: Scope) -> frozenset[str]:
        """The names of the columns in which papers of `scope` have values: `code`, `votes`."""
        return membership.columns(self._db, ALL if isinstance(scope, SavedViewScope) else scope)

    @recovering
    def detail(self, key: int) -> Detail | None:
        """All that is known of the paper with `key`; `None` where it is gone.

        Of one that a list shows and the index does not hold yet, or no more, that is little.
        """
        facts = self._pending.facts.get(key)
        found = rows.fetch_detail(self._db, key, noted=bool(facts and facts.noted))
        if found is None and (row := self._rows([key])[key]).title:
            return Detail(key, row.id, Paper(row.title), facts or row.facts)
        if found and facts:
            note = self._pending.notes.get(key, found.note)
            return replace(found, facts=facts, note=note)
        return found

    @recovering
    def tags(self) -> dict[str, int]:
        """How many papers bear each of the user's tags, most used first."""
        return StateQueries(self._db).tags()

    @recovering
    def key_of(self, id: str) -> int | None:
        """The key of the paper that answers to `id`."""
        return rows.key_of(self._db, id)

    @recovering
    def problems(self) -> list[tuple[str, str]]:
        """The files that could not be read, by name, and why, in words."""
        return inspection.problems(self._db)

    @recovering
    def cache_totals(self) -> CacheTotals:
        """How many days, collections and papers the cache's files hold."""
        return inspection.cache_totals(self._db)

    @recovering
    def papers_without_files(self) -> dict[str, str]:
        """The titles, by id, of papers that no file holds, and only the state's own copies do."""
        return inspection.papers_without_files(self._db)

    def statistics(self, until: date) -> Statistics:
        """Statistics of the year that ends with `until`. For workers."""
        from daily_papers.index.statistics import statistics

        return statistics(self.paths.index, until)

    # What the user does

    @recovering
    def promise(
        self, name: str, keys: Iterable[int], *, tag: str | Sequence[str] = ""
    ) -> tuple[str, list[int]]:
        """Let lists show at once what the act `name` will make of papers, as pending.

        Returns:
            The act that it comes to, `star` or `unstar` for `toggle_star`, and the keys of the
            papers that it changes, without those of which nothing is known.
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
    def promise_note(self, key: int, text: str) -> None:
        """Show at once the note that will be written of the paper with `key`, as pending."""
        noted = replace(self.facts([key])[key], noted=bool(text.strip()))
        self._pending.add(self._rows([key])[key], noted, text)

    def act(
        self,
        name: str,
        keys: Sequence[int],
        *,
        tag: str | Sequence[str] = "",
    ) -> ActResult:
        """Do an act on papers, as one undo step.

        Args:
            name: An act of `state.acts.EFFECTS` or `TOGGLES`, `tag` or `untag`.
            keys: The papers.
            tag: The tag or tags, for `tag` and `untag`.

        Raises:
            UnknownAct: No act bears the name.
            BadTag: Nothing can be seen of the tag.
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
            on: `Detail.note_versions` as they were when the writing began: what was written since
                then stands beside it. By default it replaces all.
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
        """Bring back what was undone last, as long as nothing was done since."""
        return self._acts.run(Store.redo)

    def retry(self) -> ActResult:
        """Try again to save what could not be saved."""
        return self._acts.run(lambda store: WriteResult("", saved=store.retry()))

    def catch_up(self) -> ActResult:
        """Take in what other machines wrote; what other windows did, `reload` shows."""
        return self._acts.catch_up()

    def run(self, work: Callable[[Store], WriteResult]) -> ActResult:
        """Change the state otherwise: saved views, rules, an import."""
        return self._acts.run(work)

    # What lists show of it

    @recovering
    def settle(self, result: ActResult, promised: Iterable[int] = ()) -> None:
        """Let lists show what came of an act.

        Args:
            result: The act's.
            promised: The papers for which it was promised; they stay pending while it waits.
        """
        written = self._pending.mark_written(() if result.waits else promised)
        for listing in self._listings:
            listing.refresh(result.keys.union(written), written)
        if not result.behind:
            self._pending.drop_written()
