"""The table of output formats, and writing one to a file.

A new format is a module with a function that writes papers, and a row here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Final, NamedTuple, TextIO

from daily_papers.atomic_write import atomic_write_text
from daily_papers.export import (
    bibtex,
    csl_json,
    csv_records,
    json_records,
    markdown,
    plain_text,
    ris,
)
from daily_papers.export.record import record
from daily_papers.papers.rows import Detail


class Format(NamedTuple):
    """One output format."""

    description: str
    """What it is, for menus."""
    suffix: str
    """The suffix of its files: `.bib`."""
    write: Callable[[Iterable[Detail], TextIO], None]
    """Writes papers one by one."""


def _json(papers: Iterable[Detail], out: TextIO) -> None:
    json_records.write_array(map(record, papers), out)


def _jsonl(papers: Iterable[Detail], out: TextIO) -> None:
    json_records.write_lines(map(record, papers), out)


def _csv(papers: Iterable[Detail], out: TextIO) -> None:
    csv_records.write(map(record, papers), out)


FORMATS: Final[Mapping[str, Format]] = {
    "bibtex": Format("BibTeX, as arXiv gives it", ".bib", bibtex.write_bibtex),
    "biblatex": Format("BibLaTeX", ".bib", bibtex.write_biblatex),
    "ris": Format("RIS, for Zotero, EndNote and Mendeley", ".ris", ris.write),
    "csl-json": Format("CSL-JSON, for Pandoc and Zotero", ".json", csl_json.write),
    "markdown": Format("a list in Markdown, with tags and notes", ".md", markdown.write),
    "text": Format("titles, authors, links and abstracts", ".txt", plain_text.write),
    "json": Format("all fields, one array", ".json", _json),
    "jsonl": Format("all fields, one paper per line", ".jsonl", _jsonl),
    "csv": Format("all fields, for spreadsheets", ".csv", _csv),
}
"""The formats by name, those for citing first."""


def save(papers: Iterable[Detail], format: Format, path: Path) -> None:
    """Write papers to `path` in UTF-8. The file is replaced only once all of them are written.

    Raises:
        OSError: It cannot be written.
    """
    with atomic_write_text(path) as file:
        format.write(papers, file)
