"""Actions on the reader itself: help, back, fetch, quit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from daily_papers.ui.keys.actions import action
from daily_papers.ui.model.layout import Focus

if TYPE_CHECKING:
    from daily_papers.ui.controllers.workspace import Workspace


@action("?", group="app", label="keys", footer=99)
def help_sheet(ws: Workspace, count: int | None) -> None:
    """Show all keys as they are bound now."""
    from daily_papers.ui.screens.help import Help

    model = ws.ctx.model
    ws.screens.push(Help(model.appearance, ws.ctx.keys, views=model.view_names))


@action(":", "ctrl+p", group="app", label="all", footer=98)
def palette(ws: Workspace, count: int | None) -> None:
    """Run an action or choose a theme by name; a number goes to that row."""
    from daily_papers.ui.screens.palette import palette as make_palette

    ws.screens.push(make_palette(ws))


@action("escape", group="app", label="back")
def back(ws: Workspace, count: int | None) -> None:
    """Go one step back: from the selection, the days, the abstract, the filter."""
    ws.navigation.back()


@action("q", group="app")
def leave(ws: Workspace, count: int | None) -> None:
    """Go back to the list; from there, quit."""
    if ws.ctx.model.layout.focus is Focus.PAPERS:
        ws.screens.quit()
    else:
        ws.navigation.back()


@action("Q", group="app")
def quit_reader(ws: Workspace, count: int | None) -> None:
    """Quit."""
    ws.screens.quit()


@action("R", group="app", label="fetch")
def fetch(ws: Workspace, count: int | None) -> None:
    """Fetch new digests from the network."""
    ws.fetch.start()


@action("ctrl+c", group="app")
def interrupt(ws: Workspace, count: int | None) -> None:
    """Cancel; press twice to quit."""
    ws.screens.interrupt()


@action("ctrl+z", group="app")
def suspend(ws: Workspace, count: int | None) -> None:
    """Suspend the reader; `fg` brings it back."""
    ws.screens.stop_process()


@action("ctrl+l", group="app")
def redraw(ws: Workspace, count: int | None) -> None:
    """Redraw the screen."""
    ws.screens.redraw()
