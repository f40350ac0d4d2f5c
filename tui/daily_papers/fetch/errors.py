"""Why a call came to nothing, in words, and how often it is worth another."""

from __future__ import annotations

import errno
import socket
import ssl
from typing import Final, TypeVar

import httpx

from daily_papers.formats.report import FormatError, one_line

E = TypeVar("E", bound=BaseException)

_ATTEMPTS: Final = 5
_ATTEMPTS_AT_REACHING: Final = 2
"""Attempts where no connection stands: without a network, more only keep the user waiting."""
_PASSING: Final = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Statuses after which the same call may succeed later."""
_DENIED: Final = frozenset({401, 403})
_NO_WAY: Final = frozenset({errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN})


class Trouble(Exception):
    """A call that came to nothing; the words name the host, and say why and what to do."""

    def __init__(
        self,
        words: str,
        *,
        passing: bool = False,
        final: bool = False,
        attempts: int = _ATTEMPTS,
    ) -> None:
        """Args:
        words: What is wrong, safe to print.
        passing: Whether it may be otherwise in an hour, without anybody doing anything.
        final: Whether all further calls to the host are bound to fail too.
        attempts: How often what may pass is tried before it is given up.
        """
        super().__init__(one_line(words))
        self.passing = passing
        self.final = final or passing
        self.attempts = attempts


def refused(status: int, body: bytes, host: str, when_denied: str) -> Trouble:
    """What a status that is no success means.

    Args:
        status: HTTP's.
        body: The answer's.
        host: Who answered.
        when_denied: What may help where access is denied.
    """
    said = f" ({words})" if (words := _said(body)) else ""
    if status in _PASSING:
        what = "too many calls" if status == httpx.codes.TOO_MANY_REQUESTS else "it has troubles"
        return Trouble(f"{host} answered {status}: {what}{said}; run again later", passing=True)
    if status in _DENIED:
        words = f"{host} answered {status}: access denied{said}; {when_denied}"
        return Trouble(words, final=True)
    return Trouble(f"{host} answered {status}{said}")


def _said(body: bytes) -> str:
    """The words in a server's JSON error."""
    from daily_papers.formats.json_parser import parse

    try:
        said = parse(body[:10_000].decode("utf-8", "replace"))
    except FormatError:
        return ""
    return str(said["error"]) if isinstance(said, dict) and "error" in said else ""


def unanswered(error: httpx.HTTPError, host: str) -> Trouble:
    """What went wrong below HTTP."""
    if tls := _beneath(error, ssl.SSLError):
        if isinstance(tls, ssl.SSLCertVerificationError):
            return Trouble(
                f"{host}: its certificate is not trusted ({tls.verify_message}); is the clock "
                "right? a certificate of your own organisation goes into SSL_CERT_FILE",
                final=True,
            )
        reason = (tls.reason or "no reason given").replace("_", " ").lower()
        return Trouble(f"{host}: no TLS connection ({reason}); is the address right?", final=True)
    if isinstance(error, httpx.TimeoutException):
        # To connect took as long as several attempts of the system's own.
        attempts = 1 if isinstance(error, httpx.ConnectTimeout) else _ATTEMPTS
        words = f"{host} does not answer; is the network there?"
        return Trouble(words, passing=True, attempts=attempts)
    if isinstance(error, httpx.ProxyError):
        words = f"the proxy does not lead to {host} ({error}); is HTTPS_PROXY right?"
        return Trouble(words, passing=True, attempts=_ATTEMPTS_AT_REACHING)
    if isinstance(error, httpx.ConnectError):
        words = f"{host} cannot be reached: {_unreached(error)}; is the network there?"
        return Trouble(words, passing=True, attempts=_ATTEMPTS_AT_REACHING)
    if isinstance(error, httpx.TooManyRedirects):
        return Trouble(f"{host} sends on from address to address without end")
    if isinstance(error, httpx.UnsupportedProtocol):
        return Trouble(f"{host} sends on to what is no web address")
    if isinstance(error, httpx.DecodingError):
        return Trouble(f"{host}: the packed answer is damaged", passing=True)
    return Trouble(f"{host}: the connection broke off in the middle of an answer", passing=True)


def _unreached(error: httpx.ConnectError) -> str:
    """Why no connection stands."""
    if _beneath(error, socket.gaierror):
        return "its name is not found"
    if _beneath(error, ConnectionRefusedError):
        return "the connection is refused"
    beneath = _beneath(error, OSError)
    return "there is no way to it" if beneath and beneath.errno in _NO_WAY else str(error)


def _beneath(error: BaseException | None, kind: type[E]) -> E | None:
    """The error of a kind that lies under `error`; of several attempts that of the first."""
    while error is not None:
        if isinstance(error, kind):
            return error
        if isinstance(error, BaseExceptionGroup):
            error = error.exceptions[0]
        else:
            error = error.__cause__ or error.__context__
    return None
