"""JSON Lines of anything: streamed, and a bad line costs only itself."""

from __future__ import annotations

import json
from io import BytesIO

import pytest
from daily_papers import formats
from daily_papers.formats import DiagnosticKind, FormatError, Hint

from tests.formats.reading import WRITTEN, read, words


def line(number: int, **more: object) -> str:
    return json.dumps(
        {"id": f"2503.{number:05}", "title": f"Paper {number}", "summary": "S"} | more
    )


def test_one_record_a_line() -> None:
    report, entries = read("\n".join([line(1), "", line(2), line(3)]), "list.jsonl")
    assert (report.format, report.extension) == ("hf-jsonl", "jsonl")
    assert [entry.paper.title for entry in entries] == ["Paper 1", "Paper 2", "Paper 3"]
    assert [entry.rank for entry in entries] == [0, 1, 2]
    assert report.diagnostics == []


def test_one_answer_a_line_with_days_of_their_own() -> None:
    first = {"date": "2025-03-05", "data": [json.loads(line(1)), json.loads(line(2))]}
    _, entries = read(f"{json.dumps(first)}\n[{line(3, submittedOnDailyAt='2025-03-06T01:00Z')}]\n")
    assert [(entry.digest.key, entry.rank) for entry in entries] == [
        ("2025-03-05", 0),
        ("2025-03-05", 1),
        ("2025-03-06", 0),
    ]


def test_records_of_several_formats() -> None:
    arxiv = json.dumps({"id": "cs/0112017", "title": "T", "abstract": "S", "categories": "cs.CL"})
    _, entries = read(f"{arxiv}\n{line(2)}\n")
    assert [entry.paper.categories for entry in entries] == [("cs.CL",), ()]
    assert [entry.paper.url for entry in entries] == [
        None,
        "https://huggingface.co/papers/2503.00002",
    ]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_byte_order_marks_and_other_line_ends(encoding: str) -> None:
    text = "\r\n".join([line(1, title="Łódź"), line(2)])
    assert [entry.paper.title for entry in read(text.encode(encoding))[1]] == ["Łódź", "Paper 2"]


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        (line(2)[:20], "the JSON breaks off (line 2"),
        ("[" * 100_000, "the JSON is nested too deeply"),
        (f'{{"title": "x", "upvotes": {"9" * 5_000}}}', "a number of thousands of digits"),
        ("{}", "no paper in this JSON"),
        ("garbage", "not JSON at line 2, column 1"),
        ("\0\0\0", "not JSON at line 2, column 1"),
        ("\udcff{", "line 2 is not UTF-8"),
    ],
)
def test_a_bad_line_is_reported_and_the_others_are_read(bad: str, why: str) -> None:
    text = f"{line(1)}\n{bad}\n{line(3)}\n".encode("utf-8", "surrogateescape")
    if b"\0" in text:
        # In the first block of a file that would be a binary file.
        text = (line(0) + "\n").encode() * 2_000 + text
        why = "not JSON at line 2002, column 1"
    report, entries = read(text)
    assert [entry.paper.title for entry in entries][-2:] == ["Paper 1", "Paper 3"]
    assert [note.kind for note in report.diagnostics] == [DiagnosticKind.SKIPPED]
    assert why in report.diagnostics[0].text


def test_lines_without_any_paper_are_refused() -> None:
    with pytest.raises(FormatError, match="no paper in these JSON Lines: line 1 has no title"):
        read('{"papers": [{}]}\n{"papers": [{}]}\n')


def test_a_page_after_json_lines_is_refused() -> None:
    page = "Daily Papers\n\nJul 31\n\nPruning at Rest\n\nWe study pruning.\n"
    with pytest.raises(FormatError, match=r"two formats in one file.*from line \d on"):
        read(f"{line(1)}\n{line(2)}\n{page}")
    with pytest.raises(FormatError, match="two formats in one file: JSON, and something else from"):
        read(f"{line(1)}\n{page}")


def test_a_record_without_an_abstract_is_reported() -> None:
    report, _ = read(f"{line(1)}\n{line(2, summary=None)}\n")
    assert words(report, DiagnosticKind.ORPHAN) == ["line 2 has no abstract: Paper 2"]


class Counting(BytesIO):
    """A file that remembers the largest piece that was read of it."""

    largest = 0

    def read(self, size: int | None = -1, /) -> bytes:
        data = super().read(size)
        self.largest = max(self.largest, len(data))
        return data

    def readline(self, size: int | None = -1, /) -> bytes:
        data = super().readline(size)
        self.largest = max(self.largest, len(data))
        return data


def test_a_file_above_64_mb_is_streamed() -> None:
    one = (line(1, summary="S" * 1_000_000) + "\n").encode()
    stream = Counting(one * 70)
    report = formats.read(stream, Hint("long.jsonl", WRITTEN))
    assert sum(1 for _ in report.entries) == 70
    assert stream.largest <= len(one)
