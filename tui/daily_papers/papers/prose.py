"""Titles and abstracts as they are read: entities, TeX and bold resolved, then made safe.

Cleaning comes last, so that nothing which an entity or a command stands for escapes it.
"""

from __future__ import annotations

import html
import re

from daily_papers.papers.latex.convert import to_unicode
from daily_papers.papers.text import ABSTRACT_LIMIT, TITLE_LIMIT, clean_line, paragraphs

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_BOLD = re.compile(r"(?<![\w*])\*\*(?=[^\s*])([^*]{1,200})(?<=\S)\*\*(?![\w*])")
_READ_AHEAD = 4  # characters resolved for each one that may be shown: TeX is longer than its text


def read_title(raw: str) -> str:
    """A title as it is read: one safe line of at most `TITLE_LIMIT` characters."""
    return clean_line(" ".join(paragraphs(_resolved(raw, TITLE_LIMIT))))


def read_abstract(raw: str) -> tuple[str, ...]:
    """The paragraphs of an abstract as they are read, safe and without line breaks.

    `ABSTRACT_LIMIT` characters at most, all together.
    """
    return paragraphs(_resolved(raw, ABSTRACT_LIMIT))


def _resolved(raw: str, limit: int) -> str:
    """`raw`, as far as it may be shown: entities decoded once, TeX in Unicode, bold plain."""
    text = raw[: limit * _READ_AHEAD]
    if "&" in text:
        text = _ENTITY.sub(lambda entity: html.unescape(entity[0]), text)
    text = to_unicode(text)
    return _BOLD.sub(r"\1", text) if "**" in text else text
