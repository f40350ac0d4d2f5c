"""What citation formats share: a paper as it is cited, citation keys, names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain, product
from string import ascii_lowercase
from typing import Final

from daily_papers.export.record import page_url
from daily_papers.papers import prose
from daily_papers.papers.model import fold
from daily_papers.papers.rows import Detail
from daily_papers.papers.text import clean_line

_TITLE_WORDS: Final = 4
"""Words of the title in a key, as in arXiv's own keys."""
_LEFT_OUT: Final = frozenset(
    (
        *("a", "an", "the", "of", "for", "in", "on", "at", "to", "by", "and", "or", "with"),
        *("without", "from", "via", "as", "is", "are", "be", "can", "all", "you", "your", "we"),
        *("our", "it", "its", "this", "that", "these", "those", "do", "does", "not", "no"),
        *("how", "what", "why", "when", "where", "which"),
    )
)
"""Words that are left out of keys."""
_PARTICLES: Final = frozenset(
    (
        *("van", "von", "der", "den", "de", "del", "della", "di", "da", "dos", "du", "la", "le"),
        *("el", "al", "bin", "ibn", "ter", "ten"),
    )
)
"""Words before a family name that belong to it."""
_NEW_ID = re.compile(r"(\d\d)\d\d\.\d{4,5}")
_OLD_ID = re.compile(r"[a-z-]+(?:\.[A-Z]{2})?/(\d\d)\d{5}")


@dataclass(frozen=True, slots=True)
class Citation:
    """A paper as it is cited. What no source gives is empty or `None`, never guessed."""

    title: str
    authors: tuple[str, ...]
    """Names as the source writes them: `Ana María Rosé`."""
    year: int | None
    """The year of the first version."""
    published: date | None
    arxiv_id: str | None
    arxiv_class: str | None
    """arXiv's primary category, where the source names it."""
    doi: str | None
    """The DOI; of a paper on arXiv without another, the one that arXiv gives it."""
    url: str | None
    abstract: str
    """The abstract on one line."""
    keywords: tuple[str, ...]


def cite(detail: Detail) -> Citation:
    """The citation of a paper, with cleaned text."""
    paper = detail.paper
    doi = paper.doi or (f"10.48550/arXiv.{paper.arxiv_id}" if paper.arxiv_id else None)
    return Citation(
        title=prose.read_title(paper.title),
        authors=tuple(filter(None, map(clean_line, paper.authors))),
        year=paper.published.year if paper.published else _year(paper.arxiv_id),
        published=paper.published,
        arxiv_id=paper.arxiv_id,
        arxiv_class=clean_line(paper.categories[0]) if paper.categories else None,
        doi=clean_line(doi) if doi else None,
        url=page_url(paper),
        abstract=" ".join(prose.read_abstract(paper.abstract)),
        keywords=tuple(map(clean_line, paper.keywords)),
    )


class Keys:
    """Gives each citation of a file a unique key in ASCII: `rose2025mambaspace`."""

    def __init__(self) -> None:
        """Start with all keys free."""
        self._taken: set[str] = set()

    def key(self, citation: Citation) -> str:
        """The family name, the year and the title's first words, and letters if that is taken."""
        family = split_name(citation.authors[0])[0] if citation.authors else ""
        year = str(citation.year or "")
        plain = (_letters(family) + year + _title_words(citation.title)) or "paper"
        key = next(each for each in _with_letters(plain) if each not in self._taken)
        self._taken.add(key)
        return key


def split_name(name: str) -> tuple[str, str]:
    """(family name, given names); particles (`van der`) belong to the family name.

    The last word is taken for the family name unless there is a comma: names in Latin letters that
    put the family name first without one are split wrongly.
    """
    if "," in name:
        family, _, given = name.partition(",")
        return family.strip(), given.strip()
    words = name.split()
    start = len(words) - 1
    while start > 1 and words[start - 1].lower() in _PARTICLES:
        start -= 1
    return " ".join(words[start:]), " ".join(words[:start])


def _year(arxiv_id: str | None) -> int | None:
    """The year in which an arXiv paper was submitted, from its id."""
    found = _NEW_ID.fullmatch(arxiv_id or "") or _OLD_ID.fullmatch(arxiv_id or "")
    if not found:
        return None
    short = int(found[1])
    return short + (1900 if short > 90 else 2000)


def _title_words(title: str) -> str:
    words = map(_letters, title.replace("-", "").split())
    return "".join([word for word in words if word and word not in _LEFT_OUT][:_TITLE_WORDS])


def _letters(text: str) -> str:
    """The ASCII letters and digits of `text`, in lower case and without accents."""
    return "".join(char for char in fold(text) if char.isascii() and char.isalnum())


def _with_letters(key: str) -> Iterator[str]:
    """`key`, then `key` with one letter appended, then with two …"""
    endings = (product(ascii_lowercase, repeat=count) for count in range(1, 6))
    return chain([key], (key + "".join(each) for each in chain.from_iterable(endings)))
