"""The API's JSON of every year, in all the shapes in which it is found."""

from __future__ import annotations

import ast
import json
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from daily_papers.formats import DiagnosticKind, FormatError

from tests.formats.reading import read, read_json, read_path, words

PAPER = {
    "id": "2503.02130",
    "title": "Forgetting Transformer",
    "summary": "We propose a gate\nthat forgets.",
    "authors": [
        {"name": "Ann A.", "hidden": False, "user": {"fullname": "ann on the site"}},
        {"name": "Hid Den", "hidden": True},
        {"name": "吴 明"},
    ],
    "publishedAt": "2025-03-03T18:59:50.000Z",
    "submittedOnDailyAt": "2025-03-05T01:10:00.000Z",
    "submittedOnDailyBy": {"fullname": "Sam Bee", "user": "sam"},
    "upvotes": 31,
    "githubRepo": "https://github.com/x/y",
    "githubStars": 412,
    "projectPage": "https://x.github.io",
    "ai_summary": "A gate.",
    "ai_keywords": ["gates", "attention"],
}
ENTRY = {
    "paper": PAPER,
    "title": "The outer title",
    "summary": "The outer summary",
    "publishedAt": "2025-03-05T00:00:00.000Z",
    "numComments": 2,
    "submittedBy": {"fullname": "The outer one"},
    "organization": {"name": "mila", "fullname": "Mila"},
}


def test_all_fields_of_an_entry() -> None:
    report, (entry,) = read_json([ENTRY])
    assert report.format == "hf"
    assert entry.digest.key == "2025-03-05"
    assert (entry.rank, entry.upvotes, entry.comments) == (0, 31, 2)
    assert entry.submitter == "Sam Bee"
    paper = entry.paper
    assert paper.id == "arxiv:2503.02130"
    assert paper.title == "Forgetting Transformer"
    assert paper.abstract == "We propose a gate\nthat forgets."
    assert paper.authors == ("Ann A.", "吴 明")
    assert paper.url == "https://huggingface.co/papers/2503.02130"
    assert (paper.github, paper.stars) == ("https://github.com/x/y", 412)
    assert paper.project == "https://x.github.io"
    assert paper.organization == "Mila"
    assert (paper.ai_summary, paper.keywords) == ("A gate.", ("gates", "attention"))
    assert paper.published == date(2025, 3, 3)
    assert report.diagnostics == []


def test_the_outer_object_fills_gaps_of_the_inner_one() -> None:
    _, (entry,) = read_json([{**ENTRY, "paper": {**PAPER, "title": " ", "summary": None}}])
    assert entry.paper.title == "The outer title"
    assert entry.paper.abstract == "The outer summary"


SNAKE = {
    "id": "2503.02130",
    "title": "Forgetting Transformer",
    "summary": "We propose a gate\nthat forgets.",
    "authors": [{"name": "Ann A."}],
    "published_at": "2025-03-03T00:00:00+00:00",
    "submitted_at": "2025-03-04T20:00:00+00:00",
    "submitted_by": {"username": "", "fullname": "Sam Bee"},
    "comments": 2,
    "upvotes": 31,
    "github_repo": "https://github.com/x/y",
    "github_stars": 412,
}


@pytest.mark.parametrize(
    "value",
    [
        [ENTRY],
        ENTRY,
        PAPER,
        [PAPER],
        SNAKE,
        {"dailyPapers": [ENTRY]},
        {"papers": [ENTRY]},
        {"items": [PAPER]},
        {"data": {"papers": [ENTRY]}},
        {"status": "success", "date": "2025-03-05", "count": 1, "data": [repr(ENTRY)]},
        [repr(ENTRY)],
        [json.dumps(ENTRY)],
    ],
)
def test_every_form_of_the_answer(value: object) -> None:
    _, (entry,) = read_json(value, "2025-03-05.json")
    assert entry.digest.key == "2025-03-05"
    assert entry.paper.id == "arxiv:2503.02130"
    assert entry.paper.title == "Forgetting Transformer"
    assert entry.paper.abstract == "We propose a gate\nthat forgets."
    assert entry.paper.authors[0] == "Ann A."
    assert entry.paper.published == date(2025, 3, 3)
    assert (entry.upvotes, entry.submitter) == (31, "Sam Bee")
    assert (entry.paper.github, entry.paper.stars) == ("https://github.com/x/y", 412)


def test_a_python_repr_with_all_kinds_of_escapes() -> None:
    odd = {"title": 'It\'s "quoted" \\alpha \x07 \u202e \U0001f600 True', "summary": "a\n\tb\\n"}
    _, (entry,) = read_json([repr(odd)])
    assert entry.paper.title == odd["title"]
    assert entry.paper.abstract == odd["summary"]


# The digest's day.


def test_the_day_of_the_wrapper() -> None:
    flat = {"title": "T", "summary": "S"}
    assert read_json({"date": "2025-01-10", "data": [flat]})[1][0].digest.key == "2025-01-10"


def test_one_list_may_hold_several_days() -> None:
    later = {**PAPER, "id": "2503.00001", "submittedOnDailyAt": "2025-03-06T01:00:00Z"}
    _, entries = read_json([PAPER, later, {**PAPER, "id": "2503.00002"}])
    assert [(entry.digest.key, entry.rank) for entry in entries] == [
        ("2025-03-05", 0),
        ("2025-03-06", 0),
        ("2025-03-05", 1),
    ]
    assert {entry.digest.key for entry in read_json([PAPER, later], "2025-03-07.json")[1]} == {
        "2025-03-07"
    }


def test_a_list_without_a_day_is_a_collection() -> None:
    flat = {"title": "T", "summary": "S"}
    assert read_json([flat], "reading list.json")[1][0].digest.key == "collection:reading list"
    assert read_json([flat])[1][0].digest.key == "collection:pasted"


# Types are never trusted.


@pytest.mark.parametrize(
    ("number", "known"),
    [
        (2503.0213, "2503.02130"),
        (2503.1, "2503.10000"),
        (704.0001, "0704.0001"),
        (1412.9, "1412.9000"),
        ("2503.0213", "2503.02130"),
        ("1412.9000", "1412.9000"),
        ("https://arxiv.org/pdf/2503.02130v3", "2503.02130"),
        ("cs/0112017", "cs/0112017"),
        (2503, None),
        (True, None),
        (9913.02130, None),
        ({"x": 1}, None),
        ("a-slug", None),
    ],
)
def test_ids_that_became_numbers_are_repaired(number: object, known: str | None) -> None:
    _, (entry,) = read_json([{"id": number, "title": "T", "summary": "S"}])
    assert entry.paper.arxiv_id == known


NO_COUNTS: list[object] = [True, -1, "many", None, [], float("nan"), 10**30, "-", ""]


@pytest.mark.parametrize(
    ("votes", "count"),
    [
        (12, 12),
        (12.0, 12),
        ("1.2k", 1200),
        ("3,290", 3290),
        (" 7 ", 7),
        (0, 0),
        ("2M", 2_000_000),
        *((value, None) for value in NO_COUNTS),
    ],
)
def test_counts(votes: object, count: int | None) -> None:
    _, (entry,) = read_json([{"title": "T", "summary": "S", "upvotes": votes}])
    assert entry.upvotes == count


@pytest.mark.parametrize(
    ("authors", "names"),
    [
        (["Ann A.", "Bo B."], ("Ann A.", "Bo B.")),
        ("Ann A., Bo B. and Cy Alexander", ("Ann A.", "Bo B.", "Cy Alexander")),
        ([{"user": {"fullname": "Ann A."}}, {"name": None}, 3, None, [], {}], ("Ann A.", "3")),
        (None, ()),
        ({"name": "Ann A."}, ()),
        (7, ()),
    ],
)
def test_authors_of_any_type(authors: object, names: tuple[str, ...]) -> None:
    _, (entry,) = read_json([{"title": "T", "summary": "S", "authors": authors}])
    assert entry.paper.authors == names


def test_titles_that_are_numbers_or_have_lone_surrogates() -> None:
    _, entries = read('[{"title": 1984, "summary": "S"}, {"title": "a\\ud800b", "summary": "S"}]')
    assert [entry.paper.title for entry in entries] == ["1984", "a\ufffdb"]


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///etc/passwd", "https://a b", 7])
def test_only_web_addresses_are_kept(address: object) -> None:
    _, (entry,) = read_json([{"title": "T", "githubRepo": address, "projectPage": address}])
    assert (entry.paper.github, entry.paper.project) == (None, None)


def test_line_breaks_in_an_address_are_removed() -> None:
    _, (entry,) = read_json([{"title": "T", "githubRepo": "https://github.com/\nann/code.git"}])
    assert entry.paper.github == "https://github.com/ann/code.git"


def test_a_text_that_is_too_long_is_cut_and_reported() -> None:
    report, (entry,) = read_json([{"title": "T" * 5_000, "summary": "S" * 200_000}])
    assert (len(entry.paper.title), len(entry.paper.abstract)) == (2_000, 50_000)
    assert words(report, DiagnosticKind.CHANGED) == ["too long, cut short: " + "T" * 60]


def test_records_that_are_not_papers_are_reported() -> None:
    report, entries = read_json([{"title": "T"}, {"summary": "S"}, 7, "no repr", None])
    assert [entry.paper.title for entry in entries] == ["T"]
    assert words(report, DiagnosticKind.ORPHAN) == ["entry 1 has no abstract: T"]
    assert [text.split(":")[0] for text in words(report, DiagnosticKind.SKIPPED)] == [
        "entry 2 has no title",
        "entry 3 is not an object",
        "entry 4",
        "entry 5 is not an object",
    ]


def test_a_duplicate_paper_is_merged() -> None:
    again = {**ENTRY, "paper": {**PAPER, "upvotes": 40, "summary": "Shorter.", "doi": "10.1/x"}}
    report, (entry,) = read_json([ENTRY, again])
    assert entry.upvotes == 40
    assert entry.paper.abstract == PAPER["summary"]
    assert len(words(report, DiagnosticKind.DOUBLE)) == 1
    assert "not shown: Shorter." in report.diagnostics[0].text


def test_an_empty_list_is_a_day_without_papers() -> None:
    report, entries = read_json([])
    assert (entries, report.diagnostics) == ([], [])


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ({"error": "Invalid date"}, "the server answered with an error: Invalid date"),
        ({"foo": 1}, "no paper in this JSON"),
        ([1, 2], "no paper in this JSON: entry 1 is not an object"),
        ([{"name": "x"}], "no paper in this JSON: entry 1 has no title"),
    ],
)
def test_json_without_papers_is_refused(value: object, why: str) -> None:
    with pytest.raises(FormatError, match=why):
        read_json(value)


# The real answers.


def counted(path: Path) -> tuple[int, int, Counter[str]]:
    """Entries, upvotes and ids of a real day, by a way of its own."""
    value = json.loads(path.read_text())
    entries = value["data"] if isinstance(value, dict) else value
    entries = [ast.literal_eval(entry) if isinstance(entry, str) else entry for entry in entries]
    papers = [entry["paper"] for entry in entries]
    votes = sum(paper["upvotes"] for paper in papers)
    return len(entries), votes, Counter(paper["id"] for paper in papers)


def test_every_real_day(shared: Path) -> None:
    paths = sorted((shared / "data" / "hf-api").glob("*.json"))
    assert len(paths) == 437
    total = 0
    for path in paths:
        report, entries = read_path(path)
        count, votes, ids = counted(path)
        total += count
        assert len(entries) == count, path.name
        assert sum(entry.upvotes or 0 for entry in entries) == votes
        assert Counter(entry.paper.arxiv_id for entry in entries) == ids
        assert {entry.digest.key for entry in entries} == {path.stem}
        assert all(entry.paper.abstract and entry.paper.authors for entry in entries)
        assert report.diagnostics == [], path.name
    assert total == 6481


def test_the_day_in_the_content_is_the_day_of_the_file(shared: Path) -> None:
    for path in sorted((shared / "data" / "hf-api").glob("2025-1*.json")):
        _, entries = read(path.read_bytes(), "answer.json")
        assert {entry.digest.key for entry in entries} == {path.stem}


def test_the_output_of_the_command_line_tool(shared: Path) -> None:
    (path,) = (shared / "data" / "hf-cli").glob("*.json")
    source = json.loads(path.read_text())
    _, entries = read_path(path)
    assert [entry.paper.title for entry in entries] == [each["title"] for each in source]
    assert [entry.comments for entry in entries] == [each["comments"] for each in source]
    assert {entry.digest.key for entry in entries} == {"2026-08-20"}
    assert all(re.fullmatch(r"\d{4}\.\d{5}", entry.paper.arxiv_id or "") for entry in entries)
