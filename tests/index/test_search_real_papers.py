"""Forty-odd queries on all real papers, each answered a second time by reading every paper.

The second answer (`matcher`) shares no code with what it is held against.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from unittest.mock import patch

import pytest
from daily_papers.index.refresh import refresh
from daily_papers.library import Library, Listing
from daily_papers.papers.scopes import ALL
from daily_papers.paths import find_paths
from daily_papers.query.parser import parse

from tests.conftest import Make
from tests.home import Home, Ran
from tests.index.matcher import Known, begins, plain, read, says
from tests.index.world import drawn, whole

TODAY = date(2026, 2, 1)

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
    ("url:github.com", lambda p: any("github com" in plain(link) for link in p.links)),
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
def real(archive: tuple[Home, Ran]) -> Iterator[Library]:
    """The seeds and all days of the API."""
    with patch.dict(os.environ, archive[0].environ):
        paths = find_paths()
    refresh(paths)
    with Library(paths) as library:
        yield library


@pytest.fixture(scope="module")
def papers(archive: tuple[Home, Ran]) -> dict[str, Known]:
    """The same papers as the matcher reads them, by name."""
    return read(archive[0].cache)


@pytest.fixture(scope="module")
def names(real: Library) -> dict[int, str]:
    """What the matcher calls the papers of the library, by key."""
    return {
        row.key: row.id.removeprefix("arxiv:") if row.id.startswith("arxiv:") else plain(row.title)
        for row in drawn(real.rows(ALL))
    }


@pytest.fixture(scope="module")
def expected(
    made_once: Callable[[str, Make], Path], request: pytest.FixtureRequest
) -> dict[str, dict[str, list[str]]]:
    """The names of the papers that each query should find, with their days; only who works it out
    reads them.
    """

    def make(folder: Path) -> None:
        papers: dict[str, Known] = request.getfixturevalue("papers")
        found = {
            query: {name: sorted(paper.days) for name, paper in papers.items() if test(paper)}
            for query, test in TABLE
        }
        (folder / "found.json").write_text(json.dumps(found), "utf-8")

    text = (made_once("answers", make) / "found.json").read_text("utf-8")
    found: dict[str, dict[str, list[str]]] = json.loads(text)
    return found


def named(rows: Listing, names: dict[int, str]) -> list[str]:
    """The names of the papers in a list, in order."""
    whole(rows)
    return [names[rows.key(index)] for index in range(len(rows))]


def test_the_matcher_knows_the_same_papers(names: dict[int, str], papers: dict[str, Known]) -> None:
    assert len(names) == len(papers) > 6_500
    assert set(names.values()) == papers.keys()


@pytest.mark.parametrize("query", [query for query, _ in TABLE])
def test_the_index_finds_what_reading_every_paper_finds(
    real: Library, names: dict[int, str], expected: dict[str, dict[str, list[str]]], query: str
) -> None:
    where = parse(query, TODAY)
    found = named(real.rows(ALL, where), names)
    assert len(found) == len(set(found))
    assert set(found) == expected[query].keys()
    assert real.count(ALL, where) == len(found)


@pytest.mark.parametrize("query", ["diffus", "author:wang", "-upvotes:>=5", "date:2025"])
def test_a_day_finds_its_own_papers(
    real: Library, names: dict[int, str], expected: dict[str, dict[str, list[str]]], query: str
) -> None:
    for each in real.calendar()[::20]:
        day = each.digest
        found = named(real.rows(day, parse(query, TODAY)), names)
        of_day = {name for name, days in expected[query].items() if day.key in days}
        assert sorted(found) == sorted(of_day)
        assert real.count(day, parse(query, TODAY)) == len(found)


def test_by_rank_each_day_keeps_its_own_order(real: Library) -> None:
    for each in real.calendar():
        day = each.digest
        by_rank = whole(real.rows(day, parse("sort:rank", TODAY)))
        assert by_rank.keys() == whole(real.rows(day)).keys()


def test_the_table_finds_some_and_not_all(
    names: dict[int, str], expected: dict[str, dict[str, list[str]]]
) -> None:
    sizes = {query: len(found) for query, found in expected.items()}
    assert len(sizes) >= 40
    assert [query for query, size in sizes.items() if size == len(names)] == []
    assert sum(size > 0 for size in sizes.values()) >= 35


def test_real_hits_are_in_the_order_that_a_person_expects(
    real: Library, names: dict[int, str], papers: dict[str, Known]
) -> None:
    for words in ("language model", "video generation", "diffusion", "reasoning", "benchmark"):
        ranked = named(real.rows(ALL, parse(f"{words} sort:match", TODAY)), names)
        tiers = [tier(papers[name], words.split()) for name in ranked]
        assert tiers == sorted(tiers), words
        # Unasked, of very many hits those in titles are ranked, and come before all others.
        by_title = sum(place < 3 for place, _, _ in tiers)
        found = named(real.rows(ALL, parse(words, TODAY)), names)
        assert found[:by_title] == ranked[:by_title]
        assert by_title > 20
        assert set(found) == set(ranked)


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
