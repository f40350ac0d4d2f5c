"""Lines of journals in any order, in pieces: the index shows what it does after reading all."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest
from daily_papers import formats
from daily_papers.index.schema import connect
from daily_papers.index.storage import path_of
from daily_papers.index.user_state import UserStateQueries
from daily_papers.papers.model import title_id
from daily_papers.state.journal_reader import Chunk, Position
from daily_papers.state.records import Line, write_line
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.index.world import World, entry, read_plain
from tests.state.test_merge import OUTSIDE, histories

T = TypeVar("T")
IDS = {
    "a": "arxiv:2507.00001",
    "b": title_id("X ray"),  # the same paper as `a`
    "c": "doi:10.1/c",
    OUTSIDE: "arxiv:2507.00009",
}
"""Ids of papers in the cache, and of one outside it, for those in histories."""
SHOWN = (
    "SELECT id, day, title, read, auto, noted, starred, later, dismissed, tags, queue, unread,"
    " muted, highlighted, listed FROM paper ORDER BY id",
    "SELECT name, day, total, unread, muted FROM digest ORDER BY day, name",
    "SELECT * FROM counts",
)


@pytest.fixture(scope="module")
def papers() -> Iterator[bytes]:
    """An index of three papers."""
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        yield index_of_papers(Path(folder), patch)


def index_of_papers(folder: Path, patch: pytest.MonkeyPatch) -> bytes:
    """Build an index of three papers in a folder."""
    patch.setattr(formats, "read", read_plain)
    world = World(folder)
    world.write(
        "a.jsonl",
        entry("X ray", arxiv="2507.00001"),
        entry("Y", doi="10.1/c", rank=1),
        entry("Z", arxiv="2507.00003", digest="2025-07-30"),
    )
    with world.library():
        pass
    with closing(connect(path_of(world.paths.index, 1))) as db:
        db.execute("PRAGMA journal_mode = DELETE")  # which can be in memory
        return db.serialize()


def about_papers(lines: list[Line]) -> list[Line]:
    """The same acts on papers of the index."""

    def ids(values: Mapping[str, T]) -> dict[str, T]:
        return {IDS.get(name, name): value for name, value in values.items()}

    stamps: dict[str, str] = {}
    found = []
    for line in lines:
        act = line.act
        registers = dict(act.sets)
        if "note" in registers:
            note = registers["note"]
            on = [stamps.get(each, each) for each in note["on"]]
            registers["note"] = {**note, "on": on}
        new = replace(
            act,
            papers=tuple(IDS.get(name, name) for name in act.papers),
            sets=registers,
            each=ids(act.each),
            copies=ids(act.copies),
            when=ids(act.when),
            void=stamps.get(act.void or "", act.void or "") or None,
            unvoid=stamps.get(act.unvoid or "", act.unvoid or "") or None,
        )
        written = write_line(
            new, counter=line.counter, device=line.device, session=line.session, time=line.time
        )
        stamps[line.stamp] = written.stamp
        found.append(written)
    return found


def shown(index: bytes, pieces: list[list[Line]]) -> list[list[tuple[object, ...]]]:
    """What a copy of an index shows after it has read these pieces of journals."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        db.deserialize(index)
        state = UserStateQueries(db)
        for piece in pieces:
            with state.transaction():
                state.merge_chunk(Chunk("a.jsonl", 0, Position(), piece, []))
        return [db.execute(sql).fetchall() for sql in SHOWN]


def compare(index: bytes, lines: list[Line], order: list[int], size: int) -> None:
    """Check that lines in another order, in pieces of a size, show the same."""
    lines = about_papers(lines)
    shuffled = [lines[at % len(lines)] for at in order]
    missing = [line for line in lines if line not in shuffled]
    arriving = shuffled + missing
    pieces = [arriving[at : at + size] for at in range(0, len(arriving), size)]
    assert shown(index, pieces) == shown(index, [lines])


ORDERS = st.lists(st.integers(0, 11), max_size=16)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(lines=histories(), order=ORDERS, size=st.integers(1, 4))
def test_the_index_is_the_same_in_whatever_order_lines_arrive(
    papers: bytes, lines: list[Line], order: list[int], size: int
) -> None:
    compare(papers, lines, order, size)
