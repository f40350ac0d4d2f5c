"""Triage: one paper at a time, one key a verdict."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from textual import events, on
from textual.app import ComposeResult
from textual.screen import Screen

from daily_papers import humanize
from daily_papers.papers.rows import Detail, DigestCounts
from daily_papers.papers.verdicts import TRIAGE_ACTS
from daily_papers.triage import TriageQueue
from daily_papers.ui.commands.triage import TRIAGE
from daily_papers.ui.controllers.links import LinkController, markdown_link
from daily_papers.ui.keys.dispatcher import KeysReady
from daily_papers.ui.keys.sequences import KeySequences
from daily_papers.ui.messages import ActFinished
from daily_papers.ui.model.calendar import earlier_unread
from daily_papers.ui.strings import labels, names, toasts
from daily_papers.ui.strings.status import key_hint
from daily_papers.ui.widgets.abstract_page import read
from daily_papers.ui.widgets.abstract_view import AbstractView
from daily_papers.ui.widgets.status_line import StatusLine
from daily_papers.ui.widgets.toast import Toast
from daily_papers.ui.widgets.triage_card import Standing, TriageCard
from daily_papers.ui.widgets.triage_end import Summary, TriageEnd

if TYPE_CHECKING:
    from daily_papers.ui.screens.reader import Reader

_FACTS: Final = {"star": "starred", "later": "later", "dismiss": "dismissed", "done": ""}
"""What each verdict sets, as `Facts.verdict` names it."""
_LEAVING: Final = frozenset(("back", "leave", "quit_reader", "interrupt"))
"""Actions that wait for nothing."""


class Triage(Screen[None], inherit_bindings=False):
    """A queue of papers, one by one. Its keys are those of the reader's actions that it knows."""

    CSS = """
    Triage { layers: default over; background: $surface; overflow: hidden; }
    Triage TriageEnd { display: none; }
    Triage.-ended TriageCard { display: none; }
    Triage.-ended TriageEnd { display: block; }
    """

    def __init__(
        self,
        reader: Reader,
        queue: TriageQueue,
        name: str,
        *,
        whole_name: str = "",
        at_end: Callable[[], None] = lambda: None,
    ) -> None:
        """Args:
        reader: Whose papers they are, and who does the acts.
        queue: The papers, and where to begin.
        name: What is gone through, as the top line has it: `31 Jul`.
        whole_name: The same for the end: `Thursday, 31 July`.
        at_end: Called when the last paper was left behind.
        """
        super().__init__()
        self._reader = reader
        self.queue = queue
        self._subject = name
        self._whole_subject = whole_name or name
        self._at_end = at_end
        keymap = {keys: name for keys, name in reader.keymap.items() if name in TRIAGE}
        self._keys = KeySequences(keymap)
        self._leaving = {keys[0] for keys, name in keymap.items() if name in _LEAVING}
        self._waiting = True
        """Whether keys wait: for the first paper, then until it is known where an undo leads."""
        self._led_on = False
        """Whether it was said which keys lead on."""
        self._outside = LinkController(reader, lambda: self.card.detail)

    def compose(self) -> ComposeResult:
        """The paper and the end, one of them in sight."""
        yield TriageCard()
        yield TriageEnd()
        yield Toast()

    def on_mount(self) -> None:
        """Show the first paper."""
        self.card = self.query_one(TriageCard)
        self.end = self.query_one(TriageEnd)
        self.toast = self.query_one(Toast)
        for pane in (self.card, self.end, self.toast):
            pane.appearance = self._reader.appearance
        self.toast.lines_below = 3
        self.card.wishes = self._reader.abstract.wishes
        self._reader.triage = self
        self.show()
        self._let_keys_go_on()

    def on_unmount(self) -> None:
        """The reader is alone again."""
        if self._reader.triage is self:
            self._reader.triage = None

    # Keys

    @property
    def takes_keys(self) -> bool:
        """Whether keys are to come here, and not by way of a pane: always."""
        return True

    def waits(self, token: str, *, behind: bool) -> bool:
        """Keys wait for the undo that is under way, and all of them for the first paper."""
        return self._waiting and (token not in self._leaving or self._reader.triage is not self)

    def take(self, token: str) -> None:
        """Do what a key says."""
        if (stroke := self._keys.feed(token)) and not self._reader.judge.hear(stroke.action):
            TRIAGE[stroke.action].run(self._reader, stroke.count)

    def _let_keys_go_on(self) -> None:
        """Have taken what was typed while keys had to wait."""
        self._waiting = False
        self.post_message(KeysReady())

    # What keys do

    def decide(self, act: str) -> None:
        """Do a verdict to the paper that is shown, and go on."""
        key = self.queue.current
        if key is None:
            return
        self.toast.hide()
        detail = self._reader.open_library.detail(key)
        if detail is None:
            self.say(toasts.GONE)
            return
        written = self._reader.judge.set(act, key, detail.facts)
        self.queue.decide(act, written=written)
        self.show()

    def mute_keyword(self) -> None:
        """Mute the keyword that is offered; papers that have it come no more."""
        self._reader.judge.offering.accept()

    def move(self, papers: int) -> None:
        """Go on without a verdict, or back."""
        self.queue.move(papers)
        self.show()

    def undo(self) -> None:
        """Take the last verdict back, and go back to its paper."""
        last = self.queue.last
        if last and not last.written:
            self.queue.undo(last.key)
            self.show()
        elif self._reader.desk:
            self._waiting = True
            self._reader.judge.undo()

    def scroll(self, pages: int = 0, lines: int = 0) -> None:
        """Scroll the abstract; at its end say, once, which keys lead on."""
        if not (self._led_on or self.ended or self.card.lines_below) and pages + lines > 0:
            self._led_on = True
            keys = self._reader.shown_keys
            verdicts = [keys[name][0] for name in TRIAGE_ACTS if keys.get(name)]
            skip = key_hint(self._reader, "next_paper", labels.SKIPS)
            self.say(toasts.decide(verdicts) + skip)
        if pages:
            self.card.scroll_page(pages)
        else:
            self.card.offset_line += lines

    def open_link(self, number: int) -> None:
        """Open a link of the paper."""
        if not self.ended:
            self._outside.open_number(number)

    def copy_link(self, number: int) -> None:
        """Copy a link of the paper."""
        if not self.ended:
            self._outside.copy_link(number)

    def copy(self) -> None:
        """Copy the paper, or at the end those that were kept, as Markdown."""
        if not self.ended:
            self._outside.copy_markdown()
            return
        kept = [*self.queue.with_verdict("star"), *self.queue.with_verdict("later")]
        details = filter(None, map(self._reader.open_library.detail, kept))
        lines = [f"- {markdown_link(detail)}\n" for detail in details]
        if lines:
            self.app.copy_to_clipboard("".join(lines))
        self.say(toasts.copied_papers(len(lines)) if lines else toasts.NOTHING_KEPT)

    def go_through_left(self) -> None:
        """At the end: once more through the papers without a verdict."""
        if self.ended and self.queue.undecided:
            self.queue = self.queue.restart()
            self.show()

    def to_day_before(self) -> None:
        """At the end: go through the next older day with unread papers."""
        if self.ended and (older := self._day_before):
            self.close()
            self._reader.finder.show(older.digest)
            self._reader.inbox.go_through()

    def close(self) -> None:
        """Back to the list, at the same paper."""
        if self.app.screen is self:
            self.app.pop_screen()
            self._reader.triage = None

    def interrupt(self) -> None:
        """Cancel what is pending; a second time quits."""
        self._waiting = False
        self._reader.interrupt()

    def quit(self) -> None:
        """Quit; the reader may ask first."""
        self._reader.quit()

    def show_help(self) -> None:
        """Show the keys."""
        from daily_papers.ui.screens.help import Help

        self.app.push_screen(Help(self._reader.appearance, self._reader.shown_keys, TRIAGE))

    def say(self, text: str) -> None:
        """Tell something in one line at the bottom right."""
        self.toast.say(text)

    @on(AbstractView.LinkClicked)
    def _open_clicked(self, message: AbstractView.LinkClicked) -> None:
        self._outside.open(message.link.url)

    @on(StatusLine.Clicked)
    def _press(self, message: StatusLine.Clicked) -> None:
        self._reader.press(message.key)

    @on(events.TextSelected)
    def _copy_selected(self) -> None:
        self._outside.copy_text(self.get_selected_text() or "")

    # What came of acts

    def acted(self, message: ActFinished) -> None:
        """An act came to something: show what it changed; an undo leads back to its paper."""
        outcome, last = message.outcome, self.queue.last
        undone = message.by_undo and outcome.saved and not outcome.asks and not outcome.profile
        if outcome.profile:
            self.queue.hide(self._reader.open_library.muted(self.queue.keys))
        if undone and last and last.key in outcome.keys:
            self.queue.undo(last.key)
        elif undone and len(outcome.keys) == 1:
            self.queue.undo(next(iter(outcome.keys)))
        elif message.by_undo or not outcome.saved:
            # What was typed was meant for a paper to which nothing led.
            self._reader.keyboard.drop()
        self.show()
        if message.by_undo or not outcome.saved:
            self._let_keys_go_on()

    # Showing

    @property
    def ended(self) -> bool:
        """Whether the end is shown."""
        return self.queue.current is None

    def show(self) -> None:
        """Show the paper that is to be decided on, or the end."""
        key = self.queue.current
        self.set_class(key is None, "-ended")
        if key is None:
            self._show_end()
            return
        self._follow(key)
        self.card.detail = self._reader.open_library.detail(key)
        self.card.scope = self._scope(self.card.detail)
        self.card.standing = self._standing()
        self.card.keys = self._footer()

    def _show_end(self) -> None:
        queue = self.queue
        self._at_end()
        self.end.summary = Summary(
            name=self._whole_subject,
            decided=len(queue.verdicts),
            total=queue.total,
            seconds=queue.seconds,
            starred=[self._title_of(key) for key in queue.with_verdict("star")],
            later=[self._title_of(key) for key in queue.with_verdict("later")],
            dismissed=len(queue.with_verdict("dismiss")),
        )
        keys = self._reader.shown_keys
        left, older = len(queue.undecided), self._day_before
        lines = [("triage", labels.those_left(left))] if left else []
        if queue.with_verdict("star") or queue.with_verdict("later"):
            lines.append(("copy_markdown", labels.COPY_LIST))
        if older:
            name = names.digest(older.digest)
            lines.append(("older_day", labels.day_with_unread(name, older.unread)))
        lines += [("undo", labels.BACK_TO_LAST), ("leave", labels.CLOSE)]
        self.end.keys = [(keys[name][0], label) for name, label in lines if keys.get(name)]

    def _standing(self) -> Standing:
        queue, last = self.queue, self.queue.last
        return Standing(
            place=queue.position,
            total=queue.total,
            decided=len(queue.verdicts),
            starred=len(queue.with_verdict("star")),
            later=len(queue.with_verdict("later")),
            last=(_FACTS[last.act], self._title_of(last.key)) if last else None,
            undo=next(iter(self._reader.shown_keys.get("undo", ())), ""),
            following=self._title_of(queue.next) if queue.next else "",
            verdict=self._verdict,
        )

    @property
    def _verdict(self) -> str | None:
        """The fact that was decided on the paper that is shown, now or before."""
        detail = self.card.detail
        done = "" if self.queue.current in self.queue.verdicts else None
        return (detail.facts.verdict if detail else "") or done

    def _footer(self) -> list[tuple[str, str]]:
        """The keys with their words, in the footer's order."""
        keys = self._reader.shown_keys
        first = {name: found[0] for name, found in keys.items() if found}
        listed = sorted((each for each in TRIAGE.values() if each.footer), key=lambda x: x.footer)
        return [(first[each.name], each.label) for each in listed if each.name in first]

    def _scope(self, detail: Detail | None) -> str:
        """The name of what is gone through, and where it spans days the paper's own."""
        entries = detail.entries if detail else ()
        day = next((each.digest.day for each in entries if each.digest.day), None)
        if day is None or self._subject == humanize.day(day):
            return self._subject
        return f"{self._subject} · {humanize.day(day)}"

    def _title_of(self, key: int) -> str:
        """A paper's title; from the list, which has it in memory, where it stands in it."""
        rows = self._reader.papers.rows
        index = rows.find(key)
        if index is not None and (row := rows.row(index)):
            return row.title
        detail = self._reader.open_library.detail(key)
        return read(detail).title if detail else ""

    def _follow(self, key: int) -> None:
        """The list's cursor goes along, so that whoever leaves, however, comes back here."""
        papers = self._reader.papers
        index = papers.rows.find(key)
        if index is not None:
            papers.cursor = index

    @property
    def _day_before(self) -> DigestCounts | None:
        """The next older day with unread papers."""
        found = earlier_unread(self._reader.strip.tallies, self._reader.finder.scope)
        return found[1] if found else None
