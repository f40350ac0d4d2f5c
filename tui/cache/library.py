"""The one door to the cache and to what the user made of it, for the screen and the command line.

A library belongs to the thread that opened it: what it answers at once is asked there. What may
wait for the disk is for workers, and may be called from any thread: `act`, `note`, `move`, `undo`,
`redo`, `retry`, `catch_up`, `keep`, `everywhere`, and a list's `load` and `fill`. What an act gives
is handed to `settle` in the library's own thread, so that its lists show it:

    library.promise("star", [key])          # the row shows it at once, dim
    outcome = library.act("star", [key])    # in a worker
    library.settle(outcome, [key])          # the row shows what is on the disk
"""

from __future__ import annotations

import sqlite3
import tempfile
import weakref
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final, Self

from tui.cache.index import holdings, members, tallies
from tui.cache.index.acting import Acting, Outcome
from tui.cache.index.asking import VIEW, Asker
from tui.cache.index.conditions import NotYet
from tui.cache.index.generations import begin_another, newest, open_newest
from tui.cache.index.listing import (
    DEADLINE,
    Background,
    Cancelled,
    Listing,
    TooSlow,
    deadline,
    fetch_rows,
    where_now,
)
from tui.cache.index.merge import merge
from tui.cache.index.refresh import open_keeper
from tui.cache.index.regex import Matches
from tui.cache.index.rules import Rule, reasons, rules
from tui.cache.index.schema import connect
from tui.cache.index.standing import facts_of, ids_of
from tui.cache.index.write import load
from tui.papers.rows import Detail, Facts, Tally
from tui.paths import Places
from tui.query.tree import Query
from tui.state import acts, keeper, views
from tui.state.keeper import Keeper
from tui.state.ledger import Ledger
from tui.state.views import View

__all__ = ["Cancelled", "Library", "Listing", "NotYet", "Outcome", "Rule", "View"]


class Library:
    """All papers of one cache, as one user sees them."""

    def __init__(self, places: Places) -> None:
        """Open the index, or begin one; read no file and no journal (`index.refresh` does that).

        Where the index's folder cannot be written to, a temporary one serves.
        """
        self._temporary: tempfile.TemporaryDirectory[str] | None = None
        try:
            self._db, self._generation = open_newest(places.index)
        except (OSError, sqlite3.OperationalError):
            self._temporary = tempfile.TemporaryDirectory(prefix="daily-papers-")
            places = replace(places, index=Path(self._temporary.name))
            self._db, self._generation = open_newest(places.index)
        self.places: Final = places
        """Where everything lies; the index perhaps elsewhere than was asked for."""
        self._lists: weakref.WeakSet[Listing] = weakref.WeakSet()
        self._promised: dict[int, Facts] = {}
        self._promised_notes: dict[int, str] = {}
        self._seen = 0
        self._connect()

    def __enter__(self) -> Self:
        """Close it at the end of the block."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()

    def close(self) -> None:
        """Close all connections; lists of it serve no more."""
        self._disconnect()
        if self._temporary:
            self._temporary.cleanup()

    # What is in it

    def tallies(self) -> list[Tally]:
        """All digests with papers: days from the newest on, then collections by name."""
        return tallies.tallies(self._db)

    def counts(self) -> dict[str, int]:
        """How many papers the views hold, by scope."""
        return tallies.counts(self._db)

    def rows(self, scope: str, where: Query | None = None) -> Listing:
        """The papers of `scope`, a view's name or a digest's key, in its order.

        Within a day by rank; several days from the newest on; Later by its queue.

        Args:
            scope: What to show.
            where: What the papers must be like. Dismissed ones are then left out, unless it asks
                for them.

        Raises:
            NotYet: Such a query cannot be answered.
        """
        self._asker.interrupt(self._db, scope, where)
        stream = partial(self._asker.stream, scope=scope, where=where)
        listing = Listing(stream, self._db, self._background, self._promised)
        self._lists.add(listing)
        return listing

    def count(
        self,
        scope: str,
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
            return self._asker.count(db, scope, where)

    def everywhere(self, where: Query) -> int:
        """How many papers match in the whole library. For workers."""
        return self.count("all", where)

    def corrected(self, where: Query) -> Query:
        """The query with the words that its fuzzy ones stand for: what is marked in the text.

        As it stands, where they could not be found in time; a worker that fills the list does so.
        """
        try:
            with deadline(self._db, DEADLINE):
                return self._asker.speller.correct(self._db, where)
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
            return holdings.values(db, field, beginning)

    def views(self) -> list[View]:
        """The user's own views, in their order."""
        return views.views(Ledger(self._db))

    def rules(self) -> list[Rule]:
        """The mute rules, then the highlight rules."""
        return rules(self._db)

    def staying(self, scope: str, where: Query | None, keys: Collection[int]) -> set[int]:
        """Those of `keys`, shown by a list, whose papers still belong to it."""
        matches = self._asker.known(self._db, scope, where)
        if matches is None:  # regular expressions that are still looked for
            return set(keys)
        scope, query = self._asker.read(self._db, scope, where)
        return members.staying(self._db, scope, query, keys, matches)

    def gaps(self, scope: str, where: Query) -> Matches | None:
        """How far regular expressions were looked for, where they took too long."""
        matches = self._asker.known(self._db, scope, where)
        return matches if matches and matches.stopped else None

    def unread(self, keys: Collection[int]) -> set[int]:
        """Those of `keys` whose papers are unread, acts that were promised included."""
        found = members.unread(self._db, keys)
        for key in self._promised.keys() & keys:
            (found.add if self._promised[key].unread else found.discard)(key)
        return found

    def muted(self, keys: Collection[int]) -> set[int]:
        """Those of `keys` whose papers a mute rule hides."""
        return members.muted(self._db, keys)

    def facts(self, keys: Iterable[int]) -> dict[int, Facts]:
        """What the user did with papers, by key, acts that were promised included."""
        rows = fetch_rows(self._db, list(keys))
        return {key: self._promised.get(key, row.facts) for key, row in rows.items()}

    def columns(self, scope: str) -> tuple[bool, bool]:
        """Whether papers of `scope` have code, and whether they have votes."""
        return members.columns(self._db, "all" if scope.startswith(VIEW) else scope)

    def detail(self, key: int) -> Detail | None:
        """All that is known of the paper with `key`; `None` where it is gone."""
        now = where_now(self._db, [key]).get(key, key)
        row = self._db.execute(
            "SELECT id, read, auto, starred, later, dismissed, noted, tags FROM paper"
            " WHERE key = ?",
            (now,),
        ).fetchone()
        if row is None:
            return None
        work, *columns = row
        merged = merge(load(self._db, work))
        facts = self._promised.get(key, facts_of(*columns))
        ids = ids_of(self._db, [now])[now]
        held = Ledger(self._db).detail(ids) if facts.noted else None
        note = self._promised_notes.get(key, held.note if held else "")
        versions = tuple(each.stamp for each in held.notes) if held else ()
        lit = tuple(reasons(self._db, now))
        return Detail(key, work, merged.paper, facts, merged.entries, note, versions, lit)

    def tags(self) -> dict[str, int]:
        """How many papers bear each of the user's tags, most used first."""
        return Ledger(self._db).tags()

    def key_of(self, id: str) -> int | None:
        """The key of the paper that answers to `id`."""
        row = self._db.execute("SELECT paper FROM alias WHERE id = ?", (id,)).fetchone()
        return row[0] if row else None

    def problems(self) -> list[tuple[str, str]]:
        """The files that could not be read, by name, and why, in words."""
        # The builder knows every format; a screen should not wait for their import.
        from tui.cache.index.build import problems

        return problems(self._db)

    # What the user does

    def promise(
        self, name: str, keys: Iterable[int], *, tag: str | Sequence[str] = ""
    ) -> tuple[str, list[int]]:
        """Let lists show at once what the act `name` will make of papers, as pending.

        Returns:
            The act that it comes to, `star` or `unstar` for `toggle_star`, and the keys of the
            papers that it changes.
        """
        facts = self.facts(keys)
        decision = acts.decide(name, list(facts.values()), tag=tag)
        changed = [key for key, changes in zip(facts, decision.changes, strict=True) if changes]
        for key in changed:
            self._promised[key] = acts.apply(facts[key], decision.sets)
        return decision.name, changed

    def promise_note(self, key: int, text: str) -> None:
        """Show at once the note that will be written of the paper with `key`, as pending."""
        self._promised[key] = replace(self.facts([key])[key], noted=bool(text.strip()))
        self._promised_notes[key] = text

    def act(
        self,
        name: str,
        keys: Sequence[int],
        *,
        tag: str | Sequence[str] = "",
        digest: str | None = None,
    ) -> Outcome:
        """Do an act on papers, as one undo step.

        Args:
            name: An act of `state.acts.EFFECTS` or `TOGGLES`, `tag` or `untag`.
            keys: The papers.
            tag: The tag or tags, for `tag` and `untag`.
            digest: The key of the digest in which they were judged; the newest by default.

        Raises:
            UnknownAct: No act bears the name.
            BadTag: Nothing can be seen of the tag.
        """
        return self._acting.act(name, keys, tag=tag, digest=digest)

    def note(
        self,
        key: int,
        text: str,
        *,
        on: Sequence[str] | None = None,
        digest: str | None = None,
    ) -> Outcome:
        """Write a paper's note (Markdown); an empty text removes it.

        Args:
            key: The paper.
            text: The note.
            on: `Detail.note_versions` as they were when the writing began: what was written since
                then stands beside it. By default it replaces all.
            digest: The key of the digest in which it was written; the newest by default.
        """
        return self._acting.note(key, text, on=on, digest=digest)

    def move(self, key: int, above: int | None, below: int | None) -> Outcome:
        """Move a paper in Later between two others; `None` is an end of it."""
        return self._acting.move(key, above, below)

    def undo(self, *, ask: bool = True) -> Outcome:
        """Take back this session's last act; past it, this device's, after asking once."""
        return self._acting.undo(ask=ask)

    def redo(self) -> Outcome:
        """Bring back what was undone last, as long as nothing was done since."""
        return self._acting.redo()

    def retry(self) -> Outcome:
        """Try again to save what could not be saved."""
        return self._acting.retry()

    def catch_up(self) -> Outcome:
        """Take in what other machines wrote; what other windows did, `reload` shows."""
        return self._acting.catch_up()

    def keep(self, work: Callable[[Keeper], keeper.Outcome]) -> Outcome:
        """Have the keeper do something else: saved views, rules, an import."""
        return self._acting.run(work)

    # What lists show of it

    def settle(self, outcome: Outcome, promised: Iterable[int] = ()) -> None:
        """Let lists show what came of an act.

        Args:
            outcome: What the act gave.
            promised: The papers for which it was promised; they stay pending while it is not saved.
        """
        if outcome.saved:
            for key in promised:
                self._promised.pop(key, None)
                self._promised_notes.pop(key, None)
        for listing in self._lists:
            listing.refresh(outcome.keys)

    def reload(self) -> bool:
        """Let lists show what others wrote into the index: an indexer, or another window.

        Returns:
            Whether there was anything. Lists keep their members and order, so those that should
            hold newcomers are to be opened again; where the index was begun anew, lists of the old
            one are empty now.
        """
        if newest(self.places.index) > self._generation.number:
            self._disconnect()
            self._db, self._generation = open_newest(self.places.index)
            self._connect()
            return True
        seen = self._version()
        if seen == self._seen:
            return False
        self._seen = seen
        self._asker.forget()
        for listing in self._lists:
            listing.refresh()
        return True

    def start_over(self) -> None:
        """Begin the index anew, as it is damaged (`index.generations.is_damage`); then refresh."""
        begin_another(self.places.index, self._generation.number)
        self.reload()

    def _connect(self) -> None:
        reach = partial(connect, self._generation.path, shared=True)
        self._background = Background(reach)
        self._asker = Asker(self._generation.path, self._db)
        self._acting = Acting(lambda: open_keeper(reach(), self.places))
        self._seen = self._version()

    def _disconnect(self) -> None:
        for listing in self._lists:
            listing.close()
        self._promised.clear()
        self._promised_notes.clear()
        self._asker.matcher.stop()
        self._background.close()
        self._acting.close()
        self._db.close()
        self._generation.release()

    def _version(self) -> int:
        """A number that differs once another connection has written."""
        found: int = self._db.execute("PRAGMA data_version").fetchone()[0]
        return found
