"""`mark`, `undo` and `redo` as a user sees them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.home import Home, paper


def facts(home: Home, id: str) -> dict[str, Any]:
    """What was done with a paper."""
    shown = home.run("show", id, "--format", "json").json
    return {
        name: shown[name]
        for name in ("read", "starred", "later", "dismissed", "tags")
        if shown[name]
    }


@pytest.mark.parametrize(
    ("act", "past", "expected"),
    [
        ("read", "read", {"read": True}),
        ("star", "starred", {"read": True, "starred": True}),
        ("later", "for later", {"read": True, "later": True}),
        ("dismiss", "dismissed", {"read": True, "dismissed": True}),
        ("tag:to cite", "tagged to cite", {"tags": ["to cite"]}),
    ],
)
def test_an_act_and_its_undo(
    read_home: Home, act: str, past: str, expected: dict[str, Any]
) -> None:
    ran = read_home.run("mark", act, "mamba")
    assert (ran.code, ran.out) == (0, f"marked 1 {past}\n")
    assert facts(read_home, "2501.00001") == expected
    assert facts(read_home, "2501.00002") == {}
    assert read_home.run("undo").code == 0
    assert facts(read_home, "2501.00001") == {}


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("read", "unread"),
        ("star", "unstar"),
        ("later", "unlater"),
        ("tag:x", "untag:x"),
        ("dismiss", "restore"),
    ],
)
def test_every_act_has_its_opposite(read_home: Home, first: str, then: str) -> None:
    read_home.run("mark", first, "mamba")
    assert read_home.run("mark", then, "id:2501.00001 (is:dismissed OR is:read OR tag:x)").code == 0
    left = facts(read_home, "2501.00001")
    assert left in ({}, {"read": True})


def test_a_dry_run_counts_and_changes_nothing(read_home: Home) -> None:
    before = read_home.run("list").out
    files = {name for name in read_home.files() if "profiles" in name}
    ran = read_home.run("mark", "--dry-run", "read", "upvotes:>0")
    assert ran.out == "would mark 3 read\n"
    assert read_home.run("list").out == before
    assert {name for name in read_home.files() if "profiles" in name} == files


def test_papers_that_would_not_change_are_not_counted(read_home: Home) -> None:
    read_home.run("mark", "read", "mamba")
    ran = read_home.run("mark", "read", "is:read OR is:unread")
    assert ran.out == "marked 2 read; 1 paper unchanged\n"
    assert read_home.run("mark", "read", "mamba").out == "marked 0 read; 1 paper unchanged\n"
    assert read_home.run("mark", "read", "nothing").out == ("marked 0 read; no papers match\n")


def test_a_bulk_act_is_one_undo_step(read_home: Home) -> None:
    read_home.run("mark", "star", "mamba")
    read_home.run("mark", "read", "is:unread")
    assert read_home.run("undo").out == "Undone: 2 read\n"
    assert read_home.run("list", "is:unread").out.count("\n") == 2
    assert read_home.run("undo").out == "Undone: starred · Mamba in Space\n"
    assert read_home.run("undo").err == "daily-papers: nothing to undo\n"
    assert read_home.run("undo").code == 1
    assert read_home.run("redo").out == "Redone: starred · Mamba in Space\n"
    assert read_home.run("redo").out == "Redone: 2 read\n"
    assert read_home.run("redo").code == 1
    assert read_home.run("list", "is:unread").out == ""


def test_a_query_may_begin_with_a_minus(read_home: Home) -> None:
    assert read_home.run("mark", "read", "-video").out == "marked 1 read\n"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["stra", "mamba"], 'unknown act "stra" · did you mean "star"?'),
        (["toggle_star", "mamba"], 'unknown act "toggle_star"'),
        (["tag:", "mamba"], "tag: needs a tag; write tag:NAME"),
        (["tag", "mamba"], "tag: needs a tag; write tag:NAME"),
        (["read"], "QUERY is missing"),
        (["read", ""], "an empty query means every paper; write one, such as is:unread"),
        (["read", "titel:x"], "there is no field titel"),
    ],
)
def test_wrong_usage_changes_nothing(read_home: Home, words: list[str], message: str) -> None:
    ran = read_home.run("mark", *words)
    assert (ran.code, ran.out) == (2, "")
    assert message in ran.err
    assert not read_home.journals.exists()


def test_an_act_that_cannot_be_saved_is_an_error(read_home: Home) -> None:
    read_home.run("list")
    profiles = read_home.folder / "data" / "profiles"
    profiles.write_text("a file where the folder of profiles should be")
    ran = read_home.run("mark", "star", "mamba")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("daily-papers: not saved: ")
    assert "see `daily-papers doctor`" in ran.err


def test_profiles_are_independent(read_home: Home) -> None:
    read_home.run("mark", "star", "mamba", "--profile", "work")
    assert read_home.run("list", "is:starred").out == ""
    assert len(read_home.run("list", "is:starred", "--profile", "work").lines) == 1
    assert read_home.run("undo").code == 1


def test_a_starred_paper_outlives_its_file(read_home: Home) -> None:
    read_home.run("mark", "star", "mamba")
    (read_home.cache / "2025-01-02.hf.json").unlink()
    read_home.has("2025-02-03", paper(7, "Another"))
    assert read_home.run("show", "2501.00001").lines[0] == "Mamba in Space"
    assert read_home.run("show", "2501.00002").code == 1
