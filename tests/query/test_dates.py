"""Days, months, years, ranges and ages, counted from Thursday, 31 July 2025."""

from datetime import date

import pytest
from daily_papers.query.errors import QueryError
from daily_papers.query.parser import parse
from daily_papers.query.tree import Days

TODAY = date(2025, 7, 31)


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2025-07-31", "2025-07-31", "2025-07-31"),
        ("2025-7-1", "2025-07-01", "2025-07-01"),
        ("2025-07", "2025-07-01", "2025-07-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2025", "2025-01-01", "2025-12-31"),
        ("9999", "9999-01-01", "9999-12-31"),
        ("today", "2025-07-31", "2025-07-31"),
        ("Yesterday", "2025-07-30", "2025-07-30"),
        ("2025-07-01..2025-07-15", "2025-07-01", "2025-07-15"),
        ("2025-02..2025-03", "2025-02-01", "2025-03-31"),
        ("2024..2025-03", "2024-01-01", "2025-03-31"),
        ("2025-07-01..", "2025-07-01", ""),
        ("..2025-06", "", "2025-06-30"),
        ("2025-07-01..today", "2025-07-01", "2025-07-31"),
        ("<1d", "2025-07-31", ""),
        ("<2w", "2025-07-18", ""),
        ("<=2w", "2025-07-17", ""),
        (">3d", "", "2025-07-27"),
        (">=3d", "", "2025-07-28"),
        ("<6m", "2025-02-01", ""),
        ("<1m", "2025-07-01", ""),
        ("<5m", "2025-03-01", ""),
        ("<=5m", "2025-02-28", ""),
        ("<1y", "2024-08-01", ""),
        ("＜２w", "2025-07-18", ""),
    ],
)
def test_days(value: str, first: str, last: str) -> None:
    assert parse(f"date:{value}", TODAY).tree == Days(
        date.fromisoformat(first) if first else None, date.fromisoformat(last) if last else None
    )


@pytest.mark.parametrize(
    ("value", "blamed", "message"),
    [
        ("2025-02-30", "30", "February 2025 has 28 days"),
        ("2024-02-30", "30", "February 2024 has 29 days"),
        ("2025-13", "13", "no month 13"),
        ("2025-00", "00", "no month 0"),
        ("2025-01-00", "00", "January 2025 has 31 days"),
        ("0000", "0000", "no year 0"),
        ("..2025-02-30", "30", "February"),
        ("31-07-2025", "31-07-2025", "is not a day"),
        ("20250731", "20250731", "is not a day"),
        ("todya", "todya", "did you mean today?"),
        ("2w", "2w", "did you mean <2w?"),
        ("2025-07..2025-06", "2025-07..2025-06", "did you mean 2025-06..2025-07?"),
        ("..", "", "a day is missing"),
        (">2025-07-01", ">2025-07-01", "did you mean 2025-07-01..?"),
        ("<2025", "<2025", "did you mean ..2025?"),
        ("<2", "<2", "is not an age"),
        ("<2h", "<2h", "is not an age"),
        (">9999y", ">9999y", "outside the calendar"),
        ("<999999d", "<999999d", "outside the calendar"),
        ("/x/", "/x/", "does not take a regular expression"),
    ],
)
def test_invalid_days_are_reported(value: str, blamed: str, message: str) -> None:
    text = f"date:{value}"
    with pytest.raises(QueryError) as caught:
        parse(text, TODAY)
    error = caught.value
    assert message in str(error)
    assert text[error.column : error.column + error.length] == blamed
