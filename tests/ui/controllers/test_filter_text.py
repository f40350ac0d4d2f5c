"""Filters that are to be saved: checked, and combined."""

from __future__ import annotations

import pytest
from daily_papers.ui.controllers.filter_text import InvalidInput, check_filter, combine
from daily_papers.ui.strings import errors


@pytest.mark.parametrize("text", ["", "  ", "\t"])
def test_nothing_is_no_filter(text: str) -> None:
    with pytest.raises(InvalidInput, match=errors.NO_FILTER.split(":")[0]):
        check_filter(text)


@pytest.mark.parametrize("text", ["upvotes:many", "(a OR", "upvotes:", "…"])
def test_what_cannot_be_read_is_no_filter(text: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        check_filter(text)
    assert str(refused.value).startswith("column ")


def test_a_filter_is_read() -> None:
    assert str(check_filter(" title:depth  sort:upvotes ")) == "title:depth sort:upvotes"


@pytest.mark.parametrize(
    ("outer", "inner", "both"),
    [
        ("", "", ""),
        ("a", "", "a"),
        ("", "a", "a"),
        ("is:unread", "depth", "is:unread depth"),
        ("a OR b", "c", "(a OR b) c"),
        ("a", "b OR c", "a (b OR c)"),
        ("a OR b", "c OR d", "(a OR b) (c OR d)"),
        ("a OR b sort:title", "c", "(a OR b) c sort:title"),
        ("a OR b sort:title", "c sort:upvotes", "(a OR b) c sort:upvotes"),
        ("a", "upvotes:many", "upvotes:many"),
    ],
)
def test_two_filters_ask_for_both(outer: str, inner: str, both: str) -> None:
    assert combine(outer, inner) == both
