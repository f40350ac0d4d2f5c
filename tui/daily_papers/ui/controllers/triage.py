"""A triage: verdicts on one paper after another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from daily_papers import humanize
from daily_papers.papers.verdicts import TRIAGE_ACTS, VERDICTS
from daily_papers.ui.context import Context
from daily_papers.ui.controllers.abstract import PageController
from daily_papers.ui.controllers.inbox import TriagePlan
from daily_papers.ui.controllers.links import markdown_link
from daily_papers.ui.controllers.mute_suggestions import MuteSuggestions
from daily_papers.ui.controllers.verdicts import VerdictController
from daily_papers.ui.keys.actions import Action
from daily_papers.ui.keys.dispatcher import KeysReady
from daily_papers.ui.messages import ActFinished
from daily_papers.ui.model.calendar import earlier_unread
from daily_papers.ui.model.triage import Progress, Summary, TriageModel
from daily_papers.ui.strings import labels, names, toasts
from daily_papers.ui.strings.status import key_hint
from daily_papers.ui.widgets.abstract_page import readable
from daily_papers.ui.widgets.triage_page import lay_out_body

if TYPE_CHECKING:
    from daily_papers.papers.rows import Detail, DigestCounts

_REGISTERS: Final = {**{verdict.act: verdict.register for verdict in VERDICTS}, "done": ""}
"""The register that each act sets, as `Facts.verdict` names it."""
_KEPT: Final = tuple(verdict for verdict in VERDICTS if verdict.keeps)


class TriageController:
    """Goes through a queue of papers."""

    def __init__(
        self,
        ctx: Context,
        verdicts: VerdictController,
        suggestions: MuteSuggestions,
        plan: TriagePlan,
        actions: Mapping[str, Action],
    ) -> None:
        """Args:
        ctx: The papers.
        verdicts: Does the acts.
        suggestions: Suggests keywords to mute.
        plan: What to go through.
        actions: What keys do here, by name: for the footer.
        """
        self._ctx = ctx
        self._verdicts = verdicts
        self.suggestions: Final = suggestions
        self._plan = plan
        self._actions = actions
        self.model: Final = TriageModel(plan.queue)
        self.model.page.options = ctx.model.abstract.options
        self._pages = PageController(
            ctx,
            self.model.page,
            lambda detail, page: lay_out_body(
                detail, page.width, ctx.model.appearance, page.options
            ),
        )
        self._hinted = False
        """Whether it was said which keys lead on."""

    def begin(self) -> None:
        """Show the first paper."""
        self._ctx.model.triage = self.model
        self.show()
        self._let_keys_go_on()

    def end(self) -> None:
        """The list is shown again."""
        self._pages.end()
        if self._ctx.model.triage is self.model:
            self._ctx.model.triage = None

    # What keys do

    def decide(self, act: str) -> None:
        """Do a verdict to the paper that is shown, and go on."""
        key = self.model.queue.current
        if key is None:
            return
        self._ctx.host.say("")
        detail = self._ctx.session.library.detail(key)
        if detail is None:
            self._ctx.host.say(toasts.GONE)
            return
        written = self._verdicts.set(act, key, detail.facts)
        self.model.queue.decide(act, written=written)
        self.show()

    def move(self, papers: int) -> None:
        """Go on without a verdict, or back."""
        self.model.queue.move(papers)
        self.show()

    def undo(self) -> None:
        """Undo the last verdict, and go back to its paper."""
        last = self.model.queue.last
        if last and not last.written:
            self.model.queue.undo(last.key)
            self.show()
        else:
            self.model.waits = True
            self._verdicts.undo()

    def scroll(self, pages: int = 0, lines: int = 0) -> None:
        """Scroll the abstract; at its end say, once, which keys lead on."""
        page = self.model.page
        if not (self._hinted or self.model.ended or page.lines_below) and pages + lines > 0:
            self._hinted = True
            keys = self._ctx.keys
            verdicts = [keys[name][0] for name in TRIAGE_ACTS if keys.get(name)]
            self._ctx.host.say(toasts.decide(verdicts) + key_hint(keys, "next_paper", labels.SKIPS))
        if pages:
            page.scroll_pages(pages)
        else:
            page.scroll_by(lines)

    def copy_kept(self) -> None:
        """At the end: copy the papers that were kept, as Markdown."""
        queue, library = self.model.queue, self._ctx.session.library
        kept = [key for verdict in _KEPT for key in queue.with_verdict(verdict.act)]
        details = filter(None, map(library.detail, kept))
        lines = [f"- {markdown_link(detail)}\n" for detail in details]
        if lines:
            self._ctx.host.copy("".join(lines))
        self._ctx.host.say(toasts.copied_papers(len(lines)) if lines else toasts.NOTHING_KEPT)

    def go_through_left(self) -> None:
        """At the end: once more through the papers without a verdict."""
        if self.model.ended and self.model.queue.undecided:
            self.model.queue = self.model.queue.restart()
            self.show()

    def interrupt(self) -> None:
        """Wait for nothing any more."""
        self.model.waits = False

    def _let_keys_go_on(self) -> None:
        """Have what was typed while keys had to wait done now."""
        self.model.waits = False
        self._ctx.host.post(KeysReady())

    # What became of acts

    def act_finished(self, message: ActFinished) -> bool:
        """An act was written, or could not be: show what it changed; an undo leads to its paper.

        Returns:
            Whether the keys that wait are to be dropped: they were meant for a paper to which
            nothing led.
        """
        outcome, queue, last = message.outcome, self.model.queue, self.model.queue.last
        undone = (
            message.from_history
            and outcome.saved
            and not outcome.asks
            and not outcome.profile_changed
        )
        drops = False
        if outcome.profile_changed:
            queue.hide(self._ctx.session.library.muted(queue.keys))
        if undone and last and last.key in outcome.keys:
            queue.undo(last.key)
        elif undone and len(outcome.keys) == 1:
            queue.undo(next(iter(outcome.keys)))
        else:
            drops = message.from_history or not outcome.saved
        self.show()
        return drops

    def continue_after(self, message: ActFinished) -> None:
        """Let keys go on that waited for an undo."""
        if message.from_history or not message.outcome.saved:
            self._let_keys_go_on()

    # Showing

    def show(self) -> None:
        """Show the paper that is to be decided on, or the end."""
        key = self.model.queue.current
        if key is None:
            self._show_end()
        else:
            self._follow(key)
            detail = self._ctx.session.library.detail(key)
            self.model.page.detail = detail
            self.model.scope = self._scope_text(detail)
            self.model.progress = self._progress(detail)
            self.model.keys = self._footer()
        self.model.ended = key is None

    def _show_end(self) -> None:
        queue, plan = self.model.queue, self._plan
        plan.at_end()
        self.model.page.detail = None
        self.model.summary = Summary(
            name=plan.long_name,
            decided=len(queue.verdicts),
            total=queue.total,
            seconds=queue.seconds,
            counts=tuple(
                (verdict.register, len(queue.with_verdict(verdict.act))) for verdict in VERDICTS
            ),
            kept=tuple(
                (verdict.register, self._title_of(key))
                for verdict in _KEPT
                for key in queue.with_verdict(verdict.act)
            ),
        )
        left, older = len(queue.undecided), self.day_before
        lines = [("triage", labels.those_left(left))] if left else []
        if self.model.summary.kept:
            lines.append(("copy_markdown", labels.COPY_LIST))
        if older:
            name = names.digest(older.digest)
            lines.append(("older_day", labels.day_with_unread(name, older.unread)))
        lines += [("undo", labels.BACK_TO_LAST), ("leave", labels.CLOSE)]
        keys = self._ctx.keys
        self.model.end_keys = tuple(
            (keys[name][0], label) for name, label in lines if keys.get(name)
        )

    def _progress(self, detail: Detail | None) -> Progress:
        queue, last = self.model.queue, self.model.queue.last
        done = "" if queue.current in queue.verdicts else None
        return Progress(
            place=queue.position,
            total=queue.total,
            decided=len(queue.verdicts),
            kept=tuple(
                (verdict.register, len(queue.with_verdict(verdict.act))) for verdict in _KEPT
            ),
            last=(_REGISTERS[last.act], self._title_of(last.key)) if last else None,
            undo=next(iter(self._ctx.keys.get("undo", ())), ""),
            following=self._title_of(queue.next) if queue.next else "",
            verdict=(detail.facts.verdict if detail else "") or done,
        )

    def _footer(self) -> tuple[tuple[str, str], ...]:
        """The keys with their labels, in the footer's order."""
        keys = self._ctx.keys
        listed = sorted(
            (each for each in self._actions.values() if each.footer), key=lambda each: each.footer
        )
        return tuple((keys[each.name][0], each.label) for each in listed if keys.get(each.name))

    def _scope_text(self, detail: Detail | None) -> str:
        """The name of what is triaged, and where it spans days the paper's own."""
        entries = detail.entries if detail else ()
        day = next((each.digest.day for each in entries if each.digest.day), None)
        if day is None or self._plan.name == humanize.day(day):
            return self._plan.name
        return f"{self._plan.name} · {humanize.day(day)}"

    def _title_of(self, key: int) -> str:
        """A paper's title; from the list, which has it in memory, where it is in it."""
        rows = self._ctx.model.papers.rows
        index = rows.find(key)
        if index is not None and (row := rows.row(index)):
            return row.title
        detail = self._ctx.session.library.detail(key)
        return readable(detail).title if detail else ""

    def _follow(self, key: int) -> None:
        """Move the list's cursor along, so that whoever leaves, however, is back at this paper."""
        papers = self._ctx.model.papers
        index = papers.rows.find(key)
        if index is not None:
            papers.move_to(index)

    @property
    def day_before(self) -> DigestCounts | None:
        """The next older day with unread papers."""
        found = earlier_unread(self._ctx.model.calendar, self._ctx.model.scope)
        return found[1] if found else None
