"""The queue of a triage: position, verdicts, undecided papers."""

from __future__ import annotations

from daily_papers.papers.verdicts import TRIAGE_ACTS
from daily_papers.triage_queue import Judgement, TriageQueue
from hypothesis import given
from hypothesis import strategies as st


def queue(count: int = 3, start: int = 0) -> TriageQueue:
    """A queue of papers 1, 2, 3 … with a clock that advances one second per reading."""
    now = iter(range(10_000))
    return TriageQueue(range(1, count + 1), lambda: float(next(now)), start)


def test_a_verdict_goes_to_the_next_paper_and_the_last_to_the_end() -> None:
    one = queue()
    one.decide("star")
    assert (one.current, one.position, one.next) == (2, 2, 3)
    one.decide("dismiss")
    one.decide("done")
    assert one.current is None
    assert one.verdicts == {1: "star", 2: "dismiss", 3: "done"}
    assert one.undecided == []


def test_skipped_papers_are_undecided() -> None:
    one = queue()
    one.move(1)
    one.decide("later")
    one.move(1)
    assert one.current is None
    assert one.undecided == [1, 3]
    again = one.restart()
    assert (again.current, again.total) == (1, 2)


def test_a_second_verdict_replaces_the_first() -> None:
    one = queue()
    one.decide("star")
    one.move(-1)
    one.decide("dismiss")
    assert one.with_verdict("star") == []
    assert one.with_verdict("dismiss") == [1]
    one.undo(1)
    assert one.with_verdict("star") == [1]


def test_a_paper_outside_the_queue_is_inserted_at_the_current_position() -> None:
    one = queue()
    one.move(1)
    one.undo(99)
    assert one.current == 99
    assert one.next == 2
    assert one.total == 4


def test_hidden_papers_are_skipped_until_they_are_shown_again() -> None:
    one = queue(5)
    one.decide("dismiss")
    one.hide({1, 2, 4, 99})
    assert (one.current, one.position, one.total, one.next) == (3, 2, 3, 5)
    one.move(1)
    assert (one.current, one.undecided) == (5, [3, 5])
    one.move(-2)
    assert one.current == 1
    one.hide(())
    one.move(1)
    assert (one.current, one.position, one.total) == (2, 2, 5)


def test_the_time_ends_with_the_last_move() -> None:
    one = queue(1)
    one.decide("star")
    assert one.seconds == 1.0
    assert one.seconds == 1.0


@given(
    st.integers(1, 6),
    st.lists(
        st.one_of(st.sampled_from(TRIAGE_ACTS), st.sampled_from(("J", "K", "u"))), max_size=40
    ),
)
def test_every_paper_is_decided_or_not_and_undo_restores_the_state(
    count: int, keys: list[str]
) -> None:
    one, log = queue(count), list[Judgement]()
    for key in keys:
        if key in ("J", "K"):
            one.move(1 if key == "J" else -1)
        elif key == "u":
            if log:
                last = log.pop()
                one.undo(last.key)
                assert one.current == last.key
        elif one.current is not None:
            log.append(Judgement(one.current, key, True))
            one.decide(key)
        assert one.last == (log[-1] if log else None)
        assert sorted([*one.verdicts, *one.undecided]) == list(range(1, count + 1))
        assert one.verdicts == {each.key: each.act for each in log}
        assert 1 <= one.position <= count + 1
