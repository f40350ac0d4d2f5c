"""A real HTTP server on loopback that behaves as badly as a test wants it to, and a clock."""

from __future__ import annotations

import asyncio
import contextlib
import gzip
import json
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from daily_papers.fetch.backoff import Clock
from daily_papers.fetch.client import Limits
from daily_papers.fetch.hf import HuggingFace
from daily_papers.fetch.history import History
from daily_papers.fetch.plan import Span
from daily_papers.fetch.run import Event, Fetcher, Job, Totals
from daily_papers.fetch.source import Source

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC).timestamp()
"""A Friday."""


@dataclass(frozen=True)
class Asked:
    """A request as the server got it."""

    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    """By lower-case names."""


@dataclass(frozen=True)
class Reply:
    """An answer, and how it is sent."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    length: int | None = None
    """What `Content-Length` claims, where that is not true."""
    endless: bool = False
    """Whether the body is sent again and again, without a length."""
    pause: float = 0.0
    """Seconds between two of those."""
    stalls: bool = False
    """Whether nothing comes after the body, and the connection stays open."""

    @classmethod
    def json(cls, value: object, **more: Any) -> Reply:
        """An answer in JSON."""
        return cls(json.dumps(value).encode(), **more)

    def compressed(self) -> Reply:
        """The same, compressed."""
        before = self.headers.get("Content-Encoding")
        encoding = f"{before}, gzip" if before else "gzip"
        headers = {**self.headers, "Content-Encoding": encoding}
        return replace(self, body=gzip.compress(self.body), headers=headers)


class Server:
    """The server. What it answers is `answer`, or the next of `first` as long as there are any."""

    def __init__(self) -> None:
        """Listen."""
        self.answer: Callable[[Asked], Reply] = lambda asked: Reply.json([])
        self.first: list[Reply] = []
        self.asked: list[Asked] = []
        self.most_at_once = 0
        self.closing = threading.Event()
        self._now = 0
        self._lock = threading.Lock()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def do_GET(self) -> None:
                outer.handle(self)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.port = int(self._server.server_address[1])
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))
        self._thread.start()

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def days(self) -> list[str]:
        """The days that were asked for, in order."""
        return [asked.query["date"] for asked in self.asked if "date" in asked.query]

    def wrap(self, context: ssl.SSLContext) -> None:
        """Speak TLS from now on."""
        self._server.socket = context.wrap_socket(
            self._server.socket, server_side=True, do_handshake_on_connect=False
        )

    def has(self, days: Mapping[str, list[dict[str, Any]]]) -> None:
        """Serve these days as the real endpoint does, in pages of `limit`."""
        self.answer = lambda asked: Reply.json(_page(days.get(asked.query["date"], []), asked))

    def handle(self, handler: BaseHTTPRequestHandler) -> None:
        """Answer one request."""
        parts = urlsplit(handler.path)
        query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        headers = {name.lower(): value for name, value in handler.headers.items()}
        asked = Asked(parts.path, query, headers)
        with self._lock:
            self.asked.append(asked)
            self._now += 1
            self.most_at_once = max(self.most_at_once, self._now)
            reply = self.first.pop(0) if self.first else None
        try:
            with contextlib.suppress(OSError):
                self._send(handler, reply or self.answer(asked))
        finally:
            with self._lock:
                self._now -= 1

    def _send(self, handler: BaseHTTPRequestHandler, reply: Reply) -> None:
        handler.send_response(reply.status)
        for name, value in reply.headers.items():
            handler.send_header(name, value)
        if reply.endless:
            handler.send_header("Connection", "close")
        elif reply.status != 304:
            length = len(reply.body) if reply.length is None else reply.length
            handler.send_header("Content-Length", str(length))
        handler.end_headers()
        handler.wfile.write(reply.body)
        while reply.endless and not self.closing.wait(reply.pause):
            handler.wfile.write(reply.body)
        if reply.stalls:
            handler.wfile.flush()
            self.closing.wait(30)
        handler.close_connection = reply.endless or reply.stalls or reply.length is not None

    def close(self) -> None:
        """Stop listening."""
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def _page(papers: list[dict[str, Any]], asked: Asked) -> list[dict[str, Any]]:
    limit, page = int(asked.query.get("limit", 50)), int(asked.query.get("p", 0))
    return papers[page * limit : (page + 1) * limit]


class Time:
    """A clock that stands still until somebody sleeps, and then jumps."""

    def __init__(self, now: float = NOON) -> None:
        """Begin at `now`."""
        self.now = now
        self.slept: list[float] = []

    @property
    def clock(self) -> Clock:
        """As fetching takes it."""
        return Clock(lambda: self.now, self._sleep, lambda: 1.0)

    def set(self, year: int, month: int, day: int, hour: int = 12, minute: int = 0) -> None:
        """Jump to a time, in UTC."""
        self.now = datetime(year, month, day, hour, minute, tzinfo=UTC).timestamp()

    async def _sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds
        await asyncio.sleep(0)


@dataclass
class Fetching:
    """A user who fetches, run after run."""

    server: Server
    time: Time
    folder: Path
    limits: Limits = field(default_factory=lambda: Limits(connect=2, silence=2, answer=5))
    source: Source = field(init=False)
    events: list[Event] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Ask the server for Daily Papers."""
        self.source = HuggingFace(self.server.address)

    @property
    def cache(self) -> Path:
        """The cache."""
        return self.folder / "digests"

    @property
    def files(self) -> dict[str, bytes]:
        """All files in the cache, those included that nobody should see."""
        return {path.name: path.read_bytes() for path in sorted(self.cache.iterdir())}

    def run(self, first: str, last: str = "", *, again: bool = False) -> Totals:
        """Fetch the days from `first` to `last`, or that one."""
        span = Span(date.fromisoformat(first), date.fromisoformat(last or first))
        with History(self.folder / "data", self.cache) as history:
            fetcher = Fetcher(self.cache, history, self.time.clock, self.limits)
            return self.do(fetcher, fetcher.days(self.source, span, again=again), again=again)

    def do(self, fetcher: Fetcher, jobs: list[Job], *, again: bool = False) -> Totals:
        """Do these jobs."""
        totals = Totals(len(jobs))
        asyncio.run(fetcher.run(jobs, totals, self.events.append, again=again))
        return totals


def paper(number: int, **more: Any) -> dict[str, Any]:
    """An entry of the endpoint's answer, `2511.00001` for 1."""
    id = f"2511.{number:05}"
    inner = {"id": id, "title": f"Paper {number}", "summary": f"We do {number}.", **more}
    return {"paper": inner, "title": inner["title"]}


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A server, and an environment that leads to no other."""
    for name in ("HF_TOKEN", "HF_ENDPOINT", "ARXIV_ENDPOINT"):
        monkeypatch.delenv(name, raising=False)
    server = Server()
    try:
        yield server
    finally:
        server.close()


@pytest.fixture
def time() -> Time:
    """A clock that nobody waits for."""
    return Time()


@pytest.fixture
def fetching(server: Server, time: Time, tmp_path: Path) -> Fetching:
    """A user with an empty cache."""
    return Fetching(server, time, tmp_path)
