"""Actions that move: in the list, in the abstract, between panes, papers and days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from daily_papers.ui.keys.actions import action
from daily_papers.ui.model.layout import Focus

if TYPE_CHECKING:
    from daily_papers.ui.controllers.workspace import Workspace


@action("j", "down", group="move")
def down(ws: Workspace, count: int | None) -> None:
    """Next paper, or one line down in the abstract."""
    ws.navigation.step(count or 1)


@action("k", "up", group="move")
def up(ws: Workspace, count: int | None) -> None:
    """Previous paper, or one line up in the abstract."""
    ws.navigation.step(-(count or 1))


@action("space", group="move", label="more", footer=6)
def more(ws: Workspace, count: int | None) -> None:
    """Scroll; at the end, mark read and go to the next unread paper."""
    ws.navigation.read_on()


@action("backspace", group="move")
def less(ws: Workspace, count: int | None) -> None:
    """Scroll back."""
    ws.ctx.model.abstract.scroll_pages(-1)


@action("enter", group="move", label="open")
def enter(ws: Workspace, count: int | None) -> None:
    """Open the day, or the paper, which marks it read."""
    model = ws.ctx.model
    if model.layout.focus is Focus.DAYS:
        ws.navigation.show_day()
    elif model.papers.key is not None:
        ws.navigation.open_paper()
    else:
        ws.filter.take_offer()


@action("n", group="move", label="next unread", footer=7)
def next_unread(ws: Workspace, count: int | None) -> None:
    """Next unread paper."""
    ws.navigation.to_unread(1)


@action("p", group="move")
def previous_unread(ws: Workspace, count: int | None) -> None:
    """Previous unread paper."""
    ws.navigation.to_unread(-1)


@action("J", group="move")
def next_paper(ws: Workspace, count: int | None) -> None:
    """Next paper, from any pane."""
    ws.ctx.model.papers.move_by(count or 1)


@action("K", group="move")
def previous_paper(ws: Workspace, count: int | None) -> None:
    """Previous paper, from any pane."""
    ws.ctx.model.papers.move_by(-(count or 1))


@action("[", "<", group="move")
def older_day(ws: Workspace, count: int | None) -> None:
    """Previous day."""
    ws.navigation.to_day(count or 1)


@action("]", ">", group="move")
def newer_day(ws: Workspace, count: int | None) -> None:
    """Next day."""
    ws.navigation.to_day(-(count or 1))


@action("g g", "home", group="move")
def top(ws: Workspace, count: int | None) -> None:
    """Go to the top, or to the paper with the number typed before."""
    ws.navigation.jump((count or 1) - 1)


@action("G", "end", group="move")
def bottom(ws: Workspace, count: int | None) -> None:
    """Go to the end, or to the paper with the number typed before."""
    ws.navigation.jump(count - 1 if count else -1)


@action("pagedown", group="move")
def page_down(ws: Workspace, count: int | None) -> None:
    """One page down."""
    ws.navigation.page(count or 1)


@action("pageup", group="move")
def page_up(ws: Workspace, count: int | None) -> None:
    """One page up."""
    ws.navigation.page(-(count or 1))


@action("ctrl+d", group="move")
def half_page_down(ws: Workspace, count: int | None) -> None:
    """Half a page down."""
    ws.navigation.page(0.5 * (count or 1))


@action("ctrl+u", group="move")
def half_page_up(ws: Workspace, count: int | None) -> None:
    """Half a page up."""
    ws.navigation.page(-0.5 * (count or 1))


@action("h", "left", group="move")
def pane_left(ws: Workspace, count: int | None) -> None:
    """Go to the pane on the left; shows the days where they are hidden."""
    ws.navigation.focus_pane(-1)


@action("l", "right", "tab", group="move")
def pane_right(ws: Workspace, count: int | None) -> None:
    """Go to the pane on the right."""
    ws.navigation.focus_pane(1)


@action(";", group="move")
def next_hit(ws: Workspace, count: int | None) -> None:
    """Next match of the filter in the abstract."""
    ws.navigation.to_hit(1)


@action(",", group="move")
def previous_hit(ws: Workspace, count: int | None) -> None:
    """Previous match of the filter in the abstract."""
    ws.navigation.to_hit(-1)
