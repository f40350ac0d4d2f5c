"""Which lines of a page are in sight."""

from __future__ import annotations

from daily_papers.ui.model.scrolling import Scrolling


def test_it_stays_within_the_page() -> None:
    page = Scrolling()
    page.resize(height=10, total=25)
    assert (page.progress, page.lines_below) == (0.4, 15)
    assert page.scroll_by(4)
    assert page.offset == 4
    assert page.scroll_by(100)
    assert (page.offset, page.lines_below, page.progress) == (15, 0, 1.0)
    assert not page.scroll_by(1)
    page.scroll_to(-5)
    assert page.offset == 0
    assert not page.scroll_by(-1)


def test_pages_overlap_by_two_lines() -> None:
    page = Scrolling()
    page.resize(height=10, total=100)
    page.scroll_pages(1)
    assert page.offset == 8
    page.scroll_pages(0.5)
    assert page.offset == 12
    page.scroll_pages(-1)
    assert page.offset == 4
    page.resize(height=1, total=100)
    assert page.scroll_pages(0.5)
    assert page.offset == 5


def test_a_page_that_fits_does_not_scroll_and_has_been_seen() -> None:
    page = Scrolling()
    assert (page.progress, page.lines_below) == (1.0, 0)
    page.resize(height=10, total=4)
    assert not page.scroll_pages(1)
    assert (page.progress, page.lines_below) == (1.0, 0)


def test_a_smaller_page_moves_what_is_in_sight() -> None:
    page = Scrolling(margin=1)
    page.resize(height=10, total=30)
    page.scroll_to(1000)
    assert page.offset == 21
    page.resize(height=10, total=12)
    assert page.offset == 3


def test_who_watches_learns_of_each_move() -> None:
    page = Scrolling()
    page.resize(height=10, total=30)
    seen: list[int] = []
    page.watch("offset", call=lambda: seen.append(page.offset))
    page.scroll_by(3)
    page.scroll_to(3)
    page.scroll_by(-99)
    assert seen == [3, 0]
