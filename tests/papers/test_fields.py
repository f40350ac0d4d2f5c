"""The tables of a paper's fields: every name has its row, and rows read what they say."""

from __future__ import annotations

from datetime import date

from daily_papers.papers.fields import (
    DATE_FIELDS,
    NUMBER_FIELDS,
    TEXT_FIELDS,
    DateField,
    Match,
    NumberField,
    TextField,
)
from daily_papers.papers.model import Digest, Entry, Paper

PAPER = Paper(
    "Mamba",
    authors=("Ana Rosé", "李明"),
    arxiv_id="2503.02130",
    github="https://github.com/o/r",
    stars=7,
)
ENTRIES = (
    Entry(Digest(date(2025, 7, 31)), PAPER, 0, upvotes=3, submitter="bo"),
    Entry(Digest(date(2025, 7, 30)), PAPER, 4, upvotes=9, comments=0, submitter="cy"),
    Entry(Digest(name="search"), PAPER, 1, submitter="bo"),
)


def test_every_field_has_a_row() -> None:
    assert set(TEXT_FIELDS) == set(TextField)
    assert set(NUMBER_FIELDS) == set(NumberField)
    assert set(DATE_FIELDS) == set(DateField)


def test_texts_are_those_of_the_source() -> None:
    read = {field: list(row.read(PAPER, ENTRIES)) for field, row in TEXT_FIELDS.items()}
    assert read[TextField.TITLE] == ["Mamba"]
    assert read[TextField.ABSTRACT] == read[TextField.ORG] == []
    assert read[TextField.AUTHOR] == ["Ana Rosé", "李明"]
    assert read[TextField.SUBMITTER] == ["bo", "cy"]
    assert read[TextField.ID] == ["2503.02130"]
    assert read[TextField.URL] == ["https://arxiv.org/abs/2503.02130", "https://github.com/o/r"]


def test_what_the_user_wrote_is_not_read_from_the_paper() -> None:
    own = [row for row in TEXT_FIELDS.values() if row.match is Match.OWN]
    assert len(own) == 2
    assert all(not list(row.read(PAPER, ENTRIES)) for row in own)


def test_numbers_are_the_largest_and_the_day_is_the_newest() -> None:
    assert [row.read(PAPER, ENTRIES) for row in NUMBER_FIELDS.values()] == [9, 7, 0]
    assert [row.read(PAPER, ()) for row in NUMBER_FIELDS.values()] == [None, 7, None]
    assert DATE_FIELDS[DateField.DATE].read(PAPER, ENTRIES) == date(2025, 7, 31)
    assert DATE_FIELDS[DateField.DATE].read(PAPER, ()) is None
