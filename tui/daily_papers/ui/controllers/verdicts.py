"""Acts on papers: shown at once, written by the desk, told when they are undone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.timer import Timer

from daily_papers.library import ActResult
from daily_papers.papers.rows import Detail, Facts, Row
from daily_papers.papers.verdicts import TOGGLES
from daily_papers.state import acts
from daily_papers.ui.controllers import later_queue
from daily_papers.ui.controllers.mute_suggestions import MuteSuggestions
from daily_papers.ui.messages import ActFinished
from daily_papers.ui.strings import toasts
from daily_papers.ui.strings.status import again_hint, undo_hint
from daily_papers.ui.widgets.abstract_page import read

if TYPE_CHECKING:
    from daily_papers.ui.screens.reader import Reader

_ASK_ABOVE = 100
"""Acts on more papers than this ask once."""


class VerdictController:
    """Does what a key says to the paper under the cursor, or to many."""

    def __init__(self, reader: Reader) -> None:
        """Args:
        reader: Whose papers are judged.
        """
        self._reader = reader
        self._asked: tuple[str, int] | None = None
        """The act that the user was asked about, and on how many papers."""
        self._heard = ""
        """The action of the last key."""
        self._timer: Timer | None = None
        self.offering = MuteSuggestions(reader)
        self.read_after = 0.0
        """Seconds after which a paper that is shown counts as read; 0 is never."""

    def judge(self, name: str, *, go_on: bool = False) -> None:
        """Do an act to the paper under the cursor, or to all that are selected.

        Args:
            name: An act or a toggle of `state.acts`.
            go_on: Whether the cursor goes on to the next unread, where the act set something.
        """
        if self._reader.selection:
            if self.judge_many(name, self._reader.selected_keys()):
                self._reader.selection.end()
            return
        paper = self._under_cursor
        if paper is None:
            self._reader.say(toasts.NO_PAPER)
            return
        key, facts = paper
        decision = acts.decide(name, [facts])
        if any(decision.changes):
            self._act(decision.name, [key])
            said = self._words(decision.name, [facts])
            if decision.name == "dismiss":
                self.offering.dismissed(key)
        else:
            said = toasts.already(acts.describe(name, 1))
        self._reader.say(said)
        if go_on and decision.name in ("dismiss", "done"):
            self._reader.stepper.to_unread(1, done=said)

    @property
    def _under_cursor(self) -> tuple[int, Facts] | None:
        """The key of the paper under the cursor, and what was done with it so far.

        Also of one whose row did not come in time to be drawn: what is typed is meant for it.
        """
        papers = self._reader.papers
        if row := papers.row:
            return row.key, row.facts
        facts = self._reader.open_library.facts([papers.key] if papers.key is not None else [])
        return next(iter(facts.items()), None)

    def judge_many(self, name: str, keys: Sequence[int]) -> bool:
        """Do an act to many papers, as one step; on over a hundred the first call only asks.

        Args:
            name: An act or a toggle of `state.acts`.
            keys: The papers.

        Returns:
            Whether it was done, and not asked.
        """
        reader = self._reader
        if len(keys) > _ASK_ABOVE and self._asked != (name, len(keys)):
            self._asked = (name, len(keys))
            reader.say(toasts.again_does_it(len(keys)))
            return False
        self._asked = None
        if reader.library and reader.desk:
            if len(keys) > _ASK_ABOVE:
                self._judge_heap(name, keys)
                return True
            before = reader.library.facts(keys)
            act, changed = reader.library.promise(name, keys)
            if changed:
                reader.papers.refresh()
                reader.desk.act(act, changed)
                reader.say(self._words(act, [before[key] for key in changed]))
            else:
                reader.say(toasts.all_already(acts.past(act)))
        return True

    def _judge_heap(self, name: str, keys: Sequence[int]) -> None:
        """Do an act to more papers than a key may ask the index about: the desk sees to them.

        What is in sight shows it at once, but where a toggle is on for all that is in sight only
        the desk can tell what it comes to.
        """
        reader = self._reader
        assert reader.desk is not None
        seen = list(set(keys).intersection(reader.papers.keys_in_sight))
        decision = acts.decide(name, list(reader.open_library.facts(seen).values()))
        settled = name not in TOGGLES or decision.name == TOGGLES[name].on
        _, shown = reader.open_library.promise(decision.name, seen) if settled else ("", [])
        reader.papers.refresh()
        reader.desk.act(name, keys, shown=shown)
        reader.say(toasts.working_on(len(keys)))

    def set(self, name: str, key: int, facts: Facts) -> bool:
        """Do an act that sets, and never toggles, to a paper; whether it changes anything.

        Args:
            name: An act of `state.acts`.
            key: The paper.
            facts: What was done with it so far.
        """
        changes = any(acts.decide(name, [facts]).changes)
        if changes:
            self._act(name, [key])
        if changes and name == "dismiss":
            self.offering.dismissed(key)
            if facts.starred:
                self._reader.say(self._words(name, [facts]))
        elif self.offering.words:
            self._reader.say(self.offering.words.removeprefix(" · "))
        return changes

    def open(self, paper: Row | Detail | None = None) -> None:
        """A paper is opened, the one under the cursor by default, which reads it."""
        opened = (paper.key, paper.facts) if paper else self._under_cursor
        if opened and opened[1].unread:
            self._act("open", [opened[0]])
            self._reader.say("")

    def read_after_a_while(self) -> None:
        """Another paper is shown: it is read by itself after a while, where the user wants that."""
        if self._timer:
            self._timer.stop()
        if self.read_after:
            self._timer = self._reader.set_timer(self.read_after, self.open)

    def read_many(self, first: int, end: int) -> None:
        """The papers in the rows from `first` up to `end`, without it, are read."""
        reader = self._reader
        shown = reader.papers.rows.keys(first, end)
        unread = reader.open_library.unread(shown)
        keys = [key for key in shown if key in unread]
        if keys:
            self.judge_many("read", keys)
        else:
            reader.say(toasts.NOTHING_UNREAD_THERE)

    def hear(self, action: str) -> bool:
        """A key says `action`: where a question is pending, another key than before is a no.

        Returns:
            Whether that was all that the key did, as of esc.
        """
        yes, self._heard = action == self._heard, action
        if self._asked is None or yes:
            return False
        if self._asked[0] == "undo" and self._reader.desk:
            self._reader.desk.stay()
        self._asked = None
        cancelled = action == "back"
        self._reader.say(toasts.CANCELLED if cancelled else "")
        return cancelled

    def undo(self) -> None:
        """Take the last act back."""
        if self._reader.desk:
            self._reader.desk.undo()

    def redo(self) -> None:
        """Do again what was taken back."""
        if self._reader.desk:
            self._reader.desk.redo()

    def acted(self, message: ActFinished) -> None:
        """An act came to something: draw what it changed, say what has to be said."""
        reader, outcome = self._reader, message.outcome
        reader.open_library.settle(outcome, message.promised)
        if message.by_undo:
            self._asked = ("undo", outcome.count) if outcome.asks else None
        if message.by_undo or not outcome.saved:
            reader.say(outcome.words + (again_hint(reader) if outcome.asks else ""))
        elif message.untold:
            reader.say(outcome.words + (undo_hint(reader) if outcome.count else ""))
        elif reader.finder.trouble and not message.trouble:
            reader.say(toasts.SAVED_NOW)
        reader.finder.trouble = message.trouble
        reader.finder.remaking.tell_behind(outcome.behind)
        if message.by_undo:
            later_queue.follow(reader)
            self._go_to_changed(outcome)
        reader.finder.changed(outcome.keys.union(message.promised))
        if outcome.profile:
            reader.saving.changed(outcome)

    def _go_to_changed(self, outcome: ActResult) -> None:
        """Go to the paper that an undo changed; name it where the list does not hold it."""
        reader = self._reader
        index = reader.finder.shown.rows.first_of(outcome.keys) if reader.finder.shown else None
        if index is not None:
            reader.papers.cursor = index
            return
        detail = reader.open_library.detail(*outcome.keys) if len(outcome.keys) == 1 else None
        if detail:
            reader.say(f"{outcome.words} · {read(detail).title}")

    def _act(self, name: str, keys: Sequence[int]) -> None:
        """Show an act, and put it on the desk."""
        reader = self._reader
        if reader.library and reader.desk:
            reader.library.promise(name, keys)
            reader.papers.refresh_keys(keys)
            reader.desk.act(name, keys)

    def _words(self, name: str, before: Sequence[Facts]) -> str:
        """What a toast says was done to papers, and how it is taken back.

        Args:
            name: The act.
            before: What was done with each of them so far.
        """
        told = acts.describe(name, len(before)) + acts.lost_stars(name, before)
        done = f"{self._mark(name)}{told}"
        return done + undo_hint(self._reader) + self.offering.words

    def _mark(self, name: str) -> str:
        """The glyph before the toast's words."""
        fact = {"star": "starred", "later": "later", "dismiss": "dismissed"}.get(name)
        return f"{self._reader.appearance.glyphs.verdict(fact)} " if fact else ""
