"""A pasted page: every title and abstract, whatever the extractor left around them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from daily_papers.formats import DiagnosticKind, FormatError
from daily_papers.papers.model import Digest, Entry
from hypothesis import given
from hypothesis import strategies as st

from tests.formats.pages import PRUNING, RANKING, ROUTING, page
from tests.formats.reading import read, read_path, words


def pairs(entries: list[Entry]) -> list[tuple[str, str]]:
    return [(entry.paper.title, entry.paper.abstract) for entry in entries]


# The two pages as they were pasted.


@pytest.mark.parametrize(
    ("name", "papers", "day"),
    [
        ("000_efd9a09d0d54f16e.txt", 57, date(2026, 7, 31)),
        ("004_ec58f832369e27de.txt", 47, date(2026, 9, 17)),
    ],
)
def test_a_real_page_gives_every_title_and_abstract_exactly(
    shared: Path, name: str, papers: int, day: date
) -> None:
    path = shared / "seeds" / name
    report, entries = read_path(path)

    # Below the day stand title and abstract in turn, a blank line between them.
    lines = [line for line in path.read_text().split("\n") if line][6:]
    assert len(entries) == papers
    assert [text for pair in pairs(entries) for text in pair] == lines
    assert report.diagnostics == []
    assert {entry.digest for entry in entries} == {Digest(day)}
    assert all(entry.digest.inferred for entry in entries)
    assert [entry.rank for entry in entries] == list(range(papers))


def test_the_two_real_pages_share_seven_papers(shared: Path) -> None:
    first, second = (
        {entry.paper.id for entry in read_path(path)[1]}
        for path in sorted((shared / "seeds").glob("*.txt"))
    )
    assert len(first & second) == 7
    assert len(first | second) == 97


def test_markdown_of_a_real_page(shared: Path) -> None:
    path = shared / "data" / "pages" / "A_search_firecrawl_markdown_2026-10-02.md"
    report, entries = read_path(path)

    assert [entry.paper.title for entry in entries] == [
        "Source or It Didn't Happen: A Multi-Agent Framework for Citation Hallucination Detection",
        "WebCiteS: Attributed Query-Focused Summarization on Chinese Web Search Results with "
        "Citations",
        "Search Engines in an AI Era: The False Promise of Factual and Verifiable Source-Cited "
        "Responses",
    ]
    assert [entry.paper.arxiv_id for entry in entries] == ["2605.08583", "2403.01774", "2410.22349"]
    assert [entry.upvotes for entry in entries] == [1, 0, 0]
    assert [entry.comments for entry in entries] == [1, None, None]
    assert entries[0].paper.organization == "University of Massachusetts Amherst"
    assert [entry.paper.published for entry in entries] == [
        date(2026, 5, 8),
        date(2024, 3, 3),
        date(2024, 10, 14),
    ]
    assert entries[0].paper.abstract.endswith("Code: https://github.com/aaFrostnova/CiteTracer.")
    assert entries[1].paper.abstract.split("\n")[1] == (
        "One feasible approach is to enable LLMs to cite external sources that support"
    )
    assert not any("\\" in entry.paper.abstract for entry in entries)
    assert report.diagnostics == []


def test_text_of_html_of_a_real_page(shared: Path) -> None:
    path = shared / "data" / "pages" / "B_search_htmltext_2026-06-29.txt"
    report, entries = read_path(path)

    assert [entry.paper.title for entry in entries] == [
        "MURMUR: An Efficient Inference System for Long-Form ASR",
        "Gemini 1.5: Unlocking multimodal understanding across millions of tokens of context",
        "VIBEVOICE-ASR Technical Report",
    ]
    assert [(entry.upvotes, entry.comments) for entry in entries] == [(0, None), (65, 6), (1, 3)]
    assert entries[2].paper.organization == "Microsoft"
    assert entries[2].paper.abstract.startswith("This report presents VibeVoice-ASR")
    assert entries[0].paper.abstract.count("\n") == 2
    assert {entry.digest.key for entry in entries} == {"2026-06-29"}
    assert report.diagnostics == []


# Votes, authors, dates and the rest of a card.


def test_a_card_with_everything_around_it() -> None:
    _, entries = read(
        page(
            "Daily", "Weekly", "Monthly", "Trending Papers", "Jul 31",
            "101", "Pruning at Rest", PRUNING, "9 authors", "·", "May 8",
            "-", "Routing in Motion", ROUTING, "University of Somewhere", "·", "Oct 14, 20243",
            "[-] 1", "Ranking by Ear", RANKING, "1 authors", "·", "May 81",
        ),
        modified=date(2026, 8, 1),
    )  # fmt: skip
    assert pairs(entries) == [
        ("Pruning at Rest", PRUNING),
        ("Routing in Motion", ROUTING),
        ("Ranking by Ear", RANKING),
    ]
    assert [entry.upvotes for entry in entries] == [101, 0, 1]
    assert [entry.comments for entry in entries] == [None, 3, 1]
    assert [entry.paper.organization for entry in entries] == [
        None, "University of Somewhere", None,
    ]  # fmt: skip
    assert [entry.paper.published for entry in entries] == [
        date(2026, 5, 8), date(2024, 10, 14), date(2026, 5, 8),
    ]  # fmt: skip
    assert {entry.digest.key for entry in entries} == {"2026-07-31"}


def test_comments_on_a_line_of_their_own_precede_the_next_votes() -> None:
    _, entries = read(
        page(
            "Jul 31",
            "101", "Pruning at Rest", PRUNING, "9 authors", "·", "May 8", "4",
            "7", "Routing in Motion", ROUTING, "2 authors", "·", "May 9", "2",
        )
    )  # fmt: skip
    assert [(entry.upvotes, entry.comments) for entry in entries] == [(101, 4), (7, 2)]


def test_a_page_of_titles_only_gives_papers_without_abstracts() -> None:
    report, entries = read(
        "Daily Papers\nbyAK and the research community\nJul 31\n"
        "Submitted by\nakhaliq\n84\nPruning at Rest\n·\n9 authors\n4\n"
        "Submitted by\n吴 明\n12\nRouting in Motion\n·\n2 authors\n"
    )
    assert pairs(entries) == [("Pruning at Rest", ""), ("Routing in Motion", "")]
    assert [entry.submitter for entry in entries] == ["akhaliq", "吴 明"]
    assert [entry.upvotes for entry in entries] == [84, 12]
    assert [entry.comments for entry in entries] == [4, None]
    assert words(report, DiagnosticKind.ORPHAN) == [
        "a title without an abstract: Pruning at Rest",
        "a title without an abstract: Routing in Motion",
    ]


def test_a_trending_page_with_every_card_twice() -> None:
    def card(title: str, abstract: str, votes: str) -> tuple[str, ...]:
        return (
            "Submitted by", "taesiri", title, abstract, "Some Lab", "·",
            "Published on Oct 3, 2025", "Upvote", votes, "GitHub 3.29k", "arXiv Page",
        )  # fmt: skip

    cards = [card("Pruning at Rest", PRUNING, "54"), card("Routing in Motion", ROUTING, "1.2k")]
    report, entries = read(
        page("Trending Papers", *(block for each in cards for block in (*each, *each)))
    )
    assert pairs(entries) == [("Pruning at Rest", PRUNING), ("Routing in Motion", ROUTING)]
    assert [entry.upvotes for entry in entries] == [54, 1200]
    assert [entry.paper.stars for entry in entries] == [3290, 3290]
    assert [entry.paper.organization for entry in entries] == ["Some Lab", "Some Lab"]
    assert [entry.submitter for entry in entries] == ["taesiri", "taesiri"]
    assert [entry.paper.published for entry in entries] == [date(2025, 10, 3)] * 2
    assert words(report, DiagnosticKind.DOUBLE) == ["Pruning at Rest", "Routing in Motion"]


def test_votes_below_their_label_above_the_title() -> None:
    blocks = ("Upvote", "84", "Pruning", PRUNING, "Upvote", "12", "Routing", ROUTING)
    assert [entry.upvotes for entry in read(page("Jul 31", *blocks))[1]] == [84, 12]


def test_the_count_of_stars_below_its_label() -> None:
    _, entries = read(page("Jul 31", "Pruning at Rest", PRUNING, "GitHub", "3.29k", "Upvote", "5"))
    assert (entries[0].paper.stars, entries[0].upvotes) == (3290, 5)


def test_an_address_below_a_card_identifies_the_paper() -> None:
    _, entries = read(page("Pruning at Rest", PRUNING, "https://arxiv.org/abs/2503.02130v2"))
    assert entries[0].paper.id == "arxiv:2503.02130"


# Wrapped text, line ends, encodings.


def wrapped(text: str, width: int = 72) -> str:
    import textwrap

    return textwrap.fill(text, width)


def test_wrapped_titles_and_abstracts_are_joined() -> None:
    title = "Pruning at Rest: a very long title that the extractor broke over two lines of the page"
    _, entries = read(page("Jul 31", wrapped(title), wrapped(PRUNING), "Routing", wrapped(ROUTING)))
    assert [entry.paper.title for entry in entries] == [title, "Routing"]
    assert [" ".join(entry.paper.abstract.split()) for entry in entries] == [PRUNING, ROUTING]
    assert "\n" in entries[0].paper.abstract


def test_an_indented_paragraph_stays_in_its_abstract() -> None:
    _, entries = read(page("Jul 31", "Pruning at Rest", f"{PRUNING}\n  {ROUTING}", "More", RANKING))
    assert pairs(entries) == [("Pruning at Rest", f"{PRUNING}\n  {ROUTING}"), ("More", RANKING)]


def test_a_page_without_blank_lines() -> None:
    text = page("Jul 31", "Pruning at Rest", PRUNING, "Routing in Motion", ROUTING)
    _, entries = read(text.replace("\n\n", "\n"))
    assert pairs(entries) == [("Pruning at Rest", PRUNING), ("Routing in Motion", ROUTING)]


@pytest.mark.parametrize("newline", ["\r\n", "\r"])
def test_other_line_ends(newline: str) -> None:
    text = page("Jul 31", "Pruning at Rest", wrapped(PRUNING), "Routing in Motion", ROUTING)
    assert read(text.replace("\n", newline))[1] == read(text)[1]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_byte_order_marks(encoding: str) -> None:
    text = page("Jul 31", "Łukasiewicz at Rest", PRUNING)
    report, entries = read(text.encode(encoding))
    assert entries[0].paper.title == "Łukasiewicz at Rest"
    assert report.diagnostics == []


def test_a_page_in_another_encoding_is_read_and_reported() -> None:
    text = page("Jul 31", "Café Pruning – at Rest", PRUNING)
    report, entries = read(text.encode("cp1252"))
    assert entries[0].paper.title == "Café Pruning – at Rest"
    assert words(report, DiagnosticKind.CHANGED) == [
        "not UTF-8, read as Windows-1252: accents may be wrong"
    ]


def test_bytes_in_no_encoding_are_read() -> None:
    text = page("Jul 31", "Pruning \udc81 at Rest", PRUNING).encode("utf-8", "surrogateescape")
    report, entries = read(text)
    assert entries[0].paper.abstract == PRUNING
    assert words(report, DiagnosticKind.CHANGED) == [
        "not UTF-8, read as Latin-1: accents may be wrong"
    ]


# Nothing is dropped in silence.


def test_a_lost_title_leaves_an_orphan_abstract() -> None:
    report, entries = read(page("Jul 31", "Pruning at Rest", PRUNING, ROUTING, "Ranking", RANKING))
    assert pairs(entries) == [("Pruning at Rest", PRUNING), ("Ranking", RANKING)]
    assert words(report, DiagnosticKind.ORPHAN) == [
        f"an abstract without a title, not shown: {ROUTING[:80]}".strip()
    ]
    assert [note.line for note in report.diagnostics] == [17]


def test_a_lost_abstract_leaves_an_orphan_title() -> None:
    report, entries = read(page("Jul 31", "Pruning at Rest", "Ranking by Ear", RANKING))
    assert pairs(entries) == [("Ranking by Ear", RANKING)]
    assert words(report, DiagnosticKind.ORPHAN) == [
        "a title without an abstract, not shown: Pruning at Rest"
    ]


def test_a_duplicate_paper_is_merged_and_reported() -> None:
    report, entries = read(
        page("Jul 31", "Pruning", PRUNING, "Routing", ROUTING, "PRUNING", PRUNING)
    )
    assert [entry.paper.title for entry in entries] == ["Pruning", "Routing"]
    assert words(report, DiagnosticKind.DOUBLE) == ["PRUNING"]


def test_lines_above_the_page_are_reported() -> None:
    report, entries = read("Title: Daily Papers - a page\n\n" + page("Jul 31", "Pruning", PRUNING))
    assert pairs(entries) == [("Pruning", PRUNING)]
    assert words(report, DiagnosticKind.SKIPPED) == ["above the page: Title: Daily Papers - a page"]


def test_short_abstracts_follow_their_titles() -> None:
    _, entries = read(
        page("Jul 31", "Is It Pruning?", "We prune, and it works.", "Routing", ROUTING)
    )
    assert pairs(entries)[-1] == ("Routing", ROUTING)

    _, entries = read(page("Jul 31", "Pruning", "We prune a model, and find that it works."))
    assert pairs(entries) == [("Pruning", "We prune a model, and find that it works.")]


def test_abstracts_in_chinese_and_without_an_end() -> None:
    chinese = "我们研究了数据稀缺时的剪枝。" * 12
    endless = "We prune a model and look at what is left of it " * 8 + "at https://x.y/z"
    _, entries = read(page("Jul 31", "状态空间模型", chinese, "Pruning", endless, "More", PRUNING))
    assert pairs(entries) == [("状态空间模型", chinese), ("Pruning", endless), ("More", PRUNING)]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (page("Jul 31"), "no digest in this text"),
        ("Hello, world. This is a letter, and no page.", "no digest in this text"),
        (page("Jul 31", *["Submitted by", "taesiri"] * 3), "kept 3 'Submitted by' lines"),
        (page("Jul 31", "Pruning", PRUNING, '{"title": "x"}'), "two formats in one file.*line 17"),
        (
            page("Jul 31", "Pruning", PRUNING) + page("Sep 17", "Routing", ROUTING),
            "two pages in one file, the second from line 22",
        ),
    ],
)
def test_other_texts_are_refused(text: str, why: str) -> None:
    with pytest.raises(FormatError, match=why):
        read(text)


# Made-up pages.

capital = st.sampled_from("ABCDEFGHKLMNPRSTÉŁΩ中")
letters = st.text("abcdefghiklmnoprstuvwyzéß-λ字", min_size=3, max_size=9)
titles = st.builds(
    lambda first, rest: " ".join([first[0] + first[1], *rest]),
    st.tuples(capital, letters),
    st.lists(letters, min_size=2, max_size=14),
)
sentences = st.builds(
    lambda first, rest: " ".join([first[0] + first[1], *rest]) + ".",
    st.tuples(capital, letters),
    st.lists(letters, min_size=8, max_size=20),
)
abstracts = st.lists(sentences, min_size=5, max_size=9).map(" ".join)


@given(
    st.lists(
        st.tuples(titles, abstracts, st.none() | st.integers(0, 900)),
        min_size=1,
        max_size=6,
        unique_by=lambda paper: paper[0].casefold(),
    )
)
def test_a_made_up_page_is_read_completely(papers: list[tuple[str, str, int | None]]) -> None:
    blocks = [
        block
        for title, abstract, votes in papers
        for block in (*([str(votes)] if votes is not None else []), title, abstract)
    ]
    report, entries = read(page("Jul 31", *blocks))
    assert [
        (*pair, entry.upvotes) for pair, entry in zip(pairs(entries), entries, strict=True)
    ] == [*papers]
    assert report.diagnostics == []


@given(st.lists(st.one_of(titles, abstracts, st.sampled_from(["·", "12", "-", "May 8", "Upvote"]))))
def test_every_text_of_a_page_is_read_or_reported(blocks: list[str]) -> None:
    try:
        report, entries = read(page("Jul 31", *blocks))
    except FormatError:
        return
    known = " ".join(
        [note.text for note in report.diagnostics]
        + [
            f"{entry.paper.title} {entry.paper.abstract} {entry.paper.organization}"
            for entry in entries
        ]
    )
    for block in blocks:
        assert block in {"·", "12", "-", "May 8", "Upvote"} or block[:60] in known
