"""The merge: whatever the order, however often, in whatever pieces, the answers are the same."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pytest
from daily_papers.state import views
from daily_papers.state.queries import StateQueries
from daily_papers.state.records import Act, Line, write_line
from daily_papers.state.schema import create_tables
from hypothesis import given
from hypothesis import strategies as st

from tests.state.oracle import Oracle

PAPERS = ("a", "b", "c")
SEVERAL = [f"p{number}" for number in range(30)]

registers = st.fixed_dictionaries(
    {},
    optional={
        "read": st.sampled_from([True, False, "auto"]),
        "starred": st.booleans(),
        "later": st.booleans() | st.sampled_from(["1", "8", "f"]),
        "dismissed": st.booleans(),
        "tag:x": st.booleans(),
    },
)
acts = st.builds(
    Act,
    st.just("any"),
    st.lists(st.sampled_from(PAPERS), min_size=1, unique=True).map(tuple),
    registers,
    each=st.dictionaries(st.sampled_from(PAPERS), registers, max_size=2),
)


@st.composite
def histories(draw: st.DrawFn) -> list[Line]:
    """Lines of two devices, with undo, redo, and notes based on any that came before."""
    lines: list[Line] = []
    for number in range(draw(st.integers(1, 12))):
        act, refers = draw(acts), draw(st.booleans())
        if lines and refers:
            target = draw(st.sampled_from(lines)).stamp
            kind = draw(st.sampled_from(["void", "unvoid", "note", "note"]))
            if kind == "void":
                act = Act("undo", void=target)
            elif kind == "unvoid":
                act = Act("redo", unvoid=target)
            else:
                note = {"text": draw(st.sampled_from(["", "x", "y"])), "on": [target]}
                act = Act("note", act.papers, {"note": note})
        device = draw(st.sampled_from(["lap", "desk"]))
        counter = draw(st.integers(1, number + 1))
        lines.append(write_line(act, counter=counter, device=device, session="s", time="t"))
    return lines


@pytest.fixture
def ledger() -> Iterator[StateQueries]:
    """An empty ledger."""
    made = new_ledger()
    yield made
    made.db.close()


def new_ledger() -> StateQueries:
    """An empty ledger in memory."""
    db = sqlite3.connect(":memory:")
    create_tables(db)
    return StateQueries(db)


def write(ledger: StateQueries, counter: int, act: Act, device: str = "lap") -> Line:
    """Absorb one act."""
    line = write_line(act, counter=counter, device=device, session="s", time=f"t{counter}")
    ledger.absorb([line])
    return line


@given(histories(), st.data())
def test_any_order_and_repetition_gives_what_the_oracle_gives(
    lines: list[Line], data: st.DataObject
) -> None:
    oracle = Oracle([b"".join(line.raw + b"\n" for line in lines)])
    order = data.draw(st.permutations([*lines, *data.draw(st.lists(st.sampled_from(lines)))]))
    cut = data.draw(st.integers(0, len(order)))
    ledger = new_ledger()
    ledger.absorb(order[:cut])
    ledger.absorb(order[cut:])
    for ids in (["a"], ["b"], ["c"], ["a", "b"], ["c", "a", "b"]):
        told = ledger.detail(ids)
        expected = oracle.registers(*ids)
        assert told.place == expected.get("later", "")
        assert told.facts.later == ("later" in expected)
        assert told.facts.read == ("read" in expected)
        assert told.facts.auto == (expected.get("read") == "auto")
        assert told.facts.starred == ("starred" in expected)
        assert told.facts.dismissed == ("dismissed" in expected)
        assert told.facts.tags == (("x",) if "tag:x" in expected else ())
        assert {note.text for note in told.notes} - {""} == oracle.notes(*ids)
        assert ledger.facts(ids) == told.facts
    ledger.db.close()


def test_many_papers_at_once_are_told_as_one_by_one(ledger: StateQueries) -> None:
    write(ledger, 1, Act("star", tuple(SEVERAL[::2]), {"starred": True}))
    write(ledger, 2, Act("note", (SEVERAL[3],), {"note": {"text": "x", "on": []}}))
    groups = [[name] for name in SEVERAL] + [SEVERAL[:12]]
    assert ledger.facts_many(groups) == [ledger.facts(ids) for ids in groups]
    assert ledger.facts([]) == ledger.facts(["unknown"])
    assert ledger.all_ids() == {*SEVERAL[::2], SEVERAL[3]}


def test_an_act_says_when(ledger: StateQueries) -> None:
    write(ledger, 1, Act("read", ("a",), {"read": True}))
    write(ledger, 2, Act("star", ("a",), {"starred": True}, when={"a": {"starred": "before"}}))
    write(ledger, 3, Act("note", ("a",), {"note": {"text": "x", "on": []}}))
    assert ledger.detail(["a"]).when == {"read": "t1", "starred": "before", "note": "t3"}


def test_copies_of_two_machines_are_one(ledger: StateQueries) -> None:
    short = {"title": "T", "abstract": "One.", "digests": ["2025-01-02"]}
    long = {"title": "T", "abstract": "One. Two.", "digests": ["2025-01-01"], "authors": 3}
    write(ledger, 1, Act("star", ("a",), {"starred": True}, copies={"a": short}))
    write(ledger, 1, Act("star", ("a",), {"starred": True}, copies={"a": long}), "desk")
    assert dict(ledger.copies()) == {
        "a": {"title": "T", "abstract": "One. Two.", "digests": ["2025-01-01", "2025-01-02"]}
    }
    write(ledger, 2, Act("unstar", ("a",), {"starred": False}))
    assert list(ledger.copies()) == []
    assert ledger.copy(["a"])["abstract"] == "One. Two."


def test_views_and_rules(ledger: StateQueries) -> None:
    both = {**views.saved_view("One", "a"), **views.saved_view("Two", "b")}
    write(ledger, 1, Act("view", (), both))
    write(ledger, 2, Act("mute", (), {**views.mute_rule("x"), **views.highlight_rule("y")}))
    assert [(view.name, view.query) for view in views.views(ledger)] == [("One", "a"), ("Two", "b")]
    assert (views.mutes(ledger), views.highlights(ledger)) == (["x"], ["y"])
    first, second = views.views(ledger)
    assert first.place < second.place
    write(ledger, 3, Act("view", (), views.saved_view("One", "z", first.place)))
    write(ledger, 4, Act("unmute", (), views.mute_rule("x", on=False)))
    write(ledger, 5, Act("unview", (), views.removed_view("Two")))
    assert views.views(ledger) == [views.View("One", "z", first.place)]
    assert views.mutes(ledger) == []


def test_taking_back_reads_no_more_than_it_must(ledger: StateQueries) -> None:
    for counter in range(1, 2001):
        last = write(ledger, counter, Act("star", ("a",), {"starred": counter % 2 == 1}))
    ledger.db.commit()
    steps = 0

    def count() -> int:
        nonlocal steps
        steps += 1
        return 0

    ledger.db.set_progress_handler(count, 1000)
    write(ledger, 2001, Act("star", ("b",), {"starred": True}))
    assert steps <= 1
    write(ledger, 2002, Act("undo", void=last.stamp))
    ledger.db.set_progress_handler(None, 0)
    assert ledger.facts(["a"]).starred
