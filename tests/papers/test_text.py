"""No title or abstract can control a terminal, and cleaning removes no words."""

import unicodedata

import pytest
from daily_papers.papers.text import (
    ABSTRACT_LIMIT,
    TITLE_LIMIT,
    clean_line,
    clean_text,
    paragraphs,
    remove_unsafe,
)
from hypothesis import given
from hypothesis import strategies as st

HOSTILE = (
    *"\x00\x07\x08\t\r\x0b\x0c\x1b\x1c\x7f\x85\x90\x9b\x9c\x9d\u061c\u2028\u202e\u2066\u2069\u200b",
    *"\u00ad\ufeff\u3164\u200c\u200d\ufe0e\ufe0f\u20e3\u0301\u0315\u0338\ud83d\ude00\udfff\uffff",
    *"\U000e0041\U000e0067\U000e0062\U000e007f\U0001f3f4\U0001f469\U0001f3fb\U0001f1e9❤1#",
    *"ae=[]31;m \n\u0627\u0645\u0653\u0651\u0915\u094d\u0958\u1100\u1161か\u3099ا",
    "\x1b[31m",
    "\x1b]0;t\x07",
    "e" + "\u0301" * 6,
)
UNSAFE = st.text(st.characters(), max_size=60) | st.lists(
    st.sampled_from(HOSTILE), max_size=40
).map("".join)


def is_safe(char: str) -> bool:
    """Whether a terminal only draws `char`."""
    return unicodedata.category(char) not in {"Cc", "Cs", "Zl", "Zp"} and not (
        "\u202a" <= char <= "\u202e" or "\u2066" <= char <= "\u2069"
    )


@given(UNSAFE)
def test_nothing_that_controls_a_terminal_is_left(raw: str) -> None:
    assert all(map(is_safe, clean_line(raw)))
    assert all(map(is_safe, clean_text(raw).replace("\n", "")))
    assert all(is_safe(char) for paragraph in paragraphs(raw) for char in paragraph)
    assert all(is_safe(char) for char in remove_unsafe(raw) if char not in "\n\r\t")


@given(UNSAFE, st.integers(1, 50))
def test_cleaning_is_idempotent(raw: str, limit: int) -> None:
    for clean in (clean_line, clean_text):
        once = clean(raw, limit)
        assert clean(once, limit) == once
        assert len(once) <= limit
        assert unicodedata.is_normalized("NFC", once)
    for paragraph in paragraphs(raw):
        assert clean_line(paragraph, ABSTRACT_LIMIT) == paragraph
    safe = remove_unsafe(raw)
    assert remove_unsafe(safe) == safe


def test_removing_what_is_unsafe_keeps_white_space() -> None:
    note = "# Note\r\n\n\n    code\n\tcode\n\n\nLe cafe\u0301 👩\u200d🔬  two\u00a0spaces "
    assert remove_unsafe(note) == note
    assert remove_unsafe("one\r\ntwo\rthree\u2028four\x1b[2K") == "one\r\ntwo\rthree\nfour"


@given(UNSAFE)
def test_no_letter_has_more_than_four_marks(raw: str) -> None:
    marks = 0
    for char in clean_text(raw):
        marks = marks + 1 if unicodedata.category(char) in {"Mn", "Mc", "Me"} else 0
        assert marks <= 4


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        pytest.param("a \x1b[1;31mred\x1b[0m word", "a red word", id="colour"),
        pytest.param("a \x9b31mred word", "a red word", id="colour-8-bit"),
        pytest.param("\x1b]0;owned\x07Title", "Title", id="window-title"),
        pytest.param("\x1b]52;c;cm0=\x1b\\Title", "Title", id="clipboard"),
        pytest.param("\x9d0;owned\x9cTitle", "Title", id="osc-8-bit"),
        pytest.param("\x1bPq#0\x1b\\Title", "Title", id="device-control"),
        pytest.param("\x1b]8;;http://x\x07link\x1b]8;;\x07", "link", id="hyperlink"),
        pytest.param("\x1bcA\x1b(BB\x1b7C", "ABC", id="short-escapes"),
        pytest.param("Net\x00\x07\x08 \x7fworks", "Net works", id="controls"),
        pytest.param("user\u202etxt.exe\u2069", "usertxt.exe", id="turned-round"),
        pytest.param("pass\u200bw\u2060o\u00adrd\ufeff", "password", id="zero-width"),
        pytest.param("hid\U000e0068\U000e0069den", "hidden", id="tags"),
        pytest.param("lone \ud83d half", "lone \ufffd half", id="lone-surrogate"),
        pytest.param("\ud83d\ude00", "😀", id="paired-surrogates"),
        pytest.param("x\ufffey\U0001ffffz\ufdd0", "xyz", id="noncharacters"),
        pytest.param("e\u0301cole", "école", id="composed"),
        pytest.param("a" + "\u0336" * 50 + "b", "a" + "\u0336" * 4 + "b", id="tower"),
        pytest.param(" Deep\n  Nets\tfor\u00a0all\u2028", "Deep Nets for all", id="one-line"),
    ],
)
def test_unsafe_characters_are_removed_and_words_stay(raw: str, shown: str) -> None:
    assert clean_line(raw) == shown


@pytest.mark.parametrize(
    "text",
    [
        "Is [MASK] all you need? <think> and [/] say **yes**",
        "C:\\temp, a & b, f[i], 100 %, $5",
        "Zoë, Łukasz, 李明, たなか, 김철수, Дмитрий, فاطمه",
        "می\u200cخواهم and क्\u200dष",
        "👩\u200d👩\u200d👧 ❤\ufe0f 1\ufe0f\u20e3 👍🏽 🇩🇪",
        "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        "x̂ and θ̃ → ∞",
        "hello\ufffdworld",
    ],
)
def test_readable_text_stays(text: str) -> None:
    assert clean_line(text) == text
    assert clean_text(text) == text
    assert paragraphs(text) == (text,)


def test_an_unfinished_control_sequence_removes_no_prose() -> None:
    prose = "we propose a method that is never lost. " * 30
    for start in ("\x1b]", "\x9d", "\x1bP", "\x1b[", "\x9b", "\x1b]8;;"):
        assert "propose a method that is never lost. we" in clean_line(start + prose)


def test_a_joiner_between_latin_letters_is_removed() -> None:
    assert clean_line("pay\u200cpal \u200dA\ufe0f") == "paypal A"


def test_a_very_long_field_ends_in_an_ellipsis() -> None:
    for unit in ("x", "e\u0301", "\n", "\x1b]", "\u0315\u0300", "字", "👩\u200d"):
        field = "A" + unit * 1_000_000
        assert len(clean_line(field)) <= TITLE_LIMIT
        assert len(clean_text(field)) <= ABSTRACT_LIMIT
    assert clean_line("x" * 10_000_000) == "x" * (TITLE_LIMIT - 1) + "…"
    assert clean_line("ab cd ef", 4) == "ab…"
    assert clean_line("ab👩\u200d👩x", 4) == "ab…"


def test_lines_and_indents_are_kept_in_a_text() -> None:
    raw = "\r\n One  two \r\n\r\n\n\n   three\x0bfour\t five \n"
    assert clean_text(raw) == " One two\n\n   three\nfour five"


def test_hard_wrapped_lines_are_joined() -> None:
    raw = "We train models\nthat are state-of-\nthe-art in short-\nand long-term tasks."
    assert paragraphs(raw) == (
        "We train models that are state-of-the-art in short- and long-term tasks.",
    )


def test_wrapped_chinese_gets_no_space() -> None:
    assert paragraphs("我们提出\n新方法，\n有效 for\n视频") == ("我们提出新方法，有效 for 视频",)


@pytest.mark.parametrize(
    ("raw", "count"),
    [
        pytest.param("First one\nends.\n  Second one\nends.", 2, id="indent"),
        pytest.param("First one\nends.\n\nSecond one.\n \nThird.", 3, id="blank-line"),
        pytest.param("  We show a\n  thing that\n  works.", 1, id="all-indented"),
        pytest.param("We show a\n  thing that\n  works.", 1, id="all-but-the-first"),
        pytest.param("  We show a\nthing that\nworks.", 1, id="only-the-first"),
        pytest.param("  One is\n  here.\n    Two is\n  there.", 2, id="deeper"),
        pytest.param("One stands here.\n  Two stands here.\n  Three too.", 3, id="one-line-each"),
        pytest.param("", 0, id="empty"),
        pytest.param(" \n\t\n", 0, id="blank"),
    ],
)
def test_paragraphs_are_those_of_the_author(raw: str, count: int) -> None:
    assert len(paragraphs(raw)) == count


def test_the_items_of_a_list_keep_their_lines() -> None:
    assert paragraphs("It has:\n- a plan\n  in steps;\n- a driver.\nNo more.") == (
        "It has:",
        "- a plan in steps;",
        "- a driver. No more.",
    )
    assert paragraphs("Two parts:\n1. plan\n2. drive") == ("Two parts:", "1. plan", "2. drive")


def test_a_dash_or_number_at_the_beginning_of_a_wrapped_line_is_no_item() -> None:
    raw = "Windows grow\n- by much - and we see\n- oh - how.\n2) It runs."
    assert len(paragraphs(raw)) == 1


WORDS = st.text(st.characters(whitelist_categories=["Lu", "Ll", "Nd", "Lo"]), min_size=1)


@given(st.lists(WORDS, max_size=20), st.sampled_from([" ", "\n", "\n\n", "\n   "]))
def test_no_letter_is_lost(words: list[str], between: str) -> None:
    raw = between.join(words)
    letters = unicodedata.normalize("NFC", "".join(words))
    shown = unicodedata.normalize("NFC", "".join("".join(paragraphs(raw)).split()))
    kept = "".join(char for char in letters if char not in "\u115f\u1160\u3164\uffa0")
    assert shown == kept
