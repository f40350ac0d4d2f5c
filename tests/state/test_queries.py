"""What the merged state answers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from daily_papers.state import views
from daily_papers.state.queries import StateQueries
from daily_papers.state.records import Act, Line, write_line

from tests.state.test_merge import merge, new_state

SEVERAL = [f"p{number}" for number in range(30)]


@pytest.fixture
def queries() -> Iterator[StateQueries]:
    """An empty state."""
    created = new_state()
    yield created
    created.db.close()


def write(queries: StateQueries, counter: int, act: Act, device: str = "lap") -> Line:
    """Merge one act."""
    line = write_line(act, counter=counter, device=device, session="s", time=f"t{counter}")
    merge(queries, line)
    return line


def test_many_papers_at_once_are_as_one_by_one(queries: StateQueries) -> None:
    write(queries, 1, Act("star", tuple(SEVERAL[::2]), {"starred": True}))
    write(queries, 2, Act("note", (SEVERAL[3],), {"note": {"text": "x", "on": []}}))
    groups = [[name] for name in SEVERAL] + [SEVERAL[:12]]
    assert queries.facts_many(groups) == [queries.facts(ids) for ids in groups]
    assert queries.facts([]) == queries.facts(["unknown"])
    assert queries.all_ids() == {*SEVERAL[::2], SEVERAL[3]}


def test_an_act_says_when(queries: StateQueries) -> None:
    write(queries, 1, Act("read", ("a",), {"read": True}))
    write(queries, 2, Act("star", ("a",), {"starred": True}, when={"a": {"starred": "before"}}))
    write(queries, 3, Act("note", ("a",), {"note": {"text": "x", "on": []}}))
    assert queries.detail(["a"]).when == {"read": "t1", "starred": "before", "note": "t3"}


def test_copies_of_two_machines_are_one(queries: StateQueries) -> None:
    short = {"title": "T", "abstract": "One.", "digests": ["2025-01-02"]}
    long = {"title": "T", "abstract": "One. Two.", "digests": ["2025-01-01"], "authors": 3}
    write(queries, 1, Act("star", ("a",), {"starred": True}, copies={"a": short}))
    write(queries, 1, Act("star", ("a",), {"starred": True}, copies={"a": long}), "desk")
    assert dict(queries.copies()) == {
        "a": {"title": "T", "abstract": "One. Two.", "digests": ["2025-01-01", "2025-01-02"]}
    }
    write(queries, 2, Act("unstar", ("a",), {"starred": False}))
    assert list(queries.copies()) == []
    assert queries.copy(["a"])["abstract"] == "One. Two."


def test_an_act_is_about_the_papers_that_it_has_copies_of(queries: StateQueries) -> None:
    line = write_line(
        Act("star", ("a",), {"starred": True}, copies={"b": {"title": "B"}}),
        counter=1,
        device="lap",
        session="s",
        time="t",
    )
    assert merge(queries, line) == merge(queries, line) == {"a", "b"}


def test_views_and_rules(queries: StateQueries) -> None:
    both = {**views.saved_view("One", "a"), **views.saved_view("Two", "b")}
    write(queries, 1, Act("view", (), both))
    write(queries, 2, Act("mute", (), {**views.mute_rule("x"), **views.highlight_rule("y")}))
    assert [(view.name, view.query) for view in views.views(queries)] == [
        ("One", "a"),
        ("Two", "b"),
    ]
    assert (views.mutes(queries), views.highlights(queries)) == (["x"], ["y"])
    first, second = views.views(queries)
    assert first.place < second.place
    write(queries, 3, Act("view", (), views.saved_view("One", "z", first.place)))
    write(queries, 4, Act("unmute", (), views.mute_rule("x", on=False)))
    write(queries, 5, Act("unview", (), views.removed_view("Two")))
    assert views.views(queries) == [views.SavedView("One", "z", first.place)]
    assert views.mutes(queries) == []


def test_an_act_reads_no_more_than_it_must(queries: StateQueries) -> None:
    for counter in range(1, 2001):
        last = write(queries, counter, Act("star", ("a",), {"starred": counter % 2 == 1}))
    queries.db.commit()
    steps = 0

    def count() -> int:
        nonlocal steps
        steps += 1
        return 0

    queries.db.set_progress_handler(count, 1000)
    write(queries, 2001, Act("star", ("b",), {"starred": True}))
    assert steps <= 5, "SQLite counts the runs of before, too"
    queries.db.set_progress_handler(None, 0)
    write(queries, 2002, Act("undo", void=last.stamp))
    assert queries.facts(["a"]).starred
