"""The names of cached files say which digest is in them, and are made from it."""

from __future__ import annotations

from datetime import date

import pytest
from daily_papers.cache.names import SOURCES, NameParts, build, collection_name, parse, stem
from hypothesis import assume, given
from hypothesis import strategies as st

DAY = date(2025, 7, 31)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("2025-07-31.json", NameParts(DAY)),
        ("2025-07-31.hf.json", NameParts(DAY, source="hf")),
        ("2025-07-31~.page.txt", NameParts(DAY, inferred=True, source="page")),
        ("2025-07-31~.txt", NameParts(DAY, inferred=True)),
        ("2025-07-31.hf.p1.json", NameParts(DAY, source="hf", page=1)),
        ("2025-07-31.page.2.txt", NameParts(DAY, source="page", copy=2)),
        ("2025-07-31.hf.p0.3.json", NameParts(DAY, source="hf", page=0, copy=3)),
        ("2025-07-31.arxiv-cs.CL.xml", NameParts(DAY, source="arxiv-cs.CL")),
        ("collection-NeurIPS 2025.json", NameParts(collection="NeurIPS 2025")),
        ("collection-llama3.2.hf.json", NameParts(collection="llama3.2", source="hf")),
        ("collection-llama3.2.json", NameParts(collection="llama3.2")),
        ("collection-a%2Fb.page.2.txt", NameParts(collection="a/b", source="page", copy=2)),
        ("collection-50% off.txt", NameParts(collection="50% off")),
        ("collection-2025-07-31.json", NameParts(collection="2025-07-31")),
        ("hf_papers_ls_2025-07-31.json", NameParts(DAY, loose=True)),
        ("2025-07-31 my page.txt", NameParts(DAY, loose=True)),
        ("2025-07-01 to 2025-07-31.json", NameParts()),
        ("2025-02-30.json", NameParts()),
        ("12025-07-311.json", NameParts()),
        ("notes.txt", NameParts()),
        ("", NameParts()),
    ],
)
def test_what_a_name_says(name: str, said: NameParts) -> None:
    assert parse(name) == said


@given(
    day=st.dates(),
    inferred=st.booleans(),
    source=st.sampled_from(["hf", "page", "arxiv-cs.CL", "arxiv-cond-mat.mes-hall"]),
    page=st.none() | st.integers(0, 500),
    copy=st.none() | st.integers(2, 500),
    extension=st.sampled_from(["json", "jsonl", "txt", "xml"]),
)
def test_the_name_of_a_day_is_read_back(
    day: date, inferred: bool, source: str, page: int | None, copy: int | None, extension: str
) -> None:
    name = build(
        extension=extension, source=source, day=day, inferred=inferred, page=page, copy=copy
    )
    assert parse(name) == NameParts(day, inferred, source, page, None, copy)


@given(
    collection=st.text(),
    source=st.sampled_from(SOURCES),
    page=st.none() | st.integers(0, 500),
    copy=st.none() | st.integers(2, 500),
)
def test_the_name_of_a_collection_is_read_back(
    collection: str, source: str, page: int | None, copy: int | None
) -> None:
    stored = collection_name(collection)
    assume(stored)
    name = build(extension="json", source=source, collection=collection, page=page, copy=copy)
    assert parse(name) == NameParts(source=source, page=page, collection=stored, copy=copy)
    assert "/" not in name
    assert name.isprintable()
    assert len(name.encode()) < 255


@given(st.text())
def test_a_collections_name_is_one_line_and_stays_itself(text: str) -> None:
    name = collection_name(text)
    assert collection_name(name) == name
    assert name.isprintable()
    assert len(name) <= 80


def test_a_collections_name_keeps_letters_of_all_languages() -> None:
    assert collection_name("  état de\tl'art\n— 状態空間 ") == "état de l'art — 状態空間"
    assert collection_name("\x1b]0;x\x07a\u202eb") == "]0;xab"


@given(st.text())
def test_any_name_can_be_asked(text: str) -> None:
    parse(text)
    stem(text)


@pytest.mark.parametrize(
    ("source", "collection"), [("hf.p1", None), ("", None), ("elsewhere", "x"), ("hf", "\x00")]
)
def test_what_would_not_be_read_back_is_refused(source: str, collection: str | None) -> None:
    with pytest.raises(ValueError, match="no file name"):
        build(
            extension="json", source=source, collection=collection, day=None if collection else DAY
        )
