"""BibTeX as arXiv gives it (https://info.arxiv.org/help/bibtex.html), and BibLaTeX.

BibLaTeX follows section 3.14.7 of its manual, on electronic publishing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final, TextIO

from daily_papers.export.citation import Citation, Keys, cite
from daily_papers.papers.rows import Detail

_Fields = Iterable[tuple[str, str | None]]

_ESCAPES: Final = str.maketrans(
    {
        **{char: f"\\{char}" for char in "&%$#_"},
        # BibTeX counts braces even after a backslash, so a lone one would take in the rest.
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        "\\": r"\textbackslash{}",
    }
)


def write_bibtex(papers: Iterable[Detail], out: TextIO) -> None:
    """Write one `@misc` entry for each paper."""
    _write("misc", _bibtex_fields, papers, out)


def write_biblatex(papers: Iterable[Detail], out: TextIO) -> None:
    """Write one `@online` entry for each paper."""
    _write("online", _biblatex_fields, papers, out)


def escape(text: str) -> str:
    """`text` with TeX's special characters escaped."""
    return text.translate(_ESCAPES)


def join_names(names: Iterable[str]) -> str:
    """Authors joined by ` and `, where BibTeX splits them; a name with that word is in braces."""
    return " and ".join(
        f"{{{escape(name)}}}" if " and " in f" {name.lower()} " else escape(name) for name in names
    )


def _write(
    kind: str, fields_of: Callable[[Citation], _Fields], papers: Iterable[Detail], out: TextIO
) -> None:
    """Write entries of one kind; fields without a value are left out."""
    keys = Keys()
    for paper in papers:
        cited = cite(paper)
        lines = [f"      {name}={{{value}}}," for name, value in fields_of(cited) if value]
        out.write("\n".join([f"@{kind}{{{keys.key(cited)},", *lines, "}"]) + "\n")


def _bibtex_fields(cited: Citation) -> _Fields:
    arxiv = cited.arxiv_id
    return (
        ("title", escape(cited.title)),
        ("author", join_names(cited.authors)),
        ("year", str(cited.year or "")),
        ("eprint", arxiv),
        ("archivePrefix", "arXiv" if arxiv else None),
        ("primaryClass", escape(cited.arxiv_class or "")),
        ("doi", None if arxiv else escape(cited.doi or "")),
        ("url", cited.url),
    )


def _biblatex_fields(cited: Citation) -> _Fields:
    arxiv = cited.arxiv_id
    return (
        ("title", escape(cited.title)),
        ("author", join_names(cited.authors)),
        ("date", cited.published.isoformat() if cited.published else str(cited.year or "")),
        ("eprint", arxiv),
        ("eprinttype", "arxiv" if arxiv else None),
        ("eprintclass", escape(cited.arxiv_class or "")),
        ("doi", escape(cited.doi or "")),
        ("url", cited.url),
    )
