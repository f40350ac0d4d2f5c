"""One fetch: downloads digests, two at a time, and reports its progress as events."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import groupby
from pathlib import Path
from typing import Final

from daily_papers.cache import names
from daily_papers.fetch import plan
from daily_papers.fetch.backoff import Clock
from daily_papers.fetch.client import Answer, Client, Limits, connections, host_of
from daily_papers.fetch.errors import FetchError
from daily_papers.fetch.history import Answered, History
from daily_papers.fetch.plan import Span
from daily_papers.fetch.source import Page, Source, Wanted
from daily_papers.fetch.store import Store

AT_ONCE: Final = 2
"""Calls at the same time."""
_MAX_PAGES: Final = 100
_MAX_FAILURES: Final = 3
"""Failed digests in a row after which a source is given up."""


@dataclass(frozen=True, slots=True)
class Job:
    """One digest to be fetched."""

    source: Source
    wanted: Wanted


@dataclass(frozen=True, slots=True)
class Fetched:
    """A digest was fetched."""

    source: str
    digest: str
    """Its day, or its collection's name."""
    papers: int
    new: int
    """Papers that no file of it held before."""
    files: tuple[str, ...]
    """The files that were written."""


@dataclass(frozen=True, slots=True)
class Failed:
    """A digest could not be fetched."""

    source: str
    digest: str
    words: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """The fetch waits before it calls a host."""

    host: str
    seconds: float


Event = Fetched | Failed | Waiting


@dataclass(slots=True)
class Totals:
    """The totals of one fetch so far."""

    jobs: int
    """Digests to fetch."""
    done: int = 0
    papers: int = 0
    new: int = 0
    files: int = 0
    """Files written, new or replaced."""
    calls: int = 0
    failed: list[Failed] = field(default_factory=list)
    passing: bool = False
    """Whether all errors that ended it early are temporary."""
    trouble: str = ""
    """The errors that ended it early, each once."""

    def end(self, errors: Sequence[FetchError]) -> None:
        """Take in the errors for which sources were given up early, if there are any."""
        self.trouble = " · ".join(dict.fromkeys(map(str, errors)))
        self.passing = bool(errors) and all(error.temporary for error in errors)


@dataclass(frozen=True, slots=True)
class Fetcher:
    """Fetches into one cache."""

    cache: Path
    history: History
    clock: Clock = field(default_factory=Clock)
    limits: Limits = field(default_factory=Limits)

    @property
    def today(self) -> date:
        """The day in UTC, by which the sources name their digests."""
        return datetime.fromtimestamp(self.clock.now(), UTC).date()

    def days(self, source: Source, span: Span, *, again: bool = False) -> list[Job]:
        """The jobs for the days of `span` that may have changed, newest first.

        Args:
            source: The source.
            span: The days.
            again: Whether complete days are fetched again.
        """
        days = plan.days_to_fetch(
            span,
            self.today,
            fresh=self._fresh(source, self.today),
            appears=source.appears,
            complete=lambda day: self._is_complete(source, day),
            again=again,
        )
        return [Job(source, Wanted(day)) for day in days]

    async def run(
        self,
        jobs: Sequence[Job],
        totals: Totals,
        on_event: Callable[[Event], None] = lambda event: None,
        *,
        again: bool = False,
    ) -> None:
        """Run jobs, one source after another; a source that fails does not stop the others.

        Args:
            jobs: The jobs, those of one source in a row.
            totals: Is updated as jobs finish, so that it is right after an interrupt, too.
            on_event: Called with each event.
            again: Whether to call hosts, too, that asked to be left alone.

        Raises:
            AlreadyRunning: Another fetch into the same cache is running.
            OSError, sqlite3.OperationalError: The cache or the history cannot be written.
        """
        with self.history.alone():
            store = Store(self.cache, self.history)
            if not jobs:
                return
            if again:
                for host in {host_of(job.source.url(job.wanted, 0)) for job in jobs}:
                    self.history.end_pause(host)
            errors: list[FetchError] = []
            try:
                async with connections(self.limits) as http:
                    client = Client(
                        http,
                        self.history,
                        clock=self.clock,
                        limits=self.limits,
                        on_wait=lambda host, seconds: on_event(Waiting(host, seconds)),
                    )
                    for _, own in groupby(jobs, key=lambda job: job.source.name):
                        try:
                            await _Run(self, client, store, totals, on_event).all(own)
                        except FetchError as error:
                            errors.append(error)
            except FetchError as error:
                errors.append(error)
            totals.end(errors)

    def _fresh(self, source: Source, today: date) -> frozenset[date]:
        return plan.fresh_days(today, source.fresh, source.appears)

    def _is_complete(self, source: Source, day: date) -> bool:
        """Whether `day` was fetched after its last change, and its files are still there."""
        finished = self.history.finished(source.name, day)
        if not finished:
            return False
        at, held = finished
        then = datetime.fromtimestamp(at, UTC).date()
        return day not in self._fresh(source, then) and all(
            (self.cache / name).is_file() for name in held
        )


class _Run:
    """The work of fetching from one source."""

    def __init__(
        self,
        fetcher: Fetcher,
        client: Client,
        store: Store,
        totals: Totals,
        on_event: Callable[[Event], None],
    ) -> None:
        self._fetcher = fetcher
        self._history = fetcher.history
        self._client = client
        self._store = store
        self._totals = totals
        self._on_event = on_event
        self._failures = 0

    async def all(self, jobs: Iterator[Job]) -> None:
        """Run all jobs; raises the first error that all other jobs would meet, too."""
        try:
            async with asyncio.TaskGroup() as workers:
                for _ in range(AT_ONCE):
                    workers.create_task(self._work(jobs))
        except BaseExceptionGroup as group:
            raise group.exceptions[0] from None
        finally:
            self._totals.calls = self._client.calls

    async def _work(self, jobs: Iterator[Job]) -> None:
        for job in jobs:
            try:
                fetched = await self._fetch(job)
            except FetchError as error:
                self._fail(job, error)
                continue
            self._failures = 0
            totals = self._totals
            totals.done += 1
            totals.papers += fetched.papers
            totals.new += fetched.new
            totals.files += len(fetched.files)
            self._on_event(fetched)

    def _fail(self, job: Job, error: FetchError) -> None:
        """Report a failed job; raise the error where all other jobs would meet it, too."""
        if error.final:
            raise error
        failed = Failed(job.source.name, _digest(job.wanted), str(error))
        self._totals.failed.append(failed)
        self._totals.done += 1
        self._on_event(failed)
        self._failures += 1
        if self._failures == _MAX_FAILURES:
            raise error

    async def _fetch(self, job: Job) -> Fetched:
        """Fetch all pages of one digest."""
        source, wanted = job.source, job.wanted
        held: list[str] = []
        written: list[str] = []
        seen: set[str] = set()
        papers = new = 0
        for number in range(_MAX_PAGES):
            page = await self._page(source, wanted, number, seen)
            papers += page.papers
            new += page.new
            held += page.held
            written += page.written
            if page.last:
                break
        if wanted.day:
            self._history.finish(source.name, wanted.day, self._fetcher.clock.now(), held)
        return Fetched(source.name, _digest(wanted), papers, new, tuple(written))

    async def _page(self, source: Source, wanted: Wanted, number: int, seen: set[str]) -> _PageKept:
        """Fetch one page and write it into the cache.

        Args:
            source: The source.
            wanted: The digest.
            number: The number of the page, from 0.
            seen: The ids on the pages before; those of this one are added.
        """
        url = source.url(wanted, number)
        before = self._history.answered(url)
        if before and not self._store.holds(before.name, before.sha256):
            before = None

        def read(answer: Answer) -> tuple[Answer, Page | None]:
            page = None if answer.body is None else source.read(answer.body, wanted, number)
            return answer, page

        answer, page = await self._client.get(
            url,
            source.rate,
            read,
            headers=source.headers(),
            when_denied=source.when_denied,
            etag=before.etag if before else "",
            modified=before.modified if before else "",
        )
        if answer.body is None or page is None:
            if before is None:
                raise FetchError(
                    f"{source.name} answered that nothing changed, but nothing is in the cache"
                )
            return _PageKept(before.papers, 0, (before.name,), (), before.last)
        if not page.ids or page.ids <= seen:
            # Past the end; or a server that gives the same page whichever is asked for.
            return _PageKept(0, 0, (), (), last=True)
        seen |= page.ids
        kept = self._store.keep(source, wanted, number, answer.body, page.ids)
        self._history.answer(
            url,
            Answered(kept.name, kept.sha256, answer.etag, answer.modified, kept.papers, page.last),
        )
        files = (kept.name,) if kept.written else ()
        return _PageKept(kept.papers, kept.new, (kept.name,), files, page.last)


@dataclass(frozen=True, slots=True)
class _PageKept:
    """The result of one page."""

    papers: int
    new: int
    held: tuple[str, ...]
    """The file that holds it, if there is anything in it."""
    written: tuple[str, ...]
    """That file, if it was written now."""
    last: bool


def trending(source: Source, collection: str, today: date) -> Job:
    """The job for today's trending papers, a collection of their own."""
    return Job(source, Wanted(collection=names.collection_name(f"{collection} {today}")))


def _digest(wanted: Wanted) -> str:
    return wanted.day.isoformat() if wanted.day else wanted.collection or ""
