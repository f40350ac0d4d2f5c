"""The first minute: hints that are followed go away, and do not come back."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.terminal import Pty
from tests.ui.test_terminal import home
from tui.ui.actions import ACTIONS
from tui.ui.hints import ALL, HINTS, Hints

KEYS = {name: action.keys for name, action in ACTIONS.items()}


def test_each_hint_names_actions_that_there_are() -> None:
    for hint in HINTS:
        assert hint.followed_by <= set(ACTIONS)
        assert all(ACTIONS[name].keys for name, _ in hint.shown)


def test_a_hint_goes_once_it_was_followed_and_the_next_one_comes() -> None:
    hints = Hints()
    assert hints.words(KEYS) == "j next · k back · space read on"
    hints.did("star")
    assert hints.words(KEYS).startswith("j next")
    hints.did("down")
    assert hints.words(KEYS) == "s star · d dismiss · u undo"
    hints.did("later")
    assert hints.words(KEYS) == "/ filter · T one by one · ? six keys"
    hints.did("help_sheet")
    assert hints.words(KEYS) == ""
    assert hints.seen == ALL


def test_those_of_before_do_not_come_back() -> None:
    assert Hints({"move", "judge"}).words(KEYS).startswith("/ filter")
    assert Hints(ALL).due is None


def test_keys_that_are_bound_otherwise_are_named_so() -> None:
    assert Hints().words({"down": ("n",), "more": ("space",)}) == "n next · space read on"


@pytest.mark.parametrize("follows", ["j", "n"])
def test_the_reader_shows_them_and_remembers_which_were_followed(
    tmp_path: Path, follows: str
) -> None:
    reader = [sys.executable, "-m", "tui"]
    with Pty(reader, columns=160, lines=40, environ=home(tmp_path)) as terminal:
        terminal.until("j next · k back")
        terminal.send(follows)
        terminal.until("s star · d dismiss")
        terminal.send("q")
        assert terminal.end() == 0
    with Pty(reader, columns=160, lines=40, environ=home(tmp_path)) as terminal:
        terminal.until("s star · d dismiss")
        terminal.send("q")
        assert terminal.end() == 0
    assert b"j next" not in terminal.written
