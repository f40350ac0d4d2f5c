"""While a query is typed, what may still become valid is no error."""

from datetime import date

import pytest
from daily_papers.query.errors import QueryError
from daily_papers.query.parser import parse
from hypothesis import given
from hypothesis import strategies as st

from tests.query.expressions import plain, queries, texts

TODAY = date(2025, 7, 31)


@pytest.mark.parametrize(
    ("text", "so_far"),
    [
        ("a title:", "a*"),
        ("a -title:", "a*"),
        ('"state sp', "'state sp*'"),
        ('"state ', "'state'"),
        ('"', "all"),
        ('a ""', "a*"),
        ("title:“sta", "title:sta*"),
        ("(", "all"),
        ("(a", "a*"),
        ("(a OR (b", "(or a* b*)"),
        ("title:(", "all"),
        ("-(", "all"),
        ("a OR", "a*"),
        ("a OR ", "a*"),
        ("a OR NOT (", "a*"),
        ("a AND NOT", "a*"),
        ("a -", "a*"),
        ("a NOT ", "a*"),
        ("is:", "all"),
        ("is:st", "all"),
        ("-is:st", "all"),
        ("has:co", "all"),
        ("sort:", "all"),
        ("sort:-", "all"),
        ("sort:-up", "all"),
        ("upvotes:", "all"),
        ("upvotes:>", "all"),
        ("upvotes:>=1.", "upvotes[1,]"),
        ("upvotes:1.5", "upvotes[1,1]"),
        ("upvotes:10.", "upvotes[10,10]"),
        ("upvotes:10..", "upvotes[10,]"),
        ("upvotes:10..5", "upvotes[10,]"),
        ("upvotes:50..10", "upvotes[50,]"),
        ("upvotes:.", "all"),
        ("upvotes:<0", "all"),
        ("date:", "all"),
        ("date:20", "all"),
        ("date:2025-", "days[2025-01-01,2025-12-31]"),
        ("date:2025-0", "days[2025-01-01,2025-12-31]"),
        ("date:2025-1", "days[2025-01-01,2025-01-31]"),
        ("date:2025-07-3", "days[2025-07-03,2025-07-03]"),
        ("date:2025-07..2", "days[2025-07-01,]"),
        ("date:2025-07..2025-06", "days[2025-07-01,2025-12-31]"),
        ("date:2025-07..2025-0", "days[2025-07-01,2025-12-31]"),
        ("date:<", "all"),
        ("date:<2", "all"),
        ("date:tod", "all"),
        ("date:2025-07..tod", "days[2025-07-01,]"),
        ("/re", "/re/"),
        ("/re(", "all"),
        ("/re\\", "all"),
        ("a /", "a*"),
        ("~", "all"),
        ("~di", "~di"),
        ('~"di', "~di"),
        ("a -?", "a*"),
        ("titel:", "'titel'"),
    ],
)
def test_the_unfinished_end_counts_as_far_as_it_is_typed(text: str, so_far: str) -> None:
    assert plain(parse(text, TODAY, unfinished=True).tree) == so_far


@pytest.mark.parametrize(
    "text",
    [
        "title: ",
        "title: a",
        "is:st ",
        "(is:st)",
        "is:stared",
        "upvotes:5x",
        "upvotes:> a",
        "date:2025-13",
        "date:2025-02-30",
        "date:2025-07..2025-06 a",
        "date:todya",
        "/re(/",
        "titel:a",
        "a OR )",
        "OR a",
        "()",
        "a)",
        "-sort:",
    ],
)
def test_what_cannot_become_valid_is_an_error_at_once(text: str) -> None:
    with pytest.raises(QueryError):
        parse(text, TODAY, unfinished=True)


@given(st.data())
def test_no_beginning_of_a_valid_query_is_an_error(data: st.DataObject) -> None:
    text = data.draw(queries | texts)
    try:
        parse(text, TODAY)
    except QueryError:
        return
    for length in range(len(text)):
        parse(text[:length], TODAY, unfinished=True)


@given(queries)
def test_a_finished_query_means_the_same_while_it_is_typed(text: str) -> None:
    assert parse(f"{text} ", TODAY, unfinished=True) == parse(text, TODAY)
