"""Actions that select several papers, to act on all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from daily_papers.ui.keys.actions import action
from daily_papers.ui.strings import toasts

if TYPE_CHECKING:
    from daily_papers.ui.controllers.workspace import Workspace


@action("x", group="select", label="select")
def select(ws: Workspace, count: int | None) -> None:
    """Select or deselect the paper; verdicts apply to all selected papers."""
    ws.ctx.model.papers.selection.toggle(count or 1)


@action("V", group="select", label="range")
def select_range(ws: Workspace, count: int | None) -> None:
    """Select from here to where the cursor goes; press again to end the range."""
    ws.ctx.model.papers.selection.toggle_range()


@action("*", group="select", label="select all")
def select_all(ws: Workspace, count: int | None) -> None:
    """Select all papers that are shown."""
    papers = ws.ctx.model.papers
    papers.selection.select_all()
    if not papers.rows.complete:
        ws.ctx.host.say(toasts.selected_so_far(len(papers.selection)))


@action("g v", group="select", label="select again")
def select_again(ws: Workspace, count: int | None) -> None:
    """Restore the last selection."""
    selection = ws.ctx.model.papers.selection
    if not selection.select_again():
        ws.ctx.host.say(toasts.no_earlier_selection(elsewhere=selection.had_any))
