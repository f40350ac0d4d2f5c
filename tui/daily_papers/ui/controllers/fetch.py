"""Fetching from the reader: `daily-papers fetch` in a process of its own, and its progress."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from functools import partial
from typing import Any

from daily_papers.paths import Paths
from daily_papers.subprocesses import module_command
from daily_papers.ui.context import Context
from daily_papers.ui.services.subprocesses import output_lines
from daily_papers.ui.strings import toasts


class FetchController:
    """Brings new digests into the cache; the watcher of the cache notices them."""

    def __init__(self, ctx: Context) -> None:
        """Args:
        ctx: Shows the progress.
        """
        self._ctx = ctx
        self._paths: Paths | None = None
        self._bell = False

    def allow(self, paths: Paths, *, bell: bool) -> None:
        """Fetch into the cache of `paths` from now on, and ring when that brought papers."""
        self._paths, self._bell = paths, bell

    def start(self) -> None:
        """Fetch what the configuration says, unless that is under way."""
        if self._paths is None:
            self._ctx.host.say(toasts.DEMO_FETCHES_NOTHING)
        elif not self._ctx.model.fetching:
            self._ctx.model.fetching = toasts.FETCHING
            self._ctx.host.run(partial(self._run, self._paths), group="fetching")

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
                    case {"event": "fetched", "papers": new}:
                        done, papers = done + 1, papers + new
                    case {"event": "failed", "words": str(said)}:
                        done, trouble = done + 1, trouble or said
                    case {"event": "waiting", "seconds": seconds}:
                        self._ctx.model.fetching = toasts.waiting(seconds)
                        continue
                    case {"event": "end", **totals}:
                        continue
                self._ctx.model.fetching = toasts.fetching(done, jobs, papers)
        self._ctx.model.fetching = ""
        self._finish(totals, trouble)

    def _finish(self, totals: Mapping[Any, Any], trouble: str) -> None:
        """Say how many new papers came, and the first trouble."""
        new, trouble = totals.get("new", 0), totals.get("trouble") or trouble
        brought = toasts.fetched(new) if new or not trouble else ""
        self._ctx.host.say(" · ".join(filter(None, (brought, trouble))))
        if new and self._bell:
            self._ctx.host.bell()


def _event(line: bytes) -> dict[Any, Any] | str:
    """What a line reports: an event, or what went wrong."""
    try:
        event: dict[Any, Any] = json.loads(line)
    except ValueError:
        return line.decode(errors="replace").strip().removeprefix("daily-papers: ")
    return event


def command(paths: Paths) -> list[str]:
    """The command that fetches into the cache of `paths` in a process of its own."""
    where = ("--cache", str(paths.cache), "--profile", paths.profile)
    fetch = ("fetch", "--json", *where, "--config", str(paths.config))
    return module_command("daily_papers", *fetch, end_with_stdin=True)
