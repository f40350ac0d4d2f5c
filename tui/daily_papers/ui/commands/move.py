"""Actions that move: in the list, in the abstract, between panes, papers and days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from daily_papers.ui.keys.actions import action

if TYPE_CHECKING:
    from daily_papers.ui.screens.reader import Reader


@action("j", "down", group="move")
def down(reader: Reader, count: int | None) -> None:
    """Next paper, or one line down in the abstract."""
    reader.mover.step(count or 1)


@action("k", "up", group="move")
def up(reader: Reader, count: int | None) -> None:
    """Previous paper, or one line up in the abstract."""
    reader.mover.step(-(count or 1))


@action("space", group="move", label="more", footer=6)
def more(reader: Reader, count: int | None) -> None:
    """Scroll; at the end, mark read and go to the next unread paper."""
    reader.mover.read_on()


@action("backspace", group="move")
def less(reader: Reader, count: int | None) -> None:
    """Scroll back."""
    reader.abstract.scroll_page(-1)


@action("enter", group="move", label="open")
def enter(reader: Reader, count: int | None) -> None:
    """Open the day, or the paper, which marks it read."""
    reader.mover.enter()


@action("n", group="move", label="next unread", footer=7)
def next_unread(reader: Reader, count: int | None) -> None:
    """Next unread paper."""
    reader.stepper.to_unread(1)


@action("p", group="move")
def previous_unread(reader: Reader, count: int | None) -> None:
    """Previous unread paper."""
    reader.stepper.to_unread(-1)


@action("J", group="move")
def next_paper(reader: Reader, count: int | None) -> None:
    """Next paper, from any pane."""
    reader.papers.cursor += count or 1


@action("K", group="move")
def previous_paper(reader: Reader, count: int | None) -> None:
    """Previous paper, from any pane."""
    reader.papers.cursor -= count or 1


@action("[", "<", group="move")
def older_day(reader: Reader, count: int | None) -> None:
    """Previous day."""
    reader.stepper.to_day(count or 1)


@action("]", ">", group="move")
def newer_day(reader: Reader, count: int | None) -> None:
    """Next day."""
    reader.stepper.to_day(-(count or 1))


@action("g g", "home", group="move")
def top(reader: Reader, count: int | None) -> None:
    """Go to the top, or to the paper with the number typed before."""
    reader.mover.jump((count or 1) - 1)


@action("G", "end", group="move")
def bottom(reader: Reader, count: int | None) -> None:
    """Go to the end, or to the paper with the number typed before."""
    reader.mover.jump(count - 1 if count else -1)


@action("pagedown", group="move")
def page_down(reader: Reader, count: int | None) -> None:
    """One page down."""
    reader.mover.leaf(count or 1)


@action("pageup", group="move")
def page_up(reader: Reader, count: int | None) -> None:
    """One page up."""
    reader.mover.leaf(-(count or 1))


@action("ctrl+d", group="move")
def half_page_down(reader: Reader, count: int | None) -> None:
    """Half a page down."""
    reader.mover.leaf(0.5 * (count or 1))


@action("ctrl+u", group="move")
def half_page_up(reader: Reader, count: int | None) -> None:
    """Half a page up."""
    reader.mover.leaf(-0.5 * (count or 1))


@action("h", "left", group="move")
def pane_left(reader: Reader, count: int | None) -> None:
    """Go to the pane on the left; shows the days where they are hidden."""
    reader.mover.focus_pane(-1)


@action("l", "right", "tab", group="move")
def pane_right(reader: Reader, count: int | None) -> None:
    """Go to the pane on the right."""
    reader.mover.focus_pane(1)


@action(";", group="move")
def next_hit(reader: Reader, count: int | None) -> None:
    """Next match of the filter in the abstract."""
    reader.mover.to_hit(1)


@action(",", group="move")
def previous_hit(reader: Reader, count: int | None) -> None:
    """Previous match of the filter in the abstract."""
    reader.mover.to_hit(-1)
