"""Every format that papers are written in, by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final, NamedTuple, TextIO

from daily_papers.export import (
    as_csv,
    as_json,
    as_text,
    biblatex,
    bibtex,
    csl_json,
    markdown,
    ris,
)
from daily_papers.export.record import record
from daily_papers.papers.rows import Detail


class Format(NamedTuple):
    """One format."""

    words: str
    """What it is, for people."""
    suffix: str
    """How its files are called: `.bib`."""
    write: Callable[[Iterable[Detail], TextIO], None]
    """Writes papers one by one, so that the first is out before the last is read."""


def _json(papers: Iterable[Detail], out: TextIO) -> None:
    as_json.write_array(map(record, papers), out)


def _jsonl(papers: Iterable[Detail], out: TextIO) -> None:
    as_json.write_lines(map(record, papers), out)


def _csv(papers: Iterable[Detail], out: TextIO) -> None:
    as_csv.write(map(record, papers), out)


FORMATS: Final[Mapping[str, Format]] = {
    "bibtex": Format("BibTeX, as arXiv gives it", ".bib", bibtex.write),
    "biblatex": Format("BibLaTeX", ".bib", biblatex.write),
    "ris": Format("RIS, for Zotero, EndNote and Mendeley", ".ris", ris.write),
    "csl-json": Format("CSL-JSON, for Pandoc and Zotero", ".json", csl_json.write),
    "markdown": Format("a list in Markdown, with tags and notes", ".md", markdown.write),
    "text": Format("titles, authors, links and abstracts", ".txt", as_text.write),
    "json": Format("all that is known, one array", ".json", _json),
    "jsonl": Format("all that is known, a paper a line", ".jsonl", _jsonl),
    "csv": Format("all that is known, for spreadsheets", ".csv", _csv),
}
"""By name, those for citing first."""
