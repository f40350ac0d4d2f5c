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
from daily_papers.settings import Place, Settings
from daily_papers.ui.model.calendar import find
from daily_papers.ui.model.hints import Hints
from daily_papers.ui.strings import errors, toasts

if TYPE_CHECKING:
    from daily_papers.library import Library
    from daily_papers.ui.screens.reader import Reader

_LOOK_AROUND: Final = 0.5
"""Seconds between two looks at what others wrote into the index."""
_SETTLED: Final = 0.2
"""Seconds until the first papers are drawn, as a rule."""
_LONG_PAST: Final = "long past"
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
    """Whether those who begin are shown what to press."""
    problems: Sequence[str] = ()
    """What is wrong with the configuration and the theme, in words."""
    unsaved: str = ""
    """Why the last acts were lost when the reader ended; empty where all are saved."""
    own: Paths | None = None
    """Where the user's digests are awaited while the samples are shown; the demo awaits none."""

    def begin(self, reader: Reader) -> None:
        """Give the reader its papers; called when the first frame is on the screen."""
        from daily_papers.cache import samples
        from daily_papers.cache.files import unreadable
        from daily_papers.ui.services.index_updates import keep_indexed

        if not self.on_samples and (why := unreadable(self.paths.cache)):
            self.problems = [errors.cache_not_read(self.paths.cache, why), *self.problems]
        if not self.on_samples and not has_digests(self.paths):
            index = self.paths.index.with_name(f"{self.paths.index.name}-samples")
            self.own = self.paths
            self.paths = replace(self.paths, cache=samples.folder(), index=index)
            self.on_samples = True
        self._follow_wishes(reader)
        if self.on_samples:
            keys = reader.shown_keys.get("fetch", ("",)) if self.own else ("",)
            reader.announce(*toasts.on_samples(keys[0]))
        library = self._open_library(reader)
        reader.inbox.offer()
        if reader.finder.trouble:
            reader.say(reader.finder.trouble)
        elif problems := [*self._elsewhere(library), *self.problems]:
            reader.say(problems[0] + errors.and_more(len(problems) - 1))
        reader.set_interval(_LOOK_AROUND, reader.finder.look_around)
        if self.refresh:
            keep_indexed(library.paths, reader)
        else:
            reader.finder.papers_are_here()
        self._bring_digests(reader)
        reader.set_timer(_SETTLED, _collect_garbage)

    def _open_library(self, reader: Reader) -> Library:
        """Open the library of `paths`, have a thread write to it, show what is in it."""
        from daily_papers.library import Library
        from daily_papers.ui.services.journal_writer import JournalWriter

        library = Library(self.paths, recovers=True)
        desk = JournalWriter(library, reader.post_message)
        desk.start()
        reader.begin(library, desk, lambda: self._close(reader))
        self._show_first(reader, library)
        return library

    @property
    def _whose(self) -> str:
        """Whose place is remembered: each pair of a cache and a profile has an index of its own."""
        return self.paths.index.name

    def _elsewhere(self, library: Library) -> list[str]:
        """What is told where another folder than the index's own has to serve."""
        from daily_papers.state.storage import refusal

        moved = library.paths.index != self.paths.index
        return [errors.index_elsewhere(refusal(self.paths.index))] if moved else []

    def _bring_digests(self, reader: Reader) -> None:
        """Let the user's own digests come: by fetching, and in place of the samples."""
        if self.own or not self.on_samples:
            reader.fetching.allow(self.own or self.paths, bell=self.config.bell)
            if self.config.fetch_at_start:
                reader.fetching.start()
        if self.own:
            from daily_papers.ui.services.index_updates import await_digests

            await_digests(self.own, reader, lambda: self._move_in(reader))

    def _move_in(self, reader: Reader) -> bool:
        """Leave the samples for the user's own digests, unless something is open over the list."""
        busy = reader.app.screen is not reader or reader.bar.field.has_focus
        if busy or self.own is None:
            return False
        if reader.desk:
            reader.desk.close()
        if reader.library:
            reader.library.close()
        self.paths, self.own, self.on_samples = self.own, None, False
        from daily_papers.ui.services.index_updates import keep_indexed

        reader.announce()
        library = self._open_library(reader)
        reader.say(toasts.OWN_DIGESTS)
        keep_indexed(library.paths, reader)
        return True

    def _follow_wishes(self, reader: Reader) -> None:
        """Show papers as the configuration and the last time say."""
        reader.filtering.history = self.settings.filters
        chosen = self.config.lines if isinstance(self.config.lines, int) else self.settings.lines
        reader.lines = chosen or None
        reader.judge.read_after = self.config.read_after
        reader.inbox.may_offer = _LONG_PAST not in self.settings.hints
        if self.hints:
            reader.hints = Hints(self.settings.hints)
        reader.notes.editor = self.config.editor
        reader.outside.browser = self.config.browser
        reader.abstract.wishes = replace(
            reader.abstract.wishes,
            measure=self.config.columns,
            gist=self.config.gist,
            summary=self.config.summary,
        )

    def _show_first(self, reader: Reader, library: Library) -> None:
        """The place of the last time, or the newest day with unread papers if newer ones came."""
        place, inbox = self.settings.place(self._whose), reader.inbox
        inbox.since, inbox.newest = place.since, place.newest
        inbox.visited.clear()
        if self.query:
            reader.finder.show(ALL, text=self.query)
        elif (
            place.scope
            and _can_show(place.scope, library)
            and not inbox.has_come(library.tallies())
        ):
            reader.finder.undecided = reader.finder.restored = bool(place.newest)
            key = library.key_of(place.paper) if place.paper else None
            reader.finder.show(place.scope, text=place.filter, key=key)
            reader.show_detail()
            if key is not None and reader.papers.key == key:
                reader.abstract.offset_line = place.scroll
        else:
            reader.finder.undecided = True
            reader.finder.show_newest_day(unread=True)
        reader.show_detail()  # in the same frame as the list

    def _close(self, reader: Reader) -> None:
        """Write what is still to be written, and remember the place."""
        if reader.desk:
            reader.desk.close()
            self.unsaved = reader.desk.trouble if reader.desk.waiting else ""
        row = reader.papers.row
        place = Place(
            scope=reader.finder.scope,
            paper=row.id if row else "",
            filter=reader.finder.text,
            scroll=reader.abstract.offset_line,
            since="" if self.on_samples else reader.inbox.visited_up_to,
            newest="" if self.on_samples else reader.inbox.newest_day,
        )
        hints = self.settings.hints | ({_LONG_PAST} if reader.inbox.offers else set())
        if self.hints:
            hints |= reader.hints.seen
        kept = self.settings.at(self._whose, place)
        filters = tuple(reader.filtering.history)
        kept = replace(kept, lines=reader.lines or 0, hints=hints, filters=filters)
        settings.save(self.paths.config / settings.NAME, kept)
        reader.asking.end()
        if reader.library:
            reader.library.close()


def _collect_garbage() -> None:
    """Look for garbage from now on, but never among what is there by now: that stays."""
    gc.collect()
    gc.freeze()
    gc.enable()


def _can_show(scope: Scope, library: Library) -> bool:
    """Whether there is still such a scope."""
    if isinstance(scope, SavedViewScope):
        return any(view.name == scope.name for view in library.views())
    return isinstance(scope, ViewScope) or find(library.tallies(), scope) is not None


def has_digests(paths: Paths) -> bool:
    """Whether the cache holds any file."""
    from daily_papers.cache.files import scan

    try:
        return next(scan(paths.cache, in_order=False), None) is not None
    except OSError:
        return False
