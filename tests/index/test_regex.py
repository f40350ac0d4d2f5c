"""Regular expressions: in a process of their own, stopped in time."""

from __future__ import annotations

import re
import subprocess
import threading
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from sqlite3 import DatabaseError
from typing import Any

import pytest
from daily_papers import formats
from daily_papers.index import regex
from daily_papers.index.damage import is_damage
from daily_papers.index.sql import Condition
from daily_papers.library import Cancelled, Library
from daily_papers.papers.scopes import ALL, MUTED, UNREAD
from daily_papers.query.fold import spaced
from daily_papers.query.parser import parse
from daily_papers.query.patterns import compile_pattern, literals, lowercase_tests
from daily_papers.query.tree import Regex
from daily_papers.state.views import highlight_rule, mute_rule
from hypothesis import example, given
from hypothesis import strategies as st

from tests.index.world import World, drawn, entry, read_plain, titles, whole

TODAY = date(2026, 1, 1)
EVIL = "/(a+)+z$/"
ENTRIES = (
    entry("Mamba-2 is here", digest="2025-07-31", authors=("Ada Lovelace",)),
    entry("Mamba 2 again", digest="2025-07-30", abstract="We train for 12.5 hours."),
    entry("MAMBA2", digest="2025-07-29", organization="Ai2"),
    entry("Samba", digest="2025-07-28", abstract="aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!"),
)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    world = World(tmp_path_factory.mktemp("regex"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(formats, "read", read_plain)
        world.write("a.jsonl", *ENTRIES)
        with world.library() as opened:
            opened.act("tag", [opened.rows(ALL).key(0)], tag="to-read")
            opened.reload()
            # A busy machine may take longer than users are asked to wait.
            patch.setattr(opened._queries.matcher, "_limit", 120.0)
            yield opened


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("/mamba-?2/", ["Mamba-2 is here", "MAMBA2"]),
        ("/^mamba/ -/again/", ["Mamba-2 is here", "MAMBA2"]),
        ("mamba /[0-9]\\.[0-9]/", ["Mamba 2 again"]),
        ("title:/amba$/", ["Samba"]),
        ("abstract:/amba/", []),
        ("author:/^ada l/", ["Mamba-2 is here"]),
        ("org:/ai\\d/ OR /samba/", ["MAMBA2", "Samba"]),
        ("tag:/^to-/", ["Mamba-2 is here"]),
        ("/mamba/ sort:title", ["Mamba 2 again", "Mamba-2 is here", "MAMBA2"]),
        ("-/mamba/", ["Samba"]),
    ],
)
def test_finds(library: Library, query: str, expected: list[str]) -> None:
    where = parse(query, TODAY)
    assert titles(library.rows(ALL, where)) == expected
    assert library.count(ALL, where) == len(expected)
    assert library.unfinished(ALL, where) is None


def test_a_list_of_its_hits_can_be_acted_on(library: Library) -> None:
    where = parse("/m[a]mba/", TODAY)
    every = library.rows(ALL)
    keys = [every.key(at) for at in range(4)]
    rows = library.rows(ALL, where)
    assert library.still_in(ALL, where, keys) == set(keys)  # not known yet
    while rows.fill():
        pass
    assert library.still_in(ALL, where, keys) == {rows.key(at) for at in range(len(rows))}


def test_one_that_never_ends_is_stopped_and_what_it_looked_at_is_known(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library._queries.matcher, "_limit", 4.0)
    where = parse(f"{EVIL} OR /mamba/", TODAY)
    assert titles(library.rows(ALL, where)) == ["Mamba-2 is here", "Mamba 2 again", "MAMBA2"]
    unfinished = library.unfinished(ALL, where)
    assert unfinished
    assert (unfinished.looked_at, unfinished.total, unfinished.since) == (3, 4, date(2025, 7, 29))


def test_what_was_stopped_is_resumed_below_the_last_paper(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library._queries.matcher, "_limit", 0.0)
    where = parse("/M[aA]mba/", TODAY)
    assert titles(library.rows(ALL, where)) == []
    unfinished = library.unfinished(ALL, where)
    assert unfinished
    unfinished.last, unfinished.looked_at = library.rows(ALL).key(0), 1
    monkeypatch.undo()
    assert titles(library.rows(ALL, where)) == []
    library.resume(ALL, where)
    assert titles(library.rows(ALL, where)) == ["Mamba 2 again", "MAMBA2"]
    assert library.unfinished(ALL, where) is None


def test_the_next_search_kills_it(library: Library) -> None:
    rows = library.rows(ALL, parse(f"{EVIL} samba", TODAY))
    filling = threading.Thread(target=rows.fill)
    filling.start()
    matcher = library._queries.matcher
    while matcher._search is None and filling.is_alive():
        time.sleep(0)
    assert titles(library.rows(ALL, parse("samba", TODAY))) == ["Samba"]
    filling.join()
    assert not rows.complete
    assert matcher._search is None


def test_an_answer_by_former_papers_is_not_kept(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = parse("/m[ad]mba/", TODAY)
    begin = subprocess.Popen

    def late(*given: Any, **named: Any) -> subprocess.Popen[bytes]:
        library._queries.invalidate()
        return begin(*given, **named)

    monkeypatch.setattr(subprocess, "Popen", late)
    whole(library.rows(ALL, where))
    assert library._queries.known_matches(library._db, ALL, where) is None
    monkeypatch.undo()
    whole(library.rows(ALL, where))
    assert library._queries.known_matches(library._db, ALL, where)


def test_it_may_be_killed_while_it_starts_and_a_crash_is_not_a_kill(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    matcher = regex.Matcher(tmp_path / "none.db")
    begin = subprocess.Popen

    def killed(*given: Any, **named: Any) -> subprocess.Popen[bytes]:
        matcher.stop()
        return begin(*given, **named)

    monkeypatch.setattr(subprocess, "Popen", killed)
    with pytest.raises(Cancelled):
        matcher.run(ALL, Regex("a", None), lambda: Condition(" " * (1 << 20)))
    monkeypatch.undo()
    with pytest.raises(DatabaseError, match="ended with 1"):
        matcher.run(ALL, Regex("a", None), lambda: Condition("no statement"))


def test_damage_that_its_process_meets_is_damage_of_the_index(tmp_path: Path) -> None:
    path = tmp_path / "index.db"
    path.write_bytes(b"garbage " * 1000)
    with pytest.raises(DatabaseError) as raised:
        regex.Matcher(path).run(ALL, Regex("a", None), lambda: Condition("SELECT 1"))
    assert is_damage(raised.value)


@pytest.mark.parametrize(("query", "aside"), [("/m[ab]mba/", False), ("/m[ac]mba/", True)])
def test_a_search_is_stopped_for_another_list_and_run_again(
    library: Library, monkeypatch: pytest.MonkeyPatch, query: str, aside: bool
) -> None:
    rows = library.rows(ALL, parse(query, TODAY))
    begin = subprocess.Popen

    def interrupted(*given: Any, **named: Any) -> subprocess.Popen[bytes]:
        library.rows(UNREAD, background=aside)
        monkeypatch.undo()
        return begin(*given, **named)

    monkeypatch.setattr(subprocess, "Popen", interrupted)
    assert rows.fill() is not aside
    assert rows.complete is aside
    assert titles(rows) == ["Mamba-2 is here", "Mamba 2 again", "MAMBA2"]


@pytest.mark.parametrize(
    ("pattern", "rows"),
    [
        ("mamba-?2", "mamba"),
        ("colou?r", "colo"),
        ("(?:abc)def", "def"),
        ("abc|d[ef]gh", "abc gh"),
        ("abc|d?", ""),
        ("ab*cd", "cd"),
        ("[xyz]abc{2}", "ab"),
        (r"\bgpt", "gpt"),
        ("(?i:abc)", ""),
        ("ABC", "abc"),
        ("é1", "1"),
        (r"\x41\101", ""),
    ],
)
def test_literals_are_in_every_match(pattern: str, rows: str) -> None:
    assert literals(pattern) == tuple(rows.split())
    assert compile_pattern(pattern)


_PARTS = (
    "a", "B", "K2", "[A-Z]", "[^a-z]", "[A-z]", "[!-^]", "[-a]", "[]a]", r"\d", r"\W", r"\.", ".",
    r"\x41", r"\101", "(a|B)", "(?:K)", r"\b", "^", "$", "|", "{", "2}",
)  # fmt: skip


@given(
    st.lists(
        st.tuples(st.sampled_from(_PARTS), st.sampled_from(("", "+", "*", "?", "{2}", "+?"))),
        min_size=1,
        max_size=4,
    ),
    st.text("aAbBkK2 -[].^1{}", max_size=7),
)
@example(parts=[("{", "+"), ("2}", "")], text="{{2}")
def test_what_makes_it_cheaper_changes_nothing(parts: list[tuple[str, str]], text: str) -> None:
    pattern = "".join(map("".join, parts))
    try:
        found = compile_pattern(pattern).search(text) is not None
    except re.error:
        return
    if cheaper := lowercase_tests(pattern):
        assert all(each.search(text.lower()) for each in cheaper) == found
    rows = literals(pattern)
    assert not (found and rows) or any(row in spaced(text) for row in rows)


def rule(library: Library, kind: str, query: str, on: bool = True) -> None:
    registers = {"mute": mute_rule, "highlight": highlight_rule}[kind](query, on)
    library.run(lambda store: store.write(kind, [], registers))


def test_a_rule_hides_what_its_expression_matches_in_old_papers_and_in_new_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(formats, "read", read_plain)
    world = World(tmp_path)
    world.write("a.jsonl", *ENTRIES)
    with world.library() as library:
        rule(library, "mute", "/mamba-?2/")
        rule(library, "highlight", "-/[0-9]/ title:samba")
        rule(library, "highlight", "tag:/^x/")
        assert [each.pending for each in library.rules()] == [True, True, True]
        assert len(library.rows(ALL)) == 4
    world.write("b.jsonl", entry("About mamba-2", digest="2025-07-01"))
    with world.library() as library:
        assert not any(each.pending or each.stopped for each in library.rules())
        assert titles(library.rows(ALL)) == ["Mamba 2 again", "Samba"]
        assert library.counts()[MUTED] == 3
        assert [row.highlighted for row in drawn(library.rows(ALL))] == [False, True]
        detail = library.detail(library.rows(ALL).key(1))
        assert detail
        assert detail.highlighted_by == ("-/[0-9]/ title:samba",)
        library.act("tag", [library.rows(ALL).key(0)], tag="xy")
    with world.library() as library:
        assert [row.highlighted for row in drawn(library.rows(ALL))] == [True, True]
        rule(library, "mute", "/mamba-?2/", on=False)
        assert len(whole(library.rows(ALL))) == 5


def test_a_rule_that_takes_too_long_hides_nothing_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(formats, "read", read_plain)
    monkeypatch.setattr(regex, "PATIENCE", 0.2)
    world = World(tmp_path)
    world.write("a.jsonl", *ENTRIES)
    with world.library() as library:
        rule(library, "mute", f"-{EVIL} upvotes:>4")
        rule(library, "mute", EVIL)
        rule(library, "mute", "title:/^samba/")
    with world.library() as library:
        assert [each.stopped for each in library.rules()] == [True, True, False]
        assert titles(library.rows(MUTED)) == ["Samba"]
        for query in (f"-{EVIL} upvotes:>4", EVIL):
            rule(library, "mute", query, on=False)
        rule(library, "mute", EVIL)
        assert next((each.pending, each.stopped) for each in library.rules()) == (True, False)
