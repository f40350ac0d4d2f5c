"""Triage: one paper at a time, one key a verdict, and never a verdict on another paper."""

from __future__ import annotations

import pytest
from daily_papers.ui.screens.triage import Triage
from daily_papers.ui.widgets.triage_card import TriageCard

from tests.ui.conftest import Open, Story
from tests.ui.test_mouse import drag


def triage_of(story: Story) -> Triage:
    """The triage that is open."""
    screen = story.app.screen
    assert isinstance(screen, Triage)
    return screen


def titles(story: Story) -> list[str]:
    """The titles of the list, in its order."""
    rows = story.reader.model.papers.rows
    found = [rows.row(index) for index in range(len(rows))]
    return [row.title for row in found if row]


def shown(story: Story) -> str:
    """The title of the paper that is shown large."""
    frame = triage_of(story).query_one(TriageCard).frame
    lines = story.screen[frame.title : frame.title + 2]
    return " ".join(" ".join(lines).split())


async def test_one_paper_stands_large_with_what_there_is_to_know(open_reader: Open) -> None:
    async with open_reader((80, 24)) as story:
        first, second = titles(story)[:2]
        await story.press("T")
        assert story.screen[0].startswith(" 31 Jul ")
        assert story.screen[0].rstrip().endswith("1 of 28 · 0 ★ · 0 ◷")
        assert story.screen[2].strip() == first
        assert story.screen[4].startswith("    31 Jul 2025 · ")
        assert "{} github.com/" in story.screen[4]
        assert story.screen[6].startswith("    ▎ ")
        assert "more lines · space" in story.screen[-3]
        assert f"next: {second[:30]}" in story.screen[-2]
        assert "s star" in story.screen[-1]
        assert story.screen[-1].rstrip().endswith("? keys")


async def test_each_verdict_is_one_key_and_goes_on(open_reader: Open) -> None:
    async with open_reader((80, 24)) as story:
        papers = titles(story)
        await story.press("T", "s", "b", "d", "e")
        assert shown(story) == papers[4]
        assert "5 of 28 · 1 ★ · 1 ◷" in story.screen[0]
        await story.press("q")
        facts = [row.facts for at in range(5) if (row := story.reader.model.papers.rows.row(at))]
        assert [each.verdict for each in facts] == ["starred", "later", "dismissed", "", ""]
        assert [each.unread for each in facts] == [False, False, False, False, True]


async def test_the_line_above_the_keys_shows_the_last_verdict(open_reader: Open) -> None:
    async with open_reader((120, 40)) as story:
        papers = titles(story)
        await story.press("T", "d")
        line = story.screen[-2]
        assert f"× {papers[0]} · u" in line
        assert "next: " in line


async def test_a_verdict_sets_and_never_toggles(open_reader: Open) -> None:
    async with open_reader() as story:
        await story.press("T", "s", "K", "s", "K", "K")
        await story.press("q")
        assert story.screen[2][1:5] == "  ★ "
        assert "★ 1" in story.screen[1]


async def test_u_takes_the_verdict_back_and_goes_back_to_its_paper(open_reader: Open) -> None:
    async with open_reader() as story:
        papers = titles(story)
        await story.press("T", "s", "d", "u")
        assert shown(story) == papers[1]
        assert "1 ★" in story.screen[0]
        await story.press("u")
        assert shown(story) == papers[0]
        assert "0 ★" in story.screen[0]
        await story.press("q")
        assert "28 ●" in story.screen[0]


async def test_keys_typed_right_after_an_undo_wait_for_its_paper(open_reader: Open) -> None:
    async with open_reader() as story:
        await story.press("T")
        await story.pilot.press(*"dddusub")
        await story.rest()
        await story.rest()
        await story.press("q")
        found = [story.reader.model.papers.rows.row(at) for at in range(4)]
        assert [row.facts.verdict for row in found if row] == [
            "dismissed",
            "dismissed",
            "later",
            "",
        ]


async def test_keys_typed_before_the_first_paper_is_drawn_count(open_reader: Open) -> None:
    async with open_reader() as story:
        papers = titles(story)
        await story.pilot.press(*"Tsd")
        await story.rest()
        assert shown(story) == papers[2]
        assert "1 ★" in story.screen[0]


async def test_skipping_and_going_back_decide_nothing(open_reader: Open) -> None:
    async with open_reader() as story:
        papers = titles(story)
        await story.press("T", "J", "n", "K")
        assert shown(story) == papers[1]
        assert story.screen[-1].split()[8:12] == ["J", "skip", "K", "back"]
        await story.press("q")
        assert "28 ●" in story.screen[0]


async def test_after_going_back_a_verdict_leads_to_the_next_undecided(open_reader: Open) -> None:
    async with open_reader() as story:
        papers = titles(story)
        await story.press("T", "d", "e", "J", "d", "K")
        assert shown(story) == f"× {papers[3]}"
        await story.press("K", "K")
        assert shown(story) == f"✓ {papers[1]}"
        await story.press("K", "s")
        assert shown(story) == papers[2]


async def test_space_scrolls_and_marks_nothing(open_reader: Open) -> None:
    async with open_reader((80, 24)) as story:
        await story.press("T")
        head = story.screen[:9]
        for _ in range(10):
            await story.press("space")
        assert "more line" not in story.screen[-3]
        assert story.screen[:9] == head
        assert "LINKS" in story.text
        assert "s b d e decide · J skips" in story.text
        await story.press("backspace", "q")
        assert "28 ●" in story.screen[0]


async def test_leaving_leads_to_the_list_at_the_same_paper(open_reader: Open) -> None:
    async with open_reader() as story:
        papers = titles(story)
        await story.press("T", "s", "d", "J", "escape")
        assert story.reader.workspace.triage is None
        row = story.reader.model.papers.row
        assert row
        assert row.title == papers[3]
        await story.press("T")
        assert shown(story) == papers[3]


async def test_the_next_time_triage_goes_on_at_the_same_paper(open_reader: Open) -> None:
    async with open_reader() as story:
        papers = titles(story)
        await story.press("T", "s", "d", "J")
        await story.pilot.press("Q")
    async with open_reader() as story:
        await story.press("T")
        assert shown(story) == papers[3]


async def test_another_time_u_takes_back_what_was_done_before(open_reader: Open) -> None:
    async with open_reader() as story:
        papers = titles(story)
        await story.press("T", "d", "q", "T", "u")
        assert shown(story) == papers[0]
        await story.press("s", "q")
        assert story.screen[2][1:5] == "  ★ "


async def test_the_end_sums_up_and_lists_what_was_kept(open_reader: Open) -> None:
    async with open_reader() as story:
        now = iter(range(0, 10_000, 20))
        story.reader.workspace.inbox.clock = lambda: float(next(now))
        papers = titles(story)
        await story.press("T", *"sb", "J", *"d" * 25)
        assert "Thursday, 31 July: 27 of 28 decided   9 min 20 s · 1 ★ · 1 ◷ · 25 ×" in story.text
        assert f"★ {papers[0]}" in story.text
        assert f"◷ {papers[1]}" in story.text
        assert "T the one left" in story.text
        await story.press(*"sbde")
        assert "27 of 28 decided" in story.text
        await story.press("T")
        assert shown(story) == papers[2]
        await story.press("e")
        assert "1 of 1 decided" in story.text


async def test_from_the_end_u_leads_back_to_the_last(open_reader: Open) -> None:
    async with open_reader() as story:
        papers = titles(story)
        await story.press("T", *"d" * 28)
        assert "28 of 28 decided" in story.text
        await story.press("u")
        assert shown(story) == papers[-1]
        await story.press("K")
        assert shown(story) == f"× {papers[-2]}"


async def test_from_the_end_the_day_before_follows(open_reader: Open) -> None:
    async with open_reader() as story:
        await story.press("T", *"d" * 28)
        assert "[ 30 Jul (22 unread)" in story.text
        await story.press("[")
        await story.rest()
        assert "1 of 22" in story.screen[0]
        assert story.screen[0].strip().startswith("30 Jul")


async def test_the_kept_papers_are_copied_as_markdown(
    open_reader: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_reader() as story:
        copied: list[str] = []
        monkeypatch.setattr(story.app, "copy_to_clipboard", copied.append)
        papers = titles(story)
        await story.press("T", "s", "b", *"d" * 26, "Y")
        [text] = copied
        first, second = text.splitlines()
        assert first.startswith(f"- [{papers[0]}](https://arxiv.org/abs/")
        assert second.startswith(f"- [{papers[1]}](https://arxiv.org/abs/")
        assert "Copied 2 papers" in story.text


async def test_a_day_without_unread_papers_says_so_and_where_to_go_on(open_reader: Open) -> None:
    async with open_reader() as story:
        await story.press("M", "M")
        assert "Cleared · [ 30 Jul (22)" in story.screen[-1]
        await story.press("T")
        assert story.reader.workspace.triage is None
        assert story.text.count("Cleared · [ 30 Jul (22)") == 2
        await story.press("G", "m", "[", "M", "M")
        assert "Cleared · ] 31 Jul (1)" in story.screen[-1]
        await story.press("n")
        assert "31 Jul: 1 unread paper · ] goes there" in story.text


async def test_a_paper_of_an_earlier_day_says_so(open_reader: Open) -> None:
    async with open_reader((80, 24)) as story:
        await story.press("T")
        assert "also on 30 Jul, not read" in story.screen[4]
        await story.press("d", "q", "g", "g")
        assert "also on 30 Jul, dismissed" in story.text


async def test_what_is_read_there_is_no_more_gone_through(open_reader: Open) -> None:
    async with open_reader() as story:
        await story.press("m", "j", "d", "g", "g", "T")
        assert "1 of 26" in story.screen[0]


async def test_a_filtered_list_is_gone_through_as_it_is(open_reader: Open) -> None:
    async with open_reader() as story:
        await story.press("/")
        await story.type("transformer")
        await story.press("enter")
        papers = titles(story)
        await story.press("T")
        assert shown(story) == papers[0]
        assert f"1 of {len(papers)}" in story.screen[0]


async def test_help_lists_the_keys_of_a_triage(open_reader: Open) -> None:
    async with open_reader() as story:
        await story.press("T", "?")
        await story.pilot.pause()
        assert "Skip: go on without a verdict" in story.text
        assert "Filter the papers" not in story.text
        await story.press("escape", "s")
        assert "1 ★" in story.screen[0]


async def test_keys_bound_otherwise_are_bound_so_here_too(open_reader: Open) -> None:
    async with open_reader() as story:
        story.reader.workspace.ctx.keymap = {
            **{
                keys: name
                for keys, name in story.reader.workspace.ctx.keymap.items()
                if name != "star"
            },
            ("f5",): "star",
        }
        await story.press("T", "s", "f5")
        assert "2 of 28 · 1 ★" in story.screen[0]


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 50), (60, 16), (40, 12)])
async def test_nothing_moves_from_paper_to_paper(open_reader: Open, size: tuple[int, int]) -> None:
    async with open_reader(size) as story:
        await story.press("T")
        frame = triage_of(story).query_one(TriageCard).frame
        lengths = set()
        for _ in range(27):
            screen = story.screen
            second = screen[frame.title + 1].strip()
            lengths.add(bool(second))
            assert screen[frame.title].strip()
            assert " Jul 2025" in screen[frame.meta]
            assert screen[frame.gist].strip().startswith("▎")
            assert screen[frame.body].strip()
            assert "next: " in screen[frame.last]
            assert "s star" in screen[-1]
            await story.press("J")
            assert triage_of(story).query_one(TriageCard).frame == frame
        assert lengths == {True, False}


@pytest.mark.parametrize("size", [(1, 1), (19, 5), (20, 6), (30, 8), (300, 100)])
async def test_every_size_draws_and_takes_keys(open_reader: Open, size: tuple[int, int]) -> None:
    async with open_reader(size) as story:
        await story.press("T", "s", "space", "u", "J", "K", *"d" * 28)
        assert triage_of(story).ended
        assert len(story.screen) == size[1]


async def test_the_text_keeps_its_measure_and_its_middle_on_wide_terminals(
    open_reader: Open,
) -> None:
    async with open_reader((200, 50)) as story:
        await story.press("T")
        frame = triage_of(story).query_one(TriageCard).frame
        assert 72 <= frame.measure <= 84
        assert frame.left == (200 - frame.measure) // 2
        edges = range(frame.left - 4, frame.left + frame.measure + 4)
        for line in filter(str.strip, story.screen):
            assert len(line) - len(line.lstrip()) in edges
            assert len(line.rstrip()) - 1 in edges


async def test_opening_reads_and_stays(open_reader: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []

    def browser(url: str) -> bool:
        opened.append(url)
        return True

    monkeypatch.setattr("daily_papers.ui.controllers.links.open_in_browser", browser)
    async with open_reader() as story:
        papers = titles(story)
        await story.press("T", "J", "o")
        assert shown(story) == papers[1]
        assert opened
        assert opened[0].startswith("https://arxiv.org/abs/")
        await story.press("y", "q")
        assert "27 ●" in story.screen[0]
        assert story.screen[4].startswith("▎    ")


async def test_what_another_window_decided_is_not_taken_back_here(open_reader: Open) -> None:
    async with open_reader() as one, open_reader() as other:
        papers = titles(other)
        await other.press("T")
        await one.press("s")
        assert other.reader.workspace.ctx.session.writer
        other.reader.workspace.ctx.session.writer.do(other.reader.workspace.ctx.session.writer.poll)
        await other.rest()
        other.reader.workspace.index.poll()
        await other.press("s", "u")
        assert shown(other) == f"★ {papers[0]}"
        await other.press("q")
        assert other.screen[2][1:5] == "  ★ "


async def test_text_is_selected_with_the_mouse_and_copied(open_reader: Open) -> None:
    async with open_reader((80, 24)) as story:
        first = titles(story)[0]
        await story.press("T")
        frame = triage_of(story).query_one(TriageCard).frame
        await drag(story, (frame.left, frame.title), (75, frame.title))
        assert story.app.clipboard == first
        await drag(story, (frame.left, frame.body), (40, frame.body + 1))
        assert "\n" not in story.app.clipboard
        assert len(story.app.clipboard) > 72
