"""Actions on the inbox: triage and catching up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from daily_papers.ui.keys.actions import action

if TYPE_CHECKING:
    from daily_papers.ui.screens.reader import Reader


@action("T", group="see", label="triage", footer=6)
def triage(reader: Reader, count: int | None) -> None:
    """Triage: go through the unread papers of the list one by one."""
    reader.inbox.go_through()


@action("g c", group="see", label="catch up")
def catch_up(reader: Reader, count: int | None) -> None:
    """Catch up: triage all days since your last visit, each paper once."""
    reader.inbox.catch_up()
