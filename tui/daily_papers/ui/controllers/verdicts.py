"""Acts on papers: shown at once, written in the background, reported when undone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from daily_papers.papers.rows import Detail, Facts, Row
from daily_papers.papers.verdicts import ADVANCING_ACTS, BY_ACT, TOGGLES
from daily_papers.state import acts
from daily_papers.ui.context import Context
from daily_papers.ui.controllers.later_queue import LaterQueueController
from daily_papers.ui.controllers.mute_suggestions import MuteSuggestions
from daily_papers.ui.controllers.paper_list import PaperListController
from daily_papers.ui.host import Timer
from daily_papers.ui.messages import ActFinished
from daily_papers.ui.strings import errors, toasts
from daily_papers.ui.strings.status import again_hint, undo_hint
from daily_papers.ui.widgets.abstract_page import readable

if TYPE_CHECKING:
    from daily_papers.library import ActResult

_ASK_ABOVE: Final = 100
"""Acts on more papers than this ask once."""


class VerdictController:
    """Does what a key says to the paper under the cursor, or to many."""

    def __init__(
        self,
        ctx: Context,
        papers: PaperListController,
        queue: LaterQueueController,
        suggestions: MuteSuggestions,
    ) -> None:
        """Args:
        ctx: The papers, and who writes.
        papers: Shows what changed.
        queue: Keeps Later in its order.
        suggestions: Hears what is dismissed.
        """
        self._ctx = ctx
        self._list = papers
        self._queue = queue
        self._suggestions = suggestions
        self._asked: tuple[str, int] | None = None
        """The act that the user was asked about, and on how many papers."""
        self._last_action = ""
        """The action of the last key."""
        self._timer: Timer | None = None
        self.read_after = 0.0
        """Seconds after which a paper that is shown counts as read; 0 is never."""
        ctx.model.papers.moved.connect(self._restart_read_timer)

    # On the cursor's paper, or the selection

    def apply(self, name: str) -> str | None:
        """Do an act to the paper under the cursor, or to all that are selected.

        Args:
            name: An act or a toggle of `state.acts`.

        Returns:
            What was done to the paper under the cursor, as said; `None` where nothing was, or to
            the selection. Only of acts after which the cursor goes on.
        """
        model, host = self._ctx.model, self._ctx.host
        if model.papers.selection:
            if self.apply_to_many(name, model.papers.selection.keys()):
                model.papers.selection.clear()
            return None
        paper = self._under_cursor
        if paper is None:
            host.say(toasts.NO_PAPER)
            return None
        key, facts = paper
        decision = acts.decide(name, [facts])
        if any(decision.changes):
            self._act(decision.name, [key])
            said = self._describe(decision.name, [facts])
            if decision.name == "dismiss":
                self._suggestions.dismissed(key)
        else:
            said = toasts.already(acts.describe(name, 1))
        host.say(said)
        return said if decision.name in ADVANCING_ACTS else None

    @property
    def _under_cursor(self) -> tuple[int, Facts] | None:
        """The key of the paper under the cursor, and what was done with it so far.

        Also of one whose row did not come in time to be drawn: what is typed is meant for it.
        """
        papers = self._ctx.model.papers
        if row := papers.row:
            return row.key, row.facts
        facts = self._ctx.session.library.facts([papers.key] if papers.key is not None else [])
        return next(iter(facts.items()), None)

    def apply_to_many(self, name: str, keys: Sequence[int]) -> bool:
        """Do an act to many papers, as one step; on over a hundred the first call only asks.

        Args:
            name: An act or a toggle of `state.acts`.
            keys: The papers.

        Returns:
            Whether it was done, and not asked.
        """
        host, session = self._ctx.host, self._ctx.session
        if len(keys) > _ASK_ABOVE and self._asked != (name, len(keys)):
            self._asked = (name, len(keys))
            host.say(toasts.press_again(len(keys)))
            return False
        self._asked = None
        if len(keys) > _ASK_ABOVE:
            self._apply_in_background(name, keys)
            return True
        before = session.library.facts(keys)
        act, changed = session.library.show_pending(name, keys)
        if changed:
            self._ctx.model.papers.redraw.emit(None)
            session.writer.act(act, changed)
            host.say(self._describe(act, [before[key] for key in changed]))
        else:
            host.say(toasts.all_already(acts.past(act)))
        return True

    def _apply_in_background(self, name: str, keys: Sequence[int]) -> None:
        """Do an act to more papers than a key may ask the index about.

        What is in sight shows it at once, but where a toggle is on for all that is in sight only
        the writer can say what it does.
        """
        session, papers = self._ctx.session, self._ctx.model.papers
        seen = list(set(keys).intersection(papers.keys_in_sight))
        decision = acts.decide(name, list(session.library.facts(seen).values()))
        settled = name not in TOGGLES or decision.name == TOGGLES[name].on
        _, shown = session.library.show_pending(decision.name, seen) if settled else ("", [])
        papers.redraw.emit(None)
        session.writer.act(name, keys, shown=shown)
        self._ctx.host.say(toasts.working_on(len(keys)))

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
            self._suggestions.dismissed(key)
            if facts.starred:
                self._ctx.host.say(self._describe(name, [facts]))
        elif self._suggestions.text:
            self._ctx.host.say(self._suggestions.text.removeprefix(" · "))
        return changes

    # Reading

    def open(self, paper: Row | Detail | None = None) -> None:
        """A paper is opened, the one under the cursor by default, which marks it read."""
        opened = (paper.key, paper.facts) if paper else self._under_cursor
        if opened and opened[1].unread:
            self._act("open", [opened[0]])
            self._ctx.host.say("")

    def _restart_read_timer(self, _: None) -> None:
        """Another paper is shown: it counts as read after a while, where the user wants that."""
        if self._timer:
            self._timer.stop()
        if self.read_after:
            self._timer = self._ctx.host.call_in(self.read_after, self.open)

    def read_rows(self, first: int, end: int) -> None:
        """Mark the papers in the rows from `first` up to `end`, without it, as read."""
        shown = self._ctx.model.papers.rows.keys(first, end)
        unread = self._ctx.session.library.unread(shown)
        keys = [key for key in shown if key in unread]
        if keys:
            self.apply_to_many("read", keys)
        else:
            self._ctx.host.say(toasts.NOTHING_UNREAD_THERE)

    # Questions, undo, and what became of acts

    def answer(self, action: str) -> bool:
        """A key does `action`: where a question is pending, another key than before is a no.

        Returns:
            Whether that was all that the key did, as of esc.
        """
        yes, self._last_action = action == self._last_action, action
        if self._asked is None or yes:
            return False
        if self._asked[0] == "undo":
            self._ctx.session.writer.cancel_undo()
        self._asked = None
        cancelled = action == "back"
        self._ctx.host.say(toasts.CANCELLED if cancelled else "")
        return cancelled

    def undo(self) -> None:
        """Undo the last act."""
        self._ctx.session.writer.undo()

    def redo(self) -> None:
        """Redo what was undone."""
        self._ctx.session.writer.redo()

    def act_finished(self, message: ActFinished) -> None:
        """An act was written, or could not be: draw what it changed, report it."""
        ctx, outcome = self._ctx, message.outcome
        ctx.session.library.show_result(outcome, message.shown)
        if message.from_history:
            self._asked = ("undo", outcome.count) if outcome.asks else None
        if message.from_history or not outcome.saved:
            ctx.host.say(outcome.words + (again_hint(ctx.keys) if outcome.asks else ""))
        elif message.announce:
            ctx.host.say(outcome.words + (undo_hint(ctx.keys) if outcome.count else ""))
        elif ctx.model.trouble and not message.trouble:
            ctx.host.say(toasts.SAVED_NOW)
        ctx.model.trouble = message.trouble
        ctx.model.index_behind = (
            errors.index_behind(outcome.index_error) if outcome.index_error else ""
        )
        if message.from_history:
            self._queue.restore_order()
            self._go_to_changed(outcome)
        self._list.facts_changed(
            outcome.keys.union(message.shown), follow=not ctx.model.rebuilds_index
        )

    def _go_to_changed(self, outcome: ActResult) -> None:
        """Go to the paper that an undo changed; name it where the list does not hold it."""
        listing = self._ctx.model.listing
        index = listing.rows.first_index(outcome.keys) if listing else None
        if index is not None:
            self._ctx.model.papers.move_to(index)
            return
        if len(outcome.keys) == 1 and (detail := self._ctx.session.library.detail(*outcome.keys)):
            self._ctx.host.say(f"{outcome.words} · {readable(detail).title}")

    def _act(self, name: str, keys: Sequence[int]) -> None:
        """Show an act, and have it written."""
        self._ctx.session.library.show_pending(name, keys)
        self._ctx.model.papers.redraw_keys(keys)
        self._ctx.session.writer.act(name, keys)

    def _describe(self, name: str, before: Sequence[Facts]) -> str:
        """What a toast says was done to papers, and how to undo it.

        Args:
            name: The act.
            before: What was done with each of them so far.
        """
        done = acts.describe(name, len(before)) + acts.lost_stars(name, before)
        hints = undo_hint(self._ctx.keys) + self._suggestions.text
        return f"{self._glyph(name)}{done}{hints}"

    def _glyph(self, name: str) -> str:
        """The glyph before the toast's text."""
        if name not in BY_ACT:
            return ""
        return f"{self._ctx.model.appearance.glyphs.verdict(BY_ACT[name].register)} "
