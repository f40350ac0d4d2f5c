"""Going out: to the browser and the clipboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.ui.actions import action

if TYPE_CHECKING:
    from tui.ui.screens.reader import Reader


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
