"""Times, days and numbers in words."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from daily_papers import humanize
from hypothesis import given
from hypothesis import strategies as st

NOW = datetime(2026, 3, 10, 14, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("then", "said"),
    [
        (NOW + timedelta(hours=2), "just now"),
        (NOW - timedelta(seconds=59), "just now"),
        (NOW - timedelta(seconds=60), "1 minute ago"),
        (NOW - timedelta(minutes=59, seconds=59), "59 minutes ago"),
        (NOW - timedelta(hours=1), "1 hour ago"),
        (NOW - timedelta(hours=14, minutes=30), "14 hours ago"),
        (NOW - timedelta(hours=14, minutes=31), "yesterday"),
        (datetime(2026, 3, 8, 23, 59, tzinfo=UTC), "2 days ago"),
        (datetime(2026, 3, 4, tzinfo=UTC), "6 days ago"),
        (datetime(2026, 3, 3, 23, tzinfo=UTC), "3 Mar"),
        (datetime(2026, 1, 1, tzinfo=UTC), "1 Jan"),
        (datetime(2025, 12, 31, tzinfo=UTC), "31 Dec 2025"),
    ],
)
def test_how_long_ago_something_was(then: datetime, said: str) -> None:
    assert humanize.ago(then, NOW) == said


def test_days_are_counted_in_the_local_time_zone() -> None:
    tokyo = timezone(timedelta(hours=9))
    then = datetime(2026, 3, 9, 14, 59, tzinfo=UTC)  # a minute before midnight there
    assert humanize.ago(then, datetime(2026, 3, 10, 12, tzinfo=tokyo)) == "yesterday"


def test_a_day_is_a_date_unless_it_is_recent() -> None:
    today = date(2026, 3, 1)
    near = [humanize.day(today - timedelta(days=days), today) for days in (-1, 0, 1, 2)]
    assert near == ["2 Mar", "Today", "Yesterday", "27 Feb"]
    assert humanize.day(today) == "1 Mar"


@pytest.mark.parametrize(
    ("number", "said"),
    [(0, "0"), (999, "999"), (1000, "1.0k"), (1234, "1.2k"), (34_499, "34k"), (999_500, "1.0M")],
)
def test_a_short_count_rounds(number: int, said: str) -> None:
    assert humanize.short_count(number) == said


@given(st.integers(0, 900_000_000))
def test_a_short_count_takes_four_cells_at_most(number: int) -> None:
    assert len(humanize.short_count(number)) <= 4


def test_one_is_singular() -> None:
    assert humanize.quantity(1, "paper") == "1 paper"
    assert humanize.quantity(0, "paper") == "0 papers"
    assert humanize.quantity(8204, "entry", "entries") == "8,204 entries"
