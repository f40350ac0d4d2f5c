"""Every error has a position, says what was expected and guesses what was meant."""

from datetime import date

import pytest
from daily_papers.query.errors import EXCERPT_WIDTH, QueryError
from daily_papers.query.parser import parse
from daily_papers.query.tokens import lowercase_operator
from hypothesis import given
from hypothesis import strategies as st

from tests.query.expressions import texts

TODAY = date(2025, 7, 31)


def error(text: str) -> QueryError:
    """What `parse` raises for `text`."""
    with pytest.raises(QueryError) as caught:
        parse(text, TODAY)
    return caught.value


@pytest.mark.parametrize(
    ("text", "operator"),
    [
        ("robot or dog", "OR"),
        ("robot not (dog and cat)", "NOT"),
        ("or robot and", ""),
        ('robot "or" dog', ""),
        ("robot OR dog", ""),
    ],
)
def test_an_operator_in_lower_case_is_found(text: str, operator: str) -> None:
    assert lowercase_operator(text) == operator


@pytest.mark.parametrize(
    ("text", "column", "message"),
    [
        ("???", 0, "there is nothing to search for: expected a letter or a digit"),
        ("-", 0, "there is nothing to search for"),
        ('a ""', 2, "there is nothing to search for"),
        ("a -?", 3, "? cannot be searched for"),
        ("OR a", 0, "OR has nothing before it: expected a word"),
        ("a OR", 2, "OR has nothing after it: expected a word"),
        ("a OR OR b", 2, "OR has nothing after it"),
        ("a OR AND b", 2, "OR has nothing after it"),
        ("AND a", 0, "AND has nothing before it"),
        ("a AND", 2, "AND has nothing after it"),
        ("a NOT", 2, "NOT has nothing after it"),
        ("a -(", 3, "the parenthesis is never closed: expected )"),
        ("-OR", 0, "- has nothing after it"),
        ("(OR a)", 1, "OR has nothing before it"),
        ("(a OR)", 3, "OR has nothing after it"),
        ("a ()", 2, "the parentheses are empty"),
        ("((a)", 0, "the parenthesis is never closed"),
        ("a) b", 1, "the parenthesis was never opened: expected ( before it"),
        (")", 0, "the parenthesis was never opened"),
        ("a | b", 2, "| has no meaning here: expected OR"),
        ('a "b c', 2, 'the quote is never closed: expected "'),
        ("/a b", 0, "the regular expression is never closed: expected /"),
        ("/a(b/", 2, "missing )"),
        ("a /[b/", 3, "unterminated character set"),
        ("/*/", 1, "nothing to repeat"),
        ("//", 1, "nothing between the slashes"),
        (f"/{'a' * 201}/", 201, "too long: expected at most 200 characters"),
        ("/a{99999999999}/", 1, "the regular expression is not valid"),
        ("~", 0, "there is nothing to search for"),
        ("title:", 6, 'title: has no value: expected a word, a "phrase"'),
        ("title: a", 6, "title: has no value"),
        ("(title:)", 7, "title: has no value"),
        ("title:?", 6, "there is nothing to search for"),
        ("title:-a", 6, "did you mean -title:a?"),
        ("title:(author:a)", 7, "author: is not allowed inside title:( )"),
        ("titel:a", 0, "there is no field titel: expected a field's name"),
        ("titel:a", 0, "did you mean title:?"),
        ("-authors:a", 1, "did you mean author:?"),
        ("abs:a", 0, "did you mean abstract:?"),
        ("organization:a", 0, "did you mean org:?"),
        ('tags:"a b"', 0, "did you mean tag:?"),
        ("is:", 3, "is: has no value: expected unread, read, starred, later, dismissed or muted"),
        ("is:stared", 3, "did you mean is:starred?"),
        ("is:code", 3, "did you mean has:code?"),
        ("has:starred", 4, "did you mean is:starred?"),
        ("is:noted", 3, "did you mean has:note?"),
        ("has:stars", 4, "did you mean is:starred?"),
        ("has:x", 4, "has:x is not known: expected code, note, tag or summary"),
        ("is:/a/", 3, "is: does not take a regular expression"),
        ('is:""', 3, "is: does not take empty quotes"),
        ("is:(read)", 3, "is: has no value"),
        ("sort:upvote", 5, "did you mean sort:upvotes?"),
        ("sort:", 5, "sort: has no value: expected upvotes, date, title, match or rank"),
        ("-sort:date", 1, "sort: applies to the whole result"),
        ("(a sort:date)", 3, "sort: applies to the whole result"),
        ("a OR sort:date", 2, "OR has nothing after it"),
        ("upvotes:", 8, "expected a number such as 50, >50, >=1k or 10..50"),
        ("upvotes:>", 9, "a number is missing"),
        ("upvotes:many", 8, "many is not a number"),
        ("upvotes:-5", 8, "-5 is not a number"),
        ("upvotes:1.5", 8, "1.5 is not a whole number"),
        ("upvotes:10..x", 12, "x is not a number"),
        ("upvotes:50..10", 8, "did you mean 10..50?"),
        ("upvotes:..", 10, "a number is missing"),
        ("upvotes:<0", 8, "nothing is below 0"),
        ("upvotes:9999999999999999", 8, "too large"),
        ("stars:~5", 6, "stars: does not take a fuzzy word"),
        ("(" * 7 + "a" + ")" * 7, 6, "nested too deeply: expected at most 6 levels"),
        ("a " * 501, 1000, "the query is too long: expected at most 500 words and operators"),
        ("a" * 4001, 4000, "the query is too long: expected at most 4,000 characters"),
    ],
)
def test_errors_have_a_message_and_a_position(text: str, column: int, message: str) -> None:
    raised = error(text)
    assert message in raised.message
    assert raised.column == column
    assert str(raised).startswith(f"column {column + 1}: ")


def test_the_limits_can_be_reached() -> None:
    parse("(" * 6 + "a" + ")" * 6, TODAY)
    parse("a " * 500, TODAY)
    parse("a" * 4000, TODAY)
    parse("-" * 499 + "a", TODAY)


def test_the_caret_is_below_the_error() -> None:
    assert error("mamba is:stared").caret() == "mamba is:stared\n         ^^^^^^"


def test_the_caret_counts_cells() -> None:
    assert error("注意力 is:x").caret() == "注意力 is:x\n          ^"
    assert error("👍🏽❤️ is:x").caret() == "👍🏽❤️ is:x\n        ^"
    assert error("e\u0301 is:注意").caret() == "e\u0301 is:注意\n     ^^^^"


def test_the_excerpt_is_one_line_without_control_characters() -> None:
    assert error("a\n\x1b[31m is:x").caret() == "a \ufffd[31m is:x\n           ^"


def test_a_long_query_is_shown_around_the_error() -> None:
    query, carets = error("a " * 200 + "is:x " + "b " * 200).caret().split("\n")
    assert query.startswith("…")
    assert query.endswith("…")
    assert query[carets.index("^") - 3 :].startswith("is:x")
    assert len(query) == EXCERPT_WIDTH + 2


@given(texts, st.booleans())
def test_any_text_is_a_query_or_a_query_error(text: str, unfinished: bool) -> None:
    raised: QueryError | None = None
    try:
        parse(text, TODAY, unfinished=unfinished)
    except QueryError as caught:
        raised = caught
    if raised:
        assert 0 <= raised.column <= len(text)
        assert raised.expected in str(raised)
        query, carets = raised.caret().split("\n")
        assert query.isprintable()
        assert set(carets.strip()) == {"^"}
