"""Actions that write: notes, tags, and the order of Later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from daily_papers.ui.keys.actions import action

if TYPE_CHECKING:
    from daily_papers.ui.screens.reader import Reader


@action("a", group="write")
def note(reader: Reader, count: int | None) -> None:
    """Write a note about the paper."""
    reader.notes.write()


@action("E", group="write")
def note_in_editor(reader: Reader, count: int | None) -> None:
    """Write the note in your editor."""
    reader.notes.write_outside()


@action("t", group="write")
def tags(reader: Reader, count: int | None) -> None:
    """Add or remove tags, on all selected papers."""
    reader.tagging.choose()


@action(".", group="write")
def same_tags(reader: Reader, count: int | None) -> None:
    """Add the same tags again."""
    reader.tagging.again()


@action("+", group="write")
def sooner(reader: Reader, count: int | None) -> None:
    """Move up in Later."""
    from daily_papers.ui.controllers import later_queue

    later_queue.move_paper(reader, -(count or 1))


@action("-", group="write")
def later_still(reader: Reader, count: int | None) -> None:
    """Move down in Later."""
    from daily_papers.ui.controllers import later_queue

    later_queue.move_paper(reader, count or 1)
