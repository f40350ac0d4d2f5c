"""What stands above the papers of a pasted page: its day, and the words that were searched for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from daily_papers.formats.page_blocks import Block, Reads
from daily_papers.formats.page_lines import Day, Sort
from daily_papers.formats.report import Kind, Report

_QUERY_ADDRESS = re.compile(
    r"papers/?(?:\?|%3F)(?:\S{0,200}?(?:&|%26))?q(?:=|%3D)([^&\s)\]>\"'#]{1,300})", re.IGNORECASE
)
_ECHO = re.compile(
    r"(?:(?:search )?results? for:? ?|search(?: for)?: ?|query: ?)(.+)", re.IGNORECASE
)
_QUOTES = "\"'“”‘’«» "
_LONGEST_QUERY = 120


@dataclass(frozen=True, slots=True)
class Header:
    """What a page says of itself."""

    end: int
    """The index of the first block below the header."""
    day: Day | None = None
    search: str | None = None
    named: bool = False
    """Whether the page calls itself Daily Papers."""


def read_header(blocks: Sequence[Block], text: str, report: Report) -> Header:
    """The header of the page of `blocks`, whose source is `text`; unknown lines are noted."""
    banner = _last_banner(blocks)
    for block in blocks[: banner + 1]:
        if block.sort is Sort.TEXT and not _echo(block):
            report.note(Kind.SKIPPED, f"above the page: {block.title[:80]}", block.line)
    search = next((found for block in blocks[:banner] if (found := _echo(block))), None)
    day, at = None, banner + 1
    while at < len(blocks):
        block = blocks[at]
        if block.sort is Sort.DATE and not day:
            # `October 2025` reads as the 20th with 25 comments: the page of a month has no day.
            day = block.mark.day if block.mark else None
            day = None if day and day.comments is not None else day
        elif block.sort is Sort.TEXT and (echo := _echo(block)):
            search = search or echo
        elif block.sort is Sort.TEXT and banner >= 0 and not day and _is_query(blocks, at):
            search = search or _unquoted(block.title)
        elif block.sort not in {Sort.FRAME, Sort.ADDRESS, Sort.DOT}:
            break
        at += 1
    return Header(at, day, _asked(blocks, text, at) or search, banner >= 0)


def _last_banner(blocks: Sequence[Block]) -> int:
    """The index of the last banner above the first abstract, or -1."""
    last = -1
    for at, block in enumerate(blocks):
        if block.reads is Reads.PROSE and block.sort is Sort.TEXT:
            break
        if block.sort is Sort.BANNER:
            last = at
    return last


def _is_query(blocks: Sequence[Block], at: int) -> bool:
    """Whether the text at `at`, below the banner, is the query echoed rather than a title.

    It stands right above the day; where there is no day, right above a vote or a title.
    """
    block = blocks[at]
    if block.heading or block.reads is Reads.PROSE or len(block.title) > _LONGEST_QUERY:
        return False
    below = [each for each in blocks[at + 1 : at + 8] if each.sort is not Sort.FRAME]
    if not below:
        return False
    if below[0].sort is Sort.DATE:
        return True
    title = below[1] if below[0].sort is Sort.NUMBER and len(below) > 1 else below[0]
    if title.sort is not Sort.TEXT or title.reads is Reads.PROSE:
        return False
    after = below[below.index(title) + 1 :]
    return title is not below[0] or bool(after and after[0].reads is Reads.PROSE)


def _asked(blocks: Sequence[Block], text: str, end: int) -> str | None:
    """The query in an address in or above the header, or alone on a line."""
    first_card = blocks[end].line if end < len(blocks) else None
    above = "\n".join(re.split(r"\r\n|\r|\n", text)[: first_card and first_card - 1])
    alone = (block.mark.name for block in blocks if block.mark and block.sort is Sort.ADDRESS)
    for place in (above, *alone):
        if found := _QUERY_ADDRESS.search(place):
            # Late: only few pages need it, and its import takes longer than reading one.
            from urllib.parse import unquote_plus

            # Twice: an address within an address is quoted twice.
            return unquote_plus(unquote_plus(found[1])).partition("&")[0].strip() or None
    return None


def _echo(block: Block) -> str | None:
    """The query in words such as `Results for "…"`."""
    found = _ECHO.fullmatch(block.title) if len(block.title) <= _LONGEST_QUERY else None
    return _unquoted(found[1]) if found and block.sort is Sort.TEXT else None


def _unquoted(text: str) -> str | None:
    return text.strip(_QUOTES) or None
