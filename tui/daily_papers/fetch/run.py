"""One fetch: the digests that are wanted, two at a time, and what is told of it as it goes."""

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
from daily_papers.fetch.client import Answer, Client, Limits, connections
from daily_papers.fetch.errors import Trouble
from daily_papers.fetch.history import Answered, History
from daily_papers.fetch.plan import Span
from daily_papers.fetch.source import Page, Source, Wanted
from daily_papers.fetch.store import Store

AT_ONCE: Final = 2
"""Calls under way together."""
_MOST_PAGES: Final = 100
_MOST_IN_A_ROW: Final = 3
"""Digests in a row that could not be had, after which no more are asked for."""


@dataclass(frozen=True, slots=True)
class Job:
    """One digest to be fetched."""

    source: Source
    wanted: Wanted


@dataclass(frozen=True, slots=True)
class Fetched:
    """A digest has been fetched."""

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
    """A digest could not be had."""

    source: str
    digest: str
    words: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """A host is left alone for a while."""

    host: str
    seconds: float


Event = Fetched | Failed | Waiting


@dataclass(slots=True)
class Totals:
    """What one fetch came to, so far."""

    jobs: int
    """Digests that were to be fetched."""
    done: int = 0
    papers: int = 0
    new: int = 0
    files: int = 0
    """Written, new or in place of another."""
    calls: int = 0
    failed: list[Failed] = field(default_factory=list)
    passing: bool = False
    """Whether what failed may succeed later by itself."""
    trouble: str = ""
    """Why it ended before its time, in words; of several sources each one's, and each once."""

    def ended(self, troubles: Sequence[Trouble]) -> None:
        """Take in why sources were given up before their time, if any were."""
        self.trouble = " · ".join(dict.fromkeys(map(str, troubles)))
        self.passing = bool(troubles) and all(trouble.passing for trouble in troubles)


@dataclass(frozen=True, slots=True)
class Fetcher:
    """Where fetching writes, and what it goes by."""

    cache: Path
    ledger: History
    clock: Clock = field(default_factory=Clock)
    limits: Limits = field(default_factory=Limits)

    @property
    def today(self) -> date:
        """The day in UTC, by which the sources name their digests."""
        return datetime.fromtimestamp(self.clock.now(), UTC).date()

    def days(self, source: Source, span: Span, *, again: bool = False) -> list[Job]:
        """The jobs for the days of `span` that are worth a call, the newest first.

        Args:
            source: Whom to ask.
            span: The days that are wanted.
            again: Whether days are asked for too that are complete.
        """
        days = plan.days_to_ask(
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
        tell: Callable[[Event], None] = lambda event: None,
    ) -> None:
        """Fetch what is wanted, one source after another, each as far as it can be had.

        Args:
            jobs: What is wanted, a source's together.
            totals: Counts what came, so that it is known too where this is interrupted.
            tell: Called as things happen.

        Raises:
            AtWork: Another fetch fills the same cache.
            OSError, sqlite3.OperationalError: The cache or the ledger cannot be written.
        """
        with self.ledger.alone():
            store = Store(self.cache, self.ledger)
            if not jobs:
                return
            troubles: list[Trouble] = []
            try:
                async with connections(self.limits) as http:
                    client = Client(
                        http,
                        self.ledger,
                        clock=self.clock,
                        limits=self.limits,
                        on_wait=lambda host, seconds: tell(Waiting(host, seconds)),
                    )
                    for _, own in groupby(jobs, key=lambda job: job.source.name):
                        try:
                            await _Run(self, client, store, totals, tell).all(own)
                        except Trouble as trouble:
                            troubles.append(trouble)
            except Trouble as trouble:
                troubles.append(trouble)
            totals.ended(troubles)

    def _fresh(self, source: Source, today: date) -> frozenset[date]:
        return plan.fresh_days(today, source.fresh, source.appears)

    def _is_complete(self, source: Source, day: date) -> bool:
        """Whether `day` was fetched when it changed no more, and its files are still there."""
        finished = self.ledger.finished(source.name, day)
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
        tell: Callable[[Event], None],
    ) -> None:
        self._fetcher = fetcher
        self._ledger = fetcher.ledger
        self._client = client
        self._store = store
        self._totals = totals
        self._tell = tell
        self._in_a_row = 0

    async def all(self, jobs: Iterator[Job]) -> None:
        """Fetch everything; ends early on a trouble that the source's other jobs would meet."""
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
            except Trouble as trouble:
                self._fail(job, trouble)
                continue
            self._in_a_row = 0
            totals = self._totals
            totals.done += 1
            totals.papers += fetched.papers
            totals.new += fetched.new
            totals.files += len(fetched.files)
            self._tell(fetched)

    def _fail(self, job: Job, trouble: Trouble) -> None:
        """Count and tell a failure; end it all where the others are bound to meet it too."""
        if trouble.final:
            raise trouble
        failed = Failed(job.source.name, _digest(job.wanted), str(trouble))
        self._totals.failed.append(failed)
        self._totals.done += 1
        self._tell(failed)
        self._in_a_row += 1
        if self._in_a_row == _MOST_IN_A_ROW:
            raise trouble

    async def _fetch(self, job: Job) -> Fetched:
        """Fetch all pages of one digest."""
        source, wanted = job.source, job.wanted
        held: list[str] = []
        written: list[str] = []
        seen: set[str] = set()
        papers = new = 0
        for number in range(_MOST_PAGES):
            page = await self._page(source, wanted, number, seen)
            papers += page.papers
            new += page.new
            held += page.held
            written += page.written
            if page.last:
                break
        if wanted.day:
            self._ledger.finish(source.name, wanted.day, self._fetcher.clock.now(), held)
        return Fetched(source.name, _digest(wanted), papers, new, tuple(written))

    async def _page(self, source: Source, wanted: Wanted, number: int, seen: set[str]) -> _PageKept:
        """Ask for one page, and keep it.

        Args:
            source: Whom to ask.
            wanted: The digest.
            number: The page of it.
            seen: The ids on the pages before; those of this one are added.
        """
        url = source.url(wanted, number)
        before = self._ledger.answered(url)
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
                raise Trouble(f"{source.name} says that nothing changed, where nothing was known")
            return _PageKept(before.papers, 0, (before.name,), (), before.last)
        if not page.ids or page.ids <= seen:
            # Past the end; or a server that gives the same page whichever is asked for.
            return _PageKept(0, 0, (), (), last=True)
        seen |= page.ids
        kept = self._store.keep(source, wanted, number, answer.body, page.ids)
        self._ledger.answer(
            url,
            Answered(kept.name, kept.sha256, answer.etag, answer.modified, kept.papers, page.last),
        )
        files = (kept.name,) if kept.written else ()
        return _PageKept(kept.papers, kept.new, (kept.name,), files, page.last)


@dataclass(frozen=True, slots=True)
class _PageKept:
    """What came of one page."""

    papers: int
    new: int
    held: tuple[str, ...]
    """The file that holds it, if there is anything in it."""
    written: tuple[str, ...]
    """That file, if it was written now."""
    last: bool


def trending(source: Source, collection: str, today: date) -> Job:
    """The job for what is trending today, a collection of its own."""
    return Job(source, Wanted(collection=names.collection_name(f"{collection} {today}")))


def _digest(wanted: Wanted) -> str:
    return wanted.day.isoformat() if wanted.day else wanted.collection or ""
