"""RIS, as Zotero and others export a reading list: a collection.

Each line is a tag, two blanks, a dash and a value; `TY` begins an entry and `ER` ends it. Lines
without a tag go on with the value above.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from daily_papers.formats import fields
from daily_papers.formats.placing import Found, Placing, gather
from daily_papers.formats.report import Hint, Kind, Problem, Report
from daily_papers.papers.model import Paper, identifiers

_TAGGED = re.compile(r"([A-Z][A-Z0-9]) {1,2}-(?: (.*)|$)")
_DATE = re.compile(r"(\d{4})[/-](\d{1,2})[/-](\d{1,2})\b")
_TITLES: Final = ("TI", "T1")
_ABSTRACTS: Final = ("AB", "N2")
_AUTHORS: Final = ("AU", "A1")
_DATES: Final = ("DA", "Y1", "PY")
_IDS: Final = ("UR", "AN", "M1", "N1", "L1", "L2")

Entry = dict[str, list[str]]


def read_ris(text: str, hint: Hint) -> Report:
    """The report of a reading list.

    Raises:
        Problem: No entry in it has a title.
    """
    report = Report("ris", iter(()), source="list", extension="ris")
    found = []
    for line, entry in _entries(text):
        if paper := _paper(entry):
            found.append(Found(paper, line=line))
        else:
            report.note(Kind.SKIPPED, "an entry without a title", line)
    if not found:
        raise Problem("no paper in this RIS file: no entry has a title (TI)")
    gather(report, found, Placing(hint))
    return report


def _entries(text: str) -> Iterator[tuple[int, Entry]]:
    """The entries, each with the line on which it begins."""
    entry: Entry = {}
    begin, last = 1, ""
    for number, line in enumerate(text.splitlines(), 1):
        found = _TAGGED.fullmatch(line.rstrip())
        tag, value = (found[1], (found[2] or "").strip()) if found else ("", line.rstrip())
        if tag in ("TY", "ER"):
            if entry:
                yield begin, entry
            entry, last = {}, ""
            begin = number
        elif tag:
            entry.setdefault(tag, []).append(value)
            last = tag
        elif last and value:
            entry[last][-1] += f"\n{value}"
    if entry:
        yield begin, entry


def _paper(entry: Entry) -> Paper | None:
    title = fields.line(_first(entry, _TITLES))
    if not title:
        return None
    places = [value for tag in _IDS for value in entry.get(tag, []) if "arxiv" in value.lower()]
    known = next(filter(None, map(fields.arxiv_id, places)), None)
    arxiv_id, doi = identifiers(known, _first(entry, ("DO",)))
    addresses = filter(None, map(fields.address, entry.get("UR", [])))
    names = [_turned(name) for tag in _AUTHORS for name in entry.get(tag, [])]
    return Paper(
        title=title,
        abstract=fields.prose(_first(entry, _ABSTRACTS)) or "",
        authors=fields.authors(names) or (),
        arxiv_id=arxiv_id,
        doi=doi,
        url=None if arxiv_id else next(addresses, None),
        keywords=tuple(filter(None, map(fields.line, entry.get("KW", [])))),
        published=_day(_first(entry, _DATES)),
    )


def _turned(name: str) -> str:
    """`Last, First, Jr.` as it is read aloud."""
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
