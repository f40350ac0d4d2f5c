"""One paper's page, as the abstract's pane sets it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.papers.model import Paper
from tui.papers.rows import Detail, Facts
from tui.ui.look import Look
from tui.ui.widgets.abstract_page import Wishes, set_page

KEYWORDS = ("diffusion models", "latent space", "representation alignment", "FID")


def page(paper: Paper, width: int = 60, wishes: Wishes = Wishes()) -> list[str]:  # noqa: B008
    """The page's lines as text."""
    set_lines = set_page(Detail(1, "arxiv:2503.18414", paper, Facts()), width, Look({}), wishes)
    return ["".join(text for text, _ in line).rstrip() for line in set_lines.lines]


def test_keywords_and_authors_fold_to_a_line_and_one_wish_shows_all() -> None:
    paper = Paper("U-REPA", "We align U-Nets.", ("Ann", "Bo", "Cy", "Di", "Ed"), keywords=KEYWORDS)
    folded = page(paper, 50)
    assert "Ann, Bo, Cy + 2" in folded
    assert " diffusion models   latent space  + 2" in folded
    whole = page(paper, 50, Wishes(all_authors=True))
    assert "Ann, Bo, Cy, Di, Ed" in whole
    assert " diffusion models   latent space" in whole
    assert " representation alignment   FID" in whole


@given(st.lists(st.text("ab 深", min_size=1, max_size=40), max_size=6), st.integers(12, 84))
def test_no_line_of_keywords_is_wider_than_the_page(keywords: list[str], width: int) -> None:
    for whole in (False, True):
        lines = page(Paper("T", "", keywords=tuple(keywords)), width, Wishes(all_authors=whole))
        assert all(cell_len(line) <= width for line in lines)
