"""Actions on the inbox: triage and catching up."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from daily_papers.ui.keys.actions import action

if TYPE_CHECKING:
    from daily_papers.ui.controllers.inbox import TriagePlan
    from daily_papers.ui.controllers.workspace import Workspace


def _open_triage(ws: Workspace, plan: TriagePlan) -> None:
    """Show a queue of papers one by one."""
    from daily_papers.ui.commands.triage import TRIAGE
    from daily_papers.ui.controllers.triage import TriageController
    from daily_papers.ui.screens.triage import Triage

    ws.triage = TriageController(ws.ctx, ws.verdicts, ws.suggestions, plan, TRIAGE)
    ws.screens.push(Triage(ws, ws.triage, TRIAGE))


@action("T", group="see", label="triage", footer=6)
def triage(ws: Workspace, count: int | None) -> None:
    """Triage: go through the unread papers of the list one by one."""
    ws.inbox.go_through(partial(_open_triage, ws))


@action("g c", group="see", label="catch up")
def catch_up(ws: Workspace, count: int | None) -> None:
    """Catch up: triage all days since your last visit, each paper once."""
    ws.inbox.catch_up(partial(_open_triage, ws))
