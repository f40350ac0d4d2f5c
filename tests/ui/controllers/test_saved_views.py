"""The user's own views: saved, renamed, ordered and removed."""

from __future__ import annotations

import pytest
from daily_papers.library import SavedView
from daily_papers.papers.scopes import (
    ALL,
    LATER,
    MUTED,
    NOTES,
    STARRED,
    UNREAD,
    SavedViewScope,
    Scope,
)
from daily_papers.ui.controllers.filter_text import InvalidInput
from daily_papers.ui.strings import errors

from tests.ui.controllers.conftest import NEWEST
from tests.ui.controllers.fakes import FakeReader


@pytest.fixture
async def views(day: FakeReader) -> FakeReader:
    """A reader with three views."""
    day.ws.views.begin()
    for name in ("Depth", "Robots", "Reasoning"):
        day.ws.views.save(name, name.lower())
        await day.settle()
    return day


def names(reader: FakeReader) -> list[str]:
    """The names of the views, in their order."""
    return [view.name for view in reader.library.views()]


def view(reader: FakeReader, name: str) -> SavedView:
    """A view by its name."""
    return next(view for view in reader.library.views() if view.name == name)


async def test_a_filter_is_saved_under_a_name(day: FakeReader) -> None:
    day.ws.views.save("  Depth \n maps ", "depth")
    assert day.toast == "View Depth maps saved · g1 · u undoes"
    await day.settle()
    assert list(day.model.view_names) == ["Depth maps"]
    assert day.acts == ["view"]
    await day.show(SavedViewScope("Depth maps"))
    assert "Depth" in day.titles


async def test_a_view_of_the_same_name_is_replaced_in_its_place(views: FakeReader) -> None:
    views.ws.views.save("Robots", "robot OR arm")
    assert views.toast == "View Robots saved · g2 · u undoes"
    await views.settle()
    assert names(views) == ["Depth", "Robots", "Reasoning"]
    assert view(views, "Robots").query == "robot OR arm"


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [(" ", "depth", errors.NO_NAME), ("Depth", " ", errors.NO_FILTER)],
)
async def test_a_view_needs_a_name_and_a_filter(
    day: FakeReader, name: str, text: str, reason: str
) -> None:
    with pytest.raises(InvalidInput, match=reason.split(":")[0]):
        day.ws.views.save(name, text)
    await day.settle()
    assert day.journal == []


async def test_a_view_that_is_shown_keeps_being_shown_under_its_new_name(
    views: FakeReader,
) -> None:
    await views.show(SavedViewScope("Depth"))
    views.model.papers.move_by(1)
    title = views.title
    views.ws.views.rename(view(views, "Depth"), " Depth  maps ")
    await views.settle()
    assert views.model.scope == SavedViewScope("Depth maps")
    assert views.title == title
    assert names(views) == ["Depth maps", "Robots", "Reasoning"]


@pytest.mark.parametrize("name", ["", " ", "Robots", "Depth"])
async def test_a_view_needs_a_name_of_its_own(views: FakeReader, name: str) -> None:
    written = len(views.journal)
    with pytest.raises(InvalidInput, match=errors.NAME_TAKEN):
        views.ws.views.rename(view(views, "Depth"), name)
    await views.settle()
    assert len(views.journal) == written


async def test_a_view_that_is_removed_gives_way_to_all_papers(views: FakeReader) -> None:
    await views.show(SavedViewScope("Depth"))
    title = views.title
    views.ws.views.remove(view(views, "Depth"))
    assert views.toast == "View Depth removed · u undoes"
    await views.settle()
    assert views.model.scope == ALL
    assert views.title == title
    assert names(views) == ["Robots", "Reasoning"]
    views.ws.verdicts.undo()
    await views.settle()
    assert names(views) == ["Depth", "Robots", "Reasoning"]


async def test_another_list_stays_when_a_view_is_removed(views: FakeReader) -> None:
    before = views.model.listing
    views.ws.views.remove(view(views, "Depth"))
    await views.settle()
    assert views.model.listing is before


async def test_views_move_up_and_down(views: FakeReader) -> None:
    moves = [("Depth", 1), ("Reasoning", -1), ("Reasoning", -1), ("Depth", 1)]
    for name, step in moves:
        assert views.ws.views.move(view(views, name), step) is not None
        await views.settle()
    assert names(views) == ["Reasoning", "Robots", "Depth"]
    written = len(views.journal)
    assert not views.ws.views.move(view(views, "Reasoning"), -1)
    assert not views.ws.views.move(view(views, "Depth"), 1)
    await views.settle()
    assert len(views.journal) == written
    assert list(views.model.view_names) == ["Reasoning", "Robots", "Depth"]


@pytest.mark.parametrize(
    ("scope", "text"),
    [
        (NEWEST, "robot"),
        (ALL, "robot"),
        (UNREAD, "is:unread robot"),
        (STARRED, "is:starred robot"),
        (LATER, "is:later robot"),
        (NOTES, "has:note robot"),
        (MUTED, "is:muted robot"),
        (SavedViewScope("Depth"), "depth robot"),
    ],
)
async def test_what_the_scope_asks_for_is_saved_with_the_filter(
    views: FakeReader, scope: Scope, text: str
) -> None:
    await views.show(scope)
    assert views.ws.views.with_scope("robot") == text


# Another window


async def rename_elsewhere(reader: FakeReader) -> None:
    """Rename the first view in another window."""
    other = FakeReader(reader.paths)
    other.ws.views.rename(other.library.views()[0], "Depth maps")
    await other.close()


async def test_a_view_that_another_window_renames_is_followed(views: FakeReader) -> None:
    await views.show(SavedViewScope("Depth"))
    titles = views.titles
    await rename_elsewhere(views)
    views.ws.index.poll()
    await views.settle()
    assert views.model.scope == SavedViewScope("Depth maps")
    assert views.titles == titles
    assert views.model.view_names[0] == "Depth maps"
    assert views.toast == "View Reasoning saved · g3 · u undoes", "nothing went wrong"


async def test_before_that_is_noticed_papers_can_be_acted_on(views: FakeReader) -> None:
    await views.show(SavedViewScope("Depth"))
    await rename_elsewhere(views)
    await views.do("star", "Depth")
    assert views.acts[-1] == "star"
    assert views.title == "Depth"


async def test_refreshing_a_view_that_is_gone_shows_all_papers(views: FakeReader) -> None:
    await views.show(SavedViewScope("Depth"))
    views.go_to("Depth")
    await rename_elsewhere(views)
    views.ws.papers.refresh()
    await views.settle()
    assert views.toast == "no view is called Depth"
    assert views.model.scope == ALL
    assert views.title == "Depth"


async def test_a_list_that_is_not_read_yet_survives_that_its_view_is_gone(
    views: FakeReader,
) -> None:
    views.show_late(SavedViewScope("Depth"), "depth")
    await rename_elsewhere(views)
    views.ws.papers.rows_loaded()
    views.ws.index.poll()
    await views.settle()
    assert views.model.scope == SavedViewScope("Depth maps")
