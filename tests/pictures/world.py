"""What the pictures show: the sample digests, a made-up year before them, and what a user did.

Everything is fixed, so that a picture is the same on every machine and on every day: the sample
digests as they are, older days and acts from a seeded generator, times in UTC.
"""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any, Final

from daily_papers.cache import samples
from daily_papers.index.refresh import refresh
from daily_papers.papers.verdicts import EFFECTS
from daily_papers.paths import Paths
from daily_papers.state.records import Act, write_line

TODAY: Final = date(2025, 7, 31)
"""The day it is in the pictures: that of the newest sample."""
_DEVICE: Final = "desk-0000"
_WEEKS: Final = 52
_ORGANIZATIONS: Final = (
    "Alder Lab", "Birch Institute", "Cedar Group", "Dune Robotics", "Elm University",
    "Fjord Research", "Grove College", "Heath Lab",
)  # fmt: skip
_KEYWORDS: Final = (
    "agents", "benchmarks", "diffusion", "long context", "mixture of experts", "reasoning",
    "robotics", "speech", "tokenization", "video",
)  # fmt: skip
_LIKED: Final = frozenset(
    {"Cedar Group", "Fjord Research", "long context", "mixture of experts", "robotics"}
)
"""What the made-up user keeps more of."""

_ACTS: Final = (
    ("star", "2505.09388"),
    ("star", "2507.19849"),
    ("star", "2410.05258"),
    ("later", "2406.09414"),
    ("dismiss", "2408.04619"),
    ("done", "2408.06292"),
    ("star", "2412.09871"),
    ("later", "2408.00714"),
    ("dismiss", "2409.13191"),
    ("done", "2503.20020"),
)
"""What was done with papers of the samples, by arXiv id."""
_TAGS: Final = ("agents", "reading group")
_NOTED: Final = "2507.19849"
_NOTE: Final = (
    "More samples only where the model is unsure: would that save us the long runs?\n\n"
    "- Does it hold without the search tool? Compare table 3 with ours.\n"
    "- Ask Ana for the seeds."
)


@dataclass(frozen=True, slots=True)
class World:
    """Folders with everything in them, to be copied for each picture."""

    paths: Paths

    @classmethod
    def make(cls, folder: Path) -> World:
        """Write and index everything below `folder`."""
        paths = Paths(
            folder / "digests", folder / "index", folder / "data", "main", folder / "config"
        )
        shutil.copytree(samples.folder(), paths.cache)
        days = list(_past())
        for day, papers in days:
            (paths.cache / f"{day}.hf.json").write_text(json.dumps(papers), encoding="utf-8")
        paths.state.mkdir(parents=True)
        journal = paths.state / f"{_DEVICE}.0001.jsonl"
        journal.write_bytes(b"".join(line + b"\n" for line in _journal(days)))
        refresh(paths)
        return cls(paths)

    def copy(self, folder: Path) -> Paths:
        """Paths below `folder` where something may be done that no other picture shows."""
        there = self.paths
        index, data = folder / "index", folder / "data"
        shutil.copytree(there.index, index)
        shutil.copytree(there.data, data)
        return replace(there, index=index, data=data, config=folder / "config")


Paper = dict[str, Any]


def _past() -> Iterator[tuple[date, Sequence[Paper]]]:
    """The days before the samples, oldest first, with their papers as the API gives them."""
    chance = random.Random(1)
    first = TODAY - timedelta(days=7 * _WEEKS)
    for number in range(7 * _WEEKS - 1):
        day = first + timedelta(days=number)
        if day.weekday() < 5:
            papers = chance.randint(6, 16)
            yield day, [_paper(day, place, chance) for place in range(papers)]


def _paper(day: date, place: int, chance: random.Random) -> Paper:
    words = chance.sample(_KEYWORDS, 2)
    return {
        "paper": {
            "id": f"{day:%y%m}.{day.day:02}{place:03}",
            "title": f"A paper about {words[0]} and {words[1]}, {day:%y%m%d}-{place}",
            "summary": f"Something about {words[0]} and {words[1]}.",
            "upvotes": chance.randint(0, 80),
            "ai_keywords": words,
            "organization": {"name": chance.choice(_ORGANIZATIONS)},
        }
    }


def _journal(days: Sequence[tuple[date, Sequence[Paper]]]) -> Iterator[bytes]:
    """The user's journal, line by line: most days are read the same morning, few are missed."""
    counter = count(1)

    def line(time: datetime, act: Act) -> bytes:
        return write_line(
            act,
            counter=next(counter),
            device=_DEVICE,
            session=f"{time:%Y%m%d}",
            time=f"{time:%Y-%m-%dT%H:%M:%S}.000Z",
        ).raw

    def done(name: str, arxiv_id: str) -> Act:
        return Act(name, (f"arxiv:{arxiv_id}",), EFFECTS[name].sets)

    chance = random.Random(2)
    for day, papers in days:
        time = datetime(day.year, day.month, day.day, 7, 30, tzinfo=UTC)
        left = chance.random() < 0.12
        for each in papers:
            time += timedelta(seconds=chance.randint(3, 20))
            paper = each["paper"]
            liked = _LIKED & {paper["organization"]["name"], *paper["ai_keywords"]}
            keen = 0.03 + 0.08 * len(liked)
            roll = chance.random()
            if not (left and roll > 0.3):
                name = "star" if roll < keen else "dismiss" if roll > 0.8 else "done"
                yield line(time, done(name, paper["id"]))
    time = datetime(TODAY.year, TODAY.month, TODAY.day, 7, 30, tzinfo=UTC)
    for name, arxiv_id in _ACTS:
        time += timedelta(seconds=9)
        yield line(time, done(name, arxiv_id))
    noted = (f"arxiv:{_NOTED}",)
    yield line(time, Act("tag", noted, {f"tag:{tag}": True for tag in _TAGS}))
    yield line(time, Act("note", noted, {"note": {"text": _NOTE, "on": []}}))
