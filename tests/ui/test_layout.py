"""Which panes a terminal has room for."""

from __future__ import annotations

import pytest
from daily_papers.ui.model.layout import DAYS, Mode, arrange
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("size", "mode"),
    [
        ((200, 50), Mode.WIDE),
        ((150, 40), Mode.WIDE),
        ((149, 40), Mode.MEDIUM),
        ((100, 30), Mode.MEDIUM),
        ((99, 30), Mode.NARROW),
        ((80, 24), Mode.NARROW),
        ((59, 24), Mode.SINGLE),
        ((80, 15), Mode.SINGLE),
        ((19, 24), Mode.TITLE),
        ((80, 5), Mode.TITLE),
    ],
)
def test_the_mode_follows_the_size(size: tuple[int, int], mode: Mode) -> None:
    assert arrange(*size).mode is mode


def test_at_80_by_24_seven_papers_stand_above_the_abstract() -> None:
    found = arrange(80, 24)
    assert (found.list_height, found.abstract_height) == (7, 14)


def test_at_120_the_list_keeps_its_57_cells() -> None:
    found = arrange(120, 40)
    assert (found.list_width, found.abstract_width) == (57, 62)


def test_at_200_the_abstract_has_its_measure_and_the_list_the_rest() -> None:
    found = arrange(200, 50)
    assert found.abstract_width == 89
    assert found.list_width + 1 + found.abstract_width + DAYS == 200


@given(st.integers(1, 400), st.integers(1, 200), st.booleans())
def test_the_panes_fill_any_terminal_exactly(width: int, height: int, wide: bool) -> None:
    found = arrange(width, height, wide=wide)
    assert min(found.list_width, found.list_height) >= 0
    assert found.abstract_width <= width
    assert found.abstract_height <= height
    if found.mode in (Mode.WIDE, Mode.MEDIUM) and not wide:
        days = DAYS if found.mode is Mode.WIDE else 0
        assert days + found.list_width + 1 + found.abstract_width == width
        assert found.list_width >= 42
    if found.mode is Mode.NARROW:
        assert found.list_height + found.abstract_height == height - 3
