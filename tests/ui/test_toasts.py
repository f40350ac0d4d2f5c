"""What the toast says: of the last act, of what it took away, and of what was not done."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from daily_papers.library import Library
from daily_papers.papers.scopes import STARRED
from daily_papers.paths import Paths
from daily_papers.themes import load_themes
from daily_papers.ui.widgets.toast import Toast

from tests.ui.conftest import Open, with_cache
from tests.ui.test_bursts import burst
from tests.ui.test_inbox import long_past


async def test_a_toast_says_what_else_went_and_does_not_outlive_the_next_act(
    open_reader: Open,
) -> None:
    async with open_reader() as story:
        await story.press("s", "d")
        assert "Dismissed, its star is gone · u undoes" in story.text
        story.app.model.theme = load_themes()[0]["ansi"]
        drawn = story.reader.query_one(Toast).draw_line(0)
        assert all(each.style and each.style.reverse for each in drawn)
        await story.press("enter")
        assert "its star is gone" not in story.text
        await story.press("e")
        assert "Done already" in story.text
        await story.press("u", "escape", "x", "j", "x", "d")
        assert "2 dismissed, 1 star is gone · u undoes" in story.text
        await story.press("u", "T", "s", "K", "d")
        assert "Dismissed, its star is gone · u undoes" in story.text
        await story.press("q", "M", "M")
        await burst(story, "s", "d")
        assert "Dismissed, its star is gone · u undoes · 30 Jul: 22 unread papers" in story.text
        await story.press("e", "e")
        assert "Done already · 30 Jul: 22 unread papers" in story.text


async def test_many_papers_are_asked_about_and_only_those_in_sight_are_touched_by_the_key(
    open_reader: Open, paths: Paths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[int] = []
    show_pending = Library.show_pending

    def count(library: Library, name: str, keys: Iterable[int]) -> tuple[str, list[int]]:
        shown.append(len(list(keys)))
        return show_pending(library, name, keys)

    monkeypatch.setattr(Library, "show_pending", count)
    async with open_reader(where=with_cache(paths, long_past(tmp_path))) as story:
        await story.press("M", "o")
        await story.rest()
        assert "Press again to mark 120 papers" in story.text
        await story.press("escape", "g", "a", "*", "s")
        assert "Press again to mark 150 papers" in story.text
        await story.press("escape")
        assert "Cancelled: nothing was changed" in story.text
        assert "150 selected" in story.text
        await story.press("s", "j", "s")
        assert "Press again to mark" in story.text
        assert shown == []
        await story.press("s")
        await story.rest()
        assert "150 starred · u undoes" in story.text
        assert story.reader.model.counts[STARRED] == 150
        assert shown == [len(story.reader.model.papers.keys_in_sight)]
        await story.press("*", "s", "s")
        await story.rest()
        assert "150 unstarred" in story.text
        assert len(shown) == 1


async def test_esc_takes_back_an_undo_that_asks(open_reader: Open) -> None:
    async with open_reader() as story:
        await story.press("s")
    async with open_reader() as story:
        for _ in range(2):
            await story.press("u")
            assert "Before this session: 1 starred" in story.text
            await story.press("escape")
            assert "Cancelled: nothing was changed" in story.text
        assert story.reader.model.counts[STARRED] == 1
        await story.press("u", "u")
        assert story.reader.model.counts[STARRED] == 0


async def test_an_empty_view_names_the_way_back_and_takes_no_letters_as_commands(
    open_reader: Open,
) -> None:
    async with open_reader() as story:
        await story.press("g", "s")
        assert "Nothing starred · s stars a paper · gd newest day" in story.text
        await story.press("s")
        assert "No paper here" in story.text
        for field in ("a", "t"):
            await story.press(field)
            await story.type("quite gd")
            assert "No paper here" in story.text
            assert "Nothing starred" in story.text
            await story.press("enter")
        await story.press("g", "d")
        assert "28 papers" in story.text
