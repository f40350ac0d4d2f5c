"""The page of statistics: a heat map, lines over a year, and what is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, Protocol

from rich.cells import cell_len
from rich.style import Style
from textual.reactive import reactive

from daily_papers import humanize
from daily_papers.papers.cells import cut
from daily_papers.papers.text import clean_line
from daily_papers.ui.drawing.strips import Piece
from daily_papers.ui.drawing.styles import Appearance
from daily_papers.ui.strings import labels
from daily_papers.ui.widgets.scroll_pane import ScrollPane

if TYPE_CHECKING:
    from daily_papers.papers.statistics import Statistics

HEAT_MAPS: Final = ("read", "starred", "papers")
"""What the heat map can show: attributes of `Statistics`."""
_LEFT: Final = 2
"""Cells left of the text."""

_LABEL: Final = 10
"""Cells of what stands before a row."""
_BAR: Final = 10
_HEAT: Final = "·░▒▓█"
_PLAIN_HEAT: Final = ".-+*#"
_SPARK: Final = " ▁▂▃▄▅▆▇█"
_PLAIN_SPARK: Final = " ._-=+*%#"
_WEEKDAYS: Final = ("Mon", "", "Wed", "", "Fri", "", "")


class StatisticsView(ScrollPane):
    """The statistics of a year."""

    statistics: reactive[Statistics | None] = reactive(None)
    """What is shown; `None` while it is read."""
    heat_map: reactive[str] = reactive(HEAT_MAPS[0])
    """What the heat map shows."""

    def watch_statistics(self) -> None:
        """Show other statistics."""
        self.changed()

    def watch_heat_map(self) -> None:
        """Show another heat map."""
        self.changed()

    def set_lines(self) -> list[list[Piece]]:
        """The page at the present width."""
        page = StatisticsBuilder(max(1, self.size.width - 2 * _LEFT), self.appearance)
        if self.statistics is None:
            page.text(labels.COUNTING)
        else:
            page.year(self.statistics, self.heat_map)
        return [[(" " * _LEFT, Style()), *line] for line in page.lines]


class Kept(Protocol):
    """A name with how many of its papers were kept."""

    @property
    def name(self) -> str: ...
    @property
    def judged(self) -> int: ...
    @property
    def kept(self) -> int: ...


class StatisticsBuilder:
    """Builds a page, line by line from the top."""

    def __init__(self, width: int, appearance: Appearance) -> None:
        """Args:
        width: Cells of a line.
        appearance: How it is drawn.
        """
        self.lines: list[list[Piece]] = []
        self._width = width
        self._appearance = appearance

    def year(self, found: Statistics, heat_map: str) -> None:
        """The whole page of a year; `heat_map` is one of `HEAT_MAPS`."""
        since, weeks, day = found.since, found.WEEKS, humanize.full_day
        title = labels.STATISTICS[heat_map].capitalize()
        self.heading(title, labels.days(day(since), day(found.until)))
        self.heat_map(getattr(found, heat_map), since, weeks)
        self.lines.append([])
        for name, component in (("papers", "upvotes"), ("read", "progress"), ("starred",) * 2):
            counts = getattr(found, name)
            self.sparkline(labels.STATISTICS[name], counts, since, weeks, component)
        self.heading(labels.TIME_PER_PAPER)
        if found.seconds is None:
            self.text(labels.PACE_UNKNOWN)
        else:
            self.text(labels.pace(humanize.duration(found.seconds), found.verdicts))
        for title, shares in (
            (labels.KEPT_BY_ORGANIZATION, found.organizations),
            (labels.KEPT_BY_KEYWORD, found.keywords),
        ):
            self.heading(title, labels.DECIDED_ON)
            self.shares(shares)
            if not shares:
                self.text(labels.KEPT_UNKNOWN)

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
        """A row for each weekday, a column for each week; the last ones that fit."""
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

    def shares(self, shares: Sequence[Kept]) -> None:
        """A line for each name: a bar, and how many of how many were kept."""
        room = max(8, min(44, self._width - _BAR - 22))
        glyphs, appearance = self._appearance.glyphs, self._appearance
        for share in shares:
            filled = -(-share.kept * _BAR // share.judged) if share.judged else 0
            name = cut(clean_line(share.name), room, cell_len)
            words = (
                f"{humanize.percent(share.kept, share.judged):>6}  {share.kept} of {share.judged}"
            )
            self.lines.append(
                [
                    (name + " " * (room - cell_len(name) + 2), appearance["body"]),
                    (glyphs.progress_full * filled, appearance["progress"]),
                    (glyphs.progress_empty * (_BAR - filled), appearance["progress_rest"]),
                    (words, appearance["quiet"]),
                ]
            )

    def _heat(self, count: int, most: int) -> Piece:
        signs = _PLAIN_HEAT if self._appearance.glyphs.ascii else _HEAT
        level = -(-count * (len(signs) - 1) // most) if most else 0
        return signs[level], self._appearance["progress" if level else "progress_rest"]

    def _fitting(self, since: date, weeks: int) -> tuple[int, date]:
        """The last weeks that fit, and their first day."""
        room = max(1, min(weeks, self._width - _LABEL))
        return room, since + timedelta(days=7 * (weeks - room))


def _months(since: date, weeks: int) -> str:
    """The names of the months above the weeks in which they begin."""
    mondays = [since + timedelta(days=7 * week) for week in range(weeks)]
    begins = [
        week for week in range(weeks) if not week or mondays[week].month != mondays[week - 1].month
    ]
    line = ""
    for week, end in zip(begins, [*begins[1:], weeks + 1], strict=True):
        if end - week > 3:  # a name and a space; too wide for a month that is cut short
            line = f"{line:<{week}}{mondays[week]:%b}"
    return line
