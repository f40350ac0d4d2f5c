"""What the list of papers shows: which scope, under which filter, and what is stale in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from daily_papers.library import Library, Listing, Matches
    from daily_papers.papers.scopes import Scope
    from daily_papers.query.tree import Query


Kind: TypeAlias = Literal["named", "dismissed", "muted", "similar"]
"""The paper whose id was typed; papers that are dismissed, or muted, or with words like those."""


@dataclass(frozen=True, slots=True)
class Offer:
    """Another filter, offered in the place of one that leaves nothing."""

    of: Kind
    """What it adds."""
    query: Query
    papers: int
    """How many it leaves."""
    here: bool
    """Whether those are in the list's scope, not only elsewhere."""


@dataclass(slots=True)
class ListState:
    """One list as it was opened. Its members stay; papers that stop belonging are *stale*."""

    scope: Scope
    rows: Listing
    text: str = ""
    """The filter as typed."""
    query: Query | None = None
    """The filter as read; `None` for none."""
    counted: int | None = None
    """How many rows there will be in a list that is still being read; `None` until it is known."""
    everywhere: int | None = None
    """How many papers of the whole library the filter leaves; `None` until they are counted."""
    muted: int = 0
    """How many papers the filter would leave that are muted."""
    offer: Offer | None = None
    """What could replace a list without papers."""
    aim: int | None = None
    """The key of the paper that the cursor is to come to, until it does."""
    top: int = 0
    """The first row that is then to be in sight."""
    unfinished: Matches | None = None
    """How far regular expressions were looked for, where they took too long."""
    fresh: int = 0
    """How many papers have come that belong to the list."""
    stale: int = 0
    """How many papers of the list no longer belong to it."""
    touched: set[int] = field(default_factory=set)
    """Keys of the papers that were acted on since the list was opened."""

    @property
    def total(self) -> int:
        """How many papers the list holds, as far as that is known."""
        return len(self.rows) if self.rows.complete else max(self.counted or 0, len(self.rows))

    def touch(self, keys: Iterable[int], library: Library) -> None:
        """Papers were acted on: count again how many are stale."""
        self.touched.update(self.rows.intersection(keys))
        if self.touched:
            staying = library.still_in(self.scope, self.query, self.touched)
            self.stale = len(self.touched) - len(staying)
