"""A pasted page as blocks: the marks of its frame and cards, and the texts between them, joined."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from daily_papers.formats.markup import Line, plain_lines
from daily_papers.formats.page_lines import Mark, Sort, read_mark

_LONG: Final = 200
"""Characters of a line that was not wrapped: such a line is a paragraph by itself."""
_PROSE: Final = 300
_SURE_PROSE: Final = 150
_SURE_TITLE: Final = 25
_SENTENCE_END = re.compile(r"[.!?…][\"”’)\]]*(?=\s+[A-Z0-9(\"“]|$)|[。！？]")
_CLOSED = re.compile(r"[.!?…。！？][\"”’)\]]*$")


class Reads(Enum):
    """How a text reads by itself."""

    TITLE = auto()
    PROSE = auto()
    EITHER = auto()
    """What stands around it must tell."""


@dataclass(frozen=True, slots=True)
class Block:
    """A mark, or a text of one or several lines."""

    line: int
    """The first line in the file."""
    mark: Mark | None = None
    text: str = ""
    """The source's own, with its newlines."""
    reads: Reads = Reads.EITHER
    heading: bool = False
    arxiv_id: str | None = None

    @property
    def sort(self) -> Sort:
        """What the block is."""
        return self.mark.sort if self.mark else Sort.TEXT

    @property
    def title(self) -> str:
        """The text as a title: on one line."""
        return " ".join(self.text.split("\n")) if "\n" in self.text else self.text


def read_blocks(text: str) -> list[Block]:
    """The blocks of a pasted page, in order."""
    return list(_blocks(plain_lines(text)))


def _blocks(lines: list[Line]) -> Iterator[Block]:
    together: list[Line] = []
    name_follows = False
    for line in lines:
        text = line.text.strip()
        mark = None if not text or name_follows else read_mark(text)
        if line.heading and mark and mark.sort is not Sort.BANNER:
            mark = None
        ends = not text or mark or line.heading or name_follows
        if together and (ends or not _continues(together[-1].text, line.text)):
            yield _text(together)
            together = []
        if mark:
            yield Block(line.number, mark)
            name_follows = mark.sort is Sort.SUBMITTED and not mark.name
        elif text and (line.heading or name_follows):
            yield _text([line])
            name_follows = False
        elif text:
            together.append(line)
    if together:
        yield _text(together)


def _continues(before: str, line: str) -> bool:
    """Whether `line` goes on with the text of the line right above it."""
    if line[:1] in {" ", "\t"}:
        return True
    if len(before) > _LONG:
        return not _CLOSED.search(before.rstrip())
    return len(line) <= _LONG


def _text(lines: list[Line]) -> Block:
    # The first line's indent and the last one's trailing blanks are the page's, not the text's.
    text = "\n".join(line.text.rstrip() for line in lines).strip()
    first = lines[0]
    return Block(
        first.number,
        text=text,
        reads=Reads.TITLE if first.heading else _reads(text),
        heading=first.heading,
        arxiv_id=first.arxiv_id,
    )


def _reads(text: str) -> Reads:
    """How `text` reads by its length and its sentences."""
    flat = " ".join(text.split())
    # A Chinese or Japanese character says as much as two letters.
    length = len(flat) + sum(char >= "\u2e80" for char in flat)
    sentences = len(_SENTENCE_END.findall(flat))
    if length >= _PROSE or (sentences > 1 and length >= _SURE_PROSE):
        return Reads.PROSE
    if length < _SURE_TITLE or not sentences:
        return Reads.TITLE
    return Reads.EITHER
