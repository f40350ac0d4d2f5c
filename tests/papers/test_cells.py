"""Text is measured, cut and wrapped as terminals draw it."""

from itertools import pairwise

import pytest
from daily_papers.papers.cells import cell_width, cut, graphemes, wrap
from hypothesis import given
from hypothesis import strategies as st

FAMILY = "👩\u200d👩\u200d👧"
ENGLAND = "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        pytest.param("Deep nets", 9, id="latin"),
        pytest.param("“Zoë” – …", 9, id="typography"),
        pytest.param("e\u0301x̂", 2, id="marks"),
        pytest.param("日本", 4, id="han"),
        pytest.param("한글", 4, id="hangul"),
        pytest.param("Ａ１！", 6, id="full-width"),
        pytest.param("ｱ", 1, id="half-width"),
        pytest.param("ดี", 1, id="thai-vowel"),
        pytest.param("👍", 2, id="emoji"),
        pytest.param("👍🏽", 2, id="skin-tone"),
        pytest.param(FAMILY, 2, id="family"),
        pytest.param("🇩🇪🇫🇷", 4, id="flags"),
        pytest.param(ENGLAND, 2, id="flag-of-tags"),
        pytest.param("❤", 1, id="symbol"),
        pytest.param("❤\ufe0f", 2, id="symbol-as-emoji"),
        pytest.param("1\ufe0f\u20e3", 2, id="keycap"),
        pytest.param("→≤αℝ₂", 5, id="mathematics"),
        pytest.param("", 0, id="empty"),
    ],
)
def test_width_is_that_of_a_terminal(text: str, cells: int) -> None:
    assert cell_width(text) == cells


@pytest.mark.parametrize("whole", [FAMILY, ENGLAND, "🇩🇪", "👍🏽", "1\ufe0f\u20e3", "n\u0303\u0323"])
def test_a_grapheme_is_never_split(whole: str) -> None:
    text = f"a{whole}b{whole}"
    assert [text[start:end] for start, end, _ in graphemes(text)] == ["a", whole, "b", whole]
    for width in range(8):
        assert cut(text, width).removesuffix("…") in {"", "a", f"a{whole}", f"a{whole}b", text}
    for width in range(1, 8):
        assert "".join(text[start:end] for start, end in wrap(text, width)) == text
        assert not any(
            start < edge < start + len(whole)
            for start in (1, len(whole) + 2)
            for line in wrap(text, width)
            for edge in line
        )


def test_a_cut_text_ends_in_an_ellipsis() -> None:
    assert cut("Deep nets", 9) == "Deep nets"
    assert cut("Deep nets", 8) == "Deep ne…"
    assert cut("Deep nets", 6) == "Deep…"
    assert cut("日本語", 5) == "日本…"
    assert cut("日本語", 4) == "日…"
    assert cut("日本語", 1) == "…"
    assert cut("日本語", 0) == cut("", 5) == cut("x", -1) == ""


TEXT = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=80) | st.text(
    st.sampled_from("ab -/.日本（）。\u0301❤\ufe0f🇩👩\u200d🏽"), max_size=80
)


@given(TEXT, st.integers(-1, 30))
def test_a_cut_fits(text: str, width: int) -> None:
    shown = cut(text, width)
    assert cell_width(shown) <= max(width, 0)
    assert shown == text or width < 1 or shown.endswith("…")


@given(TEXT, st.integers(0, 30))
def test_lines_fit_and_keep_every_character(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert "".join("".join(text[start:end].split()) for start, end in lines) == "".join(
        text.split()
    )
    assert all(before[1] <= after[0] for before, after in pairwise(lines))
    for start, end in lines:
        line = text[start:end]
        assert line == line.strip() != ""
        assert cell_width(line) <= max(width, 1) or len(list(graphemes(line))) == 1


def lines_of(text: str, width: int) -> list[str]:
    return [text[start:end] for start, end in wrap(text, width)]


def test_lines_are_filled_word_by_word() -> None:
    assert lines_of("We show that nets learn  to plan.", 10) == [
        "We show",
        "that nets",
        "learn  to",
        "plan.",
    ]
    assert lines_of("", 10) == lines_of("  ", 10) == []


def test_a_compound_breaks_after_its_hyphen_and_a_name_does_not() -> None:
    assert lines_of("It is state-of-the-art now", 12) == ["It is state-", "of-the-art", "now"]
    assert lines_of("We use GPT-4o here", 10) == ["We use", "GPT-4o", "here"]


def test_an_address_breaks_only_where_it_is_longer_than_a_line() -> None:
    text = "Code: https://a-b.org/cc-dd now"
    assert lines_of(text, 21) == ["Code:", "https://a-b.org/cc-dd", "now"]
    assert lines_of(text, 20) == ["Code: https://a-b.", "org/cc-dd now"]
    assert lines_of("at https://a.org/bb/ccc/dddd_e", 12) == [
        "at https://",
        "a.org/bb/",
        "ccc/dddd_e",
    ]


def test_chinese_breaks_between_characters_but_keeps_its_punctuation() -> None:
    assert lines_of("我们提出方法。", 12) == ["我们提出方", "法。"]
    assert lines_of("用于（视频）", 6) == ["用于", "（视", "频）"]
    assert lines_of("用Transformer模型", 13) == ["用Transformer", "模型"]


def test_a_very_long_word_is_split_into_lines() -> None:
    assert lines_of("abcdefgh", 3) == ["abc", "def", "gh"]
    assert lines_of("日本", 1) == ["日", "本"]
    assert len(wrap("x" * 20_000, 10)) == 2_000


def test_width_can_be_measured_by_another_function() -> None:
    def double(text: str) -> int:
        return 2 * len(text)

    assert cut("αβγδεζ", 6, double) == "αβ…"
    assert wrap("αβ γδ", 4, double) == [(0, 2), (3, 5)]
