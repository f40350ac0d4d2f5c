"""Several dismissed papers share a keyword: the reader offers to mute it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from daily_papers.library import Cancelled, Library
from daily_papers.ui.controllers.triage import TriageController
from daily_papers.ui.widgets.paper_list import PaperList

from tests.ui.conftest import Open, Story


def rows_with(story: Story, keyword: str) -> Sequence[int]:
    """The rows of the papers that have a keyword."""
    library, rows = story.reader.workspace.ctx.session.library, story.reader.model.papers.rows
    assert library
    details = [library.detail(rows.key(at)) for at in range(len(rows))]
    return [at for at, each in enumerate(details) if each and keyword in each.paper.keywords]


async def settle(story: Story) -> None:
    """Wait until the offer was thought over."""
    await story.app.workers.wait_for_complete()
    await story.rest()


async def dismiss(story: Story, rows: Sequence[int]) -> None:
    """Dismiss the papers in some rows of the list."""
    for at in rows:
        story.reader.model.papers.move_to(at)
        await story.press("d")
        await settle(story)


async def test_the_third_dismissal_with_a_keyword_offers_to_mute_it_once(open_reader: Open) -> None:
    async with open_reader() as story:
        papers, total = story.reader.query_one(PaperList), len(story.reader.model.papers.rows)
        with_it = rows_with(story, "datasets")
        await dismiss(story, with_it[:2])
        assert "mutes" not in story.text
        await dismiss(story, with_it[2:])
        assert "3 dismissed · ! mutes “datasets”" in story.text
        await story.press("j", "s")
        assert "Starred · u undoes · ! mutes “datasets”" in story.text
        await story.press("!")
        await settle(story)
        assert 'Muted: keyword:"datasets" · u undoes' in story.text
        assert len(papers.rows) == total - len(with_it)
        await story.press("!")
        assert "No keyword to mute is suggested now" in story.text
        await story.press("u")
        await settle(story)
        assert len(papers.rows) == total
        await story.press("u", "u", "u", "u")
        await dismiss(story, rows_with(story, "datasets")[:3])
        assert "mutes" not in story.text


async def test_what_many_of_the_shown_papers_have_is_not_offered(open_reader: Open) -> None:
    async with open_reader(query='keyword:"datasets" OR keyword:"agents"') as story:
        await dismiss(story, rows_with(story, "datasets"))
        assert "mutes" not in story.text


async def test_a_count_that_is_interrupted_offers_nothing_and_ends_nothing(
    open_reader: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> int:
        raise Cancelled

    async with open_reader() as story:
        with monkeypatch.context() as patch:
            patch.setattr(Library, "count", interrupted)
            await dismiss(story, rows_with(story, "datasets"))
            assert "mutes" not in story.text
        await story.press("u")
        await dismiss(story, rows_with(story, "datasets")[2:])
        assert "mutes “datasets”" in story.text


async def test_in_a_triage_muted_papers_come_no_more(open_reader: Open) -> None:
    async with open_reader((80, 24)) as story:
        with_it = rows_with(story, "agents")
        await story.press("T")
        triage = story.reader.workspace.triage
        assert isinstance(triage, TriageController)
        for at in with_it:
            await story.press(*"J" * (at - triage.model.queue.position + 1), "d")
            await settle(story)
        assert "! mutes “agents”" in story.text
        await story.press("s", "!")
        await settle(story)
        assert " of 27 · 1 ★" in story.screen[0]
        await story.press("u")
        await settle(story)
        assert " of 28 · 1 ★" in story.screen[0]
