"""Moving: in the pane that has the focus, between panes, and step by step back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from daily_papers.ui.model.layout import Mode
from daily_papers.ui.strings import toasts
from daily_papers.ui.widgets.pane import Pane

if TYPE_CHECKING:
    from daily_papers.ui.screens.reader import Reader


class NavigationController:
    """Moves the cursors and the focus of the reader."""

    def __init__(self, reader: Reader) -> None:
        """Args:
        reader: Whose panes they are.
        """
        self._reader = reader

    def step(self, lines: int) -> None:
        """Move by `lines` in the pane that has the focus."""
        reader = self._reader
        if reader.focused is reader.days:
            reader.days.move(lines)
        elif reader.focused is reader.abstract:
            reader.abstract.scroll_lines(lines)
        else:
            reader.papers.cursor += lines

    def jump(self, index: int) -> None:
        """Go to a line of the focused pane by its number from 0; -1 is the last."""
        reader = self._reader
        if reader.focused is reader.days:
            reader.days.cursor = len(reader.days.items) - 1 if index < 0 else index
        elif reader.focused is reader.abstract:
            reader.abstract.offset_line = len(reader.abstract.page.lines) if index < 0 else index
        else:
            reader.papers.cursor = len(reader.papers.rows) - 1 if index < 0 else index

    def leaf(self, pages: float) -> None:
        """Move by pages in the pane that has the focus; two lines of the last stay in sight."""
        reader = self._reader
        if not (reader.focused is reader.days or reader.focused is reader.abstract):
            rows = round(pages * max(1, reader.papers.page - 1))
            reader.papers.cursor += rows or (1 if pages > 0 else -1)
            return
        pane = reader.days if reader.focused is reader.days else reader.abstract
        self.step(round(pages * max(1, pane.size.height - 2)) or (1 if pages > 0 else -1))

    def focus_pane(self, step: int) -> None:
        """Give the focus to the pane at the left (-1) or the right (1)."""
        reader = self._reader
        if reader.arrangement.mode is Mode.TITLE:
            return
        panes: list[Pane] = [reader.days, reader.papers, reader.abstract]
        at = next((number for number, pane in enumerate(panes) if pane is reader.focused), 1)
        self._focus(panes[max(0, min(at + step, len(panes) - 1))])

    def enter(self) -> None:
        """Choose the day under the cursor, or open the paper."""
        reader = self._reader
        if reader.focused is reader.days:
            reader.days.choose()
        elif reader.papers.key is not None:
            reader.judge.open()
            if reader.focused is reader.papers:
                self.focus_pane(1)
        else:
            reader.filtering.take_offer()

    def to_hit(self, step: int) -> None:
        """Go to the next (1) or previous (-1) hit of the filter in the abstract.

        Where there is room for one pane only, the abstract comes out first, at its top.
        """
        reader = self._reader
        if not reader.abstract.page.hits:
            reader.say(toasts.NO_HIT)
            return
        if self._is_hidden(reader.abstract):
            reader.abstract.offset_line = 0
            self._focus(reader.abstract)
        reader.abstract.to_hit(step)

    def read_on(self) -> None:
        """Scroll the abstract; past its end the paper is read, and the next unread comes.

        Where there is room for one pane only, the abstract comes out first, at its top.
        """
        reader = self._reader
        if self._is_hidden(reader.abstract):
            if reader.papers.key is not None:
                reader.abstract.offset_line = 0
                self._focus(reader.abstract)
        elif reader.papers.key is not None and not reader.abstract.scroll_page():
            reader.judge.open()
            reader.stepper.to_unread(1, past_the_end=True)

    def back(self) -> None:
        """One step back: the selection, the days or the abstract, the filter, then the hint."""
        reader = self._reader
        if reader.selection:
            reader.selection.end()
        elif reader.wide:
            reader.toggle_wide()
        elif reader.focused is not reader.papers:
            self._focus(reader.papers)
        elif reader.finder.text:
            reader.finder.clear()
        else:
            reader.hints.put_away()

    def leave(self) -> None:
        """Back to the list; from the list, quit."""
        if self._reader.focused is self._reader.papers:
            self._reader.quit()
        else:
            self.back()

    def _is_hidden(self, pane: Pane) -> bool:
        """Whether it would come out where there is room for one pane only."""
        return self._reader.arrangement.mode is Mode.SINGLE and self._reader.focused is not pane

    def _focus(self, pane: Pane) -> None:
        """Give the focus to a pane, which may have been hidden."""
        pane.display = True
        self._reader.set_focus(pane)
