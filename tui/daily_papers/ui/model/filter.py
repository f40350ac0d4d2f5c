"""The filter: its text field, what is wrong with it, and the menu under it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from daily_papers.ui.model.observable import Observable, Observed, Signal


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One line of the menu under the filter."""

    text: str
    hint: str = ""
    """What it means."""
    count: int | None = None
    """How many papers it would give, where that is known."""


class FilterModel(Observable):
    """The filter's text field, what is wrong with it, and the menu under it."""

    text: Observed[str] = Observed("")
    """The text in the field. The field reports what is typed; `put` replaces it."""
    cursor: Observed[int] = Observed(0)
    """The cursor's place in the text."""
    error: Observed[str] = Observed("")
    """What is wrong with the text, with its column; empty where the list follows it."""
    error_span: Observed[tuple[int, int] | None] = Observed(None)
    """From and to which character it cannot be read."""
    suggestions: Observed[Sequence[Suggestion]] = Observed(())
    """The lines of the menu; it is open while there are any."""
    chosen: Observed[int] = Observed(-1)
    """The line of the menu under its cursor; -1 before one was chosen."""

    def __init__(self) -> None:
        """An empty field."""
        super().__init__()
        self.history: Sequence[str] = ()
        """The filters that were kept, the last one first."""
        self.typed_for: Signal[tuple[str, int]] = Signal()
        """The menu types another text, with the cursor there."""
        self.replaced: Signal[tuple[str, int | None]] = Signal()
        """The field's text was replaced, with the cursor there; `None` is its end."""

    def type_text(self, text: str, cursor: int) -> None:
        """Replace the text as if it was typed."""
        self.typed_for.emit((text, cursor))

    def show_error(self, error: str, span: tuple[int, int] | None = None) -> None:
        """Show what is wrong with the text, and where; empty where nothing is."""
        self.error_span = span
        self.error = error

    def put(self, text: str, cursor: int | None = None) -> None:
        """Replace the text, which reports nothing as typed."""
        self.text = text
        self.replaced.emit((text, cursor))
