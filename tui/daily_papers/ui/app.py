"""The Textual application: a thin shell around the reader's screen."""

from __future__ import annotations

import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from rich.console import RenderableType
from rich.text import Text
from textual import events, on
from textual.app import App
from textual.binding import BindingType
from textual.filter import LineFilter, Monochrome, NoColor
from textual.message import Message
from textual.worker import WorkerFailed

from daily_papers.crash_report import write_report
from daily_papers.themes import Theme
from daily_papers.ui import commands  # noqa: F401  registers every action
from daily_papers.ui.drawing.glyphs import UNICODE, Glyphs
from daily_papers.ui.drawing.styles import Appearance
from daily_papers.ui.drawing.theme_bridge import component_styles, to_textual
from daily_papers.ui.keys.actions import bindings
from daily_papers.ui.keys.dispatcher import KeyDispatcher, KeysReady
from daily_papers.ui.messages import IndexFailed, WorkFinished
from daily_papers.ui.model.reader import ReaderModel
from daily_papers.ui.screens.reader import Reader
from daily_papers.ui.services.theme_watcher import PERIOD, ThemeWatcher
from daily_papers.ui.startup import Startup
from daily_papers.ui.terminal.driver import TerminalDriver
from daily_papers.ui.terminal.output_filter import ControlFilter, joined
from daily_papers.ui.terminal.run import leave_on_signals
from daily_papers.ui.widgets.pane import Pane


class DailyPapers(App[None], inherit_bindings=False):
    """The reader."""

    TITLE = "daily-papers"
    ENABLE_COMMAND_PALETTE = False
    CSS_PATH = "styles/reader.tcss"
    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(
        self, startup: Startup, theme: Theme, glyphs: Glyphs = UNICODE, *, typed: str = ""
    ) -> None:
        """Args:
        startup: Which papers to open, and where.
        theme: The theme.
        glyphs: The glyphs that this terminal can show.
        typed: What was typed before the reader took the keys.
        """
        super().__init__(driver_class=TerminalDriver)
        self.startup = startup
        self.model = ReaderModel()
        """What the reader shows."""
        self.model.theme = theme
        self._glyphs = glyphs
        self._typed = typed
        self._dispatcher = KeyDispatcher(lambda: self.screen, super().on_event)
        self.register_theme(to_textual(theme))
        self.theme = theme.name
        if not startup.config.motion:
            self.animation_level = "none"
        self.report: Path | None = None
        """The report of the error that ended the reader."""

    def on_mount(self) -> None:
        """Show the empty frame at once; papers come after it."""
        leave_on_signals(self)
        startup, model = self.startup, self.model
        keymap, problems = bindings(startup.config.keys, startup.config.preset)
        startup.problems = [*startup.problems, *problems]
        model.appearance = self._appearance
        model.watch("theme", call=self._apply_theme)
        self.push_screen(Reader(model, keymap, self._dispatcher, startup.begin, startup.end))
        watcher = ThemeWatcher(model, startup.paths.config / "themes", self._report)
        self.set_interval(PERIOD, watcher.look)
        for char in self._typed:
            if char.isprintable() or char == "\r":
                self.post_message(events.Key("enter" if char == "\r" else char, char))

    async def on_event(self, event: events.Event) -> None:
        """Have keys taken by the screen on top, one by one, where no text field has them."""
        if isinstance(event, events.Key) and not event.is_forwarded and self.screen_stack:
            self.app_focus = True  # a key proves the focus, whatever the terminal reported
            await self._dispatcher.press(event)
        elif not (self._dispatcher.is_closed and isinstance(event, events.Paste)):
            await super().on_event(event)

    def exit(
        self, result: None = None, return_code: int = 0, message: RenderableType | None = None
    ) -> None:
        """Quit; what is typed from now on does nothing."""
        self._dispatcher.close()
        super().exit(result, return_code, message)

    @on(KeysReady)
    async def _let_keys_go_on(self) -> None:
        await self._dispatcher.go_on()

    @property
    def _appearance(self) -> Appearance:
        """The styles of the theme, and the glyphs."""
        assert self.model.theme is not None
        return Appearance(component_styles(self.model.theme), self._glyphs)

    def _apply_theme(self) -> None:
        """Draw everything in another theme; without colours they are all the same."""
        theme = self.model.theme
        if self.no_color or theme is None:
            return
        self.register_theme(to_textual(theme))
        if theme.name == self.theme:
            self.mutate_reactive(DailyPapers.theme)  # other colours under the same name
        else:
            self.theme = theme.name
        self.model.appearance = self._appearance
        for screen in self.screen_stack:
            for pane in screen.query(Pane):
                pane.appearance = self.model.appearance

    def _report(self, text: str) -> None:
        """Show a line to the user."""
        self._post_to_reader(WorkFinished(text))

    def _post_to_reader(self, message: Message) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, Reader):
                screen.post_message(message)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """The filters of every line for the terminal; that of control characters comes last."""
        filters = super().get_line_filters()
        if self.no_color:
            # Textual would turn colours to grey, of which some terminals have none.
            filters = [each for each in filters if not isinstance(each, Monochrome)] + [_NO_COLOR]
        return [joined(*filters, _CONTROLS)]

    def _handle_exception(self, error: Exception) -> None:
        """End on an error, but for those of workers that read a damaged index, which is made again,
        and of cancelled questions.
        """
        from sqlite3 import DatabaseError

        from daily_papers.library import Cancelled

        cause = error.error if isinstance(error, WorkerFailed) else None
        if isinstance(cause, Cancelled):
            return
        if isinstance(cause, DatabaseError):
            self._post_to_reader(IndexFailed(str(cause)))
        else:
            super()._handle_exception(error)

    def _fatal_error(self) -> None:
        """Write a report of the error, and end; Textual would print the papers' raw text."""
        self.report = write_report(traceback.format_exc())
        self.panic(Text(f"daily-papers stopped on an error. The report is in {self.report}"))


_NO_COLOR = NoColor()
_CONTROLS = ControlFilter()
