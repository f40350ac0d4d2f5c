"""The interface of a source of digests, and reading its answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Protocol
from urllib.parse import urlsplit

from daily_papers import formats
from daily_papers.fetch.backoff import Rate


class BadSource(ValueError):
    """An unknown source, or an endpoint that is not a web address; the message says which."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One digest of a source to fetch: that of a day, or a collection."""

    day: date | None = None
    collection: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """The papers in one answer."""

    ids: frozenset[str]
    """Their ids."""
    last: bool
    """Whether it is the last page."""


class Source(Protocol):
    """A source of digests."""

    @property
    def name(self) -> str:
        """Its name in the names of cached files: `hf`, `arxiv-cs.CL`."""

    @property
    def extension(self) -> str:
        """The extension of cached files."""

    @property
    def rate(self) -> Rate:
        """How often it may be called."""

    @property
    def fresh(self) -> int:
        """The number of its newest digests that may still change."""

    def appears(self, day: date) -> bool:
        """Whether it has a digest for such a day."""

    def url(self, wanted: Wanted, page: int) -> str:
        """The address of a page, from 0, of a digest."""

    def headers(self) -> Mapping[str, str]:
        """Headers that are sent to it, and to no other host."""

    @property
    def when_denied(self) -> str:
        """What the user can do where it denies access."""

    def read(self, body: bytes, wanted: Wanted, page: int) -> Page:
        """The papers in an answer.

        Raises:
            formats.FormatError: It cannot be read.
        """


def ids_of(body: bytes, name: str) -> frozenset[str]:
    """The ids of the papers in a file of the cache.

    Args:
        body: Its bytes.
        name: Its name.

    Raises:
        formats.FormatError: It cannot be read.
    """
    report = formats.read(BytesIO(body), formats.Hint(name))
    return frozenset(entry.paper.id for entry in report.entries)


def endpoint(text: str, variable: str) -> str:
    """The address of an endpoint from an environment variable, without a slash at its end.

    Raises:
        BadSource: It is not a web address.
    """
    try:
        parts = urlsplit(text.strip())
        valid = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        valid = False
    if not valid:
        raise BadSource(f"{variable} is not a web address such as https://huggingface.co")
    return text.strip().rstrip("/")
