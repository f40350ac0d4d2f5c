"""Pasted pages to plain lines: as they are, or freed of the Markdown or link marks around them.

Two extractors' forms are undone. In Markdown every block is a link, `[text](address)`, images stand
in it, and a newline in it is a backslash. In text made of HTML a link is `[text][12]`, where the
text may take several lines between a lone `[` and a lone `][12]`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from daily_papers.papers.model import find_arxiv_id

_NEWLINE = re.compile(r"\r\n|\r|\n")
_MARKDOWN = re.compile(r"^#{1,6} +\S", re.MULTILINE)
_NUMBERED_LINKS = re.compile(r"^(?:\]\[\d+\]|#{1,6} .*\]\[\d+\])\s*$", re.MULTILINE)

_HEADING = re.compile(r"#{1,6} +(\S.*)")
_BULLET = re.compile(r"[*-] +")
_IMAGE = re.compile(r"!\[[^\]]{0,500}\]\([^)\s]{0,2000}\)")
_LINK_END = re.compile(r"\]\(((?:https?://|/)[^\s()]*)\)$")
_LINK = re.compile(r"(?<! ) *\[([^\[\]]*)\]\((?:https?://|/)[^\s()]*\)")
_BROKEN_INSIDE = re.compile(r"(?<!\\)\\+\s{2,}")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!~>-])")

_CLOSE = re.compile(r"\]\[\d+\]")
_WHOLE = re.compile(r"\[(?:\[[^\]]*\] )?(.*)\]\[\d+\]")
_NUMBERED = re.compile(r"(?<! ) *\[([^\[\]]*)\]\[\d+\]")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page."""

    number: int
    """In the file, from 1."""
    text: str
    heading: bool = False
    """Whether it is marked as a heading: then it is a title, however it reads."""
    arxiv_id: str | None = None
    """The id in the address that the heading is linked to."""


def plain_lines(text: str) -> list[Line]:
    """The lines of a pasted page, free of markup where it has any."""
    lines = [Line(number, line) for number, line in enumerate(_NEWLINE.split(text), 1)]
    if _NUMBERED_LINKS.search(text):
        return list(_without_numbered_links(lines))
    if _MARKDOWN.search(text):
        return list(_without_markdown(lines))
    return lines


def _without_markdown(lines: list[Line]) -> Iterator[Line]:
    for blank, block in groupby(lines, key=lambda line: not line.text.strip()):
        if blank:
            yield from block
            continue
        cleaned = [Line(line.number, _IMAGE.sub("", line.text).strip()) for line in block]
        end = _LINK_END.search(cleaned[-1].text)
        if end and cleaned[0].text.startswith("["):
            # One link around the whole block.
            cleaned[-1] = Line(cleaned[-1].number, cleaned[-1].text[: end.start()])
            cleaned[0] = Line(cleaned[0].number, cleaned[0].text[1:])
            yield from (Line(line.number, _unescaped(line.text)) for line in cleaned)
            continue
        for line in cleaned:
            if heading := _HEADING.fullmatch(line.text):
                yield _linked_heading(line.number, heading[1])
            else:
                yield Line(line.number, _BULLET.sub("", _LINK.sub(r" \1", line.text), count=1))


def _linked_heading(number: int, text: str) -> Line:
    end = _LINK_END.search(text)
    if not (end and text.startswith("[")):
        return Line(number, _unescaped(_LINK.sub(r" \1", text)), heading=True)
    title = _unescaped(text[1 : end.start()])
    return Line(number, title, heading=True, arxiv_id=find_arxiv_id(end[1]))


def _unescaped(text: str) -> str:
    """`text` without the backslashes that Markdown puts before newlines and signs."""
    unbroken = _BROKEN_INSIDE.sub(" ", text.rstrip("\\"))
    return _ESCAPE.sub(r"\1", _BULLET.sub("", unbroken, count=1))


def _without_numbered_links(lines: list[Line]) -> Iterator[Line]:
    inside = False
    for line in lines:
        text = line.text.strip()
        if text == "[" or _CLOSE.fullmatch(text):
            inside = text == "["
            yield Line(line.number, "")
        elif inside:
            yield Line(line.number, _BULLET.sub("", line.text, count=1))
        elif heading := _HEADING.fullmatch(text):
            whole = re.fullmatch(r"\[(.*)\]\[\d+\]", heading[1])
            yield Line(
                line.number, whole[1] if whole else _NUMBERED.sub(r" \1", heading[1]), heading=True
            )
        elif whole := _WHOLE.fullmatch(text):
            yield Line(line.number, whole[1])
        else:
            yield Line(line.number, _BULLET.sub("", _NUMBERED.sub(r" \1", text), count=1))
