"""Mute rules and highlight rules: made and removed, all undoable."""

from __future__ import annotations

import pytest
from daily_papers.library import Library, Rule
from daily_papers.papers.scopes import MUTED
from daily_papers.ui.controllers.filter_text import InvalidInput
from daily_papers.ui.strings import errors

from tests.ui.controllers.fakes import FakeReader


async def test_a_muted_paper_is_gone_and_comes_back(day: FakeReader) -> None:
    day.ws.rules.mute("depth anything")
    assert day.toast == "Muted: depth anything · u undoes · gm shows them"
    await day.settle()
    assert "Depth" not in day.titles
    assert day.model.counts[MUTED] == 1
    assert day.acts == ["mute"]
    day.ws.rules.mute("depth anything", on=False)
    assert day.toast == "No longer muted: depth anything · u undoes"
    await day.settle()
    assert "Depth" in day.titles
    assert day.acts == ["mute", "unmute"]


async def test_a_muted_paper_leaves_the_cursor_on_the_paper_where_it_was(day: FakeReader) -> None:
    day.go_to("Radial")
    day.ws.rules.mute("depth anything")
    await day.settle()
    assert day.title == "Radial"


async def test_an_undo_takes_a_rule_back(day: FakeReader) -> None:
    day.ws.rules.mute("depth anything")
    await day.settle()
    day.ws.verdicts.undo()
    await day.settle()
    assert "Depth" in day.titles
    assert day.library.rules() == []


async def test_titles_are_highlighted(day: FakeReader) -> None:
    day.ws.rules.highlight("depth anything")
    assert day.toast == "Highlighted: depth anything · u undoes"
    await day.settle()
    day.go_to("Depth")
    row = day.model.papers.row
    assert row
    assert row.highlighted
    day.ws.rules.highlight("depth anything", on=False)
    assert day.toast == "No longer highlighted: depth anything · u undoes"
    await day.settle()
    assert day.library.rules() == []
    assert day.acts == ["highlight", "unhighlight"]


@pytest.mark.parametrize("text", ["", "upvotes:many", "sort:title"])
async def test_what_cannot_be_a_rule_is_refused(day: FakeReader, text: str) -> None:
    for write in (day.ws.rules.mute, day.ws.rules.highlight):
        with pytest.raises(InvalidInput) as refused:
            write(text)
        assert str(refused.value)
    assert (str(refused.value) == errors.ONLY_AN_ORDER) == (text == "sort:title")
    await day.settle()
    assert day.journal == []


async def test_a_rule_that_cannot_be_read_can_be_removed(day: FakeReader) -> None:
    day.ws.rules.mute("upvotes:many", on=False)
    await day.settle()
    assert day.acts == ["unmute"]


async def test_a_rule_with_a_regular_expression_is_matched_by_the_indexer(
    day: FakeReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting = Rule("mute", "/depth any/", pending=True)
    monkeypatch.setattr(Library, "rules", lambda _: [waiting])
    day.ws.rules.changed()
    assert day.host.started[-1] == "indexing"
    day.ws.rules.index_updated()
    assert day.toast == "", "it is not matched yet"
    monkeypatch.setattr(Library, "rules", lambda _: [Rule("mute", "/depth any/", stopped=True)])
    before = day.model.listing
    day.ws.rules.index_updated()
    assert day.toast == errors.rule_stopped("/depth any/")
    assert day.model.listing is not before, "the list shows what the rule did"
    day.host.say("")
    day.ws.rules.index_updated()
    assert day.toast == "", "it is said once"


async def test_rules_of_words_wait_for_nothing(day: FakeReader) -> None:
    day.ws.rules.mute("depth anything")
    await day.settle()
    assert "indexing" not in day.host.started
