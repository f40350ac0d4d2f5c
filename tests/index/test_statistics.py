"""What is counted about the user."""

from __future__ import annotations

import json
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from daily_papers import formats
from daily_papers.index.refresh import refresh
from daily_papers.index.statistics import statistics
from daily_papers.papers.statistics import Share, Statistics

from tests.index.world import World, entry, read_plain

TODAY = date(2025, 8, 3)


@pytest.fixture(autouse=True)
def _plain_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "read", read_plain)


@pytest.fixture(autouse=True)
def _in_utc(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()


@pytest.fixture
def world(tmp_path: Path) -> World:
    made = World(tmp_path)
    lab: dict[str, Any] = {"organization": "A Lab", "keywords": ("state space", "Video")}
    papers = [
        entry(f"Paper {number}", arxiv=f"2507.{number:05}", rank=number, **lab)
        for number in range(1, 6)
    ]
    made.write("a.jsonl", *papers, entry("Old", digest="2025-07-30", keywords=("video",)))
    made.write("again.jsonl", papers[0])
    return made


def acts(world: World, *done: tuple[str, str, list[int]]) -> None:
    """Put a journal there: (time, act, numbers of papers), all in one session."""
    sets = {
        "star": {"starred": True, "read": True},
        "dismiss": {"dismissed": True, "read": True, "starred": False, "later": False},
        "read": {"read": True},
        "unread": {"read": False, "dismissed": False},
    }
    folder = world.paths.data / "profiles" / "main"
    folder.mkdir(parents=True)
    lines = [
        {
            "v": 1,
            "c": count,
            "d": "mine",
            "s": "morning",
            "t": f"{at}.000Z",
            "act": act,
            "p": [f"arxiv:2507.{number:05}" for number in numbers],
            "set": sets[act],
        }
        for count, (at, act, numbers) in enumerate(done, start=1)
    ]
    text = "".join(json.dumps(line) + "\n" for line in lines)
    (folder / "mine.0001.jsonl").write_text(text, "utf-8")


def counted(world: World, until: date = TODAY) -> Statistics:
    refresh(world.paths)
    return statistics(world.paths.index, until)


def test_a_reader_who_has_done_nothing_has_papers_and_no_more(world: World) -> None:
    found = counted(world)
    assert found.papers == {date(2025, 7, 31): 5, date(2025, 7, 30): 1}
    assert (found.read, found.starred, found.organizations, found.keywords) == ({}, {}, (), ())
    assert found.seconds is None


def test_days_of_acts_are_counted_as_they_are_now(world: World) -> None:
    acts(
        world,
        ("2025-08-01T08:00:00", "star", [1]),
        ("2025-08-01T08:00:09", "read", [2, 3]),
        ("2025-08-02T23:59:59", "star", [2]),
        ("2025-08-02T23:59:59", "unread", [3]),
    )
    found = counted(world)
    assert found.starred == {date(2025, 8, 1): 1, date(2025, 8, 2): 1}
    assert found.read == {date(2025, 8, 1): 1, date(2025, 8, 2): 1}


def test_days_are_those_where_the_user_is(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    acts(world, ("2025-08-01T23:30:00", "star", [1]))
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    assert counted(world).starred == {date(2025, 8, 2): 1}
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()


def test_shares_count_a_paper_once_whatever_the_case_and_the_file(world: World) -> None:
    acts(
        world,
        ("2025-08-01T08:00:00", "star", [1]),
        ("2025-08-01T08:00:01", "dismiss", [2, 3, 4]),
    )
    found = counted(world)
    assert found.organizations == (Share("A Lab", 4, 1),)
    assert found.keywords == (Share("state space", 4, 1), Share("Video", 4, 1))


def test_the_time_a_paper_takes_leaves_pauses_and_bulk_acts_out(world: World) -> None:
    acts(
        world,
        ("2025-08-01T08:00:00", "star", [1]),
        ("2025-08-01T08:00:10", "dismiss", [2]),
        ("2025-08-01T08:00:30", "dismiss", [3]),
        ("2025-08-01T08:00:36", "star", [4]),
        ("2025-08-01T08:00:37", "read", [1, 2, 3, 4]),
        ("2025-08-01T09:00:00", "star", [5]),
    )
    found = counted(world)
    assert found.seconds == pytest.approx(10, abs=0.01)
    assert found.verdicts == 3


def test_a_year_begins_on_a_monday_and_has_all_its_weeks(world: World) -> None:
    found = counted(world, date(2025, 7, 30))
    assert found.since.weekday() == 0
    assert (found.until - found.since).days // 7 + 1 == Statistics.WEEKS
    assert found.papers == {date(2025, 7, 30): 1}
    assert counted(world, date(2024, 1, 1)).papers == {}
