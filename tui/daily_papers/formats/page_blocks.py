"""A pasted "Daily Papers" page as blocks: the marks of its frame and cards, and texts between them.

Pages come as plain lines, or as two extractors' markup, which is removed. In Markdown every block
is a link, `[text](address)`, with images in it, and a newline in it is a backslash. In text made of
HTML a link is `[text][12]`, where the text may take several lines between a lone `[` and a lone
`][12]`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from itertools import groupby
from typing import Final

from daily_papers.formats import fields
from daily_papers.formats.input_file import lines
from daily_papers.papers.model import find_arxiv_id

_MARKDOWN = re.compile(r"^#{1,6} +\S", re.MULTILINE)
_NUMBERED_LINKS = re.compile(r"^(?:\]\[\d+\]|#{1,6} .*\]\[\d+\])\s*$", re.MULTILINE)

_HEADING = re.compile(r"#{1,6} +(\S.*)")
_BULLET = re.compile(r"[*-] +")
# Neither bracket nor parenthesis inside: begun a million times, each would be read to the limit.
_IMAGE = re.compile(r"!\[[^\[\]]{0,500}\]\([^()\s]{0,2000}\)")
_LINK_END = re.compile(r"\]\(((?:https?://|/)[^\s()]*)\)$")
_LINK = re.compile(r"(?<! ) *\[([^\[\]]*)\]\((?:https?://|/)[^\s()]*\)")
_BROKEN_INSIDE = re.compile(r"(?<!\\)\\+\s{2,}")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!~>-])")

_CLOSE = re.compile(r"\]\[\d+\]")
_WHOLE = re.compile(r"\[(?:\[[^\]]*\] )?(.*)\]\[\d+\]")
_NUMBERED = re.compile(r"(?<! ) *\[([^\[\]]*)\]\[\d+\]")

_BANNERS = re.compile(r"daily papers|by ?\S{2,30} and the research community", re.IGNORECASE)
_TABS = re.compile(
    r"(?:(?:daily|weekly|monthly|trending papers?|trending)(?:\s*+[/|·]?+\s*+|$))+", re.IGNORECASE
)
_FRAME: Final = frozenset(
    """new|subscribe|get trending papers in your email inbox!
    |get trending papers in your email inbox once a day!|hugging face|hugging face's logo|models
    |datasets|spaces|buckets|posts|docs|enterprise|pricing|log in|sign up|community|papers|company
    |tos|privacy|about|about us|careers|website|system theme|inference providers|previous|next
    |← previous|next →|© hugging face|submit|submit a paper|submit paper|search|search papers
    |view all|view all activity|browse papers|skip to content|arxiv page|view arxiv page|arxiv
    |pdf|view pdf|project page|paper|load more|show more|back to top|share|bookmark|like
    |notifications|settings|collections|languages|organizations|learn|blog|forum|terms of service
    |today|yesterday|trending""".replace("\n", "")
    .replace("    |", "|")
    .split("|")
)
_MONTH: Final = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    "|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_DATE = re.compile(
    rf"(?:(?:published|updated|submitted) on )?(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,? )?"
    rf"({_MONTH})\.? (?:(\d{{1,2}}), (\d{{4}})|(3[01]|[12]\d|0?[1-9]))(?: ?(\d{{1,4}}))?",
    re.IGNORECASE,
)
_ISO_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})()")
_NUMBER = re.compile(r"(?:\[-\] ?)?(\d[\d,]{0,8}(?:\.\d+)?[kK]?)")
_NO_VOTE: Final = ("-", "[-]", "–")
_AUTHORS = re.compile(r"(?:[·•*-] ?)?\d[\d,]* authors?", re.IGNORECASE)
_DOTS: Final = ("·", "•")
_SUBMITTED = re.compile(r"submitted by:? ?(.*)", re.IGNORECASE)
_UPVOTE = re.compile(r"upvotes?:? ?(\d[\d,.]*k?)?", re.IGNORECASE)
_GITHUB = re.compile(r"github:? ?(\d[\d,.]*[km]?)?", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://\S+|(?:www\.)?huggingface\.co/\S+")
_MAX_MARK: Final = 120
"""Characters of a mark; a longer line is text."""

_UNWRAPPED: Final = 200
"""Characters above which a line was not wrapped: it is a paragraph by itself."""
_MIN_PROSE: Final = 300
"""Characters from which on a text is an abstract."""
_MIN_SENTENCES: Final = 150
"""The same, where it has several sentences."""
_MAX_TITLE: Final = 25
"""Characters below which a text is a title."""
_SENTENCE_END = re.compile(r"[.!?…][\"”’)\]]*(?=\s+[A-Z0-9(\"“]|$)|[。！？]")
_CLOSED = re.compile(r"[.!?…。！？][\"”’)\]]*$")


class BlockKind(Enum):
    """What a line or a block is."""

    BANNER = auto()
    """The page's own heading, `Daily Papers` and the line under it."""
    FRAME = auto()
    """Menus, buttons, footers."""
    DATE = auto()
    """A day: the page's above the papers, a paper's below it; perhaps with a count of comments."""
    NUMBER = auto()
    """A number alone: votes above a title, else comments. `-` is no vote."""
    AUTHORS = auto()
    """`9 authors`."""
    DOT = auto()
    """The `·` between authors and date."""
    SUBMITTED = auto()
    """`Submitted by`, perhaps with the name."""
    UPVOTE = auto()
    """`Upvote`, perhaps with the number."""
    GITHUB = auto()
    """`GitHub`, perhaps with the stars."""
    ADDRESS = auto()
    """A web address alone."""
    TEXT = auto()
    """Anything else: a title, an abstract, a name."""


@dataclass(frozen=True, slots=True)
class PageDate:
    """A date as pages write it."""

    month: int
    day: int
    year: int | None = None
    comments: int | None = None
    """The number right after it."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A line that is not text, and what it says."""

    kind: BlockKind
    day: PageDate | None = None
    number: int | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of a page."""

    number: int
    """In the file, from 1."""
    text: str
    heading: bool = False
    """Whether it is marked as a heading, and so is a title."""
    arxiv_id: str | None = None
    """The id in the heading's link."""


class TextShape(Enum):
    """What a text looks like by itself."""

    TITLE = auto()
    PROSE = auto()
    EITHER = auto()
    """What is around it decides."""


@dataclass(frozen=True, slots=True)
class Block:
    """A mark, or a text of one or several lines."""

    line: int
    """The first line in the file."""
    mark: Mark | None = None
    text: str = ""
    """The source's own, with its newlines."""
    shape: TextShape = TextShape.EITHER
    heading: bool = False
    arxiv_id: str | None = None

    @property
    def kind(self) -> BlockKind:
        """What the block is."""
        return self.mark.kind if self.mark else BlockKind.TEXT

    @property
    def title(self) -> str:
        """The text on one line, as a title."""
        return " ".join(self.text.split("\n")) if "\n" in self.text else self.text


def read_blocks(text: str) -> list[Block]:
    """The blocks of a pasted page, in order."""
    return list(_blocks(_plain_lines(text)))


def _blocks(page: list[_Line]) -> Iterator[Block]:
    together: list[_Line] = []
    name_follows = False
    for line in page:
        text = line.text.strip()
        mark = None if not text or name_follows else _parse_mark(text)
        if line.heading and mark and mark.kind is not BlockKind.BANNER:
            mark = None
        ends = not text or mark or line.heading or name_follows
        if together and (ends or not _continues(together[-1].text, line.text)):
            yield _text_block(together)
            together = []
        if mark:
            yield Block(line.number, mark)
            name_follows = mark.kind is BlockKind.SUBMITTED and not mark.name
        elif text and (line.heading or name_follows):
            yield _text_block([line])
            name_follows = False
        elif text:
            together.append(line)
    if together:
        yield _text_block(together)


def _continues(before: str, line: str) -> bool:
    """Whether `line` continues the text of the line above it."""
    if line[:1] in {" ", "\t"}:
        return True
    if len(before) > _UNWRAPPED:
        return not _CLOSED.search(before.rstrip())
    return len(line) <= _UNWRAPPED


def _text_block(together: list[_Line]) -> Block:
    # The first line's indent and the last one's trailing blanks are the page's, not the text's.
    text = "\n".join(line.text.rstrip() for line in together).strip()
    first = together[0]
    return Block(
        first.number,
        text=text,
        shape=TextShape.TITLE if first.heading else _shape(text),
        heading=first.heading,
        arxiv_id=first.arxiv_id,
    )


def _shape(text: str) -> TextShape:
    """What `text` looks like by its length and its sentences."""
    flat = " ".join(text.split())
    # A Chinese or Japanese character says as much as two letters.
    length = len(flat) + sum(char >= "\u2e80" for char in flat)
    sentences = len(_SENTENCE_END.findall(flat))
    if length >= _MIN_PROSE or (sentences > 1 and length >= _MIN_SENTENCES):
        return TextShape.PROSE
    if length < _MAX_TITLE or not sentences:
        return TextShape.TITLE
    return TextShape.EITHER


def _plain_lines(text: str) -> list[_Line]:
    """The lines of a page, without markup where it has any."""
    page = [_Line(number, line) for number, line in enumerate(lines(text), 1)]
    if _NUMBERED_LINKS.search(text):
        return list(_without_numbered_links(page))
    if _MARKDOWN.search(text):
        return list(_without_markdown(page))
    return page


def _without_markdown(page: list[_Line]) -> Iterator[_Line]:
    for blank, block in groupby(page, key=lambda line: not line.text.strip()):
        if blank:
            yield from block
            continue
        cleaned = [_Line(line.number, _IMAGE.sub("", line.text).strip()) for line in block]
        end = _LINK_END.search(cleaned[-1].text)
        if end and cleaned[0].text.startswith("["):
            # One link around the whole block.
            cleaned[-1] = _Line(cleaned[-1].number, cleaned[-1].text[: end.start()])
            cleaned[0] = _Line(cleaned[0].number, cleaned[0].text[1:])
            yield from (_Line(line.number, _unescaped(line.text)) for line in cleaned)
            continue
        for line in cleaned:
            if heading := _HEADING.fullmatch(line.text):
                yield _linked_heading(line.number, heading[1])
            else:
                yield _Line(line.number, _BULLET.sub("", _LINK.sub(r" \1", line.text), count=1))


def _linked_heading(number: int, text: str) -> _Line:
    end = _LINK_END.search(text)
    if not (end and text.startswith("[")):
        return _Line(number, _unescaped(_LINK.sub(r" \1", text)), heading=True)
    title = _unescaped(text[1 : end.start()])
    return _Line(number, title, heading=True, arxiv_id=find_arxiv_id(end[1]))


def _unescaped(text: str) -> str:
    """`text` without the backslashes that Markdown puts before newlines and signs."""
    unbroken = _BROKEN_INSIDE.sub(" ", text.rstrip("\\"))
    return _ESCAPE.sub(r"\1", _BULLET.sub("", unbroken, count=1))


def _without_numbered_links(page: list[_Line]) -> Iterator[_Line]:
    inside = False
    for line in page:
        text = line.text.strip()
        if text == "[" or _CLOSE.fullmatch(text):
            inside = text == "["
            yield _Line(line.number, "")
        elif inside:
            yield _Line(line.number, _BULLET.sub("", line.text, count=1))
        elif heading := _HEADING.fullmatch(text):
            whole = re.fullmatch(r"\[(.*)\]\[\d+\]", heading[1])
            yield _Line(
                line.number, whole[1] if whole else _NUMBERED.sub(r" \1", heading[1]), heading=True
            )
        elif whole := _WHOLE.fullmatch(text):
            yield _Line(line.number, whole[1])
        else:
            yield _Line(line.number, _BULLET.sub("", _NUMBERED.sub(r" \1", text), count=1))


def _parse_mark(line: str) -> Mark | None:
    """What `line` says, where it is not text."""
    text = " ".join(line.split()) if len(line) <= _MAX_MARK else line.strip()
    if len(text) > _MAX_MARK:
        return Mark(BlockKind.ADDRESS, name=text) if _ADDRESS.fullmatch(text) else None
    if text in _DOTS:
        return Mark(BlockKind.DOT)
    bare = text.lstrip("·•").strip() or text
    return _date_mark(bare) or _label_mark(bare) or _frame_mark(bare)


def _date_mark(text: str) -> Mark | None:
    if found := _ISO_DATE.fullmatch(text):
        year, month, day = int(found[1]), int(found[2]), int(found[3])
        return Mark(BlockKind.DATE, day=PageDate(month, day, year))
    if not (found := _DATE.fullmatch(text)):
        return None
    return Mark(
        BlockKind.DATE,
        day=PageDate(
            month=fields.month(found[1]) or 1,
            day=int(found[2] or found[4]),
            year=int(found[3]) if found[3] else None,
            comments=int(found[5]) if found[5] else None,
        ),
    )


def _label_mark(text: str) -> Mark | None:
    if text in _NO_VOTE:
        return Mark(BlockKind.NUMBER, number=0)
    if found := _NUMBER.fullmatch(text):
        return Mark(BlockKind.NUMBER, number=fields.count(found[1]))
    if _AUTHORS.fullmatch(text):
        return Mark(BlockKind.AUTHORS)
    if found := _SUBMITTED.fullmatch(text):
        return Mark(BlockKind.SUBMITTED, name=found[1])
    if found := _UPVOTE.fullmatch(text):
        return Mark(BlockKind.UPVOTE, number=fields.count(found[1]))
    if found := _GITHUB.fullmatch(text):
        return Mark(BlockKind.GITHUB, number=fields.count(found[1]))
    return None


def _frame_mark(text: str) -> Mark | None:
    if _BANNERS.fullmatch(text):
        return Mark(BlockKind.BANNER)
    if text.lower() in _FRAME or _TABS.fullmatch(text):
        return Mark(BlockKind.FRAME)
    return Mark(BlockKind.ADDRESS, name=text) if _ADDRESS.fullmatch(text) else None
