"""Hugging Face's Daily Papers: `GET {endpoint}/api/daily_papers`.

It is asked by `date=`, and not by `week=` or `month=`: a day is a digest, and is complete at some
time. Without a token, 500 calls in five minutes are allowed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from urllib.parse import urlencode

from daily_papers.fetch import plan
from daily_papers.fetch.backoff import Rate
from daily_papers.fetch.source import BadSource, Page, Wanted, endpoint, ids_of
from daily_papers.formats import FormatError
from daily_papers.formats.input_file import decode
from daily_papers.formats.json_parser import parse
from daily_papers.formats.json_records import unwrap

ENDPOINT: Final = "https://huggingface.co"
TRENDING: Final = "Trending"
"""The collection of trending papers; the day of the fetch follows it."""
_LIMIT: Final = 100
"""Papers of a page: the most that the endpoint allows; a page with fewer is the last."""
_TOKEN = re.compile(r"[!-~]+")


@dataclass(frozen=True, slots=True)
class HuggingFace:
    """The Daily Papers of one endpoint."""

    endpoint: str = ENDPOINT
    token: str = ""

    name = "hf"
    extension = "json"
    rate = Rate(480, 300)
    fresh = 3

    def appears(self, day: date) -> bool:
        """There is none on weekends."""
        return plan.weekday(day)

    def url(self, wanted: Wanted, page: int) -> str:
        """The address of a page of a day, or of the trending list."""
        about = {"date": wanted.day.isoformat()} if wanted.day else {"sort": "trending"}
        return f"{self.endpoint}/api/daily_papers?{urlencode(about | {'limit': _LIMIT, 'p': page})}"

    def headers(self) -> Mapping[str, str]:
        """The user's token, if there is one."""
        return {"Authorization": f"Bearer {self.token}"} if self.token else {}

    @property
    def when_denied(self) -> str:
        """Check the token, or set one."""
        return "is HF_TOKEN right?" if self.token else "it may need a token in HF_TOKEN"

    def read(self, body: bytes, wanted: Wanted, page: int) -> Page:
        """The papers in an answer; of trending papers only the first page is fetched."""
        if body.lstrip()[:1] == b"<":
            raise FormatError(
                "a web page instead of JSON: is there a login page or a proxy in between?"
            )
        count = len(unwrap(parse(decode(body))).records)
        ids = ids_of(body, f"{wanted.day}.json" if wanted.day else "collection-.json")
        return Page(ids, last=count < _LIMIT or wanted.day is None)


def from_environment(environ: Mapping[str, str]) -> HuggingFace:
    """The source as `HF_ENDPOINT` and `HF_TOKEN` configure it.

    Raises:
        BadSource: One of them cannot be used. The message never contains the token.
    """
    address = environ.get("HF_ENDPOINT", "").strip() or ENDPOINT
    token = environ.get("HF_TOKEN", "").strip()
    if token and not _TOKEN.fullmatch(token):
        raise BadSource("HF_TOKEN has characters that no token has; set it again, or unset it")
    return HuggingFace(endpoint(address, "HF_ENDPOINT"), token)
