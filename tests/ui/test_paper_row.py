"""One paper's row, as it stands in the list."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest
from daily_papers.papers.prose import read_title
from daily_papers.papers.rows import UNTOUCHED, Facts, Row
from daily_papers.ui.drawing.columns import fitting
from daily_papers.ui.drawing.styles import Appearance
from daily_papers.ui.model.layout import arrange
from daily_papers.ui.widgets.paper_row import RowStyle, draw_row
from hypothesis import given
from hypothesis import strategies as st
from rich.style import Style

LOOK = Appearance(
    {"hit": Style(underline=True), "unread": Style(bold=True), "pending": Style(dim=True)}
)
BOTH = frozenset({"code", "votes"})


def drawn(
    row: Row | None, width: int = 57, lines: int = 1, columns: frozenset[str] = BOTH
) -> list[str]:
    """The row's lines as text."""
    row_style = RowStyle(width, lines, fitting(columns, width), LOOK)
    return [strip.text for strip in draw_row(row, row_style, Style())]


def a_row(title: str = "U-REPA: Aligning Diffusion U-Nets to ViTs", **more: object) -> Row:
    """A row about which only what matters is said."""
    known: dict[str, object] = {"gist": "", "facts": UNTOUCHED, **more}
    return Row(1, "arxiv:2503.18414", title, **known)  # type: ignore[arg-type]


def test_an_unread_paper_has_its_dot_and_its_columns_at_the_right() -> None:
    [line] = drawn(a_row(has_code=True, upvotes=42))
    assert line == " ●   U-REPA: Aligning Diffusion U-Nets to ViTs  {} ▲  42 "


@pytest.mark.parametrize(
    ("facts", "marks"),
    [
        (Facts(), " ●   "),
        (Facts(read=True), "     "),
        (Facts(read=True, verdicts=frozenset({"starred"})), "   ★ "),
        (Facts(read=True, verdicts=frozenset({"later"})), "   ◷ "),
        (Facts(read=True, verdicts=frozenset({"dismissed"})), "   × "),
        (Facts(read=False, verdicts=frozenset({"starred"})), " ● ★ "),
    ],
)
def test_the_marks_tell_what_was_done(facts: Facts, marks: str) -> None:
    [line] = drawn(a_row(facts=facts))
    assert line.startswith(marks + "U-REPA")


def test_a_title_too_long_for_one_line_is_cut_with_an_ellipsis() -> None:
    [line] = drawn(a_row("Clinically-Inspired Multi-Agent Transformers for Disease"), 40)
    assert line.rstrip().endswith("…")
    assert len(line) == 40


def test_on_two_lines_a_long_title_runs_on_and_a_short_one_leaves_room_for_the_gist() -> None:
    long = a_row(
        "Clinically-Inspired Multi-Agent Transformers for "
        "Disease Trajectory Forecasting from Multimodal Data",
        gist="a gist that has no room",
        has_code=True,
    )
    first, second = drawn(long, lines=2, columns=frozenset({"code"}))
    assert first == " ●   Clinically-Inspired Multi-Agent Transformers for {} "
    assert second == "     Disease Trajectory Forecasting from Multimodal Data "
    short = a_row("PMET", gist="optimizes hidden states to update weights precisely, and more")
    first, second = drawn(short, lines=2)
    assert first.startswith(" ●   PMET")
    assert second.startswith("     optimizes hidden states to update weights")
    assert second.rstrip().endswith("…")


def test_on_one_line_a_column_goes_where_the_title_is_whole_without_it() -> None:
    for length, columns in ((42, "{} ▲  42"), (45, "▲  42"), (51, ""), (52, "{} ▲  42")):
        [line] = drawn(a_row("x" * length, has_code=True, upvotes=42))
        assert line.split("x" if length < 52 else "…")[-1].strip() == columns
        assert ("…" in line) is (length == 52)


@pytest.mark.parametrize(("size", "share"), [((80, 24), 0.4), ((120, 40), 0.7), ((200, 50), 0.9)])
def test_most_titles_stand_whole_in_their_row(
    shared: Path, size: tuple[int, int], share: float
) -> None:
    place = arrange(*size)
    lines, columns = 2 if place.two_lines else 1, BOTH
    papers = titles(shared / "data" / "hf-api")
    whole = 0
    for title in papers:
        text = "".join(drawn(a_row(title), place.list_width, lines, columns))
        whole += "".join(title.split()) in "".join(text.split())
    assert len(papers) > 1_500
    assert whole / len(papers) >= share


@cache
def titles(folder: Path) -> list[str]:
    """The titles of every third day of a folder, as they are read; a few days are no lists."""
    days = [json.loads(path.read_bytes()) for path in sorted(folder.glob("*.json"))[::3]]
    entries = [entry for day in days for entry in day if isinstance(entry, dict)]
    return [read_title(entry["paper"]["title"]) for entry in entries]


def test_columns_go_one_by_one_as_the_list_gets_narrower() -> None:
    names = {width: [each.name for each in fitting(BOTH, width)] for width in (57, 50, 40)}
    assert names == {57: ["code", "votes"], 50: ["votes"], 40: []}


def test_a_column_that_the_whole_list_leaves_empty_is_not_drawn() -> None:
    title = "Fifty-one cells of title fit where no column stands"
    [line] = drawn(a_row(title), columns=frozenset())
    assert title in line


def test_a_row_that_is_still_being_read_from_the_disk_says_so() -> None:
    assert drawn(None, lines=2) == ["     ▾" + " " * 51, " " * 57]


def test_an_act_that_is_not_on_the_disk_yet_is_dim() -> None:
    row = a_row(facts=Facts(read=True, verdicts=frozenset({"starred"})), pending=True)
    [strip] = draw_row(row, RowStyle(57, 1, fitting(BOTH, 57), LOOK), Style())
    [star] = [segment for segment in strip if segment.text == "★"]
    assert star.style is not None
    assert star.style.dim


@given(st.text(max_size=200), st.text(max_size=200), st.integers(1, 120), st.sampled_from([1, 2]))
def test_every_line_is_exactly_as_wide_as_the_list(
    title: str, gist: str, width: int, lines: int
) -> None:
    row = a_row(" ".join(title.split()), gist=" ".join(gist.split()), upvotes=7, has_code=True)
    strips = draw_row(row, RowStyle(width, lines, fitting(BOTH, width), LOOK), Style())
    assert [strip.cell_length for strip in strips] == [width] * lines
