"""Figures set as a page of lines. Pure: numbers, a width and styles in, lines out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Final, Protocol

from rich.cells import cell_len
from rich.style import Style

from daily_papers import humanize
from daily_papers.papers.cells import cut
from daily_papers.papers.text import clean_line
from daily_papers.ui.drawing.strips import Piece
from daily_papers.ui.drawing.styles import Appearance

_LABEL: Final = 10
"""Cells of what stands before a row."""
_BAR: Final = 10
_HEAT: Final = "·░▒▓█"
_PLAIN_HEAT: Final = ".-+*#"
_SPARK: Final = " ▁▂▃▄▅▆▇█"
_PLAIN_SPARK: Final = " ._-=+*%#"
_WEEKDAYS: Final = ("Mon", "", "Wed", "", "Fri", "", "")


class Shared(Protocol):
    """A name with how many of its papers were kept."""

    @property
    def name(self) -> str: ...
    @property
    def judged(self) -> int: ...
    @property
    def kept(self) -> int: ...


class FiguresPage:
    """Sets a page, line by line from the top."""

    def __init__(self, width: int, appearance: Appearance) -> None:
        """Args:
        width: Cells of a line.
        appearance: How it is drawn.
        """
        self.lines: list[list[Piece]] = []
        self._width = width
        self._appearance = appearance

    def heading(self, text: str, note: str = "") -> None:
        """A heading with an empty line above it."""
        if self.lines:
            self.lines.append([])
        self.lines.append(
            [(text, self._appearance["heading"]), (f"  {note}", self._appearance["quiet"])]
        )

    def text(self, text: str) -> None:
        """A quiet line."""
        self.lines.append([(cut(text, self._width, cell_len), self._appearance["meta"])])

    def heat_map(self, counts: Mapping[date, int], since: date, weeks: int) -> None:
        """A row for each weekday, a column for each week; the last weeks where room is short."""
        weeks, since = self._fitting(since, weeks)
        self.lines.append(
            [(" " * _LABEL, Style()), (_months(since, weeks), self._appearance["quiet"])]
        )
        most = max(counts.values(), default=0)
        for weekday, label in enumerate(_WEEKDAYS):
            row: list[Piece] = [(f"{label:<{_LABEL}}", self._appearance["quiet"])]
            for week in range(weeks):
                count = counts.get(since + timedelta(days=7 * week + weekday), 0)
                row.append(self._heat(count, most))
            self.lines.append(row)

    def sparkline(
        self, label: str, counts: Mapping[date, int], since: date, weeks: int, component: str
    ) -> None:
        """One line: a column for each week, as high as its sum, and the sum of all."""
        total = sum(counts.values())
        weeks, since = self._fitting(since, weeks)
        sums = [
            sum(counts.get(since + timedelta(days=7 * week + day), 0) for day in range(7))
            for week in range(weeks)
        ]
        signs = _PLAIN_SPARK if self._appearance.glyphs.ascii else _SPARK
        most = max(sums, default=0) or 1
        drawn = "".join(signs[-(-value * (len(signs) - 1) // most)] for value in sums)
        self.lines.append(
            [
                (f"{label:<{_LABEL}}", self._appearance["quiet"]),
                (drawn, self._appearance[component]),
                (f"  {humanize.count(total)}", self._appearance["number"]),
            ]
        )

    def shares(self, shares: Sequence[Shared]) -> None:
        """A line for each name: a bar, and how many of how many were kept."""
        room = max(8, min(44, self._width - _BAR - 22))
        glyphs, appearance = self._appearance.glyphs, self._appearance
        for share in shares:
            filled = -(-share.kept * _BAR // share.judged) if share.judged else 0
            name = cut(clean_line(share.name), room, cell_len)
            told = (
                f"{humanize.percent(share.kept, share.judged):>6}  {share.kept} of {share.judged}"
            )
            self.lines.append(
                [
                    (name + " " * (room - cell_len(name) + 2), appearance["body"]),
                    (glyphs.progress_full * filled, appearance["progress"]),
                    (glyphs.progress_empty * (_BAR - filled), appearance["progress_rest"]),
                    (told, appearance["quiet"]),
                ]
            )

    def _heat(self, count: int, most: int) -> Piece:
        signs = _PLAIN_HEAT if self._appearance.glyphs.ascii else _HEAT
        level = -(-count * (len(signs) - 1) // most) if most else 0
        return signs[level], self._appearance["progress" if level else "progress_rest"]

    def _fitting(self, since: date, weeks: int) -> tuple[int, date]:
        """The last weeks for which there is room, and their first day."""
        room = max(1, min(weeks, self._width - _LABEL))
        return room, since + timedelta(days=7 * (weeks - room))


def _months(since: date, weeks: int) -> str:
    """The months' names above the weeks in which they begin."""
    mondays = [since + timedelta(days=7 * week) for week in range(weeks)]
    begins = [
        week for week in range(weeks) if not week or mondays[week].month != mondays[week - 1].month
    ]
    line = ""
    for week, end in zip(begins, [*begins[1:], weeks + 1], strict=True):
        if end - week > 3:  # a name and a space: of a month cut short there is room for neither
            line = f"{line:<{week}}{mondays[week]:%b}"
    return line
