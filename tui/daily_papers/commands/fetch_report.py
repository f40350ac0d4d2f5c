"""How `fetch` reports: a progress bar on a terminal, lines in a pipe, JSON for programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from typing import Any, Final, Protocol

from daily_papers.commands.output import is_utf8, printable, redraw, say, warn
from daily_papers.fetch.run import Event, Failed, Fetched, Totals, Waiting
from daily_papers.humanize import quantity

_BAR: Final = 20
"""Cells of the bar."""
_LONG_WAIT: Final = 5.0
"""Seconds from which a wait is reported in a pipe; three are usual for arXiv."""
_NAMES: Final = {Fetched: "fetched", Failed: "failed", Waiting: "waiting"}


class Reporter(Protocol):
    """Reports one fetch."""

    def begin(self) -> None:
        """The fetch begins."""

    def report(self, event: Event) -> None:
        """Something happened; the totals include it already."""

    def end(self) -> None:
        """The fetch is over, or was interrupted."""


class Quiet:
    """Reports only failures."""

    def begin(self) -> None:
        """Print nothing."""

    def report(self, event: Event) -> None:
        """Print a failure."""
        if isinstance(event, Failed):
            warn(f"{event.source} {event.digest}: {event.words}")

    def end(self) -> None:
        """Print nothing."""


class Lines(Quiet):
    """A line for each digest with papers, then the totals, on standard output."""

    def __init__(self, totals: Totals) -> None:
        """`totals` are printed at the end."""
        self._totals = totals

    def report(self, event: Event) -> None:
        """Print a line for a digest, a failure or a long wait."""
        super().report(event)
        if isinstance(event, Fetched) and event.files:
            say(f"{event.source} {printable(event.digest)}: {_papers(event.papers, event.new)}")
        elif isinstance(event, Waiting) and event.seconds >= _LONG_WAIT:
            say(f"waiting {event.seconds:.0f} s for {printable(event.host)}")
        sys.stdout.flush()  # a reader of the pipe sees it at once

    def end(self) -> None:
        """Print the totals."""
        _print_totals(self._totals)


class Bar(Quiet):
    """A progress bar on standard error, then the totals on standard output."""

    def __init__(self, totals: Totals, now: Callable[[], float]) -> None:
        """Args:
        totals: The progress to show.
        now: The time, in seconds.
        """
        self._totals = totals
        self._now = now
        self._began = now()
        self._full, self._empty = ("█", "░") if is_utf8() else ("#", ".")

    def begin(self) -> None:
        """Draw an empty bar."""
        if self._totals.jobs:
            self._draw("")

    def report(self, event: Event) -> None:
        """Redraw the bar."""
        if isinstance(event, Failed):
            redraw()
        super().report(event)
        suffix = ""
        if isinstance(event, Waiting):
            suffix = f" · waiting {event.seconds:.0f} s for {event.host}"
        self._draw(suffix)

    def end(self) -> None:
        """Replace the bar with the totals."""
        redraw()
        _print_totals(self._totals)

    def _draw(self, suffix: str) -> None:
        totals = self._totals
        filled = _BAR * totals.done // max(1, totals.jobs)
        bar = self._full * filled + self._empty * (_BAR - filled)
        text = f"{bar} {totals.done:,}/{totals.jobs:,} days · {quantity(totals.papers, 'paper')}"
        redraw(f"{text}{self._time_left()}{printable(suffix)}")

    def _time_left(self) -> str:
        """The time left at the pace so far: ` · 1:05 left`."""
        if not 0 < self._totals.done < self._totals.jobs:
            return ""
        pace = (self._now() - self._began) / self._totals.done
        minutes, seconds = divmod(round(pace * (self._totals.jobs - self._totals.done)), 60)
        return f" · {minutes}:{seconds:02} left"


class Json:
    """One JSON object a line: `begin`, the events, `end` with the totals."""

    def __init__(self, totals: Totals) -> None:
        """`totals` are printed at the end."""
        self._totals = totals

    def begin(self) -> None:
        """Print how many digests there are to fetch."""
        self._print("begin", {"jobs": self._totals.jobs})

    def report(self, event: Event) -> None:
        """Print the event."""
        self._print(_NAMES[type(event)], asdict(event))

    def end(self) -> None:
        """Print the totals."""
        totals = asdict(self._totals)
        self._print("end", totals | {"failed": len(self._totals.failed)})

    def _print(self, event: str, values: dict[str, Any]) -> None:
        say(json.dumps({"event": event, **values}))
        sys.stdout.flush()


def _papers(papers: int, new: int) -> str:
    return quantity(papers, "paper") + (f", {new:,} new" if new != papers else "")


def _print_totals(totals: Totals) -> None:
    """Print what arrived; nothing if the fetch ended early and nothing did."""
    if not totals.trouble or totals.done > len(totals.failed):
        say(_summary(totals))


def _summary(totals: Totals) -> str:
    if not totals.jobs:
        return "nothing to fetch: all these days are complete or have no digest"
    words = quantity(totals.done - len(totals.failed), "digest")
    words += f", {quantity(totals.papers, 'paper')}, {totals.new:,} new"
    words += f"; {quantity(totals.files, 'file')} written"
    return words + (f"; {len(totals.failed):,} failed" if totals.failed else "")
