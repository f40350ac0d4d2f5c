"""Counts, prefixes and sequences, as a user types them."""

from __future__ import annotations

import pytest
from daily_papers.ui import commands  # noqa: F401  registers the actions
from daily_papers.ui.keys.actions import ACTIONS, bindings
from daily_papers.ui.keys.sequences import KeySequences, Stroke, tokens
from hypothesis import given
from hypothesis import strategies as st

BINDINGS = {
    ("j",): "down",
    ("G",): "bottom",
    ("g", "g"): "top",
    ("g", "1"): "first view",
    ("M", "j"): "below read",
    ("escape",): "back",
}


def typed(reader: KeySequences, *keys: str) -> list[Stroke]:
    """The strokes that come of typing `keys`."""
    return [stroke for key in keys if (stroke := reader.feed(key))]


@pytest.fixture
def reader() -> KeySequences:
    """A reader of a few bindings."""
    return KeySequences(BINDINGS)


def test_a_key_is_a_stroke(reader: KeySequences) -> None:
    assert typed(reader, "j", "G") == [Stroke("down"), Stroke("bottom")]


def test_digits_are_a_count_for_what_follows(reader: KeySequences) -> None:
    assert typed(reader, *"12G", "j") == [Stroke("bottom", 12), Stroke("down")]


def test_zero_does_not_begin_a_count_but_continues_one(reader: KeySequences) -> None:
    assert typed(reader, *"0j10j") == [Stroke("down"), Stroke("down", 10)]


def test_a_digit_after_a_prefix_belongs_to_the_sequence(reader: KeySequences) -> None:
    assert typed(reader, *"g1") == [Stroke("first view")]


def test_a_prefix_waits_and_says_what_may_follow(reader: KeySequences) -> None:
    assert reader.feed("g") is None
    assert reader.pending == "g"
    assert reader.choices == {"g": "top", "1": "first view"}
    assert reader.feed("g") == Stroke("top")
    assert reader.pending == ""


def test_a_key_that_nothing_is_bound_to_ends_the_prefix(reader: KeySequences) -> None:
    assert typed(reader, *"5gxj") == [Stroke("down")]


def test_escape_takes_back_a_prefix_before_it_means_anything_else(reader: KeySequences) -> None:
    assert typed(reader, "g", "escape", "escape") == [Stroke("back")]


def test_a_huge_count_stays_a_number_of_nine_digits(reader: KeySequences) -> None:
    assert typed(reader, *"9" * 40, "j") == [Stroke("down", 999_999_999)]


@pytest.mark.parametrize(
    ("key", "character", "expected"),
    [
        ("left_square_bracket", "[", ["["]),
        ("G", "G", ["G"]),
        ("space", " ", ["space"]),
        ("ctrl+d", None, ["ctrl+d"]),
        ("enter", "\r", ["enter"]),
        ("ctrl+h", None, ["backspace"]),
        ("alt+j", "j", ["escape", "j"]),
        ("alt+slash", None, ["escape", "/"]),
        ("alt+J", None, ["escape", "J"]),
        ("alt+b", None, ["ctrl+left"]),
        ("alt+backspace", None, ["ctrl+w"]),
        ("question_mark", "？", ["?"]),
    ],
)
def test_tokens_are_what_the_user_sees_on_the_key(
    key: str, character: str | None, expected: list[str]
) -> None:
    assert list(tokens(key, character)) == expected


@given(st.lists(st.sampled_from(["j", "g", "G", "M", "1", "0", "9", "escape", "x"])))
def test_after_any_keys_escape_leaves_nothing_pending(keys: list[str]) -> None:
    reader = KeySequences(BINDINGS)
    typed(reader, *keys, "escape")
    assert reader.pending == ""


def test_every_action_can_be_reached_and_none_hides_another() -> None:
    keymap, problems = bindings()
    assert problems == []
    assert set(keymap.values()) == {name for name, each in ACTIONS.items() if each.keys}


def test_the_users_keys_take_the_place_of_the_actions_own() -> None:
    keymap, problems = bindings({"star": "x f5", "top": "gt"})
    assert problems == []
    assert keymap[("x",)] == keymap[("f5",)] == "star"
    assert ("s",) not in keymap
    assert keymap[("g", "t")] == "top"


def test_a_key_taken_from_another_action_is_the_users() -> None:
    keymap, problems = bindings({"star": "d"})
    assert problems == []
    assert keymap[("d",)] == "star"
    assert "dismiss" not in keymap.values()


def test_keys_that_clash_are_reported_by_name() -> None:
    _, problems = bindings({"star": "x", "done": "x"})
    assert problems == ["[keys] gives x to done and to star"]
    _, problems = bindings({"star": "g"})
    assert "gg (top) cannot be typed: g is star" in problems
