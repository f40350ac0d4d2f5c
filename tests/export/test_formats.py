"""What the output formats write."""

from __future__ import annotations

import csv
import io
import json
from datetime import date

from daily_papers.export import csv_records, json_records, text_table
from daily_papers.export.record import KEYS, Record, record
from daily_papers.papers.model import Digest, Entry, Paper
from daily_papers.papers.rows import Detail, Facts, Row
from hypothesis import given
from hypothesis import strategies as st

DAY = date(2025, 7, 31)


def detail(paper: Paper, *entries: Entry, facts: Facts | None = None, note: str = "") -> Detail:
    """A paper with its entries."""
    return Detail(1, paper.id, paper, facts or Facts(), entries, note)


def entry(paper: Paper, digest: Digest, upvotes: int | None = None, by: str | None = None) -> Entry:
    """A paper in a digest."""
    return Entry(digest, paper, 0, upvotes=upvotes, comments=upvotes, submitter=by)


def empty(**known: object) -> Record:
    """A record of which only `known` is known."""
    return {**dict.fromkeys(KEYS), **known}


def test_a_record_has_every_key_in_order() -> None:
    assert tuple(record(detail(Paper("A")))) == KEYS


def test_a_record_combines_all_digests() -> None:
    paper = Paper("A", doi="10.1000/xyz", url="https://example.org/a")
    values = record(
        detail(
            paper,
            entry(paper, Digest(DAY), upvotes=3),
            entry(paper, Digest(date(2025, 7, 30)), upvotes=9, by="ana"),
            entry(paper, Digest(name="search"), by="bo"),
        )
    )
    assert values["digests"] == ["2025-07-31", "2025-07-30", "search"]
    assert values["date"] == "2025-07-31"
    assert (values["upvotes"], values["comments"], values["submitter"]) == (9, 9, "ana")
    assert values["url"] == "https://doi.org/10.1000/xyz"


def test_a_record_has_no_unsafe_address() -> None:
    assert record(detail(Paper("A", url="javascript:alert(1)")))["url"] is None
    assert record(detail(Paper("A", github="https://github.com/o/r")))["url"] is None


def test_a_record_has_verdicts_tags_and_the_note() -> None:
    facts = Facts(read=True, verdicts=frozenset({"starred"}), tags=("a", "b"), noted=True)
    values = record(detail(Paper("A"), facts=facts, note="mine\n  kept"))
    assert (values["read"], values["starred"], values["later"]) == (True, True, False)
    assert (values["tags"], values["note"]) == (["a", "b"], "mine\n  kept")


@given(st.text() | st.text("\x1b\x9b\x07\u202e\ud800é😀"), st.booleans())
def test_json_reads_back_and_is_safe_to_print(text: str, ascii_only: bool) -> None:
    out = io.StringIO()
    json_records.write_array([empty(title=text)], out, ascii_only=ascii_only)
    written = out.getvalue()
    assert json.loads(written)[0]["title"] == text
    assert not [char for char in written if char < " " and char != "\n"]
    assert not any("\x7f" <= char <= "\x9f" or "\ud800" <= char <= "\udfff" for char in written)
    assert written.isascii() or not ascii_only


def test_json_of_nothing_is_an_empty_array() -> None:
    out = io.StringIO()
    json_records.write_array([], out)
    assert json.loads(out.getvalue()) == []


@given(st.lists(st.text("ab,\"\n; '"), max_size=3))
def test_csv_reads_back(cells: list[str]) -> None:
    out = io.StringIO()
    csv_records.write([empty(title=cell, tags=["x", "y"], read=True) for cell in cells], out)
    rows = list(csv.DictReader(io.StringIO(out.getvalue(), newline="")))
    assert [row["title"] for row in rows] == cells
    assert all((row["tags"], row["read"], row["note"]) == ("x; y", "true", "") for row in rows)


def test_a_table_keeps_its_columns() -> None:
    rows = [
        Row(1, "a", "First", "", Facts(), upvotes=12345, day=DAY),
        Row(2, "b", "数" * 40, "", Facts(verdicts=frozenset({"starred"}))),
    ]
    out = io.StringIO()
    text_table.write(rows, out, marks=lambda facts: " *" if facts.starred else "o ", width=45)
    assert out.getvalue().splitlines() == [
        "2025-07-31  o   12345  First",
        "             *         " + "数" * 10 + "…",
    ]


def test_a_title_keeps_its_least_width_in_a_narrow_terminal() -> None:
    out = io.StringIO()
    rows = [Row(1, "a", "x" * 50, "", Facts(), day=DAY)]
    text_table.write(rows, out, marks=lambda facts: "  ", width=1)
    assert len(out.getvalue().rstrip("\n")) == 23 + 20
