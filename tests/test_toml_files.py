"""TOML files written by people: no hangs, no crashes, errors with their line."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from daily_papers.toml_files import (
    MAX_BYTES,
    MAX_PARTS,
    BadToml,
    did_you_mean,
    excerpt,
    nearest,
    read_toml,
)
from hypothesis import given
from hypothesis import strategies as st


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "some.toml"


def refusal(path: Path, data: bytes | str) -> str:
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    with pytest.raises(BadToml) as wrong:
        read_toml(path)
    return str(wrong.value)


def test_lines_of_keys_are_found(path: Path) -> None:
    path.write_text(
        '\ufefftop = 1\r\n\n[a]\nb = 2 # b = 3\n"quoted key" = 3\nc.d = 4\n[[many]]\nx = 1\n',
        encoding="utf-8",
    )
    file = read_toml(path)
    assert file.tables["a"]["c"] == {"d": 4}
    assert file.line("top") == 1
    assert file.line("a") == 3
    assert file.line("a", "b") == 4
    assert file.line("a", "quoted key") == 5
    assert file.line("a", "c", "d") == 6
    assert file.line("many", "x") == 8


def test_an_error_inside_braces_has_the_line_of_its_table(path: Path) -> None:
    path.write_text("\nkeys = { star = 1 }\n")
    assert str(read_toml(path).problem("oh", "keys", "star")) == "some.toml:2: oh"
    assert str(read_toml(path).problem("oh", "nowhere")) == "some.toml: oh"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("a = 1\nb = \n", "some.toml:2: is not TOML: invalid value"),
        ("a = 1\na = 2\n", "some.toml:2: is not TOML: cannot overwrite a value"),
        ("\n" + ".".join("a" * 20_000) + " = 1", "some.toml:2: a key of more than 16 parts"),
        ("[" + " . ".join(['"a"'] * 20_000) + "]", "some.toml:1: a key of more than 16 parts"),
        ("a = " + "[" * 100_000, "brackets are nested too deep"),
        ("a = " + "{a=" * 100_000, "brackets are nested too deep"),
        ("a = " + "1" * 5_000, "a number has too many digits"),
        (b"a = 1\nb = '\xff'\n", "some.toml:2: is not UTF-8"),
        (b"\x00", "is not TOML"),
        ("#" * (MAX_BYTES + 1), "is larger than 1,000,000 bytes"),
    ],
    ids=lambda value: str(value)[:12],
)
def test_errors_say_why_a_file_cannot_be_read(path: Path, data: bytes | str, words: str) -> None:
    assert words in refusal(path, data)


def test_the_deepest_key_that_is_allowed_is_read(path: Path) -> None:
    path.write_text(".".join("a" * MAX_PARTS) + " = 1")
    assert read_toml(path).line(*"a" * MAX_PARTS) == 1


def test_special_files_are_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo.toml")
    (tmp_path / "loop.toml").symlink_to(tmp_path / "loop.toml")
    with pytest.raises(BadToml, match=r"fifo\.toml: cannot be read: not a file but a FIFO"):
        read_toml(tmp_path / "fifo.toml")
    with pytest.raises(BadToml, match="cannot be read: its links form a loop"):
        read_toml(tmp_path / "loop.toml")
    with pytest.raises(BadToml, match="not a file but a folder"):
        read_toml(tmp_path)


def test_a_missing_file_is_missing(path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_toml(path)


def test_suggestions_are_close_or_none() -> None:
    assert did_you_mean("thme", ["theme", "mouse"]) == ' · did you mean "theme"?'
    assert did_you_mean("THEME", ["theme"]) == ' · did you mean "theme"?'
    assert did_you_mean("zzz", ["theme", "mouse"]) == ""
    assert nearest("t" * 5_000, ["t" * 5_000]) is None


@given(st.text())
def test_an_excerpt_is_short_and_on_one_line(text: str) -> None:
    assert excerpt(text).isprintable()
    assert len(excerpt(text)) <= 40
