"""Mornings in a real terminal: a whole seed from opening to the last verdict; five days missed."""

from __future__ import annotations

import json
import shlex
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.terminal import PROGRAM, Tmux

pytestmark = pytest.mark.slow

_WANTED = ("diffusion", "image", "video")
_LATER = ("benchmark", "survey")


class Home:
    """A user's own folders, and the program in them."""

    def __init__(self, folder: Path) -> None:
        """Nothing is in them yet."""
        self.environ: Mapping[str, str] = {
            "HOME": str(folder),
            "DAILY_PAPERS_DATA": str(folder / "data"),
            "DAILY_PAPERS_CONFIG": str(folder / "config"),
            "XDG_CACHE_HOME": str(folder / "cache"),
            "PATH": "/usr/bin:/bin",
            "LC_ALL": "C.UTF-8",
        }

    def run(self, *words: str) -> str:
        """What a command prints."""
        done = subprocess.run(
            [*PROGRAM, *words], env=self.environ, capture_output=True, text=True, check=True
        )
        return done.stdout

    def papers(self, query: str) -> list[dict[str, Any]]:
        """The papers that a query asks for."""
        found: list[dict[str, Any]] = json.loads(self.run("list", query, "--format", "json"))
        return found

    def open(self, columns: int = 80, lines: int = 24) -> Tmux:
        """The reader in a terminal."""
        command = shlex.join(PROGRAM)
        return Tmux(command, columns=columns, lines=lines, environ=self.environ)


def title_on(screen: str) -> str:
    """The title of the paper that stands large: the first two lines below the top that are not
    empty, or the first of them.
    """
    lines = screen.splitlines()
    top = next(number for number, line in enumerate(lines) if number and line.strip())
    return " ".join(" ".join(lines[top : top + 2]).split())


def solid(title: str) -> str:
    """A title without spaces: a line may end after a hyphen."""
    return "".join(title.split())


def verdict_for(title: str) -> str:
    """What this user decides by the title alone."""
    lowered = title.lower()
    if any(word in lowered for word in _WANTED):
        return "s"
    return "b" if any(word in lowered for word in _LATER) else "d"


def test_a_whole_morning_takes_one_key_a_verdict(shared: Path, tmp_path: Path) -> None:
    home = Home(tmp_path)
    seed = sorted((shared / "seeds").glob("*.txt"))[0]
    home.run("import", "--date", "2025-07-31", str(seed))
    keys = 0
    meant: dict[str, str] = {}
    with home.open() as terminal:
        terminal.until("57 papers")
        terminal.type("T")
        keys += 1
        for place in range(1, 58):
            title = title_on(terminal.until(f" {place} of 57 · "))
            meant[title] = verdict_for(title)
            terminal.type(meant[title])
            keys += 1
            if place % 10 == 0:  # a slip of the finger, and back
                terminal.until(f" {place + 1} of 57 · ")
                terminal.type("u")
                assert title_on(terminal.until(f" {place} of 57 · ")) == title
                terminal.type(meant[title])
                keys += 2
        screen = terminal.until("57 of 57 decided")
        stars = sum(verdict == "s" for verdict in meant.values())
        assert f"{stars} ★" in screen
        terminal.type("q")
        terminal.until("57 papers", "Cleared")
        terminal.type("Q")
        terminal.ended()
    assert len(meant) == 57
    assert keys / 57 <= 1.2
    facts = {"s": "starred", "b": "later", "d": "dismissed"}
    for key, fact in facts.items():
        titles = sorted(solid(each["title"]) for each in home.papers(f"is:{fact}"))
        wanted = sorted(solid(title) for title, verdict in meant.items() if verdict == key)
        assert len(titles) == len(wanted)
        for title, begin in zip(titles, wanted, strict=True):
            assert title.startswith(begin.removesuffix("…"))


def test_a_burst_of_keys_decides_on_just_so_many_papers(shared: Path, tmp_path: Path) -> None:
    home = Home(tmp_path)
    seed = sorted((shared / "seeds").glob("*.txt"))[0]
    home.run("import", "--date", "2025-07-31", str(seed))
    with home.open() as terminal:
        terminal.until("57 papers")
        terminal.type("T" + "sbde" * 5)
        terminal.until("21 of 57 · 5 ★ · 5 ◷")
        terminal.type("q")
        terminal.until("57 papers · 37 ●")
        terminal.type("Q")
        terminal.ended()
    assert [len(home.papers(f"is:{fact}")) for fact in ("starred", "later", "dismissed")] == [5] * 3


def test_five_missed_days_are_one_queue_each_paper_once(shared: Path, tmp_path: Path) -> None:
    home = Home(tmp_path)
    days = sorted((shared / "data" / "hf-api").glob("2025-06-*.json"))[:6]
    home.run("import", str(days[0]))
    with home.open() as terminal:
        terminal.until("papers")
        terminal.type("MM")
        terminal.until("Cleared")
        terminal.type("Q")
        terminal.ended()
    home.run("import", *map(str, days[1:]))
    unread = home.papers("is:unread")
    total = len(unread)
    assert len({each["id"] for each in unread}) == total
    with home.open(120, 40) as terminal:
        terminal.until("papers")
        terminal.type("gc")
        terminal.until("Catch up", f" 1 of {total} · ")
        terminal.type("s" + "d" * 10 + "J")
        seen = title_on(terminal.until(f" 13 of {total} · "))
        terminal.type("Q")
        terminal.ended()
    with home.open(120, 40) as terminal:
        terminal.until("papers")
        terminal.type("gc")
        assert title_on(terminal.until("Catch up", f" 2 of {total - 11} · ")) == seen
        terminal.type("K" + "d" * (total - 11))
        terminal.until(f"{total - 11} of {total - 11} decided")
        terminal.type("q")
        terminal.until(f"{total - 11} no longer match")
        terminal.type("gc")
        terminal.until("No missed days")
        terminal.type("Q")
        terminal.ended()
    assert len(home.papers("is:dismissed")) == total - 1
