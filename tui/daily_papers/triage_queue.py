"""The queue of a triage: which paper is shown, which verdicts were given, what is left. No I/O.

The reader's triage and `daily-papers triage --plain` share it. It holds keys of papers, not papers,
and writes nothing: its user shows the papers, does the acts and reports them here.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict given on one paper."""

    key: int
    act: str
    """One of `verdicts.TRIAGE_ACTS`."""
    written: bool
    """Whether it changed anything: a verdict that the paper has already writes no act."""


class TriageQueue:
    """Papers to be judged one by one, in the order of their list when the triage began."""

    def __init__(self, keys: Sequence[int], clock: Callable[[], float], start: int = 0) -> None:
        """Args:
        keys: The papers, in order.
        clock: The time in seconds, from any starting point.
        start: The index of the first paper to show.
        """
        self._keys = list(keys)
        self._hidden: frozenset[int] = frozenset()
        self._index = start
        self._judgements: list[Judgement] = []
        self._clock = clock
        self._began = clock()
        self._last_move = self._began

    # Position

    @property
    def keys(self) -> Sequence[int]:
        """All papers of the queue, hidden ones included."""
        return self._keys

    @property
    def total(self) -> int:
        """The number of papers, hidden ones excluded."""
        return len(self._keys) - len(self._hidden)

    @property
    def position(self) -> int:
        """The position of the current paper, from 1; `total` + 1 at the end."""
        return self._index + 1 - sum(key in self._hidden for key in self._keys[: self._index])

    @property
    def current(self) -> int | None:
        """The paper that is shown; `None` at the end."""
        return self._keys[self._index] if self._index < len(self._keys) else None

    @property
    def next(self) -> int | None:
        """The paper that follows a verdict on the current one; `None` if that is the end."""
        index = self._next_undecided()
        return self._keys[index] if index < len(self._keys) else None

    def move(self, papers: int) -> None:
        """Go forward by a number of papers, back if negative, without a verdict."""
        shown = [index for index, key in enumerate(self._keys) if key not in self._hidden]
        target = max(0, bisect_left(shown, self._index) + papers)
        self._go(shown[target] if target < len(shown) else len(self._keys))

    def go_to(self, key: int) -> None:
        """Go to a paper; one that is not in the queue is inserted here."""
        if key not in self._keys:
            self._keys.insert(self._index, key)
        self._hidden -= {key}
        self._go(self._keys.index(key))

    def hide(self, keys: Collection[int]) -> None:
        """Hide these papers unless they have a verdict, and show those hidden before.

        Args:
            keys: All papers that a mute rule hides now.
        """
        self._hidden = frozenset(keys).intersection(self._keys).difference(self.verdicts)
        if self.current in self._hidden:
            self._go(self._next_undecided())

    # Verdicts

    @property
    def last(self) -> Judgement | None:
        """The newest verdict that was not undone."""
        return self._judgements[-1] if self._judgements else None

    def decide(self, act: str, *, written: bool = True) -> None:
        """Record a verdict on the current paper, and go to the next one without a verdict.

        Args:
            act: One of `verdicts.TRIAGE_ACTS`.
            written: Whether it changed anything.
        """
        assert self.current is not None, "there is no paper at the end"
        self._judgements.append(Judgement(self.current, act, written))
        self._go(self._next_undecided())

    def undo(self, key: int) -> None:
        """Remove the newest verdict on a paper, and go back to the paper."""
        for index in range(len(self._judgements) - 1, -1, -1):
            if self._judgements[index].key == key:
                del self._judgements[index]
                break
        self.go_to(key)

    def restart(self) -> TriageQueue:
        """A new queue of the papers without a verdict."""
        return TriageQueue(self.undecided, self._clock)

    @property
    def verdicts(self) -> dict[int, str]:
        """The newest verdict on each paper that has one, in the order of the queue."""
        newest = {each.key: each.act for each in self._judgements}
        return {key: newest[key] for key in self._keys if key in newest}

    @property
    def undecided(self) -> list[int]:
        """The papers without a verdict, hidden ones excluded."""
        excluded = self._hidden.union(self.verdicts)
        return [key for key in self._keys if key not in excluded]

    def with_verdict(self, act: str) -> list[int]:
        """The papers whose newest verdict is `act`, in the order of the queue."""
        return [key for key, verdict in self.verdicts.items() if verdict == act]

    @property
    def seconds(self) -> float:
        """The time from the beginning until the last move."""
        return self._last_move - self._began

    def _next_undecided(self) -> int:
        """The index of the next paper below without a verdict; past the end if there is none."""
        excluded = self._hidden.union(each.key for each in self._judgements)
        below = range(self._index + 1, len(self._keys))
        return next(
            (index for index in below if self._keys[index] not in excluded), len(self._keys)
        )

    def _go(self, index: int) -> None:
        self._index = index
        self._last_move = self._clock()
