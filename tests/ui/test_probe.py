"""What the terminal says of itself before the reader starts, and what comes of it."""

from __future__ import annotations

import io
import json
import os
import pty
import re
import select
import sys
import time
from collections.abc import Callable

import pytest
from daily_papers.themes import DEFAULT_LIGHT, load_theme
from daily_papers.ui.drawing.glyphs import ASCII, MEASURED, UNICODE, choose
from daily_papers.ui.terminal.probe import (
    LIMIT,
    ask,
    colours_in,
    ground_in,
    is_dark,
    widths_in,
)
from hypothesis import given
from hypothesis import strategies as st

from tests.terminal import PATIENCE, PROGRAM, Pty

ASK = """
import json, sys, termios, time
from daily_papers.ui.terminal import probe
probe.LIMIT = {limit}
before = termios.tcgetattr(0)
begun = time.monotonic()
found = probe.ask({signs!r}, ground={ground})
took = time.monotonic() - begun
same = termios.tcgetattr(0) == before
print("<<" + json.dumps([found.dark, found.widths, found.typed, took, same]) + ">>", flush=True)
"""
LIGHT = "\x1b]11;rgb:fdfd/f6f6/e3e3\x1b\\"


def probe(
    answer: Callable[[bytes], bytes],
    *,
    signs: str = "★◷",
    ground: bool = True,
    limit: float = PATIENCE,
    **environ: str,
) -> tuple[bool | None, dict[str, int], str, float, bool]:
    """What `ask` gives in a terminal that answers so, within `limit`, to what is written to it."""
    code = ASK.format(signs=list(signs), ground=ground, limit=limit)
    pid, terminal = pty.fork()
    if pid == 0:
        env = {key: value for key, value in os.environ.items() if key != "COLORFGBG"}
        os.execvpe(sys.executable, [sys.executable, "-c", code], {**env, **environ})
    written = b""
    end = time.monotonic() + PATIENCE
    try:
        while b">>" not in written:
            assert select.select([terminal], [], [], end - time.monotonic())[0]
            try:
                read = os.read(terminal, 4096)
            except OSError:  # it has ended
                break
            written += read
            if said := answer(read):
                os.write(terminal, said)
    finally:
        os.close(terminal)
        os.waitpid(pid, 0)
    reported = written.decode().partition("<<")[2].partition(">>")[0]
    dark, widths, typed, took, same = json.loads(reported)
    return dark, widths, typed, took, same


class Emulator:
    """A terminal that knows its cursor's column, and its background if it is given one."""

    def __init__(self, ground: str = "", wide: str = "", typed: str = "") -> None:
        self.ground, self.wide, self.typed = ground, wide, typed
        self.asked: list[str] = []

    def __call__(self, written: bytes) -> bytes:
        """What it answers to what was written."""
        text = written.decode("utf-8", "replace")
        said, column = "", 1
        while text:
            if text.startswith("\x1b[6n"):
                self.asked.append("position")
                said += f"\x1b[7;{column}R"
                text = text[4:]
            elif text.startswith("\x1b]11;?\x1b\\"):
                self.asked.append("ground")
                said += self.ground
                text = text[8:]
            elif text.startswith("\x1b["):
                text = text[text.index(next(char for char in text[2:] if char.isalpha())) + 1 :]
            else:
                column += text[0] != "\r"
                column += text[0] in self.wide
                text = text[1:]
        typed, self.typed = (self.typed, "") if said else ("", self.typed)
        return (typed + said).encode()


def test_a_light_terminal_says_so_and_measures_its_signs() -> None:
    dark, widths, typed, _, same = probe(Emulator(ground=LIGHT))
    assert dark is False
    assert widths == {"★": 1, "◷": 1}
    assert typed == ""
    assert same


def test_signs_that_take_two_cells_are_found_out() -> None:
    _, widths, *_ = probe(Emulator(wide="★"))
    assert widths == {"★": 2, "◷": 1}


def test_what_is_typed_meanwhile_is_not_lost() -> None:
    dark, _, typed, *_ = probe(Emulator(ground=LIGHT, typed="jjs\x1b[A/"))
    assert dark is False
    assert typed == "jjs/"


def test_a_terminal_that_is_silent_is_not_waited_for_long() -> None:
    asked: list[bytes] = []

    def keep(written: bytes) -> bytes:
        asked.append(written)
        return b""

    dark, widths, typed, took, same = probe(keep, limit=LIMIT)
    assert (dark, widths, typed, same) == (None, {}, "", True)
    assert LIMIT <= took < 20 * LIMIT
    # Its answer, should it come late, would be letters that are keys of the reader.
    assert b"]11;?" not in b"".join(asked)


def test_a_terminal_that_only_knows_its_cursor_is_not_waited_for_at_all() -> None:
    emulator = Emulator()
    assert probe(emulator)[0] is None
    assert emulator.asked[-2:] == ["ground", "position"]


def test_without_an_answer_the_environment_serves() -> None:
    assert probe(Emulator(), COLORFGBG="0;15")[0] is False
    assert probe(Emulator(ground=LIGHT), COLORFGBG="15;0")[0] is False
    assert probe(Emulator(), COLORFGBG="15;0")[0] is True


def test_only_what_is_wanted_is_asked() -> None:
    emulator = Emulator(ground=LIGHT)
    assert probe(emulator, ground=False)[0] is None
    assert "ground" not in emulator.asked
    silent = Emulator()
    assert probe(silent, signs="", ground=False)[1] == {}
    assert silent.asked == []


def test_the_console_of_linux_is_not_asked_for_its_background() -> None:
    emulator = Emulator(ground=LIGHT)
    assert probe(emulator, TERM="linux")[0] is None
    assert "ground" not in emulator.asked


def test_a_pipe_is_asked_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO())
    assert ask(["★"], ground=True, environ={}).widths == {}


@pytest.mark.parametrize(
    ("value", "dark"),
    [
        ("15;0", True),
        ("0;15", False),
        ("0;default;15", False),
        ("12;7", False),
        ("7;8", True),
        ("", None),
        ("x;y", None),
        ("0;²", None),
    ],
)
def test_backgrounds_by_their_number(value: str, dark: bool | None) -> None:
    assert ground_in({"COLORFGBG": value}) is dark


@pytest.mark.parametrize(
    ("channels", "dark"),
    [
        ((b"1d1d", b"1b1b", b"1818"), True),
        ((b"fd", b"f6", b"e3"), False),
        ((b"0", b"0", b"0"), True),
        ((b"f", b"f", b"f"), False),
        ((b"28", b"28", b"28"), True),
    ],
)
def test_backgrounds_by_their_colour(channels: tuple[bytes, ...], dark: bool) -> None:
    assert is_dark(*channels) is dark


@given(st.binary(max_size=80) | st.text("\x1b[];0123456789R").map(str.encode))
def test_no_answer_is_misread_as_anything_but_widths(said: bytes) -> None:
    widths = widths_in(said, MEASURED)
    assert not widths or all(width > 0 for width in widths.values())


def test_the_measured_signs_decide_which_set_is_drawn() -> None:
    narrow = dict.fromkeys(MEASURED, 1)
    assert choose(lambda sign: narrow.get(sign, len(sign))) is UNICODE
    assert choose(lambda sign: {**narrow, "●": 2}.get(sign, len(sign))) is ASCII


def test_the_reader_takes_the_theme_that_suits_the_terminal_and_takes_what_was_typed() -> None:
    light, _ = load_theme(DEFAULT_LIGHT)
    assert light
    red, green, blue = bytes.fromhex(light.palette["surface"][1:])
    with Pty([*PROGRAM, "--demo"], columns=120, lines=40) as terminal:
        terminal.until("\x1b[6n")
        columns = range(1, len(MEASURED) + 2)
        terminal.send("s" + "".join(f"\x1b[1;{column}R" for column in columns))
        terminal.until("\x1b]11;?")
        terminal.send(LIGHT + "\x1b[1;1R")
        terminal.until("★ Starred")
        terminal.send("q")
        assert terminal.end() == 0
    assert f"48;2;{red};{green};{blue}".encode() in terminal.written


def test_signs_too_wide_for_their_cells_are_not_drawn() -> None:
    with Pty([*PROGRAM, "--demo"], columns=120, lines=40) as terminal:
        terminal.until("\x1b[6n")
        columns = range(1, 2 * len(MEASURED) + 2, 2)
        terminal.send("".join(f"\x1b[1;{column}R" for column in columns))
        terminal.until("\x1b]11;?")
        after = len(terminal.written)
        terminal.send("\x1b[1;1R")
        terminal.until("28 papers", after=after)
        terminal.send("s")
        terminal.until("* Starred", after=after)
        terminal.send("q")
        assert terminal.end() == 0
    assert not any(sign.encode() in terminal.written[after:] for sign in "★●")


@pytest.mark.parametrize(
    ("environ", "colours"),
    [
        ({"NO_COLOR": "1", "COLORTERM": "truecolor"}, 0),
        ({"COLORTERM": "truecolor", "TERM": "xterm"}, 1 << 24),
        ({"TERM": "screen-256color"}, 256),
        ({"TERM": "xterm-kitty"}, 256),
        ({"TERM": "linux"}, 16),
        ({}, 16),
    ],
)
def test_how_many_colours_there_are(environ: dict[str, str], colours: int) -> None:
    assert colours_in(environ) == colours


def written_on_a_star(*environ: str) -> str:
    """What reaches the terminal while a paper is starred, in an environment as `env` makes it."""
    command = ["env", *environ, *PROGRAM, "--demo"]
    with Pty(command, columns=120, lines=40) as terminal:
        terminal.until("28 papers")
        terminal.send("s")
        terminal.until("★ Starred")
        terminal.send("jq")
        assert terminal.end() == 0
    return terminal.written.decode()


def test_without_colours_none_is_written_and_the_cursor_is_reversed() -> None:
    written = written_on_a_star("NO_COLOR=1")
    styles = [
        style for sent in re.findall("\x1b\\[([0-9;]*)m", written) for style in sent.split(";")
    ]
    assert {style for style in styles if re.fullmatch("[349][0-7]|10[0-7]|[34]8", style)} == set()
    assert "7" in styles


def test_where_colours_are_few_the_terminals_own_serve() -> None:
    written = written_on_a_star("-u", "COLORTERM", "TERM=linux")
    assert not re.search("\x1b\\[(?:[0-9]+;)*[34]8;[25];[0-9;]*m", written)
    assert re.search("\x1b\\[([0-9;]*;)?7[;m]", written)
