"""A page of lines that shows one paper, and what the user wishes to see on it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from daily_papers.papers.links import PaperLink
    from daily_papers.ui.drawing.strips import Piece

Hits = Callable[[str], Sequence[tuple[int, int]]]
"""Where the filter's words stand in a text."""


@dataclass(frozen=True, slots=True)
class DisplayOptions:
    """What the user wants to see of a paper."""

    all_authors: bool = False
    """All authors and keywords, rather than the first few."""
    source: bool = False
    """The text as the source has it, TeX and all, instead of the text made for reading."""
    hits: Hits | None = None
    gist: bool = True
    """The sentence that says what the paper does, lifted above the abstract."""
    summary: bool = False
    """The source's AI summary instead of that sentence, where there is one."""
    measure: int = 84
    """Most cells a line of prose is given."""


@dataclass(slots=True)
class Page:
    """A paper's lines, and where in them things are."""

    lines: list[list[Piece]] = field(default_factory=list)
    hits: list[tuple[int, int, int]] = field(default_factory=list)
    """The hits of the filter in the abstract: line, first character in it, the one after the last.
    One that goes on in the next line is told by its first."""
    links: dict[int, PaperLink] = field(default_factory=dict)
    """The link that stands on a line, by line number."""
    continued: set[int] = field(default_factory=set)
    """The lines that go on with the text of the line above."""
