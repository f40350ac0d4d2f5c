"""The menu under the filter: what may be typed next, and earlier filters."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from daily_papers.library import Cancelled
from daily_papers.query.completion import Completion, complete
from daily_papers.query.fold import fold
from daily_papers.ui.context import Context
from daily_papers.ui.controllers.debounce import Debounce
from daily_papers.ui.model.filter import Suggestion
from daily_papers.ui.model.layout import Focus
from daily_papers.ui.strings import errors

_PAUSE: Final = 0.03
"""Seconds without a key after which the papers are asked what may be typed."""
_STEPS: Final = {"down": 1, "ctrl+n": 1, "ctrl+r": 1, "up": -1, "ctrl+p": -1}


@dataclass(frozen=True, slots=True)
class _Values:
    """Asks the library which values the papers have, for as long as anybody wants to know."""

    completion: CompletionController
    question: int

    def values(self, field: str, beginning: str) -> Iterable[tuple[str, int]]:
        """See `completion.Source`."""
        return self.completion.values(field, beginning, self.question)


class CompletionController:
    """Suggests what may be typed, and types what is chosen."""

    def __init__(self, ctx: Context, debounce: Debounce) -> None:
        """Args:
        ctx: The field and the papers.
        debounce: Puts off what does not answer a key.
        """
        self._ctx = ctx
        self._model = ctx.model.filter
        self._debounce = debounce
        self._found: Sequence[Completion] = ()
        self._coming: tuple[int, Sequence[Completion]] = 0, ()
        """What was found and is not shown yet, and the number of its question."""
        self._in_history = False
        self._question = 0
        """Grows with each question, so that late answers are known."""

    def typed(self) -> None:
        """The field's text changed."""
        if self._in_history:
            self._show_history()
        else:
            self._ask(by_itself=True)

    def key(self, key: str) -> bool:
        """Do what a key means to the menu; whether it meant anything."""
        model = self._model
        if key == "tab":
            if model.suggestions:
                self.accept(max(0, model.chosen))
            else:
                self._ask(by_itself=False)
        elif key == "ctrl+r" and not (self._in_history and model.suggestions):
            self._in_history = True
            self._show_history()
        elif not model.suggestions:
            return False
        elif key in _STEPS:
            model.chosen = (model.chosen + _STEPS[key]) % len(model.suggestions)
        elif key == "escape":
            self.close()
        elif key == "enter" and model.chosen >= 0:
            self.accept(model.chosen)
        else:
            return False
        return True

    def give_way(self) -> None:
        """Suggest nothing by itself: an error is shown in its place."""
        if not self._in_history:
            self.close()

    def close(self) -> None:
        """Close the menu."""
        self._question += 1
        self._in_history = False
        self._model.suggestions = ()

    def values(self, field: str, beginning: str, question: int) -> list[tuple[str, int]]:
        """What the papers hold, unless something else was asked since; in a worker."""
        library = self._ctx.session.library
        return library.values(field, beginning, lambda: question != self._question)

    # What may be typed

    def _ask(self, *, by_itself: bool) -> None:
        self._question += 1
        work = partial(self._complete, self._question, by_itself)
        self._ctx.host.run(work, group="completion", exclusive=True)

    async def _complete(self, question: int, by_itself: bool) -> None:
        await asyncio.sleep(_PAUSE)
        model = self._model
        text, cursor = model.text, model.cursor
        source = _Values(self, question)
        try:
            found = await self._ctx.session.reader.ask(complete, text, cursor, source)
        except Cancelled:
            return
        if question != self._question or self._ctx.model.layout.focus is not Focus.FILTER:
            return
        # What is complete needs no menu; nor does a place where nothing was typed yet.
        fresh = [each for each in found if text[each.start : each.end] != each.text.rstrip()]
        begun = [each for each in fresh if each.start < cursor or text[:cursor].endswith(":")]
        self._coming = question, begun if by_itself else fresh
        self._debounce.do(self._show_coming)

    def _show_coming(self) -> None:
        question, found = self._coming
        if question == self._question:
            self._found = found
            self._show([Suggestion(each.label, each.hint, each.count) for each in found])

    def _show_history(self) -> None:
        self._question += 1
        typed, history = fold(self._model.text), self._model.history
        found = [each for each in history if typed in fold(each)]
        self._found = [Completion(each, 0, -1, each) for each in found]
        self._show([Suggestion(each) for each in found])
        self._model.chosen = 0 if found else -1
        if not found:
            self._ctx.host.say(errors.NO_SUCH_FILTER)
            self._in_history = bool(history)

    def _show(self, suggestions: Sequence[Suggestion]) -> None:
        self._model.chosen = -1
        self._model.suggestions = tuple(suggestions)

    # What is chosen

    def accept(self, number: int) -> None:
        """Type what a line of the menu says."""
        model, found = self._model, self._found[number]
        end = len(model.text) if found.end < 0 else found.end
        self._in_history = False
        text = model.text[: found.start] + found.text + model.text[end:]
        model.suggestions = ()
        model.type_text(text, found.start + len(found.text))
