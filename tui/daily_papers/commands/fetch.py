"""`fetch`: downloads digests into the cache."""

from __future__ import annotations

import sys
import time
from argparse import ArgumentTypeError, Namespace
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Final, TypeVar

from daily_papers.commands.arguments import Parser, day
from daily_papers.commands.context import Context, load_context
from daily_papers.commands.errors import CommandError, UsageError
from daily_papers.commands.output import can_redraw
from daily_papers.commands.registry import Command
from daily_papers.fetch import plan
from daily_papers.fetch.plan import NoSuchTime, Span

if TYPE_CHECKING:
    from daily_papers.commands.fetch_report import Reporter
    from daily_papers.fetch.run import Fetcher, Job, Totals
    from daily_papers.fetch.source import Source

T = TypeVar("T")

_TIMES: Final = ("date", "since", "week", "month", "trending")


def add_arguments(parser: Parser) -> None:
    """The arguments of `fetch`."""
    parser.add_argument("source", nargs="*", metavar="SOURCE", help="hf (the default), arxiv:cs.CL")
    parser.add_argument("--date", metavar="DAY", type=day, help="one day: 2025-07-31")
    parser.add_argument("--since", metavar="DAY", type=day, help="from that day to today")
    parser.add_argument("--until", metavar="DAY", type=day, help="with --since: to that day")
    parser.add_argument("--week", metavar="WEEK", type=_time(plan.week), help="2025-W09")
    parser.add_argument("--month", metavar="MONTH", type=_time(plan.month), help="2025-02")
    parser.add_argument(
        "--trending", action="store_true", help="the trending papers, as a collection"
    )
    parser.add_argument(
        "--again",
        action="store_true",
        help="fetch complete days again, even if the server asks to be left alone",
    )
    parser.add_argument("--quiet", action="store_true", help="print only what failed")
    parser.add_argument("--json", action="store_true", help="report as JSON, one object per line")


def run(options: Namespace) -> int:
    """Fetch; whatever arrives is kept, however it ends."""
    _check_conflicts(options)
    context = load_context(options)
    context.report_problems()
    from daily_papers.commands.open_history import open_history
    from daily_papers.fetch.run import Fetcher

    sources = _sources(options.source or context.config.fetch_sources)
    busy = "another fetch is filling this cache; wait for it, or stop it"
    kept = "; what arrived before is kept"
    with open_history(context.paths, busy=busy, kept=kept) as history:
        fetcher = Fetcher(context.paths.cache, history)
        return _fetch(fetcher, _jobs(options, context, sources, fetcher), options)


def _fetch(fetcher: Fetcher, jobs: list[Job], options: Namespace) -> int:
    import asyncio

    from daily_papers.fetch.run import Totals

    totals = Totals(len(jobs))
    reporter = _reporter(options, totals)
    reporter.begin()
    try:
        asyncio.run(fetcher.run(jobs, totals, reporter.report, again=options.again))
    finally:
        reporter.end()
    if totals.trouble:
        raise CommandError(_failure(totals))
    return 1 if totals.failed else 0


def _failure(totals: Totals) -> str:
    """Why the fetch ended early, and how much is left."""
    reported = totals.trouble in [failed.words for failed in totals.failed]
    why = "too many failures in a row" if reported else totals.trouble
    if totals.done == len(totals.failed):
        return f"{why} · nothing was fetched"
    left = f"{totals.jobs - totals.done:,} of {totals.jobs:,} digests are left"
    return f"{why} · {left}, what arrived is kept; run the same command to continue"


def _jobs(
    options: Namespace, context: Context, sources: list[Source], fetcher: Fetcher
) -> list[Job]:
    """The digests to fetch, each source's newest first.

    Raises:
        Misused: The days end before they begin.
    """
    from daily_papers.fetch.hf import TRENDING
    from daily_papers.fetch.run import trending

    if options.trending:
        if any(source.name != "hf" for source in sources):
            raise UsageError("only hf has a trending list")
        return [trending(source, TRENDING, fetcher.today) for source in sources]
    try:
        span = _span(options, context.config.fetch_days, fetcher.today)
    except NoSuchTime as error:
        raise UsageError(str(error)) from None
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
        raise UsageError(str(error)) from None


def _reporter(options: Namespace, totals: Totals) -> Reporter:
    from daily_papers.commands.fetch_report import Bar, Json, Lines, Quiet

    if options.json:
        return Json(totals)
    if options.quiet:
        return Quiet()
    shows_bar = sys.stdout.isatty() and can_redraw()
    return Bar(totals, time.monotonic) if shows_bar else Lines(totals)


def _check_conflicts(options: Namespace) -> None:
    chosen = [f"--{name}" for name in _TIMES if getattr(options, name)]
    if len(chosen) > 1:
        raise UsageError(f"{' and '.join(chosen)} cannot be combined")
    if options.until and not options.since:
        raise UsageError("--until needs --since; --date takes one day")


def _time(read: Callable[[str], T]) -> Callable[[str], T]:
    """`read` as the type of an option."""

    def convert(text: str) -> T:
        try:
            return read(text)
        except NoSuchTime as error:
            raise ArgumentTypeError(str(error)) from None

    return convert


COMMAND: Final = Command(
    run,
    """\
  daily-papers fetch                                     recent days, as configured
  daily-papers fetch --date 2025-07-31                   one day
  daily-papers fetch --since 2025-01-01 --until 2025-03-31
  daily-papers fetch --month 2025-02                     likewise --week 2025-W09
  daily-papers fetch --trending                          the trending papers, as a collection
  daily-papers fetch hf arxiv:cs.CL --since 2026-11-01   also a category of arXiv

Whatever arrives is kept, and running the same command again continues from there. Exit code 1:
something could not be fetched; in `--json`, "passing" says whether trying again may help.
""",
    add_arguments,
)
