"""What the panes that draw their own lines have in common."""

from __future__ import annotations

from typing import Final

from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import Reactive, reactive
from textual.strip import Strip
from textual.widget import Widget

from daily_papers.ui.drawing.styles import Appearance

_WHEEL: Final = 3
"""Lines for one turn of the mouse wheel."""


class Pane(Widget, can_focus=True, inherit_bindings=False):
    """A focusable widget that is drawn line by line.

    A subclass implements `draw_line` and `changed`. The keys are the screen's business: a pane has
    none of its own. Text can be selected only where a subclass says how.
    """

    ALLOW_SELECT = False

    class Resized(Message):
        """The pane has room for more, or less."""

        def can_replace(self, message: Message) -> bool:
            """One says as much as many."""
            return isinstance(message, Pane.Resized)

    virtual_size = Reactive(Size(0, 0))
    """What can be scrolled to: as a pane draws its lines itself, no layout hangs on it."""
    appearance: reactive[Appearance] = reactive(Appearance, always_update=True)
    """Styles and glyphs."""

    def on_unmount(self) -> None:
        """Free the lines of closed widgets: a cache of Textual's class holds them as keys."""
        type(self._styles_cache).get_inner_outer.cache_clear()

    def watch_appearance(self) -> None:
        """Draw everything again in the new look."""
        self.changed()

    def watch_has_focus(self, has_focus: bool) -> None:
        """The bar at the left edge tells which pane has the focus."""
        super().watch_has_focus(has_focus)
        self.changed()

    def changed(self) -> None:
        """Something that shows has changed: draw every line again."""
        self.refresh()

    def wheel(self, lines: int) -> None:
        """The mouse wheel was turned by so many lines; upwards where negative."""

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel was turned down."""
        event.stop()
        self.wheel(_WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel was turned up."""
        event.stop()
        self.wheel(-_WHEEL)

    @property
    def base_style(self) -> Style:
        """The pane's own colours, under everything that is drawn."""
        return self.visual_style.rich_style

    def draw_line(self, y: int) -> Strip:
        """The line `y` cells below the top edge."""
        raise NotImplementedError

    line_width = 0
    """Cells of a line in the frame that is drawn: `size` is computed at each access."""

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw some lines for a frame."""
        self.line_width = self.size.width
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """Draw one line; an area without cells has none."""
        return self.draw_line(y) if self.line_width > 0 else Strip.blank(0)

    def refresh_lines(self, top: int, count: int = 1) -> None:
        """Draw `count` lines from `top` again, and no others."""
        top, bottom = max(0, top), min(self.size.height, top + count)
        if bottom > top:
            self.refresh(Region(0, top, self.size.width, bottom - top))
