"""What keys do, a room for each group of the help sheet. Importing this registers them all."""

from daily_papers.ui.commands import (
    app,
    find,
    inbox,
    move,
    out,
    see,
    select,
    verdicts,
    views,
    write,
)

__all__ = ["app", "find", "inbox", "move", "out", "see", "select", "verdicts", "views", "write"]
