"""A query prints in one normal form, which means the same."""

from datetime import date

import pytest
from daily_papers.query.errors import QueryError
from daily_papers.query.parser import parse
from daily_papers.query.tree import Node, Query, SortKey
from daily_papers.query.vocabulary import SortName
from hypothesis import given
from hypothesis import strategies as st

from tests.query.expressions import queries, texts, trees

TODAY = date(2025, 7, 31)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("", ""),
        ("  Diffusion   MODELS ", "diffusion models"),
        ("“State Space”", '"state space"'),
        ("GPT-4 why?", 'gpt-4 "why"'),
        ("l'école", "l-ecole"),
        ('"注意力"', "注意力"),
        ('"state spac*"', "state-spac"),
        ("NOT a AND (b OR (c))", "-a (b OR c)"),
        ("-(a b) OR c d", "-(a b) OR c d"),
        ("NOT (NOT a)", "a"),
        ("title:(a OR b)", "title:a OR title:b"),
        (r"/a\/b/", r"/a\/b/"),
        ('~"state spce"', '~"state spce"'),
        ("upvotes:>50 stars:<1k comments:3", "upvotes:>=51 stars:<=999 comments:3"),
        ("date:2025-07-01..2025-07-31", "date:2025-07"),
        ("date:2025-01..2025-12", "date:2025"),
        ("date:<2w", "date:2025-07-18.."),
        ("date:today", "date:2025-07-31"),
        ("id:10.1000/a(b)", 'id:"doi:10.1000/a(b)"'),
        ("sort:-date a", "a sort:-date"),
    ],
)
def test_normal_form(text: str, printed: str) -> None:
    assert str(parse(text, TODAY)) == printed


@given(trees, st.lists(st.sampled_from(SortName), unique=True), st.booleans())
def test_a_printed_tree_parses_to_the_same(
    tree: Node, names: list[SortName], reverse: bool
) -> None:
    query = Query(tree, tuple(SortKey(name, reverse) for name in names))
    assert parse(str(query), TODAY) == query


@given(texts | queries)
def test_a_parsed_query_prints_and_parses_to_the_same(text: str) -> None:
    try:
        query = parse(text, TODAY)
    except QueryError:
        return
    assert parse(str(query), date(2001, 1, 1)) == query
