"""Signs: each verdict has its own, in every set, and no terminal has its columns pushed apart."""

from __future__ import annotations

from dataclasses import asdict

import pytest
from daily_papers.papers.rows import Facts
from daily_papers.ui.drawing.glyphs import ASCII, UNICODE, Glyphs, choose
from rich.cells import cell_len

SETS = pytest.mark.parametrize("glyphs", [UNICODE, ASCII], ids=["unicode", "ascii"])


@SETS
def test_no_two_marks_of_a_row_differ_by_colour_alone(glyphs: Glyphs) -> None:
    marks = {
        glyphs.unread,
        glyphs.selected,
        glyphs.verdict(""),
        *(glyphs.verdict(verdict) for verdict in ("starred", "later", "dismissed")),
    }
    assert len(marks) == 6


def test_the_verdict_of_a_papers_facts_has_a_sign() -> None:
    assert UNICODE.verdict(Facts(read=True, verdicts=frozenset({"starred"})).verdict) == "★"
    assert UNICODE.verdict(Facts(verdicts=frozenset({"later"})).verdict) == "◷"
    assert UNICODE.verdict(Facts(verdicts=frozenset({"dismissed"})).verdict) == "×"
    assert UNICODE.verdict(Facts(read=True).verdict) == " "


@SETS
def test_the_full_and_the_empty_part_of_a_bar_differ(glyphs: Glyphs) -> None:
    assert glyphs.progress_full != glyphs.progress_empty


def test_the_ascii_set_is_ascii_and_lies_in_the_same_cells() -> None:
    for name, sign in asdict(ASCII).items():
        assert sign.isascii()
        assert sign.isprintable()
        assert len(sign) == cell_len(asdict(UNICODE)[name])
    assert ASCII.ascii
    assert not UNICODE.ascii


def test_a_terminal_that_draws_them_narrow_gets_unicode() -> None:
    assert choose(cell_len) is UNICODE


@pytest.mark.parametrize("wide", sorted({*asdict(UNICODE).values()}))
def test_one_sign_of_another_width_is_enough_for_ascii(wide: str) -> None:
    assert choose(lambda sign: cell_len(sign) + (sign == wide)) is ASCII
