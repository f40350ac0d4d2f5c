"""The queue of a triage: where one is, what was decided, what is left."""

from __future__ import annotations

from daily_papers.triage import VERDICTS, Session, Verdict
from hypothesis import given
from hypothesis import strategies as st


def session(count: int = 3, start: int = 0) -> Session:
    """A session over papers 1, 2, 3 … whose clock goes on a second a look."""
    now = iter(range(10_000))
    return Session(range(1, count + 1), lambda: float(next(now)), start)


def test_a_verdict_goes_on_and_the_last_one_ends() -> None:
    one = session()
    one.decide("star")
    assert (one.key, one.place, one.following) == (2, 2, 3)
    one.decide("dismiss")
    one.decide("done")
    assert one.key is None
    assert one.decided == {1: "star", 2: "dismiss", 3: "done"}
    assert one.left == []


def test_skipped_papers_are_left() -> None:
    one = session()
    one.move(1)
    one.decide("later")
    one.move(1)
    assert one.key is None
    assert one.left == [1, 3]
    again = one.again()
    assert (again.key, again.total) == (1, 2)


def test_a_second_verdict_takes_the_place_of_the_first() -> None:
    one = session()
    one.decide("star")
    one.move(-1)
    one.decide("dismiss")
    assert one.with_verdict("star") == []
    assert one.with_verdict("dismiss") == [1]
    one.take_back(1)
    assert one.with_verdict("star") == [1]


def test_a_paper_that_was_not_in_the_queue_comes_in_where_one_is() -> None:
    one = session()
    one.move(1)
    one.take_back(99)
    assert one.key == 99
    assert one.following == 2
    assert one.total == 4


def test_hidden_papers_are_passed_over_until_they_are_shown_again() -> None:
    one = session(5)
    one.decide("dismiss")
    one.hide({1, 2, 4, 99})
    assert (one.key, one.place, one.total, one.following) == (3, 2, 3, 5)
    one.move(1)
    assert (one.key, one.left) == (5, [3, 5])
    one.move(-2)
    assert one.key == 1
    one.hide(())
    one.move(1)
    assert (one.key, one.place, one.total) == (2, 2, 5)


def test_the_time_ends_with_the_last_step() -> None:
    one = session(1)
    one.decide("star")
    assert one.seconds == 1.0
    assert one.seconds == 1.0


@given(
    st.integers(1, 6),
    st.lists(st.one_of(st.sampled_from(VERDICTS), st.sampled_from(("J", "K", "u"))), max_size=40),
)
def test_every_paper_is_decided_or_left_and_undo_restores_what_was(
    count: int, keys: list[str]
) -> None:
    one, log = session(count), list[Verdict]()
    for key in keys:
        if key in ("J", "K"):
            one.move(1 if key == "J" else -1)
        elif key == "u":
            if log:
                last = log.pop()
                one.take_back(last.key)
                assert one.key == last.key
        elif one.key is not None:
            log.append(Verdict(one.key, key, True))
            one.decide(key)
        assert one.last == (log[-1] if log else None)
        assert sorted([*one.decided, *one.left]) == list(range(1, count + 1))
        assert one.decided == {each.key: each.act for each in log}
        assert 1 <= one.place <= count + 1
