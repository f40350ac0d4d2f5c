"""The first minute: three hints, one after the other, each gone once it was followed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Hint:
    """A few actions that one begins with."""

    name: str
    """What it is remembered by."""
    shown: tuple[tuple[str, str], ...]
    """The actions that it names, each with a word."""
    also: tuple[str, ...] = ()
    """Other actions that show that it is known."""

    @property
    def followed_by(self) -> frozenset[str]:
        """The actions after which it is not shown any more."""
        return frozenset((*self.also, *(name for name, _ in self.shown)))


HINTS: Final = (
    Hint(
        "move",
        (("down", "next"), ("up", "back"), ("more", "read on")),
        ("next_unread", "next_paper", "enter"),
    ),
    Hint("judge", (("star", "star"), ("dismiss", "dismiss"), ("undo", "undo")), ("later", "done")),
    Hint(
        "find",
        (("filter_papers", "filter"), ("triage", "one by one"), ("help_sheet", "six keys")),
        ("palette",),
    ),
)
"""The hints in their order."""


class Hints:
    """Which hint is due."""

    def __init__(self, seen: Collection[str] = ()) -> None:
        """Args:
        seen: The names of those that were followed before.
        """
        self.seen = frozenset(seen)

    @property
    def due(self) -> Hint | None:
        """The hint to be shown now."""
        return next((hint for hint in HINTS if hint.name not in self.seen), None)

    def did(self, action: str) -> None:
        """An action was done: the hint that is due may have been followed."""
        if (due := self.due) and action in due.followed_by:
            self.seen |= {due.name}

    def words(self, keys: Mapping[str, tuple[str, ...]]) -> str:
        """The hint that is due: `j next · k back · space read on`; nothing where none is.

        Args:
            keys: The keys of each action as people read them.
        """
        if not self.due:
            return ""
        named = [f"{keys[name][0]} {word}" for name, word in self.due.shown if keys.get(name)]
        return " · ".join(named)


ALL: Final = frozenset(hint.name for hint in HINTS)
"""The names of all hints."""
