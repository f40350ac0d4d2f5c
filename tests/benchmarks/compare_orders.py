"""Compares indexes that read journals bit by bit, in any order, with ones that read all at once.

    python -m tests.benchmarks.compare_orders [COMPARISONS]

Runs the property of `tests/index/test_arrival_order.py` 20,000 times by default. It ends with the
first difference, which Hypothesis makes as small as it can.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

import pytest
from daily_papers.state.records import Line
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.index.test_arrival_order import ORDERS, compare, index_of_papers
from tests.state.test_merge import histories


def main(comparisons: int) -> None:
    """Compare, and print how many were alike."""
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        papers = index_of_papers(Path(folder), patch)
    began = time.monotonic()
    compared = 0

    @settings(
        max_examples=comparisons,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(lines=histories(), order=ORDERS, size=st.integers(1, 4))
    def run(lines: list[Line], order: list[int], size: int) -> None:
        nonlocal compared
        compare(papers, lines, order, size)
        compared += 1
        if compared % 1000 == 0:
            print(f"{compared:,} alike after {time.monotonic() - began:.0f} s", flush=True)

    run()
    print(f"{compared:,} comparisons, no difference")


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 20_000)
