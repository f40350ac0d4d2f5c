"""The order that a person expects of hits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from daily_papers import formats
from daily_papers.index import match_order
from daily_papers.library import Library
from daily_papers.papers.model import Digest
from daily_papers.papers.scopes import ALL
from daily_papers.query.parser import parse
from daily_papers.query.tree import Word

from tests.index.world import World, entry, read_plain, titles, whole

TODAY = date(2026, 1, 1)
ATTENTION = "Attention Is All You Need"
SPARSE = "Sparse Attention for Long Documents"
LINEAR = "Linear Attention Is Fast"
MAMBA = "Mamba: Linear-Time Sequence Modeling with Selective State Spaces"
MAMBA_2 = "Transformers are SSMs: State Space Duality"
SPACE = "A State of Outer Space"
BERT = "BERT"
BERTOLOGY = "What Does BERT Look At? An Analysis of Attention"
ROBERTA = "RoBERTa: A Robustly Optimized BERT Approach"
OLD, NEW = "2025-07-01", "2025-07-31"
ENTRIES = (
    entry(ATTENTION, digest=OLD, abstract="The transformer.", upvotes=90),
    entry(SPARSE, digest=NEW, rank=0, abstract="A pattern of attention.", upvotes=3),
    entry(LINEAR, digest=NEW, rank=1, abstract="All you need is little. A state space.", upvotes=3),
    entry(MAMBA, digest=OLD, rank=1, abstract="Better than attention.", upvotes=40),
    entry(MAMBA_2, digest=NEW, rank=2, abstract="Like Mamba.", upvotes=8),
    entry(SPACE, digest=NEW, rank=3, abstract="Stars.", upvotes=70),
    entry(BERT, digest=OLD, rank=2, abstract="Bidirectional."),
    entry(BERTOLOGY, digest=NEW, rank=4, abstract="Heads.", upvotes=5),
    entry(ROBERTA, digest=NEW, rank=5, abstract="Trained longer.", upvotes=6),
)
TABLE = [
    # A whole title is best, however old and however few voted for it.
    ("bert", [BERT, ROBERTA, BERTOLOGY]),
    ("attention is all you need", [ATTENTION, LINEAR]),
    # Words in the title, most votes first, then newer, then as in the digest; abstracts last.
    ("attention", [ATTENTION, BERTOLOGY, SPARSE, LINEAR, MAMBA]),
    # In this order in the title, then in the title at all, then in the abstract.
    ("state space", [MAMBA, MAMBA_2, SPACE, LINEAR]),
    ("space state", [SPACE, MAMBA, MAMBA_2, LINEAR]),
    ('"state space"', [MAMBA_2, LINEAR]),
    ('"state spaces"', [MAMBA]),
    ("mamba", [MAMBA, MAMBA_2]),
    ("mam", [MAMBA, MAMBA_2]),
    ("all need", [ATTENTION, LINEAR]),
    ("mamba OR bert", [BERT, MAMBA, ROBERTA, BERTOLOGY, MAMBA_2]),
    ("attention -sparse sort:-match", [MAMBA, ATTENTION, BERTOLOGY, LINEAR]),
    ("~atention", [ATTENTION, BERTOLOGY, SPARSE, LINEAR, MAMBA]),
    ("~mabma", [MAMBA, MAMBA_2]),
    ('~"sate spcae"', [MAMBA, MAMBA_2, SPACE, LINEAR]),
    ("~bret", [BERT, ROBERTA, BERTOLOGY]),
    ("is:unread attention sort:date", [SPARSE, LINEAR, BERTOLOGY, ATTENTION, MAMBA]),
]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    world = World(tmp_path_factory.mktemp("ranking"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(formats, "read", read_plain)
        world.write("a.jsonl", *ENTRIES)
        with world.library() as opened:
            yield opened


@pytest.mark.parametrize(("query", "expected"), TABLE, ids=[query for query, _ in TABLE])
def test_the_best_come_first(library: Library, query: str, expected: list[str]) -> None:
    assert titles(library.rows(ALL, parse(query, TODAY))) == expected


def test_a_day_is_ranked_too(library: Library) -> None:
    assert titles(library.rows(Digest(date.fromisoformat(OLD)), parse("attention", TODAY))) == [
        ATTENTION,
        MAMBA,
    ]


def test_of_very_many_hits_titles_come_first_and_then_the_newest(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("daily_papers.index.search.RANKED", 2)
    assert match_order.RANKED > 2
    found = titles(library.rows(ALL, parse("attention", TODAY)))
    assert found == [SPARSE, LINEAR, BERTOLOGY, ATTENTION, MAMBA]


def test_words_that_were_corrected_are_highlighted(library: Library) -> None:
    whole(library.rows(ALL, parse("~atention", TODAY)))
    assert str(library.correct(parse("~atention", TODAY))) == "atention OR attention"


def test_a_correction_by_former_papers_is_not_kept(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = parse("~atteniton", TODAY)
    speller = library._queries.speller

    def late(*_: object) -> Iterator[Word]:
        yield Word("before")
        speller.invalidate()

    monkeypatch.setattr(speller, "_nearest", late)
    assert titles(library.rows(ALL, where)) == []
    monkeypatch.undo()
    whole(library.rows(ALL, where))
    assert str(library.correct(where)) == "atteniton OR attention"


def test_a_word_that_left_the_papers_corrects_nothing(library: Library) -> None:
    assert titles(library.rows(ALL, parse("~zzzzzz", TODAY))) == []
