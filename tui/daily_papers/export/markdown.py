"""Markdown: a list of papers with their links, tags and notes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, TextIO

from daily_papers.export.citation import Citation, cite
from daily_papers.papers.rows import Detail
from daily_papers.papers.text import clean_text, paragraphs

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~])")
_MAX_AUTHORS: Final = 3
"""Up to so many authors are named; of more, only the first."""


def write(papers: Iterable[Detail], out: TextIO) -> None:
    """Write one list item for each paper, with the user's tags and note below it."""
    for paper in papers:
        cited = cite(paper)
        out.write(f"- {_link(cited)}{_origin(cited)}\n")
        if paper.facts.tags:
            out.write("  " + " ".join(f"#{_tag(tag)}" for tag in paper.facts.tags) + "\n")
        for paragraph in paragraphs(clean_text(paper.note)):
            # The note is the user's own Markdown.
            out.write(f"\n  {paragraph}\n")


def escape(text: str) -> str:
    """`text` with Markdown's special characters escaped."""
    return _SPECIAL.sub(r"\\\1", text)


def _link(cited: Citation) -> str:
    title = escape(cited.title)
    # Angle brackets allow parentheses in the address; `page_url` gives none with angle brackets.
    return f"[{title}](<{cited.url}>)" if cited.url else title


def _origin(cited: Citation) -> str:
    names = [escape(name) for name in cited.authors]
    shown = ", ".join(names) if len(names) <= _MAX_AUTHORS else f"{names[0]} et al."
    parts = [part for part in (shown, str(cited.year or "")) if part]
    return f" — {', '.join(parts)}" if parts else ""


def _tag(tag: str) -> str:
    return escape(tag.replace(" ", "-"))
