"""`list` and `show` as a user sees them."""

from __future__ import annotations

import ast
import csv
import io
import json
import os
import sqlite3
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from daily_papers.index import schema, storage
from daily_papers.index.regex import Matcher

from tests.home import Home, Ran, paper
from tests.terminal import Pty

KEYS = """
    id title abstract authors date digests url arxiv_id doi upvotes comments github stars
    organization keywords ai_summary submitter read starred later dismissed tags note
""".split()  # noqa: SIM905  one line each would hide that it is a list in an order


def titles(ran: Ran) -> list[str]:
    """The titles of a table."""
    return [line[23:] for line in ran.lines]


def test_the_table(read_home: Home) -> None:
    read_home.run("mark", "star", "id:2501.00003")
    assert read_home.run("list").out == (
        "2025-01-02  ●       1  Mamba in Space\n"
        "2025-01-02  ●       2  Video Models that Wait\n"
        "2025-01-02   ★      3  State Space Models for Video\n"
    )


def test_the_table_fits_the_terminal_and_is_whole_in_a_pipe(home: Home) -> None:
    long = "A Very Long Title " * 8 + "End"
    home.has("2025-01-02", paper(1, long))
    assert home.run("list").lines[0].endswith(long)
    home.extra["COLUMNS"] = "60"
    (line,) = home.run("list").lines
    assert len(line) in (59, 60)
    assert line.endswith("…")


def test_marks_are_ascii_if_the_encoding_needs_it(read_home: Home) -> None:
    assert read_home.run("list", encoding="ascii").lines[0] == (
        "2025-01-02  o       1  Mamba in Space"
    )


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (["video"], ["Video Models that Wait", "State Space Models for Video"]),
        (["-video"], ["Mamba in Space"]),
        (["--", "-video"], ["Mamba in Space"]),
        (["space", "-mamba"], ["State Space Models for Video"]),
        (['title:"state space"'], ["State Space Models for Video"]),
        (["mamba", "OR", "wait"], ["Mamba in Space", "Video Models that Wait"]),
        (["-title:video", "--limit", "5"], ["Mamba in Space"]),
        (["has:code"], ["Video Models that Wait"]),
        (["upvotes:>1", "--limit", "1"], ["Video Models that Wait"]),
        (["nothing"], []),
    ],
    ids=lambda value: " ".join(value),
)
def test_a_query_is_taken_as_typed(read_home: Home, query: list[str], expected: list[str]) -> None:
    ran = read_home.run("list", *query)
    assert ran.code == 0
    assert sorted(titles(ran)) == sorted(expected)


def test_an_invalid_query_is_shown_with_a_caret(read_home: Home) -> None:
    ran = read_home.run("list", "mamba", "titel:x")
    assert (ran.code, ran.out) == (2, "")
    first, *picture = ran.err.splitlines()
    assert first.startswith("daily-papers: column 7: there is no field titel: expected ")
    assert picture == ["mamba titel:x", "      ^^^^^"]


def test_a_regular_expression_that_takes_too_long_is_an_error(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("daily_papers.index.query.Matcher", partial(Matcher, limit=0.3))
    home.has("2025-01-02", paper(1, "Long", summary="e" * 100))
    for command in (["list"], ["mark", "star"]):
        ran = home.run(*command, "/(e|e[^_]*)+_$/")
        assert (ran.code, ran.out) == (1, "")
        assert ran.err == "daily-papers: the regular expression takes too long\n"


def test_a_link_without_hits_names_its_paper(read_home: Home) -> None:
    ran = read_home.run("list", "https://arxiv.org/abs/2501.00001v2")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == "daily-papers: no papers match; id:arxiv:2501.00001 is in the cache\n"


def test_similar_papers_are_suggested_if_none_match(read_home: Home) -> None:
    ran = read_home.run("list", "title:mamab")
    assert (ran.code, ran.out) == (0, "")
    message = "daily-papers: no papers match; 1 similar paper with title:~mamab\n"
    assert ran.err == message
    assert len(read_home.run("list", "title:~mamab").lines) == 1


def test_json_has_the_keys_in_their_order(read_home: Home) -> None:
    first, second, _ = read_home.run("list", "--format", "json").json
    assert list(first) == KEYS
    assert first == {
        "id": "arxiv:2501.00001",
        "title": "Mamba in Space",
        "abstract": "The abstract of Mamba in Space.",
        "authors": ["Ana Rosé", "李明"],
        "date": "2025-01-02",
        "digests": ["2025-01-02"],
        "url": "https://arxiv.org/abs/2501.00001",
        "arxiv_id": "2501.00001",
        "doi": None,
        "upvotes": 1,
        "comments": None,
        "github": None,
        "stars": None,
        "organization": None,
        "keywords": [],
        "ai_summary": None,
        "submitter": None,
        "read": False,
        "starred": False,
        "later": False,
        "dismissed": False,
        "tags": [],
        "note": None,
    }
    assert second["github"] == "https://github.com/owner/wait"


def test_a_paper_of_two_days_is_listed_once_with_both(read_home: Home) -> None:
    read_home.has("2025-02-03", paper(2, "Video Models that Wait", upvotes=30))
    (found,) = read_home.run("list", "wait", "--format", "json").json
    assert found["digests"] == ["2025-02-03", "2025-01-02"]
    assert (found["date"], found["upvotes"]) == ("2025-02-03", 30)


def test_json_lines_and_csv_have_the_same_contents(read_home: Home) -> None:
    array = read_home.run("list", "--format", "json").json
    lines = [json.loads(line) for line in read_home.run("list", "--format", "jsonl").lines]
    assert lines == array
    table = list(csv.DictReader(io.StringIO(read_home.run("list", "--format", "csv").out)))
    assert [row["id"] for row in table] == [each["id"] for each in array]
    assert table[0]["authors"] == "Ana Rosé; 李明"
    assert (table[0]["read"], table[0]["doi"]) == ("false", "")


def test_raw_is_the_text_of_the_source(home: Home) -> None:
    home.has("2025-01-02", paper(1, "An $\\alpha$ &amp; Omega", summary="One\ntwo.\x1b[31m"))
    (clean,) = home.run("list", "--format", "json").json
    raw = home.run("list", "--format", "json", "--raw")
    assert (clean["title"], clean["abstract"]) == ("An α & Omega", "One two.")
    assert raw.json[0]["title"] == "An $\\alpha$ &amp; Omega"
    assert raw.json[0]["abstract"] == "One\ntwo.\x1b[31m"
    assert "\x1b" not in raw.out
    assert home.run("list", "--raw").code == 2


def test_no_format_passes_control_characters_to_the_terminal(home: Home) -> None:
    evil = "Ti\x1b]0;x\x07tle\x9b31m \u202eevil\x00 \ud800"
    home.has("2025-01-02", paper(1, evil, authors=[{"name": evil}], ai_summary=evil))
    home.run("mark", "tag:a\u202eb", "id:2501.00001")
    for words in (
        ["list"],
        ["list", "--format", "json", "--raw"],
        ["list", "--format", "jsonl"],
        ["list", "--format", "csv"],
        ["show", "2501.00001"],
        ["show", "2501.00001", "--raw"],
    ):
        out = home.run(*words).out.replace("\n", "")
        assert not [char for char in out if not char.isprintable()], words


def test_an_empty_cache_says_what_to_do(home: Home) -> None:
    ran = home.run("list", "--format", "json")
    assert (ran.code, ran.json) == (0, [])
    assert "`daily-papers fetch` or `daily-papers import PATH`" in ran.err


def test_dismissed_papers_are_listed_only_when_asked_for(read_home: Home) -> None:
    read_home.run("mark", "dismiss", "mamba")
    assert "Mamba in Space" not in titles(read_home.run("list"))
    assert titles(read_home.run("list", "is:dismissed")) == ["Mamba in Space"]
    assert not read_home.run("list").err
    command = [sys.executable, "-m", "daily_papers", "list"]
    with Pty(command, columns=120, environ=read_home.environ) as terminal:
        terminal.until("1 dismissed paper left out · add is:dismissed to see them")


def test_a_closed_pipe_ends_the_command_quietly(archive: tuple[Home, Ran]) -> None:
    home, _ = archive
    command = [sys.executable, "-m", "daily_papers", "list"]
    env = {**os.environ, **home.environ}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert (process.stderr.read(), process.wait()) == (b"", 0)


def test_a_full_disk_is_reported(read_home: Home) -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "daily_papers", "list"],
            stdout=full,
            stderr=subprocess.PIPE,
            env={**os.environ, **read_home.environ},
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr.startswith(b"daily-papers: cannot go on: No space left on device; ")
    assert done.stderr.count(b"\n") == 1


@pytest.mark.parametrize(
    "id",
    ["arxiv:2501.00001", "2501.00001", "2501.00001v3", "https://arxiv.org/abs/2501.00001"],
)
def test_show_takes_an_id_in_any_form(read_home: Home, id: str) -> None:
    ran = read_home.run("show", id)
    assert ran.code == 0
    assert ran.out == (
        "Mamba in Space\n"
        "\n"
        "arxiv:2501.00001\n"
        "Ana Rosé, 李明\n"
        "2025-01-02 (1 upvote)\n"
        "\n"
        "The abstract of Mamba in Space.\n"
        "\n"
        "https://arxiv.org/abs/2501.00001\n"
        "https://arxiv.org/pdf/2501.00001\n"
        "https://huggingface.co/papers/2501.00001\n"
    )


def test_show_takes_every_id_that_list_prints(home: Home) -> None:
    home.has("2025-01-02", {"title": "Known by Title Alone", "summary": "Nothing else."})
    (listed,) = home.run("list", "--format", "json").json
    assert home.run("show", listed["id"], "--format", "json").json == listed


def test_show_wraps_prose(home: Home) -> None:
    home.has("2025-01-02", paper(1, "Short", summary="word " * 100))
    assert max(map(len, home.run("show", "2501.00001").lines)) in range(70, 81)


@pytest.mark.parametrize("id", ["2501.99999", "arxiv:9999.99999", "mamba"])
def test_show_says_what_to_do_about_an_unknown_id(read_home: Home, id: str) -> None:
    ran = read_home.run("show", id)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith(
        f'daily-papers: there is no paper "{id}" in the cache; `daily-papers list '
    )


def test_a_damaged_index_is_rebuilt(read_home: Home) -> None:
    expected = read_home.run("list").out
    (index,) = (read_home.folder / "cache").rglob("*.db")
    index.write_bytes(b"not a database" * 1000)
    assert read_home.run("list").out == expected


def test_the_index_folder_may_be_unwritable(read_home: Home) -> None:
    expected = read_home.run("list").out
    (read_home.folder / "file").write_text("")
    read_home.extra["XDG_CACHE_HOME"] = str(read_home.folder / "file")
    assert read_home.run("list").out == expected


@pytest.mark.parametrize("words", [("list",), ("mark", "star", "mamba")])
def test_a_disk_with_too_little_room_for_the_index_is_like_a_full_one(
    read_home: Home, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    read_home.has("2025-02-02", paper(9, "Long", summary="A long abstract. " * 20_000))
    read_home.run("mark", "star", "video")
    for path in (read_home.folder / "cache").rglob("*.db"):
        path.unlink()
    set_up = schema.connect

    def with_little_room(path: Path, **named: Any) -> sqlite3.Connection:
        db = set_up(path, **named)
        if path.is_relative_to(read_home.folder):
            db.execute("PRAGMA max_page_count = 1")  # no more than there are already
        return db

    monkeypatch.setattr(storage, "connect", with_little_room)
    ran = read_home.run(*words)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out
    assert not list((read_home.folder / "cache").rglob("*.db"))


def test_a_cache_that_is_not_a_folder_is_an_error(read_home: Home) -> None:
    file = read_home.folder / "file"
    file.write_text("")
    ran = read_home.run("--cache", file, "list")
    assert (ran.code, ran.out) == (1, "")
    assert f"{file}: not a folder; name the folder of digest files with --cache" in ran.err


def test_the_seeds_are_listed_exactly(seeds: Home, shared: Path) -> None:
    found = seeds.run("list", "--format", "json").json
    assert len(found) == 97
    assert sum(len(each["digests"]) for each in found) == 104
    twice = [each for each in found if each["digests"] == ["2025-09-17", "2025-07-31"]]
    assert len(twice) == 7
    text = "".join(file.read_text("utf-8") for file in (shared / "seeds").glob("*.txt"))
    for each in seeds.run("list", "--format", "json", "--raw").json:
        assert f"{each['title']}\n" in text
        assert each["abstract"] in text


def test_the_real_days_are_listed_paper_by_paper(archive: tuple[Home, Ran], shared: Path) -> None:
    home, _ = archive
    days: dict[str, set[str]] = {}
    for file in (shared / "data" / "hf-api").glob("*.json"):
        for id in arxiv_ids(json.loads(file.read_text("utf-8"))):
            days.setdefault(f"arxiv:{id}", set()).add(file.name[:10])
    found = home.run("list", "--format", "json").json
    listed = {each["id"]: each["digests"] for each in found}
    assert len(listed) == len(found)
    hf = {id: set(digests) & set().union(*days.values()) for id, digests in listed.items()}
    assert {id: digests for id, digests in hf.items() if id.startswith("arxiv:")} == days
    assert sum(map(len, listed.values())) == 6_585
    for each in found:
        assert each["digests"] == sorted(each["digests"], reverse=True)


def arxiv_ids(answer: Any) -> set[str]:
    """The ids in an answer of the API, also where its entries are Python's texts of them."""
    entries = answer if isinstance(answer, list) else answer["data"]
    read = (ast.literal_eval(entry) if isinstance(entry, str) else entry for entry in entries)
    return {entry["paper"]["id"] for entry in read}
