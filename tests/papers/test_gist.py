"""The gist says what a paper does, and the numbers that carry its claim are highlighted."""

import ast
import json
from pathlib import Path
from typing import Any

import pytest
from daily_papers.papers.gist import find, numbers
from daily_papers.papers.sentences import split
from hypothesis import given
from hypothesis import strategies as st

LABELS = Path(__file__).parent


def read_abstracts(folder: Path) -> dict[str, tuple[str, str]]:
    """Title and abstract of each paper in a folder of days, as its earliest day has them."""
    abstracts: dict[str, tuple[str, str]] = {}
    for file in sorted(folder.glob("*.json")):
        day = json.loads(file.read_text(encoding="utf-8"))
        for entry in day["data"] if isinstance(day, dict) else day:
            paper = (ast.literal_eval(entry) if isinstance(entry, str) else entry)["paper"]
            abstracts.setdefault(paper["id"], (paper["title"], paper["summary"]))
    return abstracts


@pytest.fixture(scope="module")
def abstracts(shared: Path) -> dict[str, tuple[str, str]]:
    return read_abstracts(shared / "data" / "hf-api")


def misses(labels: Path, abstracts: dict[str, tuple[str, str]]) -> list[str]:
    """The ids of the labelled abstracts whose gist is none of the accepted sentences."""
    answers: dict[str, list[int]] = json.loads(labels.read_text(encoding="utf-8"))["labels"]
    wrong = []
    for paper, numbers_that_serve in answers.items():
        title, raw = abstracts[paper]
        abstract = " ".join(raw.split())
        if split(abstract).index(find(abstract, title).sentence) not in numbers_that_serve:
            wrong.append(paper)
    return wrong


def test_the_first_hundred_labelled_abstracts(abstracts: dict[str, tuple[str, str]]) -> None:
    wrong = misses(LABELS / "gist_labels_first.json", abstracts)
    assert len(wrong) <= 5, wrong  # 1 when it was written


def test_the_second_hundred_labelled_abstracts(abstracts: dict[str, tuple[str, str]]) -> None:
    # 8 at the one look taken, after the rules were final; they were not changed for it.
    wrong = misses(LABELS / "gist_labels_second.json", abstracts)
    assert len(wrong) <= 8, f"{100 - len(wrong)} of 100"


BACKGROUND = "Robots have become common. However, existing planners are slow."


@pytest.mark.parametrize(
    ("abstract", "title", "gist"),
    [
        pytest.param(
            f"{BACKGROUND} We introduce Foo, a planner for arms. Foo is fast.",
            "Foo: Planning for Arms",
            "We introduce Foo, a planner for arms.",
            id="announcement",
        ),
        pytest.param(
            "We study planning. To test planners, we first build a simulator. "
            "In this work, we propose Foo, which plans backwards. We also present a data set.",
            "Foo: Planning Backwards",
            "In this work, we propose Foo, which plans backwards.",
            id="main-thing-before-parts",
        ),
        pytest.param(
            "Planning is slow. We propose Foo (Fast Oracle Outline), a simple method that "
            "addresses these limitations. Foo skips steps that a small net finds needless.",
            "Foo: Fast Planning",
            "Foo skips steps that a small net finds needless.",
            id="explained-rather-than-named",
        ),
        pytest.param(
            "Planning is slow. We present Foo. It skips needless steps.",
            "Foo: Fast Planning",
            "It skips needless steps.",
            id="bare-name",
        ),
        pytest.param(
            f"{BACKGROUND} This survey reviews planners for arms in four groups. "
            "We release a list of papers at https://example.org/list.",
            "Planning for Arms: A Survey",
            "This survey reviews planners for arms in four groups.",
            id="survey",
        ),
        pytest.param(
            "While planners are said to need search, we show that a look-up is enough. "
            "Extensive experiments show that our method outperforms search by 3%.",
            "Planning Without Search",
            "While planners are said to need search, we show that a look-up is enough.",
            id="finding-rather-than-result",
        ),
        pytest.param(
            "Foo is a planner for arms. On ten tasks, our results surpass search.",
            "Foo Technical Report",
            "Foo is a planner for arms.",
            id="nobody-acts",
        ),
        pytest.param(
            "Can we build a planner that never searches? We answer by training Foo without search.",
            "Foo",
            "We answer by training Foo without search.",
            id="answer-rather-than-question",
        ),
        pytest.param(
            f"{BACKGROUND} A planner for arms is proposed that skips needless steps.",
            "Planning for Arms",
            "A planner for arms is proposed that skips needless steps.",
            id="passive",
        ),
        pytest.param("它很慢。我们提出了新方法。", "路", "它很慢。", id="other-language-first"),
    ],
)
def test_the_sentence_that_says_what_the_paper_does(abstract: str, title: str, gist: str) -> None:
    assert find(abstract, title).sentence == gist


@pytest.mark.parametrize(
    ("sentence", "short"),
    [
        ("In this paper, we propose a planner for arms.", "a planner for arms"),
        ("To address this, we introduce two nets.", "two nets"),
        ("This work presents the first planner for arms.", "the first planner for arms"),
        ("We, for the first time, present a planner.", "a planner"),
        ("Unlike others, we design and build a planner.", "a planner"),
        ("We present, in this work, a planner.", "a planner"),
        ("We present in this work a planner.", "a planner"),
        ("We propose to plan backwards.", "plan backwards"),
        ("Here we show that arms can plan.", "arms can plan"),
        ("This paper shows how arms plan.", "shows how arms plan"),
        ("We study arms, and propose a planner.", "a planner"),
        ("We close the gap by introducing a planner.", "a planner"),
        ("In this study, we compare ten planners.", "compare ten planners"),
        ("We propose a planner and show its limits.", "propose a planner and show its limits"),
        ("We build on search.", "build on search"),
        ("Here we ask whether arms can plan.", "Here we ask whether arms can plan"),
        ("In this paper, a planner is proposed.", "a planner is proposed"),
        ("We present Bar, a planner.", "Bar, a planner"),
        ("We present Foo (FO), a planner.", "a planner"),
        ("We propose\n  a planner\nfor arms.", "a planner for arms"),
        ("We propose.", "propose"),
    ],
)
def test_the_row_shows_the_sentence_without_its_opening(sentence: str, short: str) -> None:
    assert find(sentence, "Foo: Planning for Arms").short == short


def test_the_position_of_the_sentence_holds_in_wrapped_text() -> None:
    abstract = "Planning\nis slow.\n  We propose\na planner. It is fast."
    gist = find(abstract)
    assert abstract[gist.start : gist.end] == gist.sentence == "We propose\na planner."


def test_a_sentence_that_occurs_twice_is_found_once_and_first() -> None:
    assert find("We propose a net. It works. We propose a net.").start == 0


@pytest.mark.parametrize("abstract", ["", " \n\t "])
def test_no_abstract_has_no_gist(abstract: str) -> None:
    gist = find(abstract, "Foo: Planning for Arms")
    assert (gist.sentence, gist.start, gist.end, gist.short) == ("", 0, 0, "")


@pytest.mark.parametrize(
    ("text", "highlighted"),
    [
        ("It is 2.5× faster and 3x smaller.", ["2.5× faster", "3x smaller"]),
        ("A 10x faster net, 6.3 times faster still.", ["10x faster", "6.3 times faster"]),
        ("It gains +3.2 points, then 1.5 points.", ["+3.2 points", "1.5 points"]),
        ("It wins 34.5%, or 87 % of games, up 12 percent.", ["34.5%", "87 %", "12 percent"]),
        (r"It saves 62-68% or 10--20\% of it.", ["62-68%", r"10--20\%"]),
        ("With FID < 1.5, an FID of 1.79, and FID=2.", ["FID < 1.5", "FID of 1.79", "FID=2"]),
        ("FIDs of 2.08 and 1.94, a score of 80.6.", ["FIDs of 2.08 and 1.94", "score of 80.6"]),
        ("It adds 0.12 mIoU and 0.81 in PSNR.", ["0.12 mIoU", "0.81 in PSNR"]),
        ("It adds +4.30 here and +5.96 there.", ["+4.30", "+5.96"]),
        ("In 1,200% of 2024 cases.", ["1,200%"]),
    ],
)
def test_numbers_that_carry_the_claim_are_highlighted(text: str, highlighted: list[str]) -> None:
    assert [text[start:end] for start, end in numbers(text)] == highlighted


@pytest.mark.parametrize(
    "text",
    [
        "Since 2024, in January 2025.",
        "GPT-4 and Llama 3.1 8B, Qwen2.5-7B, v2.1 and Claude 3.5.",
        "Table 2, Sec. 3.1, Eq. (4), arXiv 2503.02130.",
        "Images of 256 × 256, 256x256 and 3 x 3 patches.",
        "Trained on 8×H100 with 1,000 papers and 2048 points.",
        "A 5-fold cross-validation over N+1 trees.",
    ],
)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert [text[start:end] for start, end in numbers(text)] == []


WORDS = (
    *("We", "we", "In this paper,", "this paper", "propose", "introduces", "show", "that", "and"),
    *("by introducing", "Foo", "(FO)", "a planner", "addresses this", "is proposed", "ask", "its"),
    *(
        "2.5×",
        "+3",
        "%",
        "FID",
        "of",
        "İ",
        "\u00a0",
        ".",
        ". ",
        "?",
        ",",
        ":",
        " ",
        " ",
        "\n",
        "\n\n",
    ),
)
PROSE = st.lists(st.sampled_from(WORDS), max_size=60).map("".join)


@given(abstract=PROSE | st.text(), title=PROSE | st.text())
def test_a_gist_is_a_sentence_of_its_abstract(abstract: str, title: str) -> None:
    gist = find(abstract, title)
    assert 0 <= gist.start <= gist.end <= len(abstract)
    assert abstract[gist.start : gist.end] == gist.sentence
    assert gist.sentence in (split(abstract) or ("",))


@given(abstract=PROSE | st.text(), title=PROSE | st.text())
def test_a_row_says_something_in_one_line(abstract: str, title: str) -> None:
    gist = find(abstract, title)
    assert bool(find(abstract).short) == bool(find(abstract).sentence)
    assert gist.short in " ".join(gist.sentence.split())


@given(PROSE | st.text())
def test_number_spans_do_not_touch_and_have_a_digit(text: str) -> None:
    end = 0
    for start, stop in numbers(text):
        assert end <= start < stop <= len(text)
        assert any(char.isdigit() for char in text[start:stop])
        end = stop


def test_hostile_text_takes_linear_time() -> None:
    for unit in ("we ", "We, ", "1,", "1.", "+1 ", "FID of ", "by introducing ", "We propose a. "):
        text = (unit * 20_000)[:20_000]
        gist = find(text, text)
        assert text[gist.start : gist.end] == gist.sentence
        assert all(stop <= len(text) for _, stop in numbers(text))


def read_days(folder: Path, day: Any) -> dict[str, tuple[str, str]]:
    (folder / "2025-01-01.json").write_text(json.dumps(day), encoding="utf-8")
    return read_abstracts(folder)


def test_days_are_read_in_every_shape(tmp_path: Path) -> None:
    entry = {"paper": {"id": "1", "title": "T", "summary": "S"}}
    for day in ([entry], [repr(entry)], {"data": [repr(entry)]}):
        assert read_days(tmp_path, day) == {"1": ("T", "S")}


def test_a_row_does_not_repeat_the_title() -> None:
    found = find("We propose the Differential Transformer.", "Differential Transformer")
    assert found.sentence == "We propose the Differential Transformer."
    assert found.short == ""
