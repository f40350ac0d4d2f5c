"""Abstracts are split into sentences."""

import pytest
from daily_papers.papers.sentences import split
from hypothesis import given
from hypothesis import strategies as st


def letters(text: str) -> str:
    """`text` without its white space."""
    return "".join(text.split())


@pytest.mark.parametrize(
    "sentences",
    [
        pytest.param(["Robots fall.", "We teach them to stand.", "They learn."], id="full-stops"),
        pytest.param(["Can a robot plan?", "It can!", "We show how."], id="question-exclamation"),
        pytest.param(["It waits…", "Then it acts..."], id="ellipsis-ends"),
        pytest.param(["They call it “a toy.”", "We disagree."], id="closing-quote"),
        pytest.param(['It said "stop."', '"Go" was ignored.'], id="straight-quotes"),
        pytest.param(["It falls (often.)", "(We counted.)", "Then it stands."], id="brackets"),
        pytest.param(["It is **fast.**", "We use `numpy`."], id="markdown"),
        pytest.param(["It wins 9 of 10 games.", "3D scenes are next."], id="digit-begins"),
        pytest.param(["Serving is slow.", "vLLM is fast.", "o3 is not."], id="lower-case-names"),
        pytest.param(["Serving is costly.", "we make it fast."], id="lower-case-sentence"),
        pytest.param(["Try it.", "https://example.org/a.b?c=1."], id="address-begins"),
        pytest.param(["Code: https://example.org/a.b.", "Models follow."], id="address-ends"),
        pytest.param(["It costs $5.", "We pay."], id="money"),
        pytest.param(["Cats, dogs, etc.", "We see all."], id="etc-ends"),
        pytest.param(["It follows Smith et al.", "However, it is faster."], id="et-al-ends"),
        pytest.param(["Sold in the U.S.", "We look elsewhere."], id="initials-end"),
        pytest.param(["Is it so?", "No.", "We tested."], id="no-ends"),
        pytest.param(["它很慢。", "我们提出了新方法！", "有效吗？", "有效。"], id="wide-stops"),
        pytest.param(["我们称之为「路。」", "它有效。"], id="wide-closing-quote"),
    ],
)
def test_sentences_are_split(sentences: list[str]) -> None:
    joined = "".join(sentences) if sentences[0][-1] in "。」" else " ".join(sentences)
    assert list(split(joined)) == sentences


@pytest.mark.parametrize(
    "sentence",
    [
        "It reads signs (e.g. Stop), i.e. Words on poles, cf. Road signs.",
        "It beats the net of Smith et al. (2019) and of Wu et al. [3] on both.",
        "The curve in Fig. 2 follows Eq. (3), Sec. IV and Ref. B.",
        "Models of 2.5 B weights beat GPT-4.1 and Llama 3.1 by 1.3x.",
        "Play Go vs. Chess at level No. 4.",
        "The test of D. E. Knuth and of Dr. Wu was kept.",
        "Prices in the U.S. market, speed w.r.t. Size, and mass approx. Ten grams.",
        "See https://example.org/v1.0/a.html?x=A.B for more.",
        "It counts a, b, ... Z and then x, … Y.",
        'The question "why not?" and the "aha!" moment remain.',
        "We ask three things: (1) Is it fast; (2) Is it small; (3) Is it right.",
        "It has two parts: 1. A planner; 2. A driver.",
        "One thing: It does not divide here.",
        "It calls torch.Tensor and Node.js, or load_all.Models first.",
    ],
)
def test_a_stop_inside_a_sentence_does_not_end_it(sentence: str) -> None:
    assert split(sentence) == (sentence,)


def test_a_list_item_keeps_its_number() -> None:
    assert split("It does two things. 1. It plans. 2. It drives.") == (
        "It does two things.",
        "1. It plans.",
        "2. It drives.",
    )


def test_a_sentence_may_begin_without_a_space() -> None:
    assert split("Nets forget the old one.While they learn, we watch.") == (
        "Nets forget the old one.",
        "While they learn, we watch.",
    )


def test_hard_wrapped_text_is_split_like_one_line() -> None:
    wrapped = "Robots fall, as Fig.\n2 shows. We teach\n   them to\nstand."
    assert split(wrapped) == ("Robots fall, as Fig.\n2 shows.", "We teach\n   them to\nstand.")
    assert [" ".join(sentence.split()) for sentence in split(wrapped)] == list(
        split(" ".join(wrapped.split()))
    )


def test_a_blank_line_ends_a_sentence_without_a_stop() -> None:
    assert split("An overview\n \nRobots fall.") == ("An overview", "Robots fall.")


@pytest.mark.parametrize("text", ["", " \n\t\n "])
def test_no_text_has_no_sentence(text: str) -> None:
    assert split(text) == ()


TOKENS = ("We", "net", "e.g", "al", "Fig", "U.S", "2", "i", "https://a.b/c", "vLLM")
MARKS = (".", "...", "?", "。", ")", "(", '"', ",", ";", ":", " ", "  ", "\n", "\n\n")
PROSE = st.lists(st.sampled_from(TOKENS + MARKS)).map("".join)


@given(PROSE | st.text())
def test_no_character_is_lost(text: str) -> None:
    sentences = split(text)
    assert letters("".join(sentences)) == letters(text)
    assert all(sentence == sentence.strip() != "" for sentence in sentences)


@given(PROSE | st.text())
def test_sentences_are_found_in_the_text_in_order(text: str) -> None:
    at = 0
    for sentence in split(text):
        at = text.index(sentence, at) + len(sentence)


def test_long_input_without_a_space_comes_back_whole() -> None:
    for unit in ("x", "/a.A,", "$", "\n\t"):
        text = unit * 100_000
        assert letters("".join(split(text))) == letters(text)
