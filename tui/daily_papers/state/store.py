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
from daily_papers.papers.verdicts import QUEUE
from daily_papers.state import acts, history
from daily_papers.state.fractional_index import key_between
from daily_papers.state.journal import Clock, Journal, SaveError, local_now
from daily_papers.state.journal_reader import Chunk
from daily_papers.state.paper_copies import Copy, adds_to, full_copy, minimal_copy
from daily_papers.state.queries import StateQueries
from daily_papers.state.records import Act, Line, Registers, read_line

_RESTORE_BATCH: Final = 1000


@dataclass(frozen=True, slots=True)
class Target:
    """A paper to act on."""

    id: str
    """The id under which acts on it are written."""
    aliases: tuple[str, ...] = ()
    """Its other ids."""
    paper: Paper | None = None
    """What is known of it, for the state's own copy."""
    digest: str | None = None
    """The key of the digest in which the user met it."""

    @property
    def ids(self) -> tuple[str, ...]:
        """All its ids."""
        return (self.id, *self.aliases)


@dataclass(frozen=True, slots=True)
class WriteResult:
    """The result of an act."""

    words: str
    """What to show: `Starred`, `57 read`, `Undone: 57 read`."""
    changed: frozenset[str] = frozenset()
    """Ids of the papers that changed; `""` if views or rules did."""
    count: int = 0
    """How many papers the act was on."""
    stamp: str = ""
    """The stamp of the line that was written; empty if none was."""
    saved: bool = True
    """Whether it is on the disk. If not, `words` says why, and `Store.retry` tries again."""
    asks: bool = False
    """Whether nothing was done yet: `words` is a question, and another undo confirms it."""


NOTHING: Final = WriteResult("Nothing to change")
"""The result of an act that would change nothing."""


@dataclass(slots=True)
class _Unsaved:
    """An act that could not be saved yet."""

    act: Act
    line: Line | None
    """The line, if it may have reached the disk all the same: it is then appended unchanged."""


class Store:
    """Writes acts to the journal, and merges all journals of the folder."""

    def __init__(
        self, journal: Journal, queries: StateQueries, *, clock: Clock = local_now
    ) -> None:
        """Reads nothing yet; see `catch_up`.

        Args:
            journal: This device's journal, with the positions and counters of `queries`.
            queries: The merged state; its connection must be usable from the calling threads.
            clock: The current time, for words such as "yesterday".
        """
        self.journal: Final = journal
        self.queries: Final = queries
        self.merge_error: sqlite3.Error | None = None
        """Why lines that were read could not be merged; `None` if all are merged."""
        self._clock = clock
        self._lock = threading.RLock()
        self._unsaved: list[_Unsaved] = []
        self._unmerged: list[Chunk] = []
        self._confirmed = False

    def reopened(self, queries: StateQueries) -> Store:
        """A store of the same session over another index, with the acts that wait to be saved.

        It has merged nothing yet: call `catch_up`. The old store must not be used any more.
        """
        self.journal.continue_from(queries.positions(), queries.counters())
        moved = Store(self.journal, queries, clock=self._clock)
        moved._unsaved = self._unsaved
        return moved

    @property
    def has_unsaved(self) -> bool:
        """Whether there are acts that are not saved yet."""
        return bool(self._unsaved)

    @property
    def unsaved(self) -> frozenset[str]:
        """Ids of the papers of acts that are not saved yet."""
        return frozenset(paper for pending in self._unsaved for paper in pending.act.papers)

    def facts(self, targets: Sequence[Target]) -> list[Facts]:
        """What the user did with papers, acts that are not saved yet included."""
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
        """Do an act on papers, as one undo step; papers that it would not change are left out.

        Args:
            name: An act of `acts.EFFECTS` or `acts.TOGGLES`, `tag` or `untag`.
            targets: The papers.
            tag: The tag or tags, for `tag` and `untag`.

        Raises:
            UnknownAct: There is no act with this name.
            BadTag: A tag has no visible characters.
        """
        with self._lock:
            before = self.facts(targets)
            decision = acts.decide(name, before, tag=tag)
            changed = list(compress(zip(targets, before, strict=True), decision.changes))
            if not changed:
                return NOTHING
            result = self.write(decision.name, [target for target, _ in changed], decision.sets)
            lost = acts.lost_stars(decision.name, [facts for _, facts in changed])
            return replace(result, words=result.words + lost) if result.saved else result

    def note(self, target: Target, text: str, *, on: Sequence[str] | None = None) -> WriteResult:
        """Write a paper's note (Markdown); an empty text removes it.

        Args:
            target: The paper.
            text: The note.
            on: The stamps of the versions that it replaces: those that the user saw when they
                began to write. Versions written since then stay current. All by default.
        """
        with self._lock:
            held = self.queries.detail(target.ids)
            if held.note == text.strip("\n") and len(held.notes) < 2:
                return NOTHING
            bases = [note.stamp for note in held.notes] if on is None else list(on)
            return self.write("note", [target], {"note": {"text": text, "on": bases}})

    def move(self, target: Target, above: Target | None, below: Target | None) -> WriteResult:
        """Move a paper between two others of the Later queue; `None` is an end of the queue."""
        with self._lock:
            if below is None:
                return self.write("move", [target], {QUEUE: True})
            before = self.queries.queue_key(above.ids) if above else ""
            key = key_between(before, self.queries.queue_key(below.ids))
            return self.write("move", [target], {QUEUE: key})

    def write(self, name: str, targets: Sequence[Target], sets: Registers) -> WriteResult:
        """Write registers as one act; without targets, those of the profile."""
        papers = tuple(dict.fromkeys(target.id for target in targets))
        with self._lock:
            copies = dict(self._copies(targets, full=name in acts.COPYING))
            return self.record(Act(name, papers, sets, copies=copies))

    def record(self, act: Act) -> WriteResult:
        """Write an act. If it cannot be saved, it is kept, and saved before the next act."""
        with self._lock:
            self._confirmed = False
            return self._save(act, acts.describe(act.name, len(act.papers)), act.subjects)

    def undo(self, *, ask: bool = True) -> WriteResult:
        """Undo this session's last act, or else this device's.

        Args:
            ask: Whether to ask once before going back beyond this session.
        """
        with self._lock:
            if reason := self._not_ready():
                return reason
            step = history.next_undo(self.queries, self.journal.device, self.journal.session)
            if step is None:
                return WriteResult("Nothing to undo")
            if ask and not step.of_session and not self._confirmed:
                self._confirmed = True
                return WriteResult(
                    step.question(self._clock()), count=len(step.line.act.papers), asks=True
                )
            words = f"Undone: {_uncapitalised(step.words)}"
            return self._save(Act("undo", void=step.line.stamp), words, step.line.act.subjects)

    def cancel_undo(self) -> WriteResult:
        """Do not go back beyond this session: `undo` asks again."""
        with self._lock:
            self._confirmed = False
            return WriteResult("")

    def redo(self) -> WriteResult:
        """Redo what was undone last, unless something was done since."""
        with self._lock:
            if reason := self._not_ready():
                return reason
            step = history.next_redo(self.queries, self.journal.device, self.journal.session)
            if step is None:
                return WriteResult("Nothing to redo")
            words = f"Redone: {_uncapitalised(step.words)}"
            return self._save(Act("redo", unvoid=step.line.stamp), words, step.line.act.subjects)

    def retry(self) -> bool:
        """Try again to save the acts that are not saved yet; whether all are saved now."""
        with self._lock:
            return self._save_unsaved() is None

    def catch_up(self) -> set[str]:
        """Merge what other windows and machines wrote.

        Returns:
            The ids of the papers that it is about; `""` if views or rules changed.
        """
        with self._lock:
            merged = self.queries.positions()
            about = self._merge()
            for chunk in self.journal.read_new():
                self._unmerged.append(chunk)
                about |= self._merge()
                if self.merge_error:
                    return about
            self.journal.check_own(merged)
            about |= self._merge()
            self._forget_vanished()
            return about

    def _save(self, act: Act, words: str, about: Iterable[str]) -> WriteResult:
        """Save an act after those that are not saved yet; if that fails, it is kept with them."""
        result = WriteResult(words, frozenset(about), len(tuple(about)))
        pending = _Unsaved(act, None)
        self._unsaved.append(pending)
        try:
            stamp = ""
            while self._unsaved:
                stamp = self._write(self._unsaved[0])
                del self._unsaved[0]
        except SaveError as reason:
            self._unsaved[0].line = reason.line or self._unsaved[0].line
            return replace(result, words=str(reason).capitalize(), saved=False)
        except ValueError as reason:
            self._unsaved.remove(pending)
            return WriteResult(f"Not saved: {reason}", saved=False)
        return replace(result, stamp=stamp, changed=result.changed | self._merge())

    def _save_unsaved(self) -> SaveError | None:
        """Save the acts that are not saved yet; why that failed, or `None`."""
        while self._unsaved:
            try:
                self._write(self._unsaved[0])
            except SaveError as reason:
                self._unsaved[0].line = reason.line or self._unsaved[0].line
                return reason
            del self._unsaved[0]
            self._merge()
        return None

    def _write(self, pending: _Unsaved) -> str:
        """Append an act to the journal; its stamp."""
        if pending.line is None:
            pending.line = self.journal.append(pending.act)
        else:
            self.journal.append_again([pending.line])
        return pending.line.stamp

    def _merge(self) -> set[str]:
        """Merge what was read; on an error, it is tried again the next time."""
        self._unmerged += self.journal.take_new()
        about: set[str] = set()
        try:
            while self._unmerged:
                with self.queries.transaction():
                    about |= self.queries.merge_chunk(self._unmerged[0])
                del self._unmerged[0]
            self.merge_error = None
        except sqlite3.Error as error:
            self.merge_error = error
            return about
        if self.journal.lost_lines:
            self._restore()
        return about

    def _restore(self) -> None:
        """Append the lines that our own journal lost, as when a syncer replaced it."""
        present = {line.stamp for line in self.journal.own_lines()}
        every = self.queries.lines_of(self.journal.device)
        lost = [(stamp, read_line(raw)) for stamp, raw in every if stamp not in present]
        # A damaged table must not write into a journal.
        lines = [line for stamp, line in lost if isinstance(line, Line) and line.stamp == stamp]
        try:
            for start in range(0, len(lines), _RESTORE_BATCH):
                self.journal.append_again(lines[start : start + _RESTORE_BATCH])
        except SaveError:
            return  # the next catch_up tries again
        self.journal.lost_lines = False
        self._merge()

    def _forget_vanished(self) -> None:
        """Forget the positions of journals that were removed, once no line is missing."""
        gone = self.queries.positions().keys() - self.journal.positions.keys()
        if gone and not self.journal.lost_lines:
            with suppress(sqlite3.Error), self.queries.transaction():
                self.queries.forget_files(gone)

    def _not_ready(self) -> WriteResult | None:
        """Save and merge everything, as undo and redo need it; the error where that fails."""
        if reason := self._save_unsaved():
            return WriteResult(str(reason).capitalize(), saved=False)
        self._merge()
        if self.merge_error:
            return WriteResult(f"Try again: {self.merge_error}", saved=False)
        return None

    def _copies(self, targets: Sequence[Target], *, full: bool) -> Iterable[tuple[str, Copy]]:
        """The copies of papers that an act writes: those that add to the state's own."""
        for target in targets:
            if target.paper is None or not (full or target.id.startswith("title:")):
                continue
            copy = (full_copy if full else minimal_copy)(target.paper, target.digest)
            if adds_to(copy, self.queries.copy([target.id])):
                yield target.id, copy


def _uncapitalised(words: str) -> str:
    return words[:1].lower() + words[1:]
