"""Records: one entry of one file, and how it is kept in the index."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from daily_papers.papers.model import Digest, Entry, Paper

PLACE_BITS: Final = 32
"""A record's row is `file << PLACE_BITS | place in the file`; file 0 is the user's own copies."""

PLACE_MASK: Final = (1 << PLACE_BITS) - 1

OWN: Final = "own"
"""The format of the user's own copy of a paper, as the journals hold it: it tells of the paper, and
stands in no digest."""

_TEXTS: Final = (
    "title", "abstract", "arxiv_id", "doi", "url", "github", "project", "organization",
    "ai_summary",
)  # fmt: skip
_LISTS: Final = ("authors", "keywords", "categories")


@dataclass(frozen=True, slots=True)
class Record:
    """One entry as one file tells it."""

    entry: Entry
    file: str
    """The file's name."""
    place: int
    """The entry's place in the file, from 0."""
    format: str
    """The file's format, as its reader calls it."""


def encode(entry: Entry) -> str:
    """All of `entry` as JSON; equal entries give equal text."""
    paper = entry.paper
    body: dict[str, Any] = {name: value for name in _TEXTS if (value := getattr(paper, name))}
    body |= {name: value for name in _LISTS if (value := getattr(paper, name))}
    if paper.stars is not None:
        body["stars"] = paper.stars
    if paper.published:
        body["published"] = paper.published.isoformat()
    digest = entry.digest
    body["in"] = digest.day.isoformat() if digest.day else {"name": digest.name}
    if digest.inferred:
        body["inferred"] = True
    for name in ("rank", "upvotes", "comments", "submitter"):
        if (value := getattr(entry, name)) is not None:
            body[name] = value
    return json.dumps(body, separators=(",", ":"))


def decode(text: str) -> Entry:
    """The entry that `encode` made `text` of."""
    body: dict[str, Any] = json.loads(text)
    where = body["in"]
    inferred = "inferred" in body
    published = body.get("published")
    known: dict[str, Any] = {name: body[name] for name in _TEXTS if name in body}
    known |= {name: tuple(body[name]) for name in _LISTS if name in body}
    return Entry(
        digest=Digest(name=where["name"], inferred=inferred)
        if isinstance(where, dict)
        else Digest(date.fromisoformat(where), inferred=inferred),
        paper=Paper(
            **{"title": "", **known},
            stars=body.get("stars"),
            published=date.fromisoformat(published) if published else None,
        ),
        rank=body["rank"],
        upvotes=body.get("upvotes"),
        comments=body.get("comments"),
        submitter=body.get("submitter"),
    )
