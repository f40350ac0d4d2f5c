"""The menu under the filter: what may be typed next, and the filters of before."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from daily_papers.library import Cancelled
from daily_papers.query.completion import Completion, complete
from daily_papers.query.fold import fold
from daily_papers.ui.strings import errors
from daily_papers.ui.widgets.completion_menu import Offer

if TYPE_CHECKING:
    from daily_papers.ui.controllers.filter import FilterController
    from daily_papers.ui.screens.reader import Reader

_PAUSE: Final = 0.03
"""Seconds without a key after which the papers are asked what may be typed."""
_STEPS: Final = {"down": 1, "ctrl+n": 1, "ctrl+r": 1, "up": -1, "ctrl+p": -1}


@dataclass(frozen=True, slots=True)
class _Holdings:
    """Asks the library what the papers hold, for as long as anybody wants to know."""

    completing: CompletionController
    asked: int

    def values(self, field: str, beginning: str) -> Iterable[tuple[str, int]]:
        """See `complete.Source`."""
        return self.completing.values(field, beginning, self.asked)


class CompletionController:
    """Offers what may be typed, and takes what is chosen."""

    def __init__(self, reader: Reader, filtering: FilterController) -> None:
        """Args:
        reader: Whose field it is.
        filtering: Who knows the filters of before.
        """
        self._reader = reader
        self._filtering = filtering
        self._found: list[Completion] = []
        self._coming: tuple[int, list[Completion]] = 0, []
        """What was found and is not shown yet, and the number of its question."""
        self._in_history = False
        self._asked = 0
        """Grows with each question, so that late answers are known."""

    @property
    def is_open(self) -> bool:
        """Whether there is a menu."""
        return bool(self._reader.menu.offers)

    def typed(self) -> None:
        """The field's text changed."""
        if self._in_history:
            self._show_history()
        else:
            self._ask(by_itself=True)

    def key(self, key: str) -> bool:
        """Do what a key means to the menu; whether it meant anything."""
        menu = self._reader.menu
        if key == "tab":
            if self.is_open:
                self.accept(max(0, menu.cursor))
            else:
                self._ask(by_itself=False)
        elif key == "ctrl+r" and not (self._in_history and self.is_open):
            self._in_history = True
            self._show_history()
        elif not self.is_open:
            return False
        elif key in _STEPS:
            menu.cursor = (menu.cursor + _STEPS[key]) % len(menu.offers)
        elif key == "escape":
            self.close()
        elif key == "enter" and menu.cursor >= 0:
            self.accept(menu.cursor)
        else:
            return False
        return True

    def give_way(self) -> None:
        """Offer nothing by itself: what is wrong is told in its place."""
        if not self._in_history:
            self.close()

    def close(self) -> None:
        """Take the menu away."""
        self._asked += 1
        self._in_history = False
        self._reader.menu.offers = ()

    def values(self, field: str, beginning: str, asked: int) -> list[tuple[str, int]]:
        """What the papers hold, unless something else was asked since; in a worker."""
        library = self._reader.open_library
        return library.values(field, beginning, lambda: asked != self._asked)

    # What there is

    def _ask(self, *, by_itself: bool) -> None:
        self._asked += 1
        work: Callable[[], Awaitable[None]] = partial(self._complete, self._asked, by_itself)
        self._reader.run_worker(work, group="completion", exclusive=True)

    async def _complete(self, asked: int, by_itself: bool) -> None:
        await asyncio.sleep(_PAUSE)
        field = self._reader.bar.field
        text, cursor = field.value, field.cursor_position
        source = _Holdings(self, asked)
        try:
            found = await self._reader.asking.ask(complete, text, cursor, source)
        except Cancelled:
            return
        if asked != self._asked or self._reader.focused is not field:
            return
        # What is complete needs no menu; nor does a place where nothing was typed yet.
        fresh = [each for each in found if text[each.start : each.end] != each.text.rstrip()]
        begun = [each for each in fresh if each.start < cursor or text[:cursor].endswith(":")]
        self._coming = asked, begun if by_itself else fresh
        self._reader.lull.do(self._show_coming)

    def _show_coming(self) -> None:
        asked, found = self._coming
        if asked == self._asked:
            self._found = found
            self._show([Offer(each.label, each.hint, each.count) for each in found])

    def _show_history(self) -> None:
        self._asked += 1
        typed = fold(self._reader.bar.field.value)
        found = [each for each in self._filtering.history if typed in fold(each)]
        self._found = [Completion(each, 0, -1, each) for each in found]
        self._show([Offer(each, "", None) for each in found])
        self._reader.menu.cursor = 0 if found else -1
        if not found:
            self._reader.say(errors.NO_SUCH_FILTER)
            self._in_history = bool(self._filtering.history)

    def _show(self, offers: list[Offer]) -> None:
        menu = self._reader.menu
        menu.offset_cells = self._reader.bar.field.region.x
        menu.offers = tuple(offers)

    # What is chosen

    def accept(self, number: int) -> None:
        """Type what stands on a line of the menu."""
        field, found = self._reader.bar.field, self._found[number]
        end = len(field.value) if found.end < 0 else found.end
        self._in_history = False
        text = field.value[: found.start] + found.text + field.value[end:]
        self._reader.menu.offers = ()
        field.value = text
        field.cursor_position = found.start + len(found.text)
