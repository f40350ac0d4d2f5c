"""One paper set large, for a decision. Pure: a paper and sizes in, lines out.

Every part has its own place, which follows from the terminal's size alone: nothing moves from one
paper to the next.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from rich.cells import cell_len
from rich.style import Style

from daily_papers.papers import gist
from daily_papers.papers.cells import ELLIPSIS, cut, wrap
from daily_papers.papers.links import Kind
from daily_papers.papers.rows import Detail
from daily_papers.ui.drawing.strips import Piece, shorten, spread, width_of
from daily_papers.ui.drawing.styles import Appearance
from daily_papers.ui.model.layout import MEASURE
from daily_papers.ui.model.page import DisplayOptions, Page
from daily_papers.ui.strings import labels
from daily_papers.ui.widgets.abstract_page import (
    PageBuilder,
    digest_facts,
    id_facts,
    number_facts,
    readable,
)

TITLE_LINES: Final = 2
_GIST_LINES: Final = 3
_MARGIN: Final = 4
"""Cells at each side of the text."""
_GAP: Final = 4
"""Cells between what stands at the left and at the right of a line."""
_LINK: Final = 12
"""Cells that a link to code keeps, however much else there is to tell."""
_BARE: Final = 30
"""A gist of fewer characters says too little without its opening."""
_ROOMY: Final = 20
"""From so many lines on the parts stand apart."""
_TALL: Final = 34
"""From so many lines on the text does not begin at the top."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the parts of a triage stand in a terminal, in cells and lines from its top left."""

    left: int
    """Where the text begins."""
    measure: int
    """Cells of a line of text."""
    title: int
    meta: int
    gist: int
    """Its first line; it has `gist_lines`."""
    gist_lines: int
    body: int
    """The first line of the abstract."""
    more: int
    """The line that says how much of the abstract is below; the abstract ends above it."""
    last: int
    """The line of the last verdict and the next paper. The keys stand below it."""

    @property
    def body_lines(self) -> int:
        """How many lines of the abstract are in sight."""
        return max(0, self.more - self.body)

    @property
    def margin(self) -> int:
        """Cells that the lines above and below the text reach out to its left and right."""
        return min(_MARGIN, self.left)


def frame(width: int, height: int, options: DisplayOptions) -> Frame:
    """Where the parts stand in a terminal of `width` × `height` cells."""
    margin = _MARGIN if width >= 60 else 1
    measure = max(1, min(width - 2 * margin, MEASURE, options.measure))
    roomy = height >= _ROOMY
    title = 2 + max(0, height - _TALL) // 3 if roomy else 1
    meta = title + TITLE_LINES
    gap = 1 if roomy else 0
    lines = _GIST_LINES if height >= 14 else 2 if height >= 10 else 0
    gist_lines = lines if options.gist else 0
    gist = meta + 1 + gap
    body = gist + gist_lines + (gap if gist_lines else 0)
    return Frame(
        left=(width - measure) // 2,
        measure=measure,
        title=title,
        meta=meta,
        gist=gist,
        gist_lines=gist_lines,
        body=body,
        more=height - 3,
        last=height - 2,
    )


def lay_out_head(
    detail: Detail, place: Frame, appearance: Appearance, options: DisplayOptions
) -> dict[int, list[Piece]]:
    """What stands still above the abstract, by line: title, quiet line, gist."""
    reading = readable(detail)
    lines = {
        place.title + number: [(line, appearance["heading"])]
        for number, line in enumerate(clipped(reading.title, place.measure, TITLE_LINES))
    }
    lines[place.meta] = _about(detail, place.measure, appearance)
    summary = labels.summary(reading.summary) if options.summary and reading.summary else ""
    short = reading.short if len(reading.short) >= _BARE else reading.gist
    lifted = clipped(summary or short, place.measure - 2, place.gist_lines)
    for number, line in enumerate(lifted):
        numbers = [(start, end, appearance["number"]) for start, end in gist.numbers(line)]
        text = spread(line, 0, len(line), numbers, appearance["quote"])
        bar = (f"{appearance.glyphs.quote_bar} ", appearance["quote_bar"])
        lines[place.gist + number] = [bar, *text]
    return lines


def lay_out_body(
    detail: Detail, measure: int, appearance: Appearance, options: DisplayOptions
) -> Page:
    """What is scrolled: note, abstract, links; the tags stand in the quiet line above."""
    builder = PageBuilder(measure, appearance, replace(options, gist=False))
    builder.note(detail)
    builder.abstract(detail)
    builder.links(readable(detail).links)
    builder.highlighted_by(detail)
    builder.whole_note(detail)
    return builder.page


def clipped(text: str, width: int, most: int) -> list[str]:
    """`text` on at most `most` lines of `width` cells; where that is too little it ends in `…`."""
    breaks = wrap(text, width, cell_len)
    lines = [text[start:end] for start, end in breaks[:most]]
    if lines and len(breaks) > most:
        rest = " ".join(text[breaks[most - 1][0] :].split())
        lines[-1] = _cut_at_word(rest, width)
    return lines


def _cut_at_word(text: str, width: int) -> str:
    """`text` in at most `width` cells, cut after a word; in a word where that word is the line."""
    shown = cut(text, width, cell_len)
    begin = shown.rpartition(" ")[0]
    whole = shown == text or text.startswith(shown.removesuffix(ELLIPSIS) + " ")
    return shown if whole or cell_len(begin) < width // 2 else begin.rstrip(",;:") + ELLIPSIS


def beside(
    left: list[Piece], right: list[Piece], place: Frame, *, share: float = 0.5
) -> list[Piece]:
    """Two texts at the edges of the line above or below the paper's text.

    Args:
        left: Cut where it would take more than its share.
        right: Cut where it would take more than the rest.
        place: Where the text stands.
        share: Of the line, for `left`.
    """
    room = place.measure + 2 * place.margin - 2
    left = shorten(left, int(room * share) - _GAP if right else room)
    right = shorten(right, room - max(width_of(left) + _GAP, int(room * share)))
    gap = room - width_of(left) - width_of(right)
    start = place.left - place.margin + 1
    return [(" " * start, Style()), *left, (" " * gap, Style()), *right]


def _about(detail: Detail, width: int, appearance: Appearance) -> list[Piece]:
    """The quiet line: where it stood, the user's tags, then as much as there is room: code, votes.

    A link to code that leaves no room for the number of upvotes is cut short for it.
    """
    parts: list[list[Piece]] = [[(part, appearance["meta"])] for part in digest_facts(detail)]
    if detail.facts.tags:
        parts.append([(" · ".join(detail.facts.tags), appearance["tag"])])
    facts = [[(part, appearance["meta"])] for part in (*number_facts(detail), *id_facts(detail))]
    code = next((link for link in readable(detail).links if link.kind is Kind.CODE), None)
    if code:
        mark = f"{appearance.glyphs.code} "
        taken = sum(width_of(part) + 3 for part in (*parts, *facts[:1])) + len(mark)
        label = cut(code.label, max(_LINK, width - taken), cell_len)
        link = appearance["link"] + Style(link=code.url)
        parts.append([(mark, appearance["code"]), (label, link)])
    wanted = len(parts)
    line: list[Piece] = []
    for number, part in enumerate((*parts, *facts)):
        longer = [*line, (" · ", appearance["meta"]), *part] if line else part
        if number >= wanted and width_of(longer) > width:
            break
        line = longer
    return shorten(line, width)
