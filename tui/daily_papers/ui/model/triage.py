"""A triage: one paper at a time, and how far one is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from daily_papers.ui.model.observable import Observable, Observed, Signal
from daily_papers.ui.model.page import PageModel

if TYPE_CHECKING:
    from daily_papers.triage_queue import TriageQueue


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one is."""

    place: int = 1
    """The paper's place in the queue, from 1."""
    total: int = 0
    decided: int = 0
    kept: Sequence[tuple[str, int]] = ()
    """How many papers were given each verdict that keeps them, by its register."""
    last: tuple[str, str] | None = None
    """The last verdict: the fact that it set (`starred`), and the title of its paper."""
    undo: str = ""
    """The key that undoes it."""
    following: str = ""
    """The title of the paper that comes next."""
    verdict: str | None = None
    """What was decided on this paper, as in `last`; `None` for nothing."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What was decided in a triage."""

    name: str = ""
    """What was triaged: `Thursday, 31 July`."""
    decided: int = 0
    total: int = 0
    seconds: float = 0.0
    counts: Sequence[tuple[str, int]] = ()
    """How many papers were given each verdict, by its register."""
    kept: Sequence[tuple[str, str]] = ()
    """The papers to keep: the register of their verdict, and their title."""


class TriageModel(Observable):
    """A queue of papers, one by one."""

    ended: Observed[bool] = Observed(False)
    """Whether all papers were left behind, and the end is shown."""
    scope: Observed[str] = Observed("")
    """What is triaged, and where it spans days the paper's own: `31 Jul`."""
    progress: Observed[Progress] = Observed(Progress())
    """How far one is."""
    summary: Observed[Summary] = Observed(Summary())
    """What was decided, at the end."""
    keys: Observed[Sequence[tuple[str, str]]] = Observed(())
    """Keys with their labels: `("s", "star")`."""
    end_keys: Observed[Sequence[tuple[str, str]]] = Observed(())
    """The keys that lead on at the end, with their labels."""

    def __init__(self, queue: TriageQueue) -> None:
        """Args:
        queue: The papers, and where to begin.
        """
        super().__init__()
        self.queue = queue
        self.page = PageModel()
        """The paper; its size is that of the abstract's lines."""
        self.said: Signal[str] = Signal()
        """A line to show at the bottom right; an empty one removes what is there."""
        self.waits = True
        """Whether keys wait: for the first paper, or until an undo has found its paper."""
