"""What a line of a pasted "Daily Papers" page is: part of the site's frame, of a card, or text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from daily_papers.formats import fields


class Sort(Enum):
    """What a line is."""

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
class Day:
    """A date as the page writes it."""

    month: int
    day: int
    year: int | None = None
    comments: int | None = None
    """The number glued on."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A line that is not text, with what it tells."""

    sort: Sort
    day: Day | None = None
    number: int | None = None
    name: str = ""


_BANNERS: Final = re.compile(r"daily papers|by ?\S{2,30} and the research community", re.IGNORECASE)
_TABS: Final = re.compile(
    r"(?:(?:daily|weekly|monthly|trending papers?|trending)(?:\s*[/|·]?\s*|$))+", re.IGNORECASE
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
_LONGEST: Final = 120
"""Characters that a mark may have; a longer line is text."""


def read_mark(line: str) -> Mark | None:
    """What `line` tells, where it is not text."""
    text = " ".join(line.split()) if len(line) <= _LONGEST else line.strip()
    if len(text) > _LONGEST:
        return Mark(Sort.ADDRESS, name=text) if _ADDRESS.fullmatch(text) else None
    if text in _DOTS:
        return Mark(Sort.DOT)
    bare = text.lstrip("·•").strip() or text
    return _date(bare) or _labelled(bare) or _frame(bare)


def _date(text: str) -> Mark | None:
    if found := _ISO_DATE.fullmatch(text):
        year, month, day = int(found[1]), int(found[2]), int(found[3])
        return Mark(Sort.DATE, day=Day(month, day, year))
    if not (found := _DATE.fullmatch(text)):
        return None
    return Mark(
        Sort.DATE,
        day=Day(
            month=fields.month(found[1]) or 1,
            day=int(found[2] or found[4]),
            year=int(found[3]) if found[3] else None,
            comments=int(found[5]) if found[5] else None,
        ),
    )


def _labelled(text: str) -> Mark | None:
    if text in _NO_VOTE:
        return Mark(Sort.NUMBER, number=0)
    if found := _NUMBER.fullmatch(text):
        return Mark(Sort.NUMBER, number=fields.count(found[1]))
    if _AUTHORS.fullmatch(text):
        return Mark(Sort.AUTHORS)
    if found := _SUBMITTED.fullmatch(text):
        return Mark(Sort.SUBMITTED, name=found[1])
    if found := _UPVOTE.fullmatch(text):
        return Mark(Sort.UPVOTE, number=fields.count(found[1]))
    if found := _GITHUB.fullmatch(text):
        return Mark(Sort.GITHUB, number=fields.count(found[1]))
    return None


def _frame(text: str) -> Mark | None:
    if _BANNERS.fullmatch(text):
        return Mark(Sort.BANNER)
    if text.lower() in _FRAME or _TABS.fullmatch(text):
        return Mark(Sort.FRAME)
    return Mark(Sort.ADDRESS, name=text) if _ADDRESS.fullmatch(text) else None
