"""Matches of a query are highlighted in the text as it is shown."""

from datetime import date

import pytest
from daily_papers.papers.fields import TextField
from daily_papers.query.fold import spaced, words
from daily_papers.query.highlights import highlighter
from daily_papers.query.parser import parse
from hypothesis import given
from hypothesis import strategies as st

from tests.query.expressions import queries

TODAY = date(2025, 7, 31)


def marked(query: str, text: str, field: TextField = TextField.TITLE) -> str:
    """`text` with brackets around highlights."""
    pieces, at = [], 0
    for start, end in highlighter(parse(query, TODAY), field)(text):
        pieces += [text[at:start], "[", text[start:end], "]"]
        at = end
    return "".join([*pieces, text[at:]])


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("diff", "[Diff]usion without sniffing; [DIFF]user"),
        ('"diff"', "Diffusion"),
        ('"diffusion"', "[Diffusion] diffusions"),
        ("state model", "[State] space [model]s"),
        ('"state space"', "[State-Space] states space"),
        ("gpt-4", "[GPT-4] and [GPT-4]o, no GPT-3"),
        ("a OR b", "[a] [b] c"),
        ("models -state", "state [models]"),
        ("NOT models", "models"),
        ("state models", "[State] of the art"),
        ("image generation", "An [image]"),
        ("title:mamba", "[Mamba]"),
        ("abstract:mamba", "Mamba"),
        ("author:mamba is:unread upvotes:>5", "Mamba"),
        ("/mamba-?2/", "[Mamba2] [MAMBA-2] mamba 2"),
        ("/x*/", "a[xx]b"),
        ("/^a|b$/ b", "[a] [b] [b]"),
        ("~mamba", "[mamba]s"),
        ("/ab/ abc", "[abc]d"),
    ],
)
def test_highlights(query: str, shown: str) -> None:
    assert marked(query, shown.replace("[", "").replace("]", "")) == shown


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("rose", "[Rosé] [Rose\u0301] [ROSE]"),
        ("ros", "[Ros]é"),
        ("rosé", "[Rosé]"),
        ("ecole", "l'[E\u0301cole]"),
        ("e", "l'[E\u0301]cole"),
        ("f", "[ﬁ]ne"),
        ("fin", "[ﬁn]e"),
        ("stras", "[Straß]e"),
        ("ab", "[𝐀𝐁]C"),
        ("注意力", "用[注意力]模型"),
        ("力", "注意[力]"),
        ("模型gpt", "大[模型GPT]-4"),
        ("🤗", "with [🤗]hub"),
        ("❤", "[❤\ufe0f]!"),
        ("2", "[½]"),
        ("state", "[state]s, [sta\u00adte]"),
    ],
)
def test_highlights_fit_the_original_characters(query: str, shown: str) -> None:
    assert marked(query, shown.replace("[", "").replace("]", "")) == shown


def test_words_without_a_field_are_searched_in_title_and_abstract_only() -> None:
    assert marked("lee", "Lee", TextField.ABSTRACT) == "[Lee]"
    assert marked("lee", "Lee", TextField.AUTHOR) == "Lee"
    assert marked("author:lee", "Lee", TextField.AUTHOR) == "[Lee]"


def test_a_costly_regular_expression_highlights_nothing() -> None:
    assert marked("/(a+)+b/ plain", "aab plain") == "aab [plain]"


@pytest.mark.parametrize("pattern", [r"\w+former", r"\d+ ?x faster", "llm.*?agent"])
def test_an_expression_highlights_abstracts_but_no_very_long_text(pattern: str) -> None:
    said = "transformer 12x faster, an LLM, an agent. "
    assert marked(f"/{pattern}/", said * 40).count("[") == 40
    assert "[" not in marked(f"/{pattern}/", said * 200)


def test_many_words_and_a_long_text_take_one_pass() -> None:
    query = parse(" ".join(f"w{n}" for n in range(500)), TODAY)
    text = "w499 x " * 20_000
    assert len(highlighter(query, TextField.ABSTRACT)(text)) == 20_000


TEXT = (
    st.lists(
        st.sampled_from(
            ["Mamba", "GPT-4", "state", "space", " ", "-", "注意力", "Rosé", "a b", "ﬁ", "\u0301"]
        )
    ).map("".join)
    | st.text()
)


@given(queries, TEXT)
def test_highlights_are_sorted_separate_and_inside_the_text(text: str, shown: str) -> None:
    at = -1
    for start, end in highlighter(parse(text, TODAY), TextField.TITLE)(shown):
        assert at < start < end <= len(shown)
        at = end


@given(TEXT, TEXT, st.integers(1, 4))
def test_a_highlight_begins_with_the_word(before: str, after: str, length: int) -> None:
    text = f"{before} {after}"
    for word in words(after):
        asked = word.folded[:length]
        found = highlighter(parse(asked, TODAY), TextField.TITLE)(text)
        assert found
        marks = [spaced(text[start:end]).split() for start, end in found]
        assert all(any(said.startswith(asked) for said in mark) for mark in marks)
