"""What is closed leaves memory: the reader runs for days."""

from __future__ import annotations

import gc
from weakref import ref

import pytest
from textual.screen import Screen
from textual.strip import Strip

from tests.ui.conftest import Open

OPENED_AND_CLOSED = {
    "a note": ("a", "x", "escape", "escape"),
    "a note left as it was": ("a", "escape"),
    "the palette": (":", "t", "h", "escape"),
    "help": ("?", "s", "down", "escape", "escape"),
    "tags": ("t", "x", "escape"),
    "links": ("O", "down", "escape"),
    "views": ("g", "f", "escape"),
    "an export": ("X", "enter", "escape"),
    "a command": ("|", "x", "escape"),
    "statistics": ("S", "tab", "q"),
    "a triage": ("T", "J", "escape"),
}


@pytest.mark.parametrize("keys", OPENED_AND_CLOSED.values(), ids=OPENED_AND_CLOSED)
async def test_a_screen_is_collected_after_it_was_closed(
    open_reader: Open, monkeypatch: pytest.MonkeyPatch, keys: tuple[str, ...]
) -> None:
    monkeypatch.setattr("daily_papers.ui.screens.note._TWICE", 0.001)
    async with open_reader() as story:
        for _ in range(4):
            await story.press(*keys)
            assert story.app.screen is story.reader
        await story.press("j", "k")
        closed = [
            ref(each)
            for each in gc.get_objects()
            if isinstance(each, Screen) and each not in story.app.screen_stack
        ]

        def alive() -> int:
            gc.collect()
            return sum(each() is not None for each in closed)

        for _ in range(500):
            if alive() <= 1:  # a thread may hold the last one until it has other work
                break
            await story.pilot.pause(0.01)  # timers that were stopped leave the loop at their time
        assert alive() <= 1


@pytest.mark.parametrize("keys", [(":", "escape"), ("?", "escape"), ("S", "q")])
async def test_the_lines_of_a_closed_screen_are_freed(
    open_reader: Open, keys: tuple[str, ...]
) -> None:
    def strips() -> int:
        gc.unfreeze()  # the reader froze what was there when its first papers were drawn
        gc.collect()
        return sum(isinstance(each, Strip) for each in gc.get_objects())

    async with open_reader() as story:
        for _ in range(2):
            await story.press(*keys)
        before = strips()
        for _ in range(10):
            await story.press(*keys)
        # A screen draws more than a hundred lines, and the last one may still be closing.
        assert strips() - before < 300
