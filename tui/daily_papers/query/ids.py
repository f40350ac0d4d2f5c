"""Ids as they are typed after `id:`, made into those of `papers.model`."""

from __future__ import annotations

import re

from daily_papers.papers.model import identifiers
from daily_papers.query.tree import IdIs, Query

_TITLE_ID = re.compile(r"title[0-9]*:[0-9a-f]{16}")
_DOI_BEGINS = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:)?10\.", re.IGNORECASE)


def read_id(text: str) -> str | None:
    """The id that `text` is, or `None` where it is no whole one.

    It may be an id as printed (`arxiv:2503.02130`, `doi:10.1000/xyz`, `title:` and its digits), an
    arXiv id or a DOI alone, or the address of one; an arXiv id's version is left out.
    """
    if _TITLE_ID.fullmatch(text):
        return text
    is_doi = _DOI_BEGINS.match(text) is not None
    arxiv_id, doi = identifiers(None if is_doi else text, text)
    if arxiv_id:
        return f"arxiv:{arxiv_id}"
    return f"doi:{doi}" if doi else None


def query_by_id(text: str) -> Query | None:
    """The query for the paper whose id or address `text` is; `None` where it is neither."""
    words = text.split()
    id = read_id(words[0]) if len(words) == 1 else None
    return Query(IdIs(id)) if id else None
