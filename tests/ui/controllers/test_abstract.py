"""The paper that is shown in full."""

from __future__ import annotations

from daily_papers.papers.rows import Detail
from daily_papers.papers.scopes import STARRED
from daily_papers.ui.controllers.abstract import PageController
from daily_papers.ui.model.page import Page, PageModel

from tests.ui.controllers.conftest import NEWEST
from tests.ui.controllers.fakes import FakeReader


def text(reader: FakeReader) -> str:
    """The words of the page, without its line breaks."""
    lines = reader.model.abstract.page.lines
    return " ".join("".join(piece for piece, _ in line) for line in lines)


async def test_the_paper_under_the_cursor_is_shown(day: FakeReader) -> None:
    day.go_to("Depth")
    await day.settle()
    assert day.model.abstract.detail
    assert day.model.abstract.detail.paper.title == "Depth Anything V2"
    assert "Depth Anything V2" in text(day)


async def test_without_a_paper_nothing_is_shown(day: FakeReader) -> None:
    await day.show(STARRED)
    assert day.model.abstract.detail is None
    assert day.model.abstract.page.lines == []
    assert day.model.abstract.total == 0


async def test_another_paper_begins_at_its_top_and_another_width_keeps_the_place(
    day: FakeReader,
) -> None:
    page = day.model.abstract
    page.set_size(60, 6)
    page.scroll_to(2)
    page.width = 50
    assert page.offset == 2
    day.model.papers.move_by(1)
    await day.settle()
    assert page.offset == 0


async def test_what_was_done_with_the_paper_is_shown_where_one_is(day: FakeReader) -> None:
    page = day.model.abstract
    page.set_size(60, 6)
    page.scroll_to(2)
    day.ws.verdicts.apply("star")
    await day.settle()
    assert page.detail
    assert page.detail.facts.starred
    assert page.offset == 2


async def test_the_lines_are_no_longer_than_the_pane(day: FakeReader) -> None:
    wide = len(day.model.abstract.page.lines)
    day.model.abstract.width = 30
    assert len(day.model.abstract.page.lines) > wide
    assert all(sum(len(piece) for piece, _ in line) <= 30 for line in day.model.abstract.page.lines)


async def test_all_authors_are_shown_or_the_first_few(day: FakeReader) -> None:
    few = text(day)
    assert day.model.abstract.detail
    last = day.model.abstract.detail.paper.authors[-1]
    assert last not in few
    day.ws.abstract.toggle_authors()
    assert last in text(day)
    day.ws.abstract.toggle_authors()
    assert text(day) == few


async def test_the_source_is_shown_or_the_text_made_for_reading(day: FakeReader) -> None:
    day.go_to("Radial")
    await day.settle()
    assert "$O(n" not in text(day)
    day.ws.abstract.toggle_source()
    assert r"$O(n\log n)$" in text(day)
    day.ws.abstract.toggle_source()
    assert "$O(n" not in text(day)


async def test_a_page_is_laid_out_again_in_other_styles_until_it_ends(day: FakeReader) -> None:
    page, built = PageModel(), list[str]()

    def build(detail: Detail, page: PageModel) -> Page:
        built.append(f"{detail.paper.title} in {page.width}")
        return Page()

    pages = PageController(day.ctx, page, build)
    assert built == []
    page.detail = day.model.abstract.detail
    page.width = 40
    day.model.changed("appearance")
    assert built == ["Qwen3 Technical Report in 0", *["Qwen3 Technical Report in 40"] * 2]
    pages.end()
    day.model.changed("appearance")
    assert len(built) == 3


async def test_other_options_forget_the_current_hit(day: FakeReader) -> None:
    await day.show(NEWEST, text="reasoning")
    day.model.abstract.to_hit(1)
    assert day.model.abstract.hit == 0
    day.ws.abstract.toggle_authors()
    assert day.model.abstract.hit is None
