"""What keys do, a room for each group of the help sheet. Importing this registers them all."""

from tui.ui.commands import app, find, judge, move, out, see, select

__all__ = ["app", "find", "judge", "move", "out", "see", "select"]
