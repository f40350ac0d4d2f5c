"""Which day, or which collection, a pasted page is of."""

from __future__ import annotations

from datetime import date

import pytest
from daily_papers.papers.model import Digest

from tests.formats.pages import PRUNING, page
from tests.formats.reading import read


@pytest.mark.parametrize(
    ("written", "day"),
    [
        (date(2026, 7, 31), date(2026, 7, 31)),
        (date(2026, 7, 30), date(2025, 7, 31)),
        (date(2027, 1, 1), date(2026, 7, 31)),
    ],
)
def test_a_day_without_a_year_is_the_latest_one_not_after_the_file(
    written: date, day: date
) -> None:
    _, entries = read(page("Jul 31", "Pruning", PRUNING), modified=written)
    assert entries[0].digest == Digest(day)
    assert entries[0].digest.inferred


def test_the_29th_of_february_is_looked_for_in_leap_years() -> None:
    _, entries = read(page("Feb 29", "Pruning", PRUNING), modified=date(2026, 3, 1))
    assert entries[0].digest == Digest(date(2024, 2, 29))


def test_a_day_with_its_year_is_certain() -> None:
    _, entries = read(page("Jul 31, 2024", "Pruning", PRUNING))
    assert entries[0].digest == Digest(date(2024, 7, 31))
    assert not entries[0].digest.inferred


def test_the_name_of_the_file_overrides_the_page() -> None:
    text = page("Jul 31", "Pruning", PRUNING)
    assert read(text, "2025-08-02~.page.txt")[1][0].digest.key == "2025-08-02"
    assert read(text, "2025-08-02~.page.txt")[1][0].digest.inferred
    assert read(text, "collection-for later.txt")[1][0].digest.key == "collection:for later"


def test_the_options_of_the_user_override_everything() -> None:
    text = page("Jul 31", "Pruning", PRUNING)
    assert read(text, "2025-08-02.txt", day=date(2020, 1, 2))[1][0].digest.key == "2020-01-02"
    assert read(text, "2025-08-02.txt", collection="x")[1][0].digest.key == "collection:x"


@pytest.mark.parametrize(
    "blocks",
    [
        ("state space models", "Jul 31", "101", "Pruning", PRUNING),
        ("state space models", "101", "Pruning", PRUNING),
        ("state space models", "Pruning", PRUNING),
        ("Jul 31", "Results for “state space models”", "Pruning", PRUNING),
        ("https://huggingface.co/papers?q=state+space%20models", "Jul 31", "Pruning", PRUNING),
        ("Jul 31", "Pruning", PRUNING, "https://huggingface.co/papers?date=x&q=state+space+models"),
    ],
)
def test_a_page_of_search_results_is_a_collection(blocks: tuple[str, ...]) -> None:
    _, entries = read(page(*blocks))
    assert [(entry.digest.key, entry.paper.title) for entry in entries] == [
        ("collection:state space models", "Pruning")
    ]


def test_a_page_without_a_day_is_a_collection_named_after_its_file() -> None:
    text = page("Pruning", PRUNING)
    assert read(text, "to read.txt")[1][0].digest.key == "collection:to read"
    assert read(text)[1][0].digest.key == "collection:pasted"
