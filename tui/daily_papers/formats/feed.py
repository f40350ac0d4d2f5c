"""RSS 2.0, RSS 1.0 and Atom feeds whose items are papers, arXiv's own feeds among them.

https://www.rssboard.org/rss-specification, https://www.rfc-editor.org/rfc/rfc4287; arXiv's:
https://info.arxiv.org/help/rss.html. A feed whose items all have one day is that day's digest, as
arXiv's daily announcement is; any other is a collection under the feed's title. arXiv's
replacements of earlier papers are no news, and are only counted.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from daily_papers.formats import fields
from daily_papers.formats.entries import DigestInfo, EntryBuilder, FoundPaper, set_entries
from daily_papers.formats.html_parser import parse_html
from daily_papers.formats.input_file import InputFile
from daily_papers.formats.report import DiagnosticKind, FormatError, Hint, Report
from daily_papers.formats.xml_parser import is_xml, parse_xml
from daily_papers.papers.model import Paper

_ROOTS: Final = ("rss", "RDF", "feed")
_ITEMS: Final = ("item", "entry")
_MAX_ITEM_DEPTH: Final = 3
"""An item is at most so deep: `rss/channel/item`."""
_ANNOUNCED = re.compile(
    r"\s*arXiv:(?P<id>\S+)\s+Announce Type:\s*(?P<type>[\w-]+)\s*(?:Abstract:\s*)?", re.IGNORECASE
)
_ABSTRACT = re.compile(
    r"^(?:summary|abstract)\s*:\s*(.*)\Z", re.IGNORECASE | re.MULTILINE | re.DOTALL
)
_LABELLED = re.compile(r"^(authors?|upvotes)\s*:[ \t]*(.*)\n?", re.IGNORECASE | re.MULTILINE)
_PAPER_URL = re.compile(r"arxiv|/papers/", re.IGNORECASE)
_REPLACED: Final = "replace"
_MARKUP = re.compile(r"<(?:p|br|div|b|i|em|strong|span|a|img|ul|li|h[1-6])\b[^<>]*+>", re.I)
_BLOCKS: Final = frozenset(("p", "br", "div", "ul", "ol", "li", *(f"h{n}" for n in range(1, 7))))
_MAX_TIME: Final = 64
"""Characters of a date and time."""

Item = dict[str, list[str]]
"""The values of each of an item's fields."""


class _Feed:
    """Takes the papers out of a document while it is parsed."""

    def __init__(self, report: Report) -> None:
        self.root = ""
        self.title = ""
        self.found: list[FoundPaper] = []
        self.replaced = 0
        self._report = report
        self._number = 0
        self._path: list[str] = []
        self._item: Item = {}
        self._item_depth = 0
        """The depth of the open item; 0 for none."""
        self._text: list[str] = []
        self._name_start = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        name = tag.rpartition(" ")[2]
        self._path.append(name)
        depth = len(self._path)
        if depth == 1:
            self.root = name
        elif name in _ITEMS and not self._item_depth and depth <= _MAX_ITEM_DEPTH:
            self._item_depth = depth
            self._item = {}
        elif not self._item_depth or depth == self._item_depth + 1:
            self._text.clear()
            if self._item_depth and attributes.get("rel", "alternate") == "alternate":
                self._keep(name, attributes.get("href") or attributes.get("term") or "")
        elif name == "name":
            self._name_start = len(self._text)

    def text(self, text: str) -> None:
        self._text.append(text)

    def end(self, tag: str) -> None:
        name = self._path.pop()
        depth = len(self._path) + 1
        if depth == self._item_depth:
            self._item_depth = 0
            self._read_item()
        elif self._item_depth and depth == self._item_depth + 1:
            if name != "author" or not self._item.get("name"):
                self._keep(name, "".join(self._text))
        elif self._item_depth and name == "name" and self._path[-1] == "author":
            self._keep("name", "".join(self._text[self._name_start :]))
        elif not self._item_depth:
            if name == "title":
                self.title = self.title or "".join(self._text).strip()
            self._text.clear()

    def _keep(self, name: str, value: str) -> None:
        if value := value.strip():
            self._item.setdefault(name, []).append(value)

    def _read_item(self) -> None:
        self._number += 1
        description = _read_description(self._item)
        if description.announced.startswith(_REPLACED):
            self.replaced += 1
        elif paper := _paper(self._item, description):
            upvotes = fields.count(description.labels.get("upvote"))
            self.found.append(FoundPaper(paper, upvotes=upvotes))
        else:
            self._report.add(DiagnosticKind.SKIPPED, f"item {self._number} has no title")


@dataclass(frozen=True, slots=True)
class _Description:
    """What is in an item's description."""

    abstract: str
    labels: Mapping[str, str]
    """What follows `Authors:` and `Upvotes:`, by `author` and `upvote`."""
    announced: str = ""
    """How arXiv announces it: `new`, `cross`, `replace`, `replace-cross`."""
    id: str = ""


def matches(file: InputFile) -> bool:
    """Whether it is XML."""
    return is_xml(file.head)


def read(file: InputFile, hint: Hint) -> Report:
    """The report of a feed.

    Raises:
        FormatError: It is not XML, no feed, or declares entities.
    """
    report = Report("feed", source="feed", extension="xml")
    feed = _Feed(report)
    parse_xml(file, feed)
    if feed.root not in _ROOTS:
        raise FormatError(
            "XML that is no feed: give an RSS or Atom feed, an answer of arXiv's API, or JSON"
        )
    if feed.replaced:
        replaced = f"replacements of earlier papers: {feed.replaced:,}"
        report.add(DiagnosticKind.SKIPPED, replaced)
    info = DigestInfo(day=_common_day(feed.found), title=feed.title)
    set_entries(report, feed.found, EntryBuilder(hint, info))
    return report


def _common_day(found: list[FoundPaper]) -> date | None:
    """The day of all papers, if it is one."""
    days = {each.paper.published for each in found}
    return days.pop() if len(days) == 1 else None


def _paper(item: Item, description: _Description) -> Paper | None:
    """The paper of one item; `None` where it has no title."""
    first = {name: values[0] for name, values in item.items()}
    title = fields.short_text(first.get("title"))
    if not title:
        return None
    links = [*item.get("link", []), *item.get("guid", []), *item.get("id", []), description.id]
    known = fields.first_arxiv_id(link for link in links if _PAPER_URL.search(link))
    arxiv_id, doi = fields.ids(known, first.get("doi"), first.get("DOI"))
    return Paper(
        title=title,
        abstract=fields.long_text(description.abstract) or "",
        authors=_authors(item, description),
        arxiv_id=arxiv_id,
        doi=doi,
        url=None if arxiv_id else next(filter(None, map(fields.url, links)), None),
        categories=fields.keywords(list(dict.fromkeys(item.get("category", [])))) or (),
        published=_day(first.get("pubDate") or first.get("published") or first.get("date") or ""),
    )


def _authors(item: Item, description: _Description) -> tuple[str, ...]:
    if names := item.get("name"):
        return fields.author_names([*names]) or ()
    # RSS has the feed's e-mail address as an item's author, which is no author of the paper.
    creators = item.get("creator") or [name for name in item.get("author", []) if "@" not in name]
    text = ", ".join(creators) or description.labels.get("author", "")
    return fields.author_names(text) or ()


def _read_description(item: Item) -> _Description:
    """The abstract, and what is around it under its labels."""
    first = {name: values[0] for name, values in item.items()}
    texts = (first.get(name, "") for name in ("encoded", "content", "description", "summary"))
    text = _without_markup(max(texts, key=len))
    announced = _ANNOUNCED.match(text)
    kind = first.get("announce_type") or (announced["type"] if announced else "")
    if announced:
        id = f"arXiv:{announced['id']}"
        return _Description(text[announced.end() :], {}, kind.lower(), id)
    labels = {found[1].lower().rstrip("s"): found[2] for found in _LABELLED.finditer(text)}
    labelled = _ABSTRACT.search(text)
    abstract = _LABELLED.sub("", labelled[1] if labelled else text)
    return _Description(abstract, labels, kind.lower())


def _without_markup(source: str) -> str:
    """The text of HTML, each block on a line of its own; text that merely has a `<` is kept."""
    if not _MARKUP.search(source):
        return source
    pieces = (
        piece if isinstance(piece, str) else "\n" if piece.name in _BLOCKS else ""
        for piece in parse_html(source)
    )
    lines = (line.strip() for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)


def _day(text: str) -> date | None:
    """The day in a feed's time, as it is there: ISO, or `Sun, 26 Jul 2026 00:00:00 +0000`."""
    if day := fields.day(text):
        return day
    # Late: few files are feeds, and its import takes longer than reading one.
    from email.utils import parsedate_to_datetime

    try:
        return parsedate_to_datetime(text[:_MAX_TIME]).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
