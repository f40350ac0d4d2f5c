"""Words are the same in the index, in queries and in highlights."""

import sys
import unicodedata

import pytest
from daily_papers.papers import model
from daily_papers.query.fold import fold, is_solo, spaced, words
from hypothesis import given
from hypothesis import strategies as st

UNCHANGED = ("Lo", "Cn", "Co", "Cs")
"""Categories in which folding changes only what decomposes."""


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Diffusion Models", "diffusion models"),
        ("Rosé’s CAFÉ", "rose s cafe"),
        ("e\u0301cole", "ecole"),
        ("ﬁne-tuning", "fine tuning"),
        ("Straße", "strasse"),
        ("Łukasz Søren Æsir Đặng", "lukasz soren aesir dang"),
        ("𝐀𝒷 ℝ™", "ab rtm"),
        ("state\u00adment", "statement"),
        ("a\u200bb", "a b"),
        ("x² ½", "x2 1 2"),
        ("under_score", "under score"),
        ("注意力GPT模型", "注 意 力 gpt 模 型"),
        ("がくしゅう", "か く し ゅ う"),
        ("🤗👩\u200d💻❤\ufe0f", "🤗 👩 💻 ❤"),
        ("हिन्दी", "हिनदी"),
        ("— … “ ”", ""),
        ("\ud800 \ufffd", ""),
    ],
)
def test_words_are_folded_and_split(text: str, folded: str) -> None:
    assert spaced(text) == folded


def test_hangul_keeps_its_words() -> None:
    assert [word.start for word in words("한국어 모델")] == [0, 4]


def test_a_word_has_its_position() -> None:
    text = "Le cafe\u0301, 力❤\ufe0f ½!"
    assert [text[word.start : word.end] for word in words(text)] == [
        "Le",
        "cafe\u0301",
        "力",
        "❤\ufe0f",
        "½",
        "½",
    ]


def test_folding_every_character_is_idempotent() -> None:
    for char in map(chr, range(sys.maxunicode + 1)):
        if unicodedata.category(char) in UNCHANGED and not unicodedata.decomposition(char):
            continue
        folded = fold(char)
        assert fold(folded) == folded == fold(model.fold(char))
        assert spaced(spaced(char)) == spaced(char)


@given(st.text())
def test_the_index_and_highlights_have_the_same_words(text: str) -> None:
    found = words(text)
    assert " ".join(word.folded for word in found) == spaced(text)
    assert fold(text) == "".join(map(fold, text))
    assert all(is_solo(word.folded) or not any(map(is_solo, word.folded)) for word in found)
    starts = [word.start for word in found]
    assert starts == sorted(starts)
    assert all(0 <= word.start < word.end <= len(text) for word in found)


@given(st.text())
def test_words_have_nothing_that_a_tokeniser_would_split(text: str) -> None:
    for word in spaced(text).split():
        assert all(char.isalnum() for char in word if char.isascii())
        assert words(word) == [(0, len(word), word)]
