"""The merge: whatever the order, however often, in whatever pieces, the answers are the same.

More cases than in every run of the suite: `python -m tests.state.test_merge 20000`.
"""

from __future__ import annotations

import sqlite3
import sys

from daily_papers.state import history, views
from daily_papers.state.journal_reader import Chunk, Position
from daily_papers.state.queries import StateQueries
from daily_papers.state.records import MAX_COUNTER, MAX_COUNTER_GAP, Act, Line, write_line
from daily_papers.state.schema import create_tables
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.state.oracle import PROFILE, Oracle

PAPERS = ("a", "b", "c")
OUTSIDE = "in no act"
"""A paper that no act is on; acts on others may have copies of it."""
DEVICES = ("lap", "desk")
SESSIONS = ("s1", "s2")
DERIVED = ("state_touch", "state_void", "state_register", "state_note", "state_copy")

texts = st.sampled_from(["", "x", "y"])
paper_registers = st.fixed_dictionaries(
    {},
    optional={
        "read": st.sampled_from([True, False, "auto"]),
        "starred": st.booleans(),
        "later": st.booleans() | st.sampled_from(["1", "8", "f"]),
        "dismissed": st.booleans(),
        "tag:x": st.booleans(),
        "tag:y": st.booleans(),
        "note": st.builds(lambda text: {"text": text, "on": []}, texts),
        "unheard-of": st.integers(0, 2),
    },
)
profile_registers = st.fixed_dictionaries(
    {},
    optional={
        "view:One": st.none() | st.fixed_dictionaries({"query": texts}, optional={"place": texts}),
        "view:Two": st.none() | st.fixed_dictionaries({"query": texts}),
        "mute:x": st.booleans(),
        "mute:y": st.booleans(),
        "highlight:x": st.booleans(),
    },
)
copies = st.dictionaries(
    st.sampled_from([*PAPERS, OUTSIDE]),
    st.fixed_dictionaries(
        {},
        optional={
            "title": st.sampled_from(["T", "Tt", ""]),
            "doi": st.sampled_from(["10/a", "10/b"]),
            "authors": st.sampled_from([["A"], ["B"], ["A", "B"], [], [1]]),
            "digests": st.sampled_from([["one"], ["two"]]),
        },
    ),
    max_size=2,
)
acts = st.builds(
    Act,
    st.just("any"),
    st.lists(st.sampled_from(PAPERS), min_size=1, unique=True).map(tuple),
    paper_registers,
    each=st.dictionaries(st.sampled_from(PAPERS), paper_registers, max_size=2),
    copies=copies,
    when=st.dictionaries(
        st.sampled_from(PAPERS),
        st.dictionaries(st.sampled_from(["read", "note", "tag:x"]), st.just("before")),
        max_size=1,
    ),
) | st.builds(Act, st.just("any"), st.just(()), profile_registers)


@st.composite
def histories(draw: st.DrawFn) -> list[Line]:
    """Lines of two devices: acts, undo and redo of any line, notes based on any others."""
    lines: list[Line] = []
    base = draw(st.sampled_from([0, 0, 0, 0, MAX_COUNTER_GAP - 2, MAX_COUNTER - 12]))
    for number in range(draw(st.integers(1, 12))):
        act = draw(acts)
        refers = draw(st.booleans())
        if lines and refers:
            target = draw(st.sampled_from(lines)).stamp
            kind = draw(st.sampled_from(["void", "unvoid", "note", "note"]))
            if kind == "void":
                act = Act("undo", void=target)
            elif kind == "unvoid":
                act = Act("redo", unvoid=target)
            elif act.papers:
                act = Act("note", act.papers, {"note": {"text": draw(texts), "on": [target]}})
        lines.append(
            write_line(
                act,
                counter=draw(st.integers(1, number + 1)) + draw(st.sampled_from([0, base])),
                device=draw(st.sampled_from(DEVICES)),
                session=draw(st.sampled_from(SESSIONS)),
                time=f"t{draw(st.integers(0, 3))}",
            )
        )
    return lines


@st.composite
def arrivals(draw: st.DrawFn) -> list[list[Line]]:
    """A history in the pieces in which it arrives: in any order, some of it more than once."""
    lines = draw(histories())
    order = draw(st.permutations([*lines, *draw(st.lists(st.sampled_from(lines), max_size=4))]))
    cuts = sorted(draw(st.sets(st.integers(1, len(order)), max_size=4)))
    return [order[start:end] for start, end in zip([0, *cuts], [*cuts, len(order)], strict=True)]


def new_state() -> StateQueries:
    """A state in memory that nothing was merged into."""
    db = sqlite3.connect(":memory:")
    create_tables(db)
    return StateQueries(db)


def merge(state: StateQueries, *lines: Line) -> set[str]:
    """Merge lines as one chunk of a journal."""
    return state.merge_chunk(Chunk("a.jsonl", 0, Position(), list(lines), []))


def line(counter: int, act: Act, device: str = "lap") -> Line:
    """A line with a time of its own."""
    return write_line(act, counter=counter, device=device, session="s1", time=f"t{counter}")


NOTE = line(1, Act("note", ("a",), {"note": {"text": "x", "on": []}}))
VIEW = line(1, Act("view", (), {"view:One": {"query": "x"}, "mute:x": True}))
UNDO_NOTE, UNDO_VIEW = (line(2, Act("undo", void=each.stamp)) for each in (NOTE, VIEW))
REDO_NOTE, REDO_VIEW = (line(3, Act("redo", unvoid=each.stamp)) for each in (NOTE, VIEW))
FAR = line(2 * MAX_COUNTER_GAP, Act("star", ("a",), {"starred": True}))
UNDO_FAR = line(2, Act("undo", void=FAR.stamp))
BETWEEN = line(MAX_COUNTER_GAP + 1, Act("tag", ("a",), {"tag:x": True}))


@example([[UNDO_NOTE], [NOTE], [REDO_NOTE]])
@example([[REDO_NOTE, UNDO_NOTE], [NOTE]])
@example([[UNDO_VIEW], [VIEW], [REDO_VIEW]])
@example([[FAR], [UNDO_FAR], [NOTE], [BETWEEN]])
@given(arrivals())
def test_the_state_is_the_same_in_whatever_order_lines_arrive(pieces: list[list[Line]]) -> None:
    state = new_state()
    arrived: list[Line] = []
    for piece in pieces:
        before = known_of_papers(state)
        about = merge(state, *piece)
        after = known_of_papers(state)
        assert {paper for paper in after if after[paper] != before[paper]} <= about
        arrived += piece
        oracle = Oracle([b"".join(each.raw + b"\n" for each in arrived)])
        assert_as_oracle(state, oracle)
    rebuilt = new_state()
    merge(rebuilt, *sorted(arrived, key=lambda each: each.stamp))
    assert tables(state) == tables(rebuilt)
    state.db.close()
    rebuilt.db.close()


def known_of_papers(state: StateQueries) -> dict[str, object]:
    """All that the state holds of each paper."""
    return {paper: state.detail([paper]) for paper in (*PAPERS, OUTSIDE)}


def assert_as_oracle(state: StateQueries, oracle: Oracle) -> None:
    """Compare everything that can be asked of a state with what it should be."""
    groups = (["a"], ["b"], ["c"], ["a", "b"], ["c", "a", "b"])
    for ids, facts in zip(groups, state.facts_many(groups), strict=True):
        held = state.detail(ids)
        expected = oracle.registers(*ids)
        assert held.facts == facts
        assert held.queue_key == state.queue_key(ids) == expected.get("later", "")
        assert facts.later == ("later" in expected)
        assert facts.read == ("read" in expected)
        assert facts.auto == (expected.get("read") == "auto")
        assert facts.starred == ("starred" in expected)
        assert facts.dismissed == ("dismissed" in expected)
        assert [f"tag:{tag}" for tag in facts.tags] == sorted(
            name for name in expected if name.startswith("tag:")
        )
        assert {note.text for note in held.notes} - {""} == oracle.notes(*ids)
        assert facts.noted == bool(oracle.notes(*ids))
        assert held.copy == oracle.copy(*ids)
        if len(ids) == 1:
            assert held.when == oracle.when(*ids)
    assert state.copy([OUTSIDE]) == oracle.copy(OUTSIDE)
    queued = {paper: oracle.registers(paper).get("later") for paper in PAPERS}
    assert state.queue() == sorted((place, paper) for paper, place in queued.items() if place)
    profile = oracle.registers(PROFILE)
    assert {f"view:{view.name}": [view.query, view.place] for view in views.views(state)} == {
        name: [value["query"], value["place"]]
        for name, value in profile.items()
        if name.startswith("view:") and value
    }
    assert [f"mute:{query}" for query in views.mutes(state)] == sorted(
        name for name in profile if name.startswith("mute:")
    )
    assert [f"highlight:{query}" for query in views.highlights(state)] == sorted(
        name for name in profile if name.startswith("highlight:")
    )
    assert state.counters().largest == oracle.largest
    for device in DEVICES:
        for session in SESSIONS:
            step = history.next_undo(state, device, session)
            assert (step.line.stamp if step else None) == oracle.next_undo(device, session)
            step = history.next_redo(state, device, session)
            assert (step.line.stamp if step else None) == oracle.next_redo(device, session)


def tables(state: StateQueries) -> object:
    """All that is derived from the lines, by the lines' stamps."""
    stamps = dict(state.db.execute("SELECT n, stamp FROM state_line"))
    found: dict[str, object] = {}
    for table in DERIVED:
        rows = state.db.execute(f"SELECT * FROM {table}")
        names = [column[0] for column in rows.description]
        found[table] = sorted(
            tuple(
                stamps[value] if name == "line" else value
                for name, value in zip(names, row, strict=True)
            )
            for row in rows
        )
    lines = state.db.execute("SELECT stamp, device, session, step, void, line FROM state_line")
    counters = state.counters()
    return found, sorted(lines), counters.largest, counters.beyond


if __name__ == "__main__":
    many = settings(max_examples=int(sys.argv[1]), deadline=None, database=None)
    many(test_the_state_is_the_same_in_whatever_order_lines_arrive)()
