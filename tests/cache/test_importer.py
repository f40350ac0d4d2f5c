"""Importing: every kind of file under a safe name, once, whole."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest
from daily_papers.importer import Refused, Totals

from tests.cache.importing import PAGE, answer, imported, put, run
from tests.formats.reading import read

# Names.


def test_a_page_is_copied_verbatim_under_its_days_name(cache: Path, inbox: Path) -> None:
    path = put(inbox / "what I pasted.md", PAGE.replace("\n", "\r\n"))
    result = imported(run(cache, path)[0])
    assert result.name == "2026-07-31~.page.txt"
    assert result.is_new
    assert (result.format, dict(result.entries), result.diagnostics) == (
        "page",
        {next(iter(result.entries)): 1},
        (),
    )
    assert [digest.key for digest in result.entries] == ["2026-07-31"]
    assert (cache / result.name).read_bytes() == path.read_bytes()


@pytest.mark.parametrize(
    ("name", "text", "stored"),
    [
        ("2025-03-05.json", answer(1), "2025-03-05.hf.json"),
        ("2025-03-05.hf.p1.json", answer(1), "2025-03-05.hf.p1.json"),
        ("2025-03-05~.json", answer(1), "2025-03-05~.hf.json"),
        ("papers 2025-03-05 (1).json", answer(1), "2025-03-05.hf.json"),
        ("x.txt", answer(1, submittedOnDailyAt="2025-03-05T01:00:00Z"), "2025-03-05.hf.json"),
        ("to read.json", answer(1), "collection-to read.hf.json"),
        ("collection-a%2Fb.json", answer(1), "collection-a%2Fb.hf.json"),
        ("list.json", answer(1)[1:-1] + "\n" + answer(2)[1:-1], "collection-list.hf.jsonl"),
        ("..json", answer(1), "collection-..hf.json"),
    ],
)
def test_the_name_says_which_digest_it_is(
    cache: Path, inbox: Path, name: str, text: str, stored: str
) -> None:
    result = imported(run(cache, put(inbox / name, text))[0])
    assert result.name == stored
    # It reads in the cache just as it was reported.
    _, entries = read((cache / stored).read_bytes(), stored)
    assert {entry.digest for entry in entries} == set(result.entries)


def test_the_day_and_the_collection_that_the_user_names(cache: Path, inbox: Path) -> None:
    path = put(inbox / "2025-03-05.json", answer(1))
    assert imported(run(cache, path, day=date(2020, 1, 2))[0]).name == "2020-01-02.hf.json"
    result = imported(run(cache, path, collection="../../a\x1bb ")[0])
    assert result.name == "collection-..%2F..%2Fab.hf.json"
    assert sorted(os.listdir(cache)) == [result.name, "2020-01-02.hf.json"][::-1]


def test_several_days_in_one_file_are_left_to_its_content(cache: Path, inbox: Path) -> None:
    lines = "\n".join(
        answer(n, submittedOnDailyAt=f"2025-03-0{n}T01:00:00Z")[1:-1] for n in (1, 2, 2)
    )
    result = imported(run(cache, put(inbox / "year.jsonl", lines + "\n" + answer(7)[1:-1]))[0])
    assert result.name.startswith("several-")
    _, entries = read((cache / result.name).read_bytes(), result.name)
    assert {entry.digest for entry in entries} == set(result.entries)
    assert {digest.key: count for digest, count in result.entries.items()} == {
        "2025-03-01": 1,
        "2025-03-02": 2,
        f"collection:{result.name.partition('.')[0]}": 1,
    }
    assert not imported(run(cache, inbox / "year.jsonl")[0]).is_new


# Again.


def test_the_same_bytes_are_not_copied_again(cache: Path, inbox: Path) -> None:
    path = put(inbox / "2025-03-05.json", answer(1))
    other = put(inbox / "copy 2025-03-05.json", answer(1))
    first, second, third = (imported(each) for each in run(cache, path, path, other))
    assert [each.is_new for each in (first, second, third)] == [True, False, False]
    assert {each.name for each in (first, second, third)} == {"2025-03-05.hf.json"}
    assert [imported(each).is_new for each in run(cache, inbox, cache)] == [False] * 3
    assert os.listdir(cache) == ["2025-03-05.hf.json"]


def test_other_content_for_a_day_is_stored_beside_the_first(cache: Path, inbox: Path) -> None:
    path = inbox / "2025-03-05.json"
    names = [
        imported(run(cache, put(path, answer(*numbers)))[0]).name
        for numbers in ((1,), (1, 2), (1, 2, 3), (1, 2))
    ]
    assert names == [
        "2025-03-05.hf.json",
        "2025-03-05.hf.2.json",
        "2025-03-05.hf.3.json",
        "2025-03-05.hf.2.json",
    ]
    assert (cache / names[0]).read_text() == answer(1)


def test_the_same_bytes_for_another_day_are_another_file(cache: Path, inbox: Path) -> None:
    path = put(inbox / "2025-03-05.json", answer(1))
    run(cache, path)
    assert imported(run(cache, path, day=date(2025, 3, 6))[0]).is_new


# Folders and standard input.


def test_a_folder_is_imported_with_all_below_it_in_order(cache: Path, inbox: Path) -> None:
    (inbox / "b").mkdir()
    put(inbox / "b" / "2025-03-06.json", answer(2))
    put(inbox / "2025-03-05.json", answer(1))
    put(inbox / "readme.md", "# What this is\n\nA folder.\n")
    put(inbox / ".hidden.json", answer(3))
    results = run(cache, inbox)
    assert [result.origin for result in results] == [
        str(inbox / name) for name in ("2025-03-05.json", "b/2025-03-06.json", "readme.md")
    ]
    assert isinstance(results[2], Refused)


def test_standard_input(cache: Path) -> None:
    result = imported(run(cache, "-", stdin=PAGE.encode())[0])
    assert (result.origin, result.name) == ("-", "2026-07-31~.page.txt")
    assert imported(run(cache, "-", stdin=answer(1).encode())[0]).name == (
        "collection-pasted.hf.json"
    )
    (refused,) = run(cache, "-", stdin=b"")
    assert str(refused) == "-: the file is empty"


def test_the_totals_count_a_paper_once(cache: Path, inbox: Path) -> None:
    put(inbox / "2025-03-05.json", answer(1, 2))
    put(inbox / "2025-03-06.json", answer(2, 3))
    put(inbox / "page.txt", PAGE.replace("Pruning\n", "Paper 3\n"))
    put(inbox / "bad.json", "[")
    totals = Totals()
    run(cache, inbox, totals=totals)
    assert (totals.files, totals.new, totals.refused) == (3, 3, 1)
    assert (totals.entries, totals.papers) == (5, 3)
    assert totals.digests == {"2025-03-05", "2025-03-06", "2026-07-31"}


def test_two_papers_of_one_title_are_not_the_one_known_by_title(cache: Path, inbox: Path) -> None:
    put(inbox / "a.json", answer(1, 2, title="Pruning"))
    put(inbox / "page.txt", PAGE)
    totals = Totals()
    run(cache, inbox, totals=totals)
    assert totals.papers == 3


# The real input.


def test_the_real_input(cache: Path, shared: Path) -> None:
    seeds = sorted((shared / "seeds").glob("*.txt"))
    totals = Totals()
    results = run(cache, *seeds, shared / "data" / "hf-api", totals=totals)
    assert len(results) == totals.files == totals.new == 439
    assert totals.refused == 0
    assert totals.entries == 6481 + 104
    assert len(os.listdir(cache)) == 439

    ids: set[str] = set()
    for path in (shared / "data" / "hf-api").glob("*.json"):
        _, entries = read(path.read_bytes(), path.name)
        ids.update(entry.paper.id for entry in entries)
    assert len(ids) <= totals.papers <= len(ids) + 97
