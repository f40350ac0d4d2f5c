"""The first minute: each hint comes at its moment, goes once followed, and does not come back."""

from __future__ import annotations

from pathlib import Path

import pytest
from daily_papers.ui.keys.actions import ACTIONS
from daily_papers.ui.model.hints import ALL, HINTS, Hints

from tests.terminal import PROGRAM, Pty
from tests.ui.conftest import Open
from tests.ui.test_terminal import home

KEYS = {name: action.keys for name, action in ACTIONS.items()}


def first(hints: Hints) -> str:
    """The first key of the hint that is due, with its word; nothing where none is due."""
    return " ".join(next(iter(hints.keys(KEYS)), ()))


def test_each_hint_names_actions_that_there_are() -> None:
    for hint in HINTS:
        assert hint.followed_by | hint.after <= set(ACTIONS)
        assert all(ACTIONS[name].keys for name, _ in hint.shown)


def test_the_next_hint_comes_at_its_moment() -> None:
    hints = Hints()
    assert first(hints) == "j next"
    hints.did("down")
    assert first(hints) == "j next"
    hints.did("star")
    assert first(hints) == "u undo"
    hints.did("filter_papers")
    assert first(hints) == "? six keys"
    hints.did("help_sheet")
    assert first(hints) == ""
    assert hints.seen == ALL


def test_a_hint_that_is_dismiss_does_not_bring_the_next_before_its_moment() -> None:
    hints = Hints()
    hints.dismiss()
    hints.dismiss()
    assert (first(hints), hints.seen) == ("", frozenset({"judge"}))
    hints.did("dismiss")
    assert first(hints) == "u undo"


def test_those_of_before_do_not_come_back() -> None:
    hints = Hints(ALL)
    hints.did("star")
    assert hints.due is None


def test_keys_that_are_bound_otherwise_are_named_so() -> None:
    bound = {"down": ("n",), "more": ("space",)}
    assert Hints().keys(bound) == (("n", "next"), ("space", "read on"))


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (50, 20)])
async def test_a_hint_takes_no_key_from_the_footer(
    open_reader: Open, size: tuple[int, int]
) -> None:
    async with open_reader(size) as story:
        footer = story.screen[-1].partition("s star")
        story.reader.model.hints = Hints()
        await story.press("j", "k")
        assert story.screen[-1].partition("s star")[1:] == footer[1:]
        assert story.line("Try  j next · k back · space read on · s star") == story.screen[-2]
        await story.press("escape")
        assert "Try" not in story.text
        await story.press("s")
        assert "Try  u undo · / filter · T one by one" in story.screen[-2]
        await story.press("/")
        assert "Try" not in story.text
        await story.press("enter")
        assert "Try  ? six keys" in story.screen[-2]


@pytest.mark.parametrize("size", [(18, 8), (50, 20)])
async def test_a_line_above_the_list_is_cut_between_its_parts(
    open_reader: Open, size: tuple[int, int]
) -> None:
    async with open_reader(size) as story:
        story.reader.model.announcement = (
            "Sample digests",
            "R fetches today's",
            "and much more than fits here",
        )
        await story.rest()
        shown = " Sample digests · R fetches today's" if size[0] == 50 else ""
        assert [line.rstrip() for line in story.screen if "Sample" in line] == [shown][
            : bool(shown)
        ]


def test_the_reader_shows_them_and_remembers_which_were_followed(tmp_path: Path) -> None:
    with Pty(PROGRAM, columns=160, lines=40, environ=home(tmp_path)) as terminal:
        terminal.until("read on")
        terminal.send("s")
        terminal.until("one by one")
        terminal.send("q")
        assert terminal.end() == 0
    with Pty(PROGRAM, columns=160, lines=40, environ=home(tmp_path)) as terminal:
        terminal.until("Sample digests")
        terminal.send("s")
        terminal.until("one by one")
        terminal.send("q")
        assert terminal.end() == 0
    assert b"read on" not in terminal.written
