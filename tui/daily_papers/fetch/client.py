"""Asks one host after another for pages, and never more often or longer than is decent.

httpx, and not the client of huggingface_hub: that drops the summary, the keywords and the
repository of these records, while an answer is kept here as it came.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Final, TypeVar

import httpx

from daily_papers import __version__
from daily_papers.fetch.backoff import Clock, Rate, asked_for, backoff
from daily_papers.fetch.errors import Trouble, refused, unanswered
from daily_papers.fetch.history import History
from daily_papers.formats import FormatError
from daily_papers.formats.input_file import MAX_WHOLE_FILE

T = TypeVar("T")

AGENT: Final = f"daily-papers/{__version__} (a terminal reader; fetches for one person)"
_LOOPBACK: Final = ("localhost", "127.0.0.1", "[::1]")
_ATTEMPTS_AT_CONTENT: Final = 3
"""Attempts after which an answer that is not what it should be is the last."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What is waited for and taken at most."""

    connect: float = 10.0
    """Seconds until a connection stands."""
    silence: float = 20.0
    """Seconds without a byte."""
    answer: float = 120.0
    """Seconds of one answer, from the first byte sent to the last received."""
    size: int = MAX_WHOLE_FILE
    """Bytes of one answer, unpacked."""
    wait: float = 900.0
    """Seconds that a server may ask to be left alone; where it asks for more, fetching ends."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered."""

    body: bytes | None
    """Unpacked, otherwise as it came; `None` where it is as it was."""
    etag: str = ""
    modified: str = ""


class Client:
    """Calls hosts within their rate, waits as they ask, and tries again what may yet succeed."""

    def __init__(
        self,
        http: httpx.AsyncClient,
        ledger: History,
        *,
        clock: Clock,
        limits: Limits,
        on_wait: Callable[[str, float], None],
    ) -> None:
        """Args:
        http: The connections, as `connections` opens them.
        ledger: Counts the calls.
        clock: The time.
        limits: What is waited for and taken at most.
        on_wait: Told of each wait: for which host, and how many seconds.
        """
        self._http = http
        self._ledger = ledger
        self._clock = clock
        self._limits = limits
        self._on_wait = on_wait
        self._lost: dict[str, Trouble] = {}
        """Hosts of which all further calls are bound to fail, and why."""
        self.calls = 0
        """Calls made so far."""

    async def get(
        self,
        url: str,
        rate: Rate,
        read: Callable[[Answer], T],
        *,
        headers: Mapping[str, str],
        when_denied: str,
        etag: str = "",
        modified: str = "",
    ) -> T:
        """What `read` makes of the answer of `url`.

        Args:
            url: The address.
            rate: How often its host may be called.
            read: Raises `FormatError` where the answer is not what it should be.
            headers: Sent to this host, and not on to where it redirects to.
            when_denied: What may help where the host denies access, in words.
            etag: Of the answer that is there already; where that is still the same none comes.
            modified: Likewise, its `Last-Modified`.

        Raises:
            Trouble: It could not be had.
        """
        conditions = {"If-None-Match": etag} if etag else {}
        if modified and not etag:
            conditions["If-Modified-Since"] = modified
        host = _host(url)
        if lost := self._lost.get(host):
            raise lost
        attempt = 0
        while True:
            attempt += 1
            await self._turn(host, rate)
            try:
                return read(await self._ask(url, {**headers, **conditions}, host, when_denied))
            except FormatError as problem:
                if attempt >= _ATTEMPTS_AT_CONTENT:
                    raise Trouble(f"{host}: {problem}") from None
            except Trouble as trouble:
                if not trouble.passing or attempt >= trouble.attempts:
                    if trouble.final:
                        self._lost[host] = trouble
                    raise
            await self._wait(host, backoff(attempt, self._clock.jitter()))

    async def _turn(self, host: str, rate: Rate) -> None:
        """Wait until a call is within the host's rate, and count it."""
        while wait := self._ledger.call(host, rate, self._clock.now()):
            self._refuse_to_wait_long(host, wait)
            await self._wait(host, wait)
        self.calls += 1

    async def _wait(self, host: str, seconds: float) -> None:
        self._on_wait(host, seconds)
        await self._clock.sleep(seconds)

    def _refuse_to_wait_long(self, host: str, wait: float) -> None:
        if wait > self._limits.wait:
            minutes = round(wait / 60)
            words = f"{host} asks to be left alone for {minutes} minutes; run again then"
            raise Trouble(words, passing=True)

    async def _ask(
        self, url: str, headers: Mapping[str, str], host: str, when_denied: str
    ) -> Answer:
        """The answer of one call.

        Raises:
            Trouble: There is none, or not a good one.
        """
        try:
            async with (
                asyncio.timeout(self._limits.answer),
                self._http.stream("GET", url, headers=headers) as response,
            ):
                self._heed(response, host)
                if response.status_code == httpx.codes.NOT_MODIFIED:
                    return Answer(None)
                body = await self._body(response, host)
                if response.status_code != httpx.codes.OK:
                    raise refused(response.status_code, body, host, when_denied)
                return Answer(
                    body,
                    response.headers.get("etag", ""),
                    response.headers.get("last-modified", ""),
                )
        except TimeoutError:
            seconds = round(self._limits.answer)
            raise Trouble(f"{host} took more than {seconds} s to answer", passing=True) from None
        except httpx.HTTPError as error:
            raise unanswered(error, host) from error
        except (httpx.InvalidURL, ValueError) as error:
            raise Trouble(f"{host}: {error}", final=True) from error

    async def _body(self, response: httpx.Response, host: str) -> bytes:
        """The answer's body, as far as it is not larger than any digest."""
        told = response.headers.get("content-length", "")
        body = bytearray()
        if not told.isdecimal() or int(told) <= self._limits.size:
            async for chunk in response.aiter_bytes():
                body += chunk
                if len(body) > self._limits.size:
                    break
            else:
                return bytes(body)
        most = self._limits.size // (1 << 20)
        raise Trouble(f"{host}: the answer is above {most} MB, which no digest is; not taken")

    def _heed(self, response: httpx.Response, host: str) -> None:
        """Leave the host alone for as long as it asks."""
        now = self._clock.now()
        if wait := asked_for(response.headers, now):
            self._ledger.pause(host, now + wait)


@asynccontextmanager
async def connections(limits: Limits) -> AsyncIterator[httpx.AsyncClient]:
    """Connections through the environment's proxies; to this machine itself there is none.

    Raises:
        Trouble: A proxy of the environment cannot be used.
    """
    times = httpx.Timeout(limits.silence, connect=limits.connect, pool=None)
    try:
        http = httpx.AsyncClient(
            timeout=times,
            follow_redirects=True,
            max_redirects=5,
            headers={"User-Agent": AGENT, "Accept-Encoding": "gzip, deflate"},
            mounts={f"all://{name}": None for name in _LOOPBACK},
        )
    except (ImportError, ValueError, httpx.InvalidURL):
        raise Trouble(
            "the environment's proxy cannot be used: HTTPS_PROXY or ALL_PROXY is to be an http "
            "address (a SOCKS proxy wants `pip install 'httpx[socks]'`)"
        ) from None
    async with http:
        yield http


def _host(url: str) -> str:
    """The host and its port, without a user's name and password."""
    parts = httpx.URL(url)
    return parts.host + (f":{parts.port}" if parts.port else "")
