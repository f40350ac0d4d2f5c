"""The one thread that writes: acts reach the journal in the order in which they were made.

A key only puts a job on the desk; the thread does it and posts what came of it. Where the disk
refuses, the keeper holds the act, and it is tried again until it is written.
"""

from __future__ import annotations

import queue
import threading
import traceback
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import Final

from textual.message import Message

from tui.cache.library import Library, Outcome
from tui.reports import write_report
from tui.ui.messages import Acted

_LOOK_AROUND: Final = 0.5
"""Seconds between two looks at what other windows wrote."""

Job = Callable[[], object]


class Desk(threading.Thread):
    """Writes to a library of another thread's, whose acts may be made from any."""

    def __init__(self, library: Library, post: Callable[[Message], object]) -> None:
        """Args:
        library: Where acts are written.
        post: Delivers a message to the reader, from any thread.
        """
        super().__init__(name="desk", daemon=True)
        self._library = library
        self._post = post
        self._jobs: queue.Queue[Job | None] = queue.Queue()
        self._unsaved: set[int] = set()

    def do(self, job: Job) -> None:
        """Put a job behind those that wait; what it raises is told as not saved."""
        self._jobs.put(job)

    def write(
        self,
        work: Callable[[], Outcome],
        promised: Collection[int] = (),
        *,
        by_undo: bool = False,
    ) -> None:
        """Have something written, and tell the reader what came of it.

        Args:
            work: Writes it.
            promised: The papers that show it already.
            by_undo: Whether it takes back, or does again, what was done before.
        """
        self.do(lambda: self._tell(Acted(work(), promised, by_undo)))

    def act(self, name: str, keys: Sequence[int], *, tag: str | Sequence[str] = "") -> None:
        """Write an act on the papers with `keys`, which show it already."""
        self.write(lambda: self._library.act(name, keys, tag=tag), keys)

    def undo(self) -> None:
        """Take the last act back."""
        self.write(self._library.undo, by_undo=True)

    def redo(self) -> None:
        """Do the last act that was taken back again."""
        self.write(self._library.redo, by_undo=True)

    def close(self) -> None:
        """Write what is still on the desk, and end; waits for it."""
        self._jobs.put(None)
        if self.is_alive():
            self.join()

    def run(self) -> None:
        """Do jobs until the desk is closed, and look around in between."""
        while True:
            try:
                job = self._jobs.get(timeout=_LOOK_AROUND)
            except queue.Empty:
                self.look_around()
                continue
            if job is None:
                return
            try:
                job()
            except Exception as error:
                # Whatever it was, the user must know that the act may not be on the disk.
                report = write_report(traceback.format_exc())
                words = f"Not saved: {error} · report in {report}"
                self._post(Acted(Outcome(words, saved=False)))

    def _tell(self, acted: Acted) -> None:
        if not acted.outcome.saved:
            self._unsaved.update(acted.promised)
        self._post(acted)

    def look_around(self) -> None:
        """Try again what could not be saved; take in what others wrote."""
        if self._unsaved and (outcome := self._library.retry()).saved:
            self._post(Acted(replace(outcome, words="Saved now"), set(self._unsaved)))
            self._unsaved.clear()
        outcome = self._library.catch_up()
        if outcome.keys or outcome.profile:
            self._post(Acted(outcome))
