"""BibLaTeX: what it knows of electronic publishing (its manual, section 3.14.7) is used."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from daily_papers.export.citation import Keys, cite
from daily_papers.export.tex import entry, escape, join_names
from daily_papers.papers.rows import Detail


def write(papers: Iterable[Detail], out: TextIO) -> None:
    """Write one entry for each paper."""
    keys = Keys()
    for paper in papers:
        cited = cite(paper)
        arxiv = cited.arxiv_id
        fields = (
            ("title", escape(cited.title)),
            ("author", join_names(cited.authors)),
            ("date", cited.published.isoformat() if cited.published else str(cited.year or "")),
            ("eprint", arxiv),
            ("eprinttype", "arxiv" if arxiv else None),
            ("eprintclass", escape(cited.arxiv_class or "")),
            ("doi", escape(cited.doi or "")),
            ("url", cited.url),
        )
        out.write(entry("online", keys.key(cited), fields))
