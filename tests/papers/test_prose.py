"""Titles and abstracts are made readable and safe without changing a word."""

import unicodedata

import pytest
from daily_papers.papers.prose import read_abstract, read_title
from daily_papers.papers.text import ABSTRACT_LIMIT, TITLE_LIMIT, clean_line, clean_text
from hypothesis import given
from hypothesis import strategies as st

PIECES = st.sampled_from(
    [
        *("&#27;", "&#x9b;", "&amp;", "&lt;", "&#8238;", "&ZeroWidthSpace;", "&#xd800;", "&bogus;"),
        *(r"\unicode{x1b}", r"\unicode{x202e}", r"\unicode{xd83d}", r"\'", r"\textbf{", "}", "$"),
        *(
            "\x1b[31m",
            "\x9d",
            "\x07",
            "\ud83d",
            "\ude00",
            "\u202e",
            "\u200d",
            "\u0301",
            "❤",
            "\ufe0f",
        ),
        *("a", "e", " ", "\n", "\n\n", "\n   ", "- x\n", "--", "``", "word"),
    ]
)
UNSAFE = st.text(st.characters(), max_size=50) | st.lists(PIECES, max_size=30).map("".join)


@given(UNSAFE)
def test_nothing_but_text_is_left(raw: str) -> None:
    for shown in (read_title(raw), *read_abstract(raw)):
        assert not {unicodedata.category(char) for char in shown} & {"Cc", "Cs", "Zl", "Zp"}
        assert not any("\u202a" <= char <= "\u202e" for char in shown)


@given(UNSAFE)
def test_readable_text_is_clean(raw: str) -> None:
    title = read_title(raw)
    assert clean_line(title) == title
    for paragraph in read_abstract(raw):
        assert clean_text(paragraph) == paragraph != ""


@given(
    st.lists(
        st.from_regex(r"[A-Za-z\u00e0-\u00f6\u4e00-\u4e10]{1,12}[.,;:!?]?", fullmatch=True),
        min_size=1,
        max_size=40,
    ).map(" ".join)
)
def test_plain_prose_is_unchanged(text: str) -> None:
    assert read_title(text) == text
    assert read_abstract(text) == (text,)


@pytest.mark.parametrize(
    ("raw", "title"),
    [
        ("Deep Nets\n  for All", "Deep Nets for All"),
        ("Q&amp;A with [MASK] &lt;think&gt;", "Q&A with [MASK] <think>"),
        ("Don&#39;t &#x1F600; stop", "Don't 😀 stop"),
        ("&amp;lt; stays once decoded", "&lt; stays once decoded"),
        ("AT&T; R&D &copy=1", "AT&T; R&D &copy=1"),
        (r"$\mathcal{O}(n)$ Attention -- is it \emph{all}?", "𝒪(n) Attention – is it all?"),
        ("VLM$^2$-Bench: Under $0.1", "VLM²-Bench: Under $0.1"),
        ("&#27;[31mRed", "[31mRed"),
        (r"\unicode{x1b}[31mRed", "Red"),
        ("", ""),
    ],
)
def test_a_title_is_one_line(raw: str, title: str) -> None:
    assert read_title(raw) == title


def test_an_abstract_has_paragraphs() -> None:
    raw = (
        "We train \\textbf{Ferry}, a net\nthat is 2.5times faster &amp; state-of-\nthe-art.\n"
        "  Code: https://a.org/x_1{https://a.org/x_1}."
    )
    assert read_abstract(raw) == (
        "We train Ferry, a net that is 2.5× faster & state-of-the-art.",
        "Code: https://a.org/x_1.",
    )
    assert read_abstract(" \n ") == ()


def test_a_very_long_field_is_cut() -> None:
    for unit in ("x", r"\textbf{", "&amp;", "$", "\n\n", "x "):
        assert len(read_title(unit * 2_000_000)) <= TITLE_LIMIT
        assert sum(map(len, read_abstract(unit * 2_000_000))) <= ABSTRACT_LIMIT
    assert read_title("x" * 5_000).endswith("…")
    assert read_abstract("x" * 100_000)[-1].endswith("…")


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("We introduce **FineWeb**, a set.", "We introduce FineWeb, a set."),
        ("**One\ntwo** and **three**.", "One two and three."),
        ("2**3**4 and a ** b ** c", "2**3**4 and a ** b ** c"),
        ("***", "***"),
        ("an open **end", "an open **end"),
    ],
)
def test_bold_of_markdown_is_plain_and_powers_stay(raw: str, shown: str) -> None:
    assert read_abstract(raw) == (shown,)
