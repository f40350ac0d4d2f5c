"""The state's own copies of papers, so that a cleared cache loses nothing that the user made.

A copy is a JSON object: what `Paper` holds of title, abstract, authors, links and identifiers, and
`digests`, where the paper stood when it was judged. Copies merge field by field, and the longer
text wins, so every machine ends with the same one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from daily_papers.papers.model import Paper
from daily_papers.state.records import Json

Copy = Mapping[str, Json]

_TEXTS: Final = (
    "title",
    "abstract",
    "arxiv_id",
    "doi",
    "url",
    "github",
    "project",
    "organization",
)
_LISTS: Final = ("authors", "digests")


def copy_of(paper: Paper, digest: str | None = None) -> Copy:
    """The whole copy of `paper`, as it stands in `digest` (a digest's key)."""
    fields = {name: getattr(paper, name) for name in _TEXTS}
    fields["authors"] = list(paper.authors)
    fields["digests"] = [digest] if digest else []
    return {name: value for name, value in fields.items() if value}


def trace_of(paper: Paper, digest: str | None = None) -> Copy:
    """The least that is kept of a paper known by its title alone: the title and the digest.

    With it the paper is found again once a richer source tells its identifier.
    """
    whole = copy_of(paper, digest)
    return {name: whole[name] for name in ("title", "digests") if name in whole}


def paper_of(copy: Copy) -> Paper:
    """The paper that a copy tells of."""
    known = merge_copies([copy])
    texts = {name: known[name] for name in _TEXTS if name in known}
    return Paper(**{"title": "", **texts}, authors=tuple(known.get("authors", ())))


def merge_copies(copies: Iterable[Copy]) -> Copy:
    """One copy of all: the longest text of each field (of equals the last in order), all digests.

    What has not the shape of a field is left out.
    """
    merged: dict[str, Json] = {}
    for copy in copies:
        for name in _TEXTS:
            value = copy.get(name)
            if isinstance(value, str) and value:
                merged[name] = max(merged.get(name, ""), value, key=lambda text: (len(text), text))
        for name in _LISTS:
            value = copy.get(name)
            if isinstance(value, list) and value and all(isinstance(item, str) for item in value):
                held = merged.get(name, [])
                if name == "digests":
                    merged[name] = sorted({*held, *value})
                else:
                    merged[name] = max(held, value, key=lambda names: (len(names), names))
    return merged


def adds_to(new: Copy, known: Copy) -> bool:
    """Whether `new` tells a field or a digest that `known` lacks, so that it is worth a line."""
    if not set(new.get("digests", ())) <= set(known.get("digests", ())):
        return True
    return not set(new) <= set(known)
