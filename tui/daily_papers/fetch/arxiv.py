"""Papers of one category of arXiv by the day of their submission, from its API.

https://info.arxiv.org/help/api/user-manual.html: Atom, at most one call in three seconds. A paper
is announced, and found, up to four days after its submission (over a weekend), so the newest five
days are fetched again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from urllib.parse import urlencode

from daily_papers.fetch.backoff import Rate
from daily_papers.fetch.source import BadSource, Page, Wanted, endpoint, ids_of
from daily_papers.formats import FormatError
from daily_papers.toml_files import excerpt

ENDPOINT: Final = "https://export.arxiv.org"
_LIMIT: Final = 100
_CATEGORY = re.compile(r"[a-z]+(?:-[a-z]+)*(?:\.[A-Za-z]+(?:-[A-Za-z]+)*)?")
_TOTAL = re.compile(rb"<opensearch:totalResults[^>]*>\s*(\d{1,9})\s*<")


@dataclass(frozen=True, slots=True)
class Category:
    """One category of arXiv: `cs.CL`, `math.AG`, `quant-ph`."""

    category: str
    endpoint: str = ENDPOINT

    extension = "xml"
    rate = Rate(1, 3)
    fresh = 5
    when_denied = "it may block this address for a while; ARXIV_ENDPOINT can name a mirror"

    @property
    def name(self) -> str:
        """Its name in the names of cached files."""
        return f"arxiv-{self.category}"

    def appears(self, day: date) -> bool:
        """Papers are submitted every day."""
        return True

    def url(self, wanted: Wanted, page: int) -> str:
        """The address of a page of a day."""
        assert wanted.day is not None
        day = wanted.day.strftime("%Y%m%d")
        about = {
            "search_query": f"cat:{self.category} AND submittedDate:[{day}0000 TO {day}2359]",
            "start": page * _LIMIT,
            "max_results": _LIMIT,
            "sortBy": "submittedDate",
            "sortOrder": "ascending",
        }
        return f"{self.endpoint}/api/query?{urlencode(about)}"

    def headers(self) -> Mapping[str, str]:
        """None."""
        return {}

    def read(self, body: bytes, wanted: Wanted, page: int) -> Page:
        """The papers in an answer, which must have as many as it declares."""
        ids = ids_of(body, f"{wanted.day}.xml")
        total = int(found[1]) if (found := _TOTAL.search(body)) else 0
        seen = page * _LIMIT + body.count(b"<entry>")
        if seen < total and body.count(b"<entry>") < _LIMIT:
            # It does so under load; the next call returns them all.
            raise FormatError(f"arXiv announces {total} papers and sent {seen}")
        return Page(ids, last=seen >= total)


def from_name(name: str, environ: Mapping[str, str]) -> Category:
    """The source of a category such as `cs.CL`; `ARXIV_ENDPOINT` names a mirror.

    Raises:
        BadSource: It is not a category.
    """
    if not _CATEGORY.fullmatch(name):
        raise BadSource(f'"{excerpt(name)}" is not a category of arXiv such as cs.CL')
    address = environ.get("ARXIV_ENDPOINT", "").strip() or ENDPOINT
    return Category(name, endpoint(address, "ARXIV_ENDPOINT"))
