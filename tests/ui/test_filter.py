"""Typing a filter: what is found at once, what may be typed next, what was typed before."""

from __future__ import annotations

import asyncio
import threading
from functools import partial

import pytest
from daily_papers.index.interrupts import TooSlow
from daily_papers.index.listing import Listing
from daily_papers.index.regex import Matcher
from daily_papers.papers.model import Digest
from daily_papers.papers.scopes import ALL
from daily_papers.ui.controllers import paper_list
from daily_papers.ui.widgets.abstract_view import AbstractView
from daily_papers.ui.widgets.error_line import error_lines
from daily_papers.ui.widgets.filter_bar import FilterBar, QueryInput
from daily_papers.ui.widgets.paper_list import PaperList
from rich.cells import cell_len

from tests.ui.conftest import Open


def too_slow(*_: object) -> None:
    """Have nothing in time."""
    raise TooSlow


async def test_what_is_typed_is_searched_before_anything_else_happens(open_reader: Open) -> None:
    async with open_reader() as story:
        await story.press("/")
        field, papers = story.reader.query_one(QueryInput), story.reader.query_one(PaperList)
        before = papers.rows
        field.value = "diffusion"  # no turn of the loop in between, so it is in the next frame
        assert papers.rows is not before
        assert 0 < len(papers.rows) < len(before)


async def test_a_field_is_completed_by_tab(open_reader: Open) -> None:
    async with open_reader() as story:
        await story.press("/")
        await story.type("upv")
        await story.rest()
        assert "upvotes:" in story.screen[1]
        await story.press("tab")
        assert story.reader.query_one(QueryInput).value == "upvotes:"


async def test_the_values_of_is_tell_what_each_would_give(open_reader: Open) -> None:
    async with open_reader() as story:
        await story.press("s", "/")
        await story.type("is:")
        await story.rest()
        assert "unread" in story.line("neither opened")
        assert " 1" in next(line for line in story.screen if "starred " in line[:60])
        await story.press("down", "down", "down", "enter")
        assert story.reader.query_one(QueryInput).value == "is:starred "
        assert len(story.reader.model.papers.rows) == 1


async def test_escape_closes_the_menu_and_then_drops_the_filter(open_reader: Open) -> None:
    async with open_reader() as story:
        await story.press("/")
        await story.type("is:")
        await story.rest()
        assert story.reader.model.filter.suggestions
        await story.press("escape")
        assert not story.reader.model.filter.suggestions
        assert story.reader.query_one(QueryInput).has_focus
        await story.press("escape")
        assert story.reader.query_one(PaperList).has_focus
        assert story.reader.model.filter_text == ""


async def test_arrows_move_in_the_results_while_no_menu_is_open(open_reader: Open) -> None:
    async with open_reader() as story:
        await story.press("/")
        await story.type("model")
        await story.rest()
        await story.press("down")
        assert story.reader.model.papers.cursor == 1
        await story.press("ctrl+p")
        assert story.reader.model.papers.cursor == 0


async def test_filters_of_before_come_back_also_the_next_time(open_reader: Open) -> None:
    async with open_reader() as story:
        for text in ("diffusion", "robot"):
            await story.press("/")
            await story.type(text)
            await story.press("enter", "escape")
    async with open_reader() as story:
        await story.press("/", "ctrl+r")
        assert [each.text for each in story.reader.model.filter.suggestions] == [
            "robot",
            "diffusion",
        ]
        await story.type("diff")
        assert [each.text for each in story.reader.model.filter.suggestions] == ["diffusion"]
        await story.press("enter", "enter")
        assert story.reader.model.filter_text == "diffusion"
        await story.press("escape", "/", "ctrl+r", "ctrl+r", "enter")
        assert story.reader.query_one(QueryInput).value == "robot"


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_an_error_is_marked_where_it_is_and_the_list_stays(
    open_reader: Open, size: tuple[int, int]
) -> None:
    async with open_reader(size) as story:
        await story.press("/")
        await story.type("robot is:")
        await story.rest()
        assert story.reader.model.filter.suggestions
        before = story.screen
        await story.type("stared ")
        await story.rest()
        bar = story.reader.query_one(FilterBar)
        assert bar.has_class("-wrong")
        assert bar.field.value[slice(*(bar.wrong_at or ()))] == "is:stared"[3:]
        screen = story.screen
        assert screen[1].index("^ column 10: is:stared is not") == screen[0].index("stared")
        reported = " ".join(f"{screen[1]} {screen[2]}".split())
        assert reported.endswith(
            "expected unread, read, starred, later, dismissed or muted; did you mean is:starred?"
        )
        assert screen[-1] == before[-1]  # the place in the list that was found last, too
        found = len(story.reader.model.papers.rows)
        # The list that was found last can be read on.
        story.reader.set_focus(story.reader.query_one(PaperList))
        await story.rest()
        assert "column" not in story.text
        story.reader.set_focus(bar.field)
        await story.rest()
        assert "^ column 10" in story.screen[1]
        # Earlier filters can still be listed; without them the error is shown again.
        story.reader.model.filter.history = [f"{bar.field.value}model"]
        await story.press("ctrl+r")
        assert "column" not in story.text
        await story.press("escape")
        assert "^ column 10" in story.screen[1]
        # A field that has scrolled takes the caret along; it goes to where there is room.
        bar.field.value = "robot " * 20 + "is:stared "
        bar.field.cursor_position = len(bar.field.value)
        await story.rest()
        screen = story.screen
        assert screen[0].index("stared") in (screen[1].find("^"), screen[1].find("^") - 1)
        bar.field.value = "robot is:stared "
        bar.field.cursor_position = len(bar.field.value)
        # Typed in one go, nothing overtakes what deletes.
        await story.pilot.press(*["backspace"] * 4, *"rred", "space")
        await story.rest()
        assert not bar.has_class("-wrong")
        assert "column" not in story.text
        assert len(story.reader.model.papers.rows) == 0 < found
        # Another list stands under a filter without errors.
        bar.field.value = "is:stared "
        assert bar.has_class("-wrong")
        story.reader.set_focus(story.reader.query_one(PaperList))
        await story.press("[")
        assert not bar.has_class("-wrong")
        assert not bar.field.value


@pytest.mark.parametrize("caret", range(1, 80, 6))
@pytest.mark.parametrize("width", [40, 80, 120])
def test_an_error_is_shown_whole_beside_its_caret(caret: int, width: int) -> None:
    message = "column 3: 電視 is not known: expected unread, read, starred or later"
    lines = error_lines(message, caret, width)
    assert cell_len(lines[0].partition("^")[0]) == min(caret, width - 1)
    assert " ".join(" ".join(lines).replace("^", "").split()) == message
    assert max(map(cell_len, lines)) <= width
    assert len(lines) <= (3 if width == 40 else 2)
    assert not error_lines("", caret, width)


async def test_a_typing_error_is_forgiven_when_asked(open_reader: Open) -> None:
    async with open_reader() as story:
        await story.press("g", "a", "/")
        await story.type("diffusoin")
        await story.rest()
        assert not len(story.reader.model.papers.rows)
        assert "No exact matches" in story.text
        assert "similar: enter" in story.text
        await story.press("enter")
        assert story.reader.query_one(QueryInput).value == "~diffusoin"
        assert len(story.reader.model.papers.rows)
        assert story.reader.model.papers.row
        assert "iffusion" in story.screen[2] + story.screen[3]
        story.reader.query_one(QueryInput).value = "qqxx or xxqq"
        await story.rest()
        assert "No matches · write OR in capitals" in story.text


async def test_dismissed_papers_are_counted_apart_and_offered(open_reader: Open) -> None:
    async with open_reader() as story:
        await story.press("t", *"quick", "enter", "escape", "d", "/")
        await story.type("tag:qui")
        await story.rest()
        assert " quick " in story.text
        assert " 0" in story.line(" quick ")
        await story.press("tab")
        await story.rest()
        assert "No matches · 1 dismissed: enter adds is:dismissed" in story.text
        assert "no matches · 1 dismissed" in story.screen[0]
        await story.press("enter")
        assert story.reader.query_one(QueryInput).value == "tag:quick is:dismissed"
        assert len(story.reader.model.papers.rows) == 1


async def test_the_first_paper_is_shown_also_where_it_is_found_late(
    open_reader: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_reader() as story:
        monkeypatch.setattr(Listing, "_begin", too_slow)
        story.reader.workspace.papers.show(ALL, text="diffusion")
        shown = story.reader.model.listing
        assert shown
        assert not len(shown.rows)
        shown.rows.fill(1)
        assert len(shown.rows)
        assert story.reader.model.papers.key is None  # nobody has seen it yet
        await story.rest()
        row, detail = story.reader.model.papers.row, story.reader.model.abstract.detail
        assert row
        assert detail
        assert row.title == detail.paper.title


async def test_what_was_shown_stays_until_it_is_known_what_a_filter_leaves(
    open_reader: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_reader() as story:
        reader, fill, found = story.reader, Listing.fill, threading.Event()
        monkeypatch.setattr(Listing, "_begin", too_slow)
        monkeypatch.setattr(Listing, "fill", lambda *given: found.wait() and fill(*given))
        before = [line[:40] for line in story.screen[3:12]]
        monkeypatch.setattr(paper_list, "_PATIENCE", 3600)
        reader.workspace.papers.show(ALL, text="zyzzyv")
        await story.pilot.pause()
        assert [line[:40] for line in story.screen[3:12]] == before
        monkeypatch.setattr(paper_list, "_PATIENCE", 0.001)
        reader.workspace.papers.show(ALL, text="zyzzyva")
        async with asyncio.timeout(30):
            while "Searching …" not in story.text:
                await story.pilot.pause()
        assert "No matches" not in story.text
        assert "0 papers" not in story.text
        found.set()
        await story.rest()
        assert "No matches" in story.text


async def test_one_goes_from_hit_to_hit_in_the_abstract_and_sees_where_one_stands(
    open_reader: Open,
) -> None:
    async with open_reader((80, 24), query="diffusion model") as story:
        abstract = story.reader.query_one(AbstractView)
        ground = story.reader.appearance["hit_now"].bgcolor

        async def on(key: str) -> tuple[int, str]:
            await story.press(key)
            lines = [abstract.render_line(y) for y in range(abstract.size.height)]
            [found] = [
                (abstract.offset_line + y, each.text.lower())
                for y, line in enumerate(lines)
                for each in line
                if each.style and each.style.bgcolor == ground
            ]
            return found

        first = await on(";")
        places = [first]
        while (place := await on(";")) != first:
            places.append(place)
        assert places == sorted(places, key=lambda place: place[0])
        assert len(places) > 2
        assert {word[:5] for _, word in places} <= {"diffu", "model"}
        assert await on(",") == places[-1]
        await story.press("escape", ";")
        assert "No match" in story.text


@pytest.mark.parametrize(
    ("typed", "wrong"), [("has:c", "has:c is not known"), ("title:", "title: has no value")]
)
async def test_enter_keeps_no_filter_that_still_wants_a_value(
    open_reader: Open, typed: str, wrong: str
) -> None:
    async with open_reader() as story:
        await story.press("/")
        await story.type(typed)
        assert "Not applied" not in story.text
        await story.press("enter")
        assert f"Not applied: {wrong}" in story.text
        assert story.reader.query_one(QueryInput).has_focus
        await story.type("ode" if typed.endswith("c") else '"fast "')
        await story.press("enter")
        assert story.reader.query_one(PaperList).has_focus


async def test_an_expression_that_takes_too_long_is_stopped_and_that_is_said(
    open_reader: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("daily_papers.index.query.Matcher", partial(Matcher, limit=0.5))
    async with open_reader() as story:
        await story.press("/")
        story.reader.query_one(QueryInput).value = "/(e|e[^_]*)+_$/"
        await story.rest()
        assert "took too long" in story.screen[-1]
        assert "No matches so far" in story.text
        await story.press("escape")
        assert "took too long" not in story.screen[-1]
        assert len(story.reader.model.papers.rows) == 28


async def test_what_is_typed_last_stays_in_sight_when_the_counts_take_more_room(
    open_reader: Open,
) -> None:
    async with open_reader((80, 24)) as story:
        await story.press("/")
        await story.pilot.press(
            *"models upvotes:>50 is:unread OR a whole lot of other words OR video"
        )
        await story.rest()
        assert " OR video  " in story.screen[0]


async def test_the_paper_of_a_pasted_address_is_offered(open_reader: Open) -> None:
    async with open_reader() as story:
        row = story.reader.model.papers.row
        assert row
        await story.press("j", "/")
        await story.type("https://" + row.id.replace("arxiv:", "arxiv.org/abs/"))
        assert "No matches · 1 paper with that id: enter" in story.text
        await story.press("enter")
        assert story.reader.model.papers.row == row


async def test_enter_follows_the_offer_of_what_is_only_elsewhere(open_reader: Open) -> None:
    async with open_reader() as story:
        day = story.reader.model.scope
        assert isinstance(day, Digest)
        await story.press("/")
        await story.type(f"date:..{day.key} -date:{day.key} ")
        await story.rest()
        assert "No matches here" in story.text
        found = story.reader.model.listing
        assert found
        assert f"{found.everywhere} everywhere: enter" in story.text
        await story.press("enter")
        assert story.reader.model.scope == ALL
        assert story.reader.query_one(PaperList).has_focus
        assert len(story.reader.model.papers.rows) == found.everywhere
