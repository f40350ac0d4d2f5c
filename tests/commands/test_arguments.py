"""How options and positional arguments are distinguished."""

from __future__ import annotations

import pytest
from daily_papers.commands.arguments import Parser
from daily_papers.commands.errors import UsageError
from hypothesis import given
from hypothesis import strategies as st


def parser() -> Parser:
    """A parser of a flag, an option with a value, and words."""
    made = Parser("try")
    made.add_argument("words", nargs="*")
    made.add_argument("--limit")
    made.add_argument("-f", dest="filter")
    made.add_argument("--raw", action="store_true")
    return made


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("-video", ["-video"]),
        ("-video --raw -title:x", ["-video", "-title:x"]),
        ("a --limit -3 b", ["a", "b"]),
        ("- a", ["-", "a"]),
        ("a -- --raw -- b", ["a", "--raw", "--", "b"]),
        ("--cache=/x a", ["a"]),
        ("-(a OR b)", ["-(a", "OR", "b)"]),
        ("---", ["---"]),
    ],
)
def test_a_word_that_names_no_option_is_positional(typed: str, words: list[str]) -> None:
    assert parser().parse(typed.split()).words == words


def test_an_option_takes_the_next_word_whatever_it_is() -> None:
    read = parser().parse(["--limit", "--raw", "-f", "-video", "x"])
    assert (read.limit, read.filter, read.raw, read.words) == ("--raw", "-video", False, ["x"])


def test_a_value_may_follow_its_option_in_the_same_word() -> None:
    read = parser().parse(["--limit=--5", "-f-video"])
    assert (read.limit, read.filter, read.words) == ("--5", "-video", [])


@pytest.mark.parametrize("word", ["--limits", "--no-raw", "--x=1"])
def test_an_unknown_long_option_is_an_error(word: str) -> None:
    with pytest.raises(UsageError, match="unknown option --"):
        parser().parse([word])


@given(st.lists(st.from_regex(r"-?[a-eg-z(\"~/][a-z:)\"]*", fullmatch=True), max_size=5))
def test_positionals_are_passed_unchanged(words: list[str]) -> None:
    known = {"-h"}
    expected = [word for word in words if word not in known]
    assert parser().parse([*expected, "--raw"]).words == expected
