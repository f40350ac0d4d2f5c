"""BibTeX, in the form in which arXiv itself gives it: https://info.arxiv.org/help/bibtex.html"""

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
            ("year", str(cited.year or "")),
            ("eprint", arxiv),
            ("archivePrefix", "arXiv" if arxiv else None),
            ("primaryClass", escape(cited.arxiv_class or "")),
            ("doi", None if arxiv else escape(cited.doi or "")),
            ("url", cited.url),
        )
        out.write(entry("misc", keys.key(cited), fields))
