"""Papers and their ids."""

from __future__ import annotations

from datetime import date

import pytest
from daily_papers.papers.model import (
    Digest,
    Paper,
    find_arxiv_id,
    find_doi,
    fold,
    fold_title,
    identifiers,
    title_id,
)
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2503.02130", "2503.02130"),
        ("arXiv:2503.02130v2", "2503.02130"),
        ("https://arxiv.org/abs/2503.02130v1", "2503.02130"),
        ("https://arxiv.org/pdf/2503.02130.pdf", "2503.02130"),
        ("https://huggingface.co/papers/2605.08583#community", "2605.08583"),
        ("0704.0001", "0704.0001"),
        ("http://arxiv.org/abs/cs/0112017v1", "cs/0112017"),
        ("math.GT/0309136", "math.GT/0309136"),
        ("hep-th/9901001", "hep-th/9901001"),
        ("version 1234.5678 of it", None),
        ("2513.00001", None),
        ("12503.02130", None),
        ("2503.021301", None),
        ("", None),
    ],
)
def test_an_arxiv_id_is_found_in_every_spelling(text: str, expected: str | None) -> None:
    assert find_arxiv_id(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://doi.org/10.1000/XYZ.", "10.1000/xyz"),
        ("(doi:10.1000/xyz)", "10.1000/xyz"),
        ("10.1016/S0031-8914(53)80099-6", "10.1016/s0031-8914(53)80099-6"),
        ("10.1016/0010-4655(99)", "10.1016/0010-4655(99)"),
        ("nothing", None),
    ],
)
def test_a_doi_is_found_without_the_text_around_it(text: str, expected: str | None) -> None:
    assert find_doi(text) == expected


def test_arxivs_own_doi_is_an_arxiv_id() -> None:
    assert identifiers(None, "https://doi.org/10.48550/arXiv.2503.02130") == ("2503.02130", None)


def test_ids_are_text_and_keep_their_last_zero() -> None:
    assert Paper("A title", arxiv_id="2503.02130").id == "arxiv:2503.02130"


def test_a_paper_is_identified_by_its_best_id_and_found_by_all() -> None:
    paper = Paper("A Title", arxiv_id="2503.02130", doi="10.1000/xyz")
    assert paper.ids == ("arxiv:2503.02130", "doi:10.1000/xyz", title_id("a title"))
    assert Paper("A Title", doi="10.1000/xyz").id == "doi:10.1000/xyz"
    assert Paper("A Title").id == title_id("A Title")


def test_titles_are_equal_despite_case_accents_and_punctuation() -> None:
    assert title_id("Rosé: a  Study\n of Wine") == title_id("ROSE — A study of wine!")
    assert fold_title("状態空間 モデル") == "状態空間 モテル"


def test_titles_of_punctuation_only_differ() -> None:
    assert title_id("???") != title_id("!!!")


@given(st.text())
def test_folding_is_idempotent(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert fold_title(fold_title(text)) == fold_title(text)


def test_a_digest_is_a_day_or_a_collection() -> None:
    assert Digest(date(2025, 7, 31), inferred=True) == Digest(date(2025, 7, 31))
    assert Digest(date(2025, 7, 31)).key == "2025-07-31"
    assert Digest(name="transformers").key == "collection:transformers"
    with pytest.raises(ValueError, match="either"):
        Digest()
