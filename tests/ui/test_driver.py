"""What a terminal may send: nothing of it ends the reader, and what is behind it is read."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from daily_papers.ui.terminal.driver import TerminalDriver, TerminalInput
from hypothesis import given, settings
from hypothesis import strategies as st
from textual import events

from tests.ui.conftest import Open


def keys(*data: bytes) -> list[str]:
    """The keys that are read from pieces of bytes."""
    typed = TerminalInput()
    found = [message for each in data for message in typed.feed(each)]
    return [each.key for each in found if isinstance(each, events.Key)]


@pytest.mark.parametrize(
    "junk",
    [
        b"\xe9",
        b"\xff",
        b"\xc3",
        b"\x1b[1114112u",
        b"\x1b[99999999999999999999u",
        b"\x1b[1;2;1114112u",
    ],
)
def test_what_makes_no_sense_is_left_out(junk: bytes) -> None:
    assert keys(junk, b"j") == ["j"]
    assert keys(b"k" + junk + b"j") == ["k", "j"]


def test_a_letter_of_two_bytes_may_come_in_two_pieces() -> None:
    assert keys(b"\xc3", b"\xa9j") == ["é", "j"]


@given(st.lists(st.binary(max_size=30) | st.sampled_from([b"\x1b[", b"u", b";", b"M", b"<0;"])))
@settings(max_examples=100)
def test_no_bytes_end_the_input(pieces: Sequence[bytes]) -> None:
    now = [0.0]
    typed = TerminalInput(lambda: now[0])
    for piece in pieces:
        list(typed.feed(piece))
    now[0] += 60
    list(typed.tick())
    found = list(typed.feed(b"\x1b[201~\x1b[A\x1b[A"))
    assert [each.key for each in found if isinstance(each, events.Key)][-1] == "up"


def test_a_paste_that_does_not_end_is_given_up_and_one_that_is_slow_is_not() -> None:
    now = [0.0]
    typed = TerminalInput(lambda: now[0])
    assert list(typed.feed(b"\x1b[20")) == []
    assert list(typed.feed(b"0~two ")) == []
    now[0] += 1
    assert list(typed.tick()) == []
    assert list(typed.feed(b"words")) == []
    now[0] += 3
    [paste] = typed.tick()
    assert isinstance(paste, events.Paste)
    assert paste.text == "two words"
    assert [each.key for each in typed.feed(b"j") if isinstance(each, events.Key)] == ["j"]
    now[0] += 9
    assert list(typed.tick()) == []


async def test_the_reader_reads_its_terminal_so(open_reader: Open) -> None:
    async with open_reader() as story:
        assert story.app.driver_class is TerminalDriver
