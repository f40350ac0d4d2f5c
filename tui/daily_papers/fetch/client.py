"""The HTTP client: rate limits, pauses that servers ask for, retries, and limits of size and time.

It uses httpx and not huggingface_hub, which drops the summary, the keywords and the repository of
these records, while answers are kept here verbatim.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Final, TypeVar

import httpx

from daily_papers import __version__
from daily_papers.fetch.backoff import MAX_PAUSE, Clock, Rate, backoff, requested_pause
from daily_papers.fetch.content_encoding import (
    ACCEPTED,
    Damaged,
    Decoder,
    TooLarge,
    UnknownEncoding,
)
from daily_papers.fetch.errors import FetchError, connection_error, status_error
from daily_papers.fetch.history import History
from daily_papers.formats import FormatError
from daily_papers.formats.input_file import MAX_WHOLE_FILE

T = TypeVar("T")

AGENT: Final = f"daily-papers/{__version__} (a terminal reader; fetches for one person)"
_LOOPBACK: Final = ("localhost", "127.0.0.1", "[::1]")
_MAX_BAD_ANSWERS: Final = 3
"""Attempts at a page whose answers cannot be read."""
_MAX_LENGTH_DIGITS: Final = 15
"""Digits of a `Content-Length`; Python refuses to read thousands."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one call."""

    connect: float = 10.0
    """Seconds to connect."""
    silence: float = 20.0
    """Seconds without a byte."""
    answer: float = 120.0
    """Seconds of one call in all, however slowly it is answered."""
    size: int = MAX_WHOLE_FILE
    """Bytes of one answer, decompressed."""
    wait: float = 900.0
    """Seconds to wait where a server asks for a pause; where it asks for more, fetching ends."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one call."""

    body: bytes | None
    """Decompressed, otherwise verbatim; `None` where it did not change."""
    etag: str = ""
    modified: str = ""


class Client:
    """Calls hosts within their rate, waits as they ask, and retries after temporary errors."""

    def __init__(
        self,
        http: httpx.AsyncClient,
        history: History,
        *,
        clock: Clock,
        limits: Limits,
        on_wait: Callable[[str, float], None],
    ) -> None:
        """Args:
        http: The connections, as `connections` opens them.
        history: Counts the calls.
        clock: The clock.
        limits: The limits of each call.
        on_wait: Called before each wait, with the host and the seconds.
        """
        self._http = http
        self._history = history
        self._clock = clock
        self._limits = limits
        self._on_wait = on_wait
        self._failed: dict[str, FetchError] = {}
        """The errors of hosts to which all further calls would fail, too."""
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
        """What `read` returns for the answer from `url`.

        Args:
            url: The address.
            rate: How often its host may be called.
            read: Raises `FormatError` where the answer cannot be read.
            headers: Sent to this host, and not to where it redirects.
            when_denied: What the user can do where the host denies access.
            etag: The `ETag` of the answer in the cache; while it holds, `body` is `None`.
            modified: Its `Last-Modified`, likewise.

        Raises:
            FetchError: It cannot be fetched.
        """
        conditions = {"If-None-Match": etag} if etag else {}
        if modified and not etag:
            conditions["If-Modified-Since"] = modified
        host = host_of(url)
        if error := self._failed.get(host):
            raise error
        attempt = 0
        while True:
            attempt += 1
            await self._turn(host, rate)
            try:
                return read(await self._ask(url, {**headers, **conditions}, host, when_denied))
            except FormatError as error:
                if attempt >= _MAX_BAD_ANSWERS:
                    raise FetchError(f"{host}: {error}") from None
            except FetchError as error:
                if not error.temporary or attempt >= error.attempts:
                    if error.final:
                        self._failed[host] = error
                    raise
            await self._wait(host, backoff(attempt, self._clock.jitter()))

    async def _turn(self, host: str, rate: Rate) -> None:
        """Wait until a call is within the host's rate, and count it."""
        while wait := self._history.call(host, rate, self._clock.now()):
            self._refuse_to_wait_long(host, wait)
            await self._wait(host, wait)
        self.calls += 1

    async def _wait(self, host: str, seconds: float) -> None:
        self._on_wait(host, seconds)
        await self._clock.sleep(seconds)

    def _refuse_to_wait_long(self, host: str, wait: float) -> None:
        if wait > self._limits.wait:
            time = "a day or longer" if wait > MAX_PAUSE - 60 else f"{round(wait / 60)} minutes"
            raise FetchError(
                f"{host} asks to be left alone for {time}; run again then, or now with --again",
                temporary=True,
            )

    async def _ask(
        self, url: str, headers: Mapping[str, str], host: str, when_denied: str
    ) -> Answer:
        """The answer to one call.

        Raises:
            FetchError: There is none, or its status is no success.
        """
        try:
            async with (
                asyncio.timeout(self._limits.answer),
                self._http.stream("GET", url, headers=headers) as response,
            ):
                self._record_pause(response, host)
                if response.status_code == httpx.codes.NOT_MODIFIED:
                    return Answer(None)
                body = await self._body(response, host)
                if response.status_code != httpx.codes.OK:
                    raise status_error(response.status_code, body, host, when_denied)
                return Answer(
                    body,
                    response.headers.get("etag", ""),
                    response.headers.get("last-modified", ""),
                )
        except TimeoutError:
            seconds = round(self._limits.answer)
            raise FetchError(
                f"{host} took more than {seconds} s to answer", temporary=True
            ) from None
        except httpx.HTTPError as error:
            raise connection_error(error, host) from error
        except (httpx.InvalidURL, ValueError) as error:
            raise FetchError(f"{host}: {error}", final=True) from error

    async def _body(self, response: httpx.Response, host: str) -> bytes:
        """The body of an answer, decompressed.

        Raises:
            FetchError: It is larger than any digest, or cannot be decompressed.
        """
        limit = self._limits.size
        body = bytearray()
        try:
            if _declared_length(response) > limit:
                raise TooLarge
            encodings = response.headers.get_list("content-encoding", split_commas=True)
            decoder = Decoder(encodings, limit)
            async for chunk in response.aiter_raw():
                for piece in decoder.decode(chunk):
                    body += piece
            decoder.finish()
        except TooLarge:
            megabytes = limit // (1 << 20)
            raise FetchError(
                f"{host}: the answer is above {megabytes} MB, which no digest is; not kept"
            ) from None
        except UnknownEncoding as error:
            raise FetchError(f"{host}: the answer is {error}") from None
        except Damaged:
            message = f"{host}: the compressed answer is damaged"
            raise FetchError(message, temporary=True) from None
        return bytes(body)

    def _record_pause(self, response: httpx.Response, host: str) -> None:
        """Leave the host alone for as long as it asks."""
        now = self._clock.now()
        if wait := requested_pause(response.headers, now):
            self._history.pause(host, now + wait)


@asynccontextmanager
async def connections(limits: Limits) -> AsyncIterator[httpx.AsyncClient]:
    """Connections through the proxies of the environment; to this machine without any.

    Raises:
        FetchError: A proxy of the environment cannot be used.
    """
    times = httpx.Timeout(limits.silence, connect=limits.connect, pool=None)
    try:
        http = httpx.AsyncClient(
            timeout=times,
            follow_redirects=True,
            max_redirects=5,
            headers={"User-Agent": AGENT, "Accept-Encoding": ACCEPTED},
            mounts={f"all://{name}": None for name in _LOOPBACK},
        )
    except (ImportError, ValueError, httpx.InvalidURL):
        raise FetchError(
            "the environment's proxy cannot be used: HTTPS_PROXY or ALL_PROXY must be an http "
            "address (a SOCKS proxy needs `pip install 'httpx[socks]'`)"
        ) from None
    async with http:
        yield http


def _declared_length(response: httpx.Response) -> int:
    """The bytes of an answer before it is decompressed; 0 where that is not declared."""
    length = response.headers.get("content-length", "")
    return int(length[:_MAX_LENGTH_DIGITS]) if length.isdecimal() else 0


def host_of(url: str) -> str:
    """The host and port of an address, without a user's name and password."""
    parts = httpx.URL(url)
    return parts.host + (f":{parts.port}" if parts.port else "")
