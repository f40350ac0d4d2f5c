"""The object through which the reader and the command line change the state.

A store decides what an act sets, appends it to the journal, waits for the disk, and merges what is
new in all journals. Its methods block on the disk, so call them in a worker. They are thread-safe.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import compress
from typing import Final

from daily_papers.papers.model import Paper
from daily_papers.papers.rows import Facts
from daily_papers.state import acts, history
from daily_papers.state.fractional_index import place_between
from daily_papers.state.journal import Clock, Journal, Unsaved, local_now
from daily_papers.state.journal_reader import Chunk
from daily_papers.state.paper_copies import Copy, adds_to, copy_of, trace_of
from daily_papers.state.queries import StateQueries
from daily_papers.state.records import Act, Line, Registers, read_line

_KEEPING: Final = frozenset({"star", "later", "tag", "note"})
"""Acts after which the state holds its own copy of the paper."""
_RESTORED_AT_ONCE: Final = 1000


@dataclass(frozen=True, slots=True)
class Target:
    """A paper to act on."""

    id: str
    """The id that the act is written under."""
    aliases: tuple[str, ...] = ()
    """The other ids that the paper answers to."""
    paper: Paper | None = None
    """What is known of it, for the state's own copy."""
    digest: str | None = None
    """The key of the digest that it was judged in."""

    @property
    def ids(self) -> tuple[str, ...]:
        """Every id it answers to."""
        return (self.id, *self.aliases)


@dataclass(frozen=True, slots=True)
class WriteResult:
    """What came of an act."""

    words: str
    """For a toast: `Starred`, `57 read`, `Undone: 57 read`."""
    changed: frozenset[str] = frozenset()
    """Ids of the papers to be drawn again; `""` where views or rules changed."""
    count: int = 0
    """How many papers the act was on."""
    stamp: str = ""
    """The identity of the line that was written; empty where nothing was."""
    saved: bool = True
    """Whether it is on the disk. If not, `words` says why, and `Store.retry` tries again."""
    asks: bool = False
    """Whether nothing was done yet, and `words` asks: undo again does it."""


NOTHING: Final = WriteResult("Nothing to change")
"""The outcome of an act that would change nothing."""


@dataclass(slots=True)
class _Pending:
    """An act that could not be saved yet."""

    act: Act
    line: Line | None
    """The line, where it may stand on the disk all the same: it is then written as it is."""


class Store:
    """Writes acts to the journal, and merges all journals of the folder."""

    def __init__(
        self, journal: Journal, queries: StateQueries, *, clock: Clock = local_now
    ) -> None:
        """Nothing is read yet: `catch_up` does that.

        Args:
            journal: This device's, with the merged state's positions.
            queries: The merged state; its connection must be usable from the calling threads.
            clock: Tells today, for words such as "yesterday".
        """
        self.journal: Final = journal
        self.queries: Final = queries
        self.fault: sqlite3.Error | None = None
        """Why the merged state does not hold all that is in the journals; `None` where it does."""
        self._clock = clock
        self._lock = threading.RLock()
        self._unsaved: list[_Pending] = []
        self._unmerged: list[Chunk] = []
        self._may_go_back = False

    def moved_to(self, queries: StateQueries) -> Store:
        """A store of the same session over another index, with the acts that wait to be saved.

        It has merged nothing yet: call `catch_up`. The old store must not be used any more.
        """
        self.journal.start_from(queries.positions(), queries.counters())
        moved = Store(self.journal, queries, clock=self._clock)
        moved._unsaved = self._unsaved
        return moved

    @property
    def waits(self) -> bool:
        """Whether there are acts that could not be saved yet."""
        return bool(self._unsaved)

    @property
    def unsaved(self) -> frozenset[str]:
        """Ids of papers with an act that is not on the disk yet."""
        return frozenset(paper for pending in self._unsaved for paper in pending.act.papers)

    def facts(self, targets: Sequence[Target]) -> list[Facts]:
        """What the user did with papers, acts that could not be saved yet included."""
        with self._lock:
            known = self.queries.facts_many([target.ids for target in targets])
            for pending in self._unsaved:
                about = set(pending.act.papers)
                known = [
                    acts.apply(facts, pending.act.registers(paper[0]))
                    if (paper := [name for name in target.ids if name in about])
                    else facts
                    for target, facts in zip(targets, known, strict=True)
                ]
            return known

    def act(
        self, name: str, targets: Sequence[Target], *, tag: str | Sequence[str] = ""
    ) -> WriteResult:
        """Do one act on papers, as one undo step; papers that it would not change are left out.

        Args:
            name: An act of `acts.EFFECTS` or `acts.TOGGLES`, `tag` or `untag`.
            targets: The papers.
            tag: The tag or tags, for `tag` and `untag`.

        Raises:
            UnknownAct: No act bears the name.
            BadTag: Nothing can be seen of the tag.
        """
        with self._lock:
            before = self.facts(targets)
            decision = acts.decide(name, before, tag=tag)
            changed = list(compress(zip(targets, before, strict=True), decision.changes))
            if not changed:
                return NOTHING
            outcome = self.write(decision.name, [each for each, _ in changed], decision.sets)
            lost = acts.lost_stars(decision.name, [facts for _, facts in changed])
            return replace(outcome, words=outcome.words + lost) if outcome.saved else outcome

    def note(self, target: Target, text: str, *, on: Sequence[str] | None = None) -> WriteResult:
        """Write a paper's note (Markdown); an empty text removes it.

        Args:
            target: The paper.
            text: The note.
            on: The stamps of the versions that it replaces: those that the user saw when the
                writing began. What came since then stands beside it. By default all that stand.
        """
        with self._lock:
            held = self.queries.detail(target.ids)
            if held.note == text.strip("\n") and len(held.notes) < 2:
                return NOTHING
            bases = [note.stamp for note in held.notes] if on is None else list(on)
            return self.write("note", [target], {"note": {"text": text, "on": bases}})

    def move(self, target: Target, above: Target | None, below: Target | None) -> WriteResult:
        """Move a queued paper between two others of the Later queue; `None` is an end of it."""
        with self._lock:
            if below is None:
                return self.write("move", [target], {"later": True})
            before = self.queries.place(above.ids) if above else ""
            place = place_between(before, self.queries.place(below.ids))
            return self.write("move", [target], {"later": place})

    def write(self, name: str, targets: Sequence[Target], sets: Registers) -> WriteResult:
        """Write registers as one act; for views and rules there are no targets."""
        papers = tuple(dict.fromkeys(target.id for target in targets))
        with self._lock:
            copies = dict(self._copies(targets, whole=name in _KEEPING))
            return self.record(Act(name, papers, sets, copies=copies))

    def record(self, act: Act) -> WriteResult:
        """Write an act as it is. What cannot be saved is kept, and tried again before the next."""
        with self._lock:
            self._may_go_back = False
            return self._save(act, acts.describe(act.name, len(act.papers)), act.subjects)

    def undo(self, *, ask: bool = True) -> WriteResult:
        """Take back this session's last act, or else this device's.

        Args:
            ask: Whether to ask once before going back past this session.
        """
        with self._lock:
            if trouble := self._not_ready():
                return trouble
            step = history.next_undo(self.queries, self.journal.device, self.journal.session)
            if step is None:
                return WriteResult("Nothing to undo")
            if ask and not step.of_session and not self._may_go_back:
                self._may_go_back = True
                return WriteResult(
                    step.ask(self._clock()), count=len(step.line.act.papers), asks=True
                )
            told = f"Undone: {_uncapitalised(step.words)}"
            return self._save(history.undo_of(step), told, step.line.act.subjects)

    def cancel_undo(self) -> WriteResult:
        """Going back past this session was not meant: `undo` asks again."""
        with self._lock:
            self._may_go_back = False
            return WriteResult("")

    def redo(self) -> WriteResult:
        """Bring back what was undone last, as long as nothing was done since."""
        with self._lock:
            if trouble := self._not_ready():
                return trouble
            step = history.next_redo(self.queries, self.journal.device, self.journal.session)
            if step is None:
                return WriteResult("Nothing to redo")
            told = f"Redone: {_uncapitalised(step.words)}"
            return self._save(history.redo_of(step), told, step.line.act.subjects)

    def retry(self) -> bool:
        """Try again to save what could not be saved; whether all of it is saved now."""
        with self._lock:
            return self._save_waiting() is None

    def catch_up(self) -> set[str]:
        """Take in what other windows and machines wrote.

        Returns:
            Ids of the papers that it is about, `""` where views or rules changed.
        """
        with self._lock:
            merged = self.queries.positions()
            about = self._merge()
            for chunk in self.journal.read_new():
                self._unmerged.append(chunk)
                about |= self._merge()
                if self.fault:
                    return about
            self.journal.compare(merged)
            about |= self._merge()
            self._forget_vanished()
            return about

    def _save(self, act: Act, words: str, about: Iterable[str]) -> WriteResult:
        """Write an act after those that wait; if that fails, it waits too."""
        outcome = WriteResult(words, frozenset(about), len(tuple(about)))
        pending = _Pending(act, None)
        self._unsaved.append(pending)
        try:
            stamp = ""
            while self._unsaved:
                stamp = self._write(self._unsaved[0])
                del self._unsaved[0]
        except Unsaved as reason:
            self._unsaved[0].line = reason.line or self._unsaved[0].line
            return replace(outcome, words=str(reason).capitalize(), saved=False)
        except ValueError as reason:
            self._unsaved.remove(pending)
            return WriteResult(f"Not saved: {reason}", saved=False)
        return replace(outcome, stamp=stamp, changed=outcome.changed | self._merge())

    def _save_waiting(self) -> Unsaved | None:
        """Save the acts that wait; why some of them still cannot be."""
        while self._unsaved:
            try:
                self._write(self._unsaved[0])
            except Unsaved as reason:
                self._unsaved[0].line = reason.line or self._unsaved[0].line
                return reason
            del self._unsaved[0]
            self._merge()
        return None

    def _write(self, pending: _Pending) -> str:
        """Write an act that waits; its stamp."""
        if pending.line is None:
            pending.line = self.journal.append(pending.act)
        else:
            self.journal.write_again([pending.line])
        return pending.line.stamp

    def _merge(self) -> set[str]:
        """Bring the merged state up to what was read. Where it cannot be written now, later."""
        self._unmerged += self.journal.take_news()
        about: set[str] = set()
        try:
            while self._unmerged:
                with self.queries.transaction():
                    about |= self.queries.take_in(self._unmerged[0])
                del self._unmerged[0]
            self.fault = None
        except sqlite3.Error as error:
            self.fault = error
            return about
        if self.journal.shortened:
            self._restore()
        return about

    def _restore(self) -> None:
        """Write again what our own journal lost: a syncer put an older one in its place."""
        there = {line.stamp for line in self.journal.own_lines()}
        every = self.queries.lines_of(self.journal.device)
        lost = [read_line(raw) for stamp, raw in every if stamp not in there]
        lines = [line for line in lost if isinstance(line, Line)]
        try:
            for start in range(0, len(lines), _RESTORED_AT_ONCE):
                self.journal.write_again(lines[start : start + _RESTORED_AT_ONCE])
        except Unsaved:
            return  # the next catch_up tries again
        self.journal.shortened = False
        self._merge()

    def _forget_vanished(self) -> None:
        """Forget how far journals were read that are gone, once nothing of them is missing."""
        gone = self.queries.positions().keys() - self.journal.positions.keys()
        if gone and not self.journal.shortened:
            with suppress(sqlite3.Error), self.queries.transaction():
                self.queries.drop_files(gone)

    def _not_ready(self) -> WriteResult | None:
        """Why undo and redo must wait: they look at what is saved and merged."""
        if reason := self._save_waiting():
            return WriteResult(str(reason).capitalize(), saved=False)
        self._merge()
        return WriteResult(f"Try again: {self.fault}", saved=False) if self.fault else None

    def _copies(self, targets: Sequence[Target], *, whole: bool) -> Iterable[tuple[str, Copy]]:
        """The copies that an act writes: those that tell more than the state's own."""
        for target in targets:
            if target.paper is None or not (whole or target.id.startswith("title:")):
                continue
            copy = (copy_of if whole else trace_of)(target.paper, target.digest)
            if adds_to(copy, self.queries.copy([target.id])):
                yield target.id, copy


def _uncapitalised(words: str) -> str:
    return words[:1].lower() + words[1:]
