"""Tags on the paper under the cursor, or on all that are selected."""

from __future__ import annotations

from daily_papers.papers.scopes import STARRED
from daily_papers.ui.strings import toasts

from tests.ui.controllers.fakes import FakeReader


def tags(reader: FakeReader) -> tuple[str, ...]:
    """The tags of the paper under the cursor."""
    row = reader.model.papers.row
    assert row
    return row.facts.tags


async def test_tags_are_shown_at_once_and_written_as_one_step(day: FakeReader) -> None:
    day.writer.holds = True
    key = day.go_to("Depth")
    assert day.ws.tags.change("tag", [key], ["vision", "to try"])
    assert tags(day) == ("to try", "vision")
    assert day.toast == "Tagged vision, to try · u undoes"
    assert day.journal == []
    day.writer.release()
    await day.settle()
    assert day.acts == ["tag"]
    assert day.model.abstract.detail
    assert day.model.abstract.detail.facts.tags == ("to try", "vision")


async def test_tags_are_removed_from_those_that_have_them(day: FakeReader) -> None:
    key, other = day.go_to("Depth"), day.go_to("Radial")
    day.ws.tags.change("tag", [key], ["vision"])
    await day.settle()
    assert day.ws.tags.change("untag", [key, other], ["vision"])
    await day.settle()
    assert day.toast == "Untagged vision · u undoes"
    assert len(day.journal[-1]["p"]) == 1
    day.go_to("Depth")
    assert tags(day) == ()


async def test_many_papers_are_counted(day: FakeReader) -> None:
    keys = day.model.papers.rows.keys(0, 3)
    day.ws.tags.change("tag", keys, ["vision"])
    assert day.toast == "Tagged vision · 3 papers · u undoes"


async def test_what_changes_nothing_is_not_written(day: FakeReader) -> None:
    key = day.go_to("Depth")
    day.ws.tags.change("tag", [key], ["vision"])
    await day.settle()
    assert not day.ws.tags.change("tag", [key], ["vision"])
    assert not day.ws.tags.change("untag", [key], ["other"])
    await day.settle()
    assert day.acts == ["tag"]


async def test_the_tags_of_the_last_time_are_added_again(day: FakeReader) -> None:
    day.ws.tags.again()
    assert day.toast.startswith(toasts.NO_TAG_YET)
    day.ws.tags.last = ("vision", "to try")
    day.model.papers.selection.toggle(2)
    day.ws.tags.again()
    await day.settle()
    assert day.toast == "Tagged vision, to try · 2 papers · u undoes"
    assert not day.model.papers.selection
    assert tags(day) == ("to try", "vision")
    day.ws.tags.again()
    assert day.toast == "vision, to try already"
    assert day.acts == ["tag"]


async def test_without_a_paper_nothing_is_tagged(day: FakeReader) -> None:
    await day.show(STARRED)
    day.ws.tags.last = ("vision",)
    day.ws.tags.again()
    await day.settle()
    assert day.journal == []
    assert day.toast == ""


async def test_an_undo_takes_tags_back(day: FakeReader) -> None:
    key = day.go_to("Depth")
    day.ws.tags.change("tag", [key], ["vision"])
    await day.settle()
    day.ws.verdicts.undo()
    await day.settle()
    assert tags(day) == ()
