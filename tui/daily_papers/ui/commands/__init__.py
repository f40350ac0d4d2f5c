"""What keys do, one module for each group of actions. Importing this package registers them all."""

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
