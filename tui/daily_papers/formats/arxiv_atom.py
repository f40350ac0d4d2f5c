"""Answers of arXiv's Atom API (https://info.arxiv.org/help/api/user-manual.html).

Its errors come as an answer with one entry, and are reported as errors.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from daily_papers.formats import fields
from daily_papers.formats.entries import DigestInfo, EntryBuilder, FoundPaper, set_entries
from daily_papers.formats.input_file import InputFile
from daily_papers.formats.report import DiagnosticKind, FormatError, Hint, Report
from daily_papers.formats.xml_parser import is_xml, parse_xml
from daily_papers.papers.model import Paper

_API_ID = re.compile(rb"<(?:\w+:)?id>\s*https?://(?:\w+\.)?arxiv\.org/(?!atom\b)", re.IGNORECASE)
_ATOM: Final = "http://www.w3.org/2005/Atom "
_ARXIV: Final = "http://arxiv.org/schemas/atom "
_ENTRY: Final = (f"{_ATOM}feed", f"{_ATOM}entry")
_QUERY = re.compile(r"search_query=([^&]*)(?:&|$)")
_IDS = re.compile(r"id_list=([^&]*)(?:&|$)")

Entry = dict[str, list[str]]
"""The values of each of an entry's fields."""


class _Feed:
    """Takes the papers out of a document while it is parsed."""

    def __init__(self, report: Report) -> None:
        self.title = ""
        self.found: list[FoundPaper] = []
        self._report = report
        self._path: list[str] = []
        self._text: list[str] = []
        self._entry: Entry = {}
        self._number = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._path.append(tag)
        self._text.clear()
        if self._inside() == _ENTRY:
            self._entry = {}
        elif self._inside()[:-1] == _ENTRY:
            if tag == f"{_ATOM}category":
                self._keep("category", attributes.get("term", ""))
            elif tag == f"{_ARXIV}primary_category":
                self._keep("primary", attributes.get("term", ""))
            elif tag == f"{_ATOM}link" and attributes.get("title") == "doi":
                self._keep("doi", attributes.get("href", ""))

    def text(self, text: str) -> None:
        self._text.append(text)

    def end(self, tag: str) -> None:
        text = "".join(self._text).strip()
        self._text.clear()
        if self._inside() == _ENTRY:
            self._read_entry()
        self._path.pop()
        inside = self._inside()
        if inside == _ENTRY and tag.startswith((_ATOM, _ARXIV)):
            self._keep(tag.rpartition(" ")[2], text)
        elif inside == (*_ENTRY, f"{_ATOM}author") and tag == f"{_ATOM}name":
            self._keep("author name", text)
        elif inside == _ENTRY[:1] and tag == f"{_ATOM}title":
            self.title = text

    def _inside(self) -> tuple[str, ...]:
        """The open elements, as far as they can be those of an entry."""
        return tuple(self._path[: len(_ENTRY) + 2])

    def _keep(self, key: str, value: str) -> None:
        if value:
            self._entry.setdefault(key, []).append(value)

    def _read_entry(self) -> None:
        self._number += 1
        first = {key: values[0] for key, values in self._entry.items()}
        if "/api/errors" in first.get("id", ""):
            raise FormatError(f"arXiv answered with an error: {first.get('summary', 'no words')}")
        if paper := _paper(first, self._entry):
            self.found.append(FoundPaper(paper))
        else:
            self._report.add(DiagnosticKind.SKIPPED, f"entry {self._number} has no title")


def matches(file: InputFile) -> bool:
    """Whether it is XML with an arXiv address as an id."""
    return is_xml(file.head) and _API_ID.search(file.head) is not None


def read(file: InputFile, hint: Hint) -> Report:
    """The report of one answer, which becomes a collection where nothing names a day.

    Raises:
        FormatError: It is not XML, declares entities, or is the API's error.
    """
    report = Report("arxiv-atom", source="arxiv", extension="xml")
    feed = _Feed(report)
    parse_xml(file, feed)
    set_entries(report, feed.found, EntryBuilder(hint, DigestInfo(title=_query(feed.title))))
    return report


def _paper(first: Mapping[str, str], entry: Entry) -> Paper | None:
    """The paper of one entry, from the first and from all values of each of its fields."""
    title = fields.short_text(first.get("title"))
    if not title:
        return None
    arxiv_id, doi = fields.ids(fields.arxiv_id(first.get("id")), first.get("doi"))
    categories = [*entry.get("primary", []), *entry.get("category", [])]
    return Paper(
        title=title,
        abstract=fields.long_text(first.get("summary")) or "",
        authors=fields.author_names(entry.get("author name")) or (),
        arxiv_id=arxiv_id,
        doi=doi,
        url=None if arxiv_id else fields.url(first.get("id")),
        categories=fields.keywords(list(dict.fromkeys(categories))) or (),
        published=fields.day(first.get("published")),
    )


def _query(title: str) -> str:
    """The query in a feed's title, `arXiv Query: search_query=…&id_list=…`."""
    for pattern in (_QUERY, _IDS):
        if (found := pattern.search(title)) and found[1]:
            return found[1]
    return title
