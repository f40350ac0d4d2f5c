"""Regular expressions that may take very long are recognised before they run."""

import re
import time

import pytest
from daily_papers.query.patterns import compile_pattern, max_cheap_length
from hypothesis import given
from hypothesis import strategies as st

ABSTRACT = 1920
"""Characters of the longest abstract that arXiv allows."""


@pytest.mark.parametrize(
    "pattern",
    [
        "mamba-?2",
        "state.space",
        r"\bGPT-[0-9]",
        "mamba|rwkv|hyena|s4|ssm|retnet|xlstm",
        "(video|image) generation",
        "llm.*agent",
        "llm.*?agent",
        "colou?rs?",
        "x{3}",
        r"[+*?]{2}\*\?",
        "[]*]+",
        "(?:a|b)?",
        "a{",
        r"\w+former",
        r"\d+ ?x faster",
        r"(pre|post)-?training\b",
        r"(video|image) generat\w*",
    ],
)
def test_everyday_expressions_are_cheap_in_an_abstract(pattern: str) -> None:
    assert max_cheap_length(pattern) >= ABSTRACT


@pytest.mark.parametrize(
    "pattern",
    [
        "(a+)+b",
        "(a|a)*b",
        "(a?){40}b",
        "(?:a{1,9}){1,9}b",
        ".*.*x",
        "a*b*c*d",
        "a?" * 20 + "a" * 20,
        "(a|b)" * 20,
        r".*a?b?c?d?Q",
        r"\w*a?a?a?Q",
        r"\w*a{999}Q",
        r"(.)\1+",
        "(?=a*)b",
        "a{2,}b{2,}",
    ],
)
def test_slow_expressions_are_not_cheap(pattern: str) -> None:
    assert max_cheap_length(pattern) < ABSTRACT


def test_case_does_not_matter() -> None:
    assert compile_pattern("mamba").search("MAMBA")


@pytest.mark.parametrize("pattern", ["(", "a{99999999999}", "(?L)a", "(" * 150 + ")" * 150 + "["])
def test_every_invalid_expression_raises_the_same_error(pattern: str) -> None:
    with pytest.raises(re.error):
        compile_pattern(pattern)


def test_an_expression_whose_meaning_may_change_gives_no_warning() -> None:
    assert compile_pattern("[[a]").search("a")


PARTS = st.sampled_from(["a", "b", ".", "[ab]", "(a)", "(a|b)", "(?:", "(", ")", "|", "\\d", "{2}"])
REPEATS = st.sampled_from(["", "", "", "?", "*", "+", "{1,9}", "{2,}", "*?", "++"])


@given(st.lists(st.tuples(PARTS, REPEATS), max_size=12), st.sampled_from(["a", "ab", "1a"]))
def test_cheap_expressions_fail_quickly(parts: list[tuple[str, str]], unit: str) -> None:
    pattern = "".join(part + repeat for part, repeat in parts) + "!"
    try:
        expression = compile_pattern(pattern)
    except re.error:
        return
    if longest := min(max_cheap_length(pattern), 4096):
        text = (unit * longest)[:longest]
        begun = time.process_time()
        expression.search(text)
        assert time.process_time() - begun < 1
