"""The screen of a triage: one paper at a time, one key a verdict."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from textual import events, on
from textual.app import ComposeResult
from textual.reactive import var
from textual.screen import Screen

from daily_papers.papers.rows import Detail
from daily_papers.ui.controllers.triage import TriageController
from daily_papers.ui.controllers.workspace import Workspace
from daily_papers.ui.drawing.styles import Appearance
from daily_papers.ui.keys.actions import Action
from daily_papers.ui.keys.sequences import KeySequences
from daily_papers.ui.model.observable import mirror
from daily_papers.ui.model.page import DisplayOptions, Page
from daily_papers.ui.model.triage import Progress, Summary
from daily_papers.ui.widgets.abstract_view import AbstractView
from daily_papers.ui.widgets.pane import Pane
from daily_papers.ui.widgets.status_line import StatusLine
from daily_papers.ui.widgets.toast import Toast
from daily_papers.ui.widgets.triage_card import TriageCard
from daily_papers.ui.widgets.triage_end import TriageEnd

_LEAVING: Final = frozenset(("back", "leave", "quit_reader", "interrupt"))
"""Actions that wait for nothing."""


class Triage(Screen[None], inherit_bindings=False):
    """A queue of papers, one by one. Its keys are those of the reader's actions that it knows."""

    CSS = """
    Triage { layers: default over; background: $surface; overflow: hidden; }
    Triage TriageEnd { display: none; }
    Triage.-ended TriageCard { display: none; }
    Triage.-ended TriageEnd { display: block; }
    """

    appearance: var[Appearance] = var(Appearance)
    """Styles and glyphs."""
    detail: var[Detail | None] = var(None)
    """The paper."""
    options: var[DisplayOptions] = var(DisplayOptions())
    """What the user wants to see of it."""
    page: var[Page] = var(Page)
    """The lines of its abstract."""
    page_offset: var[int] = var(0)
    """The first line of the abstract in sight."""
    scope: var[str] = var("")
    """What is triaged."""
    progress: var[Progress] = var(Progress())
    """How far one is."""
    keys: var[Sequence[tuple[str, str]]] = var(())
    """The keys with their labels."""
    summary: var[Summary] = var(Summary())
    """What was decided, at the end."""
    end_keys: var[Sequence[tuple[str, str]]] = var(())
    """The keys that lead on at the end."""
    ended: var[bool] = var(False)
    """Whether the end is shown."""

    def __init__(
        self, workspace: Workspace, triage: TriageController, actions: Mapping[str, Action]
    ) -> None:
        """Args:
        workspace: The reader over which it is opened.
        triage: What is shown, and what keys do.
        actions: What keys do here, by name.
        """
        super().__init__()
        self._workspace = workspace
        self._triage = triage
        self._actions = actions
        keymap = {keys: name for keys, name in workspace.ctx.keymap.items() if name in actions}
        self._sequences = KeySequences(keymap)
        self._leaving = {keys[0] for keys, name in keymap.items() if name in _LEAVING}

    def compose(self) -> ComposeResult:
        """The paper and the end, one of them in sight."""
        yield TriageCard().data_bind(
            Triage.appearance,
            Triage.detail,
            Triage.options,
            Triage.page,
            Triage.scope,
            Triage.progress,
            Triage.keys,
            offset_line=Triage.page_offset,
        )
        yield TriageEnd().data_bind(Triage.appearance, Triage.summary, keys=Triage.end_keys)
        yield Toast().data_bind(Triage.appearance)

    def on_mount(self) -> None:
        """Show the first paper."""
        model, toast = self._triage.model, self.query_one(Toast)
        toast.lines_below = 3
        model.said.connect(toast.say)
        self._end_mirror = mirror(self._workspace.ctx.model, self, "appearance")
        mirror(model.page, self, "detail", "options", "page", page_offset="offset")
        mirror(model, self, "scope", "progress", "keys", "summary", "end_keys", "ended")
        self._triage.begin()

    def on_unmount(self) -> None:
        """The list is shown again."""
        self._end_mirror()
        self._triage.end()

    def watch_ended(self) -> None:
        """Show the end, or a paper."""
        self.set_class(self.ended, "-ended")

    @on(Pane.Resized)
    def _measure(self) -> None:
        """Tell the model how much there is room for."""
        self._triage.model.page.set_size(*self.query_one(TriageCard).text_size)

    # Keys

    @property
    def takes_keys(self) -> bool:
        """Whether keys are to come here, and not by way of a pane: always."""
        return True

    def waits(self, token: str, *, behind: bool) -> bool:
        """Keys wait for the undo that is under way, and all of them for the first paper."""
        is_open = self._workspace.ctx.model.triage is self._triage.model
        return self._triage.model.waits and (token not in self._leaving or not is_open)

    def take(self, token: str) -> None:
        """Do what a key says."""
        stroke = self._sequences.feed(token)
        if stroke and not self._workspace.verdicts.answer(stroke.action):
            self._actions[stroke.action].run(self._workspace, stroke.count)

    # Messages of the widgets

    @on(TriageCard.Scrolled)
    def _scroll(self, message: TriageCard.Scrolled) -> None:
        self._triage.model.page.scroll_by(message.lines)

    @on(AbstractView.LinkClicked)
    def _open_clicked(self, message: AbstractView.LinkClicked) -> None:
        self._workspace.links.open(message.link.url)

    @on(StatusLine.Clicked)
    def _press(self, message: StatusLine.Clicked) -> None:
        self._workspace.screens.press(message.key)

    @on(events.TextSelected)
    def _copy_selected(self) -> None:
        self._workspace.links.copy_text(self.get_selected_text() or "")
