"""What keys do, a room for each group of the help sheet. Importing this registers them all."""

from tui.ui.commands import app, find, inbox, judge, move, out, see, select, views, write

__all__ = ["app", "find", "inbox", "judge", "move", "out", "see", "select", "views", "write"]
