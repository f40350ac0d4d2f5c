"""Opening and closing: what is shown first, what starts in the background.

The cache and the state, and what goes with them, are imported by `Startup.begin`: the first frame
needs none of it.
"""

from __future__ import annotations

import gc
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from daily_papers import settings
from daily_papers.config import Config
from daily_papers.papers.scopes import ALL, SavedViewScope, Scope, ViewScope
from daily_papers.paths import Paths
from daily_papers.settings import ReadingPosition, Settings
from daily_papers.ui.model.calendar import find, new_days
from daily_papers.ui.model.hints import Hints
from daily_papers.ui.strings import errors, toasts

if TYPE_CHECKING:
    from daily_papers.library import Library
    from daily_papers.ui.controllers.workspace import Workspace
    from daily_papers.ui.screens.reader import Reader

_POLL: Final = 0.5
"""Seconds between two looks at what others wrote into the index."""
_SETTLED: Final = 0.2
"""Seconds until the first papers are drawn, as a rule."""
_LONG_PAST_HINT: Final = "long past"
"""The hint that offers to clear a long past; it is given on one day only."""


@dataclass
class Startup:
    """What the command line asked for, and what is remembered of the last time."""

    paths: Paths
    query: str = ""
    """A filter to begin with."""
    config: Config = field(default_factory=Config)
    settings: Settings = field(default_factory=Settings)
    refresh: bool = True
    """Whether to look for new files at the start."""
    on_samples: bool = False
    """Whether the sample digests are shown because there is nothing else."""
    hints: bool = False
    """Whether hints for beginners are shown."""
    problems: Sequence[str] = ()
    """What is wrong with the configuration and the theme, in words."""
    unsaved: str = ""
    """Why the last acts were lost when the reader ended; empty where all are saved."""
    own: Paths | None = None
    """Where the user's digests are awaited while the samples are shown; the demo awaits none."""

    def begin(self, reader: Reader) -> None:
        """Open a library, and show its papers; called when the first frame is on the screen."""
        from daily_papers.cache import samples
        from daily_papers.cache.scanner import unreadable

        ws = reader.workspace
        if not self.on_samples and (reason := unreadable(self.paths.cache)):
            self.problems = [errors.cache_not_read(self.paths.cache, reason), *self.problems]
        if not self.on_samples and not has_digests(self.paths):
            index = self.paths.index.with_name(f"{self.paths.index.name}-samples")
            self.own = self.paths
            self.paths = replace(self.paths, cache=samples.folder(), index=index)
            self.on_samples = True
        ctx = ws.ctx
        ctx.paths, ctx.config, ctx.settings = self.paths, self.config, self.settings
        library = self._open_library(ws)
        self._apply_options(ws)
        if self.on_samples:
            keys = ctx.keys.get("fetch", ("",)) if self.own else ("",)
            ctx.model.announcement = toasts.on_samples(keys[0])
        self._show_first(ws)
        ws.inbox.announce()
        if ctx.model.trouble:
            ctx.host.say(ctx.model.trouble)
        elif problems := [*self._elsewhere(library), *self.problems]:
            ctx.host.say(problems[0] + errors.and_more(len(problems) - 1))
        ctx.host.call_every(_POLL, ws.index.poll)
        if self.refresh:
            ws.index.watch_cache()
        else:
            ws.papers.first_papers_shown()
        self._bring_digests(ws)
        ctx.host.call_in(_SETTLED, _collect_garbage)

    def _open_library(self, ws: Workspace) -> Library:
        """Open the library of `paths`, with threads that write to it and read from it."""
        from daily_papers.library import Library
        from daily_papers.ui.services.index_reader import IndexReader
        from daily_papers.ui.services.journal_writer import JournalWriter
        from daily_papers.ui.session import Session

        library = Library(self.paths, recovers=True)
        writer = JournalWriter(library, ws.ctx.host.post)
        writer.start()
        ws.ctx.session = Session(library, writer, IndexReader())
        ws.ctx.paths = self.paths
        ws.ctx.model.trouble = writer.trouble
        return library

    @property
    def _position_key(self) -> str:
        """Whose position is remembered: each pair of a cache and a profile has its own index."""
        return self.paths.index.name

    def _elsewhere(self, library: Library) -> list[str]:
        """What to say if the index is in another folder than its own."""
        from daily_papers.state.storage import why_not_writable

        moved = library.paths.index != self.paths.index
        return [errors.index_elsewhere(why_not_writable(self.paths.index))] if moved else []

    def _bring_digests(self, ws: Workspace) -> None:
        """Let the user's own digests come: by fetching, and in place of the samples."""
        if self.own or not self.on_samples:
            ws.fetch.allow(self.own or self.paths, bell=self.config.bell)
            if self.config.fetch_at_start:
                ws.fetch.start()
        if self.own:
            from daily_papers.ui.services.index_updates import await_digests

            await_digests(self.own, ws.ctx.host, lambda: self._leave_samples(ws))

    def _leave_samples(self, ws: Workspace) -> bool:
        """Show the user's own digests, unless something is open over the list."""
        if ws.screens.is_busy or self.own is None:
            return False
        model = ws.ctx.model
        ws.ctx.session.close()
        self.paths, self.own, self.on_samples = self.own, None, False
        model.announcement = ()
        self._open_library(ws)
        self._show_first(ws)
        ws.ctx.host.say(toasts.OWN_DIGESTS)
        ws.index.watch_cache()
        return True

    def _apply_options(self, ws: Workspace) -> None:
        """Show papers as the configuration and the last time say."""
        model, config, kept = ws.ctx.model, self.config, self.settings
        model.filter.history = kept.filters
        model.layout.lines = (config.lines if isinstance(config.lines, int) else kept.lines) or None
        ws.verdicts.read_after = config.read_after
        ws.inbox.may_offer = _LONG_PAST_HINT not in kept.hints
        if self.hints:
            model.hints = Hints(kept.hints)
        ws.notes.editor = config.editor
        ws.links.browser = config.browser
        model.abstract.options = replace(
            model.abstract.options,
            measure=config.columns,
            gist=config.gist,
            summary=config.summary,
        )

    def _show_first(self, ws: Workspace) -> None:
        """Show the last position, or the newest day with unread papers where newer ones came."""
        position, model, library = (
            self.settings.position(self._position_key),
            ws.ctx.model,
            ws.ctx.session.library,
        )
        ws.inbox.since, model.newest_visited = position.since, position.newest
        ws.inbox.visited.clear()
        ws.views.begin()
        calendar = library.calendar()
        has_new = any(each.unread for each in new_days(calendar, position.newest))
        model.untouched = True
        if self.query:
            model.untouched = False
            ws.papers.show(ALL, text=self.query)
        elif position.scope is not None and _can_show(position.scope, library) and not has_new:
            model.untouched = model.restored = bool(position.newest)
            key = library.key_of(position.paper) if position.paper else None
            ws.papers.show(position.scope, text=position.filter, key=key)
            ws.abstract.show()
            if key is not None and model.papers.key == key:
                model.abstract.scroll_to(position.scroll)
        else:
            ws.papers.show_newest_day(unread=True)
        ws.abstract.show()  # in the same frame as the list
        ws.papers.mark_abstract()

    def end(self, reader: Reader) -> None:
        """Write what is still to be written, and remember the position."""
        if not reader.context.is_open:
            return
        ws = reader.workspace
        model, session = ws.ctx.model, ws.ctx.session
        session.writer.close()
        self.unsaved = session.writer.trouble if session.writer.waiting else ""
        row = model.papers.row
        position = ReadingPosition(
            scope=model.scope,
            paper=row.id if row else "",
            filter=model.filter_text,
            scroll=model.abstract.offset,
            since="" if self.on_samples else ws.inbox.visited_up_to,
            newest="" if self.on_samples else ws.inbox.newest_day,
        )
        hints = self.settings.hints | ({_LONG_PAST_HINT} if ws.inbox.offers else set())
        if self.hints:
            hints |= model.hints.seen
        kept = replace(
            ws.ctx.settings.with_position(self._position_key, position),
            lines=model.layout.lines or 0,
            hints=hints,
            filters=tuple(model.filter.history),
        )
        settings.save(self.paths.config / settings.NAME, kept)
        session.close()


def _collect_garbage() -> None:
    """Look for garbage from now on, but never among what is there by now: that stays."""
    gc.collect()
    gc.freeze()
    gc.enable()


def _can_show(scope: Scope, library: Library) -> bool:
    """Whether there is still such a scope."""
    if isinstance(scope, SavedViewScope):
        return any(view.name == scope.name for view in library.views())
    return isinstance(scope, ViewScope) or find(library.calendar(), scope) is not None


def has_digests(paths: Paths) -> bool:
    """Whether the cache holds any file."""
    from daily_papers.cache.scanner import scan

    try:
        return next(scan(paths.cache, in_order=False), None) is not None
    except OSError:
        return False
