"""Errors of calls: the message for the user, and whether and how often to try again."""

from __future__ import annotations

import errno
import socket
import ssl
from typing import Final, TypeVar

import httpx

from daily_papers.formats.report import FormatError, one_line

E = TypeVar("E", bound=BaseException)

_ATTEMPTS: Final = 5
_ATTEMPTS_TO_CONNECT: Final = 2
"""Attempts where the host cannot be reached: without a network, more only delay the error."""
_TEMPORARY: Final = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Statuses after which the same call may succeed later."""
_DENIED: Final = frozenset({401, 403})
_UNREACHABLE: Final = frozenset({errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN})


class FetchError(Exception):
    """A call that failed. Its message names the host, and says why and what to do."""

    def __init__(
        self,
        message: str,
        *,
        temporary: bool = False,
        final: bool = False,
        attempts: int = _ATTEMPTS,
    ) -> None:
        """Args:
        message: What is wrong; made safe to print.
        temporary: Whether it may succeed in an hour, without anybody doing anything.
        final: Whether all further calls to the host would fail, too.
        attempts: How often a call with a temporary error is tried.
        """
        super().__init__(one_line(message))
        self.temporary = temporary
        self.final = final or temporary
        self.attempts = attempts


def status_error(status: int, body: bytes, host: str, when_denied: str) -> FetchError:
    """The error for a status that is no success.

    Args:
        status: The HTTP status.
        body: The body of the answer.
        host: The host that answered.
        when_denied: What the user can do where access is denied.
    """
    detail = f" ({message})" if (message := _message(body)) else ""
    if status in _TEMPORARY:
        what = (
            "too many calls"
            if status == httpx.codes.TOO_MANY_REQUESTS
            else "it is overloaded or broken"
        )
        return FetchError(
            f"{host} answered {status}: {what}{detail}; run again later", temporary=True
        )
    if status in _DENIED:
        message = f"{host} answered {status}: access denied{detail}; {when_denied}"
        return FetchError(message, final=True)
    return FetchError(f"{host} answered {status}{detail}")


def _message(body: bytes) -> str:
    """The message in a server's JSON error; empty where there is none."""
    from daily_papers.formats.json_parser import parse

    try:
        value = parse(body[:10_000].decode("utf-8", "replace"))
    except FormatError:
        return ""
    return str(value["error"]) if isinstance(value, dict) and "error" in value else ""


def connection_error(error: httpx.HTTPError, host: str) -> FetchError:
    """The error for a call that got no complete answer."""
    if tls := _cause(error, ssl.SSLError):
        if isinstance(tls, ssl.SSLCertVerificationError):
            return FetchError(
                f"{host}: its certificate is not trusted ({tls.verify_message}); is the clock "
                "right? a certificate of your own organisation goes into SSL_CERT_FILE",
                final=True,
            )
        reason = (tls.reason or "no reason given").replace("_", " ").lower()
        return FetchError(
            f"{host}: no TLS connection ({reason}); is the address right?", final=True
        )
    if isinstance(error, httpx.TimeoutException):
        # The system itself tried several times meanwhile.
        attempts = 1 if isinstance(error, httpx.ConnectTimeout) else _ATTEMPTS
        message = f"{host} does not answer; is the network up?"
        return FetchError(message, temporary=True, attempts=attempts)
    if isinstance(error, httpx.ProxyError):
        message = f"the proxy does not lead to {host} ({error}); is HTTPS_PROXY right?"
        return FetchError(message, temporary=True, attempts=_ATTEMPTS_TO_CONNECT)
    if isinstance(error, httpx.ConnectError):
        message = f"{host} cannot be reached: {_connect_failure(error)}; is the network up?"
        return FetchError(message, temporary=True, attempts=_ATTEMPTS_TO_CONNECT)
    if isinstance(error, httpx.TooManyRedirects):
        return FetchError(f"{host} redirects without end")
    if isinstance(error, httpx.UnsupportedProtocol):
        return FetchError(f"{host} redirects to something that is not a web address")
    return FetchError(f"{host}: the connection ended in the middle of an answer", temporary=True)


def _connect_failure(error: httpx.ConnectError) -> str:
    """Why there is no connection."""
    if _cause(error, socket.gaierror):
        return "its name is not known"
    if _cause(error, ConnectionRefusedError):
        return "the connection is refused"
    cause = _cause(error, OSError)
    return "there is no route to it" if cause and cause.errno in _UNREACHABLE else str(error)


def _cause(error: BaseException | None, kind: type[E]) -> E | None:
    """The first error of a type among `error` and its causes."""
    while error is not None:
        if isinstance(error, kind):
            return error
        if isinstance(error, BaseExceptionGroup):
            error = error.exceptions[0]
        else:
            error = error.__cause__ or error.__context__
    return None
