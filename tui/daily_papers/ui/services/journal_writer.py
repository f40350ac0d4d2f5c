"""The one thread that writes: acts reach the journal in the order in which they were made.

A key only adds a job to the queue; the thread does it and posts the result. Where the disk refuses,
the store holds the act, and it is tried again until it is written.
"""

from __future__ import annotations

import queue
import threading
import traceback
from collections.abc import Callable, Collection, Sequence
from typing import Final

from textual.message import Message

from daily_papers.crash_report import write_report
from daily_papers.library import ActResult, Library
from daily_papers.state.records import Registers
from daily_papers.state.storage import why_not_writable
from daily_papers.state.store import Store
from daily_papers.ui.messages import ActFinished
from daily_papers.ui.strings import errors

_POLL: Final = 0.5
"""Seconds between two looks at what other windows wrote."""

Job = Callable[[], object]


class JournalWriter(threading.Thread):
    """Writes to a library of another thread's, whose acts may be made from any."""

    def __init__(self, library: Library, post: Callable[[Message], object]) -> None:
        """Args:
        library: Where acts are written.
        post: Delivers a message to the reader, from any thread.
        """
        super().__init__(name="journal writer", daemon=True)
        self._library = library
        self._post = post
        self._jobs: queue.Queue[Job | None] = queue.Queue()
        self._unsaved: set[int] = set()
        """The papers that show acts which could not be saved yet."""
        self._failed = ""
        """The last unexpected error of a look."""
        self.waiting = False
        """Whether there are such acts."""
        refused = why_not_writable(library.paths.state)
        self.trouble = errors.not_saving(refused) if refused else ""
        """Why acts cannot be saved; empty where they can."""

    def do(self, job: Job) -> None:
        """Add a job to the queue; what it raises is reported as not saved."""
        self._jobs.put(job)

    def write(
        self,
        work: Callable[[], ActResult],
        shown: Collection[int] = (),
        *,
        from_history: bool = False,
        announce: bool = False,
    ) -> None:
        """Have something written, and post the result.

        Args:
            work: Writes it.
            shown: The papers that show it already.
            from_history: Whether it is an undo or a redo.
            announce: Whether the reader still has to say what was done.
        """

        def job() -> None:
            try:
                outcome = work()
            except Exception as error:
                outcome = _failure(error)
            self._report(ActFinished(outcome, shown, from_history, announce))

        self.do(job)

    def act(
        self,
        name: str,
        keys: Sequence[int],
        *,
        tag: str | Sequence[str] = "",
        shown: Collection[int] | None = None,
    ) -> None:
        """Write an act on the papers with `keys`.

        Args:
            name: An act or a toggle of `state.acts`, `tag` or `untag`.
            keys: The papers.
            tag: The tag or tags.
            shown: Those that show it already; left out where all do and it was said.
        """
        announce = shown is not None
        shown = keys if shown is None else shown
        self.write(lambda: self._library.act(name, keys, tag=tag), shown, announce=announce)

    def write_profile(self, act: str, sets: Registers) -> None:
        """Write saved views or rules, as the act `act`."""
        self.write(lambda: self._library.run(lambda store: store.write(act, [], sets)))

    def undo(self) -> None:
        """Take the last act back."""
        self.write(self._library.undo, from_history=True)

    def cancel_undo(self) -> None:
        """An undo that asked was not meant: the next one asks again."""
        self.do(lambda: self._library.run(Store.cancel_undo))

    def redo(self) -> None:
        """Do the last act that was taken back again."""
        self.write(self._library.redo, from_history=True)

    def close(self) -> None:
        """Write what is still in the queue, and end; waits for it."""
        self._jobs.put(None)
        if self.is_alive():
            self.join()

    def run(self) -> None:
        """Do jobs until closed, and look for what others wrote in between."""
        while True:
            try:
                job = self._jobs.get(timeout=_POLL)
                work = job or self.poll
            except queue.Empty:
                job = work = self.poll
            try:
                work()
            except Exception as error:
                # What fails twice a second is reported once.
                if work != self.poll or str(error) != self._failed:
                    self._failed = str(error)
                    self._report(ActFinished(_failure(error)))
            if job is None:
                return

    def _report(self, acted: ActFinished) -> None:
        if acted.outcome.will_retry:
            self.waiting = True
            self._unsaved.update(acted.shown)
            self.trouble = acted.outcome.words
        elif acted.outcome.count and not self.waiting:
            self.trouble = ""
        acted.trouble = self.trouble
        self._post(acted)

    def poll(self) -> None:
        """Try again what could not be saved; take in what others wrote."""
        if self.waiting and (outcome := self._library.retry()).saved:
            shown, self._unsaved = self._unsaved, set()
            self.waiting, self.trouble = False, ""
            self._post(ActFinished(outcome, shown))
        outcome = self._library.catch_up()
        if outcome.keys or outcome.profile_changed:
            self._post(ActFinished(outcome, trouble=self.trouble))


def _failure(error: Exception) -> ActResult:
    """The result of a job that raised: the act may not be on the disk."""
    return ActResult(errors.not_saved(error, write_report(traceback.format_exc())), saved=False)
