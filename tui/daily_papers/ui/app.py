"""The Textual application: a thin shell around the reader's screen."""

from __future__ import annotations

import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from rich.text import Text
from textual import events, on
from textual.app import App
from textual.binding import BindingType
from textual.filter import LineFilter, Monochrome, NoColor
from textual.worker import WorkerFailed

from daily_papers.crash_report import write_report
from daily_papers.themes import Theme
from daily_papers.ui import commands  # noqa: F401  registers every action
from daily_papers.ui.drawing.glyphs import UNICODE, Glyphs
from daily_papers.ui.drawing.styles import Appearance
from daily_papers.ui.drawing.theme_bridge import component_styles, to_textual
from daily_papers.ui.keys.actions import bindings
from daily_papers.ui.keys.dispatcher import KeyDispatcher, KeysReady
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
        self, opening: Startup, look: Theme, glyphs: Glyphs = UNICODE, *, typed: str = ""
    ) -> None:
        """Args:
        opening: Which papers to open, and where.
        look: The theme.
        glyphs: The signs that this terminal can show.
        typed: What was typed before the reader took the keys.
        """
        super().__init__(driver_class=TerminalDriver)
        self.opening = opening
        self.look = look
        """The theme that is worn."""
        self._glyphs = glyphs
        self._typed = typed
        self._keyboard = KeyDispatcher(lambda: self.screen, super().on_event)
        self.register_theme(to_textual(look))
        self.theme = look.name
        if not opening.config.motion:
            self.animation_level = "none"
        self.report: Path | None = None
        """The report of the error that ended the reader."""

    def on_mount(self) -> None:
        """Show the empty frame at once; papers come after it."""
        leave_on_signals(self)
        config = self.opening.config
        keymap, problems = bindings(config.keys, config.preset)
        self.opening.problems = [*self.opening.problems, *problems]
        reader = Reader(keymap, self._keyboard)
        reader.set_reactive(
            Reader.appearance, Appearance(component_styles(self.look), self._glyphs)
        )
        self.push_screen(reader)
        reader.call_after_refresh(self.opening.begin, reader)
        self.set_interval(PERIOD, ThemeWatcher(self, self.opening.paths.config / "themes").look)
        for char in self._typed:
            if char.isprintable() or char == "\r":
                self.post_message(events.Key("enter" if char == "\r" else char, char))

    async def on_event(self, event: events.Event) -> None:
        """Have keys taken by the screen on top, one by one, where no text field has them."""
        if isinstance(event, events.Key) and not event.is_forwarded and self.screen_stack:
            self.app_focus = True  # whoever types is here, even where the terminal said otherwise
            await self._keyboard.press(event)
        else:
            await super().on_event(event)

    @on(KeysReady)
    async def _let_keys_go_on(self) -> None:
        await self._keyboard.go_on()

    def wear(self, look: Theme) -> None:
        """Draw everything in another theme from now on; without colours they are all the same."""
        if self.no_color:
            return
        self.look = look
        self.register_theme(to_textual(look))
        if look.name == self.theme:
            self.mutate_reactive(DailyPapers.theme)  # other colours under the name of before
        else:
            self.theme = look.name
        drawn = Appearance(component_styles(look), self._glyphs)
        for screen in self.screen_stack:
            if isinstance(screen, Reader):
                screen.appearance = drawn
            for pane in screen.query(Pane):
                pane.appearance = drawn

    def say(self, text: str) -> None:
        """Tell the user something, in one line at the bottom right."""
        for screen in self.screen_stack:
            if isinstance(screen, Reader):
                screen.say(text)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What every line passes on its way to the terminal; the wall against controls is last."""
        filters = super().get_line_filters()
        if self.no_color:
            # Textual would turn colours to grey, of which some terminals have none.
            filters = [each for each in filters if not isinstance(each, Monochrome)] + [_NO_COLOR]
        return [joined(*filters, _CONTROLS)]

    def _handle_exception(self, error: Exception) -> None:
        """End on an error, but for those of workers that read a damaged index, which is made again,
        and of those whose answer nobody wants any more.
        """
        from sqlite3 import DatabaseError

        from daily_papers.library import Cancelled

        cause = error.error if isinstance(error, WorkerFailed) else None
        if isinstance(cause, Cancelled):
            return
        if isinstance(cause, DatabaseError):
            for screen in self.screen_stack:
                if isinstance(screen, Reader):
                    screen.finder.remaking.failed(str(cause))
        else:
            super()._handle_exception(error)

    def _fatal_error(self) -> None:
        """Write a report of the error, and end; Textual would print the papers' raw text."""
        self.report = write_report(traceback.format_exc())
        self.panic(Text(f"daily-papers stopped on an error. The report is in {self.report}"))


_NO_COLOR = NoColor()
_CONTROLS = ControlFilter()
