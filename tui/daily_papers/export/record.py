"""One paper as a record of plain values: the keys that every machine-readable format gives."""

from __future__ import annotations

from typing import Any, Final

from daily_papers.papers import links, prose
from daily_papers.papers.model import Digest, Paper, largest
from daily_papers.papers.rows import Detail
from daily_papers.papers.text import clean_line

KEYS: Final = (
    "id", "title", "abstract", "authors", "date", "digests", "url", "arxiv_id", "doi", "upvotes",
    "comments", "github", "stars", "organization", "keywords", "ai_summary", "submitter", "read",
    "starred", "later", "dismissed", "tags", "note",
)  # fmt: skip
"""The keys of a record, in their order."""

Record = dict[str, Any]
"""A record: text, numbers, truth values, lists of text, and `None` where something is unknown."""


def record(detail: Detail, *, raw: bool = False) -> Record:
    """All that is known of a paper, by `KEYS`.

    Counts are the largest of all its digests, `submitter` is that of the newest which names one,
    `date` its newest day, and `digests` all its days and collections, newest first.

    Args:
        detail: The paper.
        raw: Whether title and abstract are to be the source's own, and not made for reading.
    """
    paper, facts, entries = detail.paper, detail.facts, detail.entries
    days = [entry.digest.day for entry in entries if entry.digest.day]
    return {
        "id": detail.id,
        "title": paper.title if raw else prose.read_title(paper.title),
        "abstract": (paper.abstract if raw else _prose(paper.abstract)) or None,
        "authors": [clean_line(author) for author in paper.authors],
        "date": max(days).isoformat() if days else None,
        "digests": [
            entry.digest.day.isoformat()
            if entry.digest.day
            else clean_line(entry.digest.name or "")
            for entry in entries
        ],
        "url": page_url(paper),
        "arxiv_id": paper.arxiv_id,
        "doi": paper.doi,
        "upvotes": largest(entry.upvotes for entry in entries),
        "comments": largest(entry.comments for entry in entries),
        "github": _line(paper.github),
        "stars": paper.stars,
        "organization": _line(paper.organization),
        "keywords": [clean_line(keyword) for keyword in paper.keywords],
        "ai_summary": _prose(paper.ai_summary or "") or None,
        "submitter": _line(next((entry.submitter for entry in entries if entry.submitter), None)),
        "read": facts.read,
        "starred": facts.starred,
        "later": facts.later,
        "dismissed": facts.dismissed,
        "tags": list(facts.tags),
        "note": detail.note or None,
    }


def digest_name(digest: Digest) -> str:
    """A digest as people name it: its ISO day, or the collection's name."""
    return digest.day.isoformat() if digest.day else clean_line(digest.name or "")


def page_url(paper: Paper) -> str | None:
    """The address of the paper's page: arXiv's, else the DOI's, else the source's own."""
    found = links.paper_links(paper, "")
    has_page = paper.arxiv_id or paper.doi or paper.url
    return found[0].url if found and has_page else None


def _prose(raw: str) -> str:
    return "\n\n".join(prose.read_abstract(raw))


def _line(raw: str | None) -> str | None:
    return clean_line(raw) or None if raw else None
