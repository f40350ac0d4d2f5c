"""Queries find what a plain reading of them finds, in the order of the digests."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from daily_papers import formats
from daily_papers.library import Library, NotYet
from daily_papers.papers.fields import NumberField, TextField
from daily_papers.papers.model import Digest
from daily_papers.papers.rows import Detail
from daily_papers.papers.scopes import ALL, MUTED, STARRED, UNREAD, SavedViewScope, Scope, ViewScope
from daily_papers.query.parser import parse
from daily_papers.query.terms import MAX_DEPTH
from daily_papers.query.tokens import MAX_TOKENS
from daily_papers.query.tree import (
    And,
    Days,
    Has,
    Is,
    Node,
    Not,
    Number,
    Or,
    Phrase,
    Query,
    Word,
)
from daily_papers.query.vocabulary import IS_MUTED, IS_READ, IS_UNREAD, STATES, Part
from daily_papers.state.views import mute_rule
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.index.world import World, drawn, entry, read_plain, titles, whole

TODAY = date(2025, 8, 1)
ENTRIES = (
    entry("Diffusion Models for Video", arxiv="2507.00001", rank=0, upvotes=12, organization="Ai2"),
    entry("State Space Models", arxiv="2507.00002", rank=1, abstract="Beyond diffusion of ink."),
    entry("Rosé: a Café", rank=2, upvotes=0, github="https://github.com/rose/cafe"),
    entry("扩散模型的状态空间", rank=3, authors=("王小明", "Ada Lovelace")),
    entry("GPT-4 and C++", digest="2025-07-30", rank=0, authors=("Grace Hopper",), upvotes=40),
    entry("Video Diffusion", digest="2025-07-30", rank=1, keywords=("video", "diffusion models")),
    entry("A Space of States", digest="2025-07-29", abstract="The state  space is vast.\n\nGPT 4."),
    entry("Gathered", digest="my list", submitter="Grace", ai_summary="It gathers."),
)


@pytest.fixture(autouse=True)
def _plain_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "read", read_plain)


@contextmanager
def library(folder: Path) -> Iterator[Library]:
    world = World(folder)
    world.write("a.jsonl", *ENTRIES)
    with world.library() as opened:
        rows = whole(opened.rows(ALL))
        keys = {opened_row.title: opened_row.key for opened_row in drawn(rows)}
        opened.act("star", [keys["State Space Models"]])
        opened.act("dismiss", [keys["Video Diffusion"]])
        opened.act("tag", [keys["GPT-4 and C++"]], tag="to read")
        opened.note(keys["Gathered"], "Compare *tables*.")
        opened.reload()
        yield opened


@pytest.fixture
def found(tmp_path: Path) -> Iterator[Library]:
    with library(tmp_path) as opened:
        yield opened


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("diffusion", ["Diffusion Models for Video", "State Space Models"]),
        ("DIFF", ["Diffusion Models for Video", "State Space Models"]),
        ("rose cafe", ["Rosé: a Café"]),
        ("RÖSÉ", ["Rosé: a Café"]),
        ("扩散", ["扩散模型的状态空间"]),
        ("状态", ["扩散模型的状态空间"]),
        ("gpt-4", ["GPT-4 and C++", "A Space of States"]),
        ('"state space"', ["State Space Models", "A Space of States"]),
        ('"space state"', []),
        ("title:space -model", ["A Space of States"]),
        ("abstract:diffusion", ["State Space Models"]),
        ("author:hopper", ["GPT-4 and C++"]),
        ('author:"小明 ada"', []),
        ("author:王小明", ["扩散模型的状态空间"]),
        ("keyword:diffusion", []),
        ("keyword:diffusion is:dismissed", ["Video Diffusion"]),
        ("org:ai2", ["Diffusion Models for Video"]),
        ("submitter:grace", ["Gathered"]),
        ("url:github.com/rose", ["Rosé: a Café"]),
        ("id:arxiv:2507.00002", ["State Space Models"]),
        ("id:2507", ["Diffusion Models for Video", "State Space Models"]),
        ("tag:read", ["GPT-4 and C++"]),
        ("note:table", ["Gathered"]),
        ("has:note OR has:tag", ["GPT-4 and C++", "Gathered"]),
        ("has:code", ["Rosé: a Café"]),
        ("has:summary", ["Gathered"]),
        ("is:starred", ["State Space Models"]),
        ("is:read", ["State Space Models"]),
        ("upvotes:>=12", ["Diffusion Models for Video", "GPT-4 and C++"]),
        ("upvotes:0", ["Rosé: a Café"]),
        ("video OR gpt date:..2025-07-30", ["GPT-4 and C++", "Diffusion Models for Video",
                                           "A Space of States"]),
        ("date:2025-07-30", ["GPT-4 and C++"]),
        ("models sort:title", ["Diffusion Models for Video", "State Space Models"]),
        ("sort:upvotes upvotes:>0", ["GPT-4 and C++", "Diffusion Models for Video"]),
        ("space sort:match", ["State Space Models", "A Space of States"]),
        ("state space sort:-date", ["A Space of States", "State Space Models"]),
    ],
)  # fmt: skip
def test_finds(found: Library, query: str, expected: list[str]) -> None:
    where = parse(query, TODAY)
    assert titles(found.rows(ALL, where)) == expected
    assert found.count(ALL, where) == len(expected)


def test_a_filter_keeps_to_what_is_shown(found: Library) -> None:
    where = parse("video OR gpt", TODAY)
    assert titles(found.rows(Digest(date(2025, 7, 30)), where)) == ["GPT-4 and C++"]
    assert titles(found.rows(STARRED, where)) == []
    assert titles(found.rows(UNREAD, where)) == [
        "GPT-4 and C++", "Diffusion Models for Video", "A Space of States",
    ]  # fmt: skip
    assert titles(found.rows(Digest(date(2020, 1, 1)), where)) == []


def test_by_rank_a_day_keeps_its_own_order_whatever_later_days_say(tmp_path: Path) -> None:
    world = World(tmp_path)
    alpha, beta = (entry(title, rank=rank) for rank, title in enumerate(("Alpha", "Beta")))
    world.write("a.jsonl", alpha, beta, entry("Beta", digest="2025-08-01"))
    with world.library() as opened:
        assert titles(opened.rows(Digest(date(2025, 7, 31)), parse("sort:rank", TODAY))) == [
            "Alpha",
            "Beta",
        ]
        assert titles(opened.rows(Digest(date(2025, 7, 31)), parse("sort:-rank", TODAY))) == [
            "Beta",
            "Alpha",
        ]
        assert titles(opened.rows(ALL, parse("sort:rank", TODAY))) == ["Beta", "Alpha"]


def test_the_longest_queries_and_the_deepest_are_answered(found: Library) -> None:
    long, wide = "video " * MAX_TOKENS, " OR ".join(["upvotes:12"] * (MAX_TOKENS // 3))
    deep = "title:video OR date:2025-07-31 -(" * MAX_DEPTH + "gpt" + ")" * MAX_DEPTH
    for query in (long, wide, deep):
        assert "Diffusion Models for Video" in titles(found.rows(ALL, parse(query, TODAY)))


def test_more_mute_rules_than_sqlite_nests_conditions_hide_papers(found: Library) -> None:
    rules = [mute_rule(f"upvotes:{number}", True) for number in range(1100)]
    together = {name: value for rule in rules for name, value in rule.items()}
    outcome = found.run(lambda store: store.write("mute", [], together))
    assert not outcome.index_error
    assert titles(found.rows(MUTED)) == [
        "Diffusion Models for Video", "Rosé: a Café", "GPT-4 and C++",
    ]  # fmt: skip


def test_a_missing_view_is_reported(found: Library) -> None:
    with pytest.raises(NotYet, match="no view is called Mine"):
        found.rows(SavedViewScope("Mine"))


words = st.sampled_from(("diffusion", "video", "state", "space", "gpt", "4", "a", "models", "ink"))
text_fields = st.none() | st.sampled_from((TextField.TITLE, TextField.ABSTRACT, TextField.KEYWORD))
leaves = st.one_of(
    st.builds(Word, words, st.booleans(), text_fields),
    st.builds(Phrase, st.tuples(words, words), st.booleans(), text_fields),
    st.builds(Is, st.sampled_from([state for state in STATES if state != IS_MUTED])),
    st.builds(Has, st.sampled_from(Part)),
    st.builds(Number, st.just(NumberField.UPVOTES), st.integers(0, 20), st.none()),
    st.builds(Days, st.dates(date(2025, 7, 28), TODAY), st.none()),
    st.builds(Days, st.none(), st.dates(date(2025, 7, 28), TODAY)),
)
trees: st.SearchStrategy[Node] = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.builds(And, st.tuples(inner, inner)),
        st.builds(Or, st.tuples(inner, inner)),
        st.builds(And, st.tuples(inner, inner, inner)),
        st.builds(Not, inner),
    ),
    max_leaves=6,
)


scopes = st.sampled_from((ALL, UNREAD, STARRED, Digest(date(2025, 7, 31)), Digest(name="my list")))


def test_every_tree_finds_what_reading_paper_by_paper_finds(tmp_path: Path) -> None:
    with library(tmp_path) as opened:
        everything = whole(opened.rows(ALL, Query(Or((Is("dismissed"), Not(Is("dismissed")))))))
        details = [opened.detail(everything.key(index)) for index in range(len(everything))]
        papers = [each for each in details if each]
        assert len(papers) == len(ENTRIES)

        @settings(max_examples=300)
        @given(trees, scopes)
        @example(Is("dismissed"), ALL)
        def check(tree: Node, scope: Scope) -> None:
            shown = [paper for paper in papers if in_scope(paper, scope) and allowed(paper, tree)]
            expected = [paper.paper.title for paper in shown if matches(paper, tree)]
            rows = whole(opened.rows(scope, Query(tree)))
            answer = titles(rows)
            assert opened.still_in(scope, Query(tree), rows.keys()) == set(rows.keys())
            if Query(tree).has_text:  # ranked, which has its own test
                answer, expected = sorted(answer), sorted(expected)
            assert answer == expected

        check()


def in_scope(paper: Detail, scope: Scope) -> bool:
    flags = {ALL: True, UNREAD: paper.facts.unread, STARRED: paper.facts.starred}
    if isinstance(scope, ViewScope):
        return flags[scope]
    return scope in {each.digest for each in paper.entries}


def allowed(paper: Detail, tree: Node) -> bool:
    return not paper.facts.dismissed or "dismissed" in repr(tree)


def matches(paper: Detail, node: Node) -> bool:
    """What the tree says of one paper, read without any index."""
    facts, upvotes = paper.facts, paper.entries[0].upvotes
    match node:
        case And(nodes):
            return all(matches(paper, part) for part in nodes)
        case Or(nodes):
            return any(matches(paper, part) for part in nodes)
        case Not(inner):
            return not matches(paper, inner)
        case Word(text, prefix, field):
            return any(has_words(text, prefix, each) for each in texts(paper, field))
        case Phrase(parts, prefix, field):
            return any(has_words(" ".join(parts), prefix, each) for each in texts(paper, field))
        case Is(state):
            if state in (IS_UNREAD, IS_READ):
                return facts.unread == (state == IS_UNREAD)
            return facts.holds(state)
        case Has(part):
            known = {"code": paper.paper.github, "note": paper.note, "tag": facts.tags}
            return bool(known.get(part, paper.paper.ai_summary))
        case Number(low=low):
            return upvotes is not None and low is not None and upvotes >= low
        case Days(first, last):
            days = [each.digest.day for each in paper.entries if each.digest.day]
            return any((not first or day >= first) and (not last or day <= last) for day in days)
    raise AssertionError(node)


def texts(paper: Detail, field: TextField | None) -> tuple[str, ...]:
    if field is TextField.KEYWORD:
        return paper.paper.keywords
    known = {TextField.TITLE: paper.paper.title, TextField.ABSTRACT: paper.paper.abstract}
    return (known[field],) if field else tuple(known.values())


def has_words(text: str, prefix: bool, within: str) -> bool:
    plain = unicodedata.normalize("NFKD", within.lower()).encode("ascii", "ignore").decode()
    spaced = " ".join(re.findall("[a-z0-9]+", plain))
    return bool(re.search(rf"(?:^| ){text}" + ("" if prefix else "(?: |$)"), spaced))
