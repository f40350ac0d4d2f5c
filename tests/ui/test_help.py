"""The sheet of keys, as they are bound now."""

from __future__ import annotations

import re

import daily_papers.ui.commands  # noqa: F401  registers every action
import pytest
from daily_papers.ui.keys.actions import ACTIONS, GROUPS, bindings, shown_keys
from daily_papers.ui.keys.presets import PRESETS
from daily_papers.ui.model.fuzzy_match import hits, rank
from hypothesis import given
from hypothesis import strategies as st

from tests.ui.conftest import Open


async def test_it_opens_on_the_six_keys_that_one_needs(open_reader: Open) -> None:
    async with open_reader() as story:
        await story.press("?")
        begin = next(y for y, line in enumerate(story.screen) if "The six keys you need" in line)
        six = [line[18:].split()[0] for line in story.screen[begin + 1 : begin + 7]]
        assert six == ["space", "s", "d", "u", "/", ":"]


def test_what_is_used_most_comes_first_in_its_group() -> None:
    first = {group: next(a.name for a in ACTIONS.values() if a.group == group) for group in GROUPS}
    assert first["judge"] == "star"
    assert (first["move"], first["see"], first["app"]) == ("down", "triage", "help_sheet")


async def test_typing_finds_keys_by_what_they_do(open_reader: Open) -> None:
    async with open_reader() as story:
        await story.press("?")
        await story.type("save for")
        assert "Save for later, or remove from Later" in story.text
        assert "The six keys you need" not in story.text
        await story.press("ctrl+u")
        await story.type("zzz")
        assert "No matching keys" in story.text
        await story.press("escape")
        assert "The six keys you need" in story.text
        await story.press("end")
        assert re.search(r"Signs.*● +Unread.*★ +Starred.*{} +Has code", story.text, re.DOTALL)
        assert "▆▆▁▁         How much of a day is decided" in story.text
        await story.press("escape")
        assert "The six keys you need" not in story.text


async def test_it_is_left_by_the_key_that_opened_it_by_enter_and_by_escape(
    open_reader: Open,
) -> None:
    async with open_reader() as story:
        for key in ("question_mark", "enter", "escape"):
            await story.press("question_mark")
            assert "The six keys" in story.text
            await story.press(key)
            assert "The six keys" not in story.text


async def test_it_scrolls_by_line_page_and_wheel(open_reader: Open) -> None:
    async with open_reader((80, 24)) as story:
        await story.press("?", "end")
        assert "Redraw the screen" in story.text
        await story.press("home")
        assert "The six keys" in story.text
        assert "…" not in story.text
        await story.press("space", "pageup", "down")
        assert "The six keys" not in story.text


async def test_it_shows_the_users_own_keys(open_reader: Open) -> None:
    async with open_reader(keys={"star": "f5"}) as story:
        assert "f5 star" in story.screen[-1]
        await story.press("?")
        await story.type("star")
        assert story.line("Star, or remove the star")[18:].split()[0] == "f5"
        await story.press("escape", "escape", "s")
        assert "★" not in story.screen[2]
        await story.press("f5")
        assert "★" in story.screen[2]


async def test_newsboats_keys_do_what_they_do_there(open_reader: Open) -> None:
    async with open_reader(preset="newsboat") as story:
        await story.press("N")
        assert "27 ●" in story.screen[0]
        assert "Read · z undoes" in story.text
        await story.press("D")
        assert "×" in story.screen[2]
        await story.press("A")
        assert "●" not in story.screen[0]
        await story.press("z")
        assert "●" in story.screen[0]


async def test_gmails_keys_do_what_they_do_there(open_reader: Open) -> None:
    async with open_reader(preset="gmail") as story:
        await story.press("I")
        assert "27 ●" in story.screen[0]
        await story.press("U")
        assert "28 ●" in story.screen[0]
        await story.press("number_sign")
        assert "×" in story.screen[2]
        await story.press("g", "i")
        assert "Unread" in story.screen[0]


@pytest.mark.parametrize("preset", PRESETS)
def test_a_preset_names_actions_and_hides_no_key_behind_another(preset: str) -> None:
    assert set(PRESETS[preset]) <= set(ACTIONS)
    keymap, problems = bindings(preset=preset)
    assert problems == []
    assert set(keymap.values()) >= set(PRESETS[preset])


@pytest.mark.parametrize("preset", PRESETS)
def test_whoever_changes_keys_can_still_undo_leave_and_ask(preset: str) -> None:
    shown = shown_keys(bindings(preset=preset)[0])
    assert {"undo", "leave", "help_sheet", "palette", "star", "filter_papers"} <= set(shown)


def test_the_users_keys_come_before_the_presets() -> None:
    keymap, problems = bindings({"star": "N"}, "newsboat")
    assert keymap[("N",)] == "star"
    assert keymap[("m",)] == "toggle_read"
    assert problems == []


def test_an_unknown_action_is_reported_and_takes_no_key() -> None:
    keymap, problems = bindings({"stat": "s"})
    assert problems == ['[keys] names no action "stat" · did you mean "star"?']
    assert keymap[("s",)] == "star"


def test_whole_words_come_first_then_what_begins_so() -> None:
    items = [("next unread",), ("unread",), ("view unread",), ("un r e a d",)]
    assert rank("unread", items) == [0, 1, 2, 3]
    assert rank("unre", items) == [1, 0, 2, 3]
    assert rank("nxt", items) == [0]
    assert rank("", items) == [0, 1, 2, 3]


@given(st.text(max_size=20), st.lists(st.tuples(st.text(max_size=20)), max_size=8))
def test_ranking_gives_each_item_at_most_once(typed: str, items: list[tuple[str, ...]]) -> None:
    found = rank(typed, items)
    assert len(set(found)) == len(found)
    assert set(found) <= set(range(len(items)))


@given(st.text(max_size=20), st.text(max_size=40))
def test_hits_are_places_in_the_text(typed: str, text: str) -> None:
    assert all(0 <= start < end <= len(text) for start, end in hits(typed, text))
