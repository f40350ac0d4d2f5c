"""Actions of the triage screen. Each has the keys of the reader's action of the same name."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Final

from daily_papers.ui.keys.actions import Action, action

if TYPE_CHECKING:
    from daily_papers.ui.screens.reader import Reader
    from daily_papers.ui.screens.triage import Triage

TRIAGE: Final[dict[str, Action]] = {}
"""Every action of a triage by name, in the order of the help sheet."""

_Command = Callable[["Triage", "int | None"], None]


def _in_triage(group: str, label: str = "", footer: int = 0) -> Callable[[_Command], _Command]:
    """Register the decorated function as an action of the triage screen.

    Args:
        group: One of `actions.GROUPS`.
        label: A word for the footer.
        footer: Its place in the footer, from 1.
    """

    def register(function: _Command) -> _Command:
        @wraps(function)
        def run(reader: Reader, count: int | None) -> None:
            if reader.triage:
                function(reader.triage, count)

        action(group=group, label=label, footer=footer, table=TRIAGE)(run)
        return function

    return register


@_in_triage("judge", "star", 1)
def star(triage: Triage, count: int | None) -> None:
    """Star and go on."""
    triage.decide("star")


@_in_triage("judge", "later", 2)
def later(triage: Triage, count: int | None) -> None:
    """Save for later and go on."""
    triage.decide("later")


@_in_triage("judge", "dismiss", 3)
def dismiss(triage: Triage, count: int | None) -> None:
    """Dismiss and go on."""
    triage.decide("dismiss")


@_in_triage("judge", "done", 4)
def done(triage: Triage, count: int | None) -> None:
    """Mark done (read, no verdict) and go on."""
    triage.decide("done")


@_in_triage("undo")
def undo(triage: Triage, count: int | None) -> None:
    """Undo the last verdict and go back to its paper."""
    triage.undo()


@_in_triage("find")
def mute_keyword(triage: Triage, count: int | None) -> None:
    """Mute the keyword suggested after you dismissed several papers with it."""
    triage.mute_keyword()


@_in_triage("move", "skip", 5)
def next_paper(triage: Triage, count: int | None) -> None:
    """Skip: go on without a verdict."""
    triage.move(count or 1)


@_in_triage("move", "back", 6)
def previous_paper(triage: Triage, count: int | None) -> None:
    """Go back without changing anything."""
    triage.move(-(count or 1))


@_in_triage("move")
def next_unread(triage: Triage, count: int | None) -> None:
    """Skip."""
    triage.move(count or 1)


@_in_triage("move")
def previous_unread(triage: Triage, count: int | None) -> None:
    """Go back."""
    triage.move(-(count or 1))


@_in_triage("move")
def more(triage: Triage, count: int | None) -> None:
    """Scroll the abstract; this marks nothing."""
    triage.scroll(pages=1)


@_in_triage("move")
def less(triage: Triage, count: int | None) -> None:
    """Scroll the abstract back."""
    triage.scroll(pages=-1)


@_in_triage("move")
def down(triage: Triage, count: int | None) -> None:
    """One line down in the abstract."""
    triage.scroll(lines=count or 1)


@_in_triage("move")
def up(triage: Triage, count: int | None) -> None:
    """One line up in the abstract."""
    triage.scroll(lines=-(count or 1))


@_in_triage("move")
def older_day(triage: Triage, count: int | None) -> None:
    """At the end: triage the previous day."""
    triage.to_day_before()


@_in_triage("out", "open", 7)
def open_paper(triage: Triage, count: int | None) -> None:
    """Open the paper in the browser; a number before it opens that link."""
    triage.open_link(count or 1)


@_in_triage("out")
def copy_link(triage: Triage, count: int | None) -> None:
    """Copy the paper's link; a number before it copies that link."""
    triage.copy_link(count or 1)


@_in_triage("out")
def copy_markdown(triage: Triage, count: int | None) -> None:
    """Copy title and link as Markdown; at the end, of all kept papers."""
    triage.copy()


# The reader's `triage` key works at the end of a triage only.
@_in_triage("see")
def triage(triage: Triage, count: int | None) -> None:
    """At the end: go through the papers without a verdict again."""
    triage.go_through_left()


@_in_triage("app", "keys", 99)
def help_sheet(triage: Triage, count: int | None) -> None:
    """Show the keys."""
    triage.show_help()


@_in_triage("app")
def back(triage: Triage, count: int | None) -> None:
    """Go back to the list, at the same paper."""
    triage.close()


@_in_triage("app")
def leave(triage: Triage, count: int | None) -> None:
    """Go back to the list, at the same paper."""
    triage.close()


@_in_triage("app")
def quit_reader(triage: Triage, count: int | None) -> None:
    """Quit; the list starts at this paper next time."""
    triage.quit()


@_in_triage("app")
def interrupt(triage: Triage, count: int | None) -> None:
    """Cancel; press twice to quit."""
    triage.interrupt()


@_in_triage("app")
def suspend(triage: Triage, count: int | None) -> None:
    """Suspend the reader; `fg` brings it back."""
    triage.app.action_suspend_process()


@_in_triage("app")
def redraw(triage: Triage, count: int | None) -> None:
    """Redraw the screen."""
    triage.refresh(layout=True)
