"""How much of the list is drawn: no more than what changed and can be seen."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from daily_papers.papers.rows import UNTOUCHED, Facts, Row
from daily_papers.ui.widgets import paper_list
from daily_papers.ui.widgets.paper_list import PaperList
from daily_papers.ui.widgets.paper_row import draw_row
from textual.pilot import Pilot

from tests.ui.list_app import ListApp

LINES = 40


class ManyRows:
    """A hundred thousand papers, made when they are asked for."""

    complete = True

    def __init__(self) -> None:
        """All of them untouched."""
        self.facts: dict[int, Facts] = {}

    def __len__(self) -> int:
        """Very many."""
        return 100_000

    def row(self, index: int) -> Row:
        """One of them."""
        return Row(index, f"id:{index}", f"Paper {index}", "", self.facts.get(index, UNTOUCHED))

    def key(self, index: int) -> int:
        """Its place."""
        return index

    def keys(self, first: int = 0, end: int | None = None) -> list[int]:
        """Their places."""
        return list(range(len(self))[first:end])

    def find(self, key: int) -> int | None:
        """Its place."""
        return key if 0 <= key < len(self) else None


class Drawn:
    """The list on a screen, and the rows that were drawn since they were last asked for."""

    def __init__(self, pilot: Pilot[None], rows: ManyRows, drawn: list[int]) -> None:
        """Nothing asked for yet."""
        self.pilot = pilot
        self.rows = rows
        self._drawn = drawn
        assert isinstance(pilot.app, ListApp)
        self.papers = pilot.app.model

    async def since(self) -> int:
        """How many rows were drawn."""
        await self.pilot.pause()
        number = len(self._drawn)
        self._drawn.clear()
        return number


@pytest.fixture
async def drawn(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Drawn]:
    """A list of 100,000 rows, of which 40 can be seen."""
    seen: list[int] = []

    def count(row: Row | None, *rest: object, **more: object) -> object:
        seen.append(row.key if row else -1)
        return draw_row(row, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(paper_list, "draw_row", count)
    async with ListApp().run_test(size=(80, LINES)) as pilot:
        rows = ManyRows()
        story = Drawn(pilot, rows, seen)
        pilot.app.query_one(PaperList).focus()
        story.papers.show(rows)
        await pilot.pause()
        await story.since()
        yield story


async def test_a_step_draws_the_two_rows_that_changed(drawn: Drawn) -> None:
    drawn.papers.move_to(10)
    await drawn.since()
    drawn.papers.move_to(11)
    assert await drawn.since() <= 2


async def test_a_step_that_scrolls_draws_what_came_into_sight(drawn: Drawn) -> None:
    drawn.papers.move_to(5_000)
    await drawn.since()
    drawn.papers.move_to(5_001)
    assert await drawn.since() <= 3


async def test_a_page_and_a_jump_to_the_end_draw_a_screenful(drawn: Drawn) -> None:
    drawn.papers.move_by(drawn.papers.page)
    assert await drawn.since() <= LINES
    drawn.papers.move_to(99_999)
    assert await drawn.since() <= LINES


async def test_a_star_draws_its_row_again_and_no_other(drawn: Drawn) -> None:
    drawn.rows.facts[3] = Facts(read=True, verdicts=frozenset({"starred"}))
    drawn.papers.redraw_keys([3])
    assert await drawn.since() == 1
    drawn.papers.redraw_keys([50_000])
    assert await drawn.since() == 0


async def test_a_resize_draws_a_screenful(drawn: Drawn) -> None:
    await drawn.pilot.resize_terminal(100, LINES)
    assert await drawn.since() <= 2 * LINES


async def test_holding_a_key_drops_no_step(drawn: Drawn) -> None:
    for _ in range(200):
        drawn.papers.move_by(1)
    await drawn.since()
    assert drawn.papers.cursor == 200
