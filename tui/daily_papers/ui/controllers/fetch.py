"""Fetching from the reader: `daily-papers fetch` in a process of its own, and a word on its way."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from daily_papers.paths import Paths
from daily_papers.subprocesses import module_command
from daily_papers.ui.services.subprocesses import output_lines
from daily_papers.ui.strings import toasts

if TYPE_CHECKING:
    from daily_papers.ui.screens.reader import Reader


class FetchController:
    """Brings new digests into the cache; that they are there is noticed by who watches it."""

    def __init__(self, reader: Reader) -> None:
        """Args:
        reader: Tells how far it is.
        """
        self._reader = reader
        self._paths: Paths | None = None
        self._bell = False
        self.words = ""
        """How far it is; nothing where none is under way."""

    def allow(self, paths: Paths, *, bell: bool) -> None:
        """Fetch into the cache of `paths` from now on, and ring when that brought papers."""
        self._paths, self._bell = paths, bell

    def start(self) -> None:
        """Fetch what the configuration says, unless that is under way."""
        if self._paths is None:
            self._reader.say(toasts.DEMO_FETCHES_NOTHING)
        elif not self.words:
            self._tell(toasts.FETCHING)
            self._reader.run_worker(self._run(self._paths), group="fetching")

    async def _run(self, paths: Paths) -> None:
        done = jobs = papers = 0
        trouble = ""
        totals: dict[Any, Any] = {}
        environ = {**os.environ, "DAILY_PAPERS_DATA": str(paths.data)}
        async with output_lines(command(paths), errors=True, environ=environ) as lines:
            async for line in lines:
                match _event(line):
                    case str(said):
                        trouble = trouble or said
                        continue
                    case {"event": "begin", "jobs": jobs}:
                        pass
                    case {"event": "fetched", "papers": came}:
                        done, papers = done + 1, papers + came
                    case {"event": "failed", "words": str(said)}:
                        done, trouble = done + 1, trouble or said
                    case {"event": "waiting", "seconds": seconds}:
                        self._tell(toasts.waiting(seconds))
                        continue
                    case {"event": "end", **totals}:
                        continue
                self._tell(toasts.fetching(done, jobs, papers))
        self._tell("")
        self._end(totals, trouble)

    def _tell(self, text: str) -> None:
        self.words = text
        self._reader.call_later(self._reader.refresh_status)

    def _end(self, totals: Mapping[Any, Any], trouble: str) -> None:
        """Say what came of it: how many new papers, and the first trouble."""
        new, trouble = totals.get("new", 0), totals.get("trouble") or trouble
        brought = toasts.fetched(new) if new or not trouble else ""
        self._reader.call_later(self._reader.say, " · ".join(filter(None, (brought, trouble))))
        if new and self._bell:
            self._reader.call_later(self._reader.app.bell)


def _event(line: bytes) -> dict[Any, Any] | str:
    """What a line tells: an event, or a trouble in words."""
    try:
        told: dict[Any, Any] = json.loads(line)
    except ValueError:
        return line.decode(errors="replace").strip().removeprefix("daily-papers: ")
    return told


def command(paths: Paths) -> list[str]:
    """The command that fetches into the cache of `paths` in a process of its own."""
    where = ("--cache", str(paths.cache), "--profile", paths.profile)
    fetch = ("fetch", "--json", *where, "--config", str(paths.config))
    return module_command("daily_papers", *fetch, end_with_stdin=True)
