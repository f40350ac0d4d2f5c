"""Addresses in a real terminal (OSC 8), and keys as terminals send them."""

from __future__ import annotations

import asyncio
import json
import re
import sys
from pathlib import Path

import pytest
from daily_papers.ui.widgets.key_menu import KeyMenu
from textual import events

from tests.terminal import Pty
from tests.ui.conftest import Open

READER = [sys.executable, "-m", "daily_papers"]
HYPERLINK = re.compile(rb"\x1b\]8;[^;]*;([^\x1b]+)\x1b\\")


def test_only_web_addresses_become_hyperlinks(tmp_path: Path) -> None:
    digests = tmp_path / "data" / "digests"
    digests.mkdir(parents=True)
    paper = {
        "id": "2507.00001",
        "title": "A Title",
        "summary": "See file:///etc/passwd and https://good.example/page or"
        " https://user:secret@evil.example/ for more.",
        "githubRepo": "javascript:alert(1)",
        "projectPage": "file:///etc/passwd",
    }
    (digests / "2025-07-31.hf.json").write_text(json.dumps([{"paper": paper}]), "utf-8")
    home = {
        "DAILY_PAPERS_CACHE": str(digests),
        "DAILY_PAPERS_DATA": str(tmp_path / "data"),
        "DAILY_PAPERS_CONFIG": str(tmp_path / "config"),
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
    }
    with Pty(READER, columns=120, lines=40, environ=home) as terminal:
        for words in ("abs/2507.00001", "pdf/2507.00001", "papers/2507.00001", "example/page"):
            terminal.until(f"{words}\x1b\\")
        terminal.send("Q")
        assert terminal.end() == 0
    found = set(HYPERLINK.findall(terminal.written))
    assert found == {
        b"https://arxiv.org/abs/2507.00001",
        b"https://arxiv.org/pdf/2507.00001",
        b"https://huggingface.co/papers/2507.00001",
        b"https://good.example/page",
    }


async def test_alt_and_a_key_are_escape_and_the_key(open_reader: Open) -> None:
    async with open_reader() as story:
        await story.press("x")
        assert "1 selected" in story.screen[-1]
        await story.press("alt+j")
        assert "selected" not in story.screen[-1]
        assert "2 of 28" in story.screen[-1]


async def test_full_width_signs_are_the_keys_that_they_look_like(open_reader: Open) -> None:
    async with open_reader() as story:
        for sign, words in (("？", "The six keys"), ("：", "enter runs it"), ("／", "esc cancels")):
            story.app.post_message(events.Key(sign, sign))
            await story.rest()
            assert words in story.text
            await story.press("escape")
            assert words not in story.text


async def test_a_paste_outside_a_field_does_nothing_and_in_a_line_is_typed(
    open_reader: Open,
) -> None:
    async with open_reader() as story:
        story.app.post_message(events.Paste("dddQ"))
        await story.rest()
        assert "28 ●" in story.screen[0]
        await story.press(":")
        story.app.post_message(events.Paste("view\x1b[31m starred\n"))
        await story.rest()
        assert ": view[31m starred" in story.text or ": view starred" in story.text


async def test_a_prefix_lists_its_keys_after_a_moment(
    open_reader: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_reader((80, 24)) as story:
        monkeypatch.setattr("daily_papers.ui.screens.reader._PREFIX_HINT", 60.0)
        await story.press("M")
        assert "all read" not in story.text
        await story.press("escape")
        before = story.screen
        monkeypatch.setattr("daily_papers.ui.screens.reader._PREFIX_HINT", 0.001)
        await story.press("g")
        for _ in range(200):
            if "view later" in story.text:
                break
            await story.pilot.pause(0.01)
        listed = story.reader.query_one(KeyMenu).keys
        assert len(listed) == len(story.reader.choices) - 9 > 10  # no views of one's own yet
        assert all(f" {key} {word} " in story.text for key, word in listed)
        await story.press("escape")
        assert story.screen == before
        assert "28 ●" in story.screen[0]
        await story.press("g")
        await story.pilot.pause(0.05)
        await story.press("a")
        assert "All ⌕" in story.screen[0]


async def test_the_keys_of_bulk_acts_tell_how_many_papers_they_are_on(
    open_reader: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("daily_papers.ui.screens.reader._PREFIX_HINT", 0.001)
    async with open_reader((80, 24)) as story:
        await story.press("5", "j", "M")
        async with asyncio.timeout(20):
            while "all read · 28 papers" not in story.text:
                await story.pilot.pause(0.01)
        assert "below read · 23 papers" in story.text
        assert "above read · 6 papers" in story.text
