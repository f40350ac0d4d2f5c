"""Actions that select several papers, to act on all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from daily_papers.ui.keys.actions import action

if TYPE_CHECKING:
    from daily_papers.ui.screens.reader import Reader


@action("x", group="select", label="select")
def select(reader: Reader, count: int | None) -> None:
    """Select or deselect the paper; verdicts apply to all selected papers."""
    reader.selection.toggle(count or 1)


@action("V", group="select", label="range")
def select_range(reader: Reader, count: int | None) -> None:
    """Select from here to where the cursor goes; press again to end the range."""
    reader.selection.draw_range()


@action("*", group="select", label="select all")
def select_all(reader: Reader, count: int | None) -> None:
    """Select all papers that are shown."""
    reader.selection.all()


@action("g v", group="select", label="select again")
def select_again(reader: Reader, count: int | None) -> None:
    """Restore the last selection."""
    reader.selection.again()
