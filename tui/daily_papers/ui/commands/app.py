"""Actions on the reader itself: help, back, fetch, quit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from daily_papers.ui.keys.actions import action

if TYPE_CHECKING:
    from daily_papers.ui.screens.reader import Reader


@action("?", group="app", label="keys", footer=99)
def help_sheet(reader: Reader, count: int | None) -> None:
    """Show all keys as they are bound now."""
    reader.show_help()


@action(":", "ctrl+p", group="app", label="all", footer=98)
def palette(reader: Reader, count: int | None) -> None:
    """Run an action or choose a theme by name; a number goes to that row."""
    from daily_papers.ui.screens.palette import open_palette

    open_palette(reader)


@action("escape", group="app", label="back")
def back(reader: Reader, count: int | None) -> None:
    """Go one step back: from the selection, the days, the abstract, the filter."""
    reader.mover.back()


@action("q", group="app")
def leave(reader: Reader, count: int | None) -> None:
    """Go back to the list; from there, quit."""
    reader.mover.leave()


@action("Q", group="app")
def quit_reader(reader: Reader, count: int | None) -> None:
    """Quit."""
    reader.quit()


@action("R", group="app", label="fetch")
def fetch(reader: Reader, count: int | None) -> None:
    """Fetch new digests from the network."""
    reader.fetching.start()


@action("ctrl+c", group="app")
def interrupt(reader: Reader, count: int | None) -> None:
    """Cancel; press twice to quit."""
    reader.interrupt()


@action("ctrl+z", group="app")
def suspend(reader: Reader, count: int | None) -> None:
    """Suspend the reader; `fg` brings it back."""
    reader.app.action_suspend_process()


@action("ctrl+l", group="app")
def redraw(reader: Reader, count: int | None) -> None:
    """Redraw the screen."""
    reader.refresh(layout=True)
