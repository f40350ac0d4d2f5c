"""Time and memory grow in proportion to a file, whatever is in it: steps and bytes are counted."""

from __future__ import annotations

import sys
import tracemalloc
from collections.abc import Callable
from datetime import date
from io import BytesIO
from itertools import groupby
from types import FrameType

import pytest
from daily_papers import formats
from daily_papers.formats import FormatError, Hint

from tests.formats.hostile import HOSTILE, Hostile

MB = 1024 * 1024
FAMILIES = {
    name: list(group) for name, group in groupby(HOSTILE, key=lambda each: each.name.split()[0])
}
MEASURED_MEMORY = [each for each in HOSTILE if each.numbered or each.repeated in "<[{$x \n"]


def read(data: bytes) -> None:
    """Read all of it, or find that it cannot be read."""
    try:
        for _ in formats.read(BytesIO(data), Hint(modified=date(2026, 11, 22))).entries:
            pass
    except FormatError:
        pass


def steps(data: bytes) -> int:
    """The calls and returns of functions while `data` is read, those of C included."""
    count = 0

    def profile(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += 1

    before = sys.getprofile()
    sys.setprofile(profile)
    try:
        read(data)
    finally:
        sys.setprofile(before)
    return count


def peak(data: bytes) -> int:
    """The bytes that are allocated at once while `data` is read."""
    tracemalloc.start()
    try:
        read(data)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def grows_faster(cost: Callable[[bytes], int], each: Hostile, size: int, fixed: int) -> bool:
    """Whether a file of four times the size costs clearly more than four times as much."""
    small, large = cost(each.data(size)), cost(each.data(4 * size))
    return large > 5 * small + fixed


@pytest.mark.parametrize("family", FAMILIES)
def test_steps_grow_in_proportion_to_the_file(family: str) -> None:
    assert [each.name for each in FAMILIES[family] if grows_faster(steps, each, 500, 1_000)] == []


def test_memory_grows_in_proportion_to_the_file() -> None:
    wrong = [each.name for each in MEASURED_MEMORY if grows_faster(peak, each, 1_000, 100_000)]
    assert wrong == []


def test_nested_bibtex_names_do_not_fill_the_memory() -> None:
    nested = "".join(
        f"@string{{s{number} = s{number - 1} # s{number - 1}}}\n" for number in range(1, 30)
    )
    assert peak(f"@string{{s0 = {{x}}}}\n{nested}@misc{{a, title = s29}}".encode()) < 32 * MB


def test_percent_signs_in_bibtex_take_few_steps() -> None:
    assert steps(b"@a{b, title={" + b"%" * 60 + b"}}") < 5_000
