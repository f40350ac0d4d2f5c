"""Actions of the triage screen. Each has the keys of the reader's action of the same name."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Final

from daily_papers.papers.verdicts import VERDICTS, Verdict
from daily_papers.ui.keys.actions import ACTIONS, Action, action

if TYPE_CHECKING:
    from daily_papers.ui.controllers.triage import TriageController
    from daily_papers.ui.controllers.workspace import Workspace

TRIAGE: Final[dict[str, Action]] = {}
"""Every action of a triage by name, in the order of the help sheet."""

_Command = Callable[["Workspace", "TriageController", "int | None"], None]


def _in_triage(group: str, label: str = "", footer: int = 0) -> Callable[[_Command], _Command]:
    """Register the decorated function as what a key does in a triage.

    Args:
        group: One of `actions.GROUPS`.
        label: A word for the footer.
        footer: Its place in the footer, from 1.
    """

    def register(function: _Command) -> _Command:
        @wraps(function)
        def run(ws: Workspace, count: int | None) -> None:
            if ws.triage:
                function(ws, ws.triage, count)

        action(group=group, label=label, footer=footer, table=TRIAGE)(run)
        return function

    return register


def _add_verdict(verdict: Verdict, footer: int) -> None:
    """Register a verdict's action, which has its key in the reader."""

    def decide(ws: Workspace, triage: TriageController, count: int | None) -> None:
        triage.decide(verdict.act)

    decide.__name__ = verdict.act
    decide.__doc__ = f"{verdict.imperative} and go on."
    _in_triage("judge", verdict.act, footer)(decide)


for _place, _verdict in enumerate(VERDICTS, start=1):
    _add_verdict(_verdict, _place)


@_in_triage("judge", "done", len(VERDICTS) + 1)
def done(ws: Workspace, triage: TriageController, count: int | None) -> None:
    """Mark done (read, no verdict) and go on."""
    triage.decide("done")


@_in_triage("undo")
def undo(ws: Workspace, triage: TriageController, count: int | None) -> None:
    """Undo the last verdict and go back to its paper."""
    triage.undo()


@_in_triage("find")
def mute_keyword(ws: Workspace, triage: TriageController, count: int | None) -> None:
    """Mute the keyword suggested after you dismissed several papers with it."""
    triage.suggestions.accept()


@_in_triage("move", "skip", len(VERDICTS) + 2)
def next_paper(ws: Workspace, triage: TriageController, count: int | None) -> None:
    """Skip: go on without a verdict."""
    triage.move(count or 1)


@_in_triage("move", "back", len(VERDICTS) + 3)
def previous_paper(ws: Workspace, triage: TriageController, count: int | None) -> None:
    """Go back without changing anything."""
    triage.move(-(count or 1))


@_in_triage("move")
def next_unread(ws: Workspace, triage: TriageController, count: int | None) -> None:
    """Skip."""
    triage.move(count or 1)


@_in_triage("move")
def previous_unread(ws: Workspace, triage: TriageController, count: int | None) -> None:
    """Go back."""
    triage.move(-(count or 1))


@_in_triage("move")
def more(ws: Workspace, triage: TriageController, count: int | None) -> None:
    """Scroll the abstract; this marks nothing."""
    triage.scroll(pages=1)


@_in_triage("move")
def less(ws: Workspace, triage: TriageController, count: int | None) -> None:
    """Scroll the abstract back."""
    triage.scroll(pages=-1)


@_in_triage("move")
def down(ws: Workspace, triage: TriageController, count: int | None) -> None:
    """One line down in the abstract."""
    triage.scroll(lines=count or 1)


@_in_triage("move")
def up(ws: Workspace, triage: TriageController, count: int | None) -> None:
    """One line up in the abstract."""
    triage.scroll(lines=-(count or 1))


@_in_triage("move")
def older_day(ws: Workspace, triage: TriageController, count: int | None) -> None:
    """At the end: triage the previous day."""
    if triage.model.ended and (older := triage.day_before):
        ws.screens.close_triage()
        ws.papers.show(older.digest)
        ACTIONS["triage"].run(ws, None)


@_in_triage("out", "open", len(VERDICTS) + 4)
def open_paper(ws: Workspace, triage: TriageController, count: int | None) -> None:
    """Open the paper in the browser; a number before it opens that link."""
    if not triage.model.ended:
        ws.links.open_number(count or 1)


@_in_triage("out")
def copy_link(ws: Workspace, triage: TriageController, count: int | None) -> None:
    """Copy the paper's link; a number before it copies that link."""
    if not triage.model.ended:
        ws.links.copy_link(count or 1)


@_in_triage("out")
def copy_markdown(ws: Workspace, triage: TriageController, count: int | None) -> None:
    """Copy title and link as Markdown; at the end, of all kept papers."""
    if triage.model.ended:
        triage.copy_kept()
    else:
        ws.links.copy_markdown()


# The reader's `triage` key works at the end of a triage only.
@_in_triage("see")
def triage(ws: Workspace, triage: TriageController, count: int | None) -> None:
    """At the end: go through the papers without a verdict again."""
    triage.go_through_left()


@_in_triage("app", "keys", 99)
def help_sheet(ws: Workspace, triage: TriageController, count: int | None) -> None:
    """Show the keys."""
    from daily_papers.ui.screens.help import Help

    ws.screens.push(Help(ws.ctx.model.appearance, ws.ctx.keys, TRIAGE))


@_in_triage("app")
def back(ws: Workspace, triage: TriageController, count: int | None) -> None:
    """Go back to the list, at the same paper."""
    ws.screens.close_triage()


@_in_triage("app")
def leave(ws: Workspace, triage: TriageController, count: int | None) -> None:
    """Go back to the list, at the same paper."""
    ws.screens.close_triage()


@_in_triage("app")
def quit_reader(ws: Workspace, triage: TriageController, count: int | None) -> None:
    """Quit; the list starts at this paper next time."""
    ws.screens.quit()


@_in_triage("app")
def interrupt(ws: Workspace, triage: TriageController, count: int | None) -> None:
    """Cancel; press twice to quit."""
    triage.interrupt()
    ws.screens.interrupt()


@_in_triage("app")
def suspend(ws: Workspace, triage: TriageController, count: int | None) -> None:
    """Suspend the reader; `fg` brings it back."""
    ws.screens.stop_process()


@_in_triage("app")
def redraw(ws: Workspace, triage: TriageController, count: int | None) -> None:
    """Redraw the screen."""
    ws.screens.redraw()
