"""Plain text, to read or to pipe: title, authors, address and abstract of each paper."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from daily_papers.export.record import page_url
from daily_papers.papers import prose
from daily_papers.papers.rows import Detail
from daily_papers.papers.text import clean_line


def write(papers: Iterable[Detail], out: TextIO) -> None:
    """Write each paper with one line a paragraph, and two blank lines between papers."""
    for number, detail in enumerate(papers):
        paper = detail.paper
        authors = ", ".join(map(clean_line, paper.authors))
        head = [prose.read_title(paper.title), authors, page_url(paper) or ""]
        body = [f"\n{paragraph}" for paragraph in prose.read_abstract(paper.abstract)]
        out.write("\n\n" if number else "")
        out.writelines(f"{line}\n" for line in [*filter(None, head), *body])
