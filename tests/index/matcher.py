"""A second answer to a query: every paper of a cache, read and compared by independent rules.

It shares no code with the formats, the index or the filter language, and is as plain as it is
slow. It knows the API's answers, whose entries may be Python's texts of them, and pages pasted
from a search, where below the page's day titles and abstracts take turns.
"""

from __future__ import annotations

import ast
import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Known:
    """What is known of a paper."""

    title: str
    abstract: str = ""
    authors: tuple[str, ...] = ()
    organization: str = ""
    keywords: tuple[str, ...] = ()
    submitter: str = ""
    id: str = ""
    links: tuple[str, ...] = ()
    upvotes: int | None = None
    comments: int | None = None
    stars: int | None = None
    github: bool = False
    summary: bool = False
    days: frozenset[str] = field(default=frozenset())

    @property
    def name(self) -> str:
        """Its identity: its arXiv id, else its title."""
        return self.id or plain(self.title)

    @cached_property
    def both(self) -> str:
        """Title and abstract, which no phrase spans."""
        return f"{self.title} \0 {self.abstract}"


@cache
def plain(text: str) -> str:
    """Lowercase letters and digits with single spaces, without accents."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.casefold())
        text = "".join(char for char in text if not unicodedata.combining(char))
    return " " + " ".join(re.findall(r"[^\W_]+|\0", text.lower())) + " "


def begins(text: str, *words: str) -> bool:
    """Whether `text` has all words, or longer ones that begin so."""
    return all(f" {word}" in plain(text) for word in words)


def says(text: str, phrase: str) -> bool:
    """Whether `text` has the words of `phrase` one after the other."""
    return f" {phrase} " in plain(text)


def read(folder: Path) -> dict[str, Known]:
    """The papers in the cache `folder`, by name; a file's day is the one that its name begins with.

    A paper of a page is the one of the API with the same title: where several have it, the one of
    the same day. What the API says of it counts. Authors whom the API hides are none.
    """
    files = sorted(folder.iterdir())
    papers = {
        paper.name: paper
        for file in files if file.suffix == ".json"
        for paper in _answer(file)
    }  # fmt: skip
    bearers = defaultdict(list)
    for paper in papers.values():
        bearers[plain(paper.title)].append(paper)
    for file in files:
        for paper in _page(file) if file.suffix != ".json" else ():
            meant = bearers[paper.name]
            if len(meant) > 1:
                meant = [each for each in meant if paper.days <= each.days]
            name = meant[0].name if len(meant) == 1 else paper.name
            known = papers.get(name, paper)
            papers[name] = replace(known, days=known.days | paper.days)
    return papers


def _answer(file: Path) -> Iterator[Known]:
    """The papers of an answer of the API. None is in two."""
    found = json.loads(file.read_bytes())
    for entry in found if isinstance(found, list) else found["data"]:
        outer = ast.literal_eval(entry) if isinstance(entry, str) else entry
        yield _known(file.name[:10], outer, outer["paper"])


def _known(day: str, outer: dict[str, Any], paper: dict[str, Any]) -> Known:
    organization = paper.get("organization") or outer.get("organization") or {}
    submitter = paper.get("submittedOnDailyBy") or outer.get("submittedBy") or {}
    github, project = (_address(paper.get(name)) for name in ("githubRepo", "projectPage"))
    return Known(
        title=paper["title"],
        abstract=paper["summary"],
        authors=tuple(each["name"] for each in paper["authors"] if not each.get("hidden")),
        organization=organization.get("fullname") or organization.get("name") or "",
        keywords=tuple(paper.get("ai_keywords") or ()),
        submitter=submitter.get("fullname") or "",
        id=paper["id"],
        links=tuple(filter(None, (github, project))),
        upvotes=paper["upvotes"],
        comments=outer["numComments"],
        stars=paper.get("githubStars"),
        github=bool(github),
        summary=bool(paper.get("ai_summary")),
        days=frozenset({day}),
    )


def _address(text: str | None) -> str:
    return "".join((text or "").splitlines())


def _page(file: Path) -> Iterator[Known]:
    """The papers of a pasted page."""
    blocks = re.split(r"\n\s*\n", file.read_text("utf-8").strip())
    day = next(at for at, block in enumerate(blocks) if re.fullmatch(r"[A-Z][a-z]{2} \d+", block))
    for title, abstract in zip(blocks[day + 1 :: 2], blocks[day + 2 :: 2], strict=True):
        yield Known(title, abstract, days=frozenset({file.name[:10]}))
