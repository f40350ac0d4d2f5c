"""Moving: in the list, in the abstract, between panes, papers and days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from daily_papers.ui.keys.actions import action

if TYPE_CHECKING:
    from daily_papers.ui.screens.reader import Reader


@action("j", "down", group="move")
def down(reader: Reader, count: int | None) -> None:
    """Next paper, or a line down in the abstract."""
    reader.mover.step(count or 1)


@action("k", "up", group="move")
def up(reader: Reader, count: int | None) -> None:
    """Paper before, or a line up in the abstract."""
    reader.mover.step(-(count or 1))


@action("space", group="move", label="more", footer=6)
def more(reader: Reader, count: int | None) -> None:
    """Read on; past the end it is read and the next unread comes."""
    reader.mover.read_on()


@action("backspace", group="move")
def less(reader: Reader, count: int | None) -> None:
    """Scroll back."""
    reader.abstract.scroll_page(-1)


@action("enter", group="move", label="open")
def enter(reader: Reader, count: int | None) -> None:
    """Open: the day, or the paper, which is then read."""
    reader.mover.enter()


@action("n", group="move", label="next unread", footer=7)
def next_unread(reader: Reader, count: int | None) -> None:
    """Next unread paper."""
    reader.stepper.to_unread(1)


@action("p", group="move")
def previous_unread(reader: Reader, count: int | None) -> None:
    """Unread paper before."""
    reader.stepper.to_unread(-1)


@action("J", group="move")
def next_paper(reader: Reader, count: int | None) -> None:
    """Next paper, from any pane."""
    reader.papers.cursor += count or 1


@action("K", group="move")
def previous_paper(reader: Reader, count: int | None) -> None:
    """Paper before, from any pane."""
    reader.papers.cursor -= count or 1


@action("[", "<", group="move")
def older_day(reader: Reader, count: int | None) -> None:
    """The day before, back in time."""
    reader.stepper.to_day(count or 1)


@action("]", ">", group="move")
def newer_day(reader: Reader, count: int | None) -> None:
    """The day after."""
    reader.stepper.to_day(-(count or 1))


@action("g g", "home", group="move")
def top(reader: Reader, count: int | None) -> None:
    """To the top, or to the paper with the number typed before."""
    reader.mover.jump((count or 1) - 1)


@action("G", "end", group="move")
def bottom(reader: Reader, count: int | None) -> None:
    """To the end, or to the paper with the number typed before."""
    reader.mover.jump(count - 1 if count else -1)


@action("pagedown", group="move")
def page_down(reader: Reader, count: int | None) -> None:
    """A page down."""
    reader.mover.leaf(count or 1)


@action("pageup", group="move")
def page_up(reader: Reader, count: int | None) -> None:
    """A page up."""
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
    """The pane to the left; the days come out where they are hidden."""
    reader.mover.focus_pane(-1)


@action("l", "right", "tab", group="move")
def pane_right(reader: Reader, count: int | None) -> None:
    """The pane to the right."""
    reader.mover.focus_pane(1)


@action(";", group="move")
def next_hit(reader: Reader, count: int | None) -> None:
    """Next hit of the filter in the abstract."""
    reader.mover.to_hit(1)


@action(",", group="move")
def previous_hit(reader: Reader, count: int | None) -> None:
    """Hit of the filter before, in the abstract."""
    reader.mover.to_hit(-1)
