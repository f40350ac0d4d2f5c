"""Whatever the bytes are, a file is read or refused in words; nothing else ever happens."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from daily_papers import formats
from daily_papers.formats import FormatError, Hint
from hypothesis import given
from hypothesis import strategies as st

from tests.formats.reading import WRITTEN, read, read_json

PAPER = {"id": "2503.02130", "title": "Forgetting Transformer", "summary": "We propose a gate."}
PRETTY = json.dumps([PAPER], indent=2)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "the file is empty"),
        (b" \n\t\r\n", "the file is empty"),
        (b"\xef\xbb\xbf", "the file is empty"),
        (b"\x00\x01\x02\x03", "binary"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "binary"),
        (b"\x1f\x8b\x08\x00", "compressed .gzip.: unpack it first"),
        (b"PK\x03\x04", "a ZIP archive: unpack it first"),
        (b"%PDF-1.7\n", "a PDF"),
        (PRETTY[:40].encode(), "the JSON breaks off .line 4, column 5"),
        (PRETTY[:-1].encode(), "the JSON breaks off .line 7, column 1."),
        (PRETTY.replace(":", "", 1).encode(), "not JSON at line 3, column 10"),
        ('[{"title": "é"}]'.encode("latin-1"), "not UTF-8 .byte 13."),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"a":' * 100_000, "nested too deeply"),
        (b'[{"title": ' + b"9" * 5_000 + b"}]", "a number of thousands of digits"),
        (PRETTY.encode() + b"\n\nDaily Papers\n\nJul 31\n", "two formats in one file.*line 9"),
        (PRETTY.encode() * 2, "a second JSON document begins at line 7"),
        (b"[{'title': 'x'}]", "not JSON at line 1, column 3"),
        (b"title,abstract\na,b\n", "no digest in this text"),
        (b"{\\rtf1 hello}", "no digest in this text"),
    ],
)
def test_unreadable_files_are_reported(data: bytes, why: str) -> None:
    with pytest.raises(FormatError, match=why) as caught:
        read(data)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_json_with_a_byte_order_mark(encoding: str) -> None:
    _, (entry,) = read(PRETTY.replace("\n", "\r\n").encode(encoding))
    assert entry.paper.id == "arxiv:2503.02130"


@pytest.mark.parametrize("start", [b'[\n{"title":', b"Daily Papers\n\n", b"<?xml version='1.0'?>"])
def test_a_whole_file_above_64_mb_is_refused(start: bytes, tmp_path: Path) -> None:
    path = tmp_path / "large"
    with path.open("wb") as file:
        # Text as far as one looks, then a hole: the file is large, and takes no room.
        file.write(start.ljust(100_000))
        file.truncate(65 * 1024 * 1024)
    with (
        path.open("rb") as stream,
        pytest.raises(FormatError, match="above 64 MB: only JSON Lines may be larger"),
    ):
        formats.read(stream, Hint(modified=WRITTEN))


def test_messages_that_quote_a_file_are_safe_to_print() -> None:
    with pytest.raises(FormatError) as caught:
        read_json({"error": "a\x1b]0;x\x07b\nc\u202ed"})
    assert str(caught.value) == "the server answered with an error: a\ufffd]0;x\ufffdb c\ufffdd"


def read_or_refuse(data: bytes, name: str = "") -> None:
    """Read all of it; anything but a `FormatError` is a fault."""
    try:
        report, entries = read(data, name)
    except FormatError:
        return
    for entry in entries:
        assert entry.paper.title
        assert entry.digest.key
        entry.paper.id.encode()
        entry.paper.abstract.encode()
    assert all(note.text.isprintable() for note in report.diagnostics)


STARTS = [b"", b"\xef\xbb\xbf", b"\xff\xfe", b"[", b'{"', b"<?xml", b"Daily Papers\n\n", b"### "]


@given(st.sampled_from(STARTS), st.binary(max_size=200), st.text(max_size=20))
def test_any_bytes(start: bytes, rest: bytes, name: str) -> None:
    read_or_refuse(start + rest, name)


@given(st.text(max_size=300), st.sampled_from(["utf-8", "utf-16"]))
def test_any_text(text: str, encoding: str) -> None:
    read_or_refuse(text.encode(encoding, "replace"))


KEYS = st.sampled_from(
    [
        *("paper", "title", "summary", "abstract", "authors", "authors_parsed", "name", "user"),
        *("hidden", "id", "doi", "upvotes", "numComments", "comments", "publishedAt", "created"),
        *("submittedOnDailyAt", "submittedBy", "organization", "githubRepo", "githubStars"),
        *("ai_keywords", "categories", "versions", "date", "data", "papers", "items", "error"),
    ]
)
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=12)
    | st.sampled_from(["2025-07-31", "2503.02130", "1.2k", "A title", "{'title': 'x'}", "\ud800"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=6),
    max_leaves=30,
)


@given(VALUES)
def test_any_json(value: object) -> None:
    read_or_refuse(json.dumps(value).encode())


@given(st.lists(st.dictionaries(KEYS, VALUES), min_size=2, max_size=4))
def test_any_json_lines(records: list[dict[str, object]]) -> None:
    read_or_refuse("\n".join(map(json.dumps, records)).encode())


@given(st.lists(st.dictionaries(KEYS, VALUES), max_size=3))
def test_any_python_repr(records: list[dict[str, object]]) -> None:
    read_or_refuse(json.dumps([repr(record) for record in records]).encode())


@given(st.integers(0, 200), st.integers(0, 255))
def test_a_damaged_answer(at: int, byte: int) -> None:
    data = bytearray(json.dumps([{**PAPER, "authors": [{"name": "Ann"}], "upvotes": 3}]).encode())
    data[at % len(data)] = byte
    read_or_refuse(bytes(data))


@pytest.mark.parametrize(
    "data",
    [
        "\n" * 3_000_000,
        "Daily Papers" + "\n" * 400_000 + "x",
        "Daily Papers\n\n" + " " * 1_000_000 + "x",
        "# Daily Papers\n\n" + "![" * 300_000,
        "# Daily Papers\n\nx" + " " * 300_000 + "x",
        "# Daily Papers\n\n[" + "\\" * 300_000 + "x](https://x.y)",
        "Daily Papers\n\n" + "papers?" * 200_000,
        "Daily Papers\n\n" + "[" * 300_000,
        json.dumps(["'" + "\\'" * 200_000]),
        json.dumps([{"title": "T", "authors": "A" + " " * 300_000 + "B"}]),
        "<?xml version='1.0'?>" + "<a>" * 100_000,
    ],
    ids=lambda data: repr(data[:25]),
)
def test_no_text_takes_long(data: str) -> None:
    # What is quadratic takes minutes here, what is linear well under a second.
    before = time.process_time()
    read_or_refuse(data.encode())
    assert time.process_time() - before < 10
