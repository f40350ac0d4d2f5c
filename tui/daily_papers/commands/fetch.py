"""`fetch`: brings digests into the cache from the network."""

from __future__ import annotations

import os
import sqlite3
import sys
import time
from argparse import ArgumentTypeError, Namespace
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Final, TypeVar

from daily_papers.commands.arguments import Parser, day
from daily_papers.commands.command import Command, Failed, Misused
from daily_papers.commands.context import Setup, find_setup
from daily_papers.commands.output import warn
from daily_papers.fetch import plan
from daily_papers.fetch.plan import NoSuchTime, Span

if TYPE_CHECKING:
    from daily_papers.commands.fetch_report import Teller
    from daily_papers.fetch.run import Fetcher, Job, Totals
    from daily_papers.fetch.source import Source

T = TypeVar("T")

_TIMES: Final = ("date", "since", "week", "month", "trending")


def arguments(parser: Parser) -> None:
    """What `fetch` takes."""
    parser.add_argument("source", nargs="*", metavar="SOURCE", help="hf (the default), arxiv:cs.CL")
    parser.add_argument("--date", metavar="DAY", type=day, help="one day: 2025-07-31")
    parser.add_argument("--since", metavar="DAY", type=day, help="from that day to today")
    parser.add_argument("--until", metavar="DAY", type=day, help="with --since: to that day")
    parser.add_argument("--week", metavar="WEEK", type=_time(plan.week), help="2025-W09")
    parser.add_argument("--month", metavar="MONTH", type=_time(plan.month), help="2025-02")
    parser.add_argument("--trending", action="store_true", help="what is trending, as a collection")
    parser.add_argument("--again", action="store_true", help="ask for complete days too")
    parser.add_argument("--quiet", action="store_true", help="tell only what could not be had")
    parser.add_argument("--json", action="store_true", help="tell it as one JSON object a line")


def run(options: Namespace) -> int:
    """Fetch; what came is kept, however it ends."""
    _refuse_contradictions(options)
    setup = find_setup(options)
    for problem in setup.problems:
        warn(str(problem))
    from daily_papers.fetch.history import AtWork, History
    from daily_papers.fetch.run import Fetcher

    sources = _sources(options.source or setup.config.fetch_sources)
    try:
        with History(setup.paths.data, setup.paths.cache) as ledger:
            fetcher = Fetcher(setup.paths.cache, ledger)
            return _fetch(fetcher, _jobs(options, setup, sources, fetcher), options)
    except AtWork:
        raise Failed("another fetch fills this cache; let it finish, or end it") from None
    except sqlite3.Error as error:
        words = f"{setup.paths.data}/fetch cannot be used ({error}); is the disk full?"
        raise Failed(words) from None
    except OSError as error:
        where = os.fsdecode(error.filename or setup.paths.cache)
        raise Failed(f"{where}: {error.strerror or error}; what came before is kept") from None


def _fetch(fetcher: Fetcher, jobs: list[Job], options: Namespace) -> int:
    import asyncio

    from daily_papers.fetch.run import Totals

    totals = Totals(len(jobs))
    teller = _teller(options, totals)
    teller.begin()
    try:
        asyncio.run(fetcher.run(jobs, totals, teller.tell))
    finally:
        teller.end()
    if totals.trouble:
        raise Failed(_why_it_ended(totals))
    return 1 if totals.failed else 0


def _why_it_ended(totals: Totals) -> str:
    """What kept the rest from coming, and how much that is."""
    told = totals.trouble in [failed.words for failed in totals.failed]
    why = "too many failures in a row" if told else totals.trouble
    if totals.done == len(totals.failed):
        return f"{why} · nothing was fetched"
    left = f"{totals.jobs - totals.done:,} of {totals.jobs:,} digests are left"
    return f"{why} · {left}, what came is kept: the same call goes on from there"


def _jobs(options: Namespace, setup: Setup, sources: list[Source], fetcher: Fetcher) -> list[Job]:
    """What is to be fetched, each source's newest digest first.

    Raises:
        Misused: The days end before they begin.
    """
    from daily_papers.fetch.hf import TRENDING
    from daily_papers.fetch.run import trending

    if options.trending:
        if any(source.name != "hf" for source in sources):
            raise Misused("only hf has a trending list")
        return [trending(source, TRENDING, fetcher.today) for source in sources]
    try:
        span = _span(options, setup.config.fetch_days, fetcher.today)
    except NoSuchTime as error:
        raise Misused(str(error)) from None
    return [job for each in sources for job in fetcher.days(each, span, again=options.again)]


def _span(options: Namespace, days: int, today: date) -> Span:
    if options.date:
        return Span(options.date, options.date)
    if options.since:
        return plan.between(options.since, options.until, today)
    chosen: Span | None = options.week or options.month
    return chosen or plan.back(days, today)


def _sources(names: list[str] | tuple[str, ...]) -> list[Source]:
    from daily_papers.fetch.source import BadSource
    from daily_papers.fetch.sources import find_source

    try:
        return [find_source(name) for name in dict.fromkeys(names)]
    except BadSource as error:
        raise Misused(str(error)) from None


def _teller(options: Namespace, totals: Totals) -> Teller:
    from daily_papers.commands.fetch_report import Bar, Json, Lines, Quiet

    if options.json:
        return Json(totals)
    if options.quiet:
        return Quiet()
    on_terminal = sys.stdout.isatty() and sys.stderr.isatty()
    return Bar(totals, time.monotonic) if on_terminal else Lines(totals)


def _refuse_contradictions(options: Namespace) -> None:
    chosen = [f"--{name}" for name in _TIMES if getattr(options, name)]
    if len(chosen) > 1:
        raise Misused(f"{' and '.join(chosen)} exclude each other; leave one out")
    if options.until and not options.since:
        raise Misused("--until wants --since; --date asks for one day")


def _time(read: Callable[[str], T]) -> Callable[[str], T]:
    """`read` as `argparse` wants it."""

    def convert(text: str) -> T:
        try:
            return read(text)
        except NoSuchTime as error:
            raise ArgumentTypeError(str(error)) from None

    return convert


COMMANDS: Final = {
    "fetch": Command(
        run,
        """\
  daily-papers fetch                                     the last days, as the configuration says
  daily-papers fetch --date 2025-07-31                   one day
  daily-papers fetch --since 2025-01-01 --until 2025-03-31
  daily-papers fetch --month 2025-02                     likewise --week 2025-W09
  daily-papers fetch --trending                          the trending list, as a collection
  daily-papers fetch hf arxiv:cs.CL --since 2026-11-01   arXiv's category by its API too

What came is kept, however it ends, and the same call goes on from there. Exit code 1: something
could not be had; `--json` tells in "passing" whether it may come right by itself.
""",
        arguments,
    )
}
