"""RIS, which Zotero, EndNote and Mendeley read: https://en.wikipedia.org/wiki/RIS_(file_format)"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from daily_papers.export.citation import Citation, cite, split_name
from daily_papers.papers.rows import Detail


def write(papers: Iterable[Detail], out: TextIO) -> None:
    """Write one reference for each paper, each followed by a blank line."""
    for paper in papers:
        for tag, value in _fields(cite(paper)):
            if value:
                out.write(f"{tag}  - {value}\n")
        out.write("ER  - \n\n")


def _fields(cited: Citation) -> list[tuple[str, str | None]]:
    return [
        ("TY", "UNPB" if cited.arxiv_id else "GEN"),
        ("TI", cited.title),
        *(("AU", _family_name_first(name)) for name in cited.authors),
        ("PY", str(cited.year or "")),
        ("DA", cited.published.strftime("%Y/%m/%d") if cited.published else None),
        ("AB", cited.abstract),
        *(("KW", keyword) for keyword in cited.keywords),
        ("DO", cited.doi),
        ("AN", f"arXiv:{cited.arxiv_id}" if cited.arxiv_id else None),
        ("PB", "arXiv" if cited.arxiv_id else None),
        ("UR", cited.url),
    ]


def _family_name_first(name: str) -> str:
    """`Rosé, Ana María`."""
    family, given = split_name(name)
    return f"{family}, {given}" if given else family
