"""After some dismissals that share a keyword: the suggestion to mute it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from daily_papers.library import Cancelled, Library
from daily_papers.ui.strings import toasts

from tests.ui.controllers.conftest import NEWEST
from tests.ui.controllers.fakes import FakeReader

RARE, COMMON = "datasets", "agents"


def rows_with(reader: FakeReader, keyword: str) -> Sequence[int]:
    """The rows of the papers that have a keyword."""
    details = map(reader.library.detail, reader.model.papers.rows.keys())
    return [row for row, each in enumerate(details) if each and keyword in each.paper.keywords]


async def dismiss(reader: FakeReader, rows: Sequence[int]) -> None:
    """Dismiss the papers in some rows."""
    for row in rows:
        reader.model.papers.move_to(row)
        reader.ws.verdicts.apply("dismiss")
        await reader.settle()


async def test_the_third_dismissal_with_a_keyword_suggests_to_mute_it(day: FakeReader) -> None:
    rows = rows_with(day, RARE)
    await dismiss(day, rows[:2])
    assert day.ws.suggestions.text == ""
    await dismiss(day, rows[2:3])
    assert day.toast == "3 dismissed · ! mutes “datasets”"


async def test_the_toasts_of_acts_repeat_the_suggestion_for_a_while(day: FakeReader) -> None:
    await dismiss(day, rows_with(day, RARE)[:3])
    await day.do("star", "Qwen3")
    assert day.toast == "★ Starred · u undoes · ! mutes “datasets”"
    day.host.elapse()
    await day.do("unstar", "Qwen3")
    assert day.toast.endswith("Unstarred · u undoes")
    day.ws.suggestions.accept()
    assert day.toast == toasts.NO_SUGGESTION


async def test_the_suggestion_is_accepted_once_and_made_once(day: FakeReader) -> None:
    rows = rows_with(day, RARE)
    await dismiss(day, rows[:3])
    day.ws.suggestions.accept()
    assert day.toast.startswith('Muted: keyword:"datasets" · u undoes')
    await day.settle()
    assert len(day.titles) == 28 - len(rows)
    assert day.acts[-1] == "mute"
    day.ws.suggestions.accept()
    assert day.toast == toasts.NO_SUGGESTION
    for _ in range(4):
        day.ws.verdicts.undo()
        await day.settle()
    await day.show(NEWEST)
    await dismiss(day, rows[:3])
    assert day.ws.suggestions.text == ""


async def test_dismissals_that_were_undone_do_not_count(day: FakeReader) -> None:
    rows = rows_with(day, RARE)
    await dismiss(day, rows[:2])
    day.ws.verdicts.undo()
    await day.settle()
    await dismiss(day, rows[2:3])
    assert day.ws.suggestions.text == ""


async def test_what_many_of_the_shown_papers_have_is_not_suggested(day: FakeReader) -> None:
    await day.show(NEWEST, 'keyword:"datasets" OR keyword:"agents"')
    await dismiss(day, rows_with(day, RARE)[:3])
    assert day.ws.suggestions.text == ""


async def test_what_is_muted_already_is_not_suggested(day: FakeReader) -> None:
    rows = rows_with(day, RARE)
    await dismiss(day, rows[:2])
    day.ws.rules.mute('keyword:"datasets"')
    await day.settle()
    await day.show(NEWEST, "is:muted")
    await dismiss(day, rows_with(day, RARE)[:1])
    assert day.ws.suggestions.text == ""


async def test_a_count_that_was_interrupted_suggests_nothing(
    day: FakeReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> int:
        raise Cancelled

    rows = rows_with(day, RARE)
    with monkeypatch.context() as patch:
        patch.setattr(Library, "count", interrupted)
        await dismiss(day, rows[:3])
    assert day.ws.suggestions.text == ""
    day.ws.verdicts.undo()
    await day.settle()
    await dismiss(day, rows[2:3])
    assert day.ws.suggestions.text


async def test_a_paper_that_is_gone_counts_for_nothing(day: FakeReader) -> None:
    day.ws.suggestions.dismissed(1_000_000)
    await day.settle()
    assert day.ws.suggestions.text == ""


async def test_in_a_triage_the_suggestion_is_said_with_the_next_verdict(day: FakeReader) -> None:
    await dismiss(day, rows_with(day, RARE)[:3])
    key = day.go_to("Qwen3")
    day.host.say("")
    day.ws.verdicts.set("star", key, day.library.facts([key])[key])
    assert day.toast == "! mutes “datasets”"
