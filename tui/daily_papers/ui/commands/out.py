"""Actions that take papers out of the reader: browser, clipboard, files, commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from daily_papers.ui.keys.actions import action

if TYPE_CHECKING:
    from daily_papers.ui.screens.reader import Reader


@action("o", group="out", label="open", footer=8)
def open_paper(reader: Reader, count: int | None) -> None:
    """Open the paper in the browser; a number before it opens that link."""
    reader.outside.open_number(count or 1)


@action("y", group="out")
def copy_link(reader: Reader, count: int | None) -> None:
    """Copy the paper's link; a number before it copies that link."""
    reader.outside.copy_link(count or 1)


@action("Y", group="out")
def copy_markdown(reader: Reader, count: int | None) -> None:
    """Copy title and link as Markdown."""
    reader.outside.copy_markdown()


@action("O", group="out", label="links")
def pick_link(reader: Reader, count: int | None) -> None:
    """Choose one of the paper's links and open it."""
    reader.outside.pick()


@action("c", group="out", label="cite")
def copy_citation(reader: Reader, count: int | None) -> None:
    """Copy the citation, or those of the selected papers, as BibTeX."""
    reader.outside.sharing.copy_citation()


@action("X", group="out", label="export")
def export(reader: Reader, count: int | None) -> None:
    """Export the selected papers, or the list, to a file."""
    reader.outside.sharing.export()


@action("|", group="out", label="pipe")
def pipe(reader: Reader, count: int | None) -> None:
    """Pipe the paper, or the selected papers, to a command."""
    reader.outside.sharing.pipe()
