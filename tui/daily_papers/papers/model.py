"""Papers, entries and digests, and the ids by which papers are recognised.

A *paper* is one work; an *entry* is that paper in one digest; a *digest* is a day's list, or an
undated *collection* such as a page of search results. The text in them is the source's own:
nothing is cleaned here (that is done by `papers.text` and `papers.latex`).
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

_ARXIV_NEW = re.compile(r"(?<![\d.])(\d{2}(?:0[1-9]|1[0-2])\.\d{4,5})(?:v\d{1,3})?(?![\d.]*\d)")
_ARXIV_OLD = re.compile(r"(?<![\w./-])([a-z][a-z-]{1,15}(?:\.[A-Z]{2})?/\d{7})(?:v\d{1,3})?(?!\d)")
_DOI = re.compile(r"\b(10\.\d{4,9}/[^\s\"<>]+)", re.IGNORECASE)
_ARXIV_DOI = "10.48550/arxiv."
_TITLE_ID = re.compile(r"title[0-9]*:[0-9a-f]{16}")
_DOI_BEGINS = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:)?10\.", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Paper:
    """One work, as one source describes it. Every field but the title may be unknown."""

    title: str
    abstract: str = ""
    authors: tuple[str, ...] = ()
    arxiv_id: str | None = None
    """Its arXiv id without a version: `2503.02130`, `cs/0112017`."""
    doi: str | None = None
    """Its DOI in lower case, without an address: `10.1000/xyz`."""
    url: str | None = None
    """The paper's page at its source, if that is not the arXiv page."""
    github: str | None = None
    stars: int | None = None
    """Stars on GitHub."""
    project: str | None = None
    """The address of the project's page."""
    organization: str | None = None
    keywords: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    """Categories of arXiv, the primary one first."""
    ai_summary: str | None = None
    published: date | None = None

    @property
    def id(self) -> str:
        """The paper's id: by its arXiv id, else its DOI, else a hash of its folded title."""
        if self.arxiv_id:
            return f"arxiv:{self.arxiv_id}"
        if self.doi:
            return f"doi:{self.doi}"
        return title_id(self.title)

    @property
    def ids(self) -> tuple[str, ...]:
        """All ids of the paper, `id` first and that of its title last."""
        known = []
        if self.arxiv_id:
            known.append(f"arxiv:{self.arxiv_id}")
        if self.doi:
            known.append(f"doi:{self.doi}")
        return (*known, title_id(self.title))


@dataclass(frozen=True, slots=True)
class Digest:
    """A day's list of papers, or a named collection. It is identified by `key`."""

    day: date | None = None
    name: str | None = None
    """The name of a collection; `None` for a day."""
    inferred: bool = field(default=False, compare=False)
    """Whether the day's year was guessed."""

    def __post_init__(self) -> None:
        if (self.day is None) == (self.name is None):
            raise ValueError("a digest has either a day or a name")

    @property
    def key(self) -> str:
        """The digest as printed and typed: `2025-07-31` or `collection:NAME`."""
        return self.day.isoformat() if self.day else f"collection:{self.name}"


@dataclass(frozen=True, slots=True)
class Entry:
    """One paper in one digest."""

    digest: Digest
    paper: Paper
    rank: int
    """Its position in the digest, from 0."""
    upvotes: int | None = None
    comments: int | None = None
    submitter: str | None = None


def largest(counts: Iterable[int | None]) -> int | None:
    """The largest of the known counts; `None` if none is known."""
    return max((count for count in counts if count is not None), default=None)


def fold(text: str) -> str:
    """`text` without case and accents, for comparison: `Rosé` and `ROSE` fold to `rose`.

    To make folding idempotent, text is decomposed before its case is removed, since that may give
    capitals (`™` is `TM`), and again after it, since that may give accents.
    """
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def fold_title(title: str) -> str:
    """A title reduced to letters, digits and single spaces, for comparison."""
    letters = (char if char.isalnum() else " " for char in fold(title))
    return " ".join("".join(letters).split())


def title_id(title: str) -> str:
    """The id of a paper from its title: `title:` and 16 hexadecimal digits.

    If `fold_title` ever changes, new ids must begin with `title2:`, so that old ones stay valid.
    """
    folded = fold_title(title) or title
    data = folded.encode("utf-8", "surrogatepass")
    return "title:" + hashlib.sha256(data).hexdigest()[:16]


def parse_id(text: str) -> str | None:
    """The id that `text` is, or `None` if it is not a complete one.

    It may be an id as printed (`arxiv:2503.02130`, `doi:10.1000/xyz`, `title:` and its digits), an
    arXiv id or a DOI alone, or the address of one. The version of an arXiv id is left out.
    """
    if _TITLE_ID.fullmatch(text):
        return text
    is_doi = _DOI_BEGINS.match(text) is not None
    arxiv_id, doi = identifiers(None if is_doi else text, text)
    if arxiv_id:
        return f"arxiv:{arxiv_id}"
    return f"doi:{doi}" if doi else None


def find_arxiv_id(text: str) -> str | None:
    """The arXiv id in an address or a text, without its version; `None` if there is none.

    Both schemes of https://info.arxiv.org/help/arxiv_identifier.html are recognised.
    """
    for pattern in (_ARXIV_NEW, _ARXIV_OLD):
        if found := pattern.search(text.removeprefix("arXiv:").replace("abs/", " ", 1)):
            return found.group(1)
    return None


def find_doi(text: str) -> str | None:
    """The DOI in `text`, in lower case and without punctuation at its end; `None` if none."""
    found = _DOI.search(text)
    if not found:
        return None
    doi = found.group(1).lower()
    while doi[-1] in ".,;:]}'\"" or (doi[-1] == ")" and doi.count(")") > doi.count("(")):
        doi = doi[:-1]
    return doi


def identifiers(arxiv: str | None, doi: str | None) -> tuple[str | None, str | None]:
    """(arXiv id, DOI) from the fields of a source; a DOI of arXiv becomes an arXiv id."""
    arxiv_id = find_arxiv_id(arxiv) if arxiv else None
    known_doi = find_doi(doi) if doi else None
    if known_doi and known_doi.startswith(_ARXIV_DOI):
        return arxiv_id or find_arxiv_id(known_doi.removeprefix(_ARXIV_DOI)), None
    return arxiv_id, known_doi
