"""Whatever happens in whatever order, the index shows what a new one shows."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from daily_papers import formats
from daily_papers.papers.model import Entry, title_id
from daily_papers.papers.scopes import ALL
from daily_papers.state.views import mute_rule
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.index.world import World, entry, read_plain, seen, whole

TITLES = ("Mamba", "MAMBA!", "Hyena", "RWKV")
ARXIV = ("2507.00001", "2507.00002", "2507.00003")
DOIS = ("10.1/a", "10.1/b")
DIGESTS = ("2025-07-30", "2025-07-31", "reading list")
IDS = (
    *map(title_id, TITLES),
    *(f"arxiv:{id}" for id in ARXIV),
    *(f"doi:{doi}" for doi in DOIS),
)

entries = st.builds(
    entry,
    st.sampled_from(TITLES),
    arxiv=st.none() | st.sampled_from(ARXIV),
    doi=st.none() | st.sampled_from(DOIS),
    digest=st.sampled_from(DIGESTS),
    rank=st.integers(0, 3),
    abstract=st.sampled_from(("", "Short.", "A longer one.")),
    upvotes=st.none() | st.integers(0, 9),
    github=st.none() | st.just("https://github.com/a/b"),
    submitter=st.none() | st.sampled_from(("Ada", "Grace")),
)
names = st.sampled_from(("a.jsonl", "b.jsonl", "atom.jsonl"))
Step = Callable[[World], None]


def put(name: str, found: list[Entry]) -> Step:
    return lambda world: world.write(name, *found)


def break_(name: str) -> Step:
    return lambda world: world.put(name, b"broken\n")


def take(name: str) -> Step:
    return lambda world: (world.paths.cache / name).unlink(missing_ok=True)


def do(name: str, pick: int) -> Step:
    def step(world: World) -> None:
        with world.library() as library:
            rows = whole(library.rows(ALL))
            if not len(rows):
                return
            key = rows.key(pick % len(rows))
            if name == "note":
                library.note(key, f"note {pick}")
            elif name == "undo":
                library.undo(ask=False)
            else:
                library.act(name, [key], tag="robots")

    return step


def rule(text: str, on: bool) -> Step:
    def step(world: World) -> None:
        with world.library() as library:
            library.run(lambda store: store.write("mute", [], mute_rule(text, on)))

    return step


RULES = ("title:mamba", "is:starred", "tag:robots", "upvotes:>4", "~hyenna", "sort:date (")
acts = st.sampled_from(
    ("toggle_star", "toggle_later", "dismiss", "unstar", "read", "tag", "untag", "note", "undo")
)
steps = st.one_of(
    st.builds(put, names, st.lists(entries, max_size=4)),
    st.builds(put, names, st.lists(entries, min_size=1, max_size=4)),
    st.builds(do, acts, st.integers(0, 9)),
    st.builds(rule, st.sampled_from(RULES), st.booleans()),
    st.builds(take, names),
    st.builds(break_, names),
)


@pytest.fixture(autouse=True)
def _plain_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "read", read_plain)


def look(world: World) -> dict[str, object]:
    with world.library() as library:
        return seen(library, IDS)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(steps, min_size=1, max_size=7))
def test_read_bit_by_bit_or_all_at_once_shows_the_same(story: list[Step]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        world = World(Path(folder))
        for step in story:
            step(world)
            with world.library():
                pass
        assert look(world) == look(world.rebuilt())


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.lists(entries, min_size=1, max_size=3), min_size=3, max_size=3),
    st.permutations(range(3)),
)
def test_the_order_in_which_files_arrive_does_not_matter(
    files: list[list[Entry]], order: list[int]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        world = World(Path(folder))
        for number in order:
            world.write(f"{number}.jsonl", *files[number])
            with world.library():
                pass
        assert look(world) == look(world.rebuilt())
