"""What a list and a search need of a paper, worked out once when its text arrives."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from daily_papers.index.merge import Work
from daily_papers.papers import gist, prose
from daily_papers.papers.fields import TextField
from daily_papers.papers.text import clean_line
from daily_papers.query.fold import spaced

NAMED: Final = (TextField.AUTHOR, TextField.ORG, TextField.KEYWORD, TextField.SUBMITTER)
"""The fields that hold names, in the order of the first columns of the table `names`."""
_NAME_LIMIT: Final = 80
"""Characters of a name that is offered."""
_SEAM: Final = " \ue000 "
"""Between names stands a word that no query can hold, so that no phrase spans two of them."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """The cleaned and the folded text of one paper."""

    title: str
    abstract: str
    """Its paragraphs with blank lines between them."""
    gist: str
    titles: tuple[str]
    """The columns of the table `titles`; the next two likewise."""
    texts: tuple[str, str]
    names: tuple[str, str, str, str, str, str]
    written: Mapping[tuple[TextField, str], str]
    """Names by field and as they are folded: how they are written."""


def source_of(work: Work) -> str:
    """A hash of everything that `prepare` reads."""
    paper = work.paper
    parts = (
        paper.title, paper.abstract, paper.authors, paper.organization, paper.keywords,
        _submitters(work), _addresses(work),
    )  # fmt: skip
    text = repr(parts).encode("utf-8", "backslashreplace")
    return hashlib.blake2b(text, digest_size=16).hexdigest()


def prepare(work: Work) -> Prepared:
    """The texts of `work`, cleaned for reading and folded for search."""
    paper = work.paper
    title = prose.read_title(paper.title)
    abstract = "\n\n".join(prose.read_abstract(paper.abstract))
    folded = spaced(title)
    return Prepared(
        title=title,
        abstract=abstract,
        gist=gist.find(abstract, title).short,
        titles=(folded,),
        texts=(folded, spaced(abstract)),
        names=(
            _apart(paper.authors),
            spaced(paper.organization or ""),
            _apart(paper.keywords),
            _apart(_submitters(work)),
            _apart(filter(None, (paper.arxiv_id, paper.doi))),
            _apart(_addresses(work)),
        ),
        written=_written(work),
    )


def parted(names: str) -> set[str]:
    """The folded names in a column of the table `names`."""
    return set(names.split(_SEAM)) - {""}


def _written(work: Work) -> dict[tuple[TextField, str], str]:
    paper = work.paper
    of_fields = (paper.authors, (paper.organization or "",), paper.keywords, _submitters(work))
    found = {
        (field, spaced(name)): clean_line(name, _NAME_LIMIT)
        for field, names in zip(NAMED, of_fields, strict=True)
        for name in names
    }
    return {key: text for key, text in found.items() if key[1]}


def _apart(names: Iterable[str]) -> str:
    return _SEAM.join(filter(None, map(spaced, names)))


def _submitters(work: Work) -> list[str]:
    return sorted({entry.submitter for entry in work.entries if entry.submitter})


def _addresses(work: Work) -> list[str]:
    paper = work.paper
    arxiv = f"https://arxiv.org/abs/{paper.arxiv_id}" if paper.arxiv_id else None
    doi = f"https://doi.org/{paper.doi}" if paper.doi else None
    return [text for text in (arxiv, doi, paper.url, paper.github, paper.project) if text]
