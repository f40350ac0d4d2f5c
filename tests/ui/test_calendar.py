"""Which days were missed, which comes next, and what is older than a week."""

from __future__ import annotations

from datetime import date, timedelta

from daily_papers.papers.model import Digest
from daily_papers.papers.rows import DigestCounts
from daily_papers.papers.scopes import UNREAD, SavedViewScope
from daily_papers.ui.model.calendar import (
    around,
    earlier_unread,
    find,
    missed,
    nearest_unread,
    new_days,
    visited_up_to,
    week_before,
    years_differ,
)
from hypothesis import given
from hypothesis import strategies as st

TODAY = date(2025, 7, 31)


def days(*unread: int) -> list[DigestCounts]:
    """A digest a day, newest first, from 31 July back, each with so many of ten unread."""
    return [
        DigestCounts(Digest(TODAY - timedelta(days=back)), 10, left)
        for back, left in enumerate(unread)
    ]


def keys(tallies: list[DigestCounts]) -> list[str]:
    """Their days of the month."""
    return [each.digest.key[-2:] for each in tallies]


def test_days_fill_a_line_around_one() -> None:
    widths = [10] * 8
    assert around(0, widths, 45) == range(4)
    assert around(3, widths, 45) == range(2, 6)
    assert around(7, widths, 45) == range(4, 8)
    assert around(7, widths, 200) == range(8)
    assert around(0, [], 45) == range(0)


def test_the_day_before_is_the_next_with_unread_papers() -> None:
    found = earlier_unread(days(3, 0, 0, 4), Digest(date(2025, 7, 31)))
    assert found
    assert (found[0], found[1].unread) == (3, 4)
    assert earlier_unread(days(3, 0), Digest(date(2025, 7, 31))) is None
    assert earlier_unread(days(3, 1), UNREAD) is None


def test_the_nearest_day_with_unread_papers_is_before_or_after() -> None:
    def steps(*unread: int) -> int | None:
        found = nearest_unread(days(*unread), Digest(date(2025, 7, 29)))
        return found[0] if found else None

    assert steps(1, 0, 0, 0, 0, 0, 1) == -2
    assert steps(1, 0, 0, 0, 1) == 2
    assert steps(0, 0, 0, 1) == 1
    assert steps(0, 0, 9) is None
    assert nearest_unread(days(3, 1), UNREAD) is None


@given(st.sets(st.integers(0, 900), max_size=30), st.integers(0, 900))
def test_a_digest_is_found_where_it_stands(backs: set[int], asked: int) -> None:
    names = [DigestCounts(Digest(name=name), 1, 1) for name in ("agents", "search")]
    dated = [DigestCounts(Digest(TODAY - timedelta(days=back)), 1, 1) for back in sorted(backs)]
    tallies = [*dated, *names]
    for place, tally in enumerate(tallies):
        assert find(tallies, tally.digest) == place
    for other in (UNREAD, Digest(name="none"), SavedViewScope("2025"), None):
        assert find(tallies, other) is None
    known = find(tallies, Digest(TODAY - timedelta(days=asked)))
    assert (known is not None) == (asked in backs)
    assert years_differ(tallies) == (len({each.digest.key[:4] for each in dated}) > 1)


def test_days_since_the_last_visit_are_missed_unless_nothing_is_left_of_them() -> None:
    assert keys(missed(days(5, 0, 10, 10, 10), "2025-07-28", TODAY)) == ["31", "29"]
    assert missed(days(5), "2025-07-31", TODAY) == []


def test_the_days_that_came_are_newer_than_the_newest_of_before() -> None:
    assert keys(new_days(days(5, 0, 10, 10), "2025-07-29")) == ["31", "30"]
    assert new_days(days(5), "2025-07-31") == new_days(days(5), "") == []


def test_the_first_visit_looks_back_a_week() -> None:
    assert keys(missed(days(*[1] * 20), "", TODAY)) == ["31", "30", "29", "28", "27", "26", "25"]
    assert missed([], "", TODAY) == []


def test_a_week_counts_from_the_newest_digest_but_not_from_the_future() -> None:
    assert week_before(days(1), TODAY + timedelta(days=90)) == date(2025, 7, 24)
    assert week_before(days(1), TODAY - timedelta(days=1)) == date(2025, 7, 23)
    assert week_before([DigestCounts(Digest(name="search"), 1, 1)], TODAY) is None


def test_a_visit_ends_before_the_first_day_that_was_not_shown() -> None:
    assert visited_up_to(days(5, 5, 5), "", set()) == "2025-07-31"
    newest, before = Digest(TODAY), Digest(TODAY - timedelta(days=1))
    assert visited_up_to(days(5, 5, 5), "2025-07-28", {newest}) == "2025-07-28"
    assert visited_up_to(days(5, 5, 0), "2025-07-28", {newest}) == "2025-07-29"
    assert visited_up_to(days(5, 5), "2025-07-29", {before, newest}) == "2025-07-31"
    assert visited_up_to([], "2025-07-29", set()) == "2025-07-29"


@given(st.lists(st.integers(0, 2), max_size=12), st.sets(st.integers(0, 12)))
def test_no_day_with_unread_papers_that_was_not_shown_is_ever_left_behind(
    unread: list[int], shown: set[int]
) -> None:
    tallies = days(*unread)
    visited = {tallies[at].digest for at in shown if at < len(tallies)}
    before = keys(missed(tallies, "2025-07-01", TODAY))
    since = visited_up_to(tallies, "2025-07-01", visited)
    after = keys(missed(tallies, since, TODAY))
    assert {day for day in before if day not in after} <= {digest.key[-2:] for digest in visited}
