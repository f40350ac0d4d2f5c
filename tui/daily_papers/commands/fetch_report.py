"""How `fetch` tells what it does: a bar on a terminal, lines in a pipe, JSON for programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from typing import Any, Final, Protocol

from daily_papers.commands.output import is_utf8, printable, say, warn, width
from daily_papers.fetch.run import Event, Failed, Fetched, Totals, Waiting
from daily_papers.humanize import quantity

_BAR: Final = 20
_TOLD_WAIT: Final = 5.0
"""Seconds of a wait from which on a pipe is told of it; arXiv's three are usual."""
_NAMES: Final = {Fetched: "fetched", Failed: "failed", Waiting: "waiting"}


class Teller(Protocol):
    """Tells of one fetch."""

    def begin(self) -> None:
        """It begins."""

    def tell(self, event: Event) -> None:
        """Something happened; the totals know of it already."""

    def end(self) -> None:
        """It is over, or was interrupted."""


class Quiet:
    """Tells of nothing but what could not be had."""

    def begin(self) -> None:
        """Nothing."""

    def tell(self, event: Event) -> None:
        """A failure."""
        if isinstance(event, Failed):
            warn(f"{event.source} {event.digest}: {event.words}")

    def end(self) -> None:
        """Nothing."""


class Lines(Quiet):
    """A line for each digest that brought something, and the sum, to standard output."""

    def __init__(self, totals: Totals) -> None:
        """`totals` are what `end` tells."""
        self._totals = totals

    def tell(self, event: Event) -> None:
        """A line, where the event is worth one."""
        super().tell(event)
        if isinstance(event, Fetched) and event.files:
            say(f"{event.source} {printable(event.digest)}: {_papers(event.papers, event.new)}")
        elif isinstance(event, Waiting) and event.seconds >= _TOLD_WAIT:
            say(f"waiting {event.seconds:.0f} s for {printable(event.host)}")
        sys.stdout.flush()  # whoever reads the pipe wants to see it happen

    def end(self) -> None:
        """The sum."""
        _say_sum(self._totals)


class Bar(Quiet):
    """One line on standard error that is drawn again and again, and the sum to standard output."""

    def __init__(self, totals: Totals, now: Callable[[], float]) -> None:
        """Args:
        totals: What the bar shows.
        now: The time, in seconds.
        """
        self._totals = totals
        self._now = now
        self._began = now()
        self._full, self._empty = ("█", "░") if is_utf8() else ("#", ".")

    def begin(self) -> None:
        """An empty bar."""
        if self._totals.jobs:
            self._draw("")

    def tell(self, event: Event) -> None:
        """Draw the bar again."""
        if isinstance(event, Failed):
            self._clear()
        super().tell(event)
        more = ""
        if isinstance(event, Waiting):
            more = f" · waiting {event.seconds:.0f} s for {event.host}"
        self._draw(more)

    def end(self) -> None:
        """The sum in the bar's place."""
        self._clear()
        _say_sum(self._totals)

    def _draw(self, more: str) -> None:
        totals = self._totals
        filled = _BAR * totals.done // max(1, totals.jobs)
        bar = self._full * filled + self._empty * (_BAR - filled)
        words = f"{bar} {totals.done:,}/{totals.jobs:,} days · {quantity(totals.papers, 'paper')}"
        line = f"{words}{self._left()}{printable(more)}"
        print(f"\r{line[: (width() or 80) - 1]}\x1b[K", end="", file=sys.stderr, flush=True)

    def _clear(self) -> None:
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)

    def _left(self) -> str:
        """The time left at the pace so far."""
        if not 0 < self._totals.done < self._totals.jobs:
            return ""
        pace = (self._now() - self._began) / self._totals.done
        minutes, seconds = divmod(round(pace * (self._totals.jobs - self._totals.done)), 60)
        return f" · {minutes}:{seconds:02} left"


class Json:
    """One JSON object a line, `begin` first, and `end` with the totals last."""

    def __init__(self, totals: Totals) -> None:
        """`totals` are what `end` tells."""
        self._totals = totals

    def begin(self) -> None:
        """How many digests there are to fetch."""
        self._say("begin", {"jobs": self._totals.jobs})

    def tell(self, event: Event) -> None:
        """The event."""
        self._say(_NAMES[type(event)], asdict(event))

    def end(self) -> None:
        """The totals."""
        totals = asdict(self._totals)
        self._say("end", totals | {"failed": len(self._totals.failed)})

    def _say(self, event: str, about: dict[str, Any]) -> None:
        say(json.dumps({"event": event, **about}))
        sys.stdout.flush()


def _papers(papers: int, new: int) -> str:
    return quantity(papers, "paper") + (f", {new:,} new" if new != papers else "")


def _say_sum(totals: Totals) -> None:
    """Tell what came; where nothing did, why is all that there is to tell."""
    if not totals.trouble or totals.done > len(totals.failed):
        say(_sum(totals))


def _sum(totals: Totals) -> str:
    if not totals.jobs:
        return "nothing to fetch: every day asked for is complete, or has no digest"
    words = quantity(totals.done - len(totals.failed), "digest")
    words += f", {quantity(totals.papers, 'paper')}, {totals.new:,} new"
    words += f"; {quantity(totals.files, 'file')} written"
    return words + (f"; {len(totals.failed):,} failed" if totals.failed else "")
