"""Lines of a journal: they come back as they were written, and nothing that is read fails."""

from __future__ import annotations

import json

import pytest
from daily_papers.state.fractional_index import key_between, queue_key
from daily_papers.state.records import (
    MAX_COUNTER,
    NEWER,
    TOO_LONG,
    Act,
    Line,
    Skipped,
    read_line,
    write_line,
)
from hypothesis import given
from hypothesis import strategies as st

from tests.papers.test_text import UNSAFE, is_safe

text = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
ids = st.lists(text.filter(bool), max_size=4, unique=True).map(tuple)
registers = st.fixed_dictionaries(
    {},
    optional={
        "read": st.sampled_from([True, False, "auto"]),
        "starred": st.booleans(),
        "later": st.booleans() | st.text("0123456789abcdef", min_size=1),
        "note": st.fixed_dictionaries({"text": text, "on": st.lists(text)}),
        "tag:x y": st.booleans(),
        "unheard of": st.none() | st.integers(-(2**53), 2**53) | text,
    },
)
known_acts = st.builds(
    Act,
    text,
    ids,
    registers,
    each=st.dictionaries(text, registers, max_size=2),
    copies=st.dictionaries(text, st.dictionaries(text, text, max_size=2), max_size=2),
    when=st.dictionaries(text, st.dictionaries(text, text, max_size=2), max_size=2),
)


def written(act: Act, counter: int = 1, device: str = "lap-1") -> Line:
    """The line for an act."""
    return write_line(act, counter=counter, device=device, session="s", time="2026-11-22")


@given(known_acts, st.integers(1, MAX_COUNTER))
def test_an_act_comes_back_as_it_was_written(act: Act, counter: int) -> None:
    line = written(act, counter)
    assert b"\n" not in line.raw
    assert read_line(line.raw) == line


@given(st.binary() | st.text().map(lambda text: text.encode("utf-8", "replace")))
def test_no_bytes_fail(raw: bytes) -> None:
    assert isinstance(read_line(raw), Line | Skipped)


@given(
    st.dictionaries(
        st.sampled_from(["v", "c", "d", "s", "t", "act", "p", "set", "each", "copy", "void"]),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.text(max_size=3),
            lambda inner: st.lists(inner, max_size=3) | st.dictionaries(text, inner, max_size=3),
            max_leaves=6,
        ),
    )
)
def test_no_record_fails(record: dict[str, object]) -> None:
    filled = {"v": 1, "c": 1, "d": "lap-1", **record}
    assert isinstance(read_line(json.dumps(filled).encode()), Line | Skipped)


def test_lone_surrogates_are_replaced_both_ways() -> None:
    line = written(Act("tag", ("a\ud800",), {"tag:\udfff": True}))
    assert json.loads(line.raw)["p"] == ["a\ufffd"]
    read = read_line(rb'{"v":1,"c":1,"d":"x","p":["a\ud800\ud83d\ude00"],"set":{}}')
    assert isinstance(read, Line)
    assert read.act.papers == ("a\ufffd😀",)


@given(UNSAFE, UNSAFE)
def test_no_text_of_a_journal_holds_what_a_terminal_obeys(line: str, text: str) -> None:
    sets = {
        f"tag:{line}": True,
        "note": {"text": text, "on": [line]},
        f"view:{line}": {"query": line, "place": line},
        f"mute:{line}": True,
    }
    record = {
        "v": 1,
        "c": 1,
        "d": "lap-1",
        "s": line,
        "t": line,
        "act": line,
        "p": [f"a{line}"],
        "set": sets,
        "each": {f"a{line}": {f"tag:{line}": False}},
        "when": {f"a{line}": {f"tag:{line}": line}},
        "copy": {f"a{line}": {"title": text}},
    }
    for escaped in (True, False):
        raw = json.dumps(record, ensure_ascii=escaped).encode("utf-8", "replace")
        read = read_line(raw)
        assert isinstance(read, Line), read
        act = read.act
        for part in (read.session, read.time, repr_of(act.sets), repr_of(act.each), act.name):
            assert all(map(is_safe, part))
        for part in (repr_of(act.when), repr_of(act.copies), *act.papers):
            assert all(map(is_safe, part))
        assert read.raw == raw
        assert rewritten(read).act == act, "cleaning what is clean changes nothing"


def repr_of(value: object) -> str:
    """All texts in a value of JSON; line ends and tabs are escaped."""
    return json.dumps(value, ensure_ascii=False)


def rewritten(line: Line) -> Line:
    """The line as it would be written now."""
    return write_line(
        line.act,
        counter=line.counter,
        device=line.device,
        session=line.session,
        time=line.time,
    )


def test_a_note_keeps_its_lines_and_a_tag_has_none() -> None:
    note = "# A\n\n\tcode\n"
    sets = {"note": {"text": note + "\x1b[31m", "on": []}, "tag:a\nb": True}
    assert written(Act("note", ("a",), sets)).act.sets == {
        "note": {"text": note, "on": []},
        "tag:a b": True,
    }


def test_records_of_a_newer_version_are_recognised_and_their_counter_is_read() -> None:
    assert read_line(b'{"v":2,"c":40,"d":"x","p":{"new":"shape"}}') == Skipped(NEWER, 40)


def test_too_long_lines_are_neither_read_nor_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("daily_papers.state.records.MAX_LINE_BYTES", 1000)
    assert read_line(b"x" * 1001) == Skipped(TOO_LONG)
    with pytest.raises(ValueError, match="do it in parts"):
        written(Act("note", ("a",), {"note": {"text": "x" * 1000, "on": []}}))


def test_stamps_sort_by_counter_then_device() -> None:
    stamps = [
        written(Act("star", ("a",)), counter, device).stamp
        for counter, device in [(9, "lap"), (9, "lap-1"), (10, "a"), (2**53 - 1, "a")]
    ]
    assert stamps == sorted(stamps)


@given(st.lists(st.integers(0, 30), max_size=30))
def test_there_is_always_a_place_between_two_neighbours(moves: list[int]) -> None:
    places = [queue_key(f"{count:016d} d {count:016x}", 0) for count in (1, 2, 3)]
    for move in moves:
        index = move % len(places)
        before = places[index - 1] if index else ""
        places.insert(index, key_between(before, places[index]))
        assert places == sorted(set(places))


def test_a_bulk_act_queues_in_the_order_of_its_papers() -> None:
    stamp = written(Act("later")).stamp
    places = [queue_key(stamp, position) for position in range(300)]
    assert places == sorted(places)


def test_what_is_no_text_is_written_as_it_will_be_read() -> None:
    sets = {"note": {"text": "pasted \ud800 text", "on": []}, "tag:b\udc00d": True}
    act = Act("note", ("arxiv:2507.00001",), sets, copies={"arxiv:2507.00001": {"title": "\ud800"}})
    line = write_line(act, counter=1, device="lap-1", session="S", time="2026-11-22")
    assert line.act.sets["note"] == {"text": "pasted \ufffd text", "on": []}
    assert line == read_line(line.raw)


def test_no_line_is_written_that_would_be_refused_when_it_is_read() -> None:
    assert written(Act("star", ("", "a"), {"starred": True})).act.papers == ("a",)
    with pytest.raises(ValueError, match="nothing is known of the paper"):
        written(Act("star", ("",), {"starred": True}))
    with pytest.raises(ValueError, match="not a record"):
        written(Act("star", ("a",), {"starred": "yes"}))
