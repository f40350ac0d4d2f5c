"""One paper is one paper in every digest, and what was done with it stays with it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from daily_papers import formats
from daily_papers.library import Library
from daily_papers.papers.model import Digest, title_id
from daily_papers.papers.rows import Detail
from daily_papers.papers.scopes import ALL, STARRED

from tests.index.world import World, entry, read_plain, titles

A, B = "2507.00001", "2507.00002"
MAMBA = title_id("Mamba")


@pytest.fixture(autouse=True)
def _plain_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "read", read_plain)


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


def detail(library: Library, id: str) -> Detail:
    key = library.key_of(id)
    assert key is not None, f"nothing answers to {id}"
    found = library.detail(key)
    assert found is not None
    return found


def papers(library: Library) -> list[str]:
    rows = library.rows(ALL)
    return sorted(row.id for row in map(rows.row, range(len(rows))) if row)


def test_a_paper_of_two_days_is_one_paper_with_two_entries(world: World) -> None:
    world.write("a.jsonl", entry(arxiv=A, digest="2025-07-30", rank=3, upvotes=5))
    world.write("b.jsonl", entry(arxiv=A, digest="2025-07-31", rank=1, upvotes=8))
    with world.library() as library:
        assert papers(library) == [f"arxiv:{A}"]
        found = detail(library, f"arxiv:{A}").entries
        assert [(each.digest.key, each.rank, each.upvotes) for each in found] == [
            ("2025-07-31", 1, 8),
            ("2025-07-30", 3, 5),
        ]


def test_a_title_alone_joins_the_only_identified_paper_with_it(world: World) -> None:
    world.write("a.jsonl", entry("MAMBA!", digest="2025-07-30"))
    world.write("b.jsonl", entry("Mamba", arxiv=A, digest="2025-07-31"))
    with world.library() as library:
        assert papers(library) == [f"arxiv:{A}"]
        assert len(detail(library, MAMBA).entries) == 2


def test_a_title_of_two_papers_joins_the_one_in_its_own_digest(world: World) -> None:
    world.write("a.jsonl", entry(arxiv=A, digest="2025-07-30"))
    world.write("b.jsonl", entry(arxiv=B, digest="2025-07-31"))
    world.write("c.jsonl", entry(digest="2025-07-30", abstract="From the page."))
    with world.library() as library:
        assert papers(library) == [f"arxiv:{A}", f"arxiv:{B}"]
        assert detail(library, f"arxiv:{A}").paper.abstract == "From the page."
        assert library.key_of(MAMBA) is None


def test_a_title_of_two_papers_elsewhere_stays_by_itself(world: World) -> None:
    world.write("a.jsonl", entry(arxiv=A, digest="2025-07-30"))
    world.write("b.jsonl", entry(arxiv=B, digest="2025-07-31"))
    world.write("c.jsonl", entry(digest="2025-07-29"))
    with world.library() as library:
        assert papers(library) == [f"arxiv:{A}", f"arxiv:{B}", MAMBA]


def test_a_doi_joins_the_arxiv_paper_that_has_it_elsewhere(world: World) -> None:
    world.write("a.jsonl", entry("Published", doi="10.1/x"))
    with world.library() as library:
        assert papers(library) == ["doi:10.1/x"]
    world.write("b.jsonl", entry("Preprint", arxiv=A, doi="10.1/x"))
    with world.library() as library:
        assert papers(library) == [f"arxiv:{A}"]
        assert detail(library, "doi:10.1/x").id == f"arxiv:{A}"


def test_a_doi_on_two_arxiv_papers_joins_nothing(world: World) -> None:
    world.write("a.jsonl", entry("One", arxiv=A, doi="10.1/x"), entry("Two", arxiv=B, doi="10.1/x"))
    world.write("b.jsonl", entry("Three", doi="10.1/x"))
    with world.library() as library:
        assert papers(library) == [f"arxiv:{A}", f"arxiv:{B}", "doi:10.1/x"]


def test_what_was_done_by_title_stays_when_the_identifier_arrives(world: World) -> None:
    world.write("a.jsonl", entry())
    with world.library() as library:
        library.act("star", [library.rows(ALL).key(0)])
    world.write("b.jsonl", entry(arxiv=A, abstract="Richer."))
    with world.library() as library:
        assert papers(library) == [f"arxiv:{A}"]
        assert detail(library, f"arxiv:{A}").facts.starred


def test_two_papers_of_one_title_do_not_share_what_was_done_by_title(world: World) -> None:
    world.write("a.jsonl", entry(digest="2025-07-30"))
    with world.library() as library:
        library.act("star", [library.rows(ALL).key(0)])
    world.write("b.jsonl", entry(arxiv=A, digest="2025-07-30"), entry(arxiv=B, digest="2025-07-31"))
    with world.library() as library:
        assert detail(library, f"arxiv:{A}").facts.starred
        assert not detail(library, f"arxiv:{B}").facts.starred


def test_a_kept_paper_outlives_the_cache(world: World) -> None:
    kept = entry("Kept", arxiv=A, abstract="All of it.", authors=("Ada",), digest="2025-07-30")
    world.write("a.jsonl", kept, entry("Unkept", arxiv=B, rank=1))
    with world.library() as library:
        library.act("star", [key for key in [library.key_of(f"arxiv:{A}")] if key])
        library.act("read", [key for key in [library.key_of(f"arxiv:{B}")] if key])
    world.remove("a.jsonl")
    with world.library() as library:
        assert titles(library.rows(STARRED)) == ["Kept"]
        assert not library.calendar()
        found = detail(library, f"arxiv:{A}")
        assert (found.paper.abstract, found.paper.authors) == ("All of it.", ("Ada",))
        assert library.key_of(f"arxiv:{B}") is None
        library.act("unstar", [found.key])
        assert library.counts()[ALL] == 0


def test_text_is_the_most_faithful_source_s_and_counts_the_largest(world: World) -> None:
    longer = entry("Mamba", arxiv=A, abstract="A much longer page.", upvotes=3, stars=7)
    faithful = entry("Mamba", arxiv=A, abstract="Exact.", upvotes=2, stars=9)
    world.write("page.jsonl", longer)
    world.write("atom.jsonl", faithful)
    with world.library() as library:
        found = detail(library, f"arxiv:{A}")
        assert (found.paper.abstract, found.paper.stars) == ("Exact.", 9)
        assert found.entries[0].upvotes == 3


def test_a_list_that_is_shown_keeps_a_paper_that_moves_to_another_day(world: World) -> None:
    world.write("a.jsonl", entry(digest="2025-07-30"))
    with world.library() as library:
        rows = library.rows(Digest(date(2025, 7, 30)))
        key = rows.key(0)
        world.write("b.jsonl", entry(arxiv=A, digest="2025-07-31", upvotes=4))
        with world.library():
            pass
        assert library.reload()
        row = rows.row(0)
        assert row is not None
        assert (row.key, row.id, row.upvotes) == (key, f"arxiv:{A}", 4)
        assert library.act("star", [key]).count == 1
        assert detail(library, f"arxiv:{A}").facts.starred
