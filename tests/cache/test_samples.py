"""The sample digests: what a newcomer sees first must be whole, and show the hard cases."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import urlsplit

import pytest
from daily_papers.cache.samples import folder
from daily_papers.papers.model import find_arxiv_id

DAYS = ("2025-07-30", "2025-07-31")
ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://[^\s{}<>]+", re.IGNORECASE)
CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
EMOJI = re.compile(r"[\U0001f300-\U0001faff]")


def load(day: str) -> list[dict[str, Any]]:
    """The entries of one day, as the file holds them."""
    entries: list[dict[str, Any]] = json.loads(
        (folder() / f"{day}.hf.json").read_text(encoding="utf-8")
    )
    return entries


ENTRIES = [(day, entry) for day in DAYS for entry in load(day)]
PAPERS = [entry["paper"] for _, entry in ENTRIES]
each_entry = pytest.mark.parametrize(
    ("day", "entry"), ENTRIES, ids=[f"{day}-{entry['paper']['id']}" for day, entry in ENTRIES]
)


def texts(*fields: str) -> list[str]:
    """The named fields of all papers."""
    return [paper[field] for paper in PAPERS for field in fields]


def links(paper: dict[str, Any]) -> Iterator[str]:
    """Every address of a paper: its fields and those in its abstract."""
    yield from (paper[field] for field in ("githubRepo", "projectPage") if field in paper)
    yield from ADDRESS.findall(paper["summary"])


def test_two_days_and_nothing_else() -> None:
    assert sorted(path.name for path in folder().glob("*.json")) == [
        f"{day}.hf.json" for day in DAYS
    ]


@pytest.mark.parametrize("day", DAYS)
def test_a_day_holds_at_least_24_papers_each_once(day: str) -> None:
    ids = [entry["paper"]["id"] for entry in load(day)]
    assert len(ids) >= 24
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("day", DAYS)
def test_files_are_laid_out_for_readable_diffs(day: str) -> None:
    text = (folder() / f"{day}.hf.json").read_text(encoding="utf-8")
    assert text == json.dumps(load(day), ensure_ascii=False, indent=1) + "\n"


def test_recurring_papers_are_the_same_but_for_their_day_and_votes() -> None:
    first, second = ({entry["paper"]["id"]: entry["paper"] for entry in load(day)} for day in DAYS)
    both = first.keys() & second.keys()
    assert len(both) >= 4
    for paper_id in both:
        old, new = dict(first[paper_id]), dict(second[paper_id])
        assert old.pop("submittedOnDailyAt") < new.pop("submittedOnDailyAt")
        assert old.pop("upvotes") < new.pop("upvotes")
        assert old == new


@each_entry
def test_an_entry_is_whole(day: str, entry: dict[str, Any]) -> None:
    paper = entry["paper"]
    assert find_arxiv_id(paper["id"]) == paper["id"]
    assert entry["title"] == paper["title"].strip() != ""
    assert all(author["name"].strip() for author in paper["authors"])
    assert paper["authors"]
    assert paper["submittedOnDailyAt"].startswith(day)
    assert date.fromisoformat(paper["publishedAt"][:10]) <= date.fromisoformat(day)
    assert paper["upvotes"] >= 0
    assert entry["numComments"] >= 0


@each_entry
def test_an_abstract_says_what_the_paper_does(day: str, entry: dict[str, Any]) -> None:
    summary = entry["paper"]["summary"]
    assert 60 <= len(summary.split()) <= 220
    assert re.search(r"\bWe\s+(propose|introduce|present|show)\b", summary)


@each_entry
def test_links_lead_to_the_web(day: str, entry: dict[str, Any]) -> None:
    for link in links(entry["paper"]):
        parts = urlsplit(link)
        assert parts.scheme in {"http", "https"}
        assert "." in parts.netloc


def test_no_control_characters() -> None:
    for day in DAYS:
        text = (folder() / f"{day}.hf.json").read_text(encoding="utf-8")
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", text)
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", "".join(texts("title", "summary")))


def test_most_papers_have_code_and_several_have_none() -> None:
    with_code = sum("githubRepo" in paper for paper in PAPERS)
    assert len(PAPERS) / 2 < with_code <= len(PAPERS) - 8


def test_numbers_at_their_ends() -> None:
    assert any(paper["upvotes"] == 0 for paper in PAPERS)
    assert any(entry["numComments"] == 0 for _, entry in ENTRIES)
    assert any("submittedBy" not in entry for _, entry in ENTRIES)
    assert max(len(paper["authors"]) for paper in PAPERS) >= 100
    assert max(len(" ".join(title.split())) for title in texts("title")) > 140


@pytest.mark.parametrize("piece", ["$\\pi^3$", "$\\mu$", "n\\log n", "<think>", "[IDK]", "ü", "ö"])
def test_titles_hold(piece: str) -> None:
    assert any(piece in title for title in texts("title"))


@pytest.mark.parametrize(
    "piece",
    [
        "$\\alpha$",
        "$2.9\\times$",
        "$O(n^2)$",
        "\\emph{",
        '\\"U',
        "\\'e",
        "15.6\\%",
        "under $15,",
        " -- ",
        "``",
        "<think>",
        "[MASK]",
        "[IDK]",
        "**FineWeb**",
        "汉字",
        "https://aka.ms/denseav{https://aka.ms/denseav}.",
        "https://github.com/dongguanting/ARPO.",
    ],
)
def test_abstracts_hold(piece: str) -> None:
    assert any(piece in summary for summary in texts("summary"))


def test_some_abstracts_are_wrapped_and_have_paragraphs() -> None:
    wrapped = [summary for summary in texts("summary") if "\n" in summary]
    assert any("\n  " in summary for summary in wrapped)
    assert any("\n" in summary and "\n  " not in summary for summary in wrapped)
    assert max(len(line) for summary in wrapped for line in summary.splitlines()) < 80


def test_names_beyond_latin_letters() -> None:
    submitters = [entry.get("submittedBy", {}).get("fullname", "") for _, entry in ENTRIES]
    organizations = [paper.get("organization", {}).get("fullname", "") for paper in PAPERS]
    assert any(CJK.search(name) for name in submitters)
    assert any(EMOJI.search(name) for name in submitters)
    assert any(CJK.search(name) for name in organizations)
