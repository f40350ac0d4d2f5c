"""What a source of digests is to the rest of fetching, and what is read of one of its answers."""

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
    """A source that there is not, or an endpoint that is no address; the words say which."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One digest of a source: a day's, or a collection."""

    day: date | None = None
    collection: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """What stands in one answer."""

    ids: frozenset[str]
    """The papers' ids."""
    last: bool
    """Whether no page comes after it."""


class Source(Protocol):
    """Where digests come from."""

    @property
    def name(self) -> str:
        """Its name in a cached file's: `hf`, `arxiv-cs.CL`."""

    @property
    def extension(self) -> str:
        """The end of a cached file's name."""

    @property
    def rate(self) -> Rate:
        """How often it may be called."""

    @property
    def fresh(self) -> int:
        """How many of its newest digests still change."""

    def appears(self, day: date) -> bool:
        """Whether it has a digest of such a day."""

    def url(self, wanted: Wanted, page: int) -> str:
        """The address of a page, from 0, of a digest."""

    def headers(self) -> Mapping[str, str]:
        """What is sent to it, and to no other host."""

    @property
    def when_denied(self) -> str:
        """What may help where it denies access, in words."""

    def read(self, body: bytes, wanted: Wanted, page: int) -> Page:
        """What stands in an answer.

        Raises:
            formats.FormatError: It is not what was asked for.
        """


def ids_of(body: bytes, name: str) -> frozenset[str]:
    """The ids of the papers in a file of the cache.

    Args:
        body: What is in it.
        name: What it is called.

    Raises:
        formats.FormatError: It cannot be read.
    """
    report = formats.read(BytesIO(body), formats.Hint(name))
    return frozenset(entry.paper.id for entry in report.entries)


def endpoint(text: str, variable: str) -> str:
    """An endpoint's address as an environment variable gives it, without a slash at its end.

    Raises:
        BadSource: It is no web address.
    """
    try:
        parts = urlsplit(text.strip())
        valid = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        valid = False
    if not valid:
        raise BadSource(f"{variable} is no web address such as https://huggingface.co")
    return text.strip().rstrip("/")
