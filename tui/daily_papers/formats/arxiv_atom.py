"""Answers of arXiv's Atom API (https://info.arxiv.org/help/api/user-manual.html).

Its errors come as an answer with one entry, and are told as what they are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from daily_papers.formats import fields
from daily_papers.formats.placing import Content, Found, Placing, gather
from daily_papers.formats.report import Hint, Kind, Problem, Report
from daily_papers.formats.xmltext import listen
from daily_papers.papers.model import Paper, identifiers

_ATOM: Final = "http://www.w3.org/2005/Atom "
_ARXIV: Final = "http://arxiv.org/schemas/atom "
_ENTRY: Final = (f"{_ATOM}feed", f"{_ATOM}entry")
_QUERY = re.compile(r"search_query=([^&]*)(?:&|$)")
_IDS = re.compile(r"id_list=([^&]*)(?:&|$)")


class _Feed:
    """What the XML parser hears, kept as plain fields: one mapping an entry."""

    def __init__(self) -> None:
        self.title = ""
        self.entries: list[dict[str, list[str]]] = []
        self._path: list[str] = []
        self._text: list[str] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._path.append(tag)
        self._text.clear()
        if self._inside() == _ENTRY:
            self.entries.append({})
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
        self._path.pop()
        inside = self._inside()
        if inside == _ENTRY and tag.startswith((_ATOM, _ARXIV)):
            self._keep(tag.rpartition(" ")[2], text)
        elif inside == (*_ENTRY, f"{_ATOM}author") and tag == f"{_ATOM}name":
            self._keep("author name", text)
        elif inside == _ENTRY[:1] and tag == f"{_ATOM}title":
            self.title = text

    def _inside(self) -> tuple[str, ...]:
        """The elements that are open, where those can be of an entry: never more than a few."""
        return tuple(self._path[: len(_ENTRY) + 2])

    def _keep(self, key: str, value: str) -> None:
        if value:
            self.entries[-1].setdefault(key, []).append(value)


def read_answer(data: bytes, hint: Hint) -> Report:
    """The report of one answer, which becomes a collection where nothing names a day.

    Raises:
        Problem: It is not XML, declares entities, or is the API's error.
    """
    feed = _Feed()
    listen(data, feed)
    report = Report("arxiv-atom", iter(()), source="arxiv", extension="xml")
    found = []
    for number, entry in enumerate(feed.entries, 1):
        at = {key: values[0] for key, values in entry.items()}
        if "/api/errors" in at.get("id", ""):
            raise Problem(f"arXiv answered with an error: {at.get('summary', 'no words')}")
        if paper := _paper(at, entry):
            found.append(Found(paper))
        else:
            report.note(Kind.SKIPPED, f"entry {number} has no title")
    gather(report, found, Placing(hint, Content(title=_query(feed.title))))
    return report


def _paper(at: Mapping[str, str], entry: Mapping[str, list[str]]) -> Paper | None:
    """The paper of one entry, from the first and from all values of each of its fields."""
    title = fields.line(at.get("title"))
    if not title:
        return None
    arxiv_id, doi = identifiers(fields.arxiv_id(at.get("id")), at.get("doi"))
    categories = [*entry.get("primary", []), *entry.get("category", [])]
    return Paper(
        title=title,
        abstract=fields.prose(at.get("summary")) or "",
        authors=fields.authors(entry.get("author name")) or (),
        arxiv_id=arxiv_id,
        doi=doi,
        url=None if arxiv_id else fields.address(at.get("id")),
        categories=tuple(dict.fromkeys(categories)),
        published=fields.day(at.get("published")),
    )


def _query(title: str) -> str:
    """What was asked for, from the feed's title `arXiv Query: search_query=…&id_list=…`."""
    for asked in (_QUERY, _IDS):
        if (found := asked.search(title)) and found[1]:
            return found[1]
    return title
