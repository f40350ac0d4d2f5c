"""Makes titles and abstracts readable: converts entities, TeX and bold, then cleans the text.

Cleaning comes last, so that it also covers what entities and commands stand for.
"""

from __future__ import annotations

import html
import re

from daily_papers.papers.latex.convert import to_unicode
from daily_papers.papers.text import ABSTRACT_LIMIT, TITLE_LIMIT, clean_line, paragraphs

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_BOLD = re.compile(r"(?<![\w*])\*\*(?=[^\s*])([^*]{1,200})(?<=\S)\*\*(?![\w*])")
_READ_AHEAD = 4  # characters converted for each one that may be shown: TeX is longer than its text


def read_title(raw: str) -> str:
    """A readable title: one safe line of at most `TITLE_LIMIT` characters."""
    return clean_line(" ".join(paragraphs(_convert(raw, TITLE_LIMIT))))


def read_abstract(raw: str) -> tuple[str, ...]:
    """The readable paragraphs of an abstract, safe and without line breaks.

    Together they have at most `ABSTRACT_LIMIT` characters.
    """
    return paragraphs(_convert(raw, ABSTRACT_LIMIT))


def _convert(raw: str, limit: int) -> str:
    """`raw`, as far as it may be shown, with entities decoded once, TeX converted and no bold."""
    text = raw[: limit * _READ_AHEAD]
    if "&" in text:
        text = _ENTITY.sub(lambda entity: html.unescape(entity[0]), text)
    text = to_unicode(text)
    return _BOLD.sub(r"\1", text) if "**" in text else text
