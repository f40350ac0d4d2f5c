"""arXiv's metadata as JSON objects: what its harvesters write, and Kaggle's snapshot.

Keys: `id`, `title`, `abstract` or `summary`, `authors` (a list, or one text) or `authors_parsed`,
`categories` (a list, or one text, the primary one first), `doi`, `versions`. `update_date` is the
day of the last change, not of the paper, and is not read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Final

from daily_papers.formats import fields
from daily_papers.formats.entries import FoundPaper
from daily_papers.papers.model import Paper

NAME: Final = "arxiv-json"
SOURCE: Final = "arxiv"
_KEYS: Final = ("authors_parsed", "categories", "update_date", "versions", "abs", "journal-ref")
_CREATED = re.compile(r"(?:\w{3}, )?(\d{1,2}) (\w{3}) (\d{4})\b")


def is_record(record: Mapping[object, object]) -> bool:
    """Whether `record` is such an object, by the keys that only they have."""
    return any(key in record for key in _KEYS)


def read_record(record: Mapping[object, object]) -> FoundPaper | None:
    """The paper in one object; `None` where it has no title."""
    at = fields.Fields(record)
    title = at.pick(fields.short_text, "title")
    if not title:
        return None
    known = at.pick(fields.arxiv_id, "id", "abs", "pdf", "entry_id")
    arxiv_id, doi = fields.ids(known, at.pick(fields.short_text, "doi"))
    return FoundPaper(
        Paper(
            title=title,
            abstract=at.pick(fields.long_text, "abstract", "summary") or "",
            authors=at.pick(fields.parsed_author_names, "authors_parsed")
            or at.pick(fields.author_names, "authors")
            or (),
            arxiv_id=arxiv_id,
            doi=doi,
            url=None if arxiv_id else at.pick(fields.url, "abs", "url"),
            categories=at.pick(fields.keywords, "categories") or (),
            published=at.pick(fields.day, "published", "published_at")
            or at.pick(_first_version, "versions"),
        )
    )


def _first_version(value: object) -> date | None:
    """The day of the first of `[{"version": "v1", "created": "Mon, 2 Apr 2007 …"}, …]`."""
    if not (isinstance(value, list) and value and isinstance(value[0], Mapping)):
        return None
    found = _CREATED.match(fields.short_text(value[0].get("created")) or "")
    month = fields.month(found[2]) if found else None
    if not (found and month):
        return None
    try:
        return date(int(found[3]), month, int(found[1]))
    except ValueError:
        return None
