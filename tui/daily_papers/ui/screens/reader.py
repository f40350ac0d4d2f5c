"""The reader's main screen: panes, focus, and keys. What keys do is in `ui/commands`.

The screen mirrors the model: it hands values down to its widgets, and turns their messages into
calls of controllers. The controllers are imported when the first frame is on the screen.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Container
from textual.geometry import Region
from textual.reactive import reactive, var
from textual.screen import Screen
from textual.timer import Timer

from daily_papers.ui.context import Context
from daily_papers.ui.drawing.strips import dotted
from daily_papers.ui.drawing.styles import Appearance
from daily_papers.ui.keys.actions import ACTIONS, Keymap, spell
from daily_papers.ui.keys.dispatcher import KeyDispatcher, key_of
from daily_papers.ui.keys.guard import KeyGuard
from daily_papers.ui.keys.sequences import KeySequences
from daily_papers.ui.messages import (
    ActFinished,
    CountsChanged,
    IndexFailed,
    IndexProgress,
    IndexUpdated,
    PaperChanged,
    RowsLoaded,
    WorkFinished,
)
from daily_papers.ui.model.days import NO_ITEMS, Items
from daily_papers.ui.model.layout import DAYS, Focus, Mode
from daily_papers.ui.model.observable import mirror
from daily_papers.ui.model.page import Page
from daily_papers.ui.model.paper_list import NO_ROWS, Hits
from daily_papers.ui.model.reader import Overview, ReaderModel
from daily_papers.ui.model.selection import RowRange
from daily_papers.ui.strings import toasts
from daily_papers.ui.strings.status import (
    footer_keys,
    keys_after_prefix,
    notice_text,
    position_text,
)
from daily_papers.ui.widgets.abstract_view import AbstractView
from daily_papers.ui.widgets.caption import Caption
from daily_papers.ui.widgets.completion_menu import CompletionMenu
from daily_papers.ui.widgets.days_strip import DaysStrip
from daily_papers.ui.widgets.digest_list import DigestList
from daily_papers.ui.widgets.divider import Divider
from daily_papers.ui.widgets.error_line import ErrorLine
from daily_papers.ui.widgets.filter_bar import FilterBar, QueryInput
from daily_papers.ui.widgets.hint_line import HintLine
from daily_papers.ui.widgets.key_menu import KeyMenu
from daily_papers.ui.widgets.pane import Pane
from daily_papers.ui.widgets.paper_list import PaperList
from daily_papers.ui.widgets.status_line import StatusLine
from daily_papers.ui.widgets.toast import Toast

if TYPE_CHECKING:
    from textual.message import Message

    from daily_papers.papers.rows import Rows
    from daily_papers.papers.scopes import Scope
    from daily_papers.ui.controllers.workspace import Workspace

_PREFIX_HINT: Final = 0.4
"""Seconds until a prefix lists the keys that may follow."""
_AT_ONCE: Final = ("q", "Q", "?", "ctrl+c", "ctrl+z")
"""Keys that do not wait for papers; behind others that do, they may be letters of a filter."""
_INTERRUPT: Final = 2.0
"""Seconds within which a second ctrl+c quits."""


class Reader(Screen[None], inherit_bindings=False):
    """Digests, papers, one abstract, the filter bar and the line of keys."""

    AUTO_FOCUS = "PaperList"

    appearance: reactive[Appearance] = reactive(Appearance, always_update=True)
    """Styles and glyphs of everything on the screen."""
    rows: var[Rows] = var(NO_ROWS)
    """The papers of the list."""
    cursor: var[int] = var(0)
    """The row under the cursor, from 0."""
    top: var[int] = var(0)
    """The first row in sight."""
    hits: var[Hits | None] = var(None)
    """Where the filter's words occur in a title."""
    awaited: var[bool] = var(False)
    """Whether the list is still to come, and what was drawn before stays."""
    placeholder: var[str] = var("")
    """What an empty list says."""
    columns: var[frozenset[str]] = var(frozenset())
    """The names of the list's columns."""
    lines_per_row: var[int] = var(1)
    """One or two lines for each paper."""
    page: var[Page] = var(Page)
    """The lines of the abstract."""
    page_offset: var[int] = var(0)
    """The first line of the abstract in sight."""
    page_hit: var[int | None] = var(None)
    """The current hit of the filter in the abstract."""
    day_items: var[Items] = var(NO_ITEMS)
    """The lines of the pane of days."""
    day_cursor: var[int] = var(0)
    """The line under the cursor there."""
    overview: var[Overview] = var(Overview())
    """The digests and views, with how far the user has come."""
    scope: var[Scope | None] = var(None)
    """What the list shows."""
    count_text: var[str] = var("")
    """`57 papers · 53 ●`."""
    filter_error: var[str] = var("")
    """What is wrong with the filter."""
    suggestions: var[Sequence[Any]] = var(())
    """The lines of the menu under the filter."""
    chosen: var[int] = var(-1)
    """The line of the menu under its cursor."""

    def __init__(
        self,
        model: ReaderModel,
        keymap: Keymap,
        dispatcher: KeyDispatcher,
        begin: Callable[[Reader], object],
        end: Callable[[Reader], object],
    ) -> None:
        """Args:
        model: What is shown.
        keymap: The keys in force.
        dispatcher: Where keys come from.
        begin: Opens a library; called when the first frame is on the screen.
        end: Closes it.
        """
        super().__init__()
        self.model: Final = model
        self.context: Final = Context(model, self, keymap)
        self._dispatcher = dispatcher
        self._begin = begin
        self._end = end
        self._sequences = KeySequences(keymap)
        self._guard = KeyGuard(self.call_in)
        self._hint: Timer | None = None
        self._status_pending = False
        self._interrupted = self._warned = False

    def compose(self) -> ComposeResult:
        """The panes; the style sheet and `_arrange` place them."""
        yield FilterBar().data_bind(Reader.appearance, count=Reader.count_text)
        yield Caption(id="banner").data_bind(Reader.appearance)
        yield DaysStrip().data_bind(Reader.appearance, Reader.overview, shown=Reader.scope)
        with Container(id="panes"):
            yield DigestList().data_bind(
                Reader.appearance,
                items=Reader.day_items,
                cursor=Reader.day_cursor,
                shown=Reader.scope,
            )
            yield PaperList(self.model.papers.selection).data_bind(
                Reader.appearance,
                Reader.awaited,
                Reader.rows,
                Reader.hits,
                Reader.top,
                Reader.cursor,
                Reader.placeholder,
                Reader.columns,
                Reader.lines_per_row,
            )
            yield Divider().data_bind(Reader.appearance)
            yield AbstractView().data_bind(
                Reader.appearance,
                Reader.page,
                offset_line=Reader.page_offset,
                hit=Reader.page_hit,
            )
        yield HintLine().data_bind(Reader.appearance)
        yield StatusLine().data_bind(Reader.appearance)
        yield ErrorLine().data_bind(Reader.appearance)
        yield KeyMenu().data_bind(Reader.appearance)
        yield CompletionMenu().data_bind(
            Reader.appearance, Reader.suggestions, cursor=Reader.chosen
        )
        yield Toast().data_bind(Reader.appearance)

    def on_mount(self) -> None:
        """Follow the model."""
        model, papers = self.model, self.model.papers
        names = ("awaited", "rows", "hits", "top", "cursor", "placeholder", "columns")
        mirror(model, self, "appearance", "overview", "count_text")
        mirror(papers, self, *names, "lines_per_row")
        mirror(model.abstract, self, "page", page_offset="offset", page_hit="hit")
        mirror(model.days, self, day_items="items", day_cursor="cursor")
        mirror(model.filter, self, "suggestions", "chosen", filter_error="error")
        papers.shown.connect(lambda _: self.query_one(PaperList).show_now())
        papers.grown.connect(self.query_one(PaperList).fill_gaps)
        papers.redraw.connect(self._redraw)
        papers.moved.connect(lambda _: self._status_changed())
        field = self.query_one(QueryInput)
        model.filter.replaced.connect(lambda put: field.put(*put))
        model.filter.typed_for.connect(lambda typed: field.type_text(*typed))
        self.watch(field, "selection", self._point)
        for name in ("scroll_x", "has_focus"):
            self.watch(field, name, self._point, init=False)
        model.filter.watch("suggestions", "error", "error_span", call=self._point)
        model.filter.watch("suggestions", call=self._place_menu)
        model.layout.watch("focus", call=self._follow_focus)
        model.layout.watch("wide", "lines", call=self._arrange)
        model.watch("announcement", call=self._announce)
        model.watch("listing", call=self._list_changed)
        for name in ("listing", "overview", "activity", "fetching", "index_behind", "trouble"):
            model.watch(name, call=self._status_changed)
        model.abstract.watch("offset", "page", call=self._status_changed)
        self.call_after_refresh(self._open)

    def _open(self) -> None:
        """The first frame is on the screen: open the library."""
        self._measure()
        self._begin(self)

    def on_unmount(self) -> None:
        """Write what is still to be written, and remember the position."""
        self._end(self)

    @cached_property
    def workspace(self) -> Workspace:
        """The controllers; imported when they are first needed, after the first frame."""
        from daily_papers.ui.controllers.workspace import Workspace

        workspace, field = Workspace(self.context, self), self.query_one(QueryInput)
        field.on_typed, field.on_kept = workspace.filter.typed, workspace.filter.enter
        field.on_dropped, field.takes = self._drop_filter, workspace.completion.key
        return workspace

    # The host of the controllers

    def say(self, text: str) -> None:
        """Show one line at the bottom right, over the triage where one is open."""
        if self.model.triage:
            self.model.triage.said.emit(text)
        else:
            self.query_one(Toast).say(text)

    def run(
        self,
        work: Callable[[], object],
        *,
        group: str,
        exclusive: bool = False,
        thread: bool = False,
    ) -> object:
        """Run something while keys go on."""
        worker: Any = work
        return self.run_worker(worker, group=group, exclusive=exclusive, thread=thread)

    def post(self, message: Message) -> object:
        """Send a message to this screen, from any thread."""
        return self.post_message(message)

    def call_in(self, seconds: float, work: Callable[[], object]) -> Timer:
        """Call `work` after some seconds."""
        return self.set_timer(seconds, work)

    def call_every(self, seconds: float, work: Callable[[], object]) -> object:
        """Call `work` again and again."""
        return self.set_interval(seconds, work)

    def after_frame(self, work: Callable[[], object]) -> object:
        """Call `work` once the next frame is drawn."""
        return self.call_after_refresh(work)

    def copy(self, text: str) -> None:
        """Put text on the clipboard."""
        self.app.copy_to_clipboard(text)

    def bell(self) -> None:
        """Ring the terminal's bell."""
        self.app.bell()

    # What commands ask of the application

    def push(self, screen: Any) -> None:
        """Show a screen over the others."""
        self.app.push_screen(screen)

    def close_triage(self) -> None:
        """Close the triage, if it is on top."""
        if self.app.screen is not self and self.workspace.triage:
            self.app.pop_screen()
            self.workspace.triage.end()
            self.workspace.triage = None

    @property
    def is_busy(self) -> bool:
        """Whether something is open over the list, or a filter is being typed."""
        return self.app.screen is not self or self.model.layout.focus is Focus.FILTER

    def abstract_region(self) -> Region | None:
        """The region of the screen that the abstract covers; `None` where it is not shown."""
        abstract = self.query_one(AbstractView)
        return abstract.region if abstract.display and abstract.region.height > 2 else None

    def suspend(self) -> AbstractContextManager[None]:
        """Lend the terminal to another program for the length of a `with` block."""
        return self.app.suspend()

    def stop_process(self) -> None:
        """Suspend the reader, as ctrl+z does of any program."""
        self.app.action_suspend_process()

    def redraw(self) -> None:
        """Draw everything again."""
        self.app.screen.refresh(layout=True)

    def press(self, key: str) -> None:
        """Act as if a key was typed, given as people read it."""
        for token in spell(key).split(" "):
            self.app.post_message(key_of(token))

    def drop_keys(self) -> None:
        """Forget the keys that were typed and wait."""
        self._dispatcher.drop()

    def guard_keys(self) -> None:
        """Ignore what is typed for a field that did not open, and say that there is no paper."""
        self.say(toasts.NO_PAPER)
        self._guard.begin()

    def quit(self) -> None:
        """Quit; where that loses acts which are not saved, only when asked once more."""
        ctx = self.context
        if ctx.is_open and ctx.session.writer.waiting and not self._warned:
            self._warned = True
            self.say(toasts.quits_unsaved(ctx.session.writer.trouble))
        else:
            self.app.exit()

    def interrupt(self) -> None:
        """Cancel what is pending; a second time quits."""
        if self._interrupted:
            self.app.exit()
        self._interrupted = True
        self.say(toasts.AGAIN_QUITS)
        self.set_timer(_INTERRUPT, lambda: setattr(self, "_interrupted", False))

    # Keys

    @property
    def takes_keys(self) -> bool:
        """Whether keys are the reader's, and not a text field's."""
        return self.focused is None or isinstance(self.focused, Pane)

    def waits(self, token: str, *, behind: bool) -> bool:
        """Until there are papers, all but leaving waits for them."""
        model = self.model
        at_once = token == "ctrl+c" if behind else token in _AT_ONCE
        late = self.takes_keys and (model.late or model.opens_triage)
        return (not self.context.is_open or model.awaits_papers or late) and not at_once

    def take(self, token: str) -> None:
        """Do what a key says.

        Keys are taken as the terminal sends them, not by way of the focused pane: a burst of them
        is then never split between a pane and the field that one of them opened.
        """
        self.model.untouched = False
        if self._guard.takes(token):
            return
        self._interrupted = self._interrupted and token == "ctrl+c"
        stroke = self._sequences.feed(token)
        if self._hint:
            self._hint.stop()
        is_open = self.context.is_open
        if stroke and not (is_open and self.workspace.verdicts.answer(stroke.action)):
            self.model.hints.did(stroke.action)
            ACTIONS[stroke.action].run(self.workspace, stroke.count)
        elif self._sequences.choices:
            self._hint = self.set_timer(_PREFIX_HINT, self._show_prefix_hint)
        self._refresh_status()

    def _drop_filter(self, then: tuple[str, ...]) -> None:
        self.workspace.filter.cancel()
        for token in then:
            self.take(token)

    @property
    def choices(self) -> Mapping[str, str]:
        """The keys that may follow the prefix that was typed, each with its action's name."""
        return self._sequences.choices

    # The status

    def _status_changed(self) -> None:
        """Draw the status again, once for all that changes before the next frame."""
        if not self._status_pending:
            self._status_pending = True
            self.call_next(self._refresh_status)

    def _show_prefix_hint(self) -> None:
        self._refresh_status(hint=True)

    def _refresh_status(self, hint: bool = False) -> None:
        """Show where the user is, and which keys matter."""
        self._status_pending = False
        if not self.is_mounted:
            return
        model, keys = self.model, self.context.keys
        choices = self._sequences.choices if hint else {}
        status = self.query_one(StatusLine)
        status.place = position_text(model)
        status.notice = self._notice
        status.keys = () if choices else footer_keys(model, keys)
        key_menu = self.query_one(KeyMenu)
        key_menu.keys = keys_after_prefix(model, choices) if choices else ()
        hints = self.query_one(HintLine)
        hints.keys = model.hints.keys(keys) if self.takes_keys else ()
        hints.leave = keys.get("back", ("",))[0]
        total = len(model.papers.rows)
        self.query_one(Divider).caption = f"{model.papers.cursor + 1} of {total:,}" if total else ""

    @property
    def _notice(self) -> str:
        """What is wrong, what is going on, or what has changed under the list."""
        if not self.context.is_open:
            return ""
        notice = notice_text(self.model, self.context.keys)
        return notice or self.workspace.inbox.cleared_text

    # Arrangement

    def on_resize(self) -> None:
        """Another size: place the panes."""
        self.model.layout.size = (self.size.width, self.size.height)
        self._arrange()

    def _arrange(self) -> None:
        """Show, hide and size the panes for the terminal's size and the focus."""
        layout = self.model.layout
        found = layout.arrangement
        for mode in Mode:
            self.set_class(mode is found.mode, f"-{mode}")
        narrow, single = found.mode is Mode.NARROW, found.mode is Mode.SINGLE
        in_abstract = layout.focus is Focus.ABSTRACT
        papers, abstract = self.query_one(PaperList), self.query_one(AbstractView)
        divider, days = self.query_one(Divider), self.query_one(DigestList)
        papers.display = (
            found.list_height > 0 and found.list_width > 0 and not (single and in_abstract)
        )
        abstract.display = found.abstract_height > 0 and (not single or in_abstract)
        papers.styles.width = "100%" if narrow else found.list_width
        papers.styles.height = found.list_height if narrow else "100%"
        abstract.styles.width = found.abstract_width
        divider.display = papers.display and abstract.display
        divider.styles.width = "100%" if narrow else 1
        divider.styles.height = 1 if narrow else "100%"
        days.styles.width = DAYS
        days.display = found.mode is Mode.WIDE or (
            layout.focus is Focus.DAYS and found.mode is not Mode.TITLE
        )
        self.model.papers.lines_per_row = layout.lines_per_row
        self.query_one(FilterBar).title = "daily-papers" if self.size.width >= 100 else ""
        self._measure()
        self._refresh_status()

    @on(Pane.Resized)
    def _measure(self) -> None:
        """Tell the model how much the panes have room for."""
        model = self.model
        papers = self.query_one(PaperList).size
        model.papers.resize(papers.height // model.papers.lines_per_row)
        model.abstract.set_size(*self.query_one(AbstractView).text_size)
        model.days.height = self.query_one(DigestList).size.height
        self._status_changed()

    # Focus

    @property
    def _focusable(self) -> Mapping[Focus, Any]:
        return {
            Focus.DAYS: self.query_one(DigestList),
            Focus.PAPERS: self.query_one(PaperList),
            Focus.ABSTRACT: self.query_one(AbstractView),
            Focus.FILTER: self.query_one(QueryInput),
        }

    def _follow_focus(self) -> None:
        """The model says what takes the keys."""
        widget = self._focusable[self.model.layout.focus]
        if self.focused is not widget:
            widget.display = True  # it may have been hidden
            self.set_focus(widget)

    @on(events.DescendantFocus)
    @on(events.DescendantBlur)
    def _focus_moved(self) -> None:
        """The focus was moved, perhaps by the mouse."""
        for focus, widget in self._focusable.items():
            if widget is self.focused:
                self.model.layout.focus = focus
        self.call_later(self._arrange)

    # Other parts of the model

    def _list_changed(self) -> None:
        self.scope = self.model.scope

    def watch_scope(self) -> None:
        """Another list is shown: name it in the bar."""
        self._name_scope()

    def watch_overview(self) -> None:
        """Other days: with days of several years, each has its year."""
        self._name_scope()

    def _name_scope(self) -> None:
        if self.scope is not None and self.is_mounted:
            from daily_papers.ui.model.calendar import years_differ
            from daily_papers.ui.strings import names

            year = years_differ(self.overview.calendar)
            self.query_one(FilterBar).scope = names.scope(self.scope, year=year)

    def _announce(self) -> None:
        """Show a line above the list, cut between its parts; or remove it."""
        parts = self.model.announcement
        banner = self.query_one("#banner", Caption)
        banner.pieces = tuple((each, "quiet") for each in dotted(parts))
        banner.set_class(bool(parts), "-shown")

    def _redraw(self, rows: RowRange | None) -> None:
        papers = self.query_one(PaperList)
        if rows is None:
            papers.refresh()
        else:
            papers.refresh_rows(rows.first, rows.end)
        self._status_changed()  # it says how many papers are selected

    def _place_menu(self) -> None:
        """Open the menu under the field."""
        self.query_one(CompletionMenu).offset_cells = self.query_one(QueryInput).region.x

    def _point(self) -> None:
        """Show below the field what is wrong, while one types there and no menu is open."""
        model, field, bar = self.model.filter, self.query_one(QueryInput), self.query_one(FilterBar)
        model.cursor = field.cursor_position
        bar.wrong = bool(model.error)
        bar.wrong_at = model.error_span
        line = self.query_one(ErrorLine)
        line.caret = bar.wrong_cell
        line.message = model.error if field.has_focus and not model.suggestions else ""

    # Messages of the widgets

    @on(PaperList.Clicked)
    def _click_paper(self, message: PaperList.Clicked) -> None:
        self.model.papers.move_to(message.index)
        if message.twice:
            self.workspace.navigation.open_paper()

    @on(PaperList.Scrolled)
    def _scroll_papers(self, message: PaperList.Scrolled) -> None:
        self.model.papers.scroll_by(message.rows)

    @on(PaperList.Waiting)
    def _load_row(self, message: PaperList.Waiting) -> None:
        self.workspace.papers.load_row(message.index)

    @on(DigestList.Clicked)
    def _click_day(self, message: DigestList.Clicked) -> None:
        self.model.days.move_to(message.line)
        self.workspace.navigation.show_day()

    @on(DaysStrip.Chosen)
    def _show_scope(self, message: DaysStrip.Chosen) -> None:
        self.workspace.papers.show(message.scope)
        self.model.layout.focus = Focus.PAPERS

    @on(AbstractView.Scrolled)
    def _scroll_abstract(self, message: AbstractView.Scrolled) -> None:
        self.model.abstract.scroll_by(message.lines)

    @on(AbstractView.LinkClicked)
    def _open_link(self, message: AbstractView.LinkClicked) -> None:
        self.workspace.links.open(message.link.url)

    @on(CompletionMenu.Clicked)
    def _complete(self, message: CompletionMenu.Clicked) -> None:
        self.workspace.completion.accept(message.number)

    @on(QueryInput.Widened)
    def _widen_filter(self) -> None:
        self.workspace.filter.widen()

    @on(QueryInput.Stepped)
    def _step_in_results(self, message: QueryInput.Stepped) -> None:
        self.model.papers.move_by(message.rows)

    @on(StatusLine.Clicked)
    def _press_clicked(self, message: StatusLine.Clicked) -> None:
        self.press(message.key)

    @on(events.TextSelected)
    def _copy_selected(self) -> None:
        self.workspace.links.copy_text(self.get_selected_text() or "")

    # Messages of the background

    @on(PaperChanged)
    def _show_paper(self) -> None:
        self.workspace.papers.cursor_moved(self._show_abstract)

    def _show_abstract(self) -> None:
        self.workspace.abstract.show()
        self.workspace.papers.mark_abstract()

    @on(ActFinished)
    def _act_finished(self, message: ActFinished) -> None:
        workspace = self.workspace
        workspace.verdicts.act_finished(message)
        if message.outcome.profile_changed:
            workspace.views.changed(message.outcome)
            workspace.rules.changed()
        self._warned = self._warned and message.outcome.saved
        workspace.inbox.announce()
        if workspace.triage:
            if workspace.triage.act_finished(message):
                self.drop_keys()
            workspace.triage.continue_after(message)

    @on(IndexProgress)
    def _index_progress(self, message: IndexProgress) -> None:
        self.workspace.index.progress(message.done, message.total)

    @on(IndexUpdated)
    def _index_updated(self, message: IndexUpdated) -> None:
        self.workspace.index.updated(message.trouble)
        self.workspace.rules.index_updated()
        self.workspace.inbox.announce()

    @on(IndexFailed)
    def _index_failed(self, message: IndexFailed) -> None:
        self.workspace.index.failed(message.reason)

    @on(RowsLoaded)
    def _rows_loaded(self) -> None:
        self.workspace.papers.rows_loaded()

    @on(CountsChanged)
    def _counts_changed(self, message: CountsChanged) -> None:
        if message.views:
            self.workspace.counts.refresh()
        else:
            self.workspace.papers.hits_counted()

    @on(WorkFinished)
    def _work_finished(self, message: WorkFinished) -> None:
        if message.copied:
            self.copy(message.copied)
        self.say(message.words)
