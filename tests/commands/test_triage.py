"""Triage in plain lines: one letter per verdict, one line per act."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import pytest

from tests.home import PAPERS, Home, Ran, paper
from tests.terminal import Pty


def answered(home: Home, *answers: str, query: Sequence[str] = ()) -> Ran:
    """The result of a triage with these answers in a pipe."""
    lines = "".join(f"{answer}\n" for answer in answers)
    return home.run("triage", "--plain", *query, stdin=lines.encode())


def facts(home: Home) -> dict[str, list[str]]:
    """What was done with each paper, by title."""
    names = ("read", "starred", "later", "dismissed")
    listed = home.run("list", "is:read OR is:unread OR is:dismissed", "--format", "json").json
    return {each["title"]: [name for name in names if each[name]] for each in listed}


COMMAND = [sys.executable, "-m", "daily_papers"]
FIRST, SECOND, THIRD = (str(each["title"]) for each in PAPERS)


def test_each_letter_gives_a_verdict_and_prints_a_line(read_home: Home) -> None:
    ran = answered(read_home, "s", "b", "d")
    assert ran.code == 0
    assert ran.lines[0] == "3 unread papers."
    assert f"1 of 3: {FIRST}" in ran.lines
    assert f"The abstract of {FIRST}." in ran.lines
    assert [line for line in ran.lines if line in ("Starred.", "For later.", "Dismissed.")] == [
        "Starred.",
        "For later.",
        "Dismissed.",
    ]
    assert ran.lines[-1].startswith("3 of 3 decided: 1 starred, 1 later, 1 dismissed; ")
    assert facts(read_home) == {
        FIRST: ["read", "starred"],
        SECOND: ["read", "later"],
        THIRD: ["read", "dismissed"],
    }


def test_u_undoes_the_last_verdict_and_goes_back(read_home: Home) -> None:
    ran = answered(read_home, "s", "d", "u", "e", "q")
    assert "Undone: dismissed." in ran.lines
    assert ran.lines.count(f"2 of 3: {SECOND}") == 2
    assert facts(read_home) == {FIRST: ["read", "starred"], SECOND: ["read"], THIRD: []}


def test_u_never_undoes_acts_from_before_the_triage(read_home: Home) -> None:
    read_home.run("mark", "star", FIRST)
    ran = answered(read_home, "u", "q")
    assert "Nothing to undo here." in ran.lines
    assert facts(read_home)[FIRST] == ["read", "starred"]


@pytest.mark.parametrize("answer", [" ", ""])
def test_a_space_or_nothing_skips(read_home: Home, answer: str) -> None:
    ran = answered(read_home, answer, "q")
    assert f"2 of 3: {SECOND}" in ran.lines
    assert facts(read_home) == {FIRST: [], SECOND: [], THIRD: []}


@pytest.mark.parametrize("answer", ["x", "done", "ss", "?"])
def test_an_unknown_answer_decides_nothing(read_home: Home, answer: str) -> None:
    ran = answered(read_home, answer, "q")
    assert any(line.startswith("s star, b later") for line in ran.lines[3:])
    assert facts(read_home) == {FIRST: [], SECOND: [], THIRD: []}


def test_a_prints_the_abstract(home: Home) -> None:
    home.has("2025-01-02", paper(1, "Long", summary="First sentence. " + "More of it. " * 20))
    ran = answered(home, "a")
    assert " ".join(ran.out.split()).count("More of it.") == 20
    assert max(map(len, ran.lines)) <= 100


def test_the_end_of_input_ends_the_triage(read_home: Home) -> None:
    ran = answered(read_home, "s")
    assert ran.code == 0
    assert ran.lines[-1].startswith("1 of 3 decided: 1 starred")


def test_a_query_selects_unread_papers(read_home: Home) -> None:
    ran = answered(read_home, "d", query=["video", "OR", "title:nothing"])
    assert ran.lines[0] == "2 unread papers."
    assert answered(read_home, query=["title:nothing"]).out == "No unread papers match.\n"
    answered(read_home, "d", "d", "d")
    assert answered(read_home).out == "Nothing unread.\n"


def test_without_plain_the_reader_opens_in_triage(read_home: Home) -> None:
    words = [sys.executable, "-m", "daily_papers", "triage", "mamba"]
    with Pty(words, columns=100, lines=30, environ=read_home.environ) as terminal:
        terminal.until("1 of 1")
        terminal.send("QQ")
        assert terminal.end() == 0
    assert b"Mamba" in terminal.written


def test_a_title_reaches_the_terminal_without_controls(home: Home) -> None:
    home.has("2025-01-02", paper(1, "Red \x1b[31m title"))
    assert "\x1b" not in answered(home, "a", "q").out


def test_plain_triage_works_in_a_dumb_terminal(read_home: Home) -> None:
    environ = {**read_home.environ, "TERM": "dumb"}
    with Pty(COMMAND, environ=environ) as terminal:
        assert terminal.end() == 2
    assert b"daily-papers triage --plain" in terminal.written
    # Any progress would be shown at once, but this terminal cannot draw a line again.
    at_once = "from daily_papers.commands import open_library; open_library._QUIET = -1.0"
    plain = f"{at_once}; from daily_papers.cli import run; run(['triage', '--plain'])"
    with Pty([sys.executable, "-c", plain], environ=environ) as terminal:
        seen = terminal.until("q, ?: ")
        terminal.send("s\n")
        seen = terminal.until("Starred.", after=seen)
        seen = terminal.until("q, ?: ", after=seen)
        terminal.send("q\n")
        assert terminal.end() == 0
    assert b"\x1b" not in terminal.written
    assert facts(read_home)[FIRST] == ["read", "starred"]
