"""The pane of views, days and collections: its lines and its cursor."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from daily_papers.ui.model.observable import Observable, Observed

if TYPE_CHECKING:
    from daily_papers.papers.scopes import Scope


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the pane of days: a heading where it has no scope."""

    scope: Scope | None
    name: str
    count: int = 0
    total: int = 0
    """0 for a view, which has no progress."""


class Items(Protocol):
    """The lines of the pane, each made when it is looked at."""

    def __len__(self) -> int:
        """How many lines there are."""

    def __getitem__(self, number: int) -> Item:
        """One line."""

    def line_of(self, scope: Scope | None) -> int | None:
        """The line of a view or a digest."""


class NoItems:
    """No lines."""

    def __len__(self) -> int:
        """None."""
        return 0

    def __getitem__(self, number: int) -> Item:
        """Never there."""
        raise IndexError(number)

    def line_of(self, scope: Scope | None) -> int | None:
        """Never there."""
        return None


NO_ITEMS: Final = NoItems()


class DaysModel(Observable):
    """The pane of views, days and collections."""

    items: Observed[Items] = Observed(NO_ITEMS)
    """The lines."""
    cursor: Observed[int] = Observed(0)
    """The line under the cursor."""

    def __init__(self) -> None:
        """An empty pane."""
        super().__init__()
        self.height = 0
        """Lines of the pane."""

    @property
    def scope(self) -> Scope | None:
        """What the line under the cursor shows."""
        return self.items[self.cursor].scope if len(self.items) else None

    def move_to(self, line: int) -> None:
        """Move the cursor to a line, or to the nearest that there is."""
        self.cursor = max(0, min(line, len(self.items) - 1))

    def move_by(self, steps: int) -> None:
        """Move the cursor by so many lines that can be chosen."""
        at, step = self.cursor, 1 if steps > 0 else -1
        for _ in range(abs(steps)):
            following = at + step
            while 0 <= following < len(self.items) and self.items[following].scope is None:
                following += step
            if not 0 <= following < len(self.items):
                break
            at = following
        self.cursor = at

    def follow(self, scope: Scope | None) -> None:
        """Move the cursor to the line of what is shown."""
        if scope is not None and (line := self.items.line_of(scope)) is not None:
            self.cursor = line
