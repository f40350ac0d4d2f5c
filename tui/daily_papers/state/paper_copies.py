"""The state's own copies of papers, which survive when the cache is cleared.

A copy is a JSON object: the title, abstract, authors, links and identifiers of a `Paper`, and
`digests`, the digests in which the user met it. Copies merge field by field; the longer text wins,
so all machines arrive at the same copy.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain
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


def full_copy(paper: Paper, digest: str | None = None) -> Copy:
    """The copy of a paper that was met in a digest, given by its key."""
    fields = {name: getattr(paper, name) for name in _TEXTS}
    fields["authors"] = list(paper.authors)
    fields["digests"] = [digest] if digest else []
    return {name: value for name, value in fields.items() if value}


def minimal_copy(paper: Paper, digest: str | None = None) -> Copy:
    """The copy that is kept of every paper without an identifier: title and digest.

    They identify the paper once another source has its identifier.
    """
    copy = full_copy(paper, digest)
    return {name: copy[name] for name in ("title", "digests") if name in copy}


def copied_paper(copy: Copy) -> Paper:
    """The paper in a copy."""
    known = merge_copies([copy])
    texts = {name: known[name] for name in _TEXTS if name in known}
    return Paper(**{"title": "", **texts}, authors=tuple(known.get("authors", ())))


def merge_copies(copies: Iterable[Copy]) -> Copy:
    """Merge copies: of each field the longest text, of equals the last in order; all digests.

    Values of the wrong type are left out. The fields have one order, whatever that of the copies.
    """
    known = list(copies)
    merged: dict[str, Json] = {}
    for name in _TEXTS:
        texts = [copy[name] for copy in known if isinstance(copy.get(name), str)]
        if longest := max(texts, key=lambda text: (len(text), text), default=""):
            merged[name] = longest
    for name in _LISTS:
        lists = [copy[name] for copy in known if _are_texts(copy.get(name))]
        if name == "digests":
            names = sorted({*chain(*lists)})
        else:
            names = max(lists, key=lambda names: (len(names), names), default=[])
        if names:
            merged[name] = names
    return merged


def adds_to(new: Copy, known: Copy) -> bool:
    """Whether a new copy has a field or a digest that the known one lacks."""
    if not set(new.get("digests", ())) <= set(known.get("digests", ())):
        return True
    return not set(new) <= set(known)


def _are_texts(value: Json) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)
