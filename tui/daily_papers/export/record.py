"""One paper as a record of plain values, as JSON, CSV and `list` give it."""

from __future__ import annotations

from typing import Any, Final

from daily_papers.papers import links, prose
from daily_papers.papers.fields import NUMBER_FIELDS, TEXT_FIELDS
from daily_papers.papers.model import Digest, Paper
from daily_papers.papers.rows import Detail
from daily_papers.papers.text import clean_line
from daily_papers.papers.verdicts import BY_REGISTER

_SOURCED: Final = (
    "id", "title", "abstract", "authors", "date", "digests", "url", "arxiv_id", "doi", "upvotes",
    "comments", "github", "stars", "organization", "keywords", "ai_summary", "submitter",
)  # fmt: skip
"""The keys of what the sources say; those of newer fields follow them."""

KEYS: Final = tuple(
    dict.fromkeys(
        (
            *_SOURCED,
            *(row.key for row in TEXT_FIELDS.values() if row.key),
            *NUMBER_FIELDS,
            "read",
            *BY_REGISTER,
            "tags",
            "note",
        )
    )
)
"""The keys of a record, in their order."""

Record = dict[str, Any]
"""Values by key: text, numbers, booleans, lists of text, and `None` where a value is unknown."""


def record(detail: Detail, *, raw: bool = False) -> Record:
    """The record of a paper, with all `KEYS` in their order.

    Counts are the largest of all its digests, `submitter` is that of the newest digest that names
    one, `date` is its newest day, and `digests` are all its days and collections, newest first.

    Args:
        detail: The paper.
        raw: Whether title and abstract are the source's own text instead of being made readable.
    """
    paper, facts, entries = detail.paper, detail.facts, detail.entries
    days = [entry.digest.day for entry in entries if entry.digest.day]
    values: Record = {
        "id": detail.id,
        "title": paper.title if raw else prose.read_title(paper.title),
        "abstract": (paper.abstract if raw else _prose(paper.abstract)) or None,
        "date": max(days).isoformat() if days else None,
        "digests": [digest_name(entry.digest) for entry in entries],
        "url": page_url(paper),
        "arxiv_id": paper.arxiv_id,
        "doi": paper.doi,
        "github": _line(paper.github),
        "ai_summary": _prose(paper.ai_summary or "") or None,
        "read": facts.read,
        **{register: register in facts.verdicts for register in BY_REGISTER},
        "tags": list(facts.tags),
        "note": detail.note or None,
    }
    for row in TEXT_FIELDS.values():
        if row.key:
            texts = row.read(paper, entries)
            values[row.key] = (
                [clean_line(text) for text in texts] if row.many else _line(next(iter(texts), None))
            )
    for field, number in NUMBER_FIELDS.items():
        values[field] = number.read(paper, entries)
    return {key: values[key] for key in KEYS}


def digest_name(digest: Digest) -> str:
    """A digest's name: its ISO day, or the name of a collection."""
    return digest.day.isoformat() if digest.day else clean_line(digest.name or "")


def page_url(paper: Paper) -> str | None:
    """The address of the paper's page: at arXiv, else by its DOI, else the source's own."""
    found = links.paper_links(paper, "")
    has_page = paper.arxiv_id or paper.doi or paper.url
    return found[0].url if found and has_page else None


def _prose(raw: str) -> str:
    return "\n\n".join(prose.read_abstract(raw))


def _line(raw: str | None) -> str | None:
    return clean_line(raw) or None if raw else None
