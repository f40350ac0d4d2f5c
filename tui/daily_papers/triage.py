"""Going through papers one by one: the queue, the verdicts, and what came of them. No I/O.

The reader's screen and `daily-papers triage --plain` both go by a `Session`. It holds keys of
papers, not papers, and writes nothing: whoever shows the papers does the acts and tells it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Final

VERDICTS: Final = ("star", "later", "dismiss", "done")
"""The acts that decide on a paper. In triage they set and never toggle."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was decided on one paper."""

    key: int
    act: str
    """One of `VERDICTS`."""
    written: bool
    """Whether it changed anything: a verdict that a paper bears already writes no act."""


class Session:
    """One going-through of a queue of papers, which stays as it was when it began."""

    def __init__(self, keys: Sequence[int], clock: Callable[[], float], start: int = 0) -> None:
        """Begin.

        Args:
            keys: The papers, in the order of their list.
            clock: Tells the time in seconds, from any moment on.
            start: The paper to begin with, from 0.
        """
        self._keys = list(keys)
        self._hidden: frozenset[int] = frozenset()
        self._at = start
        self._log: list[Verdict] = []
        self._clock = clock
        self._began = clock()
        self._ended = self._began

    # Where one is

    @property
    def keys(self) -> Sequence[int]:
        """All papers of the queue, those that are hidden too."""
        return self._keys

    @property
    def total(self) -> int:
        """How many papers there are to decide on, without those that are hidden."""
        return len(self._keys) - len(self._hidden)

    @property
    def place(self) -> int:
        """The paper's place, from 1; one more than `total` at the end."""
        return self._at + 1 - sum(key in self._hidden for key in self._keys[: self._at])

    @property
    def key(self) -> int | None:
        """The paper that is shown; `None` at the end."""
        return self._keys[self._at] if self._at < len(self._keys) else None

    @property
    def following(self) -> int | None:
        """The paper that a verdict on this one leads to; `None` where that is the end."""
        at = self._next_open()
        return self._keys[at] if at < len(self._keys) else None

    def move(self, papers: int) -> None:
        """Go some papers on, or back where negative, and decide nothing; the end is a place."""
        shown = [at for at, key in enumerate(self._keys) if key not in self._hidden]
        number = max(0, bisect_left(shown, self._at) + papers)
        self._go(shown[number] if number < len(shown) else len(self._keys))

    def go_to(self, key: int) -> None:
        """Go to a paper. One that is not in the queue comes in where one is."""
        if key not in self._keys:
            self._keys.insert(self._at, key)
        self._hidden -= {key}
        self._go(self._keys.index(key))

    def hide(self, keys: Collection[int]) -> None:
        """Pass over those of the papers that are not decided on; others that were hidden are back.

        Args:
            keys: Papers that a rule hides now.
        """
        decided = self.decided
        self._hidden = frozenset(keys).intersection(self._keys).difference(decided)
        if self.key in self._hidden:
            self._go(self._next_open())

    # Verdicts

    @property
    def last(self) -> Verdict | None:
        """The newest verdict that stands."""
        return self._log[-1] if self._log else None

    def decide(self, act: str, *, written: bool = True) -> None:
        """The paper was judged: go on to the next that was not, the end where none is left below.

        Args:
            act: One of `VERDICTS`.
            written: Whether it changed anything.
        """
        assert self.key is not None, "there is no paper at the end"
        self._log.append(Verdict(self.key, act, written))
        self._go(self._next_open())

    def take_back(self, key: int) -> None:
        """The newest verdict on a paper was undone: go back to the paper."""
        for number in range(len(self._log) - 1, -1, -1):
            if self._log[number].key == key:
                del self._log[number]
                break
        self.go_to(key)

    def again(self) -> Session:
        """A new going-through of the papers that were not decided on."""
        return Session(self.left, self._clock)

    @property
    def decided(self) -> dict[int, str]:
        """The newest verdict on each paper that was decided on, in the order of the queue."""
        newest = {each.key: each.act for each in self._log}
        return {key: newest[key] for key in self._keys if key in newest}

    @property
    def left(self) -> list[int]:
        """The papers that were not decided on, without those that are hidden."""
        passed = self._hidden.union(self.decided)
        return [key for key in self._keys if key not in passed]

    def with_verdict(self, act: str) -> list[int]:
        """The papers whose newest verdict is `act`, in the order of the queue."""
        return [key for key, chosen in self.decided.items() if chosen == act]

    @property
    def seconds(self) -> float:
        """How long it took from the beginning until the paper was left that was shown last."""
        return self._ended - self._began

    def _next_open(self) -> int:
        """The place from 0 of the next paper below that was not decided on."""
        passed = self._hidden.union(each.key for each in self._log)
        below = range(self._at + 1, len(self._keys))
        return next((at for at in below if self._keys[at] not in passed), len(self._keys))

    def _go(self, at: int) -> None:
        self._at = at
        self._ended = self._clock()
