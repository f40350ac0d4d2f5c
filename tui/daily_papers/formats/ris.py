"""RIS, as Zotero and others export a reading list: a collection.

Each line is a tag, two blanks, a dash and a value; `TY` begins an entry and `ER` ends it. Lines
without a tag continue the value above.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from daily_papers.formats import fields
from daily_papers.formats.entries import EntryBuilder, FoundPaper, set_entries
from daily_papers.formats.input_file import InputFile, lines
from daily_papers.formats.report import DiagnosticKind, FormatError, Hint, Report
from daily_papers.papers.model import Paper

_BEGINNING = re.compile(rb"\s*TY {1,2}- ")
_TAGGED = re.compile(r"([A-Z][A-Z0-9]) {1,2}-(?: (.*)|$)")
_DATE = re.compile(r"(\d{4})[/-](\d{1,2})[/-](\d{1,2})\b")
_TITLES: Final = ("TI", "T1")
_ABSTRACTS: Final = ("AB", "N2")
_AUTHORS: Final = ("AU", "A1")
_DATES: Final = ("DA", "Y1", "PY")
_IDS: Final = ("UR", "AN", "M1", "N1", "L1", "L2")

Entry = dict[str, list[str]]
"""The values of each tag."""


def matches(file: InputFile) -> bool:
    """Whether it begins with an entry's type."""
    return _BEGINNING.match(file.head) is not None


def read(file: InputFile, hint: Hint) -> Report:
    """The report of a reading list.

    Raises:
        FormatError: No entry in it has a title.
    """
    report = Report("ris", source="list", extension="ris")
    found = []
    for line, entry in _entries(file.read_text()):
        if paper := _paper(entry):
            found.append(FoundPaper(paper, line=line))
        else:
            report.add(DiagnosticKind.SKIPPED, "an entry without a title", line)
    if not found:
        raise FormatError("no paper in this RIS file: no entry has a title (TI)")
    set_entries(report, found, EntryBuilder(hint))
    return report


def _entries(text: str) -> Iterator[tuple[int, Entry]]:
    """The entries, each with the line on which it begins."""
    values: dict[str, list[list[str]]] = {}
    start, tag = 1, ""
    for number, line in enumerate(lines(text), 1):
        found = _TAGGED.fullmatch(line.rstrip())
        if found and found[1] in ("TY", "ER"):
            if values:
                yield start, _joined(values)
            values, tag = {}, ""
            start = number
        elif found:
            tag = found[1]
            values.setdefault(tag, []).append([(found[2] or "").strip()])
        elif tag and (continued := line.rstrip()):
            values[tag][-1].append(continued)
    if values:
        yield start, _joined(values)


def _joined(values: dict[str, list[list[str]]]) -> Entry:
    return {tag: ["\n".join(value) for value in each] for tag, each in values.items()}


def _paper(entry: Entry) -> Paper | None:
    title = fields.short_text(_first(entry, _TITLES))
    if not title:
        return None
    places = [value for tag in _IDS for value in entry.get(tag, []) if "arxiv" in value.lower()]
    arxiv_id, doi = fields.ids(fields.first_arxiv_id(places), _first(entry, ("DO",)))
    names = [_natural_order(name) for tag in _AUTHORS for name in entry.get(tag, [])]
    return Paper(
        title=title,
        abstract=fields.long_text(_first(entry, _ABSTRACTS)) or "",
        authors=fields.author_names(names) or (),
        arxiv_id=arxiv_id,
        doi=doi,
        url=None if arxiv_id else next(filter(None, map(fields.url, entry.get("UR", []))), None),
        keywords=fields.keywords(entry.get("KW", [])) or (),
        published=_day(_first(entry, _DATES)),
    )


def _natural_order(name: str) -> str:
    """`Last, First, Jr.` as `First Last Jr.`."""
    last, first, suffix = ([part.strip() for part in name.split(",", 2)] + ["", ""])[:3]
    return " ".join(filter(None, (first, last, suffix)))


def _first(entry: Entry, tags: tuple[str, ...]) -> str:
    return next((value for tag in tags for value in entry.get(tag, []) if value), "")


def _day(text: str) -> date | None:
    """The day in `2024/05/13/`; `None` where month or day are left open."""
    if not (found := _DATE.match(text)):
        return None
    try:
        return date(*map(int, found.groups()))
    except ValueError:
        return None
