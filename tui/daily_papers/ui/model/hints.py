"""The first minute: three hints, each at its moment, gone once followed or dismissed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from daily_papers.papers.verdicts import TRIAGE_ACTS

_VERDICTS: Final = frozenset(TRIAGE_ACTS)


@dataclass(frozen=True, slots=True)
class Hint:
    """A few actions that one begins with."""

    name: str
    """What it is remembered by."""
    shown: tuple[tuple[str, str], ...]
    """The actions that it names, each with a word, the one that matters most first."""
    followed_by: frozenset[str]
    """The actions after which it is not shown any more."""
    after: frozenset[str] = frozenset()
    """The actions after one of which its moment has come; none for at once."""


HINTS: Final = (
    Hint(
        "judge",
        (("down", "next"), ("up", "back"), ("more", "read on"), ("star", "star")),
        followed_by=_VERDICTS,
    ),
    Hint(
        "find",
        (("undo", "undo"), ("filter_papers", "filter"), ("triage", "one by one")),
        followed_by=frozenset(("undo", "filter_papers", "triage")),
        after=_VERDICTS,
    ),
    Hint(
        "more",
        (("help_sheet", "six keys"), ("palette", "all actions"), ("view_starred", "starred")),
        followed_by=frozenset(("help_sheet", "palette", "view_starred")),
        after=frozenset(("filter_papers", "everywhere", "triage")),
    ),
)
"""The hints in their order."""
ALL: Final = frozenset(hint.name for hint in HINTS)
"""The names of all hints."""


class Hints:
    """Which hint is due."""

    def __init__(self, seen: Collection[str] = ()) -> None:
        """Args:
        seen: The names of those that were followed or dismissed before.
        """
        self.seen = frozenset(seen)
        self._done: frozenset[str] = frozenset()
        """The actions that were done so far."""

    @property
    def due(self) -> Hint | None:
        """The hint to be shown now: the first whose moment has come."""
        left = (hint for hint in HINTS if hint.name not in self.seen)
        return next((hint for hint in left if not hint.after or hint.after & self._done), None)

    def did(self, action: str) -> None:
        """An action was done: hints may have been followed by it, and others have their moment."""
        self._done |= {action}
        self.seen |= {hint.name for hint in HINTS if action in hint.followed_by}

    def dismiss(self) -> None:
        """The hint that is due was read; it does not come again."""
        if self.due:
            self.seen |= {self.due.name}

    def keys(self, shown: Mapping[str, tuple[str, ...]]) -> tuple[tuple[str, str], ...]:
        """The keys of the hint that is due, each with its word; none where no hint is due.

        Args:
            shown: The keys of each action as people read them.
        """
        named = self.due.shown if self.due else ()
        return tuple((shown[action][0], word) for action, word in named if shown.get(action))
