"""Actions that take papers out of the reader: browser, clipboard, files, commands."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from daily_papers.ui.keys.actions import action
from daily_papers.ui.strings import toasts

if TYPE_CHECKING:
    from daily_papers.ui.controllers.workspace import Workspace


@action("o", group="out", label="open", footer=8)
def open_paper(ws: Workspace, count: int | None) -> None:
    """Open the paper in the browser; a number before it opens that link."""
    ws.links.open_number(count or 1)


@action("y", group="out")
def copy_link(ws: Workspace, count: int | None) -> None:
    """Copy the paper's link; a number before it copies that link."""
    ws.links.copy_link(count or 1)


@action("Y", group="out")
def copy_markdown(ws: Workspace, count: int | None) -> None:
    """Copy title and link as Markdown."""
    ws.links.copy_markdown()


@action("O", group="out", label="links")
def pick_link(ws: Workspace, count: int | None) -> None:
    """Choose one of the paper's links and open it."""
    from daily_papers.ui.screens.links import Links

    if links := ws.links.found:
        ws.screens.push(Links(ws.ctx.model.appearance, links).then(ws.links.open_link))
    else:
        ws.ctx.host.say(toasts.NO_LINK)


@action("c", group="out", label="cite")
def copy_citation(ws: Workspace, count: int | None) -> None:
    """Copy the citation, or those of the selected papers, as BibTeX."""
    ws.export.copy_citations()


@action("X", group="out", label="export")
def export(ws: Workspace, count: int | None) -> None:
    """Export the selected papers, or the list, to a file."""
    from daily_papers.ui.screens.export import Formats, SaveAs

    appearance = ws.ctx.model.appearance
    keys = ws.export.exported_keys()

    def ask_name(format: str) -> None:
        save = partial(ws.export.save, keys, format)
        ws.screens.push(SaveAs(appearance, ws.export.file_name(format)).then(save))

    if keys:
        ws.screens.push(Formats(appearance, len(keys)).then(ask_name))


@action("|", group="out", label="pipe")
def pipe(ws: Workspace, count: int | None) -> None:
    """Pipe the paper, or the selected papers, to a command."""
    from daily_papers.ui.screens.export import PipeTo

    if keys := ws.ctx.model.papers.chosen_keys:
        ask = PipeTo(ws.ctx.model.appearance, ws.export.last_pipe)
        ws.screens.push(ask.then(partial(ws.export.pipe, keys)))
