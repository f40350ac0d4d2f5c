"""The reader's one screen: panes, focus, and keys. What keys do stands in `ui/commands`.

The screen leaves the work to its `Delegates`: `finder` decides what the list shows, `judge` what is
done to papers, `outside` what leaves the reader. They come when the first frame is on the screen.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Container
from textual.reactive import reactive
from textual.screen import Screen
from textual.timer import Timer

from daily_papers.papers.text import clean_line
from daily_papers.ui.controllers.navigation import NavigationController
from daily_papers.ui.drawing.strips import dotted
from daily_papers.ui.drawing.styles import Appearance
from daily_papers.ui.keys.actions import ACTIONS, Keymap, shown_keys, spell
from daily_papers.ui.keys.dispatcher import KeyDispatcher, key_of
from daily_papers.ui.keys.sequences import KeySequences
from daily_papers.ui.messages import (
    ActFinished,
    CountsChanged,
    IndexProgress,
    IndexUpdated,
    RowsLoaded,
    WorkFinished,
)
from daily_papers.ui.model.hints import ALL, Hints
from daily_papers.ui.model.layout import Arrangement, arrange
from daily_papers.ui.model.selection import Selection
from daily_papers.ui.screens.delegates import Delegates
from daily_papers.ui.screens.panes import place
from daily_papers.ui.strings import toasts
from daily_papers.ui.strings.status import footer_keys, keys_behind, place_words
from daily_papers.ui.widgets.abstract_view import AbstractView
from daily_papers.ui.widgets.caption import Caption
from daily_papers.ui.widgets.completion_menu import CompletionMenu
from daily_papers.ui.widgets.days_strip import DaysStrip
from daily_papers.ui.widgets.digest_list import DigestList
from daily_papers.ui.widgets.divider import Rule
from daily_papers.ui.widgets.error_line import ErrorLine
from daily_papers.ui.widgets.filter_bar import FilterBar, QueryInput
from daily_papers.ui.widgets.hint_line import HintLine
from daily_papers.ui.widgets.key_menu import KeyMenu
from daily_papers.ui.widgets.pane import Pane
from daily_papers.ui.widgets.paper_list import PaperList
from daily_papers.ui.widgets.status_line import StatusLine
from daily_papers.ui.widgets.toast import Toast

if TYPE_CHECKING:
    from daily_papers.library import Library
    from daily_papers.ui.screens.triage import Triage
    from daily_papers.ui.services.journal_writer import JournalWriter

_PREFIX_HINT: Final = 0.4
"""Seconds until a prefix lists the keys that may follow."""
_AT_ONCE: Final = ("q", "Q", "?", "ctrl+c", "ctrl+z")
"""Keys that do not wait for papers; behind others that do, they may be letters of a filter."""
_INTERRUPT: Final = 2.0
"""Seconds within which a second ctrl+c quits."""


class Reader(Screen[None], Delegates, inherit_bindings=False):
    """Digests, papers, one abstract, the filter bar and the line of keys."""

    AUTO_FOCUS = "PaperList"

    appearance: reactive[Appearance] = reactive(Appearance, always_update=True)
    """Styles and glyphs of everything on the screen."""

    def __init__(self, keymap: Keymap, keyboard: KeyDispatcher) -> None:
        """An empty reader; `begin` gives it papers.

        Args:
            keymap: The keys in force.
            keyboard: Where keys come from.
        """
        super().__init__()
        self.keymap = keymap
        self.keyboard = keyboard
        self.keys = KeySequences(keymap)
        self.shown_keys = shown_keys(keymap)
        """The keys of each action as people read them, by its name."""
        self.hints = Hints(ALL)
        self.mover = NavigationController(self)
        self.triage: Triage | None = None
        """The triage that is open over the list."""
        self.selection = Selection(self)
        self.library: Library | None = None
        self.desk: JournalWriter | None = None
        self.wide = False
        self.lines: int | None = None
        """One or two lines a row where the user chose, else `None`."""
        self._close: Callable[[], None] = lambda: None
        self._hint: Timer | None = None
        self._interrupted = self._warned = False

    def compose(self) -> ComposeResult:
        """The panes; the style sheet and `place_panes` place them."""
        yield FilterBar()
        yield Caption(id="banner")
        yield DaysStrip()
        with Container(id="panes"):
            yield DigestList()
            yield PaperList()
            yield Rule()
            yield AbstractView()
        yield HintLine()
        yield StatusLine()
        yield ErrorLine()
        yield KeyMenu()
        yield CompletionMenu()
        yield Toast()

    def on_mount(self) -> None:
        """Hand the look down."""
        self.papers = self.query_one(PaperList)
        self.abstract = self.query_one(AbstractView)
        self.days = self.query_one(DigestList)
        self.strip = self.query_one(DaysStrip)
        self.bar = self.query_one(FilterBar)
        self.error_line = self.query_one(ErrorLine)
        self.menu = self.query_one(CompletionMenu)
        self.status = self.query_one(StatusLine)
        self.key_menu = self.query_one(KeyMenu)
        self.hint_line = self.query_one(HintLine)
        self.rule = self.query_one(Rule)
        self.toast = self.query_one(Toast)
        self.banner = self.query_one("#banner", Caption)
        self.papers.selected = self.selection
        self._hand_down_appearance()

    @property
    def open_library(self) -> Library:
        """The library, for what only comes to be asked once it is open."""
        assert self.library is not None
        return self.library

    def begin(self, library: Library, desk: JournalWriter, close: Callable[[], None]) -> None:
        """From now on there are papers to read.

        Args:
            library: The papers.
            desk: Who writes acts.
            close: What is to be done when the reader ends.
        """
        self.library, self.desk, self._close = library, desk, close
        self.finder.trouble = desk.trouble
        field = self.bar.field
        field.on_typed, field.on_kept = self.filtering.typed, self.filtering.enter
        field.on_dropped, field.takes = self._drop_filter, self.filtering.completing.key
        self.watch(self.strip, "shown", self.inbox.visit)

    def on_unmount(self) -> None:
        """Write what is still to be written, and remember the place."""
        self._close()

    def watch_appearance(self) -> None:
        """Another theme: hand its look down."""
        if self.is_mounted:
            self._hand_down_appearance()

    def _hand_down_appearance(self) -> None:
        for pane in self.query(Pane):
            pane.appearance = self.appearance
        self.bar.appearance = self.appearance

    def say(self, text: str) -> None:
        """Tell the user what was done, in one line at the bottom right; nothing takes it away."""
        (self.triage or self).toast.say(text)

    def announce(self, *parts: str) -> None:
        """Have a line above the list that stays, cut between its parts; none takes it away."""
        self.banner.pieces = tuple((each, self.appearance["quiet"]) for each in dotted(parts))
        self.banner.set_class(bool(parts), "-told")

    # Arrangement

    @property
    def arrangement(self) -> Arrangement:
        """Where the panes stand at the present size."""
        return arrange(max(1, self.size.width), max(1, self.size.height), wide=self.wide)

    def on_resize(self) -> None:
        """Another size: place the panes anew."""
        self.place_panes()

    def place_panes(self) -> None:
        """Place the panes for the present size."""
        place(self)
        self.refresh_status()

    @on(events.DescendantFocus)
    @on(events.DescendantBlur)
    def _focus_moved(self) -> None:
        self.call_later(self.place_panes)

    # Keys

    @property
    def takes_keys(self) -> bool:
        """Whether keys are the reader's, and not a text field's."""
        return self.focused is None or isinstance(self.focused, Pane)

    def waits(self, token: str, *, behind: bool) -> bool:
        """Until there are papers, all but leaving waits for them."""
        at_once = token == "ctrl+c" if behind else token in _AT_ONCE
        late = self.takes_keys and (self.finder.late or self.inbox.opens)
        return (self.library is None or self.finder.awaiting or late) and not at_once

    def take(self, token: str) -> None:
        """Do what a key says.

        Keys are taken as the terminal sends them, not by way of the focused pane: a burst of them
        is then never split between a pane and the field that one of them opened.
        """
        self.finder.undecided = False
        if self.notes.swallowing.takes(token):
            return
        self._interrupted = self._interrupted and token == "ctrl+c"
        stroke = self.keys.feed(token)
        if self._hint:
            self._hint.stop()
        if stroke and not self.judge.hear(stroke.action):
            self.hints.did(stroke.action)
            ACTIONS[stroke.action].run(self, stroke.count)
        elif self.keys.choices:
            self._hint = self.set_timer(_PREFIX_HINT, self.refresh_status)
        self.refresh_status(hint=False)

    def refresh_status(self, hint: bool = True) -> None:
        """Say where the user is, and which keys matter."""
        if not self.is_mounted:
            return
        mode = self.arrangement.mode
        self.status.place = place_words(self, mode)
        choices = self.keys.choices if hint else {}
        self.key_menu.keys = keys_behind(self, choices, self._views()) if choices else ()
        self.status.notice = (self.finder.notice or self.inbox.cleared) if self.library else ""
        self.status.keys = () if choices else footer_keys(self, mode)
        self.hint_line.keys = self.hints.keys(self.shown_keys) if self.takes_keys else ()
        self.hint_line.leave = self.shown_keys.get("back", ("",))[0]
        total = len(self.papers.rows)
        self.rule.caption = f"{self.papers.cursor + 1} of {total:,}" if total else ""

    def quit(self) -> None:
        """Quit; where that loses acts which are not saved, only when asked once more."""
        if self.desk and self.desk.waiting and not self._warned:
            self._warned = True
            self.say(toasts.quits_unsaved(self.desk.trouble))
        else:
            self.app.exit()

    def interrupt(self) -> None:
        """Cancel what is pending; a second time quits."""
        if self._interrupted:
            self.app.exit()
        self._interrupted = True
        self.say(toasts.AGAIN_QUITS)
        self.set_timer(_INTERRUPT, lambda: setattr(self, "_interrupted", False))

    # Looks

    def toggle_wide(self) -> None:
        """The abstract alone, or beside the list again."""
        self.wide = not self.wide
        self.place_panes()
        self.set_focus(self.abstract if self.wide else self.papers)

    def toggle_lines(self) -> None:
        """One or two lines for each paper."""
        self.lines = 1 if self.papers.lines_a_row == 2 else 2
        self.place_panes()

    # What the panes tell

    def selected_keys(self) -> list[int]:
        """The keys of the selected papers, in the list's order; empty where none is selected."""
        return self.selection.keys()

    def show_detail(self) -> None:
        """Show all that is known of the paper under the cursor, the filter's words marked."""
        key = self.papers.key
        self.abstract.detail = self.library.detail(key) if self.library and key else None
        self.finder.mark_abstract()

    @on(PaperList.Moved)
    def _show_paper(self) -> None:
        self.selection.follow()
        self.judge.read_after_a_while()
        self.lull.do(self._tell_paper)

    def _tell_paper(self) -> None:
        self.show_detail()
        self.refresh_status()

    @on(PaperList.Waiting)
    def _fetch_row(self, message: PaperList.Waiting) -> None:
        self.finder.fetch(message.index)

    @on(PaperList.Opened)
    def _open_paper(self) -> None:
        self.mover.enter()

    @on(DigestList.Chosen)
    def _show_scope(self, message: DigestList.Chosen) -> None:
        self.finder.show(message.scope)
        self.set_focus(self.papers)

    @on(AbstractView.LinkClicked)
    def _open_link(self, message: AbstractView.LinkClicked) -> None:
        self.outside.open(message.link.url)

    @on(CompletionMenu.Clicked)
    def _complete(self, message: CompletionMenu.Clicked) -> None:
        self.filtering.completing.accept(message.number)

    def _drop_filter(self, then: tuple[str, ...]) -> None:
        self.filtering.drop()
        for token in then:
            self.take(token)

    @on(QueryInput.Widened)
    def _widen_filter(self) -> None:
        self.filtering.widen()

    @on(QueryInput.Stepped)
    def _step_in_results(self, message: QueryInput.Stepped) -> None:
        self.papers.cursor += message.rows

    @on(StatusLine.Clicked)
    def _press_clicked(self, message: StatusLine.Clicked) -> None:
        self.press(message.key)

    def press(self, key: str) -> None:
        """Do as if a key was typed, which is given as people read it."""
        for token in spell(key).split(" "):
            self.app.post_message(key_of(token))

    @on(events.TextSelected)
    def _copy_selected(self) -> None:
        self.outside.copy_text(self.get_selected_text() or "")

    def show_help(self) -> None:
        """Show the sheet of keys."""
        from daily_papers.ui.screens.help import Help

        self.app.push_screen(Help(self.appearance, self.shown_keys, views=self._views()))

    def _views(self) -> list[str]:
        """The names of the user's own views."""
        return [clean_line(each.name) for each in self.library.views()] if self.library else []

    # What the background tells

    @on(ActFinished)
    def _acted(self, message: ActFinished) -> None:
        self.judge.acted(message)
        self._warned = self._warned and message.outcome.saved
        self.inbox.offer()
        if self.triage:
            self.triage.acted(message)

    @on(IndexProgress)
    def _indexing(self, message: IndexProgress) -> None:
        self.finder.indexing(message.done, message.total)

    @on(IndexUpdated)
    def _indexed(self, message: IndexUpdated) -> None:
        self.finder.indexed(message.trouble)
        self.saving.matched()
        self.inbox.offer()

    @on(RowsLoaded)
    def _rows_filled(self) -> None:
        self.finder.filled()

    @on(CountsChanged)
    def _counted(self, message: CountsChanged) -> None:
        if message.views:
            self.finder.refresh_counts()
        else:
            self.lull.do(self.finder.counted)

    @on(WorkFinished)
    def _told(self, message: WorkFinished) -> None:
        self.outside.told(message)
