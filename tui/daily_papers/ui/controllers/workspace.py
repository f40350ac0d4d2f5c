"""An open reader as commands and overlays see it: every controller, and ways to show screens."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

from daily_papers.ui.context import Context

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from daily_papers.ui.controllers.abstract import AbstractController
    from daily_papers.ui.controllers.completion import CompletionController
    from daily_papers.ui.controllers.counts import CountsController
    from daily_papers.ui.controllers.debounce import Debounce
    from daily_papers.ui.controllers.export import ExportController
    from daily_papers.ui.controllers.fetch import FetchController
    from daily_papers.ui.controllers.filter import FilterController
    from daily_papers.ui.controllers.inbox import InboxController
    from daily_papers.ui.controllers.index_sync import IndexSyncController
    from daily_papers.ui.controllers.later_queue import LaterQueueController
    from daily_papers.ui.controllers.links import LinkController
    from daily_papers.ui.controllers.mute_suggestions import MuteSuggestions
    from daily_papers.ui.controllers.navigation import NavigationController
    from daily_papers.ui.controllers.notes import NoteController
    from daily_papers.ui.controllers.paper_list import PaperListController
    from daily_papers.ui.controllers.rules import RulesController
    from daily_papers.ui.controllers.saved_views import SavedViewsController
    from daily_papers.ui.controllers.tags import TagController
    from daily_papers.ui.controllers.themes import ThemeController
    from daily_papers.ui.controllers.triage import TriageController
    from daily_papers.ui.controllers.verdicts import VerdictController


class Screens(Protocol):
    """What commands ask of the application, beside what controllers ask of the screen."""

    def push(self, screen: Any) -> None:
        """Show a screen over the others."""

    def close_triage(self) -> None:
        """Close the triage, if it is on top."""

    @property
    def is_busy(self) -> bool:
        """Whether something is open over the list, or a filter is being typed."""

    def suspend(self) -> AbstractContextManager[None]:
        """Lend the terminal to another program for the length of a `with` block."""

    def stop_process(self) -> None:
        """Suspend the reader, as ctrl+z does of any program."""

    def redraw(self) -> None:
        """Draw everything again."""

    def press(self, key: str) -> None:
        """Act as if a key was typed, given as people read it."""

    def drop_keys(self) -> None:
        """Forget the keys that were typed and wait."""

    def guard_keys(self) -> None:
        """Ignore what is typed for a field that did not open, and say that there is no paper."""

    def abstract_region(self) -> Any:
        """The region of the screen that the abstract covers; `None` where it is not shown."""

    def take(self, token: str) -> None:
        """Do what a key says in the list."""

    def quit(self) -> None:
        """Quit; where that loses acts which are not saved, only when asked once more."""

    def interrupt(self) -> None:
        """Cancel what is pending; a second time quits."""


class Workspace:
    """The controllers of one reader.

    Each is made, and its module imported, when it is first asked for: the first frame needs none
    of them, and so neither the library nor the state.
    """

    def __init__(self, ctx: Context, screens: Screens) -> None:
        """Args:
        ctx: What the controllers share.
        screens: Shows screens.
        """
        self.ctx = ctx
        self.screens = screens
        self.triage: TriageController | None = None
        """The triage that is open over the list."""

    @cached_property
    def debounce(self) -> Debounce:
        """Puts off what does not answer a key."""
        from daily_papers.ui.controllers.debounce import Debounce

        return Debounce(self.ctx)

    @cached_property
    def counts(self) -> CountsController:
        """Counts papers."""
        from daily_papers.ui.controllers.counts import CountsController

        return CountsController(self.ctx)

    @cached_property
    def papers(self) -> PaperListController:
        """Shows lists of papers."""
        from daily_papers.ui.controllers.paper_list import PaperListController

        return PaperListController(self.ctx, self.debounce, self.counts)

    @cached_property
    def abstract(self) -> AbstractController:
        """Shows one paper in full."""
        from daily_papers.ui.controllers.abstract import AbstractController

        return AbstractController(self.ctx)

    @cached_property
    def completion(self) -> CompletionController:
        """Suggests what may be typed in the filter."""
        from daily_papers.ui.controllers.completion import CompletionController

        return CompletionController(self.ctx, self.debounce)

    @cached_property
    def filter(self) -> FilterController:
        """Filters the list by what is typed."""
        from daily_papers.ui.controllers.filter import FilterController

        return FilterController(self.ctx, self.papers, self.completion, self.debounce)

    @cached_property
    def index(self) -> IndexSyncController:
        """Keeps the screen in step with the index."""
        from daily_papers.ui.controllers.index_sync import IndexSyncController

        return IndexSyncController(self.ctx, self.papers, self.counts, self.views)

    @cached_property
    def rules(self) -> RulesController:
        """Writes mute and highlight rules."""
        from daily_papers.ui.controllers.rules import RulesController

        return RulesController(self.ctx, self.papers, self.index)

    @cached_property
    def views(self) -> SavedViewsController:
        """Writes the user's own views."""
        from daily_papers.ui.controllers.saved_views import SavedViewsController

        return SavedViewsController(self.ctx, self.papers)

    @cached_property
    def suggestions(self) -> MuteSuggestions:
        """Suggests keywords to mute."""
        from daily_papers.ui.controllers.mute_suggestions import MuteSuggestions

        return MuteSuggestions(self.ctx, self.rules)

    @cached_property
    def queue(self) -> LaterQueueController:
        """Orders Later."""
        from daily_papers.ui.controllers.later_queue import LaterQueueController

        return LaterQueueController(self.ctx)

    @cached_property
    def verdicts(self) -> VerdictController:
        """Does acts to papers."""
        from daily_papers.ui.controllers.verdicts import VerdictController

        return VerdictController(self.ctx, self.papers, self.queue, self.suggestions)

    @cached_property
    def navigation(self) -> NavigationController:
        """Moves cursors and the focus."""
        from daily_papers.ui.controllers.navigation import NavigationController

        return NavigationController(self.ctx, self.papers, self.verdicts)

    @cached_property
    def inbox(self) -> InboxController:
        """Makes queues of unread papers."""
        from daily_papers.ui.controllers.inbox import InboxController

        return InboxController(self.ctx, self.papers, self.verdicts)

    @cached_property
    def notes(self) -> NoteController:
        """Begins notes."""
        from daily_papers.ui.controllers.notes import NoteController

        return NoteController(self.ctx)

    @cached_property
    def tags(self) -> TagController:
        """Adds and removes tags."""
        from daily_papers.ui.controllers.tags import TagController

        return TagController(self.ctx)

    @cached_property
    def links(self) -> LinkController:
        """Opens and copies links."""
        from daily_papers.ui.controllers.links import LinkController

        return LinkController(self.ctx, self.verdicts)

    @cached_property
    def export(self) -> ExportController:
        """Writes papers for other programs."""
        from daily_papers.ui.controllers.export import ExportController

        return ExportController(self.ctx)

    @cached_property
    def fetch(self) -> FetchController:
        """Brings digests from the network."""
        from daily_papers.ui.controllers.fetch import FetchController

        return FetchController(self.ctx)

    @cached_property
    def themes(self) -> ThemeController:
        """Changes the theme."""
        from daily_papers.ui.controllers.themes import ThemeController

        return ThemeController(self.ctx)
