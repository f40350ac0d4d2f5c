"""Forty queries on real papers, each answered a second time by reading every paper.

The second answer shares no code with the index or the filter language: it reads the API's JSON by
itself, and compares words by its own rules. Of the seeds, which are pasted pages, it takes the
text that the reader took in.
"""

from __future__ import annotations

import json
import re
import shutil
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from tests.cache.world import drawn, titles, whole
from tui.cache.index.refresh import refresh
from tui.cache.library import Library
from tui.paths import Places
from tui.query.parser import parse

TODAY = date(2026, 2, 1)
EVERY = 9
"""One day in so many is taken."""


@dataclass(frozen=True)
class Known:
    """What the second answer knows of a paper."""

    title: str
    abstract: str = ""
    authors: tuple[str, ...] = ()
    organization: str = ""
    keywords: tuple[str, ...] = ()
    submitter: str = ""
    id: str = ""
    links: str = ""
    upvotes: int | None = None
    comments: int | None = None
    stars: int | None = None
    github: bool = False
    summary: bool = False
    days: tuple[str, ...] = ()

    @property
    def both(self) -> str:
        """Title and abstract, which no phrase spans."""
        return f"{self.title} \0 {self.abstract}"


def plain(text: str) -> str:
    """Small letters and digits with single spaces, accents gone."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " " + " ".join(re.findall(r"[^\W_]+|\0", bare)) + " "


def begins(text: str, *words: str) -> bool:
    """Whether all words stand in `text`, or longer ones that begin so."""
    return all(f" {word}" in plain(text) for word in words)


def says(text: str, phrase: str) -> bool:
    """Whether the words of `phrase` stand in `text` one after the other."""
    return f" {phrase} " in plain(text)


Test = Callable[[Known], bool]
TABLE: list[tuple[str, Test]] = [
    ("mamba", lambda p: begins(p.both, "mamba")),
    ("MAMBA", lambda p: begins(p.both, "mamba")),
    ("diffus", lambda p: begins(p.both, "diffus")),
    ("diffusion video", lambda p: begins(p.both, "diffusion", "video")),
    ("video AND diffusion", lambda p: begins(p.both, "diffusion", "video")),
    ("transformer -diffusion", lambda p: begins(p.both, "transformer")
     and not begins(p.both, "diffusion")),
    ("transformer NOT (diffusion OR video)", lambda p: begins(p.both, "transformer")
     and not begins(p.both, "diffusion") and not begins(p.both, "video")),
    ("mamba OR hyena", lambda p: begins(p.both, "mamba") or begins(p.both, "hyena")),
    ("robot OR game agent", lambda p: begins(p.both, "robot") or begins(p.both, "game", "agent")),
    ("(robot OR game) agent", lambda p: (begins(p.both, "robot") or begins(p.both, "game"))
     and begins(p.both, "agent")),
    ('"state space"', lambda p: says(p.both, "state space")),
    ('"chain of thought"', lambda p: says(p.both, "chain of thought")),
    ("chain-of-thought", lambda p: " chain of thought" in plain(p.both)),
    ("gpt-4", lambda p: " gpt 4" in plain(p.both)),
    ('"gpt-4"', lambda p: says(p.both, "gpt 4")),
    ("title:diffusion", lambda p: begins(p.title, "diffusion")),
    ("title:(video OR image) -title:generation", lambda p: (begins(p.title, "video")
     or begins(p.title, "image")) and not begins(p.title, "generation")),
    ('title:"language models"', lambda p: says(p.title, "language models")),
    ("abstract:diffusion -title:diffusion", lambda p: begins(p.abstract, "diffusion")
     and not begins(p.title, "diffusion")),
    ("author:wang", lambda p: any(begins(name, "wang") for name in p.authors)),
    ('author:"yang liu"', lambda p: any(says(name, "yang liu") for name in p.authors)),
    ("author:zhang author:li", lambda p: any(begins(name, "zhang") for name in p.authors)
     and any(begins(name, "li") for name in p.authors)),
    ("org:nvidia", lambda p: begins(p.organization, "nvidia")),
    ("keyword:reinforcement", lambda p: any(begins(each, "reinforcement") for each in p.keywords)),
    ("submitter:ak OR submitter:taesiri", lambda p: begins(p.submitter, "ak")
     or begins(p.submitter, "taesiri")),
    ("url:github.com", lambda p: "github com" in plain(p.links)),
    ("upvotes:>50", lambda p: p.upvotes is not None and p.upvotes > 50),
    ("upvotes:10..20", lambda p: p.upvotes is not None and 10 <= p.upvotes <= 20),
    ("-upvotes:>=5", lambda p: p.upvotes is None or p.upvotes < 5),
    ("comments:0", lambda p: p.comments == 0),
    ("stars:>=1k", lambda p: p.stars is not None and p.stars >= 1000),
    ("has:code", lambda p: p.github),
    ("has:code -has:summary", lambda p: p.github and not p.summary),
    ("has:summary diffusion", lambda p: p.summary and begins(p.both, "diffusion")),
    ("date:2025", lambda p: any(day.startswith("2025") for day in p.days)),
    ("date:2025-03", lambda p: any(day.startswith("2025-03") for day in p.days)),
    ("date:2025-10..", lambda p: any(day >= "2025-10-01" for day in p.days)),
    ("date:..2024-08-31 agent", lambda p: any(day <= "2024-08-31" for day in p.days)
     and begins(p.both, "agent")),
    ("is:unread survey", lambda p: begins(p.both, "survey")),
    ("is:starred OR zebra", lambda p: begins(p.both, "zebra")),
    ("id:2503", lambda p: p.id.startswith("2503.")),
    ("llm reasoning benchmark upvotes:>20 has:code", lambda p: bool(
        begins(p.both, "llm", "reasoning", "benchmark") and (p.upvotes or 0) > 20 and p.github)),
]  # fmt: skip


@pytest.fixture(scope="module")
def real(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The seeds, and some of the days of the API."""
    root = tmp_path_factory.mktemp("real")
    places = Places(root / "cache", root / "index", root / "data", "main", root / "config")
    places.cache.mkdir()
    for path in (*days(shared), *(shared / "seeds").glob("*.txt")):
        shutil.copy2(path, places.cache)
    refresh(places)
    with Library(places) as library:
        yield library


def days(shared: Path) -> list[Path]:
    found = sorted((shared / "data" / "hf-api").glob("20*.json"))[::EVERY]
    return [path for path in found if isinstance(json.loads(path.read_bytes())[0], dict)]


@pytest.fixture(scope="module")
def everything(real: Library, shared: Path) -> dict[str, Known]:
    """All papers by title, as they come from the JSON itself; the seeds' from the reader."""
    found = {}
    for row in drawn(real.rows("all")):
        detail = real.detail(row.key)
        assert detail
        if not detail.paper.arxiv_id:
            stands_in = tuple(str(each.digest.day) for each in detail.entries if each.digest.day)
            found[row.title] = Known(
                detail.paper.title, detail.paper.abstract, days=stands_in,
                links=" ".join(filter(None, (detail.paper.github, detail.paper.url))),
                github=bool(detail.paper.github), stars=detail.paper.stars,
            )  # fmt: skip
    clean = {row.id: row.title for row in drawn(real.rows("all"))}
    for path in days(shared):
        for item in json.loads(path.read_bytes()):
            paper = item["paper"]
            known = known_of(path.name[:10], item, paper)
            title = clean[f"arxiv:{paper['id']}"]
            assert title not in found
            found[title] = known
    return found


def known_of(day: str, item: dict[str, object], paper: dict[str, object]) -> Known:
    def get(name: str) -> object:
        return paper[name] if paper.get(name) is not None else item.get(name)

    organization = get("organization")
    people = paper.get("authors")
    submitter = paper.get("submittedOnDailyBy") or item.get("submittedBy")
    links = [paper.get(name) for name in ("githubRepo", "projectPage")]
    return Known(
        title=str(get("title")),
        abstract=str(get("summary")),
        authors=tuple(str(each["name"]) for each in people) if isinstance(people, list) else (),
        organization=" ".join(
            str(organization.get(name) or "") for name in ("fullname", "name")
        ) if isinstance(organization, dict) else "",
        keywords=tuple(map(str, paper.get("ai_keywords") or ())),  # type: ignore[call-overload]
        submitter=str(submitter.get("fullname") or "") if isinstance(submitter, dict) else "",
        id=str(paper["id"]),
        links=" ".join(str(link) for link in links if link),
        upvotes=number(paper.get("upvotes")),
        comments=number(item.get("numComments")),
        stars=number(paper.get("githubStars")),
        github=bool(paper.get("githubRepo")),
        summary=bool(paper.get("ai_summary")),
        days=(day,),
    )  # fmt: skip


def number(value: object) -> int | None:
    return value if isinstance(value, int) else None


@pytest.mark.parametrize(("query", "test"), TABLE, ids=[query for query, _ in TABLE])
def test_the_index_finds_what_reading_every_paper_finds(
    real: Library, everything: dict[str, Known], query: str, test: Test
) -> None:
    expected = {title for title, paper in everything.items() if test(paper)}
    where = parse(query, TODAY)
    found = titles(real.rows("all", where))
    assert len(found) == len(set(found))
    assert set(found) == expected
    assert real.everywhere(where) == len(expected)


def test_the_table_finds_some_and_not_all(everything: dict[str, Known]) -> None:
    sizes = {query: sum(map(test, everything.values())) for query, test in TABLE}
    assert len(TABLE) >= 40
    assert [query for query, size in sizes.items() if size == len(everything)] == []
    assert sum(size > 0 for size in sizes.values()) >= 35


def test_real_hits_stand_in_the_order_that_a_person_expects(
    real: Library, everything: dict[str, Known]
) -> None:
    for words in ("language model", "video generation", "diffusion", "reasoning", "benchmark"):
        found = titles(whole(real.rows("all", parse(words, TODAY))))
        tiers = [tier(everything[title], words.split()) for title in found]
        assert tiers == sorted(tiers), words
        assert tiers[0][0] < 3


def tier(paper: Known, words: list[str]) -> tuple[int, int, int]:
    """How well a title answers the words, the votes and the day, as they should come."""
    title = plain(paper.title)
    row = " ".join(words)
    if title.startswith(f" {row}") and " " not in title[1 + len(row) :].rstrip():
        place = 0
    elif f" {row}" in title:
        place = 1
    else:
        place = 2 if begins(paper.title, *words) else 3
    newest = max(map(date.fromisoformat, paper.days)).toordinal()
    return place, -(paper.upvotes if paper.upvotes is not None else -1), -newest
