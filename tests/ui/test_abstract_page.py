"""One paper's page, as the abstract's pane sets it."""

from __future__ import annotations

from datetime import date

from daily_papers.papers.model import Digest, Entry, Paper
from daily_papers.papers.rows import Detail, Facts
from daily_papers.ui.drawing.styles import Appearance
from daily_papers.ui.model.page import DisplayOptions
from daily_papers.ui.widgets.abstract_page import lay_out
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

KEYWORDS = ("diffusion models", "latent space", "representation alignment", "FID")


def page(paper: Paper, width: int = 60, wishes: DisplayOptions = DisplayOptions()) -> list[str]:  # noqa: B008
    """The page's lines as text."""
    set_lines = lay_out(
        Detail(1, "arxiv:2503.18414", paper, Facts()), width, Appearance({}), wishes
    )
    return ["".join(text for text, _ in line).rstrip() for line in set_lines.lines]


def test_keywords_and_authors_fold_to_a_line_and_one_wish_shows_all() -> None:
    paper = Paper("U-REPA", "We align U-Nets.", ("Ann", "Bo", "Cy", "Di", "Ed"), keywords=KEYWORDS)
    folded = page(paper, 50)
    assert "Ann, Bo, Cy + 2" in folded
    assert " diffusion models   latent space  + 2" in folded
    whole = page(paper, 50, DisplayOptions(all_authors=True))
    assert "Ann, Bo, Cy, Di, Ed" in whole
    assert " diffusion models   latent space" in whole
    assert " representation alignment   FID" in whole


@given(st.lists(st.text("ab 深", min_size=1, max_size=40), max_size=6), st.integers(12, 84))
def test_no_line_of_keywords_is_wider_than_the_page(keywords: list[str], width: int) -> None:
    for whole in (False, True):
        lines = page(
            Paper("T", "", keywords=tuple(keywords)), width, DisplayOptions(all_authors=whole)
        )
        assert all(cell_len(line) <= width for line in lines)


def test_tags_and_note_stand_above_the_abstract_and_a_long_note_is_whole_below() -> None:
    paper = Paper("U-REPA", "We align U-Nets. " * 8)
    facts = Facts(read=True, tags=("robotics",), noted=True)
    for lines in (2, 9):
        note = "\n".join(f"Thought {number}." for number in range(lines))
        made = lay_out(
            Detail(1, "arxiv:1", paper, facts, note=note), 60, Appearance({}), DisplayOptions()
        )
        text = ["".join(each for each, _ in line).rstrip() for line in made.lines]
        begin = next(at for at, line in enumerate(text) if line.startswith("We align"))
        assert text.index("TAGS   robotics") < text.index("NOTE") < text.index("Thought 0.") < begin
        assert (text.index(f"Thought {lines - 1}.") > begin) is (lines == 9)
        assert ("▾ 6 more lines below" in text) is (lines == 9)


def test_other_days_are_shown_with_their_year_where_it_is_another() -> None:
    days = (date(2026, 1, 31), date(2025, 7, 31))
    entries = [Entry(Digest(day), Paper("T"), rank=0) for day in days]
    for last, words in ((2, "also on 31 Jul 2025, not read"), (1, "31 Jan 2026")):
        detail = Detail(1, "arxiv:1", Paper("T"), Facts(), tuple(entries[:last]))
        made = lay_out(detail, 80, Appearance({}), DisplayOptions())
        assert any(words in "".join(each for each, _ in line) for line in made.lines)
